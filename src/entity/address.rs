//! Postal addresses: a street and a house number, or a post office box, with postcode and town.

use super::EntityTables;
use super::locality::Locality;
use super::meaning::{HOUSE, Role, What};
use super::scan::{Hit, Scan};
use super::value::{Entity, Value};
use crate::text::{TextRange, fold};

/// The most words of a street's name.
const LONGEST_STREET: usize = 6;

pub(super) fn recognise(tables: &EntityTables, scan: &Scan<'_>, found: &mut Vec<Entity>) {
    let reader = Reader {
        tables,
        scan,
        locality: Locality { tables, scan },
    };
    let mut free = 0;
    for at in scan.beginning(HOUSE) {
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
    locality: Locality<'a>,
}

/// A street or a box: its first and last word, and whether a word says that it is one.
struct Street {
    first: usize,
    last: usize,
    named: bool,
    is_box: bool,
}

impl Reader<'_> {
    /// The address whose house number is word `at`, or whose street ends with it and has none; no word of it before word
    /// `free`.
    fn read(&self, at: usize, free: usize) -> Option<(usize, usize)> {
        if !is_house_number(self.scan.of(at)) {
            return self
                .spelled_number(at, free)
                .or_else(|| self.named_house(at, free));
        }
        let street = self
            .po_box(at, free)
            .or_else(|| self.number_first(at, free))
            .or_else(|| self.number_last(at, free))?;
        let tail = self.locality.read(street.last + 1);
        match tail.last {
            Some(last) if street.named || street.is_box || tail.sure => Some((street.first, last)),
            _ if street.is_box => Some((street.first, street.last)),
            _ => None,
        }
    }

    /// "Postbus 12345", "Postfach 10 20 30".
    fn po_box(&self, at: usize, free: usize) -> Option<Street> {
        let first = (1..=3)
            .filter_map(|back| at.checked_sub(back))
            .find(|first| *first >= free && self.scan.role(*first, Role::PoBox) == Some(at - 1))?;
        let mut last = at;
        while self.scan.after(last).trim().is_empty()
            && self.scan.word(last + 1).is_some_and(|word| word.digits)
            && self.scan.of(last + 1).len() <= 3
            && self.locality.postcode(last + 1).is_none()
        {
            last += 1;
        }
        let gap = self.scan.before(at).trim();
        gap.trim_matches(['.', ':']).is_empty().then_some(Street {
            first,
            last,
            named: true,
            is_box: true,
        })
    }

    /// "One Canal Plaza, Dayton, OH 45402": a number in words, which only a postcode that is nothing else shows to be one.
    fn spelled_number(&self, at: usize, free: usize) -> Option<(usize, usize)> {
        let hits = self.scan.hits(at);
        let number = |hit: &Hit| hit.last == at && matches!(hit.what, What::Number(_));
        if !self.locality.is_name(at) || !hits.iter().any(number) {
            return None;
        }
        let street = self.number_first(at, free)?;
        let tail = self.locality.read(street.last + 1);
        tail.last.filter(|_| tail.sure).map(|last| (at, last))
    }

    /// "Weaver's House, Mill Lane, York YO1 7HH": without a number, only a postcode that is nothing else shows an address.
    fn named_house(&self, at: usize, free: usize) -> Option<(usize, usize)> {
        // What stands next tells soonest.
        if !self.scan.after(at).starts_with(',') || !self.is_street(at) {
            return None;
        }
        let street = self.names_before(at, free)?;
        let house = street
            .checked_sub(1)
            .filter(|house| *house >= free && self.locality.is_name(*house))
            .filter(|_| self.scan.before(street).trim() == ",")?;
        let first = self.names_before(house, free)?;
        let tail = self.locality.read(at + 1);
        tail.last.filter(|_| tail.sure).map(|last| (first, last))
    }

    /// The first of the names, two at least, that end with word `at` with nothing else between them.
    fn names_before(&self, at: usize, free: usize) -> Option<usize> {
        let before = |word: &usize| {
            let joined = joins(self.scan.before(*word)) && !self.scan.before(*word).contains('\n');
            let name = word.checked_sub(1).filter(|name| *name >= free)?;
            (joined && at - name < LONGEST_STREET && self.locality.is_name(name)).then_some(name)
        };
        std::iter::successors(Some(at), before)
            .last()
            .filter(|first| *first < at)
    }

    /// "24 Rue Lepic", "10 Downing Street", "22-24 Boulevard Central".
    fn number_first(&self, at: usize, free: usize) -> Option<Street> {
        let mut last = None;
        let mut named = false;
        for word in at + 1..=at + LONGEST_STREET {
            let first = word == at + 1;
            let gap = self.scan.before(word);
            let mark = if first { "," } else { "." };
            if !joins(gap) && gap.trim() != mark {
                break;
            }
            if self.is_street(word) {
                named = true;
                last = Some(word);
                // In "Downing Street London" the street ends with its word, in "Rue Lepic" it begins with it.
                if !first {
                    break;
                }
            } else if self.is_numbered(word)
                || self.locality.is_name(word) && self.locality.postcode(word).is_none()
            {
                last = Some(word);
            } else if !self.scan.is(word, Role::Connector) {
                break;
            }
        }
        let last = last.filter(|_| named)?;
        let from = at
            .checked_sub(1)
            .filter(|from| *from >= free && matches!(self.scan.before(at), "-" | "/" | "–"))
            .filter(|from| self.scan.word(*from).is_some_and(|word| word.digits));
        Some(Street {
            first: from.unwrap_or(at),
            last,
            named,
            is_box: false,
        })
    }

    /// "Keizersgracht 123", "Rue Lepic, 24", "Weena 505".
    fn number_last(&self, at: usize, free: usize) -> Option<Street> {
        let mut first = None;
        let mut named = false;
        let mut next = at;
        while let Some(word) = next.checked_sub(1).filter(|word| *word >= free) {
            let gap = self.scan.before(next);
            let joined = joins(gap) || gap.trim() == "." || (gap.trim() == "," && next == at);
            // What stands on the line before the street is a name.
            let line = first.is_some() && gap.contains('\n');
            let far = at - word > LONGEST_STREET;
            if !joined
                || line
                || far
                || self.ends_name(word)
                || self.scan.is(word, Role::BeforeName)
                    && !self.is_street(word)
                    && !self.inside_street(word, free)
            {
                break;
            }
            if self.is_street(word) {
                named = true;
                first = Some(word);
            } else if self.locality.is_name(word) {
                first = Some(word);
            } else if !self.scan.is(word, Role::Connector) {
                break;
            }
            next = word;
        }
        first.map(|first| Street {
            first,
            last: self.house_suffix(at),
            named,
            is_box: false,
        })
    }

    /// "Laan van de Vrijheid": whether the small word `at` joins what follows to a word before it that says it is a street.
    fn inside_street(&self, at: usize, free: usize) -> bool {
        let small = |word: usize| {
            self.scan.is(word, Role::Connector)
                && !self.locality.is_name(word)
                && self.scan.before(word) == " "
        };
        let mut word = at;
        for _ in 0..LONGEST_STREET {
            if word <= free || !small(word) {
                return false;
            }
            word -= 1;
            if self.is_street(word) && self.locality.is_name(word) {
                return true;
            }
        }
        false
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

    /// "28th Street": whether word `at` is the number of the street that the next word names.
    fn is_numbered(&self, at: usize) -> bool {
        let word = self.scan.of(at);
        let ending = word.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=3).contains(&(word.len() - ending.len()))
            && ending.len() == 2
            && self.is_street(at + 1)
    }

    /// Whether word `at` ends the legal form of a name that stands before the street.
    fn ends_name(&self, at: usize) -> bool {
        (at.saturating_sub(4)..=at).any(|first| {
            self.scan
                .hits(first)
                .iter()
                .any(|hit| hit.last == at && matches!(hit.what, What::Form(_)))
        })
    }
}

/// Whether the name of a street goes on across `gap`.
fn joins(gap: &str) -> bool {
    gap == "-" || matches!(gap.trim(), "" | "'" | "’")
}

/// "123", "135A", "12bis".
fn is_house_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.get(digits..).unwrap_or_default();
    (1..=5).contains(&digits) && rest.len() <= 3 && rest.bytes().all(|b| b.is_ascii_alphabetic())
}
