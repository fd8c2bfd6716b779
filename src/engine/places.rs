//! The places of a document that links within it lead to: by their names and, where a file lost those, by their words.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockKind, Document};
use crate::language::Languages;
use crate::text::fold;

use super::Case;
use super::predicate::{comparable, percent_decoded};

/// The most words of a line that may be what a link is called after.
const SHORT: usize = 8;
/// The fewest places that links must lead to for them to tell that the file lost the names of all.
const FEWEST: usize = 3;
/// The most titles that are looked at for two words in a row.
const MOST: usize = 64;

/// What became of the names of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    /// A link leads to one by its name.
    Kept,
    /// Links lead to the words of headings alone, as far as they lead anywhere.
    Doubtful,
    /// Most links lead nowhere, and none to a name.
    Lost,
}

/// Where links within a document lead.
pub(super) struct Places<'a> {
    case: Case<'a>,
    /// Names, headings and lines as they are compared.
    known: FxHashSet<String>,
    titles: Vec<Vec<String>>,
    /// The titles that have two words in a row.
    pairs: FxHashMap<(String, String), Vec<usize>>,
    names: Names,
    /// The names that were looked for by their words, and whether they are told.
    told: RefCell<FxHashMap<String, bool>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(case: Case<'a>) -> Self {
        let document = case.document;
        let mut places = Self {
            case,
            known: FxHashSet::default(),
            titles: Vec::new(),
            pairs: FxHashMap::default(),
            names: Names::Doubtful,
            told: RefCell::default(),
        };
        let headings = document.blocks().iter();
        let headings = headings.filter(|block| matches!(block.kind, BlockKind::Heading { .. }));
        for block in headings {
            let text = block.text.as_str();
            let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
            places.known.extend([comparable(text), comparable(bare)]);
            places.add(text);
        }
        let headed = places.known.clone();
        let anchors = document.anchors().iter().map(|anchor| comparable(anchor));
        places.known.extend(anchors);
        places.names = names(document, &places.known, &headed);
        if places.names != Names::Kept {
            places.add_lead_ins();
        }
        places.known.remove("");
        places
    }

    /// Whether a place is called `fragment` in the document, or something in it has the words of the link: a page that was
    /// saved as text loses the names of its places, and its readers find them all the same.
    pub(super) fn has(&self, fragment: &str, words: &str) -> bool {
        let languages = self.case.languages;
        let is_known = |text: &str| {
            self.known.contains(&comparable(text)) || self.known.contains(&titled(languages, text))
        };
        is_known(fragment)
            || is_known(words)
            || (self.names != Names::Kept
                && (self.is_near(&key(languages, words)) || self.is_told(fragment)))
    }

    /// Whether the document lost the names of its places.
    pub(super) fn are_lost(&self) -> bool {
        self.names == Names::Lost
    }

    fn add(&mut self, text: &str) {
        let words = key(self.case.languages, text);
        if !words.is_empty() && self.known.insert(format!("={}", words.join(" "))) {
            self.known.insert(words.concat());
            for pair in words.windows(2) {
                if let [first, second] = pair {
                    let pair = (first.clone(), second.clone());
                    self.pairs.entry(pair).or_default().push(self.titles.len());
                }
            }
            self.titles.push(words);
        }
    }

    /// The words that run into paragraphs and items, and short lines: neither with links in them, as contents have.
    fn add_lead_ins(&mut self) {
        let document = self.case.document;
        let linked: FxHashSet<_> = document.links().iter().map(|link| link.block).collect();
        let is_short = |block: &Block| block.text.as_str().split_whitespace().nth(SHORT).is_none();
        for block in document.blocks() {
            if let Some(run_in) = block.run_in {
                self.add(run_in.of(block.text.as_str()));
            } else if is_short(block) && !linked.contains(&block.id) {
                let words = key(self.case.languages, block.text.as_str());
                self.known.insert(words.concat());
            }
        }
    }

    /// Whether another link to the place, or the words of its name, tell which it is.
    fn is_told(&self, fragment: &str) -> bool {
        if let Some(told) = self.told.borrow().get(fragment) {
            return *told;
        }
        let (document, languages) = (self.case.document, self.case.languages);
        let words = key(languages, fragment);
        let begins = words.len() > 1 && self.titles.iter().any(|title| title.starts_with(&words));
        let links = document.links().iter().filter(|link| {
            let target = link.target.trim().strip_prefix('#');
            target == Some(fragment)
        });
        let told = begins
            || self.is_near(&words)
            || links
                .filter_map(|link| document.block(link.block).map(|block| (block, link)))
                .any(|(block, link)| {
                    let words = link.range.of(block.text.as_str());
                    self.known.contains(&titled(languages, words))
                        || self.is_near(&key(languages, words))
                });
        self.told.borrow_mut().insert(fragment.to_owned(), told);
        told
    }

    /// Whether a title has these words in a row, or they have its, and the shorter is no less than half of the longer.
    fn is_near(&self, words: &[String]) -> bool {
        let pairs = words.windows(2).filter_map(|pair| match pair {
            [first, second] => self.pairs.get(&(first.clone(), second.clone())),
            _ => None,
        });
        pairs
            .flat_map(|titles| titles.iter().take(MOST))
            .filter_map(|title| self.titles.get(*title))
            .any(|title| holds(title, words) || holds(words, title))
    }
}

