//! What the table of vendors knows of a vendor that words name, for messages.

use crate::entity::{Company, EntityTables, Value, Vendor};

use super::Case;
use super::predicate::Flaw;
use super::subject::Instance;

/// The facts of the vendor that `instance` names; none where it names none.
pub(super) fn known(case: Case<'_>, instance: &Instance) -> Flaw {
    let Some((id, name)) = named(case, instance) else {
        return Flaw::default();
    };
    let facts = case.tables.vendor(id).map(|vendor| {
        let service = vendor.service(name);
        let until = service
            .and_then(|service| service.until)
            .or_else(|| vendor.named(name).and_then(|company| company.until));
        let now = service.and_then(|service| service.now.as_deref());
        vec![
            ("company", company(case, vendor)),
            ("outside", countries(case.tables, vendor)),
            (
                "until",
                until.map(|day| day.to_string()).unwrap_or_default(),
            ),
            (
                "now",
                now.map(|now| format!(", now {now}")).unwrap_or_default(),
            ),
            ("checked", checked(vendor)),
        ]
    });
    Flaw {
        facts: facts.unwrap_or_default(),
        ..Flaw::default()
    }
}

/// The vendor that the words of `instance` are a name of, and nothing more than that: its id, and the name in the table.
pub(super) fn named<'a>(case: Case<'a>, instance: &Instance) -> Option<(&'a str, &'a str)> {
    let block = case.document.block(instance.place.block)?;
    let entities = &case.evidence.entities;
    let first = entities.partition_point(|placed| placed.block < block.id);
    let here = entities.get(first..).unwrap_or_default().iter();
    let mut here = here.take_while(|placed| placed.block == block.id);
    here.find_map(|placed| {
        let Value::Vendor { id, name } = &placed.entity.value else {
            return None;
        };
        // A full stop may close the name: “Acme Inc.”.
        let span = block.text.span_of(placed.entity.range);
        let more = instance.span.end.checked_sub(span.end)?;
        let is_it = span.start == instance.span.start && more <= 1;
        is_it.then_some((id.as_str(), name.as_str()))
    })
}

/// Who contracts with users in the single market on the day of the check: “Acme Ireland Limited (Ireland, since 2019-01-22)”.
pub(super) fn company(case: Case<'_>, vendor: &Vendor) -> String {
    let Some(Company {
        name,
        country,
        from,
        ..
    }) = vendor.company(case.today)
    else {
        return "another company".to_owned();
    };
    let country = case.tables.vendor_country(country);
    match from {
        Some(from) => format!("{name} ({country}, since {from})"),
        None => format!("{name} ({country})"),
    }
}

/// The countries outside the single market where it processes data: “the United States and Singapore”.
fn countries(tables: &EntityTables, vendor: &Vendor) -> String {
    let names: Vec<&str> = vendor
        .outside
        .iter()
        .map(|code| tables.vendor_country(code))
        .collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// When its row was last compared with its source.
fn checked(vendor: &Vendor) -> String {
    match vendor.checked {
        Some(day) => format!("checked {day}"),
        None => "unconfirmed".to_owned(),
    }
}
