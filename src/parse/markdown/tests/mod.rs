//! Fixtures in, outlines out; the way back to the source; and what must hold for any input.

mod invariants;

use std::fmt::Write as _;

use crate::document::{Block, BlockKind, Document};
use crate::text::{Segmenter, TextRange};

use super::parse;

fn read(source: &str) -> Document {
    parse(source, &Segmenter::default())
}

/// The blocks of a document, one a line: kind, marker, text with the run-in heading in ⟨⟩.
fn outline(source: &str, document: &Document) -> String {
    let mut out = String::new();
    for block in document.blocks() {
        let depth = document.ancestors(block.id).count();
        let _ = write!(out, "{}{}", "  ".repeat(depth), describe(block));
        if let Some(marker) = block.marker {
            let _ = write!(out, " [{}]", marker.of(source));
        }
        let text = block.text.as_str();
        match block.run_in {
            Some(name) => {
                let rest = TextRange::new(name.end, text.len());
                let _ = write!(out, " ⟨{}⟩{}", name.of(text), rest.of(text));
            }
            None if text.is_empty() => {}
            None => {
                let _ = write!(out, " {text}");
            }
        }
        out.push('\n');
    }
    out
}

fn describe(block: &Block) -> String {
    match block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::List { ordered: true } => "olist".to_owned(),
        BlockKind::Cell { header: true, .. } => "header".to_owned(),
        kind => kind.name().to_owned(),
    }
}

/// Prints the outline of the file named in the environment, to look at by hand.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "looked at by hand, with a file of one's own"
)]
fn dump() {
    if let Ok(path) = std::env::var("DUMP_MARKDOWN") {
        let source = std::fs::read_to_string(path).unwrap();
        println!("{}", outline(&source, &read(&source)));
    }
}

#[test]
fn blocks_of_every_kind() {
    let source = include_str!("../../../../fixtures/parse/markdown/blocks.md");
    assert_eq!(
        outline(source, &read(source)),
        "\
h1 Privacy at Harbour Cycles
paragraph We repair bicycles & sell parts. Ask for Mara at desk 4, or see the fees.
h2 [3.2] What we note
list
  item [-] your name,
  item [-] your frame number:
    olist
      item [1.] stamped
      item [2.] engraved
    paragraph and the day you came in;
  item [-] a photo of the frame
quote
  paragraph Promise
  paragraph Nobody else reads the workshop book.
table
  row
    header Purpose
    header Kept for
  row
    cell invoice | receipt
    cell 7 years
  row
    cell reminder
      list
        item [-] text message
        item [-] phone call
    cell
term Workshop book
definition The paper ledger beside the till.
paragraph A note.
paragraph Kept in the safe.
code ignored = true
paragraph Harbour Cycles Quay 7
"
    );
}

#[test]
fn titles_without_markup() {
    let source = include_str!("../../../../fixtures/parse/markdown/titles.md");
    assert_eq!(
        outline(source, &read(source)),
        "\
h1 Privacy Statement
paragraph Kite school Windwijs, June 4, 2026
h2 [1.] Who we are
paragraph A kite school on the north beach.
h2 [2.] What we keep
h3 [2.1] When you book
paragraph Your name and weight.
h4 Weather
paragraph We log the wind with your lesson.
paragraph ⟨2.2 When you cancel⟩:
list
  item [-] the date
  item [-] the reason
h2 [3)] Your rights
h3 WRITE TO US
paragraph Send a card to the beach hut.
h3 What happens then?
paragraph We answer within two weeks.
h2 Last words
paragraph Come again.
"
    );
}

#[test]
fn bullets_and_letters_that_markdown_does_not_know() {
    let source = include_str!("../../../../fixtures/parse/markdown/bullets.md");
    assert_eq!(
        outline(source, &read(source)),
        "\
paragraph We hold three things:
list
  item [•] your name
  item [•] your boat's name and the berth it lies in
  item [•] your phone
list
  item [●] ⟨Mooring fees⟩: billed each month.
  item [●] ⟨Storm watch⟩ – we call you at night.
paragraph In short:
list
  item [•] no cameras
  item [•] no badges
olist
  item [a)] you may look
  item [b)] you may leave
