//! In which role whoever speaks processes data for a purpose: as the heading above it says, else as the text says of what the
//! purpose belongs to (“when you visit our website, we are the controller”), else as it says of everything.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Block, BlockId, BlockKind, Role};
use crate::evidence::{Mention, State};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::{Gap, Span, TextRange, fold, tokens};

use super::index::{Index, is_held};
use super::line::Scopes;
use super::name::whole;
use super::{Entry, Via};

/// What says a role in so many words, of whoever speaks.
const STATING: [(&str, Role); 5] = [
    (NAME, Role::Controller),
    ("cue.controller-self", Role::Controller),
    ("cue.controller-lay", Role::Controller),
    ("cue.processor-self", Role::Processor),
    ("cue.for-customers", Role::Processor),
];
/// The name of who decides.
const NAME: &str = "controller.name";
/// What says a role in a heading.
const HEADING: [&str; 4] = [
    "cue.controller-role",
    "cue.processor-role",
    "topic.processor",
    "joint-controllers",
];
/// Words behind which stands what a role is about.
const SCOPE: &str = "cue.role-scope";
/// A role for some of the processing only.
const PARTS: [&str; 2] = ["cue.role-line", "cue.role-part"];
/// Purposes that only who decides by himself can have.
const OWN: &str = "cue.own-purpose";

/// How many words tell what a role is about.
const TELLING: usize = 5;
/// What part of all purposes (one in so many) speak of a role where all others may mean it too.
const PART: usize = 6;
/// How many letters a word has at least that a name begins with.
const NAMED: usize = 4;

/// A role and the words that state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleStatement {
    /// The role.
    pub role: Role,
    /// The words that state it.
    pub span: Span,
    /// How it came to its entry.
    pub via: Via,
}

/// Gives each entry the roles that are stated for it.
pub(super) fn link(index: &Index<'_>, concepts: &ConceptTree, entries: &mut [Entry]) {
    let family = |name: &str| -> Vec<ConceptId> {
        let id = concepts.get(name);
        id.map(|id| concepts.family(id)).unwrap_or_default()
    };
    let stated = stated(index, &family);
    let scopes = Scopes::new(index, &stated, entries);
    let own = index.evidence.of(&family(OWN));
    let own = own.filter(|mention| mention.counts() && mention.affirmed);
    let own = by_block(own);
    let headings = by_block(index.evidence.of(&HEADING.map(&family).concat()));
    let by_scope: Vec<Vec<Role>> = entries
        .iter()
        .map(|entry| scopes.of_entry(index, entry, |id| !is_held(entries, id)))
        .collect();
    let acting = by_scope
        .iter()
        .filter(|roles| roles.contains(&Role::Processor));
    let said = Said {
        controller: said(&stated, Role::Controller),
        processor: said(&stated, Role::Processor),
        is_lined: !scopes.is_empty(),
        is_shared: acting.count() * PART >= by_scope.len(),
    };
    for (entry, scoped) in entries.iter_mut().zip(&by_scope) {
        entry.roles = if entry.role == Role::Unstated {
            let mut blocks = index.within(entry.place.block).iter();
            said.of(scoped, || {
                blocks.find_map(|block| own.get(&block.id)).copied()
            })
        } else {
            of_heading(index, entry, &headings)
        };
    }
}

/// Where mentions stand, by block: the last of each.
fn by_block<'a>(mentions: impl Iterator<Item = &'a Mention>) -> FxHashMap<BlockId, Span> {
    mentions
        .map(|mention| (mention.block, mention.span))
        .collect()
}

/// The statement of `role` that says most: what it is about, rather than a name.
fn said<'s>(stated: &'s [Stated<'s>], role: Role) -> Option<&'s Stated<'s>> {
    let of_role = stated.iter().filter(|said| said.role == role);
    of_role.min_by_key(|said| (said.scopes.is_empty(), said.is_name))
}

