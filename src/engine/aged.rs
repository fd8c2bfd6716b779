//! Whether the age from which children are said to decide for themselves is that of the countries that a text shows itself to be of.

use std::collections::BTreeMap;

use crate::diagnostic::Label;
use crate::entity::{ConsentAge, CountryStatus, Value};
use crate::evidence::{PlacedEntity, State};
use crate::rule::{AgeOff, FitsAge};
use crate::text::Span;

use super::Case;
use super::predicate::Flaw;
use super::subject::Instance;

/// The most bytes between an address and the country that ends it.
const BESIDE: usize = 4;
/// The most countries that a message names.
const MOST: usize = 3;

/// Countries by their codes, and where the text first shows each.
type Shown = BTreeMap<String, Span>;

/// The age that `instance` states, where it is off in the way asked for.
pub(super) fn off(case: Case<'_>, asked: &FitsAge, instance: &Instance) -> Option<Flaw> {
    let stated = stated(case, instance.span.of(case.source))?;
    let own = in_sentence(case, instance);
    let spoken_of = !own.is_empty();
    let shown = if spoken_of { own } else { home(case, asked) };
    let rows: Vec<(&ConsentAge, Span)> = shown
        .iter()
        .filter_map(|(code, span)| Some((case.tables.consent_age(code, case.today)?, *span)))
        .collect();
    let highest = case.tables.ages(case.today).map(|row| row.age).max()?;
    let wrong = match asked.off {
        AgeOff::Below => !rows.is_empty() && rows.iter().all(|(row, _)| stated < row.age),
        // What is above them all is an age of another law: that of majority.
        AgeOff::Above => {
            !rows.is_empty() && stated <= highest && rows.iter().all(|(row, _)| stated > row.age)
        }
        AgeOff::Unplaced => rows.is_empty() && !spoken_of && stated < highest,
    };
    wrong.then(|| {
        let apart = |span: &Span| !span.overlaps(instance.span);
        let labels = rows.iter().filter(|(_, span)| apart(span)).take(MOST);
        Flaw {
            age: stated.to_string(),
            limit: listed(rows.iter().map(|(row, _)| *row)),
            against: labels
                .map(|(row, span)| Label::new(*span, format!("{} in {}", row.age, row.name)))
                .collect(),
            ..Flaw::default()
        }
    })
}

/// The ages with their countries and sources.
fn listed<'a>(rows: impl Iterator<Item = &'a ConsentAge>) -> String {
    let one = |row: &ConsentAge| {
        let ConsentAge {
            age,
            name,
            source,
            checked,
            ..
        } = row;
        format!("{age} in {name} ({source}; checked {checked})")
    };
    rows.take(MOST).map(one).collect::<Vec<_>>().join(", ")
}

/// The only number in `words`, in digits, in letters or in both: “thirteen (13)”.
fn stated(case: Case<'_>, words: &str) -> Option<u32> {
    let mut numbers = words
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| case.tables.whole_number(word));
    let only = numbers.next()?;
    numbers.all(|other| other == only).then_some(only)
}

/// The countries that the sentence of `instance` names itself.
fn in_sentence(case: Case<'_>, instance: &Instance) -> Shown {
    let block = case.document.block(instance.place.block);
    let sentence = block.and_then(|block| block.sentences.get(instance.place.sentence));
    let here = case.evidence.entities.iter().filter(|placed| {
        placed.block == instance.place.block
            && sentence.is_some_and(|sentence| sentence.contains(placed.entity.range))
    });
    let mut shown = Shown::new();
    for placed in here {
        if let Value::Country { code } = &placed.entity.value {
            add(case, &mut shown, code, placed);
        }
    }
    shown
}

/// The countries that the text is of: those of the addresses in sections that say who is responsible, and those of the authorities
/// of the single market that it names: one from elsewhere is named for the readers there. Nor do authorities alone make an age too high, since
/// readers of other countries may be meant.
fn home(case: Case<'_>, asked: &FitsAge) -> Shown {
    let named = case.evidence.of(&asked.who);
    let sections: Vec<_> = named
        .filter(|mention| mention.state == State::Full)
        .map(|mention| mention.section)
        .collect();
    let mut shown = Shown::new();
    let mut address: Option<&PlacedEntity> = None;
    for placed in &case.evidence.entities {
        let Some(block) = case.document.block(placed.block) else {
            continue;
        };
        let own = sections.contains(&block.section);
        match &placed.entity.value {
            Value::Authority { id, .. } if asked.off != AgeOff::Above => {
                let within =
                    |code: &&str| case.tables.status(code, case.today) == CountryStatus::Eea;
                if let Some(code) = case.tables.authority_country(id).filter(within) {
                    add(case, &mut shown, code, placed);
                }
            }
            Value::Address if own => {
                address = Some(placed);
                let words = placed.entity.range.of(block.text.as_str());
                if let Some(code) = case.tables.postcode_country(words) {
                    add(case, &mut shown, code, placed);
                }
            }
            Value::Country { code } if own && address.is_some_and(|of| ends(of, placed)) => {
                add(case, &mut shown, code, placed);
            }
            _ => {}
        }
    }
    shown
}

/// Whether `country` stands in `address` or right after it.
fn ends(address: &PlacedEntity, country: &PlacedEntity) -> bool {
    let (address_at, country_at) = (address.entity.range, country.entity.range);
    address.block == country.block
        && country_at.start >= address_at.start
        && country_at.start <= address_at.end + BESIDE
}

fn add(case: Case<'_>, shown: &mut Shown, code: &str, placed: &PlacedEntity) {
    if let Some(block) = case.document.block(placed.block) {
        let span = block.text.span_of(placed.entity.range);
        shown.entry(code.to_owned()).or_insert(span);
    }
}