olist
  item [(i)] First of all the harbour master writes down your arrival.
  item [(ii)] Then the crane is booked.
list
  item [–] eels
  item [–] herring
"
    );
}

#[test]
fn html_among_markdown() {
    let source = include_str!("../../../../fixtures/parse/markdown/html.md");
    assert_eq!(
        outline(source, &read(source)),
        "\
h1 Allotment & garden notice
paragraph ⟨We grow beans⟩: tall ones.
paragraph Visit the tool shed.
table
  row
    header Seed
    header Kept
  row
    cell Peas
    cell
      list
        item one winter
        item two springs
h2 Compost
paragraph Turned twice a year.
paragraph Text with un mot inside.
list
  item Loose item
"
    );
}

#[test]
fn template_directives_are_no_text() {
    let source = include_str!("../../../../fixtures/parse/markdown/templates.md");
    assert_eq!(
        outline(source, &read(source)),
        "\
h1 Notice of {{ site.owner_name }}
paragraph Write to {{ mail }} about bread.
paragraph See flour and oven.
paragraph Hot.
"
    );
}

/// The words of each link, the source under it, and its target.
fn links(source: &str) -> Vec<(String, String, String)> {
    let document = read(source);
    let of = |link: &crate::document::Link| {
        let text = document.block(link.block).unwrap().text.as_str();
        let words = link.range.of(text).to_owned();
        (words, link.span.of(source).to_owned(), link.target.clone())
    };
    document.links().iter().map(of).collect()
}

#[test]
fn links_of_every_make() {
    let source = "[a][x], [b](), <mailto:c@d.ee>, <c@d.ee>, [no][where], ![i](j) \
                  [![i](j) **e**](k) <a href='l&amp;m'>n</a> [t]({% link o.md %})\n\n[x]: http://y.zz \"title\"\n";
    let expected = [
        ("a", "[a][x]", "http://y.zz"),
        ("b", "[b]()", ""),
        ("mailto:c@d.ee", "<mailto:c@d.ee>", "mailto:c@d.ee"),
        ("c@d.ee", "<c@d.ee>", "mailto:c@d.ee"),
        ("e", "[![i](j) **e**](k)", "k"),
        ("n", "<a href='l&amp;m'>n</a>", "l&m"),
        ("t", "[t]({% link o.md %})", "{% link o.md %}"),
    ];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(links(source), expected);
}

#[test]
fn anchors_come_from_ids_names_and_headings() {
    let source = "# One Two {#own}\n\n## 3.1 Three\n\n## Three\n\n<a name=\"four\"></a>Text <i id='five'>x</i>\n";
    let document = read(source);
    let expected = [
        "own", "four", "five", "one-two", "three", "31-three", "three-1",
    ];
    assert_eq!(document.anchors(), expected);
    assert_eq!(document.sections()[2].number.as_deref(), Some("3.1"));
}

#[test]
fn comments_keep_their_place_and_may_hold_blank_lines() {
    let source =
        "A <!-- one --> b.\n\n<!-- two\n\nthree -->\n\n<div><!-- four\n\nfive --></div>\n\nC.\n";
    let document = read(source);
    let comments: Vec<_> = document
        .comments()
        .iter()
        .map(|comment| (comment.span.of(source), comment.text.as_str()))
        .collect();
    assert_eq!(
        comments,
        [
            ("<!-- one -->", " one "),
            ("<!-- two\n\nthree -->", " two\n\nthree "),
            ("<!-- four\n\nfive -->", " four\n\nfive "),
        ]
    );
    assert_eq!(outline(source, &document), "paragraph A b.\nparagraph C.\n");
}

/// The source under each of `words` in the text of the first block.
fn under<'s>(source: &'s str, words: &[&str]) -> Vec<&'s str> {
    let document = read(source);
    let first = document
        .blocks()
        .iter()
        .find(|block| !block.text.is_empty());
    let text = &first.unwrap().text;
    let find = |word: &&str| {
        let at = text
            .as_str()
            .find(word)
            .unwrap_or_else(|| panic!("{word} in {:?}", text.as_str()));
        text.span_of(TextRange::new(at, at + word.len())).of(source)
    };
    words.iter().map(find).collect()
}

