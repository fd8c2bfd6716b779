//! The form in which words are compared: lower case, without diacritics, compatibility forms resolved.
//!
//! Lexicon terms and policy text go through the same function, so `Geïnformeerd`, `GEINFORMEERD` and `geïnformeerd`
//! are one word. Pure ASCII, the common case, costs one pass.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The folded form of `word`.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        if word.bytes().any(|b| b.is_ascii_uppercase()) {
            return Cow::Owned(word.to_ascii_lowercase());
        }
        return Cow::Borrowed(word);
    }
    Cow::Owned(
        word.nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .flat_map(unfold)
            .collect(),
    )
}

/// Letters that decomposition leaves alone although people write them in two ways.
fn unfold(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' => ('d', None),
        '’' | '‘' => ('\'', None),
        _ => (c, None),
    };
    std::iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_case_marks_and_ligatures() {
        assert_eq!(fold("GEÏNFORMEERD"), "geinformeerd");
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("oﬃce"), "office");
        assert_eq!(fold("plain"), "plain");
    }
}
