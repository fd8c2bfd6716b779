//! Pages in, outlines out; and what holds for any input at all.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use proptest::prelude::*;

use super::entity::Entities;
use super::parse;
use crate::document::{Block, BlockKind, Document};
use crate::text::{MappedText, Segmenter, Span, TextRange};

pub(super) fn read(source: &str) -> Document {
    parse(source, &Segmenter::default())
}

/// One line a block: its kind, what is known of it, and its text.
pub(super) fn outline(source: &str) -> String {
    let document = read(source);
    let mut lines = String::new();
    for block in document.blocks() {
        let indent = "  ".repeat(document.ancestors(block.id).count());
        let text = block.text.as_str();
        let _ = write!(lines, "{indent}{}", kind(block));
        if let Some(name) = block.run_in {
            let _ = write!(lines, " [{}]", name.of(text));
        }
        if let Some(marker) = block.marker {
            let _ = write!(lines, " ({})", marker.of(source));
        }
        if block.lead_in.is_some() {
            lines.push_str(" <-");
        }
        if let Some(language) = &block.declared_language {
            let _ = write!(lines, " @{language}");
        }
        let _ = writeln!(lines, " {text}");
    }
    lines
}

fn kind(block: &Block) -> String {
    match block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::List { ordered: true } => "numbered list".to_owned(),
        BlockKind::Cell { column, header } => {
            format!("cell {column}{}", if header { " header" } else { "" })
        }
        kind => kind.name().to_owned(),
    }
}

macro_rules! outlines {
    ($($name:ident),*) => {$(
        #[test]
        fn $name() {
            let source = include_str!(concat!("../../../fixtures/parse/html/", stringify!($name), ".html"));
            insta::with_settings!({
                snapshot_path => "../../../fixtures/parse/html",
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(stringify!($name), outline(source));
            });
        }
    )*};
}

outlines!(page, soup, tables, parts, divs, shell);

fn range_of(block: &Block, words: &str) -> TextRange {
    let start = block.text.as_str().find(words).unwrap();
    TextRange::new(start, start + words.len())
}

#[test]
fn spans_cover_entities_and_collapsed_space_to_the_byte() {
    let source = "<p>Brood&amp;Banket  bewaart\n&nbsp;ge&shy;ge&#118;ens &euro;5</p>";
    let document = read(source);
    let block = &document.blocks()[0];
    assert_eq!(block.text.as_str(), "Brood&Banket bewaart gegevens €5");
    let at = |words| block.text.span_of(range_of(block, words)).of(source);
    assert_eq!(at("&"), "&amp;");
    assert_eq!(at("d&B"), "d&amp;B");
    assert_eq!(at("t b"), "t  b");
    assert_eq!(at("gegevens"), "ge&shy;ge&#118;ens");
    assert_eq!(at("€"), "&euro;");
    assert_eq!(block.span.of(source), source);
}

#[test]
fn links_know_their_words_target_and_place() {
    let source = concat!(
        "<p>Lees <a href='/a?x=1&amp;y=2'> de <b>wet</b></a>, <a id=plek>hier</a>, ",
        "<a href='#' data-bs-toggle=modal>keuzes</a><a href='#top'></a></p>"
    );
    let document = read(source);
    let links: Vec<_> = document
        .links()
        .iter()
        .map(|link| {
            let block = document.block(link.block).unwrap();
            (
                link.range.of(block.text.as_str()),
                link.target.as_str(),
                link.control,
            )
        })
        .collect();
    assert_eq!(
        links,
        [("de wet", "/a?x=1&y=2", false), ("keuzes", "#", true)]
    );
    assert_eq!(
        document.links()[0].span.of(source),
        "<a href='/a?x=1&amp;y=2'> de <b>wet</b></a>"
    );
    assert!(document.anchors().iter().any(|anchor| anchor == "plek"));
}

#[test]
fn comments_and_languages_are_recorded() {
    let source = "<!-- one --><html lang=' fr-BE '><p>texte<!--two--> suivi</p>";
    let document = read(source);
    assert_eq!(document.declared_language(), Some("fr-BE"));
    let comments: Vec<_> = document
        .comments()
        .iter()
        .map(|comment| (comment.text.as_str(), comment.span.of(source)))
        .collect();
    assert_eq!(comments, [(" one ", "<!-- one -->"), ("two", "<!--two-->")]);
    assert_eq!(document.blocks()[0].text.as_str(), "texte suivi");
}