#[test]
fn text_leads_back_to_the_source() {
    assert_eq!(
        under("R&amp;D \\& me", &["R&D", "&", "& me"]),
        ["R&amp;D", "&amp;", "\\& me"]
    );
    assert_eq!(
        under("a&nbsp;b\u{a0}c\u{202f}d", &["a b", "b c", "c d"]),
        ["a&nbsp;b", "b\u{a0}c", "c\u{202f}d"]
    );
    assert_eq!(
        under(
            "da\u{ad}ta &shy;pro\u{200b}tec&shy;tion",
            &["data", "protection"]
        ),
        ["da\u{ad}ta", "pro\u{200b}tec&shy;tion"]
    );
    assert_eq!(
        under(
            "one\n  two  \nthree\\\nfour",
            &["one two", "two three", "three four"]
        ),
        ["one\n  two", "two  \nthree", "three\\\nfour"]
    );
    assert_eq!(
        under("> one\n> `tw o` **three**", &["one tw o three"]),
        ["one\n> `tw o` **three"]
    );
    assert_eq!(under("\u{feff}# Title", &["Title"]), ["Title"]);
    assert_eq!(
        under("{% if a %}yes{% endif %} or {{ b }}", &["yes or {{ b }}"]),
        ["yes{% endif %} or {{ b }}"]
    );
}

#[test]
fn front_matter_declares_a_language_and_rules_do_not_open_it() {
    assert_eq!(
        read("+++\nlocale = 'nl'\n+++\nTekst").declared_language(),
        Some("nl")
    );
    assert_eq!(
        read("---\nlang: # none\n---\nText").declared_language(),
        None
    );
    let source = "Before.\n\n---\n\nlang: pl\n\n---\n\nAfter.\n";
    assert_eq!(read(source).declared_language(), None);
    assert_eq!(read(source).blocks().len(), 3);
}

#[test]
fn tables_that_lost_their_header_or_their_spanning_cells() {
    let source = "| | | |\n|---|---|---|\n| **Why** | **What** | **Ground** |\n| Rent | name | contract |\n\
                  | tools | consent |\n| Sale | price | consent |\n";
    let document = read(source);
    let cells: Vec<_> = document
        .blocks()
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Cell { column, header } => Some((block.text.as_str(), column, header)),
            _ => None,
        })
        .collect();
    assert_eq!(
        cells,
        [
            ("Why", 0, true),
            ("What", 1, true),
            ("Ground", 2, true),
            ("Rent", 0, false),
            ("name", 1, false),
            ("contract", 2, false),
            ("tools", 1, false),
            ("consent", 2, false),
            ("Sale", 0, false),
            ("price", 1, false),
            ("consent", 2, false),
        ]
    );
}

#[test]
fn what_other_tools_tore_is_mended() {
    let source = "**Term:**it ends on 1 May.\n\n[\n\nOur shop\n](https://shop.example)\n\n\
                  We keep the key of your locker in the office and hand it out to the person\n\n\
                  named on the card.\n\n- * only once\n";
    let document = read(source);
    assert_eq!(
        outline(source, &document),
        "paragraph ⟨Term⟩:it ends on 1 May.\n\
         paragraph Our shop\n\
         paragraph We keep the key of your locker in the office and hand it out to the person named on the card.\n\
         list\n  item [-] only once\n"
    );
    assert_eq!(document.links()[0].target, "https://shop.example");
}

#[test]
fn line_ends_make_no_difference() {
    for source in [
        include_str!("../../../../fixtures/parse/markdown/blocks.md"),
        include_str!("../../../../fixtures/parse/markdown/titles.md"),
        include_str!("../../../../fixtures/parse/markdown/bullets.md"),
        include_str!("../../../../fixtures/parse/markdown/html.md"),
        include_str!("../../../../fixtures/parse/markdown/templates.md"),
    ] {
        let windows = source.replace('\n', "\r\n");
        let document = read(&windows);
        assert_eq!(outline(&windows, &document), outline(source, &read(source)));
    }
}
