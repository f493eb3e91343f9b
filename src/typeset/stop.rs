//! What ends a run before its time: a signal, or the first failure if that is to be the last.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How often whoever waits for a process looks whether it is to stop.
pub(super) const TICK: Duration = Duration::from_millis(20);

/// The number in the flag that stands for no signal.
const RUNNING: usize = 0;

/// The number in the flag that stands for a stop that no signal asked for.
const UNASKED: usize = usize::MAX;

/// Tells everything that makes documents to stop at once; all copies are one.
///
/// The documents under way are given up, and their processes killed. What stopped them stays known.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicUsize>);

impl Stop {
    /// Stops the run; a signal that came before stays the reason.
    pub fn now(&self) {
        // Whoever was first is the reason, so a second one changes nothing.
        self.0.compare_exchange(RUNNING, UNASKED, Ordering::Relaxed, Ordering::Relaxed).unwrap_or_default();
    }

    /// Answers whether the run is to stop.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed) != RUNNING
    }

    /// Answers whether the run is to stop, after a process ended that was not asked to.
    ///
    /// A signal for all processes of a job may reach that one a little earlier than this one.
    pub(super) fn is_coming(&self) -> bool {
        if !self.is_set() {
            std::thread::sleep(TICK);
        }
        self.is_set()
    }

    /// Returns the signal that stopped the run.
    pub fn signal(&self) -> Option<usize> {
        let reason = self.0.load(Ordering::Relaxed);
        (reason != RUNNING && reason != UNASKED).then_some(reason)
    }

    /// Returns the flag itself, for a handler of signals, which can do no more than to set a number:
    /// that of the signal.
    pub fn flag(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_stays_the_reason() {
        let stop = Stop::default();
        assert!(!stop.is_set());
        stop.flag().store(2, Ordering::Relaxed);
        stop.now();
        assert_eq!((stop.is_set(), stop.signal()), (true, Some(2)));
    }

    #[test]
    fn a_stop_without_a_signal_has_none() {
        let stop = Stop::default();
        stop.clone().now();
        assert_eq!((stop.is_set(), stop.signal()), (true, None));
    }
}
