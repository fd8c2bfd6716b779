//! Countries and postal addresses.

use super::super::{EntityKind, Value};
use super::{Case, check, check_none};

const COUNTRIES: &[Case] = &[
    ("nl", "in de ⟦VS⟧ of de ⟦Verenigde Staten⟧", &["US", "US"]),
    (
        "nl",
        "in het ⟦VK⟧, ⟦Denemarken⟧ en ⟦België⟧",
        &["GB", "DK", "BE"],
    ),
    ("nl", "Brussel, ⟦BELGIUM⟧ en ⟦Ierland⟧.", &["BE", "IE"]),
    (
        "nl",
        "servers in ⟦India⟧, ⟦China⟧ en ⟦Amerika⟧",
        &["IN", "CN", "US"],
    ),
    ("nl", "⟦V.S.⟧ en ⟦Zuid-Korea⟧", &["US", "KR"]),
    (
        "en",
        "in the ⟦US⟧, the ⟦U.S.⟧ and the ⟦USA⟧",
        &["US", "US", "US"],
    ),
    (
        "en",
        "the ⟦United Kingdom⟧ and the ⟦UK⟧’s rules",
        &["GB", "GB"],
    ),
    ("en", "San Francisco, ⟦CA 94107⟧", &["US"]),
    ("en", "San Francisco, ⟦CA⟧, is where", &["US"]),
    (
        "en",
        "⟦Japan⟧, ⟦New Zealand⟧ and ⟦Côte d’Ivoire⟧",
        &["JP", "NZ", "CI"],
    ),
    (
        "de",
        "in den ⟦Vereinigten Staaten⟧ und der ⟦Schweiz⟧",
        &["US", "CH"],
    ),
    ("de", "⟦USA⟧, ⟦Österreich⟧", &["US", "AT"]),
    ("fr", "aux ⟦États-Unis⟧ et au ⟦Royaume-Uni⟧", &["US", "GB"]),
    ("fr", "la ⟦Suisse⟧, l'⟦Allemagne⟧", &["CH", "DE"]),
    ("es", "en ⟦Estados Unidos⟧ y ⟦Alemania⟧", &["US", "DE"]),
    ("xx", "in ⟦Brazil⟧", &["BR"]),
    (
        "en",
        "⟦Papua New Guinea⟧ and ⟦Northern Ireland⟧",
        &["PG", "GB"],
    ),
];

const COUNTRIES_NONE: &[(&str, &str)] = &[
    ("en", "contact us, tell us"),
    ("en", "CONTACT US TODAY"),
    ("nl", "het EU-VS-privacyschild"),
    ("en", "the EU-US Data Privacy Framework in Latin America"),
    ("nl", "turkije en china met kleine letters"),
    ("en", "a turkey sandwich, fine china"),
    ("en", "the UK GDPR applies"),
];

#[test]
fn countries() {
    check(EntityKind::Country, COUNTRIES, |entity| {
        match &entity.value {
            Value::Country { code } => code.clone(),
            _ => String::new(),
        }
    });
    check_none(EntityKind::Country, COUNTRIES_NONE);
}

