//! Organisations and authorities.

use super::super::{EntityKind, Value};
use super::{Case, check, check_none};

const ORGANISATIONS: &[Case] = &[
    ("nl", "Wij zijn ⟦Acme Nederland B.V.⟧ en", &["B.V."]),
    ("nl", "gevestigd bij ⟦Acme BV⟧, Utrecht", &["B.V."]),
    ("nl", "De ⟦Koninklijke Bakkerij de Haan N.V.⟧ is", &["N.V."]),
    ("nl", "de ⟦Stichting Open Water⟧ verwerkt", &["Stichting"]),
    ("nl", "⟦acme.com b.v.⟧ verwerkt", &["B.V."]),
    ("en", "by ⟦Google, Inc.⟧ in", &["Inc."]),
    (
        "en",
        "⟦Meta Platforms Ireland Ltd⟧ or ⟦Google Ireland Limited⟧",
        &["Ltd.", "Ltd."],
    ),
    ("en", "to ⟦Johnson & Partners LLP⟧.", &["LLP"]),
    ("en", "⟦Google Asia Pacific Pte. Ltd⟧, and", &["Pte. Ltd."]),
    ("en", "⟦Twilio Inc.⟧ and ⟦Stripe, LLC⟧", &["Inc.", "LLC"]),
    ("de", "die ⟦Muster GmbH & Co. KG⟧ ist", &["GmbH"]),
    (
        "de",
        "⟦Beispiel AG⟧ und ⟦Verein für Wasser e.V.⟧",
        &["AG", "e.V."],
    ),
    ("fr", "la société ⟦Exemple SAS⟧ au capital", &["SAS"]),
    ("fr", "⟦Amazon Web Services EMEA SARL⟧", &["SARL"]),
    (
        "en",
        "⟦Example Denmark ApS⟧ and ⟦Telenor AS⟧",
        &["ApS", "AS"],
    ),
    ("pl", "⟦Przykład Sp. z o.o.⟧ w Warszawie", &["Sp. z o.o."]),
    ("nl", "⟦Voorbeeld Belgium SA⟧ (voorheen", &["S.A."]),
    (
        "nl",
        "Foto en ⟦Klaar B.V.⟧ en ⟦Stichting Zon en Maan⟧ werken",
        &["B.V.", "Stichting"],
    ),
    (
        "en",
        "⟦Acme (Europe) S.à r.l.⟧ and ⟦Wolk vzw⟧.",
        &["SARL", "vzw"],
    ),
    ("de", "ein Dienst der ⟦Wolke GmbH⟧", &["GmbH"]),
    ("nl", "⟦eXample Group B.V.⟧", &["B.V."]),
];

const ORGANISATIONS_NONE: &[(&str, &str)] = &[
    ("nl", "een B.V. of een stichting"),
    ("en", "limited liability and Limited Access"),
    ("en", "DELETED AS SOON AS POSSIBLE"),
    ("en", "we store it in the SE region"),
    ("nl", "wij werken met verschillende b.v.'s samen"),
    ("de", "gemäß Art. 6 Abs. 1 lit. a DSGVO"),
    ("en", "Las Vegas, NV and Services, as described"),
    ("nl", "LinkedIn CV en motivatie"),
    ("de", "Auftragnehmer u.a. in Wien"),
];

#[test]
fn organisations() {
    check(
        EntityKind::Organisation,
        ORGANISATIONS,
        |entity| match &entity.value {
            Value::Organisation { form, .. } => form.clone(),
            _ => String::new(),
        },
    );
    check_none(EntityKind::Organisation, ORGANISATIONS_NONE);
}

const AUTHORITIES: &[Case] = &[
    (
        "nl",
        "bij de ⟦Autoriteit Persoonsgegevens⟧ (⟦AP⟧).",
        &["nl-ap", "nl-ap"],
    ),
    ("nl", "bij de ⟦AP⟧ klagen", &["nl-ap"]),
    ("nl", "de ⟦Gegevensbeschermingsautoriteit⟧", &["be-gba"]),
    (
        "en",
        "the ⟦Information Commissioner’s Office⟧ (⟦ICO⟧)",
        &["gb-ico", "gb-ico"],
    ),
    ("en", "the ⟦Irish Data Protection Commission⟧", &["ie-dpc"]),
    (
        "nl",
        "de ⟦CNIL⟧, de verwerkingsverantwoordelijke",
        &["fr-cnil"],
    ),
    (
        "fr",
        "la ⟦Commission Nationale de l’Informatique et des Libertés⟧",
        &["fr-cnil"],
    ),
    (
        "fr",
        "l'⟦Autorité de protection des données⟧ (⟦APD⟧)",
        &["be-gba", "be-gba"],
    ),
    (
        "de",
        "das ⟦Bayerische Landesamt für Datenschutzaufsicht⟧ (⟦BayLDA⟧)",
        &["de-by", "de-by"],
    ),
    ("de", "an den ⟦BfDI⟧", &["de-bfdi"]),
    (
        "de",
        "⟦Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen⟧",
        &["de-nw"],
    ),
    (
        "es",
        "la ⟦Agencia Española de Protección de Datos⟧",
        &["es-aepd"],
    ),
    (
        "it",
        "⟦Garante per la protezione dei dati personali⟧",
        &["it-garante"],
    ),
    (
        "pl",
        "⟦Prezes Urzędu Ochrony Danych Osobowych⟧",
        &["pl-uodo"],
    ),
    (
        "en",
        "the ⟦FTC⟧ and the ⟦Dutch Data Protection Authority⟧",
        &["us-ftc", "nl-ap"],
    ),
    (
        "nl",
        "het ⟦College Bescherming Persoonsgegevens⟧",
        &["former-nl-cbp"],
    ),
];

const AUTHORITIES_NONE: &[(&str, &str)] = &[
    ("nl", "een klacht bij een toezichthoudende autoriteit"),
    ("en", "AP style and DSB tokens"),
    ("nl", "uit GBA gegevens blijkt"),
    ("en", "the supervisory authority of your country"),
    ("en", "an ico file"),
    ("fr", "auprès de l'autorité de protection des données"),
];

#[test]
fn authorities() {
    check(EntityKind::Authority, AUTHORITIES, |entity| {
        match &entity.value {
            Value::Authority { id, .. } => id.clone(),
            _ => String::new(),
        }
    });
    check_none(EntityKind::Authority, AUTHORITIES_NONE);
}
