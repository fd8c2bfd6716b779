//! The inside of a citation: the number of an article and what narrows it to a paragraph and a point.

use super::meaning::{Role, What};
use super::scan::Scan;

/// A provision as it is cited.
#[derive(Clone, Debug)]
pub(super) struct Provision {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its last word.
    pub(super) last: usize,
    pub(super) article: String,
    pub(super) paragraph: Option<String>,
    pub(super) point: Option<String>,
    /// Whether a word says that its last part is a paragraph, so that a number after "and" is another.
    pub(super) paragraph_last: bool,
}

impl Provision {
    /// Whether it is narrower than an article.
    pub(super) fn has_parts(&self) -> bool {
        self.paragraph.is_some() || self.point.is_some()
    }

    /// What stands between its end and the next word, without white space around it.
    pub(super) fn gap<'a>(&self, scan: &Scan<'a>) -> &'a str {
        scan.text
            .get(self.end..scan.start(self.last + 1))
            .unwrap_or_default()
            .trim()
    }
}

/// The provision whose number is word `at`.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Provision> {
    let (last, article) = number(scan, at)?;
    let mut provision = Provision {
        start: scan.start(at),
        end: scan.end(last),
        last,
        article,
        paragraph: None,
        point: None,
        paragraph_last: false,
    };
    for _ in 0..8 {
        if !narrow(scan, &mut provision) {
            break;
        }
    }
    Some(provision)
}

/// Another point or paragraph of the article of `before`, at word `at`: "6(1)(b) or (f)", "46, paragraphs 2 and 3".
pub(super) fn same_article(
    scan: &Scan<'_>,
    at: usize,
    gap: &str,
    before: &Provision,
) -> Option<Provision> {
    let mut provision = Provision {
        start: scan.start(at),
        end: scan.end(at),
        last: at,
        article: before.article.clone(),
        paragraph: before.paragraph.clone(),
        point: None,
        paragraph_last: before.paragraph_last,
    };
    if before.paragraph_last && gap.is_empty() && is_digits(scan.of(at)) && stands_alone(scan, at) {
        provision.paragraph = Some(scan.of(at).to_owned());
        return Some(provision);
    }
    before.point.as_ref()?;
    let (point_at, gap, worded) = match scan.role(at, Role::Point) {
        Some(last) if gap.is_empty() => (last + 1, scan.after(last).trim(), true),
        _ => (at, gap, false),
    };
    let letter = letters(scan.of(point_at))?;
    let closes = scan.after(point_at).starts_with(')');
    match gap {
        "(" | ".(" if closes => {
            provision.end = scan.end(point_at) + 1;
            if !worded {
                let text = scan.text.get(..scan.start(point_at))?;
                provision.start = text.rfind('(')?;
            }
        }
        "" | "." if worded || closes || stands_alone(scan, point_at) => {
            provision.end = scan.end(point_at);
        }
        _ => return None,
    }
    provision.point = Some(letter);
    provision.last = point_at;
    Some(provision)
}

/// The number of an article at word `at`, with a series letter, a suffix or a second number: "L.34-1", "6:162", "15-22".
fn number(scan: &Scan<'_>, at: usize) -> Option<(usize, String)> {
    let mut at = at;
    let mut article = String::new();
    let word = scan.of(at);
    if scan.is(at, Role::Series)
        && scan.shouted(at, 1)
        && matches!(scan.after(at).trim_end(), "." | "" | "-")
    {
        article.push_str(word);
        article.push('.');
        at += 1;
    }
    let first = scan.of(at);
    let is_first = is_number(first) || (article.is_empty() && is_series(first));
    if !is_first {
        return None;
    }
    article.push_str(first);
    let mut last = at;
    // "2021-style" is a word, "6-e" a provision.
    if scan.after(last) == "-" && scan.of(last + 1).chars().skip(1).any(char::is_alphabetic) {
        return None;
    }
    for _ in 0..3 {
        let next = scan.of(last + 1);
        let mark = match scan.after(last) {
            ":" if is_number(next) => ":",
            "-" | "–" | "‑" if is_number(next) => "-",
            // "11.7a" is one number, "6.1" an article and its paragraph.
            "." if is_number(next) && next.ends_with(|c: char| c.is_ascii_lowercase()) => ".",
            " – " | " - " if next.len() <= 3 && next.bytes().all(|b| b.is_ascii_digit()) => "-",
            _ => break,
        };
        article.push_str(mark);
        article.push_str(next);
        last += 1;
    }
    if let Some(word) = scan.role(last + 1, Role::Range)
        && scan.after(last).trim().is_empty()
        && matches!(scan.after(word).trim(), "" | ".")
        && is_number(scan.of(word + 1))
    {
        article.push('-');
        article.push_str(scan.of(word + 1));
        last = word + 1;
    }
    Some((last, article))
}

