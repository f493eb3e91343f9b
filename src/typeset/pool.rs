//! The embedded engine: worker processes that typeset one document at a time.
//!
//! Typst cannot be stopped or limited from inside its process. A document that never ends,
//! overflows the stack or breaks Typst takes its worker with it, and only its worker.

use std::io::{self, Read, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::memory::Usage;
use super::protocol::{self, Reply, Request};
use super::stop::TICK;
use super::worker::STACK;
use super::{
    Assets, Engine, Failure, FailureKind, Limits, MAIN, Pdf, PdfOptions, Stop, TYPST_VERSION, WorkerCommand,
};
use crate::emit::TypstSource;

/// How long a worker may take to get ready.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of what a worker says about its end is kept.
const LAST_WORDS: usize = 4 << 10;

/// The engine whose Typst is inside this program.
#[derive(Debug)]
pub struct Embedded {
    command: WorkerCommand,
    /// The first frame for every worker, made once because of the fonts in it.
    start: Arc<Vec<u8>>,
    limits: Limits,
    idle: Mutex<Vec<Worker>>,
}

impl Embedded {
    /// Makes the engine; workers are started when they are needed.
    pub fn new(command: WorkerCommand, assets: &Assets, limits: Limits) -> io::Result<Self> {
        let layouts = assets.layouts.keys().cloned().collect();
        let (version, memory) = (protocol::VERSION, limits.memory);
        let message = Request::Start { version, inputs: assets.inputs(), layouts, memory };
        let fonts = assets.fonts.iter().map(|font| font.data.as_ref());
        let parts: Vec<&[u8]> = assets.layouts.values().map(Vec::as_slice).chain(fonts).collect();
        let start = Arc::new(protocol::encode(&message, &parts)?);
        Ok(Self { command, start, limits, idle: Mutex::default() })
    }

    /// Gives a request to a worker that waits for work, or to a new one.
    ///
    /// A worker that was killed while it waited is passed over: the document is not to blame for
    /// that.
    fn hand_out(&self, request: &Arc<Vec<u8>>) -> Result<Worker, Failure> {
        let next = || self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        while let Some(mut worker) = next() {
            if worker.take(request) {
                return Ok(worker);
            }
        }
        self.hand_to_new(request)
    }

    /// Gives a request to a worker that has made nothing yet.
    fn hand_to_new(&self, request: &Arc<Vec<u8>>) -> Result<Worker, Failure> {
        let mut worker = Worker::start(&self.command, &self.start, &self.limits)?;
        if worker.take(request) { Ok(worker) } else { Err(self.lost(worker)) }
    }

    /// Waits for what a worker makes of a document.
    fn await_pdf(&self, worker: Worker, source: &TypstSource) -> Result<Pdf, Failure> {
        let time = self.limits.time_for(source);
        match worker.answer(time) {
            Ok((Reply::Done { pages, warnings, memory }, mut parts)) => {
                self.release(worker, memory);
                let memory = memory.map(|usage| usage.peak);
                Ok(Pdf { bytes: parts.pop().unwrap_or_default(), pages, warnings, memory })
            }
            Ok((Reply::Refused { problems, memory }, _)) => {
                self.release(worker, memory);
                Err(Failure { kind: FailureKind::Document, problems })
            }
            Ok((Reply::Panicked { message }, _)) => {
                Err(Failure::plain(FailureKind::Crash, format!("Typst broke down: {message}")))
            }
            Ok((Reply::Ready | Reply::Unfit { .. } | Reply::Taken, _)) => {
                Err(Failure::plain(FailureKind::Engine, "a worker said something else than asked"))
            }
            Err(Silence::Timeout) => Err(Failure::timeout(time)),
            Err(Silence::Stopped) => Err(Failure::stopped()),
            Err(Silence::Death) => Err(self.lost(worker)),
        }
    }

    /// Says why a worker died, or was not waited for.
    fn lost(&self, worker: Worker) -> Failure {
        let failure = worker.into_failure(&self.limits);
        if self.limits.stop.is_coming() { Failure::stopped() } else { failure }
    }

    /// Keeps a worker for the next document, unless it has served for long or has grown.
    ///
    /// One that has grown leaves the next document less of the memory that it may use than others have.
    fn release(&self, worker: Worker, memory: Option<Usage>) {
        let is_large = |usage: Usage| self.limits.memory.is_some_and(|limit| usage.resident > limit / 2);
        if worker.documents < self.limits.documents_per_worker && !memory.is_some_and(is_large) {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        }
    }
}

impl Engine for Embedded {
    fn name(&self) -> &'static str {
        "embedded"
    }

    fn version(&self) -> &str {
        TYPST_VERSION
    }

    fn typeset(&self, source: &TypstSource, options: &PdfOptions) -> Result<Pdf, Failure> {
        if self.limits.stop.is_set() {
            return Err(Failure::stopped());
        }
        let request = encode(source, options)
            .map_err(|error| Failure::plain(FailureKind::Engine, error.to_string()))?;
        let request = Arc::new(request);
        let worker = self.hand_out(&request)?;
        let is_new = worker.documents == 1;
        match self.await_pdf(worker, source) {
            // What others have left in the memory of a worker must not make this one fail.
            Err(failure) if failure.kind == FailureKind::Memory && !is_new => {
                self.await_pdf(self.hand_to_new(&request)?, source)
            }
            result => result,
        }
    }
}

