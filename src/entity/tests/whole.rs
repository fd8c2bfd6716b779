//! The tables as a whole, and arbitrary texts.

use std::str::FromStr as _;

use jiff::civil::date;
use proptest::prelude::*;

use super::super::{CountryStatus, EntityKind, EntityTables};
use super::TABLES;

#[test]
fn kinds_are_named_as_in_rules() {
    for kind in EntityKind::ALL {
        assert_eq!(EntityKind::from_str(kind.as_str()), Ok(kind));
    }
    assert!(EntityKind::from_str("person").is_err());
}

#[test]
fn a_country_stands_as_it_did_on_the_day() {
    let today = date(2026, 11, 22);
    let adequate = |decision: &str, partial| CountryStatus::Adequate {
        decision: decision.to_owned(),
        partial,
    };
    assert_eq!(TABLES.status("NO", today), CountryStatus::Eea);
    assert_eq!(TABLES.status("IN", today), CountryStatus::Third);
    assert_eq!(TABLES.status("ZZ", today), CountryStatus::Third);
    assert_eq!(TABLES.status("BR", today), adequate("(EU) 2026/179", false));
    assert_eq!(TABLES.status("BR", date(2026, 1, 1)), CountryStatus::Third);
    assert_eq!(TABLES.status("GB", date(2019, 6, 1)), CountryStatus::Eea);
    assert_eq!(
        TABLES.status("GB", today),
        adequate("(EU) 2021/1772", false)
    );
    assert_eq!(TABLES.status("GB", date(2032, 1, 1)), CountryStatus::Third);
    assert_eq!(
        TABLES.status("US", date(2015, 1, 1)),
        adequate("2000/520/EC", true)
    );
    assert_eq!(
        TABLES.status("US", date(2018, 1, 1)),
        adequate("(EU) 2016/1250", true)
    );
    assert_eq!(TABLES.status("US", date(2022, 1, 1)), CountryStatus::Third);
    assert_eq!(TABLES.status("US", today), adequate("(EU) 2023/1795", true));
}

#[test]
fn the_abbreviations_can_be_read_and_keep_sentences_whole() {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    struct Abbreviations {
        always: Vec<String>,
        before_number: Vec<String>,
        letters: Vec<String>,
    }
    let text = include_str!("../../../rules/abbreviations.yaml");
    let file: Abbreviations = crate::yaml::parse(text, "meta/abbreviations").unwrap();
    let segmenter = crate::text::Segmenter::new(
        file.always.iter().map(String::as_str),
        file.before_number.iter().map(String::as_str),
        file.letters.iter().map(String::as_str),
    );
    let whole =
        "Wij delen dit o.a. met Acme Inc. Europe, z.B. Namen, bijv. Anna, gem. Art. 6 Abs. 1.";
    assert_eq!(segmenter.sentences(whole).len(), 1);
    assert_eq!(
        segmenter.sentences("Do we sell it? No. We do not.").len(),
        3
    );
    assert_eq!(
        segmenter.sentences("Dat weten wij van u. Meer niet.").len(),
        2
    );
}

#[test]
fn a_broken_table_is_reported_at_its_place() {
    let text = "countries:\n  - {code: AA, names: {nl: [Aaland]}}\neea:\n  - {codes: [BB], from: 2000-01-01, source: x}\nadequacy: []\n";
    let wrong = EntityTables::compile(&[("rules/entities/countries.yaml", text)]).unwrap_err();
    let (path, diagnostic) = wrong.first().unwrap();
    assert_eq!(path, "rules/entities/countries.yaml");
    assert!(
        diagnostic.message.contains("`BB`"),
        "{}",
        diagnostic.message
    );
    assert_eq!(diagnostic.span().of(text), "BB");
    let wrong =
        EntityTables::compile(&[("acts.yaml", "acts:\n  - {id: x, nams: [X]}\n")]).unwrap_err();
    assert!(wrong.first().unwrap().1.message.contains("nams"));
}

