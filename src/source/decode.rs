//! Bytes → text: byte order mark, then what the page declares, then UTF-8, then what the bytes look like.
//!
//! No byte is dropped in silence: what cannot be decoded shows as U+FFFD, and what is no text at all is refused with the
//! reason.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Format;

/// How far into a page its declaration of an encoding is looked for, as browsers do.
const DECLARED_WITHIN: usize = 1024;

/// Text, and the encoding it was in.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static Encoding,
}

/// Decodes `bytes`, or says what gave away that they are no text.
pub(super) fn decode(bytes: &[u8], format: Format) -> Result<Decoded, &'static str> {
    if let Some(kind) = known_binary(bytes) {
        return Err(kind);
    }
    let decoded = decode_text(bytes, format)?;
    if decoded.text.contains('\0') {
        return Err("it contains NUL characters");
    }
    if is_binary(&decoded.text) {
        return Err("it is full of control characters");
    }
    Ok(decoded)
}

fn decode_text(bytes: &[u8], format: Format) -> Result<Decoded, &'static str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(found, _)| *found != UTF_8) {
        return Ok(decode_as(encoding, bytes));
    }
    if bytes.contains(&0) {
        let encoding = unmarked_utf_16(bytes).ok_or("it contains NUL bytes")?;
        return Ok(decode_as(encoding, bytes));
    }
    let utf_8 = std::str::from_utf8(bytes).ok();
    let declared = (format == Format::Html).then(|| declared(bytes)).flatten();
    if let Some(encoding) = declared.filter(|encoding| believes(encoding, utf_8)) {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        if !had_errors {
            return Ok(Decoded {
                text: text.into_owned(),
                encoding,
            });
        }
    }
    if let Some(text) = utf_8 {
        return Ok(Decoded {
            text: text.to_owned(),
            encoding: UTF_8,
        });
    }
    Ok(detected(bytes))
}

/// Whether a declaration is to be believed. Pages are often converted to UTF-8 without their declaration; bytes beyond
/// ASCII that happen to be UTF-8 throughout are hardly ever anything else.
fn believes(encoding: &'static Encoding, utf_8: Option<&str>) -> bool {
    encoding != UTF_8 && !(encoding.is_single_byte() && utf_8.is_some_and(|text| !text.is_ascii()))
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        encoding,
    }
}

