//! UTF-8 that was read as GBK: `毛` for `ë`, `鈥淏` for `“B`.
//!
//! GBK reads two bytes at a time, so a group swallows the letter behind it or loses its own last byte. A run of ideographs is
//! turned into bytes again and read from each of them on until it makes sense.

use encoding_rs::GBK;

use super::{DamageKind, Repair, is_latin, is_sign};
use crate::text::TextRange;

/// Whether GBK shows two bytes as `c`.
pub(super) const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{e000}'..='\u{faff}' | '\u{ff01}'..='\u{ffee}')
}

/// The most bytes of letters without a sign among them: words do not have more accents in a row.
const MAX_LETTERS: usize = 24;

/// What is known of the text around all runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Whether the document has certain damage of this kind.
    pub(super) known: bool,
    /// Whether the text is Latin text.
    pub(super) latin: bool,
}

/// Whether `text` is Latin text in the main, so that ideographs in it are strangers.
pub(super) fn is_latin_text(text: &str) -> bool {
    let (mut wide, mut latin) = (0_usize, 0_usize);
    for c in text.chars() {
        wide += usize::from(is_wide(c));
        latin += usize::from(is_latin(c));
    }
    wide > 0 && wide <= latin
}

/// Reads the run of ideographs that begins at `at`, adds what it holds, and says where it ends.
pub(super) fn read_run(
    text: &str,
    at: usize,
    before: Option<char>,
    setting: Setting,
    found: &mut Vec<Repair>,
) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let run = rest
        .find(|c| !is_wide(c))
        .and_then(|len| rest.get(..len))
        .unwrap_or(rest);
    let end = at + run.len();
    let (bytes, _, unknown) = GBK.encode(run);
    let ends: Vec<usize> = run
        .char_indices()
        .map(|(offset, c)| at + offset + c.len_utf8())
        .collect();
    if unknown || bytes.len() != 2 * ends.len() {
        return end;
    }
    let context = Context {
        before,
        after: text.get(end..).and_then(|rest| rest.chars().next()),
        setting,
    };
    let mut start = at;
    let mut index = 0;
    while index < ends.len() {
        let own = bytes.get(2 * index..).unwrap_or_default();
        let Some((count, read)) = read_group(own, index == 0, context) else {
            index += 1;
            continue;
        };
        let own_start = index
            .checked_sub(1)
            .and_then(|last| ends.get(last))
            .map_or(at, |end| *end);
        if start < own_start {
            found.push(Repair {
                range: TextRange::new(start, own_start),
                text: None,
                kind: DamageKind::Substituted,
            });
        }
        index += count.max(1);
        start = index
            .checked_sub(1)
            .and_then(|last| ends.get(last))
            .map_or(end, |end| *end);
        found.push(Repair {
            range: TextRange::new(own_start, start),
            text: Some(read),
            kind: DamageKind::DoubleByte,
        });
    }
    end
}

/// What stands around a run.
#[derive(Clone, Copy)]
struct Context {
    before: Option<char>,
    after: Option<char>,
    setting: Setting,
}

/// What `bytes` say from their beginning, and how many ideographs that takes.
fn read_group(bytes: &[u8], first: bool, context: Context) -> Option<(usize, String)> {
    let mut read = String::new();
    let mut at = 0;
    // Where the last sign ended, in `bytes` and in `read`: as far as what was read is certain.
    let mut certain = None;
    while let Some(byte) = bytes.get(at) {
        if certain.is_none() && at > MAX_LETTERS {
            return None;
        }
        let own = bytes.get(at..).unwrap_or_default();
        if byte.is_ascii() {
            read.push(char::from(*byte));
            at += 1;
        } else if let Some((c, len)) = character(own) {
            read.push(c);
            at += len;
            if is_sign(c) {
                certain = Some((at, read.len()));
            }
        } else if let Some(sign) = cut_sign(own, read.is_empty() && first, context) {
            read.push(sign);
            return Some((bytes.len() / 2, read));
        } else {
            break;
        }
    }
    if at == bytes.len() {
        let fits = certain.is_some() || letters_fit(&read, first, context);
        return (fits && !read.is_empty()).then_some((at / 2, read));
    }
    // It makes sense up to a sign and no further. Where the sign ends amid an ideograph, what follows was GBK all along.
    let (at, len) = certain?;
    read.truncate(len);
    if at % 2 == 0 {
        return Some((at / 2, read));
    }
    let (rest, failed) = GBK.decode_without_bom_handling(bytes.get(at..)?);
    (!failed).then(|| (bytes.len() / 2, read + &rest))
}

/// The character that `bytes` begin with, if it belongs in Latin text.
fn character(bytes: &[u8]) -> Option<(char, usize)> {
    let len = match bytes.first()? {
        0xc2..=0xc5 => 2,
        0xe2 | 0xef => 3,
        _ => return None,
    };
    let c = std::str::from_utf8(bytes.get(..len)?)
        .ok()?
        .chars()
        .next()?;
    let fits = is_latin(c) || is_sign(c) || matches!(c, '\u{a0}'..='\u{bf}');
    fits.then_some((c, len))
}

/// A sign that lost its last byte: a dash stands between spaces, a closing quotation mark after a word.
fn cut_sign(bytes: &[u8], alone: bool, context: Context) -> Option<char> {
    if bytes != [0xe2, 0x80] {
        return None;
    }
    let open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
    Some(match (alone && open(context.before), context.after) {
        (true, Some(c)) if c.is_whitespace() => '–',
        (true, Some(c)) if c.is_alphanumeric() => '“',
        _ => '”',
    })
}

/// Whether letters that were read stand in a word. `毛` is a name too: alone it proves nothing.
fn letters_fit(read: &str, first: bool, context: Context) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let before = first && letter(context.before);
    let after = letter(context.after) || read.ends_with(|c: char| c.is_ascii_alphabetic());
    let common = read
        .chars()
        .all(|c| c.is_ascii() || ('\u{c0}'..='\u{ff}').contains(&c));
    match (context.setting.known, read.chars().all(is_latin)) {
        (true, _) => before || after || !read.chars().any(is_latin),
        (false, true) => {
            context.setting.latin && ((before && after) || (common && (before || after)))
        }
        (false, false) => false,
    }
}
