//! Messages: the words of a rule with what it found put in.

use super::predicate::Flaw;

/// The most characters of the source that a message quotes.
const QUOTED: usize = 60;

/// What can be put into a message.
pub(super) struct Words<'a> {
    /// The name by which the rule speaks of its subject.
    pub(super) name: Option<&'a str>,
    /// The subject as it stands in the source.
    pub(super) text: &'a str,
    /// What is wrong with it.
    pub(super) flaw: &'a Flaw,
    /// How many there are.
    pub(super) count: usize,
}

/// `template` with every placeholder replaced.
pub(super) fn fill(template: &str, words: &Words<'_>) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match name {
            "value" => filled.push_str(&crop(words.text)),
            "problem" => filled.push_str(&words.flaw.problem),
            "age" => filled.push_str(&words.flaw.age),
            "meant" => filled.push_str(&words.flaw.meant),
            "other" => filled.push_str(&words.flaw.other),
            "limit" => filled.push_str(&words.flaw.limit),
            "count" => filled.push_str(&words.count.to_string()),
            name if words.flaw.fact(name).is_some() => {
                filled.push_str(words.flaw.fact(name).unwrap_or_default());
            }
            name if Some(name) == words.name => filled.push_str(&crop(words.text)),
            other => filled.extend(["{", other, "}"]),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// Source words on one line, cut at a word where they are too many.
pub(super) fn crop(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() <= QUOTED {
        return joined;
    }
    let cut: String = joined.chars().take(QUOTED).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}
