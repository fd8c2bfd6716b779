//! The thread that reads and judges, so that messages are answered meanwhile.
//!
//! The newest job comes first: it is what somebody looks at. A job whose text has changed is dropped, before it begins or
//! when it is done.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use gen_lsp_types::Diagnostic;
use rustc_hash::FxHashMap;

use crate::session::{Member, Session};
use crate::source::{Format, SourceError, SourceFile, display_path};

use super::client::Client;
use super::diagnostics;
use super::documents::{Judged, Ticket};

/// A text to be judged.
#[derive(Debug)]
pub(super) struct Job {
    /// Whose text it is.
    pub(super) uri: String,
    /// Its version.
    pub(super) version: Option<i32>,
    /// Whether it is still wanted.
    pub(super) ticket: Ticket,
    /// The text.
    pub(super) source: SourceFile,
    /// What judges it.
    pub(super) session: Arc<Session>,
    /// What stands beside it in its bundle.
    pub(super) beside: Vec<Beside>,
}

/// A file that stands beside a text, and its text where it is open.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) path: PathBuf,
    pub(super) format: Format,
    pub(super) text: Option<String>,
}

/// A text that was judged.
#[derive(Debug)]
pub(super) struct Done {
    /// Whose text it is.
    pub(super) uri: String,
    /// Its version.
    pub(super) version: Option<i32>,
    /// Whether it is still wanted.
    pub(super) ticket: Ticket,
    /// What was made of it; `None` where judging it failed.
    pub(super) judged: Option<Judged>,
    /// The same for the client.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Members of its bundle that could not be read.
    pub(super) errors: Vec<SourceError>,
}

/// Starts the thread. It ends when the sender is dropped.
pub(super) fn start(client: Arc<Client>) -> (Sender<Job>, Receiver<Done>) {
    let (jobs, todo) = unbounded::<Job>();
    let (finished, done) = unbounded();
    thread::spawn(move || {
        let mut checker = Checker {
            client,
            members: FxHashMap::default(),
        };
        let mut waiting = Vec::new();
        while let Some(job) = next(&mut waiting, &todo) {
            if let Some(result) = checker.judge(job)
                && finished.send(result).is_err()
            {
                break;
            }
        }
    });
    (jobs, done)
}

/// The newest job that is still wanted.
fn next(waiting: &mut Vec<Job>, todo: &Receiver<Job>) -> Option<Job> {
    loop {
        waiting.extend(todo.try_iter());
        match waiting.pop() {
            Some(job) if job.ticket.is_superseded() => {}
            Some(job) => return Some(job),
            None => waiting.push(todo.recv().ok()?),
        }
    }
}

/// A member of a bundle as it was read last, and what it was read from.
#[derive(Debug)]
struct Kept {
    text: String,
    session: Arc<Session>,
    member: Arc<Member>,
}

struct Checker {
    client: Arc<Client>,
    members: FxHashMap<PathBuf, Kept>,
}

impl Checker {
    /// Judges a text; `None` where it has changed meanwhile.
    fn judge(&mut self, job: Job) -> Option<Done> {
        let mut errors = Vec::new();
        let mut members = Vec::new();
        for beside in job.beside {
            match self.member(&job.session, beside) {
                Ok(member) => members.push(member),
                Err(error) => errors.push(error),
            }
        }
        let session = &job.session;
        let superseded = || job.ticket.is_superseded();
        // Nothing panics; if something does, one text goes unjudged and the server lives.
        let checked = panic::catch_unwind(AssertUnwindSafe(|| {
            let checked = session.check_among(job.source, &members, &superseded)?;
            let found = diagnostics::of(&checked, session, &job.uri, &self.client);
            Some((checked, found))
        }));
        let (judged, diagnostics) = match checked {
            Ok(result) => {
                let (checked, diagnostics) = result.filter(|_| !superseded())?;
                let judged = Judged {
                    checked: Arc::new(checked),
                    session: Arc::clone(session),
                };
                (Some(judged), diagnostics)
            }
            Err(_) => (None, Vec::new()),
        };
        Some(Done {
            uri: job.uri,
            version: job.version,
            ticket: job.ticket,
            judged,
            diagnostics,
            errors,
        })
    }

    /// The file that stands beside a text. It is read again only when its text or the session is another.
    fn member(
        &mut self,
        session: &Arc<Session>,
        beside: Beside,
    ) -> Result<Arc<Member>, SourceError> {
        let Beside { path, format, text } = beside;
        let source = match text {
            Some(text) => SourceFile::from_text(&display_path(&path), text, format),
            None => SourceFile::read(&path, format, session.settings().max_file_size)?,
        };
        if let Some(kept) = self.members.get(&path)
            && kept.text == source.text
            && Arc::ptr_eq(&kept.session, session)
        {
            return Ok(Arc::clone(&kept.member));
        }
        let member = Arc::new(Member::read(session, &path, &source));
        let kept = Kept {
            text: source.text,
            session: Arc::clone(session),
            member: Arc::clone(&member),
        };
        self.members.insert(path, kept);
        Ok(member)
    }
}
