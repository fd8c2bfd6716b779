//! Languages of short made-up texts: what is told by common words alone, and what is not.

use super::*;

const TABLE: &str = "languages:
  - {code: nl, iso639-3: nld, name: Dutch, common: [de, het, en, wij, uw, is, in]}
  - {code: en, iso639-3: eng, name: English, common: [the, and, we, your, is, in]}
  - {code: fr, iso639-3: fra, name: French}
";

fn languages() -> Languages {
    Languages::load(TABLE).unwrap()
}

fn language(code: &str) -> Language {
    Language::new(code).unwrap()
}

#[test]
fn common_words_tell_a_language_in_passing() {
    let languages = languages();
    let dutch = "Wij bewaren de foto en het adres in een map. ";
    assert!(languages.common.tells(dutch, language("nl")));
    assert!(!languages.common.tells(dutch, language("en")));
    assert_eq!(
        languages.plain(&dutch.repeat(10)),
        Some((language("nl"), 1.0))
    );
}

#[test]
fn few_words_or_mixed_ones_tell_nothing() {
    let languages = languages();
    assert_eq!(languages.plain("We keep the photo and your name."), None);
    let mixed = "Wij bewaren de foto. We keep the photo and your name. ".repeat(10);
    assert_eq!(languages.plain(&mixed), None);
    let names = "Larkspur Bakehouse Ferrymen Guild Orchard Lantern Society ".repeat(10);
    assert_eq!(languages.plain(&names), None);
    assert!(!languages.common.tells(&names, language("en")));
}

#[test]
fn a_language_without_common_words_is_never_plain() {
    let french = "Nous gardons la photo et le nom pendant une année dans un classeur. ".repeat(10);
    assert!(!languages().common.tells(&french, language("fr")));
    assert_eq!(languages().plain(&french), None);
}
