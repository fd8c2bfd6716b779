//! Tests of the repair of damaged text, both ways: what must be read, and what must be left alone.

use proptest::prelude::*;

use super::*;

/// `texts` as one document, repaired.
fn repaired(texts: &[&str]) -> Vec<String> {
    let mut known = Survey::default();
    for text in texts {
        known.add(text);
    }
    texts
        .iter()
        .map(|text| apply(text, &repairs(text, known)))
        .collect()
}

fn apply(text: &str, repairs: &[Repair]) -> String {
    let mut whole = String::new();
    let mut at = 0;
    for repair in repairs {
        whole.push_str(TextRange::new(at, repair.range.start).of(text));
        whole.push_str(repair.text.as_deref().unwrap_or(repair.range.of(text)));
        at = repair.range.end;
    }
    whole + TextRange::new(at, text.len()).of(text)
}

fn one(text: &str) -> String {
    repaired(&[text]).remove(0)
}

#[test]
fn windows_1252_is_undone() {
    assert_eq!(
        one("geÃ¯nformeerd, Ã©Ã©n keer, privÃ©"),
        "geïnformeerd, één keer, privé"
    );
    assert_eq!(one("â€œuâ€\u{9d} en fotoâ€™s â€“ nu"), "“u” en foto’s – nu");
    assert_eq!(one("â\u{80}\u{9c}Affiliatesâ\u{80}\u{9d}"), "“Affiliates”");
    assert_eq!(
        one("MÃ¼nchen, StraÃŸe, Ãœber, SÃ‰CURITÃ‰"),
        "München, Straße, Über, SÉCURITÉ"
    );
    assert_eq!(one("wÅ‚asny, Å¼e, sÄ…"), "własny, że, są");
    assert_eq!(one("Ð¿Ñ€Ð¸Ð²ÐµÑ‚"), "привет");
    assert_eq!(one("cafÃƒÂ© Ã¢â‚¬Å“oui"), "café “oui");
}

#[test]
fn a_closing_quotation_mark_that_lost_its_last_byte_is_read() {
    assert_eq!(one("de â€œSiteâ€, en"), "de “Site”, en");
    assert_eq!(one("de 鈥淪ite鈥, en"), "de “Site”, en");
    assert_eq!(one("gegevens 鈥 bijvoorbeeld"), "gegevens – bijvoorbeeld");
}

#[test]
fn gbk_is_undone() {
    assert_eq!(
        one("in Belgi毛, 茅茅n foto鈥檚, financi毛le"),
        "in België, één foto’s, financiële"
    );
    assert_eq!(one("de 鈥溑访繟V鈥, en"), "de “欧美AV”, en");
}

#[test]
fn doubtful_groups_need_company() {
    assert_eq!(one("costs Â£5"), "costs Â£5");
    assert_eq!(
        repaired(&["costs Â£5", "the shopâ€™s"]),
        ["costs £5", "the shop’s"]
    );
    assert_eq!(one("Â© A Â® B Â\u{a0}C"), "© A ® B \u{a0}C");
    assert_eq!(repaired(&["漏 2020", "foto鈥檚"]), ["© 2020", "foto’s"]);
    assert_eq!(one("漏 2020 shop"), "漏 2020 shop");
}

#[test]
fn letters_replaced_by_others_are_seen_beside_a_certain_group() {
    let text = "foto鈥檚 en 笔谤辞蹿颈别濒鈥檚";
    let mut known = Survey::default();
    known.add(text);
    let kinds: Vec<_> = repairs(text, known)
        .iter()
        .map(|repair| (repair.kind, repair.range.of(text).to_owned()))
        .collect();
    assert_eq!(
        kinds[1],
        (DamageKind::Substituted, "笔谤辞蹿颈别濒".to_owned())
    );
}

#[test]
fn real_text_is_left_alone() {
    for text in [
        "Dominik Fünkner, München, Ærø, Åse, Ö",
        "a lone Ã, and IRMÃ “quoted”, MAÇÃ»",
        "INFORMAÇÃO, NÃO, Ä“ und GRÅ–BLÅ, Å’s",
        "en qualité\u{a0}de, santé…, liberté”, «\u{a0}finalité\u{a0}»",
        "使用Cookie技术收集信息，毛利率和茅台。App目标",
        "我们的猫叫Tom猫",
        "WeChat (微信), 茅台, 日本語, 한국어, Русский, Ελληνικά",
        "如果您无法理解本隐私政策并希望获得更多信息，请发送电子邮件至",
        "price 10 â, ï, ð, €",
    ] {
        assert_eq!(one(text), text);
    }
}

#[test]
fn what_is_lost_is_seen() {
    let found = repairs("caf\u{fffd}", Survey::default());
    assert_eq!(
        found.iter().map(|repair| repair.kind).collect::<Vec<_>>(),
        [DamageKind::Lost]
    );
}

#[test]
fn a_long_run_is_read_in_linear_time() {
    let long =
        "Ð¿".repeat(100_000) + &"鈥".repeat(100_000) + &"Ã".repeat(100_000) + &"毛".repeat(100_000);
    assert!(
        !repairs(
            &long,
            Survey {
                single: true,
                double: true,
                doubtful: 0
            }
        )
        .is_empty()
    );
}

/// Bytes of UTF-8 as windows-1252 shows them.
fn damaged(text: &str) -> String {
    encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(text.as_bytes())
        .0
        .into_owned()
}

proptest! {
    #[test]
    fn ranges_are_ordered_and_on_boundaries(text in r"([ÂÃâ€™œ“Å‚鈥毛茅欧ëé»¿ a-zA\u{80}-\u{ff}\u{fffd}]|\PC){0,40}", single: bool, double: bool) {
        let mut end = 0;
        for repair in repairs(&text, Survey { single, double, doubtful: 0 }) {
            prop_assert!(repair.range.start >= end && !repair.range.is_empty());
            prop_assert!(text.get(repair.range.start..repair.range.end).is_some());
            end = repair.range.end;
        }
    }

    #[test]
    fn words_of_small_letters_come_back(word in "[a-z]{1,4}[àáâãäåæçèéêëìîïñòóôõöùúûüÿß’]{1,2}[a-z]{1,4}") {
        prop_assert_eq!(one(&damaged(&word)), word);
    }

    #[test]
    fn latin_words_stay(text in r"[a-zA-ZÀ-ÂÆ-ÖØ-öø-ÿ’ ,.–]{0,60}") {
        prop_assert_eq!(one(&text), text);
    }
}
