//! Typed predicates: whether a value is as it must be, and what is wrong with it.

use jiff::civil::Date;

use crate::diagnostic::Label;
use crate::entity::Value;
use crate::rule::Predicate;
use crate::suppress::Standing;
use crate::text::{Span, fold};

use super::reference::{self, Reference};
use super::subject::{Instance, Node};
use super::target::Targets;
use super::{Case, abbreviation, aged, contents, kinship, listed, measure};

/// What is wrong with an instance; empty texts where there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flaw {
    /// In plain language.
    pub(super) problem: String,
    /// How old a date is.
    pub(super) age: String,
    /// How old it may be.
    pub(super) limit: String,
    /// What damaged words were meant to be.
    pub(super) meant: String,
    /// Where the thing stands that it repeats.
    pub(super) first: Option<Span>,
    /// The words that stand against it.
    pub(super) other: String,
    /// Where they stand.
    pub(super) against: Vec<Label>,
    /// What is known of what the words name, by the name of its placeholder.
    pub(super) facts: Vec<(&'static str, String)>,
}

impl Flaw {
    /// A flaw of which nothing but this is to be said.
    pub(super) fn of(problem: &str) -> Self {
        Self {
            problem: problem.to_owned(),
            ..Self::default()
        }
    }
}

impl Flaw {
    /// The fact that goes by this name.
    pub(super) fn fact(&self, name: &str) -> Option<&str> {
        let mut facts = self.facts.iter();
        let found = facts.find(|(known, _)| *known == name);
        found.map(|(_, fact)| fact.as_str())
    }
}

/// What is wrong with `instance`, or `None` where it is as it must be.
pub(super) fn flaw(
    case: Case<'_>,
    targets: &Targets<'_>,
    predicate: &Predicate,
    instance: &Instance,
) -> Option<Flaw> {
    match predicate {
        Predicate::MaxAge(limit) => too_old(instance, case.today, *limit),
        Predicate::MaxAhead(limit) => too_far(instance, case.today, *limit),
        Predicate::RefersByTitle => listed::untitled(case, instance),
        Predicate::Counts(numbers) => listed::miscounted(case, numbers, instance),
        Predicate::InOffice => replaced(instance, case.today),
        Predicate::FitsAge(asked) => aged::off(case, asked, instance),
        Predicate::Recurs => listed::unused(case, instance),
        Predicate::WrittenOut(by) => abbreviation::unexplained(case, by, instance),
        Predicate::Defined(by) => targets.undefined(by, instance),
        Predicate::Contents(above) => contents::missing(case, instance, *above),
        Predicate::InLanguage(wanted) => measure::other_language(case, *wanted),
        Predicate::Related(related) => kinship::strange(case, related, instance),
        Predicate::AtMostWords(most) => measure::too_long(case, instance, *most),
        Predicate::Share(most) => measure::too_much(case, instance, *most),
        Predicate::Ease(ease) => measure::heavy(case, ease),
        Predicate::Rare(rare) => measure::frequent(case, rare),
        Predicate::Lix(most) => measure::laden(case, *most),
        Predicate::WellFormed => malformed(instance).map(|problem| Flaw {
            problem: problem.to_owned(),
            ..Flaw::default()
        }),
        Predicate::Resolves(opening) => match &instance.node {
            Node::Link {
                target,
                control: false,
            } => {
                let words = instance.span.of(case.source);
                let opens = || {
                    let says_so = opening.as_ref();
                    says_so.is_some_and(|says_so| targets.opens(instance, says_so))
                };
                unresolved(targets, target, words, opens).map(|problem| Flaw::of(&problem))
            }
            _ => None,
        },
        Predicate::Known | Predicate::Used | Predicate::Reasoned(_) => {
            suppression(predicate, instance)
        }
        Predicate::Linked => (!targets.beside(instance)).then(Flaw::default),
        Predicate::Followed => (!targets.after(instance)).then(Flaw::default),
        Predicate::LinkedOnce => (!targets.anywhere(instance)).then(Flaw::default),
        Predicate::Tabled => (!targets.table_after(instance)).then(Flaw::default),
        Predicate::Refers => led_to(case, instance, Reference::Missing),
        Predicate::RefersByNumber => led_to(case, instance, Reference::Counted),
        Predicate::Readable => match &instance.node {
            Node::Language {
                name,
                readable: false,
            } => Some(Flaw::of(name)),
            _ => None,
        },
    }
}

/// Whether a reference leads to `what`, which it must not; its number is the problem.
fn led_to(case: Case<'_>, instance: &Instance, what: Reference) -> Option<Flaw> {
    let (found, number) = reference::of(case, instance)?;
    (found == what).then(|| Flaw::of(&number))
}

