//! Postal addresses: a street and a house number, or a post office box, with postcode and town.

use super::EntityTables;
use super::meaning::{Role, What};
use super::scan::Scan;
use super::tables::PostcodeShape;
use super::value::{Entity, Value};
use crate::text::{TextRange, fold};

/// The most words of a street's name, and of a town's.
const LONGEST_STREET: usize = 6;
const LONGEST_TOWN: usize = 4;
/// The most parts between street and postcode.
const MOST_PARTS: usize = 4;

pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let reader = Reader { tables, scan };
    let mut free = 0;
    for at in 0..scan.len() {
        if at < free {
            continue;
        }
        let Some((first, last)) = reader.read(at, free) else {
            continue;
        };
        found.push(Entity {
            range: TextRange::new(scan.start(first), scan.end(last)),
            value: Value::Address,
        });
        free = last + 1;
    }
}

struct Reader<'a> {
    tables: &'a EntityTables,
    scan: &'a Scan<'a>,
}

/// A street or a box: its first and last word, and whether a word says that it is one.
struct Street {
    first: usize,
    last: usize,
    named: bool,
    is_box: bool,
}

/// What stands after the street.
#[derive(Default)]
struct Tail {
    last: Option<usize>,
    postcode: bool,
    strong: bool,
}

impl Reader<'_> {
    /// The address whose house number is word `at`, no word of it before word `free`.
    fn read(&self, at: usize, free: usize) -> Option<(usize, usize)> {
        if !is_house_number(self.scan.of(at)) {
            return None;
        }
        let street = self
            .po_box(at, free)
            .or_else(|| self.number_first(at))
            .or_else(|| self.number_last(at, free))?;
        let tail = self.tail(street.last + 1);
        match tail.last {
            Some(last) if street.named || street.is_box || tail.strong => {
                Some((street.first, last))
            }
            _ if street.is_box => Some((street.first, street.last)),
            _ => None,
        }
    }

    fn po_box(&self, at: usize, free: usize) -> Option<Street> {
        let first = (1..=3)
            .filter_map(|back| at.checked_sub(back))
            .find(|first| *first >= free && self.scan.role(*first, Role::PoBox) == Some(at - 1))?;
        let mut last = at;
        // "Postfach 10 20 30"
        while self.scan.after(last).trim().is_empty()
            && self.scan.word(last + 1).is_some_and(|word| word.digits)
            && self.scan.of(last + 1).len() <= 3
            && self.postcode(last + 1).is_none()
        {
            last += 1;
        }
        self.scan
            .before(at)
            .trim()
            .trim_matches(['.', ':'])
            .is_empty()
            .then_some(Street {
                first,
                last,
                named: true,
                is_box: true,
            })
    }

    /// "24 Rue Rodier", "10 Downing Street".
    fn number_first(&self, at: usize) -> Option<Street> {
        let mut last = None;
        let mut named = false;
        for word in at + 1..=at + LONGEST_STREET {
            let gap = self.scan.before(word).trim();
            let first = word == at + 1;
            if !(gap.is_empty()
                || gap == "'"
                || gap == "’"
                || gap == "-"
                || (gap == "." && !first)
                || (gap == "," && first))
            {
                break;
            }
            if self.is_street(word) {
                named = true;
                last = Some(word);
                // In "Downing Street London" the street ends with its word, in "Rue Rodier" it begins with it.
                if !first {
                    break;
                }
            } else if self.is_name(word) && self.postcode(word).is_none() {
                last = Some(word);
            } else if !self.scan.is(word, Role::Connector) {
                break;
            }
        }
        let last = last.filter(|_| named)?;
        Some(Street {
            first: at,
            last,
            named,
            is_box: false,
        })
    }

    /// "Keizersgracht 123", "Rue Rodier, 24", "Weena 505".
    fn number_last(&self, at: usize, free: usize) -> Option<Street> {
        let mut first = None;
        let mut named = false;
        let mut next = at;
        while let Some(word) = next.checked_sub(1).filter(|word| *word >= free) {
            let gap = self.scan.before(next).trim();
            let joins = matches!(gap, "" | "-" | "'" | "’" | ".") || (gap == "," && next == at);
            if !joins || at - word > LONGEST_STREET || self.ends_name(word) {
                break;
            }
            if self.is_street(word) {
                named = true;
                first = Some(word);
            } else if self.is_name(word) {
                if self.scan.is(word, Role::BeforeName) {
                    break;
                }
                first = Some(word);
            } else if !self.scan.is(word, Role::Connector) {
                break;
            }
            next = word;
        }
        let last = self.house_suffix(at);
        first.map(|first| Street {
            first,
            last,
            named,
            is_box: false,
        })
    }

    /// The last word of a house number with what is added to it: "12-14", "123 A".
    fn house_suffix(&self, at: usize) -> usize {
        let next = self.scan.of(at + 1);
        let added = match self.scan.after(at) {
            "-" | "/" | "–" => next.len() <= 4,
            " " => next.len() == 1 && next.bytes().all(|b| b.is_ascii_alphabetic()),
            _ => false,
        };
        at + usize::from(added)
    }

    /// Town, postcode and country, from word `at` on.
    fn tail(&self, at: usize) -> Tail {
        let mut tail = Tail::default();
        let mut at = at;
        for part in 0..MOST_PARTS {
            if !self.parts(at) {
                break;
            }
            if let Some(link) = self.scan.role(at, Role::AddressLink).filter(|_| part == 0) {
                at = link + 1;
            }
            if let Some((last, shape)) = self.postcode(at)
                && !tail.postcode
            {
                let town = (!shape.after_town)
                    .then(|| self.town(last + 1))
                    .flatten()
                    .filter(|_| self.scan.after(last).len() <= 3);
                if town.is_none() && part == 0 && !shape.strong {
                    break;
                }
                tail.postcode = true;
                tail.strong = shape.strong || shape.digits >= 5;
                tail.last = Some(town.unwrap_or(last));
                at = town.unwrap_or(last) + 1;
            } else if let Some(last) = self.country(at) {
                tail.last = Some(last);
                break;
            } else if let Some(last) = self.town(at).filter(|_| !tail.postcode) {
                // Of what stands before a postcode that never comes, only the first part is a town.
                if part == 0 || self.reaches_postcode(last + 1, part) {
                    tail.last = Some(last);
                    at = last + 1;
                } else {
                    break;
                }
            } else {
                break;
            }
        }
        tail
    }

    /// Whether a postcode follows word `at` within the parts that are left.
    fn reaches_postcode(&self, at: usize, part: usize) -> bool {
        let mut at = at;
        for _ in part..MOST_PARTS {
            if !self.parts(at) {
                return false;
            }
            if self.postcode(at).is_some() {
                return true;
            }
            match self.town(at) {
                Some(last) => at = last + 1,
                None => return false,
            }
        }
        false
    }

    /// Whether what stands before word `at` may part two parts of an address.
    fn parts(&self, at: usize) -> bool {
        let gap = self.scan.before(at);
        self.scan.word(at).is_some()
            && gap.len() <= 8
            && matches!(
                gap.trim(),
                "" | "," | ".," | "-" | "–" | "—" | "|" | "·" | "•" | "." | "(" | ",(" | "/"
            )
            && !(gap.trim() == "." && gap.len() > 1 && self.scan.of(at - 1).chars().count() > 4)
    }

    /// The last word of the town that begins with word `at`.
    fn town(&self, at: usize) -> Option<usize> {
        let mut last = None;
        for word in at..at + LONGEST_TOWN {
            let gap = self.scan.before(word).trim();
            if word > at
                && !matches!(gap, "" | "-" | "'" | "’" | "." if !gap.starts_with('.') || last.is_some_and(|last: usize| self.scan.of(last).len() <= 3))
            {
                break;
            }
            let names = self.is_name(word)
                && self.postcode(word).is_none()
                && !self.scan.is(word, Role::BeforeName);
            let district = last.is_some()
                && self.scan.word(word).is_some_and(|word| word.digits)
                && self.scan.of(word).len() <= 2;
            if names || district {
                last = Some(word);
            } else if last.is_none() || !self.scan.is(word, Role::Connector) {
                break;
            }
        }
        last
    }

    fn country(&self, at: usize) -> Option<usize> {
        self.scan
            .longest(at, |what| match what {
                What::Country(_) => Some(()),
                _ => None,
            })
            .map(|(last, ())| last)
    }

    /// The postcode that begins with word `at`: its last word and shape.
    fn postcode(&self, at: usize) -> Option<(usize, Postcode)> {
        let word = self.scan.word(at)?;
        let region = self.scan.longest(at, |what| match what {
            What::Region(..) => Some(()),
            _ => None,
        });
        if let Some((last, ())) = region
            && self.scan.after(last).trim().is_empty()
            && self.scan.of(last + 1).len() == self.tables.region_digits
            && self.scan.word(last + 1).is_some_and(|word| word.digits)
        {
            let more = self.scan.after(last + 1) == "-" && self.scan.of(last + 2).len() == 4;
            return Some((
                last + 1 + usize::from(more),
                Postcode {
                    strong: true,
                    after_town: true,
                    digits: 5,
                },
            ));
        }
        let rest = self.scan.text.get(word.range.start..)?;
        let first = *rest.as_bytes().first()?;
        if !first.is_ascii_digit() && !first.is_ascii_uppercase() {
            return None;
        }
        let best = self
            .tables
            .postcodes
            .iter()
            .filter_map(|shape| Some((matched(rest, shape)?, shape)))
            .max_by_key(|(len, _)| *len);
        let (len, shape) = best?;
        let end = word.range.start + len;
        let mut last = at;
        while self.scan.end(last) < end {
            last += 1;
        }
        let digits = shape.shape.bytes().filter(|b| *b == b'9').count();
        Some((
            last,
            Postcode {
                strong: shape.strong,
                after_town: shape.after_town,
                digits,
            },
        ))
    }

    fn is_name(&self, word: usize) -> bool {
        self.scan.word(word).is_some_and(|word| word.capital)
    }

    /// Whether word `at` says that a street is named, by itself or by its ending.
    fn is_street(&self, at: usize) -> bool {
        let Some(word) = self.scan.word(at) else {
            return false;
        };
        if self.scan.is(at, Role::Street) {
            return true;
        }
        if !word.capital || word.range.len() < 3 {
            return false;
        }
        let word = fold(self.scan.of(at));
        self.tables
            .street_endings
            .iter()
            .any(|ending| word.len() != ending.len() + 1 && word.ends_with(ending.as_str()))
    }

    /// Whether word `at` is the legal form of a name that stands before the street.
    fn ends_name(&self, at: usize) -> bool {
        self.scan
            .hits(at)
            .iter()
            .any(|hit| matches!(hit.what, What::Form(_)))
    }
}

/// What was seen of a postcode.
struct Postcode {
    strong: bool,
    after_town: bool,
    digits: usize,
}

/// "123", "135A", "12bis".
fn is_house_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.get(digits..).unwrap_or_default();
    (1..=5).contains(&digits) && rest.len() <= 3 && rest.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The length of the postcode of `shape` at the start of `text`.
fn matched(text: &str, shape: &PostcodeShape) -> Option<usize> {
    let mut rest = text.chars().peekable();
    let mut len = 0;
    for mark in shape.shape.chars() {
        if mark == ' ' {
            if let Some(space) = rest.next_if(|c| matches!(c, ' ' | '\u{a0}')) {
                len += space.len_utf8();
            }
            continue;
        }
        let c = rest.next()?;
        let fits = match mark {
            '9' => c.is_ascii_digit(),
            'A' => c.is_ascii_uppercase(),
            'X' => c.is_ascii_digit() || c.is_ascii_uppercase(),
            _ => c == mark,
        };
        if !fits {
            return None;
        }
        len += c.len_utf8();
    }
    (!rest.peek().is_some_and(|c| c.is_alphanumeric())).then_some(len)
}
