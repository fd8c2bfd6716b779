//! Rules, ready to evaluate: plain data.

use jiff::civil::Date;
use regex::Regex;

use crate::diagnostic::{Confidence, RuleId, Severity};
use crate::document::{FieldKind, Kind, Role, Scope};
use crate::entity::EntityKind;
use crate::language::Language;
use crate::lexicon::ConceptId;
use crate::source::Format;

use super::conflict::Conflict;
use super::fact::{FactField, FactKind};
use super::file::Pick;
use super::must::Predicate;
use super::node::NodeKind;

/// What is looked for in a document.
#[derive(Clone, Debug)]
pub enum Subject {
    /// Mentions of these concepts.
    Concepts(Vec<ConceptId>),
    /// Entities of these kinds.
    Entities(Vec<EntityKind>),
    /// Text that fits this pattern, within a block.
    Pattern(Regex),
    /// Parts of the document.
    Node(NodeKind),
    /// Facts of the ledger.
    Fact(FactKind),
}

impl Subject {
    /// The kind of fact of the ledger that it is.
    pub const fn fact(&self) -> Option<FactKind> {
        match self {
            Self::Fact(kind) => Some(*kind),
            _ => None,
        }
    }
}

/// What a rule speaks of.
#[derive(Clone, Debug)]
pub struct Selector {
    /// What is looked for.
    pub subject: Subject,
    /// Only facts of which all of these are stated.
    pub stating: Vec<FactField>,
    /// The name by which messages speak of it.
    pub name: Option<String>,
    /// One for each of these; the first stands for the others.
    pub per: Option<Scope>,
    /// Only where at least this many items of one list hold one.
    pub per_list: Option<usize>,
    /// Which of several to judge.
    pub pick: Option<Pick>,
    /// Only in sections whose headings mention one of these; empty for all.
    pub under: Vec<ConceptId>,
    /// Not in sections whose headings mention one of these.
    pub not_under: Vec<ConceptId>,
    /// Only in columns whose header cells mention one of these; empty for all.
    pub column: Vec<ConceptId>,
    /// Only what fits this: the value where it is typed, else the words.
    pub matching: Option<Regex>,
    /// Not what fits this.
    pub except: Option<Regex>,
    /// Only where the sentence mentions one of these; empty for all.
    pub with: Vec<ConceptId>,
    /// Not where the sentence mentions one of these.
    pub without: Vec<ConceptId>,
    /// Whether denials count.
    pub denied: bool,
    /// Whether what is said to be so counts.
    pub affirmed: bool,
    /// Only in headings that name it among others of its kind, where the text tells of the others and nowhere of this.
    pub announced: bool,
}

impl Selector {
    /// Whether it needs terms of the document's language to select anything.
    pub const fn needs_language(&self) -> bool {
        let by_words = matches!(
            self.subject,
            Subject::Concepts(_) | Subject::Fact(_) | Subject::Node(NodeKind::RecategorisedCookie)
        );
        by_words || !self.column.is_empty()
    }
}

/// What must be found.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Any of these.
    pub any: Vec<ConceptId>,
    /// Whether denials satisfy.
    pub denied: bool,
    /// Whether weak mentions satisfy.
    pub weak: bool,
}

/// What a rule asks.
#[derive(Clone, Debug)]
pub enum Binder {
    /// That this does not occur.
    Forbid(Selector),
    /// That each of these has what is required in one of the scopes.
    Each(Selector, Requirement, Vec<Scope>),
    /// That each of these is as it must be.
    Must(Selector, Predicate),
    /// That each purpose of the ledger has this stated.
    Stated(Selector, FieldKind),
    /// That each other fact of the ledger, of this kind, has this stated.
    Has(Selector, FactKind, FactField),
    /// That the document has what is required.
    Once(Requirement),
    /// That two statements do not both stand for the same thing.
    Conflict(Box<Conflict>),
}

/// A condition on what else the document says.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of its own in rule files"
)]
pub struct Guard {
    /// Any of these is mentioned; empty asks nothing.
    pub any: Vec<ConceptId>,
    /// Each of these families is mentioned.
    pub all: Vec<Vec<ConceptId>>,
    /// None of these is mentioned.
    pub none: Vec<ConceptId>,
    /// In one of these scopes around what the rule speaks of; empty for the document.
    pub within: Vec<Scope>,
    /// Only in sections whose headings mention one of these; empty for all.
    pub under: Vec<ConceptId>,
    /// Headings that mention one of these as well are none of those.
    pub under_without: Vec<ConceptId>,
    /// Only where the rule speaks of something in a section that speaks in one of these roles; empty for all.
    pub role: Vec<Role>,
    /// Only mentions that speak of everything.
    pub universal: bool,
    /// Whether denials count.
    pub denied: bool,
    /// Only mentions that are a link to another page.
    pub linked: bool,
    /// Only where the page carries a dialog that asks for consent.
    pub dialog: bool,
    /// Only where the text was last changed between these days.
    pub dated: Option<Dated>,
}

