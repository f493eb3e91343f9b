//! A worker as the program sees it: a process, its pipes, and how it ended.

use std::io::{self, Read, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::outcome::Work;
use super::protocol::{self, Reply};
use super::stop::TICK;
use super::worker::STACK;
use super::{Failure, FailureKind, Limits, Stop, WorkerCommand};

/// How long a worker may take to get ready.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of what a worker says about its end is kept.
const LAST_WORDS: usize = 4 << 10;

/// What a worker says, and the bytes that belong to it.
pub(super) type Answer = (Reply, Vec<Vec<u8>>);

/// Why a worker did not answer.
pub(super) enum Silence {
    Timeout,
    Stopped,
    Death,
}

/// One worker process, and the threads that hold its pipes.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    requests: Option<Sender<Arc<Vec<u8>>>>,
    answers: Receiver<Answer>,
    last_words: Option<JoinHandle<String>>,
    /// How many documents it has typeset.
    pub(super) documents: usize,
    stop: Stop,
}

impl Worker {
    pub(super) fn start(
        command: &WorkerCommand,
        start: &Arc<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Self, Failure> {
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
                let failure = worker.into_failure(Work::Typesetting, limits);
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
        // Of what a process says last only the end is kept, and that is to be the reason.
        process.env("RUST_BACKTRACE", "0");
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

    /// Waits for what it says.
    pub(super) fn answer(&self, timeout: Duration) -> Result<Answer, Silence> {
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

    /// Gives a request to the worker, and says whether it arrived.
    pub(super) fn take(&self, request: &Arc<Vec<u8>>) -> bool {
        self.send(request);
        matches!(self.answer(PATIENCE), Ok((Reply::Taken, _)))
    }

    /// Says why the worker died.
    pub(super) fn into_failure(mut self, work: Work, limits: &Limits) -> Failure {
        // A worker that hung up without dying would never be done.
        drop(self.child.kill());
        let status = self.child.wait();
        let last_words = self.last_words.take().and_then(|thread| thread.join().ok());
        match status {
            Ok(status) => Failure::from_death(work, status, &last_words.unwrap_or_default(), limits),
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
            let Ok(Some(answer)) = protocol::read::<Reply>(&mut stdout) else { return };
            let is_last = !answer.0.has_more();
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
