//! Citations.

use super::super::{Entity, EntityKind, Value};
use super::{Case, check, check_none};

/// A citation as "act article|paragraph|point".
fn shown(entity: &Entity) -> String {
    match &entity.value {
        Value::Citation {
            act,
            article,
            paragraph,
            point,
        } => format!(
            "{} {article}|{}|{}",
            act.as_deref().unwrap_or("-"),
            paragraph.as_deref().unwrap_or(""),
            point.as_deref().unwrap_or("")
        ),
        _ => String::new(),
    }
}

const DUTCH_AND_ENGLISH_CITATIONS: &[Case] = &[
    (
        "nl",
        "op grond van ⟦artikel 6, lid 1, onder f, AVG⟧.",
        &["gdpr 6|1|f"],
    ),
    ("nl", "(⟦art. 6.1.f AVG⟧)", &["gdpr 6|1|f"]),
    ("nl", "(⟦artikel 6.1.b AVG⟧)", &["gdpr 6|1|b"]),
    ("nl", "is ⟦artikel 6(1)(1)(f) AVG⟧.", &["gdpr 6|1|f"]),
    (
        "nl",
        "is ⟦artikel 6(1)(1)(b)⟧ of ⟦(f) AVG⟧. Daarna",
        &["gdpr 6|1|b", "gdpr 6|1|f"],
    ),
    (
        "nl",
        "volgens ⟦6(1)(c) AVG⟧ en ⟦6(1)(1)(e) AVG⟧.",
        &["gdpr 6|1|c", "gdpr 6|1|e"],
    ),
    (
        "nl",
        "zie ⟦artikel 6 (1) punt (c), van de AVG⟧ en ⟦artikel 10 (2) punt (b)⟧, want",
        &["gdpr 6|1|c", "gdpr 10|2|b"],
    ),
    ("nl", "in ⟦artikel 3⟧ van dit beleid", &["- 3||"]),
    ("nl", "⟦artikelen 15 tot en met 22 AVG⟧", &["gdpr 15-22||"]),
    ("nl", "⟦artikel 7 lid 3 AVG⟧):** U", &["gdpr 7|3|"]),
    (
        "nl",
        "⟦artikel 6, eerste lid, onder f, van de AVG⟧",
        &["gdpr 6|1|f"],
    ),
    (
        "nl",
        "⟦artikel 11.7a Tw⟧ en ⟦artikel 6:162 BW⟧",
        &["tw 11.7a||", "bw 6:162||"],
    ),
    ("nl", "in ⟦artikel L.34-1⟧, II, lid 3", &["- L.34-1||"]),
    ("nl", "⟦artikel 4(8) AVG⟧. In", &["gdpr 4|8|"]),
    ("nl", "de ⟦AVG artikel 30⟧ vraagt", &["gdpr 30||"]),
    (
        "nl",
        "(⟦artikel 15 AVG⟧ en ⟦artikel 16 AVG⟧)",
        &["gdpr 15||", "gdpr 16||"],
    ),
    (
        "en",
        "under ⟦Article 6(1)(f) of the GDPR⟧,",
        &["gdpr 6|1|f"],
    ),
    (
        "en",
        "⟦Art. 6 (1) (b) of the General Data Protection Regulation⟧",
        &["gdpr 6|1|b"],
    ),
    (
        "en",
        "⟦Article 9 (2) c) of the EU General Data Protection Regulation⟧",
        &["gdpr 9|2|c"],
    ),
    (
        "en",
        "⟦Art. 6 para. 1 lit. f GDPR⟧ (legitimate",
        &["gdpr 6|1|f"],
    ),
    (
        "en",
        "⟦Articles 13⟧ and ⟦14 GDPR⟧",
        &["gdpr 13||", "gdpr 14||"],
    ),
    (
        "en",
        "⟦Article 6(1)(a)⟧ or ⟦Article 9(2)(a) GDPR⟧",
        &["gdpr 6|1|a", "gdpr 9|2|a"],
    ),
    (
        "en",
        "⟦Article 13 of Regulation (EU) 2016/679⟧",
        &["gdpr 13||"],
    ),
    ("en", "⟦Article 6(1)(ea) UK GDPR⟧", &["uk-gdpr 6|1|ea"]),
    ("en", "under ⟦Article 6(1)⟧ a controller may", &["- 6|1|"]),
];

#[test]
fn dutch_and_english_citations() {
    check(EntityKind::Citation, DUTCH_AND_ENGLISH_CITATIONS, shown);
}

