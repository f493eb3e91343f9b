//! Runs a program that may take only so long and so much.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::stop::TICK;
use super::{Limits, Stop, memory};

/// What a program left behind.
pub(super) struct Output {
    pub(super) status: ExitStatus,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: String,
}

/// Why a program left nothing behind.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// It did not start, or its output could not be read.
    #[error("it could not be run")]
    Io(#[from] io::Error),
    /// It was stopped.
    #[error("it did not end within {} seconds", .0.as_secs_f32())]
    Timeout(Duration),
    /// The whole run was stopped.
    #[error("the run was stopped")]
    Stopped,
}

/// Runs a program to its end, or stops it when its time is up.
pub(super) fn run(command: &mut Command, limits: &Limits) -> Result<Output, RunError> {
    let deadline = Instant::now().checked_add(limits.timeout);
    // Ctrl-C on a terminal goes to the whole group. It is for this program, which stops the other.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stdout = read_in_background(child.stdout.take());
    let stderr = read_in_background(child.stderr.take());
    // One that has already ended needs no limit.
    drop(memory::limit_child(&child, limits.memory, limits.timeout));
    let result = collect(&mut child, &stdout, &stderr, &Patience { deadline, stop: &limits.stop });
    if result.is_err() {
        // It may have ended by itself in the meantime, which is as good.
        drop(child.kill());
        child.wait()?;
    }
    match result {
        Ok(output) => Ok(output),
        Err(Cause::Io(error)) => Err(RunError::Io(error)),
        Err(Cause::Late) => Err(RunError::Timeout(limits.timeout)),
        Err(Cause::Stopped) => Err(RunError::Stopped),
    }
}

/// Why a program is not waited for any longer.
enum Cause {
    Io(io::Error),
    Late,
    Stopped,
}

/// How long a program is waited for.
struct Patience<'a> {
    deadline: Option<Instant>,
    stop: &'a Stop,
}

impl Patience<'_> {
    /// Says why there is none left.
    fn check(&self) -> Result<(), Cause> {
        if self.stop.is_set() {
            return Err(Cause::Stopped);
        }
        match self.deadline {
            Some(deadline) if Instant::now() >= deadline => Err(Cause::Late),
            _ => Ok(()),
        }
    }
}

fn collect(
    child: &mut Child,
    stdout: &Receiver<io::Result<Vec<u8>>>,
    stderr: &Receiver<io::Result<Vec<u8>>>,
    patience: &Patience<'_>,
) -> Result<Output, Cause> {
    let receive = |pipe: &Receiver<io::Result<Vec<u8>>>| loop {
        match pipe.recv_timeout(TICK) {
            Ok(result) => return result.map_err(Cause::Io),
            Err(RecvTimeoutError::Timeout) => patience.check()?,
            Err(RecvTimeoutError::Disconnected) => return Err(Cause::Late),
        }
    };
    let stdout = receive(stdout)?;
    let stderr = String::from_utf8_lossy(&receive(stderr)?).into_owned();
    // A program that has closed its output has as good as ended; one that closes it and stays is
    // caught here.
    loop {
        if let Some(status) = child.try_wait().map_err(Cause::Io)? {
            return Ok(Output { status, stdout, stderr });
        }
        patience.check()?;
        thread::sleep(Duration::from_micros(200));
    }
}

/// Reads a pipe to its end on a thread of its own.
///
/// The thread is not waited for: when the program is stopped, one that it had started may still
/// hold the other end.
fn read_in_background(pipe: Option<impl Read + Send + 'static>) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let result = pipe.map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut bytes));
        // Nobody listens any more when the program was stopped.
        drop(sender.send(result.map(|_| bytes)));
    });
    receiver
}

/// Answers whether a process was killed: signal 9, which no process sends itself.
pub(super) fn is_killed(status: ExitStatus) -> bool {
    #[cfg(unix)]
    return std::os::unix::process::ExitStatusExt::signal(&status) == Some(9);
    #[cfg(not(unix))]
    return status.code().is_none();
}

/// Says what ended a process that did not end well, as the end of a sentence.
pub(super) fn describe(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("it was ended by signal {signal}");
    }
    status.code().map_or_else(|| "it ended".to_owned(), |code| format!("it ended with status {code}"))
}