/// What a document says of the roles of whoever speaks.
struct Said<'s> {
    controller: Option<&'s Stated<'s>>,
    processor: Option<&'s Stated<'s>>,
    /// Whether it says of each what it is about.
    is_lined: bool,
    /// Whether enough purposes are those of a processor for the others to be so too.
    is_shared: bool,
}

impl Said<'_> {
    /// The roles of an entry that speaks of what `scoped` are about. `own` are words of a purpose that only a controller can have.
    fn of(&self, scoped: &[Role], own: impl FnOnce() -> Option<Span>) -> Vec<RoleStatement> {
        let named = |role: Role| scoped.contains(&role);
        let by = |stated: &Stated<'_>, via: Via| RoleStatement {
            role: stated.role,
            span: stated.span,
            via,
        };
        match (self.controller, self.processor) {
            (Some(one), Some(other)) if named(Role::Controller) && named(Role::Processor) => {
                vec![by(one, Via::Named), by(other, Via::Named)]
            }
            (Some(one), Some(_)) if named(Role::Controller) => vec![by(one, Via::Named)],
            (_, Some(other)) if named(Role::Processor) => vec![by(other, Via::Named)],
            // Who acts for others in some of it decides about the rest.
            (Some(one), Some(other)) if !self.is_lined && !other.partial => match own() {
                Some(span) => vec![RoleStatement {
                    role: Role::Controller,
                    span,
                    via: Via::Own,
                }],
                None => vec![by(one, Via::Universal), by(other, Via::Universal)],
            },
            (Some(one), Some(other)) if self.is_lined && self.is_shared => {
                vec![by(one, Via::Universal), by(other, Via::Universal)]
            }
            // What no purpose speaks of is not what the text is about.
            (Some(one), _) => vec![by(one, Via::Universal)],
            (None, _) => Vec::new(),
        }
    }
}

/// What the nearest heading above an entry says.
fn of_heading(
    index: &Index<'_>,
    entry: &Entry,
    headings: &FxHashMap<BlockId, Span>,
) -> Vec<RoleStatement> {
    let mut chain = index.document.section_chain(entry.section);
    let said = chain.find_map(|section| headings.get(&section.heading?));
    let statement = said.map(|span| RoleStatement {
        role: entry.role,
        span: *span,
        via: Via::Section,
    });
    statement.into_iter().collect()
}

/// A statement of the role in which whoever speaks acts.
pub(super) struct Stated<'a> {
    pub(super) role: Role,
    span: Span,
    pub(super) mention: &'a Mention,
    /// Whether it only names who decides.
    is_name: bool,
    /// The words that tell what it is about.
    pub(super) scopes: Vec<TextRange>,
    /// Whether it is said of some of the processing only.
    partial: bool,
}

/// All of them, in the order of the document. A recipient that is said to be processor is not meant.
fn stated<'a>(index: &Index<'a>, family: &dyn Fn(&str) -> Vec<ConceptId>) -> Vec<Stated<'a>> {
    let mut leads: FxHashMap<BlockId, Vec<&Mention>> = FxHashMap::default();
    for lead in index.evidence.of(&family(SCOPE)) {
        leads.entry(lead.block).or_default().push(lead);
    }
    let mut others: FxHashMap<BlockId, Vec<TextRange>> = FxHashMap::default();
    for other in index.evidence.of(&family("recipient.named")) {
        others.entry(other.block).or_default().push(other.range);
    }
    let is_of_another = |mention: &Mention| {
        let inside = others.get(&mention.block);
        inside.is_some_and(|all| all.iter().any(|range| range.overlaps(mention.range)))
    };
    let lines: FxHashSet<(BlockId, usize)> = index
        .evidence
        .of(&PARTS.map(family).concat())
        .map(|line| (line.block, line.sentence))
        .collect();
    let is_heading = |mention: &Mention| {
        let block = index.document.block(mention.block);
        block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
    };
    let names = Names::new(index, &family(NAME));
    let mut found: Vec<Stated<'a>> = Vec::new();
    for (name, role) in STATING {
        for mention in index.evidence.of(&family(name)) {
            let counts = mention.state == State::Full && mention.affirmed;
            let is_name = name == NAME;
            let is_another = || is_of_another(mention) || !names.may_be(index, mention);
            if !counts || is_heading(mention) || (!is_name && is_another()) {
                continue;
            }
            let leads = leads.get(&mention.block).map_or(&[][..], Vec::as_slice);
            let block = index.document.block(mention.block);
            let scopes = block
                .map(|block| scopes(block, mention, leads))
                .unwrap_or_default();
            found.push(Stated {
                role,
                span: mention.span,
                mention,
                is_name,
                partial: !scopes.is_empty() || lines.contains(&(mention.block, mention.sentence)),
                scopes,
            });
        }
    }
    found.sort_by_key(|said| said.span.start);
    // Two roles for one thing: who acts for customers only does not decide.
    let acting: Vec<(BlockId, TextRange)> = found
        .iter()
        .filter(|said| said.role == Role::Processor)
        .flat_map(|said| said.scopes.iter().map(|scope| (said.mention.block, *scope)))
        .collect();
    found.retain(|said| {
        let mut scopes = said.scopes.iter().map(|scope| (said.mention.block, *scope));
        said.role == Role::Processor || scopes.all(|scope| !acting.contains(&scope))
    });
    found
}

