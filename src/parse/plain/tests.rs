//! What the plain-text parser makes of texts, as outlines, and what holds of any document it makes.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::document::{Block, BlockId, BlockKind, Document};
use crate::text::{Segmenter, Span, TextRange};

fn outline(document: &Document) -> String {
    let mut out = String::new();
    for block in document.blocks() {
        let depth = document.ancestors(block.id).count();
        let kind = match block.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Cell {
                column,
                header: true,
            } => format!("head {column}"),
            BlockKind::Cell { column, .. } => format!("cell {column}"),
            BlockKind::List { ordered: true } => "numbered list".to_owned(),
            other => other.name().to_owned(),
        };
        let run_in = block.run_in.map_or(String::new(), |range| {
            format!(" <{}>", range.of(block.text.as_str()))
        });
        let number = match (block.kind, document.section(block.section)) {
            (BlockKind::Heading { .. }, Some(section)) => section
                .number
                .as_ref()
                .map_or(String::new(), |number| format!(" #{number}")),
            _ => String::new(),
        };
        let text: String = block.text.as_str().chars().take(90).collect();
        let line = format!("{}{kind}{number}{run_in} {text}", "  ".repeat(depth));
        writeln!(out, "{}", line.trim_end()).unwrap();
    }
    out
}

fn parse(source: &str) -> Document {
    super::parse(source, &Segmenter::default())
}

macro_rules! fixtures {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let source = include_str!(concat!("../../../fixtures/parse/plain/", stringify!($name), ".txt"));
                let expected = include_str!(concat!("../../../fixtures/parse/plain/", stringify!($name), ".outline"));
                let document = parse(source);
                assert_document(&document, source);
                pretty(&outline(&document), expected);
            }
        )*
    };
}

fixtures! { pasted questions repeated_numbers tab_table unmarked wrapped }

fn pretty(found: &str, expected: &str) {
    assert!(found == expected, "found\n{found}\nexpected\n{expected}");
}

#[track_caller]
fn check(source: &str, expected: &str) {
    let document = parse(source);
    assert_document(&document, source);
    pretty(&outline(&document), expected);
}

/// Prints the outlines of the files named in an environment variable, for looking at them.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a window for whoever works on the parser"
)]
fn show() {
    let Ok(paths) = std::env::var("PLAIN_OUTLINE") else {
        return;
    };
    for path in paths.split_whitespace() {
        let source = std::fs::read_to_string(path).unwrap();
        let document = parse(&source);
        assert_document(&document, &source);
        println!("=== {path}\n{}", outline(&document));
    }
}

#[test]
fn spans_lead_back_to_the_source() {
    let source = "\u{feff}Titel\r\n\r\nEen\u{a0}zin die\r\n  doorloopt.\r\n";
    let document = parse(source);
    assert_document(&document, source);
    let block = document.blocks().last().unwrap();
    assert_eq!(block.text.as_str(), "Een\u{a0}zin die doorloopt.");
    let found = block.text.as_str().find("die doorloopt").unwrap();
    let span = block.text.span_of(TextRange::new(found, found + 13));
    assert_eq!(span.of(source), "die\r\n  doorloopt");
}

#[test]
fn a_numbered_heading_has_its_number_as_marker() {
    let source =
        "Artikel 3. Termijnen\n\nWij bewaren niets.\n\nArtikel 4 - Slot\n\nDat was alles.\n";
    let document = parse(source);
    let heading = &document.blocks()[0];
    assert_eq!(heading.text.as_str(), "Termijnen");
    assert_eq!(heading.marker.unwrap().of(source), "Artikel 3.");
    assert_eq!(
        document.section(heading.section).unwrap().number.as_deref(),
        Some("3")
    );
    assert_eq!(heading.span.of(source), "Artikel 3. Termijnen");
}

#[test]
fn a_lone_number_in_running_text_marks_nothing() {
    check(
        "The rules that the members have agreed upon are laid down in article\n\
         6. They are kept there for all who want to look at them, be it by day\n\
         or by night.\n",
        "paragraph The rules that the members have agreed upon are laid down in article 6. They are kept ther\n",
    );
    check(
        "12 March 2021\n\nWe met in the hall and talked about the roof for a while.\n",
        "paragraph 12 March 2021\nparagraph We met in the hall and talked about the roof for a while.\n",
    );
}

#[test]
fn addresses_dates_and_values_are_no_headings() {
    check(
        "Jan Steen\n\nKade 12\n\n1234 AB Leiden\n\nVersie: 2\n\nMei 2022\n\nWij zijn er altijd.\n",
        "h1 Jan Steen\nparagraph Kade 12\nparagraph 1234 AB Leiden\nparagraph <Versie> Versie: 2\n\
         paragraph Mei 2022\nparagraph Wij zijn er altijd.\n",
    );
}

