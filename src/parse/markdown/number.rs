//! Numbers before titles and letters before items: `3.2`, `IV.`, `§ 5`, `Artikel 3 –`, `(a)`.
//!
//! No word of any language is known here; a capitalised word counts as part of a number only with a number and a
//! delimiter after it.

/// The number that a title begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// As written, without punctuation around it.
    pub(super) value: String,
    /// How many parts it has; `3.2` has two.
    pub(super) depth: u8,
    /// Where it ends, delimiter included.
    pub(super) end: usize,
    /// Where the title begins.
    pub(super) title: usize,
    /// Whether a delimiter or a second part says that it is a number; a bare `3` may be part of the title.
    pub(super) sure: bool,
}

/// Reads the number that `text` begins with.
pub(super) fn leading(text: &str) -> Option<Number> {
    plain(text).or_else(|| after_word(text))
}

/// `3.2 Title`, `§ 3 Title`, `IV. Title`, `(a) Title`.
fn plain(text: &str) -> Option<Number> {
    let rest = text.trim_start_matches(['§', '(', ' ']);
    let start = text.len() - rest.len();
    let (value, depth) = value_of(rest)?;
    let after = rest.get(value.len()..)?;
    let (delimiter, title) = delimiter_of(after)?;
    let is_digits = value.starts_with(|c: char| c.is_ascii_digit());
    let marked = depth > 1 || delimiter > 0 || text.starts_with('§');
    let upper = title_of(after, title).starts_with(char::is_uppercase);
    if !(marked || (is_digits && upper)) {
        return None;
    }
    Some(Number {
        value: value.to_owned(),
        depth,
        end: start + value.len() + delimiter,
        title: start + value.len() + title,
        sure: marked,
    })
}

/// `Artikel 3: Title`, `SECTION 7 - Title`, `Bijlage 2`.
fn after_word(text: &str) -> Option<Number> {
    let word = text.find(' ')?;
    let name = text.get(..word)?;
    let is_name = name.chars().count() > 1
        && name.starts_with(char::is_uppercase)
        && name.chars().all(char::is_alphabetic);
    let rest = text.get(word + 1..)?;
    let (value, depth) = value_of(rest)?;
    let after = rest.get(value.len()..)?;
    let (delimiter, title) = delimiter_of(after)?;
    if !is_name || value.len() > 5 || (delimiter == 0 && !after.trim().is_empty()) {
        return None;
    }
    if value.starts_with(|c: char| c.is_ascii_digit()) && value.len() > 2 && depth == 1 {
        return None;
    }
    let before = word + 1 + value.len();
    Some(Number {
        value: value.to_owned(),
        depth,
        end: before + delimiter,
        title: before + title,
        sure: true,
    })
}

fn title_of(after: &str, title: usize) -> &str {
    after.get(title..).unwrap_or_default()
}

/// The number itself and how many parts it has.
fn value_of(text: &str) -> Option<(&str, u8)> {
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .unwrap_or(text.len());
    let mut length = 0;
    let mut depth = 0_u8;
    for part in text.get(..end)?.split('.') {
        let digits = part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
        let letter = part.len() == 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
        if part.is_empty() || !(digits || letter || (depth == 0 && is_roman(part))) {
            break;
        }
        length += part.len() + usize::from(depth > 0);
        depth = depth.saturating_add(1);
    }
    let value = text.get(..length)?;
    let has_digit = value.bytes().any(|b| b.is_ascii_digit());
    (depth > 0 && depth <= 6 && (depth == 1 || has_digit)).then_some((value, depth))
}

/// How long the delimiter is that `after` begins with, and where the title begins. There must be white space between.
fn delimiter_of(after: &str) -> Option<(usize, usize)> {
    let bare = after.trim_start_matches(['.', ')', ':']);
    let mut delimiter = after.len() - bare.len();
    let rest = bare.trim_start();
    if rest.len() == bare.len() && !rest.is_empty() {
        // `3.Title` is a number as well.
        let tight = delimiter > 0 && rest.starts_with(char::is_uppercase);
        return tight.then_some((delimiter, delimiter));
    }
    let dashes = rest.trim_start_matches(['-', '–', '—', ':', '|']);
    let title = if dashes.len() < rest.len() && (dashes.is_empty() || dashes.starts_with(' ')) {
        delimiter = after.len() - dashes.len();
        dashes
    } else {
        rest
    };
    Some((delimiter, after.len() - title.trim_start().len()))
}

