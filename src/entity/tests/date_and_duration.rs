//! Durations and dates.

use super::super::{EntityKind, Value};
use super::{Case, check, check_none};

const DURATIONS: &[Case] = &[
    ("nl", "We bewaren dit ⟦13 maanden⟧.", &["390"]),
    ("nl", "binnen ⟦twee (2) maanden⟧ na ontvangst", &["60"]),
    ("nl", "tot ⟦36 (zesendertig) maanden⟧", &["1080"]),
    ("nl", "na ⟦een jaar⟧ en na ⟦3 jaar⟧", &["365", "1095"]),
    (
        "nl",
        "⟦anderhalf jaar⟧, ⟦een half jaar⟧ of ⟦half jaar⟧",
        &["545", "180", "180"],
    ),
    ("nl", "⟦zes\u{a0}maanden⟧ en ⟦24 uur⟧", &["180", "1"]),
    (
        "nl",
        "een termijn van ⟦zeven volle kalenderjaren⟧",
        &["2555"],
    ),
    ("nl", "een ⟦tweejarige⟧ termijn, ⟦één week⟧", &["730", "7"]),
    (
        "nl",
        "maximaal ⟦2,5 jaar⟧ of ⟦1.000 dagen⟧",
        &["910", "1000"],
    ),
    (
        "en",
        "for ⟦two years⟧, a ⟦24-month⟧ period or ⟦90-day⟧ window",
        &["730", "720", "90"],
    ),
    (
        "en",
        "within ⟦7 working days⟧ or ⟦one business day⟧",
        &["10", "1"],
    ),
    ("en", "up to ⟦twenty-four (24) months⟧", &["720"]),
    (
        "en",
        "⟦half a year⟧, ⟦an hour⟧, ⟦thirty calendar days⟧",
        &["180", "0", "30"],
    ),
    (
        "en",
        "users over ⟦18 years⟧ of age, 6 to ⟦12 months⟧",
        &["6570", "360"],
    ),
    ("de", "nach ⟦zehn Jahren⟧ und ⟦6 Monaten⟧", &["3650", "180"]),
    (
        "de",
        "eine ⟦zehnjährige⟧ Frist, eine ⟦10-jährige⟧ Frist",
        &["3650", "3650"],
    ),
    (
        "de",
        "⟦eineinhalb Jahre⟧, ⟦vierundzwanzig Monate⟧, ⟦ein Monat⟧",
        &["545", "720", "30"],
    ),
    (
        "fr",
        "pendant ⟦treize mois⟧, ⟦trois ans⟧ ou ⟦un an⟧",
        &["390", "1095", "365"],
    ),
    ("fr", "⟦trente (30) jours⟧ puis ⟦5 années⟧", &["30", "1825"]),
    ("es", "Data are kept for ⟦two years⟧", &["730"]),
];

const DURATIONS_NONE: &[(&str, &str)] = &[
    ("nl", "wij bewaren uw gegevens zo lang als nodig"),
    ("nl", "één keer per jaar en 24/7 bereikbaar"),
    ("en", "we review it once a year, five times per month"),
    ("en", "the 2019 year end; may 12, years ago"),
    ("de", "im Jahr 2018 und am Tag der Löschung"),
    ("fr", "chaque année, par mois, en 2018"),
    ("nl", "ten maanden"),
];

#[test]
fn durations() {
    check(EntityKind::Duration, DURATIONS, |entity| {
        match entity.value {
            Value::Duration { days, .. } => days.to_string(),
            _ => String::new(),
        }
    });
    check_none(EntityKind::Duration, DURATIONS_NONE);
}

const DATES: &[Case] = &[
    ("nl", "bijgewerkt: ⟦1 juni 2021⟧", &["2021-06-01"]),
    ("nl", "Last updated: ⟦September 01, 2019⟧", &["2019-09-01"]),
    ("nl", "de status van ⟦maart 2022⟧.", &["2022-03"]),
    (
        "nl",
        "van ⟦25 mei 2018⟧ tot ⟦31 december 2020⟧",
        &["2018-05-25", "2020-12-31"],
    ),
    ("nl", "versie ⟦2021-06-01⟧", &["2021-06-01"]),
    (
        "nl",
        "op ⟦01/06/2021⟧ of ⟦13/06/2021⟧",
        &["2021-06-01?", "2021-06-13"],
    ),
    ("nl", "op ⟦01-06-2021⟧", &["2021-06-01"]),
    (
        "de",
        "Stand: ⟦01.06.2021⟧, ⟦1. Juni 2021⟧, ⟦Mai 2018⟧",
        &["2021-06-01", "2021-06-01", "2018-05"],
    ),
    (
        "en",
        "the ⟦1st of May 2023⟧ and ⟦May 2nd, 2023⟧",
        &["2023-05-01", "2023-05-02"],
    ),
    (
        "en",
        "⟦06/25/2021⟧ and ⟦Sept. 3, 2020⟧",
        &["2021-06-25", "2020-09-03"],
    ),
    (
        "en",
        "⟦12 Jan 2020⟧; ⟦January 2021⟧",
        &["2020-01-12", "2021-01"],
    ),
    (
        "fr",
        "le ⟦1er janvier 2020⟧ et le ⟦25 août 2019⟧",
        &["2020-01-01", "2019-08-25"],
    ),
    ("fr", "mise à jour en ⟦février 2022⟧", &["2022-02"]),
    (
        "de",
        "⟦1. 6. 2021⟧ und ⟦01.06.21⟧",
        &["2021-06-01", "2021-06-01"],
    ),
    ("xx", "⟦3 March 2021⟧", &["2021-03-03"]),
    ("nl", "op ⟦23 – 08 – 2017⟧", &["2017-08-23"]),
];

const DATES_NONE: &[(&str, &str)] = &[
    ("nl", "in mei en juni"),
    ("en", "you may 25 times ask us"),
    ("nl", "Verordening (EU) 2016/679, richtlijn 95/46/EG"),
    ("nl", "versie 1.2.3 en IP 10.1.12.2021"),
    ("de", "31.02.2021 und 2021-13-01"),
    ("nl", "op 23 – 08 – 17 en 1 - 2 - 3"),
    ("nl", "een kapitaal van 21.265,85 euro"),
];

#[test]
fn dates() {
    check(EntityKind::Date, DATES, |entity| match entity.value {
        Value::Date {
            year,
            month,
            day,
            ambiguous,
        } => {
            let mut shown = format!("{year}-{:02}", month.unwrap_or(0));
            if let Some(day) = day {
                shown = format!("{shown}-{day:02}");
            }
            shown + if ambiguous { "?" } else { "" }
        }
        _ => String::new(),
    });
    check_none(EntityKind::Date, DATES_NONE);
}
