//! L4: what belongs together: for every purpose its data, legal basis, retention, recipients and role.
//!
//! [`Ledger::build`] finds the parts of a document that state a purpose ([`Entry`]): rows of tables, items, paragraphs, sections,
//! and links the statements that belong to each ([`Field`]). Structure links first (a row binds its cells, an item what introduces it),
//! then nearness within a section, then sections about one field, then statements about everything. Each statement says how it is
//! linked ([`Via`]), so that whoever reads the ledger can follow it.

mod announced;
mod cookie;
mod data;
mod dedicated;
mod identity;
mod index;
mod line;
mod link;
mod name;
mod named;
mod quorum;
mod recipient;
mod reference;
mod role;
mod said;
mod subject;
mod table;
mod title;
mod told;
mod topic;
mod transfer;
mod twin;
mod unit;
mod wording;

pub use crate::document::FieldKind;
pub use cookie::{Category, Cookie};
pub use recipient::{Part, Recipient};
pub use role::RoleStatement;
pub use transfer::Transfer;

use rustc_hash::FxHashSet;

use crate::document::{BlockId, Document, Place, Role, SectionId};
use crate::evidence::{Evidence, Mention, State};
use crate::lexicon::{ConceptId, ConceptTree};
use crate::text::Span;

/// How a statement came to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// It stands in the same row, item, paragraph or section.
    Own,
    /// It stands in what introduces the list or table.
    Introduction,
    /// It stands near the entry in the same section, or in the section around it.
    Section,
    /// It stands in a section that the text refers to here by number.
    Reference,
    /// It stands in a section of its own and names the purpose or its data, or beside the same purpose elsewhere.
    Named,
    /// It stands in a section of its own and names no purpose.
    Dedicated,
    /// It is said of everything.
    Universal,
}

impl Via {
    /// The word for it in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Introduction => "introduction",
            Self::Section => "section",
            Self::Reference => "reference",
            Self::Named => "named",
            Self::Dedicated => "dedicated",
            Self::Universal => "universal",
        }
    }
}

/// Something stated of a purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its words in the source.
    pub span: Span,
    /// What it states, where that was recognised; a cell states something under its column header whatever its words.
    pub concepts: Vec<ConceptId>,
    /// What it is worth.
    pub state: State,
    /// How it came here.
    pub via: Via,
}

impl Statement {
    /// Takes in what `other` states at the same place.
    pub(crate) fn take(&mut self, other: &Self) {
        for concept in &other.concepts {
            if !self.concepts.contains(concept) {
                self.concepts.push(*concept);
            }
        }
        self.state = self.state.max(other.state);
    }
}

/// How many statements of a field are kept at most. No policy says as much of one purpose; a hostile text might.
const MOST: usize = 128;

/// How many statements are kept that a section lists for all purposes together.
const TOGETHER: usize = 32;

/// What is stated of one field of a purpose.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// What is stated, in the order of linking and of the document.
    pub statements: Vec<Statement>,
    /// Whether a section about this field says it of other purposes, or lists it for all of them together.
    pub elsewhere: bool,
    /// What such a section lists for all purposes together.
    pub together: Vec<Statement>,
}

/// One purpose and what is stated of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The words of the purposes, at least one; the first names the entry.
    pub purposes: Vec<Span>,
    /// Where the first stands.
    pub place: Place,
    /// What the entry is: the blocks from the first to the last.
    pub blocks: std::ops::RangeInclusive<BlockId>,
    /// The sentences of its paragraph that state it, where others state another purpose.
    pub sentences: Option<std::ops::Range<usize>>,
    /// The role that its section speaks in.
    pub role: Role,
    /// The roles that are stated for it, by its section or otherwise: two, where the text draws no line between them.
    pub roles: Vec<RoleStatement>,
    /// Its section.
    pub section: SectionId,
    /// Which entries stand together in one table, list or section: equal numbers do.
    pub group: usize,
    /// What introduces the group: a heading, a lead-in, or the header of the column of purposes.
    pub introduction: Option<BlockId>,
    /// Whether the introduction says that purposes follow.
    pub announced: bool,
    /// Whether its section is about something else than purposes (recipients, rights, security).
    pub aside: bool,
    /// What is stated, by [`FieldKind`].
    fields: [Field; 4],
}

impl Entry {
    /// What is stated of `kind`.
    pub fn field(&self, kind: FieldKind) -> &Field {
        let [data, basis, retention, recipients] = &self.fields;
        match kind {
            FieldKind::Data => data,
            FieldKind::LegalBasis => basis,
            FieldKind::Retention => retention,
            FieldKind::Recipients => recipients,
        }
    }

    /// Whether anything is stated of `kind`, by itself, by name, in general, or in a section about it that the reader is left to apply.
    pub fn states(&self, kind: FieldKind) -> bool {
        let field = self.field(kind);
        field.elsewhere || !field.statements.is_empty()
    }

    /// Whether something is stated of `kind` in the entry itself or in what introduces it.
    fn has_nearer(&self, kind: FieldKind) -> bool {
        let nearer = |known: &Statement| known.via < Via::Section;
        self.field(kind).statements.iter().any(nearer)
    }