/// Decodes what is not UTF-8 by what it looks like. A UTF-8 mark before it stays.
fn detected(bytes: &[u8]) -> Decoded {
    let rest = bytes.strip_prefix(b"\xef\xbb\xbf");
    let body = rest.unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(body, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let mut decoded = decode_as(guess, body);
    if decoded.text.contains('\u{fffd}') {
        // In windows-1252 every byte means something, so that at least nothing is lost.
        decoded = decode_as(WINDOWS_1252, body);
    }
    if rest.is_some() {
        decoded.text.insert(0, '\u{feff}');
    }
    decoded
}

/// UTF-16 without its mark: in European text nearly every second byte is NUL.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let nul_at = |parity: usize| {
        sample
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (first, second) = (nul_at(0), nul_at(1));
    let most = (sample.len() / 2) * 7 / 10;
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        None
    } else if second > most && first * 50 < sample.len() {
        Some(UTF_16LE)
    } else if first > most && second * 50 < sample.len() {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that a page declares: in its XML declaration, in `<meta charset>`, or in `<meta http-equiv>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARED_WITHIN))?;
    let head = head.to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(at + 1..)?;
        let end = rest.iter().position(|byte| *byte == b'>')?;
        let tag = rest.get(..end)?;
        let key: &[u8] = if tag.starts_with(b"?xml") {
            b"encoding"
        } else if tag.starts_with(b"meta") {
            b"charset"
        } else {
            continue;
        };
        if let Some(label) = value_after(tag, key) {
            return Encoding::for_label(label);
        }
    }
    None
}

/// The value after `key=` in `tag`, without quotes.
fn value_after<'a>(tag: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let at = tag.windows(key.len()).position(|window| window == key)?;
    let rest = tag.get(at + key.len()..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
    let rest = rest.strip_prefix(b"'").unwrap_or(rest);
    let ends =
        |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b';' | b'/' | b'?');
    let end = rest.iter().position(ends).unwrap_or(rest.len());
    rest.get(..end).filter(|label| !label.is_empty())
}

/// Files that people hand over for text, known by their first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"%PDF-", "it is a PDF document"),
        (b"PK\x03\x04", "it is a ZIP archive, as Word documents are"),
        (b"\xd0\xcf\x11\xe0", "it is an old Word or Office document"),
        (b"{\\rtf", "it is an RTF document"),
        (b"\x1f\x8b", "it is compressed"),
        (b"\x89PNG", "it is an image"),
    ];
    KNOWN
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, kind)| *kind)
}

/// Whether more than two in a hundred characters are controls that no text has.
fn is_binary(text: &str) -> bool {
    // Most text has next to none, which its bytes tell sooner: a control is one byte below the space, or DEL, or begins with
    // 0xC2, and no character takes more than four bytes.
    let may_be_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=31 | 0x7f | 0xc2);
    let most = text.as_bytes().iter().filter(may_be_control).count();
    if most * 50 * 4 <= text.len() {
        return false;
    }
    let is_control = |c: &char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
    };
    let controls = text.chars().filter(is_control).count();
    controls > 0 && controls * 50 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, Format::Html).unwrap();
        (decoded.text, decoded.encoding.name())
    }

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn marks_come_first_and_stay() {
        let with_mark = "\u{feff}Überweisung";
        assert_eq!(text(with_mark.as_bytes()), (with_mark.to_owned(), "UTF-8"));
        for (to_bytes, name) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"),
            (u16::to_be_bytes, "UTF-16BE"),
        ] {
            assert_eq!(
                text(&utf_16(with_mark, to_bytes)),
                (with_mark.to_owned(), name)
            );
            let bare = "Wij bewaren uw naam één jaar.";
            assert_eq!(text(&utf_16(bare, to_bytes)), (bare.to_owned(), name));
        }
    }

    #[test]
    fn declarations_are_read_where_they_stand() {
        for head in [
            "<meta charset=iso-8859-2>",
            "<META http-equiv='Content-Type' content='text/html; charset=ISO-8859-2'/>",
            "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><p>",
        ] {
            let mut page = head.as_bytes().to_vec();
            page.extend(b"za\xbf\xf3\xb3\xe6");
            assert_eq!(text(&page), (format!("{head}zażółć"), "ISO-8859-2"));
        }
    }

    #[test]
    fn a_declaration_that_the_bytes_belie_is_not_believed() {
        let page = "<meta charset=\"iso-8859-1\">één";
        assert_eq!(text(page.as_bytes()), (page.to_owned(), "UTF-8"));
        let mut page = b"<meta charset=utf-8>caf".to_vec();
        page.extend(b"\xe9 au lait, \xe0 bient\xf4t");
        assert_eq!(text(&page).0, "<meta charset=utf-8>café au lait, à bientôt");
        // A text about pages declares nothing.
        let note = decode(b"<meta charset=utf-16> \xe9t\xe9", Format::Plain).unwrap();
        assert_eq!(note.text, "<meta charset=utf-16> été");
    }

    #[test]
    fn what_is_not_utf_8_is_detected() {
        let page = b"Donn\xe9es \xe0 caract\xe8re personnel : la dur\xe9e est d\x92un an.";
        assert_eq!(
            text(page),
            (
                "Données à caractère personnel : la durée est d’un an.".to_owned(),
                "windows-1252"
            )
        );
        assert_eq!(
            text(b"\xef\xbb\xbfd\xe9j\xe0 vu et entendu").0,
            "\u{feff}déjà vu et entendu"
        );
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        for (bytes, reason) in [
            (b"%PDF-1.7 ...".as_slice(), "it is a PDF document"),
            (b"text\0text\0\0", "it contains NUL bytes"),
            (b"\x01\x02\x03 abc", "it is full of control characters"),
        ] {
            assert_eq!(decode(bytes, Format::Plain).unwrap_err(), reason);
        }
        assert_eq!(text(b"").0, "");
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), html in any::<bool>()) {
            let format = if html { Format::Html } else { Format::Markdown };
            if let Ok(decoded) = decode(&bytes, format) {
                prop_assert!(!decoded.text.contains('\0'));
                prop_assert!(bytes.is_empty() == decoded.text.is_empty());
            }
        }

        #[test]
        fn utf_8_is_left_as_it_is(source in "[^\\x00-\\x1f\\x7f-\\x9f]{0,80}") {
            prop_assume!(known_binary(source.as_bytes()).is_none());
            let decoded = decode(source.as_bytes(), Format::Markdown).unwrap();
            prop_assert_eq!(decoded.text, source);
        }
    }
}
