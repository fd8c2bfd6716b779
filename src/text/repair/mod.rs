//! Text that went through the wrong encoding: recognised, and read as it was meant.
//!
//! UTF-8 that somebody read as windows-1252 shows `Ã«` for `ë`; read as GBK it shows `毛`. Both can be undone: the bytes are
//! made again and read as UTF-8. What is changed must be beyond doubt, since real letters look the same: a group counts only
//! where its bytes are the UTF-8 form of a character that belongs there and its neighbours say so. Doubtful groups count only in a
//! document that has certain ones ([`Survey`]). One pass over the text; text without suspicious characters costs next to nothing.

mod double_byte;
mod single_byte;
#[cfg(test)]
mod tests;

use super::TextRange;

/// How many times text can have been encoded wrongly that is still undone.
const MAX_ROUNDS: usize = 3;
/// How many doubtful groups of one kind make all of them certain.
const MANY: usize = 3;

/// What happened to text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DamageKind {
    /// UTF-8 that was read as windows-1252 or latin-1.
    SingleByte,
    /// UTF-8 that was read as GBK.
    DoubleByte,
    /// Letters that others stand for, which cannot be undone.
    Substituted,
    /// Characters of which nothing is left but the mark that stands for what cannot be read.
    Lost,
}

/// A stretch of damaged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Where it stands in the text as it is.
    pub range: TextRange,
    /// What it was, where that can be told.
    pub text: Option<String>,
    /// What happened.
    pub kind: DamageKind,
}

/// What is known of a document as a whole: certain damage makes doubtful damage of the same kind certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    single: bool,
    double: bool,
    doubtful: usize,
}

impl Survey {
    /// Adds what `text` shows.
    pub fn add(&mut self, text: &str) {
        for repair in repairs(text, Self::default()) {
            match repair.kind {
                DamageKind::SingleByte => self.single = true,
                DamageKind::DoubleByte => self.double = true,
                DamageKind::Substituted | DamageKind::Lost => {}
            }
        }
        if !self.single && !text.is_ascii() {
            self.doubtful += single_byte::doubtful(text);
            self.single = self.doubtful >= MANY;
        }
    }
}

/// The damaged stretches of `text`, in order and apart from each other.
pub fn repairs(text: &str, known: Survey) -> Vec<Repair> {
    if text.is_ascii() {
        return Vec::new();
    }
    let suspicious = |c: char| {
        c == char::REPLACEMENT_CHARACTER || single_byte::is_lead(c) || double_byte::is_wide(c)
    };
    let Some(first) = text.find(|c: char| !c.is_ascii() && suspicious(c)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let wide = double_byte::Setting {
        known: known.double,
        latin: double_byte::is_latin_text(text),
    };
    let mut before = text.get(..first).and_then(|read| read.chars().next_back());
    let mut at = first;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let mut next = at + c.len_utf8();
        if c == char::REPLACEMENT_CHARACTER {
            found.push(Repair {
                range: TextRange::new(at, next),
                text: None,
                kind: DamageKind::Lost,
            });
        } else if single_byte::is_lead(c) {
            if let Some((end, read)) = single_byte::read(text, at, before, known.single) {
                push_read(&mut found, TextRange::new(at, end), read);
                next = end;
            }
        } else if double_byte::is_wide(c) {
            next = double_byte::read_run(text, at, before, wide, &mut found);
        }
        before = text.get(at..next).and_then(|read| read.chars().next_back());
        at = next;
    }
    for repair in &mut found {
        again(repair);
    }
    found
}

/// Adds a character that was read, to the group before it where the two touch.
fn push_read(found: &mut Vec<Repair>, range: TextRange, read: char) {
    if let Some(last) = found.last_mut()
        && last.range.end == range.start
        && last.kind == DamageKind::SingleByte
        && let Some(text) = &mut last.text
    {
        text.push(read);
        last.range.end = range.end;
        return;
    }
    found.push(Repair {
        range,
        text: Some(read.to_string()),
        kind: DamageKind::SingleByte,
    });
}

/// Undoes what was wrongly encoded more than once.
fn again(repair: &mut Repair) {
    if repair.kind != DamageKind::SingleByte {
        return;
    }
    let known = Survey {
        single: true,
        ..Survey::default()
    };
    for _ in 1..MAX_ROUNDS {
        let Some(text) = &repair.text else { return };
        let Some(better) = single_byte::read_all(text, known.single) else {
            return;
        };
        repair.text = Some(better);
    }
}

/// Whether `c` is a letter of the Latin script as the repaired encodings know it.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{250}' && c != 'ª' && c != 'º'
}

/// Whether `c` is punctuation, a sign or a symbol of which UTF-8 takes three bytes or more and which people type or paste.
const fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\u{2002}'..='\u{203e}' | '\u{20a0}'..='\u{20bf}' | '\u{2100}'..='\u{214f}' | '\u{2190}'..='\u{21ff}'
            | '\u{2212}' | '\u{2264}' | '\u{2265}' | '\u{25a0}'..='\u{27bf}' | '\u{f000}'..='\u{f0ff}'
            | '\u{fb00}'..='\u{fb06}' | '\u{fe0f}' | '\u{feff}' | '\u{fffd}' | '\u{1f000}'..='\u{1faff}'
    )
}
