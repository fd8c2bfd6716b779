//! Where an absence is shown: what a reader would look at first.

use crate::document::{Block, BlockId, BlockKind, Document};
use crate::evidence::{Mention, State};
use crate::lexicon::ConceptId;
use crate::rule::{Requirement, Rule};
use crate::text::{Span, TextRange};

use super::Case;

/// The ladder: what the rule names, the trigger of the duty, the nearest weak mention, the title, the first sentence.
pub(super) fn of_absence(
    case: Case<'_>,
    rule: &Rule,
    requirement: &Requirement,
    trigger: Option<&Mention>,
) -> Span {
    rule.place
        .iter()
        .find_map(|family| named(case, family))
        .or_else(|| trigger.map(|mention| whole(case, mention)))
        .or_else(|| weak(case, &requirement.any))
        .or_else(|| title(case))
        .unwrap_or_default()
}

/// The first heading that mentions one of `family`, else the first mention of it.
fn named(case: Case<'_>, family: &[ConceptId]) -> Option<Span> {
    let in_heading = |mention: &&Mention| {
        case.document
            .block(mention.block)
            .is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
    };
    let heading = case.evidence.of(family).find(in_heading);
    let topic = family.first().is_some_and(|id| {
        case.lexicon
            .concepts()
            .concept(*id)
            .is_some_and(|concept| concept.name.starts_with("topic."))
    });
    // A topic is what a heading is about; the same words in running text say nothing of where a section begins.
    heading
        .or_else(|| {
            if topic {
                None
            } else {
                case.evidence.of(family).find(|mention| mention.counts())
            }
        })
        .map(|mention| whole(case, mention))
}

/// A mention's words, or the whole heading where it stands in one.
fn whole(case: Case<'_>, mention: &Mention) -> Span {
    match case.document.block(mention.block) {
        Some(block) if matches!(block.kind, BlockKind::Heading { .. }) => block.text.span(),
        _ => mention.span,
    }
}

fn weak(case: Case<'_>, family: &[ConceptId]) -> Option<Span> {
    case.evidence
        .of(family)
        .find(|mention| mention.state == State::Weak)
        .map(|mention| mention.span)
}

/// How many short lines before the first sentence are a menu rather than a title.
const MENU: usize = 3;
/// How many lines of at most so many words below a heading are a menu, and not what stands between a title and its text.
const LINES: usize = 4;
const LINE: usize = 6;
/// Fewer words than this are an entry of a menu, whatever they end with.
const SENTENCE: usize = 4;

/// The first line of the title: a heading at the top, else where the document says what it is, else the first text there is.
/// What comes first in a page that was saved with its menu is no title.
pub(super) fn title(case: Case<'_>) -> Option<Span> {
    // What only has the shape of a heading may be an entry of a menu.
    let is_heading = |id: &BlockId| {
        let block = case.document.block(*id);
        block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
            && !case.document.unmarked().contains(id)
    };
    let first = case.document.title();
    let heading = first.filter(is_heading);
    let menu = heading.filter(|id| heads_menu(case, *id));
    let block = menu
        .and_then(|_| below_menu(case.document))
        .or(heading)
        .or(case.evidence.named)
        .or_else(|| below_menu(case.document))
        .or(first)
        .and_then(|id| case.document.block(id))?;
    let range = block
        .sentences
        .first()
        .copied()
        .unwrap_or(TextRange::new(0, block.text.len()));
    let span = block.text.span_of(range);
    let line = span.of(case.source).find('\n').unwrap_or(span.len());
    Some(Span::new(span.start, span.start + line))
}

/// Whether heading `id`, which does not say what the text is, has more short lines below it than a title has before its text.
fn heads_menu(case: Case<'_>, id: BlockId) -> bool {
    let concepts = case.lexicon.concepts();
    let kinds = concepts.get("kind").map(|kind| concepts.family(kind));
    let kinds = kinds.unwrap_or_default();
    let mut said = case.evidence.of(&kinds);
    let blocks = case.document.blocks().iter().skip(id.index() + 1);
    let is_line = |block: &&Block| {
        let line = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Paragraph);
        line && block.text.as_str().split_whitespace().nth(LINE).is_none()
    };
    blocks.take_while(is_line).nth(LINES).is_some() && !said.any(|mention| mention.block == id)
}

/// Whether what stands there is a tag that was escaped when the page was saved.
fn is_markup(block: &Block) -> bool {
    block.text.as_str().starts_with(['<', '&'])
}

/// The first sentence, where a menu stands above it. A name of a company that ends as a sentence does is none.
fn below_menu(document: &Document) -> Option<BlockId> {
    let has_words = |text: &str, most: usize| text.split_whitespace().nth(most).is_some();
    let is_sentence = |block: &Block| {
        let whole = block.text.as_str();
        let first = block.sentences.first().map(|range| range.of(whole));
        let text = first.unwrap_or_default();
        text.ends_with(['.', '!', '?']) && has_words(text, SENTENCE - 1) && has_words(whole, LINE)
    };
    let texts = document
        .blocks()
        .iter()
        .filter(|block| !block.text.is_empty() && !is_markup(block));
    let (above, sentence) = texts.enumerate().find(|(_, block)| is_sentence(block))?;
    (above >= MENU).then_some(sentence.id)
}
