//! How far a build has come: a bar on a terminal, lines elsewhere, objects for programs.

use std::io;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use serde_json::json;

use crate::pipeline::{Event, Made};

use super::counted;
use super::screen::Screen;

/// How long nothing is said of the progress where there is no bar.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// How far a build has come.
pub(super) struct Progress<'a> {
    screen: &'a Screen,
    bar: ProgressBar,
    total: usize,
    done: usize,
    begun: Instant,
    said: Instant,
    printed: io::Result<()>,
}

impl<'a> Progress<'a> {
    pub(super) fn new(screen: &'a Screen) -> Self {
        let now = Instant::now();
        let bar = ProgressBar::hidden();
        Self { screen, bar, total: 0, done: 0, begun: now, said: now, printed: Ok(()) }
    }

    /// Shows what has happened.
    pub(super) fn see(&mut self, event: &Event<'_>) {
        if self.printed.is_ok() {
            self.printed = self.show(event);
        }
    }

    /// Takes the bar away; an error if something could not be shown.
    pub(super) fn end(self) -> io::Result<()> {
        self.bar.finish_and_clear();
        self.printed
    }

    fn show(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Begin(documents) => {
                self.total = *documents;
                self.begun = Instant::now();
                self.said = self.begun;
                if !self.screen.is_json() {
                    self.bar = self.screen.bar(*documents);
                }
                self.screen.event(|| json!({"event": "begin", "documents": documents}))
            }
            Event::Made(made) => {
                self.advance();
                if self.screen.is_json() {
                    return self.screen.event(|| object(made));
                }
                if self.bar.is_hidden() { self.line(made) } else { Ok(()) }
            }
            Event::Failed(id) => {
                self.advance();
                if self.screen.is_json() {
                    return self.screen.event(|| json!({"event": "failed", "id": id}));
                }
                self.bar.println(format!("failed: {id}"));
                Ok(())
            }
        }
    }

    fn advance(&mut self) {
        self.done += 1;
        self.bar.inc(1);
    }

    fn line(&mut self, made: &Made) -> io::Result<()> {
        if self.screen.is_verbose() {
            self.screen.note(&format!("made {} in {} ms", made.id, made.duration.as_millis()))
        } else if self.said.elapsed() >= BETWEEN_LINES {
            self.said = Instant::now();
            self.screen.note(&standing(self.done, self.total, self.begun.elapsed()))
        } else {
            Ok(())
        }
    }
}

fn object(made: &Made) -> serde_json::Value {
    json!({
        "event": "made",
        "id": made.id,
        "path": made.path,
        "pages": made.pages,
        "blanks": made.blanks.len(),
        "milliseconds": milliseconds(made.duration),
    })
}

/// Returns a time in whole milliseconds.
pub(super) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Says how far a build has come, how fast it is and how long it still takes if it stays so.
fn standing(done: usize, total: usize, elapsed: Duration) -> String {
    let (count, elapsed_ms) = (done.max(1) as u128, elapsed.as_millis().max(1));
    let (rate, each) = match count * 1000 / elapsed_ms {
        0 => (count * 60_000 / elapsed_ms, "minute"),
        rate => (rate, "second"),
    };
    let left_ms = elapsed_ms * total.saturating_sub(done) as u128 / count;
    let left = in_words(u64::try_from(left_ms.div_ceil(1000)).unwrap_or(u64::MAX));
    format!("{done} of {} · {rate} a {each} · {left} left", counted(total, "document"))
}

/// Writes a time as people do.
fn in_words(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_rate_and_the_time_left() {
        let standing = |done, seconds| standing(done, 20_000, Duration::from_secs(seconds));
        assert_eq!(standing(1_000, 5), "1000 of 20000 documents · 200 a second · 1 min 35 s left");
        assert_eq!(standing(1, 10), "1 of 20000 documents · 6 a minute · 55 h 33 min left");
        assert_eq!(standing(20_000, 100), "20000 of 20000 documents · 200 a second · 0 s left");
    }
}