/// What is wrong with the form of an entity or a suppression.
fn malformed(instance: &Instance) -> Option<&str> {
    match (&instance.value, &instance.node) {
        (
            Some(
                Value::Email { problem, .. }
                | Value::Url { problem, .. }
                | Value::Phone { problem, .. },
            ),
            _,
        ) => problem.as_deref(),
        (_, Node::Suppression(Standing::Malformed(problem))) => Some(problem),
        _ => None,
    }
}

/// What is wrong with a suppression that can be read.
fn suppression(predicate: &Predicate, instance: &Instance) -> Option<Flaw> {
    match (predicate, &instance.node) {
        (Predicate::Known, Node::Suppression(Standing::Unknown(nearest))) => Some(Flaw {
            problem: nearest
                .as_ref()
                .map_or_else(String::new, |nearest| format!("did you mean `{nearest}`?")),
            ..Flaw::default()
        }),
        (Predicate::Used, Node::Suppression(Standing::Named(named))) => {
            (named.asked && named.left_out.is_none()).then(Flaw::default)
        }
        (Predicate::Reasoned(from), Node::Suppression(Standing::Named(named))) => {
            let asks = named.left_out.is_some_and(|severity| severity >= *from);
            (asks && named.reason.is_none()).then(Flaw::default)
        }
        _ => None,
    }
}

/// A date without a day counts to the end of its month, one without a month to the end of its year.
fn too_old(instance: &Instance, today: Date, limit: i32) -> Option<Flaw> {
    let Some(Value::Date {
        year, month, day, ..
    }) = &instance.value
    else {
        return None;
    };
    let month = i32::from(month.unwrap_or(12));
    let day = day.unwrap_or(28);
    let months = (i32::from(today.year()) - i32::from(*year)) * 12 + i32::from(today.month())
        - month
        - i32::from(i16::from(today.day()) < i16::from(day));
    (months > limit).then(|| Flaw {
        age: format!("{months} months"),
        limit: format!("{limit} months"),
        ..Flaw::default()
    })
}

/// What took the place of the authority, where that has happened.
fn replaced(instance: &Instance, today: Date) -> Option<Flaw> {
    match &instance.value {
        Some(Value::Authority {
            former: Some(former),
            ..
        }) if former.until < today => Some(Flaw {
            meant: former.now.clone(),
            ..Flaw::of(&former.until.to_string())
        }),
        _ => None,
    }
}

/// A date that may be the other way round counts as the earlier one.
fn too_far(instance: &Instance, today: Date, limit: i32) -> Option<Flaw> {
    let Some(Value::Date {
        year,
        month,
        day,
        ambiguous,
    }) = &instance.value
    else {
        return None;
    };
    let (month, day) = (month.unwrap_or(1), day.unwrap_or(1));
    let (month, day) = if *ambiguous && day < month {
        (day, month)
    } else {
        (month, day)
    };
    let month = i8::try_from(month).ok()?;
    let stated = Date::new(*year, month, i8::try_from(day).ok()?).ok()?;
    let ahead = (stated - today).get_days();
    (ahead > limit).then(|| Flaw {
        limit: format!("{limit} days"),
        ..Flaw::of(&format!("{ahead} days"))
    })
}

/// Why a link with these words leads nowhere; `None` where it may lead somewhere, or shows what follows it.
fn unresolved(
    targets: &Targets<'_>,
    target: &str,
    words: &str,
    opens: impl Fn() -> bool,
) -> Option<String> {
    let target = target.trim();
    let lower = target.to_ascii_lowercase();
    if target.is_empty() {
        return (!opens()).then(|| "it has no target".to_owned());
    }
    if matches!(lower.as_str(), "#" | "http://" | "https://" | "about:blank")
        || lower.starts_with("javascript:")
    {
        return (!opens()).then(|| format!("its target is `{target}`"));
    }
    if let Some(fragment) = target.strip_prefix('#') {
        let places = targets.places();
        // Where all names were lost, that is said once.
        let known = places.are_lost() || places.has(fragment, words);
        return (!known && !fragment.eq_ignore_ascii_case("top"))
            .then(|| format!("nothing in this text is called `{fragment}`"));
    }
    let host = lower
        .split_once("://")
        .map_or("", |(_, rest)| rest)
        .split(['/', ':', '?'])
        .next()
        .unwrap_or_default();
    if lower.starts_with("file:") || matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0") {
        return Some("it leads to its author's own machine".to_owned());
    }
    None
}

/// The letters and digits of a fragment: site generators differ in all else.
pub(super) fn comparable(fragment: &str) -> String {
    fold(&percent_decoded(fragment))
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// `text` with `%C3%AB` and the like decoded; what is no such escape stays.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match tail {
            [high, low, ..] if *first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high * 16 + low);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
