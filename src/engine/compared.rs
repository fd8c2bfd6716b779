//! What two statements are compared by: values, names, domains, numbers.

use crate::entity::{EntityKind, Value};
use crate::lexicon::ConceptId;
use crate::rule::Difference;
use crate::text::{TextRange, fold};

use super::Case;
use super::subject::Instance;

/// What a statement says, as far as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// A length of time in days.
    Days(u32),
    /// The longest there may be, in days; differs only from what is longer.
    AtMost(u32),
    /// A date.
    Date {
        /// The year.
        year: i16,
        /// The month and the day, where they are given.
        rest: (Option<u8>, Option<u8>),
        /// Whether they may be the other way round.
        ambiguous: bool,
    },
    /// A concept.
    Concept(ConceptId),
    /// Words, folded.
    Text(String),
    /// The name and the ending of a domain; differs only from one that is nearly the same.
    NearDomain(String, String),
    /// The numbers in the words, else the words.
    Numbers(Vec<String>),
    /// A legal form and which of the groups holds it; differs only from one of the same group.
    Form(usize, String),
}

impl Compared {
    /// Whether this and `other` cannot both be meant.
    pub(super) fn differs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Days(a), Self::Days(b)) => {
                // A month is four weeks or thirty days, a year twelve months or 365 days.
                u64::from(*a.max(b)) * 100 > u64::from(*a.min(b)) * 108
            }
            (
                Self::Date {
                    year,
                    rest: (month, day),
                    ambiguous,
                },
                Self::Date {
                    year: other_year,
                    rest: (other_month, other_day),
                    ambiguous: other_ambiguous,
                },
            ) => {
                let other_than =
                    |a: &Option<u8>, b: &Option<u8>| a.is_some_and(|a| b.is_some_and(|b| a != b));
                let straight = other_than(month, other_month) || other_than(day, other_day);
                let crossed = other_than(month, other_day) || other_than(day, other_month);
                year != other_year || (straight && (!(*ambiguous || *other_ambiguous) || crossed))
            }
            // The one that is spoken of is the bound.
            (Self::AtMost(a), Self::AtMost(b)) => u64::from(*b) * 100 > u64::from(*a) * 108,
            (Self::NearDomain(name, ending), Self::NearDomain(other, other_ending)) => {
                ending == other_ending && name != other && is_near(name, other)
            }
            (Self::Numbers(a), Self::Numbers(b)) => {
                let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
                !within(a, b) && !within(b, a)
            }
            (Self::Form(group, form), Self::Form(other_group, other_form)) => {
                group == other_group && form != other_form
            }
            _ => self != other,
        }
    }
}

/// What `instance` is compared by; `None` where it has nothing of the kind.
pub(super) fn value(
    case: Case<'_>,
    difference: &Difference,
    instance: &Instance,
    concept: Option<ConceptId>,
) -> Option<Compared> {
    match difference {
        Difference::Value => typed(instance),
        Difference::LocalPart => local_part(instance).map(Compared::Text),
        Difference::Longer => match typed(instance)? {
            Compared::Days(days) => Some(Compared::AtMost(days)),
            _ => None,
        },
        Difference::Concept => concept.map(Compared::Concept),
        Difference::Domain => host(instance).map(|host| Compared::Text(site(&host).concat())),
        Difference::NearDomain => {
            // Only what is written out is misspelt: where a link leads to, its words need not say.
            let is_written = instance.span.of(case.source).contains('.');
            let [name, ending] = site(&host(instance).filter(|_| is_written)?);
            Some(Compared::NearDomain(name, ending))
        }
        Difference::Form(groups) => match &instance.value {
            Some(Value::Organisation { form, .. }) => {
                let group = groups.iter().position(|group| group.contains(form))?;
                Some(Compared::Form(group, form.clone()))
            }
            _ => None,
        },
        Difference::Numbers => Some(Compared::Numbers(numbers(instance.span.of(case.source)))),
    }
}

