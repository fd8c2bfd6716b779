//! URIs ↔ paths. A document is known by its URI, letter for letter as the client wrote it; only files have paths.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What is escaped in the path of a URI.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The path of a `file` URI of this machine; `None` for every other URI.
pub(super) fn to_path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let (host, path) = rest.split_at_checked(rest.find('/')?)?;
            if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
                return None;
            }
            path
        }
        None => rest,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if !decoded.starts_with('/') || decoded.contains('\0') {
        return None;
    }
    let drive = decoded.get(1..).filter(|rest| has_drive(rest));
    Some(PathBuf::from(drive.unwrap_or(&decoded)))
}

/// The URI of the file at `path`, which is absolute.
pub(super) fn from_path(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", utf8_percent_encode(&path, ESCAPED))
}

/// The name of a document of any scheme, as far as it has one, for telling how it is written.
pub(super) fn name(uri: &str) -> PathBuf {
    let rest = uri.split_once(':').map_or(uri, |(_, rest)| rest);
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    PathBuf::from(percent_decode_str(path).decode_utf8_lossy().as_ref())
}

/// `c:/…`: on the systems that have drives, their letter comes after the slash that a URI begins with.
fn has_drive(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_paths_and_nothing_else_has() {
        let rows = [
            ("file:///a/b.md", Some("/a/b.md")),
            ("file:///a/b%20c%25%C3%A9.md", Some("/a/b c%é.md")),
            ("FILE://localhost/a.md", Some("/a.md")),
            ("file:/a.md", Some("/a.md")),
            ("file:///c%3A/a.md", Some("c:/a.md")),
            ("file://server/a.md", None),
            ("file:///a%00b.md", None),
            ("file:///a%ff.md", None),
            ("file://", None),
            ("untitled:Untitled-1", None),
            ("git:/a.md?x", None),
            ("/a.md", None),
            ("", None),
        ];
        for (uri, path) in rows {
            assert_eq!(to_path(uri), path.map(PathBuf::from), "{uri}");
        }
    }

    #[test]
    fn paths_come_back() {
        for path in ["/a/b c.md", "/é/[x]#?%.md", "/a"] {
            assert_eq!(
                to_path(&from_path(Path::new(path))),
                Some(PathBuf::from(path))
            );
        }
        assert_eq!(from_path(Path::new("c:/a b.md")), "file:///c:/a%20b.md");
    }

    #[test]
    fn every_uri_has_a_name() {
        assert_eq!(name("git:/a/b%20c.md?ref"), PathBuf::from("/a/b c.md"));
        assert_eq!(name("untitled:Untitled-1"), PathBuf::from("Untitled-1"));
        assert_eq!(name("odd"), PathBuf::from("odd"));
    }
}