#[test]
fn a_list_goes_on_over_blank_lines_and_restarts() {
    check(
        "We keep:\n\n1) a cup\n\n2) a plate\n\n1) a spoon\n2) a fork\n",
        "paragraph We keep:\nnumbered list\n  item a cup\n  item a plate\n\
         numbered list\n  item a spoon\n  item a fork\n",
    );
}

#[test]
fn glyphs_nest_by_their_order() {
    check(
        "- In the shed:\n - o a rake\n - o a hoe\n- In the house:\n   ✓ a broom\n   \u{f0b7} a mop\n",
        "list\n  item In the shed:\n    list\n      item a rake\n      item a hoe\n  item In the house:\n    \
         list\n      item a broom\n        list\n          item a mop\n",
    );
}

#[test]
fn a_table_by_columns_of_spaces() {
    check(
        "Thing     Kept for     Why\nbook      one year     to read\npen       two days     to write\n",
        "table\n  row\n    head 0 Thing\n    head 1 Kept for\n    head 2 Why\n  row\n    cell 0 book\n    \
         cell 1 one year\n    cell 2 to read\n  row\n    cell 0 pen\n    cell 1 two days\n    cell 2 to write\n",
    );
}

#[test]
fn names_with_values_are_no_table() {
    check(
        "Name:\tAnna\nTown:\tBonn\nTrade:\tbaker\n",
        "paragraph <Name> Name:\tAnna\nparagraph <Town> Town:\tBonn\nparagraph <Trade> Trade:\tbaker\n",
    );
}

#[test]
fn short_lines_after_a_colon_are_items() {
    check(
        "Boat club\n\nWe write down:\n\nThe name of the boat\n\nThe sail number\n\nThe berth\n\n\
         We keep that for as long as the boat is here.\n",
        "h1 Boat club\nparagraph We write down:\nlist\n  item The name of the boat\n  item The sail number\n  item The berth\n\
         paragraph We keep that for as long as the boat is here.\n",
    );
}

#[test]
fn a_sentence_goes_on_after_a_blank_line() {
    let source = "Whoever wants to sail with the club hands in a form on which stands the name of the boat and\n\n\
                  the berth it has.\n";
    let document = parse(source);
    assert_document(&document, source);
    assert_eq!(document.blocks().len(), 1);
    assert!(
        document.blocks()[0]
            .text
            .as_str()
            .ends_with("boat and the berth it has.")
    );
}

#[test]
fn nothing_gives_nothing() {
    for source in [
        "",
        "\n\n",
        "\u{feff}",
        " \t\u{a0}\n\u{200b}\n",
        "-----",
        "\u{c}",
    ] {
        check(source, "");
    }
}

/// A step that is slower than linear takes minutes over so much of the same.
#[test]
fn hostile_input_is_read_in_linear_time() {
    let pieces = [
        "\n",
        "\t",
        "1. ",
        "a\n",
        "\ta\n",
        "• ",
        "A\n\n",
        "\t1\n",
        "a | b\n",
        ". ",
        "...",
        "---\n",
        "<",
        "<p>",
        "**",
        "I. A\n\n",
        "a\n\nB\n\nC d\n\n",
        "  - x\n",
        "\r",
        "x: y\n",
        "\tA\n\tB\n\t1\n\tC\n",
        "A\tB\n",
        "3\n\n",
        "A b c d e f;\n\n",
        "Ab 3. Cd\n\n",
    ];
    let size = 1 << 18;
    for piece in pieces {
        let source = piece.repeat(size / piece.len());
        let start = Instant::now();
        let document = parse(&source);
        let took = start.elapsed();

        assert!(took < Duration::from_secs(20), "{piece:?} took {took:?}");
        drop(document);
    }
}

/// What holds of every document, whatever its source.
fn assert_document(document: &Document, source: &str) {
    for block in document.blocks() {
        assert_span(block.span, source);
        if let Some(parent) = block.parent.and_then(|id| document.block(id)) {
            assert!(parent.id < block.id);
            assert!(parent.span.contains(block.span), "{block:?} in {parent:?}");
        }
        if let Some(marker) = block.marker {
            assert_span(marker, source);
            assert!(block.span.contains(marker), "{block:?}");
        }
        if let Some(name) = block.run_in {
            assert!(!name.of(block.text.as_str()).is_empty());
        }
        // Repaired text says what was meant, not what stands in the source.
        if document
            .damages()
            .iter()
            .all(|damage| damage.block != block.id)
        {
            assert_text(block, source);
        }
    }
    assert_siblings(document, None);
    for block in document.blocks() {
        assert_siblings(document, Some(block.id));
    }
}