/// Between which days a text was last changed, by its own words.
#[derive(Clone, Debug)]
pub struct Dated {
    /// What gives the day: the latest that one of these states counts.
    pub by: Vec<ConceptId>,
    /// On this day or after it.
    pub from: Option<Date>,
    /// Before this day.
    pub before: Option<Date>,
}

/// When a rule matters less.
#[derive(Clone, Debug)]
pub struct Downgrade {
    /// The severity then.
    pub to: Severity,
    /// The condition; `None` where the number alone decides.
    pub when: Option<Guard>,
    /// Only where it speaks of at most this many.
    pub up_to: Option<usize>,
}

/// What is said once where no subject has what is required.
#[derive(Clone, Debug)]
pub struct Collapse {
    /// The message then.
    pub message: String,
    /// Nothing is said where one of these holds.
    pub unless: Vec<Guard>,
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// The rule speaks, at the marked words.
    Fires,
    /// The rule is satisfied.
    Ok,
    /// The rule has nothing to ask.
    NotApplicable,
}

/// A test of a rule, out of its own file.
#[derive(Clone, Debug)]
pub struct Example {
    /// The language it is in.
    pub language: Language,
    /// How it is written.
    pub format: Format,
    /// The day it is judged as of.
    pub today: Option<Date>,
    /// The language that the configuration expects.
    pub expected: Option<Language>,
    /// What it shows.
    pub expectation: Expectation,
    /// The text, with `⟦…⟧` around the words that primary labels must cover.
    pub text: String,
}

/// A rule, ready to evaluate.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// What it asks, in one line.
    pub summary: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The provisions it rests on.
    pub law: Vec<String>,
    /// Why it asks.
    pub why: Option<String>,
    /// Whether it runs unless told otherwise.
    pub enabled: bool,
    /// The first day on which it is asked.
    pub since: Option<Date>,
    /// The last.
    pub until: Option<Date>,
    /// The kinds of document it is asked of.
    pub kinds: Vec<Kind>,
    /// The roles of sections it is asked of.
    pub roles: Vec<Role>,
    /// What it asks.
    pub binder: Binder,
    /// Asked only where this holds.
    pub when: Option<Guard>,
    /// Satisfied where one of these holds.
    pub unless: Vec<Guard>,
    /// When it matters less.
    pub downgrade: Option<Downgrade>,
    /// What is said once for all.
    pub collapse: Option<Collapse>,
    /// Where an absence is shown: the first of these that is mentioned.
    pub place: Vec<Vec<ConceptId>>,
    /// What is said.
    pub message: String,
    /// What is said at each label.
    pub label: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// What it asks besides.
    pub also: Vec<Self>,
    /// Its tests.
    pub examples: Vec<Example>,
    /// The file it comes from.
    pub path: String,
}

impl Rule {
    /// Whether it needs terms of the document's language to say anything.
    pub fn needs_language(&self) -> bool {
        match &self.binder {
            Binder::Once(_) | Binder::Each(..) | Binder::Stated(..) | Binder::Has(..) => true,
            Binder::Conflict(conflict) => conflict.needs_language(),
            Binder::Forbid(selector) | Binder::Must(selector, _) => selector.needs_language(),
        }
    }

    /// Whether it speaks of suppressions, and so after all other rules.
    pub fn is_of_suppressions(&self) -> bool {
        match &self.binder {
            Binder::Forbid(selector) | Binder::Must(selector, _) => {
                matches!(selector.subject, Subject::Node(NodeKind::Suppression))
            }
            Binder::Each(..)
            | Binder::Once(_)
            | Binder::Stated(..)
            | Binder::Has(..)
            | Binder::Conflict(_) => false,
        }
    }

    /// What it asks: the rule itself, then what it asks besides.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.also)
    }

    /// The languages of its examples, each once.
    pub fn languages(&self) -> Vec<Language> {
        let mut languages: Vec<Language> = self
            .examples
            .iter()
            .map(|example| example.language)
            .collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }
}
