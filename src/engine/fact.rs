//! Recipients, transfers and cookies of the ledger as what rules speak of, and whether something is stated of one.

use rustc_hash::FxHashSet;

use crate::rule::{FactField, FactKind};
use crate::text::Span;

use super::Case;
use super::subject::{Instance, Node};

/// Every fact of this kind of which all of `fields` is stated. What is stated of purposes is judged in `stated`.
pub(super) fn of(case: Case<'_>, kind: FactKind, fields: &[FactField]) -> Vec<Instance> {
    let mut found = all(case, kind);
    for field in fields {
        let stating = stating(case, kind, *field);
        found.retain(|instance| stating.contains(&instance.span));
    }
    found
}

fn all(case: Case<'_>, kind: FactKind) -> Vec<Instance> {
    let ledger = case.ledger;
    let instance = |span, place| Instance {
        place,
        span,
        value: None,
        node: Node::Words,
    };
    match kind {
        FactKind::Purpose => Vec::new(),
        FactKind::Recipient => {
            // What is asked of it is asked where its country stands.
            let all = ledger.recipients.iter();
            let places = all.map(|fact| fact.abroad.unwrap_or((fact.span, fact.place)));
            places.map(|(span, place)| instance(span, place)).collect()
        }
        FactKind::Transfer => {
            let all = ledger.transfers.iter();
            all.map(|fact| instance(fact.span, fact.place)).collect()
        }
        FactKind::Cookie => {
            let all = ledger.cookies.iter();
            all.map(|fact| instance(fact.span, fact.place)).collect()
        }
    }
}

/// Where the facts of this kind stand of which `field` is stated.
pub(super) fn stating(case: Case<'_>, kind: FactKind, field: FactField) -> FxHashSet<Span> {
    let ledger = case.ledger;
    match kind {
        FactKind::Purpose => FxHashSet::default(),
        FactKind::Recipient => {
            let states = ledger.recipients.iter().filter(|fact| match field {
                FactField::Country => !fact.countries.is_empty(),
                FactField::Purpose => !fact.purposes.is_empty(),
                FactField::Role => fact.part.is_some(),
                _ => false,
            });
            let places = states.map(|fact| fact.abroad.map_or(fact.span, |(span, _)| span));
            places.collect()
        }
        FactKind::Transfer => {
            let states = ledger.transfers.iter().filter(|fact| match field {
                FactField::Country => !fact.countries.is_empty(),
                FactField::Safeguard => !fact.safeguards.is_empty(),
                FactField::Recipients => !fact.recipients.is_empty(),
                _ => false,
            });
            states.map(|fact| fact.span).collect()
        }
        FactKind::Cookie => {
            let states = ledger.cookies.iter().filter(|fact| match field {
                FactField::Category => fact.category.is_some(),
                FactField::Purpose => fact.purpose.is_some(),
                FactField::Lifetime => fact.lifetime.is_some(),
                FactField::Provider => fact.provider.is_some(),
                _ => false,
            });
            states.map(|fact| fact.span).collect()
        }
    }
}