fn typed(instance: &Instance) -> Option<Compared> {
    Some(match instance.value.as_ref()? {
        Value::Duration { days, .. } => Compared::Days(*days),
        Value::Date {
            year,
            month,
            day,
            ambiguous,
        } => Compared::Date {
            year: *year,
            rest: (*month, *day),
            ambiguous: *ambiguous,
        },
        Value::Email { address, .. } => Compared::Text(fold(address).into_owned()),
        Value::Url { target, .. } => Compared::Text(fold(target).into_owned()),
        Value::Country { code } => Compared::Text(code.clone()),
        Value::Organisation { name, .. } => Compared::Text(letters(name)),
        Value::Authority { id, .. } => Compared::Text(id.clone()),
        Value::Phone { .. } | Value::Address | Value::Citation { .. } | Value::Vendor { .. } => {
            return None;
        }
    })
}

/// The letters and digits of `words`.
fn letters(words: &str) -> String {
    fold(words)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The runs of digits in `words`, else its words.
fn numbers(words: &str) -> Vec<String> {
    let parts = |within: fn(char) -> bool| -> Vec<String> {
        let folded = fold(words);
        let parts = folded.split(|c| !within(c));
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let digits = parts(|c| c.is_ascii_digit());
    if digits.is_empty() {
        return parts(char::is_alphanumeric);
    }
    digits
}

/// The name of the organisation that `instance` is, without its legal form.
pub(super) fn name(instance: &Instance) -> Option<String> {
    match &instance.value {
        Some(Value::Organisation { name, form }) => {
            let whole = letters(name);
            let form = letters(form);
            let bare = whole
                .strip_suffix(&form)
                .or_else(|| whole.strip_prefix(&form))
                .unwrap_or(&whole);
            (bare.chars().count() > 2).then(|| bare.to_owned())
        }
        _ => None,
    }
}

/// The name of the concept above `concept`.
pub(super) fn kind(case: Case<'_>, concept: Option<ConceptId>) -> Option<String> {
    let name = case.lexicon.concepts().name(concept?);
    Some(name.rsplit_once('.')?.0.to_owned())
}

/// The name of the domain `host`, without its ending and what stands before it.
pub(super) fn domain(host: &str) -> Option<String> {
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', ':', '?', '#']).next()?;
    let [name, _] = site(host);
    Some(name)
}

/// What stands before the `@` of the address that `instance` is.
pub(super) fn local_part(instance: &Instance) -> Option<String> {
    match &instance.value {
        Some(Value::Email { address, .. }) => {
            let (local, _) = address.split_once('@')?;
            Some(fold(local).into_owned())
        }
        _ => None,
    }
}

/// The host that `instance` names.
fn host(instance: &Instance) -> Option<String> {
    let written = match &instance.value {
        Some(Value::Email { address, .. }) => address.split_once('@')?.1,
        Some(Value::Url { target, .. }) => {
            let rest = target.split_once("://").map_or(&**target, |(_, rest)| rest);
            rest.split(['/', ':', '?', '#']).next()?
        }
        _ => return None,
    };
    // With and without accents is one name for whoever writes it down.
    let host = fold(written.trim_end_matches('.')).into_owned();
    host.contains('.').then_some(host)
}

/// The name under which `host` is registered, and its ending: `example` and `.co.uk` of `mail.example.co.uk`.
fn site(host: &str) -> [String; 2] {
    let labels: Vec<&str> = host.split('.').collect();
    let short = |label: Option<&&str>| label.is_some_and(|label| label.len() <= 3);
    let two = labels.len() > 2
        && labels.last().is_some_and(|label| label.len() == 2)
        && short(labels.iter().rev().nth(1));
    let at = labels.len().saturating_sub(if two { 3 } else { 2 });
    let ending: String = labels
        .iter()
        .skip(at + 1)
        .flat_map(|label| [".", label])
        .collect();
    [
        labels.get(at).copied().unwrap_or_default().to_owned(),
        ending,
    ]
}

/// Whether two names differ by a letter that is left out, put in, changed or swapped; by two where they are long.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    let most = match shorter {
        0..6 => return false,
        6..12 => 1,
        _ => 2,
    };
    a.len().abs_diff(b.len()) <= most && steps(&a, &b) <= most
}