fn encode(source: &TypstSource, options: &PdfOptions) -> io::Result<Vec<u8>> {
    let names = source.files.keys().cloned().chain([MAIN.to_owned()]).collect();
    let request = Request::Typeset { files: names, options: options.clone() };
    let parts: Vec<&[u8]> =
        source.files.values().map(Vec::as_slice).chain([source.main.as_bytes()]).collect();
    protocol::encode(&request, &parts)
}

type Answer = (Reply, Vec<Vec<u8>>);

/// Why a worker did not answer.
enum Silence {
    Timeout,
    Stopped,
    Death,
}

/// One worker process, and the threads that hold its pipes.
#[derive(Debug)]
struct Worker {
    child: Child,
    requests: Option<Sender<Arc<Vec<u8>>>>,
    answers: Receiver<Answer>,
    last_words: Option<JoinHandle<String>>,
    documents: usize,
    stop: Stop,
}

impl Worker {
    fn start(command: &WorkerCommand, start: &Arc<Vec<u8>>, limits: &Limits) -> Result<Self, Failure> {
        let worker = Self::spawn(command, limits.stop.clone()).map_err(|error| {
            let program = command.program.display();
            Failure::plain(FailureKind::Engine, format!("failed to start the worker `{program}`: {error}"))
        })?;
        worker.send(start);
        let reason = match worker.answer(PATIENCE) {
            Ok((Reply::Ready, _)) => return Ok(worker),
            Ok((Reply::Unfit { reason }, _)) => reason,
            Ok(_) => "it said something else than asked".to_owned(),
            Err(Silence::Timeout) => "it did not answer in time".to_owned(),
            Err(Silence::Stopped) => return Err(Failure::stopped()),
            Err(Silence::Death) => {
                let failure = worker.into_failure(limits);
                let hints = failure.problems.iter().flat_map(|problem| &problem.hints);
                let said: Vec<&str> = hints.map(String::as_str).collect();
                format!("it ended at once; {}", said.join("; "))
            }
        };
        Err(Failure::plain(FailureKind::Engine, format!("a worker did not get ready: {reason}")))
    }

