//! Sets of concepts.

use super::concept::ConceptId;

/// How many concepts one part of a set tells of.
const BITS: usize = u64::BITS as usize;

/// A set of concepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConceptSet(Vec<u64>);

impl ConceptSet {
    /// Adds `id`.
    pub fn insert(&mut self, id: ConceptId) {
        let part = id.index() / BITS;
        if self.0.len() <= part {
            self.0.resize(part + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(part) {
            *bits |= 1 << (id.index() % BITS);
        }
    }

    /// Takes all out of it.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (bits, more) in self.0.iter_mut().zip(&other.0) {
            *bits |= more;
        }
    }

    /// Whether there is none in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    /// Whether `id` is one of them.
    pub fn contains(&self, id: ConceptId) -> bool {
        let bits = self.0.get(id.index() / BITS).copied().unwrap_or(0);
        bits >> (id.index() % BITS) & 1 == 1
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = ConceptId> {
        let parts = (0usize..).zip(&self.0);
        parts.flat_map(|(part, bits)| {
            let there = (0..BITS).filter(move |at| bits >> at & 1 == 1);
            there.filter_map(move |at| u16::try_from(part * BITS + at).ok().map(ConceptId))
        })
    }

    /// Whether any concept is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(&other.0)
            .any(|(own, other)| own & other != 0)
    }
}

impl FromIterator<ConceptId> for ConceptSet {
    fn from_iter<I: IntoIterator<Item = ConceptId>>(ids: I) -> Self {
        let mut set = Self::default();
        ids.into_iter().for_each(|id| set.insert(id));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in_and_meet_in_what_they_share() {
        let set = |ids: &[u16]| ids.iter().map(|id| ConceptId(*id)).collect::<ConceptSet>();
        let (mut few, many) = (set(&[3]), set(&[64, 200]));
        assert!(!few.is_empty() && ConceptSet::default().is_empty());
        assert!(many.iter().eq([ConceptId(64), ConceptId(200)]));
        assert!(many.contains(ConceptId(200)) && !many.contains(ConceptId(201)));
        assert!(!few.meets(&many) && !few.contains(ConceptId(64)));
        few.add(&many);
        assert!(few.meets(&many) && few.contains(ConceptId(3)) && few.contains(ConceptId(64)));
    }
}
