//! Where in a sentence the words of each set stand, as sets of bits.

use super::program::{Lengths, SetId};
use super::required::Start;
use super::sentence::Known;

/// How many places one set of bits holds.
pub(super) const BITS: usize = 64;

/// Where in a sentence the words of each set stand: one bit a word. The first 64 words of all sets lie together, then the
/// next: few sentences have more, so that what is looked at most stays small.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// For each set the last sentence that any word of it stands in. What `bits` says of others than this one's is not of it.
    any: Vec<u8>,
    /// The number of the sentence. It begins anew after the most that a number can be.
    sentence: u8,
    bits: Vec<u64>,
    /// How many sets there are.
    sets: usize,
    /// The last 64 words that the sentence has any of.
    last: usize,
}

impl Places {
    /// Takes note of where the words with these numbers stand.
    pub(super) fn fill(&mut self, known: &Known<'_>, numbers: &[u32]) {
        self.sets = known.terms.words.len();
        self.last = numbers.len() / BITS;
        self.sentence = self.sentence.wrapping_add(1);
        if self.sentence == 0 || self.any.len() != self.sets + 1 {
            self.any.clear();
            self.any.resize(self.sets + 1, 0);
            self.sentence = 1;
        }
        // What asks for nothing finds it.
        if let Some(any) = self.any.last_mut() {
            *any = self.sentence;
        }
        let needed = self.sets * (self.last + 1);
        if self.bits.len() < needed {
            self.bits.resize(needed, 0);
        }
        if self.last > 0
            && let Some(bits) = self.bits.get_mut(..needed)
        {
            bits.fill(0);
        }
        // Of the bits of a long sentence none are left from an earlier one.
        let valid = if self.last > 0 { u64::MAX } else { 0 };
        let sentence = self.sentence;
        let (any, all_bits) = (self.any.as_mut_slice(), self.bits.as_mut_slice());
        for (at, number) in numbers.iter().enumerate() {
            let sets = known.word(*number).map_or(&[][..], |word| &word.sets);
            let part = at / BITS * self.sets;
            let bits = all_bits.get_mut(part..).unwrap_or_default();
            let bit = 1 << (at % BITS);
            for set in sets {
                let set = set.0 as usize;
                // There is no branch on what was there, since none could be foretold.
                if let (Some(any), Some(bits)) = (any.get_mut(set), bits.get_mut(set)) {
                    let known = u64::from(*any == sentence).wrapping_neg() | valid;
                    *bits = *bits & known | bit;
                    *any = sentence;
                }
            }
        }
    }

    /// Whether a word of `set` stands anywhere.
    pub(super) fn has(&self, set: SetId) -> bool {
        self.any.get(set.0 as usize) == Some(&self.sentence)
    }

    /// Of which of these sets, 64 at most, any word stands anywhere: one bit a set.
    pub(super) fn having(&self, sets: &[SetId]) -> u64 {
        let any = self.any.as_slice();
        let mut having = 0;
        for (at, set) in sets.iter().enumerate() {
            let has = any.get(set.0 as usize) == Some(&self.sentence);
            having |= u64::from(has) << (at % BITS);
        }
        having
    }

    /// Where words of `set` stand, as distances from word `at`.
    pub(super) fn from(&self, set: SetId, at: usize) -> Lengths {
        if self.has(set) { self.of(set, at) } else { 0 }
    }

    /// The same of a set that the sentence has any word of.
    fn of(&self, set: SetId, at: usize) -> Lengths {
        let (part, shift) = (at / BITS, at % BITS);
        let slot = part * self.sets + set.0 as usize;
        let near = self.bits.get(slot).map_or(0, |bits| bits >> shift);
        if part >= self.last || shift == 0 {
            return near;
        }
        let far = self.bits.get(slot + self.sets).copied().unwrap_or(0);
        near | far << (BITS - shift)
    }

    /// Whether the word that `start` asks for first, which the sentence has, stands where it can for a term that begins at
    /// word `at`.
    pub(super) fn can_have(&self, start: &Start, at: usize) -> bool {
        !start.is_near() || self.of(start.asked, at) & start.within != 0
    }

    /// Whether a word of `set` stands at word `at` or later.
    pub(super) fn is_after(&self, set: SetId, at: usize) -> bool {
        let parts = at / BITS..=self.last;
        parts
            .map(|part| at.max(part * BITS))
            .any(|at| self.from(set, at) != 0)
    }
}

/// The bits that are set, by number.
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let least = set.trailing_zeros() as usize;
        set &= set.wrapping_sub(1);
        (least < BITS).then_some(least)
    })
}