/// Whether `longer` has the words of `shorter` in a row, two at least, and these are no less than half of it.
fn holds(longer: &[String], shorter: &[String]) -> bool {
    shorter.len() > 1
        && shorter.len() * 2 >= longer.len()
        && longer
            .windows(shorter.len())
            .any(|window| window == shorter)
}

/// What became of the names of places, by where the links of `document` lead: to what is `known`, or to what is `headed`.
fn names(document: &Document, known: &FxHashSet<String>, headed: &FxHashSet<String>) -> Names {
    let targets = document.links().iter().map(|link| link.target.trim());
    let fragments: FxHashSet<String> = targets
        .filter_map(|target| target.strip_prefix('#'))
        .map(comparable)
        .filter(|fragment| !fragment.is_empty())
        .collect();
    let led = fragments.iter().filter(|name| known.contains(*name));
    let (mut found, mut by_name) = (0, false);
    for name in led {
        found += 1;
        by_name |= !headed.contains(name.trim_end_matches(|c: char| c.is_ascii_digit()))
            && !headed.contains(name);
    }
    if by_name {
        Names::Kept
    } else if fragments.len() >= FEWEST && found * 2 < fragments.len() {
        Names::Lost
    } else {
        Names::Doubtful
    }
}

/// The words of a title or a name by which it is told again: without marks, a number before them and the words that it may lack.
fn key(languages: &Languages, text: &str) -> Vec<String> {
    let folded = fold(&percent_decoded(text)).into_owned();
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !languages.is_light(word));
    let words: Vec<&str> = words.collect();
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    let first = words.iter().position(|word| !is_number(word)).unwrap_or(0);
    let words = words.get(first..).unwrap_or_default();
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The letters and digits of a title, without a number before it and the words that it may lack.
pub(super) fn titled(languages: &Languages, text: &str) -> String {
    key(languages, text).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: &str =
        "languages:\n  - {code: en, iso639-3: eng, name: English, light: [and, the]}\n";

    fn words(text: &str) -> Vec<String> {
        key(&Languages::load(LIGHT).unwrap(), text)
    }

    #[test]
    fn a_title_is_told_without_its_number_its_marks_and_its_light_words() {
        assert_eq!(words("4.2 The Boats & Moorings"), ["boats", "moorings"]);
        assert_eq!(words("boats-and-moorings"), ["boats", "moorings"]);
        assert_eq!(words("2026"), ["2026"]);
        assert_eq!(
            titled(&Languages::load(LIGHT).unwrap(), "Boats and 2 oars"),
            "boats2oars"
        );
    }

    #[test]
    fn titles_are_near_where_one_holds_the_other_and_is_not_twice_as_long() {
        let (title, section) = (words("Your choices"), words("“Your choices” section"));
        assert!(holds(&section, &title) && !holds(&title, &section));
        assert!(!holds(&words("how we use your choices in trips"), &title));
        assert!(!holds(&words("your data"), &words("your")));
    }
}
