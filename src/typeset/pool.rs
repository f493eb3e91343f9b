//! The workers: processes that compose texts and typeset documents, one at a time each.
//!
//! Neither a template nor Typst can be stopped or limited from inside a process. A document that never ends, overflows
//! the stack or breaks what makes it takes its worker with it, and only its worker.

use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::handle::{Answer, Silence, Worker};
use super::outcome::Work;
use super::protocol::{self, Reply, Request};
use super::seats::Seats;
use super::{Assets, Carried, Failure, FailureKind, Limits, Pdf, Terms, WorkerCommand};
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

/// What a worker said in the end.
pub(super) struct Answered {
    /// How long there was no seat.
    waited: Duration,
    /// When it was done with composing and went on, and what is missing in the text.
    composed: Option<(Instant, Vec<String>)>,
    pub(super) result: Result<Answer, Failure>,
}

impl From<Failure> for Answered {
    fn from(failure: Failure) -> Self {
        Self { waited: Duration::ZERO, composed: None, result: Err(failure) }
    }
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
        match self.carry_out(order, None)? {
            Carried::Composed(composed) => Ok(composed),
            Carried::Typeset { .. } => Err(Uncomposed::Failure(unasked("typeset"))),
        }
    }

    /// Composes a text, and typesets it if there are terms for that and it meets them.
    pub(super) fn carry_out(&self, order: &Order, terms: Option<&Terms>) -> Result<Carried, Uncomposed> {
        let order = serde_json::to_vec(order).map_err(|error| Uncomposed::Failure(inner(&error.into())))?;
        let time = self.limits.time_for_text(order.len());
        let request = protocol::encode(&Request::Compose { terms: terms.cloned() }, &[&order])
            .map_err(|error| Uncomposed::Failure(inner(&error)))?;
        let Answered { waited, composed, result } = self.ask(Work::Composing, request, time);
        if let Some((composed, blanks)) = composed {
            let (result, main) = match result {
                Ok(answer) => pdf(answer),
                Err(failure) => (Err(failure), String::new()),
            };
            return Ok(Carried::Typeset { result, blanks, main, waited, composed });
        }
        match result.map_err(Uncomposed::Failure)? {
            (Reply::Composed { files, blanks, pictures }, mut parts) => {
                let main = if parts.is_empty() { Vec::new() } else { parts.remove(0) };
                let source = TypstSource { main: text(main), files: files.into_iter().zip(parts).collect() };
                Ok(Carried::Composed(Composed { source, blanks, pictures }))
            }
            (Reply::Mistaken { mistakes }, _) => Err(Uncomposed::Mistakes(mistakes)),
            (reply, _) => Err(Uncomposed::Failure(unasked(&format!("{reply:?}")))),
        }
    }

    /// Has a worker do something, and gives it back when that was done within its time.
    pub(super) fn ask(&self, work: Work, request: Vec<u8>, time: Duration) -> Answered {
        let (request, asked) = (Arc::new(request), Instant::now());
        let _seat = self.seats.take();
        let waited = asked.elapsed();
        if self.limits.stop.is_set() {
            return Failure::stopped().into();
        }
        let worker = match self.hand_out(work, &request) {
            Ok(worker) => worker,
            Err(failure) => return failure.into(),
        };
        let is_fresh = worker.documents == 0;
        let answered = self.wait_for(worker, work, time);
        let is_full = |failure: &Failure| failure.kind == FailureKind::Memory;
        // What others have left in the memory of a worker must not make this one fail.
        if answered.result.as_ref().is_err_and(is_full) && !is_fresh {
            return match self.hand_to_new(work, &request) {
                Ok(worker) => Answered { waited, ..self.wait_for(worker, work, time) },
                Err(failure) => failure.into(),
            };
        }
        Answered { waited, ..answered }
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

    fn wait_for(&self, worker: Worker, work: Work, time: Duration) -> Answered {
        let (mut work, mut time, mut composed) = (work, time, None);
        let result = loop {
            break match worker.answer(time) {
                Ok((Reply::Typesetting { size, blanks }, _)) => {
                    (work, time) = (Work::Typesetting, self.limits.time_for_text(size));
                    composed = Some((Instant::now(), blanks));
                    continue;
                }
                Ok((Reply::Panicked { message }, _)) => Err(Failure::breakdown(work, &message)),
                Ok((Reply::Unfit { reason }, _)) => Err(Failure::plain(FailureKind::Engine, reason)),
                Ok(answer) => {
                    self.release(worker, &answer.0);
                    Ok(answer)
                }
                Err(Silence::Timeout) => Err(Failure::timeout(time)),
                Err(Silence::Stopped) => Err(Failure::stopped()),
                Err(Silence::Death) => Err(self.lost(worker, work)),
            };
        };
        Answered { waited: Duration::ZERO, composed, result }
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

fn unasked(what: &str) -> Failure {
    Failure::plain(FailureKind::Engine, format!("a worker said something else than asked: {what}"))
}

/// Returns the PDF of which a worker tells, and the text that it sent along.
pub(super) fn pdf(answer: Answer) -> (Result<Pdf, Failure>, String) {
    match answer {
        (Reply::Done { pages, warnings, memory }, parts) => {
            let (memory, mut parts) = (memory.map(|usage| usage.peak), parts.into_iter());
            let bytes = parts.next().unwrap_or_default();
            (Ok(Pdf { bytes, pages, warnings, memory }), text(parts.next().unwrap_or_default()))
        }
        (Reply::Refused { problems, .. }, mut parts) => {
            let failure = Failure { kind: FailureKind::Document, problems };
            (Err(failure), text(parts.pop().unwrap_or_default()))
        }
        (reply, _) => (Err(unasked(&format!("{reply:?}"))), String::new()),
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}
