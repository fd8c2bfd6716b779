//! Items, ready to judge, and what is said of each: plain data.

use crate::diagnostic::Diagnostic;
use crate::document::{FieldKind, Kind};
use crate::language::Language;
use crate::lexicon::ConceptId;
use crate::rule::{Guard, Requirement};
use crate::source::Format;
use crate::text::Span;

/// The items that are owed.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// What the items are together.
    pub title: String,
    /// The kinds of document that owe them.
    pub kinds: Vec<Kind>,
    /// What sends the reader to another document.
    pub(super) told_elsewhere: Vec<ConceptId>,
    /// The items in the order of the law.
    pub items: Vec<Item>,
}

/// One item of information.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name in output for programs.
    pub id: String,
    /// What it is, in a few words.
    pub summary: String,
    /// The provisions that ask for it.
    pub law: Vec<String>,
    /// What headings and sentences about it mention.
    pub(super) topic: Vec<ConceptId>,
    /// What says it.
    pub(super) require: Requirement,
    /// The field of a purpose, where each purpose has to have it.
    pub(super) field: Option<FieldKind>,
    /// The field of a purpose of which it is told, and not judged, how many have it.
    pub(super) tally: Option<FieldKind>,
    /// What says it vaguely.
    pub(super) weak: Vec<ConceptId>,
    /// What else must be said for it to be more than vague.
    pub(super) with: Option<Guard>,
    /// When it is owed, and what is said where it is not.
    pub(super) when: Option<(Guard, String)>,
    /// What says of this very item that another document tells it.
    pub(super) elsewhere: Option<Guard>,
    /// The rules that ask for it.
    pub rules: Vec<String>,
    /// Its tests.
    pub examples: Vec<Example>,
}

impl Item {
    /// Whether each purpose has to have it.
    pub const fn is_per_purpose(&self) -> bool {
        self.field.is_some()
    }
}

/// A test of an item, out of the data file.
#[derive(Clone, Debug)]
pub struct Example {
    /// The language it is in.
    pub language: Language,
    /// How it is written.
    pub format: Format,
    /// How it is judged.
    pub status: Status,
    /// The text, with `⟦…⟧` around the words that are to be found.
    pub text: String,
}

/// How much of an item a document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It stands there.
    Satisfied,
    /// It stands there for some of what it is owed for.
    Partial,
    /// Only vague or indirect words for it stand there.
    Weak,
    /// Another document of the bundle says it, or the text sends its reader to one.
    Delegated,
    /// It was not found.
    Missing,
    /// Nothing in the text says that it is owed.
    NotApplicable,
}

impl Status {
    /// All of them, the best first.
    pub const ALL: [Self; 6] = [
        Self::Satisfied,
        Self::Partial,
        Self::Weak,
        Self::Delegated,
        Self::Missing,
        Self::NotApplicable,
    ];

    /// The word for it in data files and output for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Partial => "partial",
            Self::Weak => "weak",
            Self::Delegated => "delegated",
            Self::Missing => "missing",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// What a document says of one item.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// How much of it.
    pub status: Status,
    /// The words that say it, those under a heading about it first.
    pub found: Vec<Span>,
    /// The words that say it vaguely.
    pub vague: Vec<Span>,
    /// How many purposes have it, where each has to or where it is worth telling.
    pub purposes: Option<Purposes>,
    /// Where the reader is sent for it.
    pub elsewhere: Vec<Elsewhere>,
    /// The words in other documents of the bundle that say it, with the number of the document.
    pub beside: Vec<(usize, Span)>,
    /// What rules say of what was found.
    pub remarks: Vec<Diagnostic>,
    /// The words that make it owed, where it is not always.
    pub because: Option<Span>,
    /// Why it is not owed.
    pub reason: Option<String>,
}

/// Which purposes have something stated of them.
#[derive(Clone, Debug, Default)]
pub struct Purposes {
    /// How many there are.
    pub of: usize,
    /// How many have it.
    pub stated: usize,
    /// How many have it in a section about it alone, that leaves the reader to apply it.
    pub in_section: usize,
    /// Those that have it vaguely, and nothing plain that stands nearer.
    pub vague: Vec<Span>,
    /// Those that have it not.
    pub lacking: Vec<Span>,
}

/// Words that send the reader to another document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The words.
    pub span: Span,
    /// Where their link leads, if they have one.
    pub target: Option<String>,
}