/// Digits, perhaps with a short suffix: "7", "7a", "88bis".
fn is_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = word.get(digits..).unwrap_or_default();
    (1..=4).contains(&digits) && suffix.len() <= 3 && suffix.bytes().all(|b| b.is_ascii_lowercase())
}

/// A series letter and digits in one word: "L34".
fn is_series(word: &str) -> bool {
    word.strip_prefix(|c: char| c.is_ascii_uppercase())
        .is_some_and(is_number)
}

/// Reads one more part of `provision`; whether there was one.
fn narrow(scan: &Scan<'_>, provision: &mut Provision) -> bool {
    let next = provision.last + 1;
    let gap = provision.gap(scan);
    if gap.ends_with('(') {
        return matches!(gap, "(" | ".(" | ",(" | ", (") && bracketed(scan, provision, next);
    }
    // A closing bracket after "b)" belongs to the letter.
    let gap = gap.strip_prefix(')').unwrap_or(gap).trim_start();
    match gap {
        "." if touches(scan, provision, next) => dotted(scan, provision, next),
        "" | "," | "." | ".," => {
            worded(scan, provision, next) || bare_letter(scan, provision, next)
        }
        "-" => touches(scan, provision, next) && bare_letter(scan, provision, next),
        _ => false,
    }
}

/// Whether no white space parts word `next` from what was read.
fn touches(scan: &Scan<'_>, provision: &Provision, next: usize) -> bool {
    scan.text
        .get(provision.end..scan.start(next))
        .is_some_and(|gap| !gap.contains(char::is_whitespace))
}

/// "(1)", "(f)", "(ii)".
fn bracketed(scan: &Scan<'_>, provision: &mut Provision, at: usize) -> bool {
    let word = scan.of(at);
    if !scan.after(at).starts_with(')') {
        return false;
    }
    // A point put in between two others has two letters.
    let inserted = word.len() == 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    if inserted {
        provision.point.get_or_insert_with(|| word.to_owned());
    } else if !keep(provision, word) {
        return false;
    }
    provision.last = at;
    provision.end = scan.end(at) + 1;
    true
}

/// ".1", ".f".
fn dotted(scan: &Scan<'_>, provision: &mut Provision, at: usize) -> bool {
    let word = scan.of(at);
    let single = word.len() == 1 || word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 2;
    if !single || !keep(provision, word) {
        return worded(scan, provision, at);
    }
    provision.last = at;
    provision.end = scan.end(at);
    true
}

/// "lid 1", "Abs. 1", "eerste lid", "onder f", "point (a)", "S. 1".
fn worded(scan: &Scan<'_>, provision: &mut Provision, at: usize) -> bool {
    if let Some((last, ordinal)) = scan.longest(at, |what| match what {
        What::Ordinal(ordinal) => Some(ordinal),
        _ => None,
    }) && scan.after(last).trim().is_empty()
    {
        let of = scan
            .role(last + 1, Role::Paragraph)
            .map(|last| (last, true))
            .or_else(|| scan.role(last + 1, Role::Part).map(|last| (last, false)));
        if let Some((last, kept)) = of {
            if kept && provision.paragraph.is_none() {
                provision.paragraph = Some(ordinal.to_string());
            }
            provision.last = last;
            provision.end = scan.end(last);
            return true;
        }
    }
    for role in [Role::Paragraph, Role::Point, Role::Part] {
        if let Some(last) = scan.role(at, role)
            && part(scan, provision, last, role)
        {
            return true;
        }
    }
    false
}