    /// Notes that a section about `kind` leaves it to the reader what of it belongs here.
    fn leave(&mut self, kind: FieldKind) {
        if let Some(field) = self.fields.get_mut(index_of(kind)) {
            field.elsewhere = true;
        }
    }

    /// Notes what a section about `kind` lists for all purposes together.
    fn list(&mut self, kind: FieldKind, statements: &[Statement]) {
        let Some(field) = self.fields.get_mut(index_of(kind)) else {
            return;
        };
        let room = TOGETHER.saturating_sub(field.together.len());
        let listed = statements.iter().take(room).cloned();
        field.together.extend(listed.map(|statement| Statement {
            via: Via::Dedicated,
            ..statement
        }));
    }

    /// Adds a statement; two that lie in each other are one.
    fn add(&mut self, kind: FieldKind, mut statement: Statement) {
        let Some(field) = self.fields.get_mut(index_of(kind)) else {
            return;
        };
        let wider = |known: &&mut Statement| known.span.contains(statement.span);
        if let Some(known) = field.statements.iter_mut().find(wider) {
            known.take(&statement);
            return;
        }
        field.statements.retain(|known| {
            let inside = statement.span.contains(known.span);
            if inside {
                statement.take(known);
            }
            !inside
        });
        if field.statements.len() < MOST {
            field.statements.push(statement);
        }
    }

    /// Adds what `mentions` state, linked in one way.
    fn add_all(&mut self, kind: FieldKind, mentions: &[&Mention], via: Via) {
        for mention in mentions.iter().take(MOST) {
            self.add(kind, link::statement(mention, via));
        }
    }
}

/// The concept whose mentions fill a field.
const fn concept_of(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Data => "data-category",
        FieldKind::LegalBasis => "legal-basis",
        FieldKind::Retention => "retention",
        FieldKind::Recipients => "recipient",
    }
}

/// The place of a field among the others.
const fn index_of(kind: FieldKind) -> usize {
    kind as usize
}

/// All purposes of a document.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The entries in the order of the document.
    pub entries: Vec<Entry>,
    /// Who receives data, each once, in the order of the document.
    pub recipients: Vec<Recipient>,
    /// What is said to go outside the economic area of the law, in the order of the document.
    pub transfers: Vec<Transfer>,
    /// The cookies that tables list, in the order of the document.
    pub cookies: Vec<Cookie>,
    /// Which cookie is put into another category than one before it, by index.
    pub recategorised: Vec<(usize, usize)>,
    /// Of which fields something is said where no entry holds it.
    free: Vec<FieldKind>,
    quorum: quorum::Quorum,
    /// What is said in each block.
    said: FxHashSet<(BlockId, FieldKind)>,
}

impl Ledger {
    /// Reads what `evidence` says of `document` together. `plain` words, which policies use of anything, link nothing.
    pub fn build(
        source: &str,
        document: &Document,
        evidence: &Evidence,
        concepts: &ConceptTree,
        plain: &[String],
    ) -> Self {
        let index = index::Index::new(document, evidence, concepts);
        let mut entries = unit::entries(&index);
        link::own(&index, &mut entries);
        let bare = announced::Bare::new(document, evidence, concepts);
        bare.leave(&mut entries);
        let quorum = quorum::Quorum::new(document, &entries);
        let words = (source, plain);
        let subjects = subject::Subjects::new(&index, evidence, concepts, words, &entries);
        link::section(&index, &quorum, &subjects, &mut entries);
        let references = reference::references(&index);
        reference::link(&index, &references, &mut entries);
        dedicated::link(&index, words, (&quorum, &subjects), &mut entries);
        bare.leave(&mut entries);
        twin::link(&index, words, &mut entries);
        data::complete(&index, concepts, &mut entries);
        role::link(&index, concepts, &mut entries);
        let (recipients, placed) = recipient::recipients(&index, source, &entries, concepts);
        let transfers = transfer::transfers(&index, source, &references, &placed, concepts);
        let mut free = FieldKind::ALL.to_vec();
        free.retain(|kind| index.has_free(*kind, &entries));
        let cookies = cookie::cookies(document, evidence, concepts);
        let recategorised = cookie::in_two_categories(&cookies, source);
        Self {
            entries,
            recipients,
            transfers,
            cookies,
            recategorised,
            free,
            quorum,
            said: index.all_said(),
        }
    }

    /// Whether something is said of `kind` beside all entries: it may be meant for any of them.
    pub fn has_free(&self, kind: FieldKind) -> bool {
        self.free.contains(&kind)
    }

    /// Whether the text of a block says anything of `kind`.
    pub fn is_said_in(&self, block: BlockId, kind: FieldKind) -> bool {
        self.said.contains(&(block, kind))
    }

    /// Whether most peers of `entry` state `kind` themselves, so that it is expected to: the other rows, or the other paragraphs of
    /// its section.
    pub fn expects(&self, entry: &Entry, kind: FieldKind) -> bool {
        self.quorum.expects(entry, kind)
    }
}
