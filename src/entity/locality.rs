//! What stands after the street in a postal address: town, postcode and country in any of their orders.

use super::EntityTables;
use super::meaning::{Role, What};
use super::scan::Scan;

/// The most words of a town's name.
const LONGEST_TOWN: usize = 4;
/// The most parts between street and postcode.
const MOST_PARTS: usize = 5;

/// Reads the places of a text.
pub(super) struct Locality<'a> {
    pub(super) tables: &'a EntityTables,
    pub(super) scan: &'a Scan<'a>,
}

/// What stands after the street.
#[derive(Default)]
pub(super) struct Tail {
    /// Its last word; none where no place follows.
    pub(super) last: Option<usize>,
    /// Whether its postcode shows by itself that an address is at hand.
    pub(super) sure: bool,
    postcode: bool,
}

/// What was seen of a postcode.
pub(super) struct Postcode {
    last: usize,
    strong: bool,
    after_town: bool,
    digits: usize,
}

impl Locality<'_> {
    /// Town, postcode and country, from word `at` on.
    pub(super) fn read(&self, at: usize) -> Tail {
        let mut tail = Tail::default();
        // "Mill Boulevard #300": the number of a unit goes with the street.
        let unit = self.scan.before(at).contains('#') && self.scan.word(at).is_some();
        let mut at = at + usize::from(unit && self.parts(at));
        for part in 0..MOST_PARTS {
            if !self.parts(at) {
                break;
            }
            if let Some(link) = self.scan.role(at, Role::AddressLink).filter(|_| part == 0) {
                at = link + 1;
            }
            let Some(last) = self.part(at, part, &mut tail) else {
                break;
            };
            tail.last = Some(last);
            at = last + 1;
        }
        tail
    }

    /// The last word of the part of an address that begins with word `at`.
    fn part(&self, at: usize, part: usize, tail: &mut Tail) -> Option<usize> {
        if let Some(postcode) = self.postcode(at).filter(|_| !tail.postcode) {
            let joined = self
                .scan
                .after(postcode.last)
                .trim_matches([' ', '\u{a0}', '\n', '-']);
            let town = self
                .town(postcode.last + 1)
                .filter(|_| !postcode.after_town && matches!(joined, "" | ","));
            if town.is_some() || postcode.strong {
                tail.postcode = true;
                tail.sure = postcode.strong || postcode.digits >= 5;
                return Some(town.unwrap_or(postcode.last));
            }
            // Digits without a town: the number of a suite, or a postcode that ends the address.
            if self.reaches_postcode(postcode.last + 1, part + 1) {
                return Some(postcode.last);
            }
            tail.postcode = true;
            return (part > 0).then_some(postcode.last);
        }
        if let Some(last) = self.country(at) {
            return Some(last);
        }
        // Of what stands before a postcode that never comes, only the first part is a town.
        self.town(at)
            .filter(|_| !tail.postcode)
            .filter(|last| part == 0 || self.reaches_postcode(last + 1, part))
    }

    /// Whether a postcode that counts follows word `at` within the parts that are left.
    fn reaches_postcode(&self, at: usize, part: usize) -> bool {
        let mut at = at;
        for _ in part..MOST_PARTS {
            if !self.parts(at) {
                return false;
            }
            if let Some(postcode) = self.postcode(at)
                && (postcode.strong || self.town(postcode.last + 1).is_some())
            {
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
        let marks = [
            "", ",", ".,", "-", "–", "—", "|", "·", "•", ".", "(", ",(", "/", "#", ", #", ". #",
        ];
        let sentence = gap.trim() == "."
            && gap.len() > 1
            && at
                .checked_sub(1)
                .is_some_and(|before| self.scan.of(before).chars().count() > 4);
        self.scan.word(at).is_some() && gap.len() <= 12 && marks.contains(&gap.trim()) && !sentence
    }

    /// The last word of the town that begins with word `at`.
    fn town(&self, at: usize) -> Option<usize> {
        let mut last: Option<usize> = None;
        for word in at..at + LONGEST_TOWN {
            let gap = self.scan.before(word);
            let short = last.is_some_and(|last| self.scan.of(last).len() <= 3);
            let joined = match gap.trim() {
                "" => !gap.contains('\n'),
                "-" => gap == "-",
                "'" | "’" => true,
                // "St. Ives"
                "." => short,
                // "Suite #308"
                "#" => last.is_some() && self.is_district(word),
                _ => false,
            };
            if word > at && !joined {
                break;
            }
            if self.names_town(word)
                || self.is_floor(word)
                || (last.is_some() && self.is_district(word))
            {
                last = Some(word);
            } else if last.is_none() || !self.scan.is(word, Role::Connector) {
                break;
            }
        }
        last
    }

    /// Whether word `at` may be a part of a town's name.
    fn names_town(&self, at: usize) -> bool {
        let next = self.scan.after(at);
        // "E-mail" and "Tel:" begin what comes after the address.
        let label = self.scan.is(at, Role::PhoneLabel)
            || next.starts_with(':')
            || (next == "-"
                && self.scan.of(at).len() == 1
                && self.scan.word(at + 1).is_some_and(|word| !word.capital));
        self.is_name(at)
            && !label
            && self.postcode(at).is_none()
            && !self.scan.is(at, Role::BeforeName)
    }

    /// "Dublin 22", "Suite 100".
    fn is_district(&self, at: usize) -> bool {
        self.scan.word(at).is_some_and(|word| word.digits) && self.scan.of(at).len() <= 3
    }

    /// "3rd Floor": an ordinal before a capital.
    fn is_floor(&self, at: usize) -> bool {
        let word = self.scan.of(at);
        word.len() >= 3
            && word.starts_with(|c: char| c.is_ascii_digit())
            && self.is_name(at + 1)
            && self
                .scan
                .hits(at)
                .iter()
                .any(|hit| matches!(hit.what, What::Ordinal(_)))
    }

    /// Whether word `at` has a capital.
    pub(super) fn is_name(&self, at: usize) -> bool {
        self.scan.word(at).is_some_and(|word| word.capital)
    }

    fn country(&self, at: usize) -> Option<usize> {
        self.scan
            .longest(at, |what| match what {
                What::Country(_) => Some(()),
                _ => None,
            })
            .map(|(last, ())| last)
    }

    /// The postcode that begins with word `at`.
    pub(super) fn postcode(&self, at: usize) -> Option<Postcode> {
        if let Some(postcode) = self.region_postcode(at) {
            return Some(postcode);
        }
        let start = self.scan.word(at)?.range.start;
        let rest = self.scan.text.get(start..)?;
        let first = *rest.as_bytes().first()?;
        if !first.is_ascii_digit() && !first.is_ascii_uppercase() {
            return None;
        }
        let shapes = self.tables.postcodes.iter();
        let (len, shape) = shapes
            .filter_map(|shape| Some((shape.matched(rest)?, shape)))
            .max_by_key(|(len, _)| *len)?;
        let mut last = at;
        while self.scan.end(last) < start + len {
            last += 1;
        }
        Some(Postcode {
            last,
            strong: shape.strong,
            after_town: shape.after_town,
            digits: shape.shape.bytes().filter(|b| *b == b'9').count(),
        })
    }

    /// "CA 94107", "CA 94107-1234".
    fn region_postcode(&self, at: usize) -> Option<Postcode> {
        let (region, ()) = self.scan.longest(at, |what| match what {
            What::Region(..) => Some(()),
            _ => None,
        })?;
        let code = region + 1;
        let digits = self.scan.word(code).is_some_and(|word| word.digits);
        if !digits
            || !self.scan.after(region).trim().is_empty()
            || self.scan.of(code).len() != self.tables.region_digits
        {
            return None;
        }
        let more = self.scan.after(code) == "-" && self.scan.of(code + 1).len() == 4;
        Some(Postcode {
            last: code + usize::from(more),
            strong: true,
            after_town: true,
            digits: self.tables.region_digits,
        })
    }
}
