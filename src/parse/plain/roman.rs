//! Roman numbers, as far as any policy counts.

/// The value of a Roman number in one case, up to 89, which is further than any policy counts.
pub(super) fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 8 {
        return None;
    }
    let lower = word.bytes().all(|b| b.is_ascii_lowercase());
    if !lower && !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let mut rest = word.to_ascii_lowercase();
    let mut value = 0;
    for (part, worth) in [
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("x", 10),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
        ("i", 1),
        ("i", 1),
    ] {
        if let Some(after) = rest.strip_prefix(part) {
            value += worth;
            rest = after.to_owned();
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}