const GERMAN_AND_FRENCH_CITATIONS: &[Case] = &[
    (
        "fr",
        "⟦article 46, paragraphes 2⟧ et ⟦3 du RGPD⟧",
        &["gdpr 46|2|", "gdpr 46|3|"],
    ),
    ("de", "(⟦Art. 6 Abs. 1c DSGVO⟧)", &["gdpr 6|1|c"]),
    ("de", "gemäß ⟦§ 257 Abs. 1 Nr. 2 HGB⟧", &["hgb 257|1|2"]),
    (
        "de",
        "⟦Art. 6 Abs. 1 lit. a⟧, ⟦b⟧ und ⟦f DSGVO⟧",
        &["gdpr 6|1|a", "gdpr 6|1|b", "gdpr 6|1|f"],
    ),
    (
        "de",
        "gemäß ⟦Art. 6 Abs. 1 S. 1 lit. f DSGVO⟧.",
        &["gdpr 6|1|f"],
    ),
    (
        "de",
        "⟦Art. 7 Abs. 3 lit. a DSGVO⟧ sowie ⟦§ 25 Abs. 2 TDDDG⟧",
        &["gdpr 7|3|a", "tdddg 25|2|"],
    ),
    ("de", "⟦Art. 6 Abs. 1 (b) DSGVO⟧", &["gdpr 6|1|b"]),
    (
        "de",
        "⟦Art. 6 Abs. 1 UAbs. 1 Buchst. c DS-GVO⟧",
        &["gdpr 6|1|c"],
    ),
    (
        "de",
        "⟦Art. 6 Abs. 1 lit. e⟧ oder ⟦f DSGVO⟧ erfolgt",
        &["gdpr 6|1|e", "gdpr 6|1|f"],
    ),
    ("de", "im Sinne von ⟦Art. 4 Nr. 7 DSGVO⟧", &["gdpr 4|7|"]),
    ("de", "⟦§§ 22⟧ und ⟦26 BDSG⟧", &["bdsg 22||", "bdsg 26||"]),
    ("de", "⟦Art. 15 bis 22 DSGVO⟧", &["gdpr 15-22||"]),
    ("de", "⟦§ 7 Abs. 3 UWG⟧", &["uwg 7|3|"]),
    (
        "fr",
        "⟦article 6, paragraphe 1, point f, du RGPD⟧",
        &["gdpr 6|1|f"],
    ),
    ("fr", "⟦art. 6 al. 1 let. a du RGPD⟧.", &["gdpr 6|1|a"]),
    (
        "fr",
        "⟦article 6, paragraphe 1, lettre f du RGPD⟧,",
        &["gdpr 6|1|f"],
    ),
    ("fr", "⟦Art. 6.1.f du RGPD⟧).", &["gdpr 6|1|f"]),
    (
        "fr",
        "⟦article 6 paragraphe 1, alinéa a du RGPD⟧ (Votre",
        &["gdpr 6|1|a"],
    ),
    (
        "fr",
        "⟦article 82 de la loi Informatique et Libertés⟧",
        &["lil 82||"],
    ),
    ("fr", "⟦articles 15 à 22 du RGPD⟧", &["gdpr 15-22||"]),
    ("fr", "voir l'⟦article 14⟧ ci-dessous.", &["- 14||"]),
    (
        "fr",
        "⟦article 6-e du règlement (UE) 2016/679⟧ du Parlement",
        &["gdpr 6||e"],
    ),
    (
        "fr",
        "⟦article 6, paragraphe 1, premier alinéa, point f), du RGPD⟧",
        &["gdpr 6|1|f"],
    ),
];

#[test]
fn german_and_french_citations() {
    check(EntityKind::Citation, GERMAN_AND_FRENCH_CITATIONS, shown);
}

const NO_CITATIONS: &[(&str, &str)] = &[
    ("nl", "de AVG geldt sinds 25 mei 2018"),
    ("nl", "dit artikel beschrijft 6 rechten"),
    ("en", "state of the art 2021-style design, in 2 (two) parts"),
    ("en", "we keep it for 6 (six) months under the GDPR"),
    ("nl", "lid 3 van de vereniging"),
    ("en", "version 6.1 of the GDPR notice"),
    ("de", "die DSGVO, 7 Tage"),
    ("en", "6.1 (two) parts"),
];

#[test]
fn no_citations() {
    check_none(EntityKind::Citation, NO_CITATIONS);
}
