//! Vendors: by which names they are known, and what they are as of a day.

use jiff::civil::date;

use super::super::{Entity, EntityKind, EntityTables, Value};
use super::{Case, TABLES, check, check_none};

/// A vendor as "id: name".
fn shown(entity: &Entity) -> String {
    match &entity.value {
        Value::Vendor { id, name } => format!("{id}: {name}"),
        _ => String::new(),
    }
}

const VENDORS: &[Case] = &[
    (
        "en",
        "we use ⟦Google Analytics⟧ by ⟦Google Ireland Ltd⟧.",
        &["google: Google Analytics", "google: Google Ireland Limited"],
    ),
    (
        "en",
        "the company ⟦Google, Inc⟧. made it",
        &["google: Google Inc."],
    ),
    (
        "nl",
        "met ⟦google analytics⟧-cookies en ⟦Google+⟧",
        &["google: Google Analytics", "google: Google+"],
    ),
    (
        "nl",
        "een ⟦Facebook-pixel⟧ en ⟦reCAPTCHA⟧",
        &["meta: Facebook pixel", "google: reCAPTCHA"],
    ),
    (
        "en",
        "our partner ⟦Sentry⟧.io, hosted by ⟦AWS⟧",
        &["sentry: Sentry", "aws: Amazon Web Services"],
    ),
    (
        "en",
        "by ⟦Mailchimp⟧ or ⟦mailchimp⟧",
        &["mailchimp: Mailchimp", "mailchimp: Mailchimp"],
    ),
];

const NONE: &[(&str, &str)] = &[
    ("en", "we search Google, and the stripe on your card"),
    (
        "en",
        "see https://mailchimp.com/legal and mail hubspot@example.org",
    ),
    ("en", "Google (Analytics is its best known service)"),
    ("en", "we may zoom in, aws and all"),
];

#[test]
fn vendors() {
    check(EntityKind::Vendor, VENDORS, shown);
    check_none(EntityKind::Vendor, NONE);
}

#[test]
fn a_name_is_what_it_was_on_the_day() {
    let traits = |id, name, day| TABLES.vendor_traits(id, name, day);
    let (before, today) = (date(2018, 12, 31), date(2026, 11, 22));
    assert_eq!(traits("google", "Google Inc.", today), ["former"]);
    assert!(traits("google", "Google Inc.", before).is_empty());
    assert_eq!(
        traits("google", "Google Ireland Limited", today),
        ["inside"]
    );
    assert!(traits("google", "Google Ireland Limited", before).is_empty());
    assert_eq!(
        traits("google", "Google Optimize", today),
        ["testing", "used", "outside", "ended"]
    );
    assert_eq!(
        traits("google", "Google Optimize", before),
        ["testing", "used", "outside"]
    );
    assert_eq!(traits("meta", "Instagram", today), ["social"]);
    assert_eq!(traits("mollie", "Mollie", today), ["payment", "used"]);
    assert_eq!(traits("hotjar", "Hotjar, Inc.", today), ["former"]);
    assert_eq!(
        traits("linkedin", "LinkedIn Corporation", today),
        ["parent"]
    );
}

#[test]
fn the_company_is_that_of_the_day() {
    let company = |day| {
        let company = TABLES.vendor("google").and_then(|row| row.company(day));
        company.map(|company| company.name.as_str())
    };
    assert_eq!(company(date(2019, 1, 21)), Some("Google Inc."));
    assert_eq!(company(date(2019, 1, 22)), Some("Google Ireland Limited"));
}

#[test]
fn a_host_is_that_of_the_longest_name() {
    let of = |host| {
        let found = TABLES.vendor_of_host(host);
        found.map(|(_, service)| service.name.as_str())
    };
    assert_eq!(of("www.googletagmanager.com"), Some("Google Tag Manager"));
    assert_eq!(of("maps.googleapis.com"), Some("Google Maps"));
    assert_eq!(of("fonts.googleapis.com"), Some("Google Fonts"));
    assert_eq!(of("notgoogletagmanager.com"), None);
}

#[test]
fn a_row_that_cannot_be_is_told() {
    let table = |rows: &str| {
        let text = format!("countries: {{NL: the Netherlands}}\nvendors:\n{rows}");
        let wrong = EntityTables::compile(&[("vendors.yaml", &text)]).err()?;
        wrong.first().map(|(_, wrong)| wrong.message.clone())
    };
    let row = "  - {id: a, companies: [], services: [], source: terms}\n";
    assert_eq!(table(row), None);
    let twice = table(&row.repeat(2)).unwrap_or_default();
    assert!(twice.contains("two vendors `a`"), "{twice}");
    let nowhere = row.replace("services", "outside: [XX], services");
    let nowhere = table(&nowhere).unwrap_or_default();
    assert!(nowhere.contains("`XX` is not among"), "{nowhere}");
}