    fn spawn(command: &WorkerCommand, stop: Stop) -> io::Result<Self> {
        let mut process = Command::new(&command.program);
        process.args(&command.arguments);
        // The workers share the cores among themselves; Typst's own threads would only get in their
        // way. The one thread that it then still has is a new one, with a stack as large as ours.
        process.env("RAYON_NUM_THREADS", "1").env("RUST_MIN_STACK", STACK.to_string());
        // What the allocator only reserves must not count as used, or the limit of memory would be reached at once.
        process.env("MIMALLOC_ARENA_EAGER_COMMIT", "0");
        // Ctrl-C on a terminal goes to the whole group. It is for the program, which then decides
        // about its workers; and they end in any case when it does.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut process, 0);
        process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = process.spawn()?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let stderr = child.stderr.take();
        let (requests, queue) = mpsc::channel();
        let (sender, answers) = mpsc::channel();
        thread::spawn(move || converse(stdin, stdout, &queue, &sender));
        let last_words = thread::spawn(move || stderr.map(tail).unwrap_or_default());
        let (requests, last_words) = (Some(requests), Some(last_words));
        Ok(Self { child, requests, answers, last_words, documents: 0, stop })
    }

    /// Sends a request; whether it arrives is seen from the answer.
    fn send(&self, request: &Arc<Vec<u8>>) {
        let request = Arc::clone(request);
        drop(self.requests.as_ref().map(|requests| requests.send(request)));
    }

    fn answer(&self, timeout: Duration) -> Result<Answer, Silence> {
        let deadline = Instant::now().checked_add(timeout);
        loop {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            match self.answers.recv_timeout(left.map_or(TICK, |left| left.min(TICK))) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Disconnected) => return Err(Silence::Death),
                Err(RecvTimeoutError::Timeout) if self.stop.is_set() => return Err(Silence::Stopped),
                Err(RecvTimeoutError::Timeout) if left.is_some_and(|left| left.is_zero()) => {
                    return Err(Silence::Timeout);
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Gives a document to the worker, and says whether it arrived.
    fn take(&mut self, request: &Arc<Vec<u8>>) -> bool {
        self.documents += 1;
        self.send(request);
        matches!(self.answer(PATIENCE), Ok((Reply::Taken, _)))
    }

    /// Says why the worker died.
    fn into_failure(mut self, limits: &Limits) -> Failure {
        // A worker that hung up without dying would never be done.
        drop(self.child.kill());
        let status = self.child.wait();
        let last_words = self.last_words.take().and_then(|thread| thread.join().ok());
        match status {
            Ok(status) => Failure::from_death(status, &last_words.unwrap_or_default(), limits),
            Err(error) => Failure::plain(FailureKind::Engine, format!("a worker was lost: {error}")),
        }
    }
}

impl Drop for Worker {
    /// Ends the worker. It has nothing to lose, so it is not asked.
    fn drop(&mut self) {
        drop(self.requests.take());
        // Both fail only when it is already gone.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Sends each request and reads the answers to it, until one side hangs up.
///
/// On a thread of its own, because a pipe can't be waited for with a time limit.
fn converse(
    stdin: Option<ChildStdin>,
    stdout: Option<impl Read>,
    requests: &Receiver<Arc<Vec<u8>>>,
    answers: &Sender<Answer>,
) {
    let (Some(mut stdin), Some(mut stdout)) = (stdin, stdout) else { return };
    for request in requests {
        // A worker that refuses to listen may still say why.
        let sent = stdin.write_all(&request).and_then(|()| stdin.flush());
        loop {
            let Ok(Some(answer)) = protocol::read(&mut stdout) else { return };
            let is_last = answer.0 != Reply::Taken;
            if answers.send(answer).is_err() || sent.is_err() {
                return;
            }
            if is_last {
                break;
            }
        }
    }
}

/// Reads a pipe to its end and returns the end of it.
fn tail(mut pipe: impl Read) -> String {
    let mut kept = Vec::new();
    let mut chunk = [0; 1024];
    while let Ok(count @ 1..) = pipe.read(&mut chunk) {
        kept.extend(&chunk[..count]);
        let excess = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..excess);
    }
    String::from_utf8_lossy(&kept).into_owned()
}
