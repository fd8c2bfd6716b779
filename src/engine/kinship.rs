//! Whether who is named, the site and the addresses of a text have anything to do with each other.

use crate::diagnostic::Label;
use crate::entity::Value;
use crate::evidence::Mention;
use crate::lexicon::ConceptId;
use crate::rule::Related;
use crate::text::{Span, fold};

use super::Case;
use super::compared::domain;
use super::listed;
use super::predicate::Flaw;
use super::subject::Instance;

/// The fewest letters that make two names alike.
const FEWEST_LETTERS: usize = 4;
/// How many letters at their start make two names alike.
const START: usize = 5;

/// The domains of the text, where no name, site or address is related to another.
pub(super) fn strange(case: Case<'_>, related: &Related, instance: &Instance) -> Option<Flaw> {
    let sites = domains(case, &related.site, related);
    let mails = domains(case, &related.mail, related);
    let names: Vec<&str> = mentions(case, &related.names)
        .map(|mention| mention.span.of(case.source))
        .collect();
    let (site, site_at) = sites.first()?;
    let (mail, mail_at) = mails.first()?;
    let named = |domain: &str| names.iter().any(|name| are_named(name, domain));
    let all = || {
        sites
            .iter()
            .chain(&mails)
            .map(|(domain, _)| domain.as_str())
    };
    let kin = sites
        .iter()
        .any(|(site, _)| mails.iter().any(|(mail, _)| are_alike(site, mail)));
    if kin || all().any(named) {
        return None;
    }
    let label = |span: Span, words: &str| Label::new(span, words.to_owned());
    let mut against = vec![label(*site_at, "the site"), label(*mail_at, "the address")];
    let shown = names
        .iter()
        .filter_map(|name| listed::first(case, name))
        .min();
    against.extend(
        shown
            .filter(|span| *span != instance.span)
            .map(|span| label(span, "the name")),
    );
    Some(Flaw {
        against,
        ..Flaw::of(&format!("{site}, {mail}"))
    })
}

fn mentions<'a>(case: Case<'a>, family: &'a [ConceptId]) -> impl Iterator<Item = &'a Mention> + 'a {
    case.evidence.of(family).filter(|mention| mention.counts())
}

/// The names of the domains that mentions of `family` state, and where.
fn domains(case: Case<'_>, family: &[ConceptId], related: &Related) -> Vec<(String, Span)> {
    let stated = mentions(case, family).filter_map(|mention| {
        let host = match mention.value.as_ref()? {
            Value::Email { address, .. } => address.rsplit_once('@')?.1.to_owned(),
            Value::Url { target, .. } => target.clone(),
            _ => return None,
        };
        let own = !related.except.is_match(&host);
        own.then_some((letters(&domain(&host)?), mention.span))
    });
    stated.filter(|(name, _)| !name.is_empty()).collect()
}

fn letters(words: &str) -> String {
    fold(words)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Whether two domains share a name, or one holds the other.
fn are_alike(a: &str, b: &str) -> bool {
    let holds =
        |long: &str, short: &str| short.chars().count() >= FEWEST_LETTERS && long.contains(short);
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    a == b || holds(a, b) || holds(b, a) || same >= START
}

/// Whether `domain` is made of the words of `name`, or of their first letters.
fn are_named(name: &str, domain: &str) -> bool {
    let whole = letters(name);
    let words: Vec<String> = name.split_whitespace().map(letters).collect();
    let initials: String = words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    let mut long = words
        .iter()
        .filter(|word| word.chars().count() >= FEWEST_LETTERS - 1);
    are_alike(&whole, domain)
        || long.any(|word| domain.contains(word.as_str()))
        || (initials.chars().count() > 1 && domain.contains(&initials))
        || domain.contains(&whole) && whole.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_domains_are_kin_by_their_words_or_first_letters() {
        assert!(are_named("Harbour Bakery Ltd", "harbourbakery"));
        assert!(are_named("Dutch Ink Company", "dic") && are_named("KPN B.V.", "kpnmail"));
        assert!(!are_named("Harbour Bakery Ltd", "quaymills"));
        assert!(are_alike("havenbrood", "havenbrodje") && are_alike("acme", "acmegroup"));
        assert!(!are_alike("acme", "beer123"));
    }
}
