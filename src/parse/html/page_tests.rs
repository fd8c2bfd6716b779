//! What a page sets around its policy or marks by looks alone, each kind in small.

use super::tests::{outline, read};
use crate::document::BlockKind;

const PROSE: &str =
    "<p>The nursery keeps the names of those who order bulbs, and nothing else at all.</p>";

/// The outline of a page with `before` and `after` around a policy.
fn around(before: &str, after: &str) -> String {
    outline(&format!(
        "<body>{before}<h1>Our notice</h1>{PROSE}<h2>Seeds</h2>{PROSE}{PROSE}{PROSE}{after}</body>"
    ))
}

fn numbers(source: &str) -> Vec<Option<String>> {
    let document = read(source);
    let numbers = document.sections().iter().skip(1);
    numbers.map(|section| section.number.clone()).collect()
}

#[test]
fn parts_that_a_shop_names_itself_are_left_out() {
    let bare = around("", "");
    assert_eq!(
        around(
            "<shop-header><p>Rated five stars by all who garden</p><div><h1>Help</h1></div></shop-header>",
            "<shop-footer><p>Bulbs since 1950, and a good word for every gardener.</p></shop-footer>",
        ),
        bare
    );
    // A header of something else than the page stays.
    let kept = around(
        "",
        "<section-header><h2>Bulbs</h2></section-header><p>Ask us.</p>",
    );
    assert!(kept.contains("h2 Bulbs"), "{kept}");
}

#[test]
fn a_line_above_the_title_and_the_rights_below_the_text_are_left_out() {
    let bare = around("", "");
    assert_eq!(
        around(
            "<div class='top-banner'><p>Come and see our tulips at the spring fair in Lisse.</p></div>",
            ""
        ),
        bare
    );
    assert_eq!(around("", "<div> &copy; Tuin &amp; Co 2020</div>"), bare);
    // Without such a name, or with a title of its own, it may be the policy's.
    assert!(around("<p>Valid from 3 May.</p>", "").contains("Valid from"));
    assert!(
        around("", "<div class=banner><h2>Rights</h2><p>Ask us.</p></div>").contains("h2 Rights")
    );
}

#[test]
fn a_notice_with_buttons_is_left_out_but_never_the_section_on_cookies() {
    let bare = around("", "");
    let notice =
        "<div id=cookies><p>We bake cookies for all who look around here, as you may like.</p>";
    let button = "<a class=accept>Fine</a></div>";
    assert_eq!(around("", &format!("{notice}{button}")), bare);
    assert_eq!(around(&format!("{notice}{button}"), ""), bare);
    for kept in [
        format!("{notice}</div>"),
        format!("<h2>Cookies</h2>{notice}{button}"),
        format!("<div id=cookies><h2>Cookies</h2>{PROSE}{button}"),
    ] {
        assert!(around("", &kept).contains("ookies"), "{kept}");
    }
}

#[test]
fn a_menu_below_a_title_is_left_out_and_a_table_of_contents_stays() {
    let page = |target: &str| {
        outline(&format!(
            "<main><h1>Our notice</h1><div class=menu-bar><ul><li><a href='{target}roses'>Roses and more</a>\
             <li><a href='{target}tulips'>Tulips, early and late</a></ul></div>{PROSE}{PROSE}</main>"
        ))
    };
    assert!(!page("/").contains("Roses"), "{}", page("/"));
    assert!(page("#").contains("Roses"), "{}", page("#"));
}

#[test]
fn a_short_block_that_its_class_calls_a_title_is_a_heading() {
    assert_eq!(
        outline(
            "<div class=card-title>Our notice</div><p>We sell bulbs.</p><p class=h2>Seeds</p><p>We sow.</p>\
             <p class=subtitle>We sell seeds.</p><p>And more.</p><p class=has-title-bar>Plain</p><p>End.</p>"
        ),
        "h1 Our notice\nparagraph We sell bulbs.\nh1 Seeds\nparagraph We sow.\nparagraph We sell seeds.\n\
         paragraph And more.\nparagraph Plain\nparagraph End.\n"
    );
}

#[test]
fn a_first_row_that_is_set_off_names_the_columns() {
    let headers = |rows: &str| {
        let document = read(&format!("<table>{rows}</table>"));
        let is_header = |kind: BlockKind| matches!(kind, BlockKind::Cell { header: true, .. });
        document
            .blocks()
            .iter()
            .filter(|block| is_header(block.kind))
            .count()
    };
    let row = "<td>Name</td><td>Orders</td></tr>";
    let rest = format!("<tr>{row}<tr>{row}");
    for first in [
        "<tr bgcolor=green>",
        "<tr style='color: red; background-color: #eee'>",
        "<tr class=tableheading>",
    ] {
        assert_eq!(headers(&format!("{first}{row}{rest}")), 2, "{first}");
        assert_eq!(
            headers(&format!("{first}{row}{rest}{first}{row}")),
            0,
            "{first}"
        );
    }
    let cells = "<tr><td bgcolor=green>Name</td><td bgcolor=green>Orders</td></tr>";
    assert_eq!(headers(&format!("{cells}{rest}")), 2);
    assert_eq!(
        headers(&format!("<tr style='background: none'>{row}{rest}")),
        0
    );
}

#[test]
fn headings_are_numbered_as_in_plain_text() {
    let found = |titles: [&str; 2]| {
        let headings = titles.map(|title| format!("<h2>{title}</h2><p>Text.</p>"));
        numbers(&headings.concat())
    };
    let both = |one: &str, two: &str| vec![Some(one.to_owned()), Some(two.to_owned())];
    assert_eq!(found(["IV. Seeds", "(b) Bulbs"]), both("IV", "b"));
    assert_eq!(
        found(["Artikel 3 – Zaden", "Artikel 4. Bollen"]),
        both("3", "4")
    );
    assert_eq!(found(["2.1 Seeds", "3) Bulbs"]), both("2.1", "3"));
    // A word before a single number may be anything.
    assert_eq!(found(["Versie 0.2", "E.g. bulbs"]), [None, None]);
}

#[test]
fn bold_lines_with_numbers_head_other_bold_lines() {
    assert_eq!(
        outline(
            "<p><b>IV. Seeds</b></p><p><b>Bulbs</b></p><p>We sow.</p><p><b>Rights</b></p><p><b>(i) Asking</b></p><p>Ask.</p>"
        ),
        "h1 (IV.) IV. Seeds\nh1 Bulbs\nparagraph We sow.\nh1 Rights\nh1 ((i)) (i) Asking\nparagraph Ask.\n"
    );
    assert_eq!(
        outline("<p><b>Since May 2020</b></p><p><b>(a) Seeds</b></p><p>We sow.</p>"),
        "paragraph Since May 2020\nh1 ((a)) (a) Seeds\nparagraph We sow.\n"
    );
}

#[test]
fn links_in_menus_are_no_text_and_their_words_are_kept() {
    let source = concat!(
        "<body><nav><a href=/home>Home</a> <a href='/terms'>Terms <b>of use</b></a> <a href='#'>More</a></nav>",
        "<main><h1>Privacy policy</h1><p>We keep the log of your trips for a year, and your postcode for two. ",
        "See <a href=/rights>your rights</a>.</p></main></body>"
    );
    let document = read(source);
    assert_eq!(document.around(), ["Home", "Terms of use"]);
    assert_eq!(document.links().len(), 1);
}