fn is_roman(text: &str) -> bool {
    text.len() <= 7
        && !text.is_empty()
        && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
}

/// The letter or number of an item, `a)`, `(iv)`, `(2)`, read in every way it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Enumerator {
    letter: Option<u32>,
    roman: Option<u32>,
    digits: Option<u32>,
    /// Where it ends, delimiter included.
    pub(super) end: usize,
}

impl Enumerator {
    /// Reads the enumerator that `text` begins with.
    pub(super) fn leading(text: &str) -> Option<Self> {
        let open = usize::from(text.starts_with('('));
        let inside = text.get(open..)?;
        let length = inside
            .find(|c: char| !c.is_ascii_alphanumeric())
            .filter(|length| (1..=4).contains(length))?;
        let value = inside.get(..length)?;
        let after = inside.get(length..)?;
        let closes = after.starts_with(')') || (open == 0 && after.starts_with('.'));
        let digits = value.parse().ok();
        if !closes || !after.get(1..)?.starts_with(' ') || (digits.is_some() && open == 0) {
            return None;
        }
        let letter = value.bytes().next().filter(|_| length == 1);
        let letter = letter.filter(u8::is_ascii_lowercase);
        let found = Self {
            letter: letter.map(|byte| u32::from(byte - b'a') + 1),
            roman: roman(value),
            digits,
            end: open + length + 1,
        };
        (found.letter.is_some() || found.roman.is_some() || digits.is_some()).then_some(found)
    }

    /// Whether a list can begin with this one.
    pub(super) fn is_first(&self) -> bool {
        [self.letter, self.roman, self.digits].contains(&Some(1))
    }

    /// Whether this one comes next after `before`.
    pub(super) fn follows(&self, before: &Self) -> bool {
        let next = |this: Option<u32>, before: Option<u32>| {
            before.is_some_and(|before| this == Some(before + 1))
        };
        next(self.letter, before.letter)
            || next(self.roman, before.roman)
            || next(self.digits, before.digits)
    }
}

/// The value of a small lower-case Roman number.
fn roman(text: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let units = text.trim_start_matches('x');
    let tens = u32::try_from(text.len() - units.len()).ok()?;
    let value = (0..).zip(UNITS).find(|(_, unit)| *unit == units)?.0;
    (!text.is_empty()).then_some(10 * tens + value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, u8, &str)> {
        leading(text).map(|number| {
            let title = text.get(number.title..).unwrap();
            (number.value, number.depth, title)
        })
    }

    #[test]
    fn reads_numbers_of_many_makes() {
        for (text, value, depth, title) in [
            ("3.2 Sharing", "3.2", 2, "Sharing"),
            ("3. Sharing", "3", 1, "Sharing"),
            ("3 Sharing", "3", 1, "Sharing"),
            ("3.Sharing", "3", 1, "Sharing"),
            ("1 - Quoi", "1", 1, "Quoi"),
            ("IV. Rechte", "IV", 1, "Rechte"),
            ("c) Zweck", "c", 1, "Zweck"),
            ("(b) Zweck", "b", 1, "Zweck"),
            ("§ 5 Haftung", "5", 1, "Haftung"),
            ("Artikel 3: Doel", "3", 1, "Doel"),
            ("SECTION 7 - COOKIES", "7", 1, "COOKIES"),
            ("Annex 2", "2", 1, ""),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), depth, title)), "{text}");
        }
    }

    #[test]
    fn leaves_titles_alone_that_only_look_numbered() {
        for text in [
            "3rd parties",
            "24 hours a day",
            "2019 in review",
            "Article 13 GDPR",
            "I collect nothing",
            "A word",
            "Cookies",
            "e.g. this",
            "Section Control",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn enumerators_follow_one_another() {
        let read = |text| Enumerator::leading(text).unwrap();
        assert!(read("(a) x").is_first());
        assert!(read("i) x").is_first());
        assert!(read("b. x").follows(&read("a. x")));
        assert!(read("(iv) x").follows(&read("(iii) x")));
        assert!(read("(i) x").follows(&read("(h) x")));
        assert!(!read("(c) x").follows(&read("(a) x")));
        assert_eq!(Enumerator::leading("etc. and so on"), None);
    }
}