#[test]
fn a_block_covers_its_tags() {
    let source = "<div><h2 id=a>Kop</h2>los <i>stuk</i><p>rest<ul><li>een<li>twee</ul></div>";
    let document = read(source);
    let spans: Vec<_> = document
        .blocks()
        .iter()
        .map(|block| block.span.of(source))
        .collect();
    assert_eq!(
        spans,
        [
            "<h2 id=a>Kop</h2>",
            "los <i>stuk</i>",
            "<p>rest",
            "<ul><li>een<li>twee</ul>",
            "<li>een",
            "<li>twee"
        ]
    );
}

#[test]
fn a_policy_in_preformatted_text_is_read() {
    let source = "<pre>Privacy\n\nWe keep your\nname.\n\n- one\n- two\n</pre>";
    assert_eq!(
        outline(source),
        "paragraph Privacy\nparagraph We keep your name.\nlist <-\n  item (-) one\n  item (-) two\n"
            .replace("list <-\n", "list <- \n")
    );
}

#[test]
fn what_is_hidden_is_kept_where_it_is_nearly_everything() {
    let text = "All of the policy stands in a part that a script shows later on. ".repeat(3);
    for page in [
        format!("<main style='display: none'><p>{text}</p></main><p>Loading</p>"),
        format!("<div role=dialog class=cookie-consent><h1>Notice</h1><p>{text}</p></div>"),
        format!("<body aria-hidden=true><nav><p>{text}</p></nav>"),
    ] {
        let document = read(&page);
        assert!(
            document
                .blocks()
                .iter()
                .any(|block| block.text.as_str() == text.trim()),
            "{page}"
        );
    }
}

#[test]
fn a_page_of_links_keeps_them() {
    assert_eq!(
        outline("<p><a href=/p.pdf>Our notice</a></p>"),
        "paragraph Our notice\n"
    );
}