/// Pieces that recognisers look for, so that arbitrary texts come close to what they know.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,6}",
        Just(" ".to_owned()),
        "[0-9]{1,5}",
        "[.,:;()@/§+&'-]",
        proptest::sample::select(vec![
            "artikel",
            "lid",
            "onder",
            "f",
            "AVG",
            "artikelen",
            "tot en met",
            "en",
            "§",
            "L",
            "twee",
            "maanden",
            "jaar",
            "half",
            "juni",
            "2021",
            "info",
            "@",
            "acme",
            ".nl",
            "http://",
            "www.",
            "B.V.",
            "Stichting",
            "Acme",
            "VS",
            "U.S.",
            "CA",
            "94107",
            "Keizersgracht",
            "1015 CJ",
            "Amsterdam",
            "Postbus",
            "+31",
            "020",
            "AP",
            "de",
            "[at]",
            "[dot]",
            "\u{a0}",
            "é",
            "ﬃ",
            "e\u{301}",
            "İ",
            "欧美",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn no_text_breaks_a_range(
        pieces in proptest::collection::vec(piece(), 0..40),
        language in "nl|en|de|fr|xx|nl-BE|",
    ) {
        let text = pieces.concat();
        let found = TABLES.recognise(&text, &language);
        for entity in &found {
            prop_assert!(!entity.range.is_empty());
            prop_assert!(text.get(entity.range.start..entity.range.end).is_some());
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].range.start <= pair[1].range.start);
        }
        for kind in EntityKind::ALL {
            let mut end = 0;
            for entity in found.iter().filter(|entity| entity.value.kind() == kind) {
                prop_assert!(entity.range.start >= end, "{kind}: {found:?}");
                end = entity.range.end;
            }
        }
    }
}

#[test]
fn the_age_of_consent_is_that_of_the_day() {
    let age = |code, today| TABLES.consent_age(code, today).map(|row| row.age);
    let today = date(2026, 11, 22);
    assert_eq!(age("DK", date(2023, 12, 31)), Some(13));
    assert_eq!(age("DK", date(2024, 1, 1)), Some(15));
    assert_eq!(age("SI", date(2022, 6, 1)), Some(16));
    assert_eq!(age("SI", today), Some(15));
    assert_eq!(age("BE", date(2018, 5, 1)), None);
    assert_eq!(age("US", today), None);
    for row in TABLES.ages(today) {
        assert!(TABLES.knows_country(&row.code), "{}", row.code);
        assert!((13..=16).contains(&row.age), "{}", row.code);
        assert!(!row.source.is_empty() && row.checked <= today);
    }
}

#[test]
fn two_ages_of_one_country_do_not_overlap() {
    let row = |from: &str, until: &str| {
        format!(
            "  - {{code: NL, in: there, age: 15, from: {from}, until: {until}, source: s, checked: {until}}}\n"
        )
    };
    let compile = |rows: &[String]| {
        let text = format!("ages:\n{}", rows.concat());
        EntityTables::compile(&[("ages.yaml", &text)]).is_ok()
    };
    let first = row("2018-01-01", "2019-12-31");
    assert!(compile(&[first.clone(), row("2020-01-01", "2020-06-30")]));
    assert!(!compile(&[first, row("2019-12-31", "2020-06-30")]));
    assert!(!compile(&[row("2020-01-01", "2019-01-01")]));
}

#[test]
fn a_postcode_shows_its_country_where_no_other_has_such() {
    let country = |address| TABLES.postcode_country(address);
    assert_eq!(country("Zeeweg 8, 2202 HC Noordwijk"), Some("NL"));
    assert_eq!(country("4 Harbour Row, Dublin, D02 X285"), Some("IE"));
    assert_eq!(country("9 Castle Street, Norwich NR2 1PB"), Some("GB"));
    assert_eq!(country("Kerkstraat 4, 2000 Antwerpen"), None);
    assert_eq!(TABLES.authority_country("be-gba"), Some("BE"));
}

#[test]
fn a_number_is_read_in_digits_and_in_letters() {
    assert_eq!(TABLES.whole_number("16"), Some(16));
    assert_eq!(TABLES.whole_number("Zestien"), Some(16));
    assert_eq!(TABLES.whole_number("half"), None);
    assert_eq!(TABLES.whole_number("jaar"), None);
}
