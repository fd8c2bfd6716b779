//! What is wrong in web addresses: schemes that are misspelt or stand twice, domains that cannot be one.

use super::EntityTables;
use super::domain::{ending, has_known_ending, is_label_char};

/// The schemes of web addresses.
pub(super) const SCHEMES: [&str; 3] = ["https", "http", "ftp"];

/// What is malformed in the address `target`, which has a scheme or begins with `www.`.
pub(super) fn problem(tables: &EntityTables, target: &str) -> Option<String> {
    let rest = match target.split_once("://") {
        Some((_, rest)) => rest,
        None => target,
    };
    let host = host(rest);
    let lower = host.to_ascii_lowercase();
    let again = rest.get(host.len()..).unwrap_or_default();
    if matches!(lower.as_str(), "http" | "https")
        && (again.starts_with(':') || again.starts_with("//"))
    {
        return Some("the scheme stands twice".to_owned());
    }
    if host.is_empty()
        || host.starts_with('[')
        || again.starts_with(['[', '{', '$', '%', '*', '<', '@', '_'])
    {
        // An address by number, or one that is still to be filled in: others speak of that.
        return None;
    }
    if host.contains("..") {
        return Some("two full stops stand together".to_owned());
    }
    if let Some(after) = again.strip_prefix(',') {
        let glued = format!("{host}.{}", self::host(after));
        if !host.contains('.')
            || lower == "www"
            || (!has_known_ending(tables, host) && has_known_ending(tables, &glued))
        {
            return Some("a comma stands where a full stop belongs".to_owned());
        }
    }
    let host = host.trim_end_matches('.');
    if matches!(lower.split('.').next(), Some("ww" | "wwww")) {
        return Some("`www.` is misspelt".to_owned());
    }
    let by_number = host
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if by_number || lower == "localhost" || again.starts_with(':') {
        return None;
    }
    if !host.contains('.') {
        return Some(format!("`{host}` has no top-level domain"));
    }
    (!has_known_ending(tables, host))
        .then(|| format!("`.{}` is not a top-level domain", ending(host)))
}

/// The host that `text` begins with.
fn host(text: &str) -> &str {
    let end = text.find(|c: char| !is_label_char(c) && !matches!(c, '.' | '_'));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// What is malformed in the target of a link; `None` too where it does not mean to be a web address.
pub(super) fn link_problem(tables: &EntityTables, target: &str) -> Option<String> {
    let lower = target.to_ascii_lowercase();
    if lower.starts_with("www.") && has_known_ending(tables, host(target)) {
        return Some("without a scheme it leads to a page of this site".to_owned());
    }
    if let Some((scheme, _)) = lower.split_once("://") {
        return match scheme {
            "http" | "https" => problem(tables, target),
            _ => is_misspelt(scheme).then(|| misspelt(scheme)),
        };
    }
    let scheme = ["https", "http"]
        .into_iter()
        .find(|scheme| lower.starts_with(scheme))?;
    let rest = lower.get(scheme.len()..)?;
    (rest.starts_with(":/")
        || rest.starts_with("//")
        || rest.starts_with(":www.")
        || rest.starts_with(";//"))
    .then(|| format!("`{scheme}` is not followed by `://`"))
}

pub(super) fn misspelt(scheme: &str) -> String {
    format!("`{scheme}` is a misspelt scheme")
}

/// Whether `scheme`, in lower case, is a slip for one: its letters, wrong in number or order.
pub(super) fn is_misspelt(scheme: &str) -> bool {
    let letters = scheme
        .bytes()
        .all(|byte| matches!(byte, b'h' | b't' | b'p' | b's'));
    (3..=7).contains(&scheme.len())
        && letters
        && scheme.contains('t')
        && scheme.contains('p')
        && !SCHEMES.contains(&scheme)
}

/// The scheme with mistakes that `before` ends with, what is wrong with it, and its length: `http:/`, `htps://`, `https//`, and
/// `https:// ` with white space.
pub(super) fn broken_scheme(before: &str) -> Option<(usize, String)> {
    let bare = before.trim_end_matches([' ', '\u{a0}']);
    let spaced = bare.len() < before.len();
    let marks = bare.trim_end_matches(['/', '\\']);
    let slashes = bare.get(marks.len()..).unwrap_or_default();
    let colon = marks.trim_end_matches([':', ';']);
    let (colons, gap) = (
        marks.len() - colon.len(),
        colon.len() - colon.trim_end_matches(' ').len(),
    );
    let name = colon.trim_end_matches(' ');
    let start = name
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |at| at + 1);
    let scheme = name.get(start..).unwrap_or_default().to_ascii_lowercase();
    if slashes.is_empty() && colons == 0 {
        return None;
    }
    let known = matches!(scheme.as_str(), "http" | "https");
    let written = slashes == "//" && colons == 1 && gap == 0 && marks.ends_with(':');
    let said = if known && written {
        spaced.then(|| "white space stands after `://`".to_owned())
    } else if known && !slashes.is_empty() {
        Some(format!("`{scheme}` is not followed by `://`"))
    } else if written && is_misspelt(&scheme) {
        Some(misspelt(&scheme))
    } else {
        None
    };
    said.map(|said| (before.len() - start, said))
}