/// What every document owes its readers, whatever the source.
fn assert_sound(source: &str, document: &Document) {
    let fits = |span: Span| {
        span.end <= source.len()
            && source.is_char_boundary(span.start)
            && source.is_char_boundary(span.end)
    };
    let mut ends = rustc_hash::FxHashMap::default();
    for block in document.blocks() {
        assert!(fits(block.span), "{block:?}");
        if let Some(parent) = block.parent {
            let parent = document.block(parent).unwrap();
            assert!(parent.span.contains(block.span), "{block:?} in {parent:?}");
        }
        let end = ends.entry(block.parent).or_insert(0);
        assert!(*end <= block.span.start, "{block:?} starts before {end}");
        *end = block.span.end;
        let text = block.text.as_str();
        let bounds: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        for pair in bounds.windows(2) {
            for range in [
                TextRange::new(pair[0], pair[1]),
                TextRange::new(0, pair[1]),
                TextRange::new(pair[0], text.len()),
            ] {
                let span = block.text.span_of(range);
                assert!(
                    fits(span) && block.span.contains(span),
                    "{range:?} {block:?}"
                );
            }
        }
        if let Some(name) = block.run_in {
            assert!(!name.of(text).is_empty());
        }
    }
    for link in document.links() {
        let block = document.block(link.block).unwrap();
        assert!(fits(link.span));
        assert!(!link.range.of(block.text.as_str()).is_empty());
    }
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<strong>",
    "</strong>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<caption>",
    "<thead>",
    "<tr>",
    "</tr>",
    "<td>",
    "<td colspan=3 rowspan=2>",
    "</td>",
    "<th>",
    "<h1>",
    "</h1>",
    "<h3>",
    "</h3>",
    "<br>",
    "<br/>",
    "</br>",
    "<a href=#x>",
    "<a href=/y role=button>",
    "</a>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<details>",
    "<summary>",
    "</summary>",
    "<main>",
    "</main>",
    "<nav>",
    "</nav>",
    "<footer>",
    "<header>",
    "<article>",
    "<aside>",
    "<body>",
    "<html lang=nl>",
    "<head>",
    "<title>",
    "</title>",
    "<noscript>",
    "</noscript>",
    "<script>",
    "</script>",
    "<svg/>",
    "<span lang=de>",
    "</span>",
    "<p hidden>",
    "<button aria-controls=z>",
    "</button>",
    "<!-- c -->",
    "<hr>",
    "<x-y>",
    "&amp;",
    "&nbsp;",
    "&shy;",
    "&#x41",
    "&copy2",
    "&",
    " ",
    "\n",
    "\t\r\n",
    "- ",
    "• punt",
    "Naam: waarde",
    "Een hele zin die lang genoeg is om proza te heten, en dan nog wat.",
    "ëñ€",
    "1. ",
    "<",
    "</>",
    "</",
    "<!",
    ">",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_soundly(source in ".{0,200}") {
        assert_sound(&source, &read(&source));
    }

    #[test]
    fn any_tags_are_parsed_soundly(picks in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let source: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        assert_sound(&source, &read(&source));
    }

    #[test]
    fn entities_are_decoded_as_the_tokenizer_does(
        picks in prop::collection::vec(prop::sample::select(vec![
            "&amp;", "&semi;", "&fjlig;", "&notit;", "&notin;", "&copy2", "&#65;", "&#x42", "&#97", "&#146;", "&#0;",
            "&#xD800;", "&#99999999;", "&", "&;", "&#", "&#x;", "&bogus;", "&NotEqualTilde;", "&ampamp;", "a", ";", "é", "1",
            "&lt", "&gt;=",
        ]), 0..20)
    ) {
        let raw: String = picks.concat();
        let mut expected = Vec::new();
        let emitter: CallbackEmitter<_, std::convert::Infallible, ()> =
            CallbackEmitter::new(|event: CallbackEvent<'_>, _| {
                if let CallbackEvent::String { value } = event {
                    expected.extend_from_slice(value);
                }
                None
            });
        html5gum::Tokenizer::new_with_emitter(&raw, emitter).finish().unwrap();
        let mut text = MappedText::default();
        Entities::default().append_verbatim(&mut text, &raw, 0);
        prop_assert_eq!(text.as_str(), String::from_utf8_lossy(&expected));
    }
}

#[test]
fn hostile_pages_take_no_longer_than_their_length_allows() {
    let pages = [
        "<b>".repeat(100_000),
        "<div>".repeat(100_000) + "text" + &"</div>".repeat(100_000),
        "<p><td>".to_owned() + &"<div>".repeat(50_000) + &"</p>".repeat(100_000),
        "<table><tr><td colspan=9999 rowspan=9999>x".repeat(20_000),
        "<tr><td colspan=9999>x".repeat(20_000),
        "<ul><li>x".repeat(50_000),
        "<p><b>x</b></p>".repeat(50_000),
        "<br>".repeat(100_000),
        "x<br>- y<br>".repeat(50_000),
        "- <b>x</b> <a href=y>y</a><br>".repeat(50_000),
        "&amp;&nbsp;&bogus".repeat(50_000),
        "&#0".repeat(100_000) + &"&#".repeat(10) + &"0".repeat(500_000),
        "<a href=x>y".repeat(50_000),
        "<h1>x".repeat(50_000),
        "<dl><dt>x<dd>y".repeat(30_000),
        "<a ".to_owned() + &"b=c ".repeat(100_000),
        "</x>".repeat(100_000),
        (0..50_000).fold(String::new(), |page, n| page + "<y" + &n.to_string() + ">z"),
        "<td><b>x".repeat(50_000),
        "<blockquote>x".repeat(50_000),
        "<pre>x".repeat(30_000),
        "<pre>x</pre>".repeat(50_000),
        "<p><a href=x>y</a></p>".repeat(50_000) + "<p>" + &"prose ".repeat(20) + "</p>",
        "<ol><li><b>x</b></ol>".repeat(30_000),
    ];
    for page in pages {
        let start = Instant::now();
        let document = read(&page);
        let shown: String = page.chars().take(40).collect();
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "{shown} took {:?}",
            start.elapsed()
        );
        assert!(document.blocks().len() <= page.len());
    }
}
