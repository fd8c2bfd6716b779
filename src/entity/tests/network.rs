//! E-mail addresses, web addresses and telephone numbers.

use super::super::{Entity, EntityKind, Value};
use super::{Case, check, check_none};

fn email(entity: &Entity) -> String {
    match &entity.value {
        Value::Email {
            address,
            problem: None,
        } => address.clone(),
        Value::Email {
            problem: Some(problem),
            ..
        } => format!("! {problem}"),
        _ => String::new(),
    }
}

const EMAILS: &[Case] = &[
    ("nl", "mail ⟦privacy@acme.nl⟧.", &["privacy@acme.nl"]),
    (
        "nl",
        "(⟦j.de-vries+avg@mail.acme.co.uk⟧)",
        &["j.de-vries+avg@mail.acme.co.uk"],
    ),
    (
        "en",
        "⟦first.last@bücher.de⟧, ⟦a@b.io⟧",
        &["first.last@bücher.de", "a@b.io"],
    ),
    ("nl", "⟦info [at] acme [dot] nl⟧", &["info@acme.nl"]),
    (
        "de",
        "⟦datenschutz(at)acme-shop.de⟧",
        &["datenschutz@acme-shop.de"],
    ),
    (
        "nl",
        "⟦info [apenstaartje] acme [punt] nl⟧",
        &["info@acme.nl"],
    ),
    (
        "en",
        "write to ⟦dpo@acme.example⟧ today",
        &["dpo@acme.example"],
    ),
    (
        "nl",
        "⟦privacy@acme.comet⟧ vragen",
        &["! `.comet` is not a top-level domain"],
    ),
    (
        "nl",
        "via ⟦info @ acme.nl⟧",
        &["! there is white space around `@`"],
    ),
    (
        "nl",
        "via ⟦info@ acme.nl⟧ of ⟦info @acme.nl⟧",
        &[
            "! there is white space around `@`",
            "! there is white space around `@`",
        ],
    ),
    ("en", "⟦help@acme⟧", &["! `acme` has no top-level domain"]),
    (
        "en",
        "⟦root@localhost⟧",
        &["! `localhost` has no top-level domain"],
    ),
    (
        "en",
        "⟦help@acme..com⟧",
        &["! two full stops stand together"],
    ),
    (
        "en",
        "⟦help.@acme.com⟧",
        &["! the part before `@` begins or ends with a full stop"],
    ),
    (
        "en",
        "⟦.help@acme.com⟧",
        &["! the part before `@` begins or ends with a full stop"],
    ),
    (
        "nl",
        "⟦mailto:info@acme.nl⟧",
        &["! `mailto:` is no part of an address"],
    ),
    (
        "nl",
        "⟦info@acme,nl⟧",
        &["! a comma stands where a full stop belongs"],
    ),
    ("en", "⟦info@ac_me.com⟧", &["! a domain has no `_`"]),
];

const EMAILS_NONE: &[(&str, &str)] = &[
    ("en", "follow us: @acme and @acme.com"),
    ("en", "run user@ in the shell"),
    ("en", "we meet @ 5.30pm or @ home"),
    ("en", "lodash@4.17.21"),
    ("nl", "volg ons @acme.nl"),
    ("en", "@"),
    ("en", "look (at) this"),
];

#[test]
fn emails() {
    check(EntityKind::Email, EMAILS, email);
    check_none(EntityKind::Email, EMAILS_NONE);
}