const ADDRESSES: &[Case] = &[
    (
        "nl",
        "Acme B.V. ⟦Keizersgracht 12, 1015 CJ Amsterdam⟧",
        &["address"],
    ),
    (
        "nl",
        "⟦24 Rue Lepic - 75009 Parijs⟧ E-mail: info@acme.nl",
        &["address"],
    ),
    (
        "en",
        "⟦720 Mission Street, 3rd Floor, San Francisco, CA 94107, United States⟧",
        &["address"],
    ),
    (
        "fr",
        "⟦3, place de la Mairie - TSA 12345 - 75334 Paris Cedex 07⟧",
        &["address"],
    ),
    (
        "fr",
        "⟦22-24 Boulevard Central, L-2449 Luxembourg⟧",
        &["address"],
    ),
    (
        "nl",
        "gevestigd aan de ⟦Keizersgracht 123, 1015 CJ Amsterdam⟧.",
        &["address"],
    ),
    (
        "nl",
        "⟦Gentsesteenweg 12B, 9300 Aalst, BELGIUM⟧",
        &["address"],
    ),
    ("nl", "⟦Postbus 12345, 2509 AJ Den Haag⟧", &["address"]),
    ("nl", "⟦Weena 505, 3013 AL Rotterdam⟧ (KvK", &["address"]),
    ("nl", "⟦24 Rue Lepic - 75009 Parijs⟧", &["address"]),
    (
        "nl",
        "gevestigd aan de ⟦Laan van de Vrijheid 14, 9728 Groningen⟧.",
        &["address"],
    ),
    (
        "nl",
        "in Utrecht aan de ⟦Oudegracht 14, 3511 AL Utrecht⟧.",
        &["address"],
    ),
    (
        "en",
        "domiciled at ⟦Chemin de la Vigne 14, 1228 Plan-les-Ouates⟧.",
        &["address"],
    ),
    (
        "nl",
        "⟦Grote Markt 1, 2000 Antwerpen, België⟧",
        &["address"],
    ),
    (
        "nl",
        "⟦38 Avenue Jean B. Muller, L-1234, Luxemburg⟧. De",
        &["address"],
    ),
    ("de", "⟦Musterstraße 12, 80331 München⟧", &["address"]),
    ("de", "⟦Am Alten Markt 3a, D-10115 Berlin⟧", &["address"]),
    ("de", "⟦Postfach 10 20 30⟧", &["address"]),
    (
        "fr",
        "⟦12 rue de la Paix, 75002 Paris, France⟧",
        &["address"],
    ),
    ("fr", "⟦8, avenue Foch, 69006 Lyon⟧", &["address"]),
    (
        "en",
        "⟦10 Downing Street, London SW1A 2AA, United Kingdom⟧",
        &["address"],
    ),
    (
        "en",
        "⟦1200 Maplewood Dr., Ann Arbor, MI 48105⟧",
        &["address"],
    ),
    ("en", "⟦P.O. Box 1234, Springfield, IL 62704⟧", &["address"]),
    (
        "pl",
        "ul. ⟦Marszałkowska 10, 00-590 Warszawa⟧",
        &["address"],
    ),
    ("en", "⟦Barrow Street 4, Dublin⟧", &["address"]),
    (
        "en",
        "at ⟦1420 Harbor Street Suite #21, Long Beach, CA 90802⟧.",
        &["address"],
    ),
    (
        "en",
        "Attn: Privacy\n⟦1420 28th Street  Suite #21\nLong Beach, CA 90802⟧",
        &["address"],
    ),
    (
        "en",
        "at ⟦12 E 149th St, Floor 11, Dayton, OH 45402⟧.",
        &["address"],
    ),
    (
        "en",
        "at ⟦1420 Mill Boulevard #300, Dayton, OH 45402⟧.",
        &["address"],
    ),
    (
        "en",
        "at ⟦One Canal Plaza, Dayton, OH 45402⟧.",
        &["address"],
    ),
    (
        "en",
        "write to ⟦Weavers House, Mill Lane, York YO1 7HH⟧",
        &["address"],
    ),
    (
        "en",
        "The Registrar, ⟦Old Tannery, Dyers Street, Frome, Somerset BA11 1BS⟧.",
        &["address"],
    ),
];

const ADDRESSES_NONE: &[(&str, &str)] = &[
    ("nl", "artikel 6 van de AVG, Amsterdam"),
    ("nl", "op 1 juni 2021 in Utrecht"),
    ("en", "Version 3, 2021 Amsterdam"),
    ("nl", "onderweg 3 keer"),
    ("en", "We have 24 Street maps"),
    ("nl", "Google Analytics 4, Facebook"),
    ("en", "One Harbor Street is in Dayton"),
    ("en", "We saw 20 of the 28th Street shops"),
    ("en", "Our Lane, Market Street and Google Maps"),
    ("en", "of Data House, Privacy Street and Amsterdam 2021"),
];

#[test]
fn addresses() {
    check(EntityKind::Address, ADDRESSES, |entity| {
        entity.value.kind().to_string()
    });
    check_none(EntityKind::Address, ADDRESSES_NONE);
}
