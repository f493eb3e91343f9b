//! Ctrl-C and its like, while a build runs.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::typeset::Stop;

/// What a process adds to the number of the signal that ended it to make its exit code.
const SIGNALLED: u8 = 128;

/// The signals that people and systems end a program with: the first one stops the build cleanly, the second
/// ends the program at once.
///
/// Before there is anything to be cleaned up, the first one ends it at once, too.
pub(super) struct Signals {
    stop: Stop,
    end_at_once: Arc<AtomicBool>,
}

impl Signals {
    /// Takes the signals over.
    pub(super) fn catch() -> io::Result<Self> {
        let signals = Self { stop: Stop::default(), end_at_once: Arc::new(AtomicBool::new(true)) };
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal must see the flag as it was before it.
            let status = i32::from(SIGNALLED) + signal;
            flag::register_conditional_shutdown(signal, status, Arc::clone(&signals.end_at_once))?;
            flag::register(signal, Arc::clone(&signals.end_at_once))?;
            let number = usize::try_from(signal).unwrap_or_default();
            flag::register_usize(signal, signals.stop.flag(), number)?;
        }
        Ok(signals)
    }

    /// Says that from now on there is something to be cleaned up.
    pub(super) fn begin_work(&self) {
        self.end_at_once.store(false, Ordering::SeqCst);
    }

    /// Returns what stops the build.
    pub(super) fn stop(&self) -> &Stop {
        &self.stop
    }

    /// Returns the signal that came, and the exit code that says so.
    pub(super) fn caught(&self) -> Option<(&'static str, u8)> {
        let number = i32::try_from(self.stop.signal()?).ok()?;
        let name = if number == SIGINT { "SIGINT" } else { "SIGTERM" };
        Some((name, SIGNALLED + u8::try_from(number).ok()?))
    }
}