const URLS: &[Case] = &[
    (
        "en",
        "see ⟦https://acme.com/privacy⟧.",
        &["https://acme.com/privacy"],
    ),
    (
        "en",
        "(⟦http://acme.com/a_(b)⟧)",
        &["http://acme.com/a_(b)"],
    ),
    ("nl", "op ⟦www.acme.nl⟧, of", &["www.acme.nl"]),
    ("nl", "de website ⟦wolkenlab.co⟧ is", &["wolkenlab.co"]),
    (
        "en",
        "⟦example.com/privacy⟧; more",
        &["example.com/privacy"],
    ),
    ("en", "⟦shop.acme.co.uk⟧", &["shop.acme.co.uk"]),
    (
        "en",
        "⟦https://x.test/?a=1&b=2#top⟧ and",
        &["https://x.test/?a=1&b=2#top"],
    ),
    ("en", "“⟦acme.io⟧”", &["acme.io"]),
    ("en", "⟦HTTPS://ACME.COM⟧!", &["HTTPS://ACME.COM"]),
    ("en", "⟦acme.com:8080/x⟧ ok", &["acme.com:8080/x"]),
    (
        "de",
        "unter ⟦https://bücher.de/über-uns⟧ abrufbar",
        &["https://bücher.de/über-uns"],
    ),
    (
        "en",
        "⟦Booking.com⟧ and ⟦acme.com⟧, too",
        &["Booking.com", "acme.com"],
    ),
    ("en", "[⟦https://acme.com⟧]", &["https://acme.com"]),
    (
        "nl",
        "⟦www.acme.com/juridisch/keuze/⟧",
        &["www.acme.com/juridisch/keuze/"],
    ),
    ("en", "⟦ftp://files.acme.com⟧", &["ftp://files.acme.com"]),
];

const URLS_NONE: &[(&str, &str)] = &[
    ("nl", "o.a. uw naam, d.w.z. en bijv. uw adres"),
    ("nl", "wij bewaren het.In geval van nood"),
    ("en", "e.g. this, i.e. that; version 1.2.3"),
    ("en", "mail privacy@acme.nl or j.doe@acme.com"),
    ("en", "read README.md or install.sh"),
    ("en", "note: this // is not one"),
];

#[test]
fn urls() {
    check(EntityKind::Url, URLS, |entity| match &entity.value {
        Value::Url { target, .. } => target.clone(),
        _ => String::new(),
    });
    check_none(EntityKind::Url, URLS_NONE);
}

const PHONES: &[Case] = &[
    ("nl", "bel ⟦+31 20 123 45 67⟧.", &["phone"]),
    ("nl", "Tel: ⟦020-1234567⟧", &["phone"]),
    ("nl", "⟦+31 (0)20 123 4567⟧", &["phone"]),
    ("nl", "⟦06 12345678⟧ of ⟦0612345678⟧", &["phone", "phone"]),
    ("nl", "⟦0800-1234567⟧ (gratis)", &["phone"]),
    ("de", "Telefon: ⟦+49 (0) 89 1234567⟧", &["phone"]),
    ("de", "⟦089/12 34 56-78⟧", &["phone"]),
    ("fr", "⟦01 23 45 67 89⟧", &["phone"]),
    ("fr", "⟦+33.1.23.45.67.89⟧", &["phone"]),
    ("en", "⟦+44 (0)20 7946 0000⟧", &["phone"]),
    ("en", "call ⟦(415) 555-0100⟧ now", &["phone"]),
    ("en", "phone ⟦1-800-555-0100⟧", &["phone"]),
    ("en", "Phone: ⟦415 555 0100⟧", &["phone"]),
    ("en", "⟦415-555-0100⟧", &["phone"]),
    ("nl", "(⟦020 1234567⟧)", &["phone"]),
    ("nl", "⟦0032 2 123 45 67⟧", &["phone"]),
];

const PHONES_NONE: &[(&str, &str)] = &[
    ("nl", "KvK 12345678"),
    ("nl", "KvK-nummer: 01234567"),
    ("fr", "RCS Paris 820 434 439"),
    ("nl", "IBAN NL91 ABNA 0417 1643 00"),
    ("nl", "btw NL001234567B01"),
    ("nl", "op 01-06-2021 en 01.06.2021"),
    ("nl", "€ 0.123.456,00"),
    ("en", "from 2019-2021 and 10.000.000 users"),
];

#[test]
fn phones() {
    check(EntityKind::Phone, PHONES, |entity| {
        entity.value.kind().to_string()
    });
    check_none(EntityKind::Phone, PHONES_NONE);
}
