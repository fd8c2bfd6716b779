//! The cookies that tables list, each with its category, purpose, lifetime and provider.

use crate::document::{Block, BlockId, BlockKind, Document, Place};
use crate::evidence::{Evidence, Mention};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Span, fold};

/// Whether a cookie is said to need consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// It is called necessary.
    Necessary,
    /// It is called optional, or put in a category that needs consent.
    Optional,
}

/// A cookie of a table.
#[derive(Clone, Debug)]
pub struct Cookie {
    /// Its name in the source.
    pub span: Span,
    /// Its name, folded.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// What it is called, and where: in its row, or in what stands above the table.
    pub category: Option<(Category, Span)>,
    /// What it is for.
    pub purpose: Option<Span>,
    /// How long it stays.
    pub lifetime: Option<Span>,
    /// Who places it.
    pub provider: Option<Span>,
}

/// The concepts that the columns and cells of such tables mention.
struct Words {
    entry: Vec<ConceptId>,
    necessary: Vec<ConceptId>,
    optional: Vec<ConceptId>,
    /// Purpose, lifetime, provider, category.
    columns: [Vec<ConceptId>; 4],
}

/// Every cookie of a table that names one in each row.
pub(super) fn cookies(
    document: &Document,
    evidence: &Evidence,
    concepts: &ConceptTree,
) -> Vec<Cookie> {
    let family = |name: &str| {
        let id = concepts.get(name);
        id.map(|id| concepts.family(id)).unwrap_or_default()
    };
    let words = Words {
        entry: family("cue.cookie-entry"),
        necessary: family("cue.cookie-necessary"),
        optional: family("cue.cookie-optional"),
        columns: [
            "topic.cookie-purpose",
            "topic.cookie-lifetime",
            "topic.cookie-provider",
            "topic.cookie-category",
        ]
        .map(family),
    };
    let entries = evidence.of(&words.entry);
    entries
        .filter_map(|mention| cookie(document, evidence, &words, mention))
        .collect()
}

fn cookie(
    document: &Document,
    evidence: &Evidence,
    words: &Words,
    mention: &Mention,
) -> Option<Cookie> {
    let row = document.enclosing(mention.block, |kind| *kind == BlockKind::Row)?;
    if !heads_cookies(document, evidence, words, mention.block) {
        return None;
    }
    let cells = || {
        let behind = document.blocks().get(row.index() + 1..).unwrap_or_default();
        behind
            .iter()
            .take_while(move |block| document.ancestors(block.id).any(|id| id == row))
    };
    let under = |topics: &[ConceptId]| {
        cells().find_map(|cell| {
            let header = document.column_header(cell.id)?;
            let headed = evidence.of(topics).any(|mention| mention.block == header);
            let said = headed && cell.text.as_str().contains(char::is_alphanumeric);
            said.then(|| cell.text.span())
        })
    };
    let [purpose, lifetime, provider, _] = words.columns.each_ref().map(|topics| under(topics));
    let is_called = |family: &[ConceptId], among: &dyn Fn(BlockId) -> bool| {
        let mut all = evidence.of(family);
        let found = all.find(|mention| mention.counts() && among(mention.block));
        found.map(|mention| mention.span)
    };
    let called = |among: &dyn Fn(BlockId) -> bool| {
        // What is not necessary is optional: the wider words decide.
        let optional = is_called(&words.optional, among).map(|span| (Category::Optional, span));
        let necessary = is_called(&words.necessary, among).map(|span| (Category::Necessary, span));
        match (optional, necessary) {
            (Some(optional), Some(necessary)) if !optional.1.contains(necessary.1) => None,
            (optional, necessary) => optional.or(necessary),
        }
    };
    let purpose_cell = purpose
        .and_then(|span| document.block_at(span.start))
        .map(|block| block.id);
    let in_row =
        |id: BlockId| Some(id) != purpose_cell && document.ancestors(id).any(|up| up == row);
    let table = document.block(row).and_then(|block| block.parent);
    let above = above(document, table, mention);
    let over = |id: BlockId| above.contains(&id);
    let cell = document.block(mention.block)?;
    Some(Cookie {
        span: cell.text.span(),
        name: fold(cell.text.as_str().trim()).to_string(),
        place: Place::from(mention),
        category: called(&in_row).or_else(|| called(&over)),
        purpose,
        lifetime,
        provider,
    })
}

/// Whether the row that heads the column of `cell` names another column of cookies too: in a table of fields (`Name | _ga`) the rows
/// are none.
fn heads_cookies(document: &Document, evidence: &Evidence, words: &Words, cell: BlockId) -> bool {
    let is_row = |kind: &BlockKind| *kind == BlockKind::Row;
    let header = document.column_header(cell);
    let Some(row) = header.and_then(|header| document.enclosing(header, is_row)) else {
        return false;
    };
    words.columns.iter().any(|topics| {
        let mut headed = evidence.of(topics);
        headed.any(|other| {
            Some(other.block) != header && document.ancestors(other.block).any(|id| id == row)
        })
    })
}

/// What stands above a table: what leads it in, and the heading of its section.
fn above(document: &Document, table: Option<BlockId>, mention: &Mention) -> Vec<BlockId> {
    let lead_in = table
        .and_then(|id| document.block(id))
        .and_then(|table: &Block| table.lead_in);
    let heading = document
        .section(mention.section)
        .and_then(|section| section.heading)
        .filter(|heading| document.title() != Some(*heading));
    lead_in.into_iter().chain(heading).collect()
}

/// Each cookie that another row puts into another category, with the first such row. Cookies of different providers are different.
pub(super) fn in_two_categories(cookies: &[Cookie], source: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (index, cookie) in cookies.iter().enumerate() {
        let differs = |other: &&Cookie| {
            let categories = (
                cookie.category.map(|it| it.0),
                other.category.map(|it| it.0),
            );
            let provider = |cookie: &Cookie| {
                cookie
                    .provider
                    .map(|span| fold(span.of(source)).to_string())
            };
            let providers = (provider(cookie), provider(other));
            matches!(categories, (Some(own), Some(other)) if own != other)
                && !matches!(providers, (Some(own), Some(other)) if own != other)
                && cookie.name == other.name
        };
        let before = cookies.iter().take(index.min(MOST));
        if let Some(first) = before.into_iter().position(|other| differs(&other)) {
            found.push((index, first));
        }
    }
    found
}

/// How many cookies another is held against.
const MOST: usize = 1024;