/// How many letters must be put in, left out, changed or swapped with the next to make `a` of `b`.
fn steps(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let swapped = j
                .checked_sub(1)
                .filter(|_| i > 0)
                .filter(|previous| b.get(*previous) == Some(x) && a.get(i - 1) == Some(y));
            let step = [
                at(&last, j + 1) + 1,
                at(&row, j) + 1,
                at(&last, j) + usize::from(x != y),
                swapped.map_or(usize::MAX / 2, |previous| at(&before, previous) + 1),
            ];
            row.push(step.into_iter().min().unwrap_or_default());
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

/// How much may stand between a name and what belongs to it where the sentence has several names, in bytes.
const CLOSE: usize = 24;
/// How many letters may stand between two names that are named together: “and”.
const JOINED: usize = 3;

/// The entities of this kind that stand with `instance`: the only one in its sentence, else the last before it and those named
/// together with that one, where nothing much stands between.
pub(super) fn beside(case: Case<'_>, kind: EntityKind, instance: &Instance) -> Vec<String> {
    let Some(block) = case.document.block(instance.place.block) else {
        return Vec::new();
    };
    let Some(sentence) = block.sentences.get(instance.place.sentence) else {
        return Vec::new();
    };
    let entities = &case.evidence.entities;
    let from = entities.partition_point(|placed| placed.block < block.id);
    let text = block.text.as_str();
    let here: Vec<TextRange> = entities
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|placed| placed.block == block.id)
        .filter(|placed| placed.entity.value.kind() == kind)
        .map(|placed| placed.entity.range)
        .filter(|range| sentence.contains(*range))
        .collect();
    if let [only] = here.as_slice() {
        return vec![letters(only.of(text))];
    }
    let mut named = Vec::new();
    let mut next: Option<TextRange> = None;
    for range in here.into_iter().rev() {
        let belongs = match next {
            None => {
                let end = block.text.span_of(range).end;
                if end > instance.span.start {
                    continue;
                }
                instance.span.start - end <= CLOSE
            }
            Some(next) => {
                let between = text.get(range.end..next.start).unwrap_or_default();
                between.chars().filter(|c| c.is_alphabetic()).count() <= JOINED
            }
        };
        if !belongs {
            break;
        }
        named.push(letters(range.of(text)));
        next = Some(range);
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_that_say_nearly_the_same_do_not_differ() {
        let differ = |a, b| Compared::Days(a).differs(&Compared::Days(b));
        assert!(!differ(28, 30) && !differ(360, 365));
        assert!(differ(28, 42) && differ(365, 730));
    }

    #[test]
    fn a_month_agrees_with_each_of_its_days_and_with_no_other_month() {
        let date = |month, day, ambiguous| Compared::Date {
            year: 2025,
            rest: (month, day),
            ambiguous,
        };
        assert!(!date(Some(3), None, false).differs(&date(Some(3), Some(9), false)));
        assert!(date(Some(3), None, false).differs(&date(Some(4), Some(9), false)));
        assert!(!date(Some(3), Some(4), true).differs(&date(Some(4), Some(3), false)));
        assert!(date(Some(3), Some(4), false).differs(&date(Some(4), Some(3), false)));
    }

    #[test]
    fn near_domains_are_a_slip_apart_and_no_more() {
        assert!(is_near("havenbrood", "havenbrod") && is_near("havenbrood", "havnebrood"));
        assert!(!is_near("havenbrood", "havenmeel") && !is_near("acme", "acne"));
        assert_eq!(site("mail.example.co.uk"), ["example", ".co.uk"]);
        assert_eq!(site("example.com"), ["example", ".com"]);
    }

    #[test]
    fn addresses_are_told_apart_by_their_numbers() {
        let differ = |a, b| Compared::Numbers(numbers(a)).differs(&Compared::Numbers(numbers(b)));
        assert!(!differ(
            "Kade 12, 1234 AB Hoorn",
            "Kade 12 te Hoorn (1234AB)"
        ));
        assert!(!differ("Kade 12", "Kade 12, 1234 AB Hoorn"));
        assert!(differ("Kade 12, 1234 AB Hoorn", "Dijk 7, 4321 ZZ Edam"));
    }
}
