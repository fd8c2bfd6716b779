//! Messages over standard input and output.
//!
//! The crate that knows the messages has a transport of its own, which gives up at the first message that it cannot read.
//! This one answers it with an error and reads on: a client's slip is not to cost its user the server.

use std::io::{self, BufRead, Read as _, Write as _};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, ErrorCode, Message};
use serde_json::json;

/// The longest message that is read: a document of the largest size that can be configured sensibly, escaped.
const MAX_LENGTH: usize = 1 << 30;

/// The connection to whoever started the program.
pub(super) struct Stdio {
    pub(super) connection: Connection,
    writer: JoinHandle<()>,
}

impl Stdio {
    /// Waits until everything is written.
    pub(super) fn finish(self) {
        drop(self.connection);
        // The writer has nobody to tell of its own end.
        drop(self.writer.join());
    }
}

/// Opens it.
pub(super) fn stdio() -> Stdio {
    let (sender, to_write) = unbounded();
    let (read, receiver) = unbounded();
    thread::spawn(move || read_all(&mut io::stdin().lock(), &read));
    let writer = thread::spawn(move || write_all(&to_write));
    Stdio {
        connection: Connection { sender, receiver },
        writer,
    }
}

fn write_all(messages: &Receiver<Message>) {
    for message in messages {
        if message.write(&mut io::stdout().lock()).is_err() {
            return;
        }
    }
}

/// Reads until the input ends, or until it is not framed as messages are.
fn read_all(input: &mut dyn BufRead, into: &Sender<Message>) {
    while let Ok(Some(body)) = frame(input) {
        match message(&body) {
            Ok(message) => {
                let last = matches!(&message, Message::Notification(told) if told.method == "exit");
                if into.send(message).is_err() || last {
                    return;
                }
            }
            Err((code, reason)) => {
                if refuse(code, &reason).is_err() {
                    return;
                }
            }
        }
    }
}

/// Reads one message's body; `None` at the end of the input.
fn frame(input: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = line.trim_ascii();
        if text.is_empty() {
            match length {
                Some(length) => return body(input, length).map(Some),
                // White space between messages.
                None => continue,
            }
        }
        let colon = text.iter().position(|byte| *byte == b':');
        if let Some((name, value)) = colon.and_then(|at| text.split_at_checked(at))
            && name.eq_ignore_ascii_case(b"content-length")
        {
            let value = value.get(1..).unwrap_or_default().trim_ascii();
            let value = str::from_utf8(value)
                .ok()
                .and_then(|text| text.parse().ok());
            length = value.filter(|length| *length <= MAX_LENGTH);
            if length.is_none() {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
    }
}

fn body(input: &mut dyn BufRead, length: usize) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    let wanted = u64::try_from(length).unwrap_or(u64::MAX);
    input.take(wanted).read_to_end(&mut body)?;
    if body.len() == length {
        Ok(body)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// The message that `body` holds, or the code and reason to refuse it with.
fn message(body: &[u8]) -> Result<Message, (ErrorCode, String)> {
    let value: serde_json::Value =
        serde_json::from_slice(body).map_err(|error| (ErrorCode::ParseError, error.to_string()))?;
    // What has an id that is none would pass for a notification, and nobody would be answered.
    let asks = value.get("id").is_some_and(|id| !id.is_null());
    match serde_json::from_value(value) {
        Ok(Message::Notification(_)) if asks => Err(invalid("an id is a number or a text")),
        Ok(message) => Ok(message),
        Err(_) => Err(invalid(
            "neither a request nor a notification nor a response",
        )),
    }
}

fn invalid(reason: &str) -> (ErrorCode, String) {
    (ErrorCode::InvalidRequest, reason.to_owned())
}

/// Answers what cannot be read. Whose request it was is not known.
fn refuse(code: ErrorCode, reason: &str) -> io::Result<()> {
    let answer = json!({
        "jsonrpc": "2.0", "id": null, "error": {"code": code as i32, "message": reason},
    })
    .to_string();
    let mut out = io::stdout().lock();
    write!(out, "Content-Length: {}\r\n\r\n{answer}", answer.len())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(mut input: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        while let Ok(Some(body)) = frame(&mut input) {
            found.push(String::from_utf8(body).unwrap());
        }
        found
    }

    #[test]
    fn frames_are_found_however_their_heads_are_written() {
        let input = b"Content-Length: 2\r\n\r\n{}content-length:3\nContent-Type: x\n\nabc\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(frames(input), ["{}", "abc", ""]);
        assert!(frames(b"Content-Length: 9\r\n\r\n{}").is_empty());
        assert!(frames(b"Content-Length: many\r\n\r\n{}").is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_refused_and_what_follows_is_read() {
        let told = |body: &str| message(body.as_bytes()).map_err(|(code, _)| code as i32);
        assert_eq!(told("{").unwrap_err(), -32700);
        assert_eq!(told("\u{ff}").unwrap_err(), -32700);
        assert_eq!(told("[]").unwrap_err(), -32600);
        assert_eq!(
            told(r#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#).unwrap_err(),
            -32600
        );
        let exit = told(r#"{"jsonrpc":"2.0","method":"exit"}"#).unwrap();
        assert!(matches!(exit, Message::Notification(exit) if exit.method == "exit"));
    }
}