fn assert_span(span: Span, source: &str) {
    assert!(span.start <= span.end && span.end <= source.len());
    assert!(source.is_char_boundary(span.start) && source.is_char_boundary(span.end));
}

fn assert_siblings(document: &Document, parent: Option<BlockId>) {
    let children: Vec<&Block> = document
        .blocks()
        .iter()
        .filter(|block| block.parent == parent)
        .collect();
    for pair in children.windows(2) {
        assert!(
            pair[0].span.end <= pair[1].span.start,
            "{:?} {:?}",
            pair[0],
            pair[1]
        );
    }
}

/// Any part of a text leads to a part of its block that says the same, white space and markup apart.
fn assert_text(block: &Block, source: &str) {
    let text = block.text.as_str();
    if text.is_empty() {
        return;
    }
    let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    places.push(text.len());
    let step = places.len() / 24 + 1;
    for (index, start) in places.iter().enumerate().step_by(step) {
        for end in places.iter().skip(index).step_by(step) {
            let range = TextRange::new(*start, *end);
            let span = block.text.span_of(range);
            assert_span(span, source);
            assert!(block.span.contains(span), "{span:?} of {block:?}");
            let mut said = span.of(source).chars().filter(|c| !c.is_whitespace());
            let kept = range
                .of(text)
                .chars()
                .filter(|c| !c.is_whitespace())
                .all(|c| said.any(|other| other == c));
            assert!(kept, "{:?} for {:?}", span.of(source), range.of(text));
        }
    }
}

/// Lines of every kind that the parser tells apart.
fn line() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "",
        "",
        " ",
        "\u{a0}",
        "\t",
        "\t1",
        "\t2",
        "\tCell",
        "\t· Cell",
        "1. x",
        "1. Title",
        "2. Title",
        "1.2 Title",
        "a) x",
        "i. x",
        "II. Title",
        "• y",
        "  - z",
        "- o w",
        "* v",
        "A: b",
        "Title",
        "TITLE",
        "What is it?",
        "===",
        "---",
        "Artikel 1. Title",
        "Artikel 2",
        "§ 3 Title",
        "a\tb\tc",
        "d\te\tf",
        "| a | b |",
        "|---|---|",
        "x   y   z",
        "A sentence that ends.",
        "goes on here",
        "12",
        "3 / 9",
        "Page 3 of 9",
        "\u{c}",
        "<p>Text</p>",
        "**Bold:** text",
        "a line that is long enough to be wrapped at the width of a page of text",
        "één; twee",
        "item;",
        "lead in:",
        "x@y.example",
        "https://x.example/",
        "欧美AV",
        "soft\u{ad}",
        "1",
        "1.",
        "\u{feff}",
        "\r",
        "No\r",
        "Yes\r\n",
    ]);
    prop_oneof![4 => fixed.prop_map(str::to_owned), 1 => "\\PC{0,40}", 1 => "[ \t•·\\-*o1-3.)(a-cA-C:;?]{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_makes_a_sound_document(source in any::<String>()) {
        assert_document(&parse(&source), &source);
    }

    #[test]
    fn any_lines_make_a_sound_document(lines in prop::collection::vec(line(), 0..40)) {
        let source = lines.join("\n");
        assert_document(&parse(&source), &source);
    }

    /// Nothing that is said gets lost, and nothing is said twice: letters stay, in their order.
    #[test]
    fn no_word_is_lost(lines in prop::collection::vec(line(), 0..40)) {
        // Tags are left out of the text, so there must be none.
        let source = lines.join("\n").replace("<p>", "").replace("</p>", "").replace('<', "(");
        // Letters that were decoded wrongly become fewer when they are repaired: none of those with which they begin.
        let source = source.replace(|c| ('\u{c2}'..='\u{f4}').contains(&c), "e");
        let document = parse(&source);
        let mut said = String::new();
        let mut marked = 0;
        for block in document.blocks() {
            said.extend(block.text.as_str().chars().filter(|c| c.is_alphabetic()));
            marked += block.marker.map_or(0, |marker| marker.of(&source).chars().filter(|c| c.is_alphabetic()).count());
        }
        let all = source.chars().filter(|c| c.is_alphabetic()).count();
        // A page number with its words is left out.
        let pages = source.matches("Page 3 of 9").count() * 6;
        let kept = said.chars().count() + marked;
        prop_assert!(kept <= all && kept + pages >= all, "{kept} of {all}");
    }
}
