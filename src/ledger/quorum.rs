//! Where most purposes state a field themselves, each of their peers is expected to.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockId, BlockKind, Document, SectionId};

use super::{Entry, FieldKind};

/// How many peers state a field themselves at least.
const LEAST: usize = 3;

/// Which purposes are held to what their peers state.
#[derive(Clone, Debug, Default)]
pub(super) struct Quorum {
    /// Sections of which most paragraphs with a purpose state the field.
    sections: FxHashSet<(SectionId, FieldKind)>,
    /// Fields that most rows state, in all tables with a column of purposes.
    rows: Vec<FieldKind>,
    /// What each entry is, by its first block.
    peers: FxHashMap<BlockId, Peer>,
}

/// What an entry is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Peer {
    /// The rows of tables with a column of purposes.
    Row,
    /// The paragraphs of its section.
    Paragraph,
    /// Nothing: items share what is said around their list.
    None,
}

impl Quorum {
    /// Counts what stands in entries themselves, before anything else is linked.
    pub(super) fn new(document: &Document, entries: &[Entry]) -> Self {
        let peers = entries
            .iter()
            .map(|entry| (*entry.blocks.start(), peer(document, entry)));
        let mut quorum = Self {
            peers: peers.collect(),
            ..Self::default()
        };
        let rows: Vec<&Entry> = quorum.all(entries, Peer::Row).collect();
        let mut sections: FxHashMap<SectionId, Vec<&Entry>> = FxHashMap::default();
        for entry in quorum.all(entries, Peer::Paragraph) {
            sections.entry(entry.section).or_default().push(entry);
        }
        for kind in FieldKind::ALL {
            let is_stated = |peers: &[&Entry]| {
                let stating = peers.iter().filter(|entry| entry.has_nearer(kind));
                is_most(stating.count(), peers.len())
            };
            if is_stated(&rows) {
                quorum.rows.push(kind);
            }
            let stating = sections.iter().filter(|(_, peers)| is_stated(peers));
            quorum
                .sections
                .extend(stating.map(|(section, _)| (*section, kind)));
        }
        quorum
    }

    fn all<'e>(&self, entries: &'e [Entry], peer: Peer) -> impl Iterator<Item = &'e Entry> {
        entries.iter().filter(move |entry| self.peer(entry) == peer)
    }

    fn peer(&self, entry: &Entry) -> Peer {
        let known = self.peers.get(entry.blocks.start());
        known.copied().unwrap_or(Peer::None)
    }

    /// Whether `entry` is expected to state `kind` itself, since most of its peers do.
    pub(super) fn expects(&self, entry: &Entry, kind: FieldKind) -> bool {
        match self.peer(entry) {
            Peer::Row => self.rows.contains(&kind),
            Peer::Paragraph => self.sections.contains(&(entry.section, kind)),
            Peer::None => false,
        }
    }
}

fn peer(document: &Document, entry: &Entry) -> Peer {
    let kind = |id: BlockId| document.block(id).map(|block| &block.kind);
    match kind(*entry.blocks.start()) {
        _ if entry.aside => Peer::None,
        Some(BlockKind::Row) => match entry.introduction.and_then(kind) {
            Some(BlockKind::Cell { .. }) if entry.announced => Peer::Row,
            _ => Peer::None,
        },
        Some(BlockKind::Paragraph) => Peer::Paragraph,
        _ => Peer::None,
    }
}

/// Whether `some` of `all` are enough to expect the same of the rest.
const fn is_most(some: usize, all: usize) -> bool {
    some >= LEAST && some * 2 > all
}