/// The words by which whoever speaks is named: in the title, and where the text says who decides.
struct Names(FxHashSet<String>);

impl Names {
    fn new(index: &Index<'_>, family: &[ConceptId]) -> Self {
        let text = |id: BlockId| index.document.block(id).map(|block| block.text.as_str());
        let title = index.document.title().and_then(text);
        let mut texts: Vec<(&str, TextRange)> = title
            .map(|title| (title, whole(title)))
            .into_iter()
            .collect();
        for mention in index.evidence.of(family) {
            texts.extend(text(mention.block).map(|text| (text, mention.range)));
        }
        let words = texts.iter().flat_map(|(text, range)| {
            let words = tokens(text, *range).into_iter();
            words.map(|word| fold(word.range.of(text)).to_string())
        });
        Self(words.collect())
    }

    /// Whether a statement may be about whoever speaks: it begins with no name, or with theirs.
    fn may_be(&self, index: &Index<'_>, mention: &Mention) -> bool {
        let text = index
            .document
            .block(mention.block)
            .map(|block| block.text.as_str());
        let Some(text) = text.filter(|_| !self.0.is_empty()) else {
            return true;
        };
        let first = tokens(text, mention.range)
            .first()
            .map(|word| word.range.of(text));
        first.is_none_or(|first| {
            let is_name = first.starts_with(char::is_uppercase) && first.chars().count() >= NAMED;
            !is_name || self.0.contains(fold(first).as_ref())
        })
    }
}

/// The words that tell what a statement is about: behind it (“processor for …”), and before it, in its sentence or in one that it
/// goes on from.
fn scopes(block: &Block, mention: &Mention, leads: &[&Mention]) -> Vec<TextRange> {
    let behind = leads
        .iter()
        .find(|lead| lead.range.overlaps(mention.range) && lead.range.end >= mention.range.end);
    let mut before = leads.iter().rev();
    let before = before.find(|lead| lead.range.end <= mention.range.start);
    let both = behind.into_iter().chain(before);
    both.filter_map(|lead| led_in(block, lead)).collect()
}

/// The words behind a lead, up to where its clause ends.
fn led_in(block: &Block, lead: &Mention) -> Option<TextRange> {
    let end = block.sentences.get(lead.sentence)?.end;
    let rest = TextRange::new(lead.range.end, end.max(lead.range.end));
    let words = tokens(block.text.as_str(), rest);
    let mut last = None;
    for (at, word) in words.iter().take(TELLING).enumerate() {
        if at > 0 && word.gap != Gap::Joined {
            break;
        }
        last = Some(word.range.end);
    }
    Some(TextRange::new(words.first()?.range.start, last?))
}
