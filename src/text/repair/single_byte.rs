//! UTF-8 that was read as windows-1252 or latin-1: `Ã«`, `â€œ`, `â\u{80}\u{9c}`.

use super::{is_latin, is_sign};

/// What windows-1252 shows for the bytes 0x80 to 0x9F; control characters where it shows nothing.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];
/// The fewest letters of another script that are no accident.
const FEWEST_LETTERS: usize = 3;

/// Whether a group can begin with `c`: the first byte of a UTF-8 sequence, as latin-1 shows it.
pub(super) const fn is_lead(c: char) -> bool {
    matches!(c, '\u{c2}'..='\u{f4}')
}

/// The byte that `c` is shown for.
fn byte_of(c: char) -> Option<u8> {
    let high = || HIGH.iter().position(|shown| *shown == c);
    match u32::from(c) {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        0x100.. => high().and_then(|index| u8::try_from(0x80 + index).ok()),
        _ => None,
    }
}

/// What a group at one place can be.
#[derive(Clone, Copy, Debug)]
struct Group {
    lead: u8,
    read: char,
    end: usize,
    /// Whether its last byte is lost.
    cut: bool,
    /// Whether it ends in a mark that may follow a letter: a dash, a quotation mark, an ellipsis.
    ends_in_mark: bool,
}

/// The group that begins at byte `at` of `text`.
fn group(text: &str, at: usize) -> Option<Group> {
    let mut chars = text.get(at..)?.char_indices();
    let (_, first) = chars.next()?;
    let lead = byte_of(first).filter(|_| is_lead(first))?;
    let more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        _ => 3,
    };
    let mut bytes = vec![lead];
    let mut end = at + first.len_utf8();
    for (offset, c) in chars.take(more) {
        let Some(byte) = byte_of(c).filter(|byte| matches!(byte, 0x80..=0xbf)) else {
            break;
        };
        bytes.push(byte);
        end = at + offset + c.len_utf8();
    }
    // A closing quotation mark ends in a byte that windows-1252 has no sign for: many programs drop it.
    if bytes == [0xe2, 0x80] {
        let lost = text.get(end..)?.chars().next();
        let end = end
            + lost
                .filter(|c| *c == char::REPLACEMENT_CHARACTER)
                .map_or(0, char::len_utf8);
        return Some(Group {
            lead,
            read: '”',
            end,
            cut: true,
            ends_in_mark: true,
        });
    }
    let ends_in_mark = text
        .get(..end)?
        .ends_with(['–', '—', '‘', '’', '“', '”', '‚', '„', '…', '«', '»', '•']);
    let decoded = std::str::from_utf8(&bytes).ok()?;
    let mut decoded = decoded.chars();
    let read = decoded.next()?;
    decoded.next().is_none().then_some(Group {
        lead,
        read,
        end,
        cut: false,
        ends_in_mark,
    })
}

/// The character that stands at `at` in disguise, and where the disguise ends.
pub(super) fn read(
    text: &str,
    at: usize,
    before: Option<char>,
    known: bool,
) -> Option<(usize, char)> {
    let Some(group) = group(text, at) else {
        return lost_space(text, at, before, known);
    };
    let after = text.get(group.end..).and_then(|rest| rest.chars().next());
    let fits = match group.read {
        '”' if group.cut => !after.is_some_and(char::is_alphanumeric),
        '\u{a0}'..='\u{bf}' => known,
        '×' | '÷' => false,
        read if is_latin(read) => known || letter_fits(text, group, before),
        '\u{300}'..='\u{36f}' => {
            !group.ends_in_mark && before.is_some_and(|c| is_latin(c) && c.is_lowercase())
        }
        read if is_sign(read) => true,
        read if read.is_alphabetic() && group.lead < 0xe0 => letters_from(text, at),
        _ => false,
    };
    fits.then_some((group.end, group.read))
}

/// Whether a letter in disguise stands in a word. `Ã`, `Ä` and `Å` are letters themselves, and a dash or a quotation mark may
/// follow them; but then they do not stand after a small letter, or before two.
fn letter_fits(text: &str, group: Group, before: Option<char>) -> bool {
    let mut rest = text.get(group.end..).unwrap_or_default().chars();
    let after = rest.next();
    let small = |c: Option<char>| c.is_some_and(|c| is_latin(c) && c.is_lowercase());
    let capital = |c: Option<char>| c.is_some_and(|c| is_latin(c) && c.is_uppercase());
    let letter = |c: Option<char>| c.is_some_and(is_latin);
    if group.lead == 0xc3 {
        let doubtful = capital(before) && group.read.is_lowercase() && !small(after);
        return (small(before) || letter(after)) && !doubtful;
    }
    let follows = small(after) && (!group.ends_in_mark || small(rest.next()));
    matches!(group.lead, 0xc4 | 0xc5) && (small(before) || (!capital(before) && follows))
}

/// `à` ends in a byte that latin-1 shows as a no-break space, which many programs turn into a plain one.
fn lost_space(text: &str, at: usize, before: Option<char>, known: bool) -> Option<(usize, char)> {
    let rest = text.get(at..)?.strip_prefix('Ã')?;
    let fits = known
        && rest.starts_with(' ')
        && before.is_some_and(|c| c == ' ' || (is_latin(c) && c.is_lowercase()));
    fits.then_some((at + 'Ã'.len_utf8(), 'à'))
}

/// Whether enough letters of one other script follow each other from `at` on. Called at each letter of such a run, it looks at
/// no more than the next few, or back at those that were read.
fn letters_from(text: &str, at: usize) -> bool {
    let mut end = at;
    let mut count = 0;
    let mut lead = None;
    while count < FEWEST_LETTERS
        && let Some(group) = group(text, end)
        && group.read.is_alphabetic()
        && !is_latin(group.read)
        && lead.is_none_or(|lead: u8| lead.abs_diff(group.lead) <= 1)
    {
        lead = Some(group.lead);
        end = group.end;
        count += 1;
    }
    count >= FEWEST_LETTERS || preceded(text, at)
}

/// Whether the last letters of a run follow enough of their kind: three groups back begins one.
fn preceded(text: &str, at: usize) -> bool {
    let back = text
        .get(..at)
        .map(|text| text.char_indices().rev().nth(FEWEST_LETTERS * 2 - 1));
    let Some(Some((start, first))) = back else {
        return false;
    };
    is_lead(first)
        && (0..FEWEST_LETTERS).try_fold(start, |at, _| {
            group(text, at)
                .filter(|group| group.read.is_alphabetic() && !is_latin(group.read))
                .map(|group| group.end)
        }) == Some(at)
}

/// `text` with all of its groups read, or `None` where it is no such text throughout.
pub(super) fn read_all(text: &str, known: bool) -> Option<String> {
    let mut whole = String::new();
    let mut at = 0;
    while at < text.len() {
        let (end, read) = read(text, at, whole.chars().next_back(), known)?;
        whole.push(read);
        at = end;
    }
    (!whole.is_empty()).then_some(whole)
}

/// How many groups `text` has that are no proof alone: `Â` before a sign, which happens to be written on purpose.
pub(super) fn doubtful(text: &str) -> usize {
    let mut count = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if c == 'Â'
            && !before.is_some_and(is_latin)
            && group(text, at).is_some_and(|group| matches!(group.read, '\u{a0}'..='\u{bf}'))
        {
            count += 1;
        }
        before = Some(c);
    }
    count
}