/// The number or letter after the word `word`, which has `role`.
fn part(scan: &Scan<'_>, provision: &mut Provision, word: usize, role: Role) -> bool {
    let at = word + 1;
    let named = scan.of(at);
    let gap = scan.after(word).trim();
    let bracket = gap.ends_with('(') && scan.after(at).starts_with(')');
    if !matches!(gap, "" | "." | "(" | ".(" | ". (") || (gap.ends_with('(') && !bracket) {
        return false;
    }
    // "1er", "1st": the number of an ordinal.
    let ordinal = scan.longest(at, |what| match what {
        What::Ordinal(ordinal) => Some(ordinal),
        _ => None,
    });
    let digits = is_digits(named);
    if role == Role::Paragraph && both(provision, named) {
        provision.last = at;
        provision.end = scan.end(at);
        return true;
    }
    // "Abs. 1 Nr. 2": the second number is a point.
    let narrower = role != Role::Part && digits && provision.paragraph.is_some();
    let had_paragraph = provision.paragraph.is_some();
    let kept = match (role, ordinal) {
        _ if narrower => {
            provision.point.get_or_insert_with(|| named.to_owned());
            true
        }
        (Role::Part, _) => digits,
        (Role::Paragraph, Some((_, ordinal))) => keep(provision, &ordinal.to_string()),
        (Role::Paragraph, None) => (digits || letters(named).is_some()) && keep(provision, named),
        _ => keep(provision, named),
    };
    if kept {
        provision.paragraph_last =
            role == Role::Paragraph && !had_paragraph && provision.point.is_none();
        provision.last = at;
        provision.end = scan.end(at) + usize::from(bracket);
    }
    kept
}

/// Keeps paragraph and point written as one, "Abs. 1c"; whether `word` is that.
fn both(provision: &mut Provision, word: &str) -> bool {
    let Some((paragraph, point)) = word.split_at_checked(word.len().saturating_sub(1)) else {
        return false;
    };
    let one = is_digits(paragraph) && point.bytes().all(|b| b.is_ascii_lowercase());
    one && keep(provision, paragraph) && keep(provision, point)
}

/// A letter by itself, "6 (1) b) GDPR", "6 lid 1 f AVG", "6-e".
fn bare_letter(scan: &Scan<'_>, provision: &mut Provision, at: usize) -> bool {
    let word = scan.of(at);
    let hyphened = scan.before(at) == "-";
    let closed = scan.after(at).starts_with(')');
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let placed = provision.paragraph.is_some() || hyphened;
    if !letter || !placed || provision.point.is_some() {
        return false;
    }
    if !(hyphened || closed || stands_alone(scan, at)) {
        return false;
    }
    provision.point = Some(word.to_owned());
    provision.last = at;
    provision.end = scan.end(at);
    true
}

/// Whether an act is named after word `at`, perhaps after a link word.
fn before_act(scan: &Scan<'_>, at: usize) -> bool {
    let names_act = |at: usize| {
        scan.hits(at)
            .iter()
            .any(|hit| matches!(hit.what, What::Act(_)))
    };
    let mut next = at + 1;
    for _ in 0..4 {
        if !matches!(scan.before(next).trim(), "" | "," | "." | "'" | "’") {
            return false;
        }
        if names_act(next) {
            return true;
        }
        let link = scan
            .role(next, Role::ActLink)
            .or_else(|| scan.role(next, Role::Determiner));
        match link {
            Some(last) => next = last + 1,
            None => return false,
        }
    }
    false
}

/// Whether what follows word `at` shows that it is no word of a sentence: a mark, an act, or another point.
fn stands_alone(scan: &Scan<'_>, at: usize) -> bool {
    ends_clause(scan, at) || before_act(scan, at) || scan.role(at + 1, Role::List).is_some()
}

/// Whether the clause ends after word `at`.
fn ends_clause(scan: &Scan<'_>, at: usize) -> bool {
    let gap = scan.after(at);
    gap.starts_with([',', ';', '.', ')', ']']) || scan.word(at + 1).is_none()
}

fn is_digits(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// `word` as the letters of a point: one letter, or two or three of a Roman number or a double letter.
fn letters(word: &str) -> Option<String> {
    let short = (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic());
    let same = word.len() == 2 && word.bytes().next() == word.bytes().last();
    let roman = word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    (short && (word.len() == 1 || same || roman)).then(|| word.to_ascii_lowercase())
}

/// Keeps `word` as paragraph or point, whichever it can be; whether it can be either.
fn keep(provision: &mut Provision, word: &str) -> bool {
    if is_digits(word) {
        // A second number is a subparagraph or a sentence, which is read and not kept.
        provision.paragraph.get_or_insert_with(|| word.to_owned());
        return true;
    }
    match letters(word) {
        Some(point) => {
            provision.point.get_or_insert(point);
            true
        }
        None => false,
    }
}
