//! What must hold for any input, however strange.

use proptest::prelude::*;

use crate::text::{Span, TextRange};

use super::read;

/// Checks what must hold for any document.
fn check(source: &str) -> Result<(), TestCaseError> {
    let document = read(source);
    let mut ends: Vec<(Option<crate::document::BlockId>, usize)> = Vec::new();
    for block in document.blocks() {
        let span = block.span;
        prop_assert!(
            source.get(span.start..span.end).is_some(),
            "{span:?} of {source:?}"
        );
        if let Some(parent) = block.parent {
            let around = document.block(parent).unwrap().span;
            prop_assert!(
                around.contains(span),
                "{around:?} holds {span:?} in {source:?}"
            );
        }
        match ends.iter_mut().find(|(parent, _)| *parent == block.parent) {
            Some((_, end)) => {
                prop_assert!(
                    *end <= span.start,
                    "{:?} overlaps before {end} in {source:?}",
                    block.kind
                );
                *end = span.end;
            }
            None => ends.push((block.parent, span.end)),
        }
        let text = block.text.as_str();
        let places: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        for pair in places.windows(2) {
            let part = block.text.span_of(TextRange::new(pair[0], pair[1]));
            prop_assert!(span.contains(part), "{part:?} in {span:?} of {source:?}");
            prop_assert!(source.get(part.start..part.end).is_some());
        }
        if let Some(name) = block.run_in {
            prop_assert!(text.get(name.start..name.end).is_some());
        }
        let marker = block.marker.unwrap_or(Span::at(span.start));
        prop_assert!(
            span.contains(marker),
            "marker {marker:?} in {span:?} of {source:?}"
        );
    }
    for link in document.links() {
        let text = document.block(link.block).unwrap().text.as_str();
        prop_assert!(text.get(link.range.start..link.range.end).is_some());
        prop_assert!(source.get(link.span.start..link.span.end).is_some());
    }
    Ok(())
}

/// Lines that together make Markdown of every kind, whole and broken.
fn line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "",
        "  ",
        "text é",
        "# 1. Head {#a}",
        "**Bold title**",
        "**2.1 Bold:**",
        "Name: text",
        "===",
        "---",
        "- item",
        "  - under",
        "1. One",
        "2) Two",
        "    deep",
        "\tcode",
        "> quote",
        "> - in quote",
        "| a | b |",
        "|---|---|",
        "| 1<br>- x<br>- y | **2** |",
        "```",
        "• dot • dot • dot",
        "(a) one",
        "(b) two",
        "<table><tr><td>",
        "<td>cell</td>",
        "</tr></table>",
        "<ul><li>x",
        "</ul>",
        "<!-- c",
        "-->",
        "<p>para &amp; b",
        "[l](t)",
        "[^1]: note",
        "see[^1]",
        "Term",
        ": def",
        "{% if x %}",
        "{{ y }}",
        "{{< z \"_q\" >}} t",
        "[",
        "x](http://y)",
        "a\\*b&nbsp;c\u{ad}d  ",
        "<a href=\"x\">y",
        "</a> <b>z",
        ":::",
        "QUITE LOUD",
        "What is it?",
        "== T ==",
        "\u{feff}",
        "\r",
        "+++",
        "a line that is long enough to be taken for one that ended at the margin of a page",
        "goes on",
    ])
}

proptest! {
    #[test]
    fn holds_for_any_text(source in "\\PC{0,60}") {
        check(&source)?;
    }

    #[test]
    fn holds_for_any_markup(source in "[-#>*_`\\[\\]()!<>/&;:|=~{}%.\\\\\"' \t\r\na1é•\u{ad}]{0,80}") {
        check(&source)?;
    }

    #[test]
    fn holds_for_any_lines(lines in prop::collection::vec(line(), 0..14)) {
        check(&lines.join("\n"))?;
    }
}

/// Inputs that once made parsers of Markdown slow, all of the same length.
#[test]
fn hostile_input_takes_linear_time() {
    let length = 200_000;
    for unit in [
        ">",
        "- ",
        "* - ",
        "1. ",
        "[",
        "![",
        "[a](",
        "{{",
        "{%",
        "{{<",
        "{#",
        "{% comment %}",
        "<!--",
        "<",
        "<a ",
        "<div>",
        "<ul><li>",
        "</td>",
        "<td>",
        "&a",
        "&amp;",
        "**a",
        "`",
        "|",
        "• ",
        " • ",
        "(a) \n",
        "a\n\n",
        "**a**\n\n",
        "1. a\n\nb\n\n",
        "<br>",
        "<b>",
        "<a href=x>",
        "<script>",
        "\\*",
        "{:",
        "<!x",
        "](",
        "x{.a",
        "===\n\n",
        "- a\n\n  b\n\n",
    ] {
        let source = unit.repeat(length / unit.len());
        let lazy = format!(
            "{}\n{}",
            unit.repeat(length / 2 / unit.len()),
            "a\n".repeat(length / 4)
        );
        let html = format!("<div>\n{source}");
        for source in [source, lazy, html] {
            let start = std::time::Instant::now();
            read(&source);
            let took = start.elapsed();
            // Far more than a busy machine needs, far less than what grows with the square.
            assert!(took.as_secs() < 20, "{unit:?} took {took:?}");
        }
    }
}

#[test]
fn holds_where_it_once_did_not() -> Result<(), TestCaseError> {
    // A bullet on the second line of a code span; an item with text that was no title after all.
    check("•``1`[\r•\ra`")?;
    check("* 8\\. Who reads along?\n\n  ### Nobody\n\n* 9\\. Who asks?\n\n  a\n\n  b\n\n  c\n")
}
