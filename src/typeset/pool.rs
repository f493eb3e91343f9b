//! The workers: processes that compose texts and typeset documents, one at a time each.
//!
//! Neither a template nor Typst can be stopped or limited from inside a process. A document that never ends, overflows
//! the stack or breaks what makes it takes its worker with it, and only its worker.

use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use super::handle::{Answer, Silence, Worker};
use super::outcome::Work;
use super::protocol::{self, Reply, Request};
use super::seats::Seats;
use super::{Assets, Failure, FailureKind, Limits, WorkerCommand};
use crate::compose::{Composed, Materials, Mistake, Order};
use crate::emit::TypstSource;

/// The workers of a run; they are started when they are needed.
#[derive(Debug)]
pub struct Workers {
    command: WorkerCommand,
    materials: Materials,
    pub(super) assets: Arc<Assets>,
    pub(super) limits: Limits,
    pub(super) seats: Seats,
    /// The first frame for every worker, made once because of the fonts in it.
    start: OnceLock<Arc<Vec<u8>>>,
    idle: Mutex<Vec<Worker>>,
}

/// Why a text was not composed.
#[derive(Debug, PartialEq, Eq)]
pub enum Uncomposed {
    /// The template or the text is wrong.
    Mistakes(Vec<Mistake>),
    /// It took too long, too much, or broke what composes it.
    Failure(Failure),
}

impl Workers {
    /// Makes workers of whom `jobs` work at a time.
    pub fn new(
        command: WorkerCommand,
        materials: Materials,
        assets: Arc<Assets>,
        limits: Limits,
        jobs: usize,
    ) -> Self {
        let (start, idle) = (OnceLock::new(), Mutex::default());
        Self { command, materials, assets, limits, seats: Seats::new(jobs), start, idle }
    }

    /// Composes a text, in no more than the time and memory of one document.
    pub fn compose(&self, order: &Order) -> Result<Composed, Uncomposed> {
        let order = serde_json::to_vec(order).map_err(|error| Uncomposed::Failure(inner(&error.into())))?;
        let time = self.limits.time_for_text(order.len());
        let request = protocol::encode(&Request::Compose, &[&order])
            .map_err(|error| Uncomposed::Failure(inner(&error)))?;
        match self.ask(Work::Composing, request, time).map_err(Uncomposed::Failure)? {
            (Reply::Composed { files, blanks, pictures }, mut parts) => {
                let main = if parts.is_empty() { Vec::new() } else { parts.remove(0) };
                let main = String::from_utf8_lossy(&main).into_owned();
                let source = TypstSource { main, files: files.into_iter().zip(parts).collect() };
                Ok(Composed { source, blanks, pictures })
            }
            (Reply::Mistaken { mistakes }, _) => Err(Uncomposed::Mistakes(mistakes)),
            (reply, _) => Err(Uncomposed::Failure(unasked(&reply))),
        }
    }

    /// Has a worker do something, and gives it back when that was done within its time.
    pub(super) fn ask(&self, work: Work, request: Vec<u8>, time: Duration) -> Result<Answer, Failure> {
        let request = Arc::new(request);
        let _seat = self.seats.take();
        if self.limits.stop.is_set() {
            return Err(Failure::stopped());
        }
        let worker = self.hand_out(work, &request)?;
        let is_fresh = worker.documents == 0;
        match self.wait_for(worker, work, time) {
            // What others have left in the memory of a worker must not make this one fail.
            Err(failure) if failure.kind == FailureKind::Memory && !is_fresh => {
                self.wait_for(self.hand_to_new(work, &request)?, work, time)
            }
            result => result,
        }
    }

    /// Gives a request to a worker that waits for work, or to a new one.
    ///
    /// A worker that was killed while it waited is passed over: the document is not to blame for
    /// that.
    fn hand_out(&self, work: Work, request: &Arc<Vec<u8>>) -> Result<Worker, Failure> {
        let next = || self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        while let Some(worker) = next() {
            if worker.take(request) {
                return Ok(worker);
            }
        }
        self.hand_to_new(work, request)
    }

    /// Gives a request to a worker that has made nothing yet.
    fn hand_to_new(&self, work: Work, request: &Arc<Vec<u8>>) -> Result<Worker, Failure> {
        let start = self.start().map_err(|error| inner(&error))?;
        let worker = Worker::start(&self.command, &start, &self.limits)?;
        if worker.take(request) { Ok(worker) } else { Err(self.lost(worker, work)) }
    }

    fn start(&self) -> io::Result<Arc<Vec<u8>>> {
        if let Some(start) = self.start.get() {
            return Ok(Arc::clone(start));
        }
        let layouts = self.assets.layouts.keys().cloned().collect();
        let (version, memory) = (protocol::VERSION, self.limits.memory);
        let message = Request::Start { version, inputs: self.assets.inputs(), layouts, memory };
        let materials = serde_json::to_vec(&self.materials)?;
        let layouts = self.assets.layouts.values().map(Vec::as_slice);
        let fonts = self.assets.fonts.iter().map(|font| font.data.as_ref());
        let parts: Vec<&[u8]> = [materials.as_slice()].into_iter().chain(layouts).chain(fonts).collect();
        let start = Arc::new(protocol::encode(&message, &parts)?);
        Ok(Arc::clone(self.start.get_or_init(|| start)))
    }

    fn wait_for(&self, worker: Worker, work: Work, time: Duration) -> Result<Answer, Failure> {
        match worker.answer(time) {
            Ok((Reply::Panicked { message }, _)) => Err(Failure::breakdown(work, &message)),
            Ok((Reply::Unfit { reason }, _)) => Err(Failure::plain(FailureKind::Engine, reason)),
            Ok(answer) => {
                self.release(worker, &answer.0);
                Ok(answer)
            }
            Err(Silence::Timeout) => Err(Failure::timeout(time)),
            Err(Silence::Stopped) => Err(Failure::stopped()),
            Err(Silence::Death) => Err(self.lost(worker, work)),
        }
    }

    /// Says why a worker died, or was not waited for.
    fn lost(&self, worker: Worker, work: Work) -> Failure {
        let failure = worker.into_failure(work, &self.limits);
        if self.limits.stop.is_coming() { Failure::stopped() } else { failure }
    }

    /// Keeps a worker for the next request, unless it has served for long or has grown.
    ///
    /// One that has grown leaves the next document less of the memory that it may use than others have.
    fn release(&self, mut worker: Worker, reply: &Reply) {
        if let Reply::Done { memory, .. } | Reply::Refused { memory, .. } = reply {
            worker.documents += 1;
            let limit = self.limits.memory;
            let has_grown = memory.zip(limit).is_some_and(|(usage, limit)| usage.resident > limit / 2);
            if worker.documents >= self.limits.documents_per_worker || has_grown {
                return;
            }
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }
}

/// A mistake of this program, or of a program that took the place of this one while it ran.
fn inner(error: &io::Error) -> Failure {
    Failure::plain(FailureKind::Engine, error.to_string())
}

pub(super) fn unasked(reply: &Reply) -> Failure {
    Failure::plain(FailureKind::Engine, format!("a worker said something else than asked: {reply:?}"))
}
