//! Runs a program that may take only so long.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

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
}

/// Runs a program to its end, or stops it when its time is up.
pub(super) fn run(command: &mut Command, timeout: Duration) -> Result<Output, RunError> {
    let deadline = Instant::now() + timeout;
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stdout = read_in_background(child.stdout.take());
    let stderr = read_in_background(child.stderr.take());
    let result = collect(&mut child, &stdout, &stderr, deadline);
    if result.is_err() {
        // It may have ended by itself in the meantime, which is as good.
        drop(child.kill());
        child.wait()?;
    }
    match result {
        Ok(output) => Ok(output),
        Err(Stop::Io(error)) => Err(RunError::Io(error)),
        Err(Stop::Late) => Err(RunError::Timeout(timeout)),
    }
}

enum Stop {
    Io(io::Error),
    Late,
}

fn collect(
    child: &mut Child,
    stdout: &Receiver<io::Result<Vec<u8>>>,
    stderr: &Receiver<io::Result<Vec<u8>>>,
    deadline: Instant,
) -> Result<Output, Stop> {
    let receive = |pipe: &Receiver<io::Result<Vec<u8>>>| {
        let left = deadline.saturating_duration_since(Instant::now());
        pipe.recv_timeout(left).map_err(|_| Stop::Late)?.map_err(Stop::Io)
    };
    let stdout = receive(stdout)?;
    let stderr = String::from_utf8_lossy(&receive(stderr)?).into_owned();
    // A program that has closed its output has as good as ended; one that closes it and stays is
    // caught here.
    loop {
        if let Some(status) = child.try_wait().map_err(Stop::Io)? {
            return Ok(Output { status, stdout, stderr });
        }
        if Instant::now() >= deadline {
            return Err(Stop::Late);
        }
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

/// Says what ended a process that did not end well, as the end of a sentence.
pub(super) fn describe(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("it was ended by signal {signal}");
    }
    status.code().map_or_else(|| "it ended".to_owned(), |code| format!("it ended with status {code}"))
}
