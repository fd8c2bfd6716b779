//! Running headers and footers: the line that every page repeats beside its number.
//!
//! They are taken out before anything else is read, since they break off lists and sentences. A line is one where it
//! comes back with nothing but one number changed, which goes up, and either stands at the end of its page or parts
//! that number from its words by a wide gap. `Article 1`, `Article 2` come back too, but head their pages; what begins as
//! `1. ` does is an item or a heading wherever it stands.

use rustc_hash::FxHashMap;

use super::lines::Lines;
use super::shape::MAX_HEADING;

/// The most pages that may lack the line between two that have it.
const SKIPPED: u32 = 2;

/// The fewest lines from one page to the next: what comes back sooner are rows of a table.
const PAGE: usize = 4;

/// The longest number that is looked at, in digits: a year is no page.
const DIGITS: usize = 3;

/// Takes the running headers and footers out of `lines`.
pub(super) fn remove(lines: &mut Lines<'_>) {
    let mut found: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, line) in lines.all().iter().enumerate() {
        let text = lines.text(at);
        let short = usize::try_from(line.chars).is_ok_and(|chars| chars <= MAX_HEADING);
        let ends = ends_page(lines, at) && !is_numbered(text);
        if short && (ends || has_wide_gap(text)) {
            found.entry(skeleton(text)).or_default().push(at);
        }
    }
    let mut places: Vec<usize> = found
        .into_values()
        .filter(|places| is_running(lines, places))
        .flatten()
        .collect();
    places.sort_unstable();
    lines.remove(&places);
}

/// Whether the lines at `places`, which differ in numbers at most, run along with the pages.
fn is_running(lines: &Lines<'_>, places: &[usize]) -> bool {
    let text = places.first().map_or("", |at| lines.text(*at));
    let ends = || places.iter().all(|at| ends_page(lines, *at)) && !is_numbered(text);
    places.len() >= 2
        && (beside_number(text) || ends())
        && places.windows(2).all(|pair| match pair {
            [one, other] => other - one >= PAGE && goes_up(lines.text(*one), lines.text(*other)),
            _ => false,
        })
}

/// Whether one number of `other` is a little higher than in `one`, and the others are the same.
fn goes_up(one: &str, other: &str) -> bool {
    let mut changed = numbers(one)
        .zip(numbers(other))
        .filter(|(one, other)| one != other);
    let (Some((one, other)), None) = (changed.next(), changed.next()) else {
        return false;
    };
    let number = |digits: &str| {
        (digits.len() <= DIGITS)
            .then(|| digits.parse::<u32>().ok())
            .flatten()
    };
    match (number(one), number(other)) {
        (Some(one), Some(other)) => other > one && other - one <= SKIPPED + 1,
        _ => false,
    }
}

/// Whether several words stand on one side of a wide gap, and no more than a page with its number on the other.
fn beside_number(text: &str) -> bool {
    let Some((left, right)) = wide_gap(text) else {
        return false;
    };
    let words = |part: &str| part.split_whitespace().count();
    let named = |part: &str| words(part) >= 2 && !part.contains(|c: char| c.is_ascii_digit());
    let paged = |part: &str| {
        part.ends_with(|c: char| c.is_ascii_digit()) && words(part) <= 4 && has_letters_once(part)
    };
    (named(left) && paged(right)) || (named(right) && paged(left))
}

/// Whether a page is named at most once before its number, and the pages once between the two numbers.
fn has_letters_once(part: &str) -> bool {
    let mut named = 0;
    for word in part.split_whitespace() {
        if word.bytes().any(|b| b.is_ascii_digit()) {
            named = 0;
        } else {
            named += 1;
        }
        if named > 1 {
            return false;
        }
    }
    true
}

/// Whether words follow a number with a full stop or a bracket, as in a heading or an item.
fn is_numbered(text: &str) -> bool {
    let marked = text.trim_start_matches(|c: char| c.is_ascii_digit());
    marked.len() < text.len()
        && marked
            .strip_prefix(['.', ')'])
            .is_some_and(|words| words.starts_with(char::is_whitespace))
}

fn has_wide_gap(text: &str) -> bool {
    wide_gap(text).is_some()
}

/// What stands on the two sides of the only wide gap.
fn wide_gap(text: &str) -> Option<(&str, &str)> {
    let at = text.find("   ").or_else(|| text.find('\t'))?;
    let (left, right) = text.split_at_checked(at)?;
    let right = right.trim();
    (!right.contains("   ") && !right.contains('\t')).then_some((left, right))
}

/// Whether a form feed follows line `at` before the next line, or nothing at all does.
fn ends_page(lines: &Lines<'_>, at: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return true;
    };
    lines
        .source()
        .get(line.span.end..next.span.start)
        .is_some_and(|between| between.contains('\u{c}'))
}

/// `text` with each number in it made a single digit.
fn skeleton(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = false;
    for c in text.chars() {
        let digit = c.is_ascii_digit();
        if !(digit && digits) {
            out.push(if digit { '0' } else { c });
        }
        digits = digit;
    }
    // A longer number leaves less space before it.
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(source: &str) -> Vec<&str> {
        let mut lines = Lines::new(source);
        remove(&mut lines);
        (0..lines.len()).map(|at| lines.text(at)).collect()
    }

    #[test]
    fn a_line_beside_a_number_that_goes_up_is_taken_out() {
        let source = "a\nb\nc\nThe Otter Club     Page 9\nd\ne\nf\nThe Otter Club     Page 10\ng\n";
        assert_eq!(left(source), ["a", "b", "c", "d", "e", "f", "g"]);
        assert_eq!(
            left("a\nb\nc\n7\n\u{c}d\ne\nf\n8\n\u{c}"),
            ["a", "b", "c", "d", "e", "f"]
        );
    }

    #[test]
    fn headings_of_pages_and_rows_of_tables_stay() {
        for source in [
            "Article 1\na\nb\nc\n\u{c}\nArticle 2\nd\ne\nf\n",
            "1. Title\n\u{c}a\nb\nc\n2. Title",
            "Article     1\na\nb\nc\nArticle     2\nd\ne\nf\n",
            "Kept in months     1\nKept in months     2\n",
            "The Otter Club     Page 2\na\nb\nc\nThe Otter Club     Page 2\nd\n",
            "The Otter Club     2024\na\nb\nc\nThe Otter Club     2025\nd\n",
        ] {
            let all: Vec<&str> = source
                .split(['\n', '\u{c}'])
                .filter(|line| !line.is_empty())
                .collect();
            assert_eq!(left(source), all);
        }
    }
}
