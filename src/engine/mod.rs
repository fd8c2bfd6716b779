//! L4: rules over evidence → outcomes.
//!
//! Evaluation is a pure function of a rule and what was read; it looks every subject up in indices, so its cost grows with
//! the number of mentions and not with their square. A rule ends in one of four [`Outcome`]s; it never passes in a language
//! that it cannot read.

mod abbreviation;
mod absence;
mod aged;
mod announced;
mod aside;
mod beside;
mod compared;
mod conflict;
mod contents;
mod damage;
mod evaluate;
mod fact;
mod fits;
mod form;
mod guard;
mod kinship;
mod listed;
mod measure;
mod near;
mod nodes;
mod numbering;
mod place;
mod places;
mod predicate;
mod reference;
mod stated;
mod subject;
mod target;
mod technique;
mod term;
mod variant;
mod vendor;
mod wording;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::entity::EntityTables;
use crate::evidence::Evidence;
use crate::language::{Language, Languages};
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::suppress::Suppression;
use crate::text::Span;

pub use evaluate::{evaluate, satisfies};
pub use fits::Fits;
pub use guard::trigger;

/// What a rule is evaluated on.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The decoded source.
    pub source: &'a str,
    /// The document.
    pub document: &'a Document,
    /// What it says.
    pub evidence: &'a Evidence,
    /// What it says together.
    pub ledger: &'a Ledger,
    /// Where the patterns of rules fit in it.
    pub fits: &'a Fits<'a>,
    /// What stands beside it in its bundle: what is said there need not be said here.
    pub beside: &'a [Companion<'a>],
    /// How languages say things.
    pub lexicon: &'a Lexicon,
    /// What is known of countries, authorities and addresses.
    pub tables: &'a EntityTables,
    /// The names of languages.
    pub languages: &'a Languages,
    /// What is to be left out of what the rules say; judged when all else is.
    pub suppressions: &'a [Suppression],
    /// The language that it is to be in, where that was configured.
    pub expected: Option<Language>,
    /// The day as of which it is judged.
    pub today: Date,
}

/// A document that is judged together with another.
#[derive(Clone, Copy, Debug)]
pub struct Companion<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it says.
    pub evidence: &'a Evidence,
}

/// How the evaluation of a rule ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Something is to be reported.
    Diagnostics(Vec<Diagnostic>),
    /// What the rule asks for was found here; nothing to show where the rule forbids something.
    Pass(Vec<Span>),
    /// The rule has nothing to ask of this document, and why.
    NotApplicable(String),
    /// The rule cannot tell, and why.
    Inconclusive(String),
}

impl Outcome {
    /// What a rule comes to that asks two things.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Diagnostics(mut all), Self::Diagnostics(more)) => {
                all.extend(more);
                Self::Diagnostics(all)
            }
            (Self::Diagnostics(all), _) | (_, Self::Diagnostics(all)) => Self::Diagnostics(all),
            (Self::Inconclusive(why), _) | (_, Self::Inconclusive(why)) => Self::Inconclusive(why),
            (Self::Pass(mut found), Self::Pass(more)) => {
                found.extend(more);
                Self::Pass(found)
            }
            (Self::Pass(found), Self::NotApplicable(_))
            | (Self::NotApplicable(_), Self::Pass(found)) => Self::Pass(found),
            (own @ Self::NotApplicable(_), Self::NotApplicable(_)) => own,
        }
    }
}
