//! What headings, lead-ins and columns are about, as far as the ledger asks.

use rustc_hash::FxHashSet;

use super::FieldKind;

/// What a heading, a lead-in or a column is about, as far as the ledger asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Topic {
    /// What for.
    Purposes,
    /// One of the fields.
    Field(FieldKind),
    /// Something that purposes are mentioned beside, although it is about others (transfers, who we are).
    Aside,
    /// Cookies, which have purposes of their own.
    Cookies,
    /// What was sold or disclosed in the past: a table of it repeats purposes that are stated elsewhere.
    Report,
    /// Something that states no purposes (rights, definitions, security).
    Else,
}

/// The topics by concept.
pub(super) const TOPICS: [(&str, Topic); 18] = [
    ("topic.purposes", Topic::Purposes),
    ("topic.data", Topic::Field(FieldKind::Data)),
    ("topic.legal-basis", Topic::Field(FieldKind::LegalBasis)),
    ("topic.retention", Topic::Field(FieldKind::Retention)),
    ("topic.recipients", Topic::Field(FieldKind::Recipients)),
    ("topic.transfers", Topic::Aside),
    ("topic.controller", Topic::Aside),
    ("topic.source", Topic::Aside),
    ("topic.cookies", Topic::Cookies),
    ("topic.sale-report", Topic::Report),
    ("topic.rights", Topic::Else),
    ("topic.complaint", Topic::Else),
    ("topic.automated-decision", Topic::Else),
    ("topic.security", Topic::Else),
    ("topic.changes", Topic::Else),
    ("topic.children", Topic::Else),
    ("topic.definitions", Topic::Else),
    ("topic.dpo", Topic::Else),
];

/// What one block is about.
#[derive(Default)]
pub(super) struct Topics {
    /// Each topic once, in order.
    pub(super) all: Vec<Topic>,
    /// Each with the sentence that it stands in.
    pub(super) at: FxHashSet<(Topic, usize)>,
}
