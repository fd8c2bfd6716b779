//! The loop: from a client's first message to its last. It waits for nothing but messages and the checker.

use crossbeam_channel::{Receiver, never, select};
use lsp_server::{Connection, ErrorCode, Message, Request, RequestId};
use serde_json::Value;

use super::outbox::Outbox;
use super::serving::Serving;
use super::{End, Options};

/// How far the conversation is.
#[derive(Debug)]
enum Phase {
    Fresh,
    Serving(Box<Serving>),
    ShutDown,
}

/// The server.
#[derive(Debug)]
pub(super) struct Server {
    messages: Receiver<Message>,
    outbox: Outbox,
    options: Options,
    phase: Phase,
}

impl Server {
    /// A server for the client at the other end of `connection`.
    pub(super) fn new(connection: &Connection, options: Options) -> Self {
        Self {
            messages: connection.receiver.clone(),
            outbox: Outbox::new(connection.sender.clone()),
            options,
            phase: Phase::Fresh,
        }
    }

    /// Serves until the client leaves.
    pub(super) fn run(mut self) -> End {
        loop {
            let done = match &self.phase {
                Phase::Serving(serving) => serving.done(),
                _ => never(),
            };
            select! {
                recv(self.messages) -> message => match message {
                    Ok(message) => if let Some(end) = self.take_all(message) { return end },
                    Err(_) => return self.end(),
                },
                recv(done) -> done => if let (Ok(done), Phase::Serving(serving)) = (done, &mut self.phase) {
                    serving.finish(done);
                },
            }
            if let Phase::Serving(serving) = &mut self.phase {
                serving.dispatch();
            }
        }
    }

    fn end(&self) -> End {
        match self.phase {
            Phase::ShutDown => End::Orderly,
            _ => End::Abrupt,
        }
    }

    /// Takes `message` and all that have come meanwhile: a text that changes again at once is not judged before.
    fn take_all(&mut self, message: Message) -> Option<End> {
        let mut next = Some(message);
        while let Some(message) = next {
            match message {
                Message::Request(request) => self.request(request),
                Message::Notification(told) if told.method == "exit" => return Some(self.end()),
                Message::Notification(told) => {
                    if let Phase::Serving(serving) = &mut self.phase {
                        serving.notification(told);
                    }
                }
                Message::Response(_) => {}
            }
            next = self.messages.try_recv().ok();
        }
        None
    }

    fn request(&mut self, request: Request) {
        let refuse = |code, reason| self.outbox.refuse(request.id.clone(), code, reason);
        match (&mut self.phase, request.method.as_str()) {
            (Phase::Fresh, "initialize") => self.initialize(request.id, &request.params),
            (Phase::Fresh, _) => {
                refuse(ErrorCode::ServerNotInitialized, "`initialize` comes first");
            }
            (Phase::ShutDown, _) => refuse(ErrorCode::InvalidRequest, "the server is shut down"),
            (Phase::Serving(_), "initialize") => {
                refuse(ErrorCode::InvalidRequest, "`initialize` came before");
            }
            (Phase::Serving(serving), "shutdown") => {
                serving.give_up();
                self.phase = Phase::ShutDown;
                self.outbox.answer(request.id, ());
            }
            (Phase::Serving(serving), _) => serving.request(request),
        }
    }

    fn initialize(&mut self, id: RequestId, params: &Value) {
        let (serving, result) = Serving::new(params, self.options.clone(), self.outbox.clone());
        self.outbox.answer(id, result);
        self.phase = Phase::Serving(Box::new(serving));
    }
}
