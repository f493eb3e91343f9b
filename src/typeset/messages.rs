//! Reads what the `typst` program prints about a text.
//!
//! The short format would be easier to read, but it drops the hints and the calls that led to an
//! error.

use super::{Place, Problem, TraceStep};

/// What the program printed, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Messages {
    /// Why there is no PDF.
    pub(super) errors: Vec<Problem>,
    /// What did not prevent one.
    pub(super) warnings: Vec<Problem>,
}

/// Where in a message the reader is, which decides what an indented line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Nothing,
    Message,
    Snippet,
    Hint,
    TracedText,
}

/// Takes the output of `typst compile` apart; lines that mean nothing to it are left out.
pub(super) fn parse(output: &str) -> Messages {
    let mut messages = Messages::default();
    let mut part = Part::Nothing;
    let mut warns = false;
    for line in output.lines() {
        if let Some((is_warning, message)) = headline(line) {
            warns = is_warning;
            messages.list(warns).push(Problem::plain(message));
            part = Part::Message;
        } else if let Some(problem) = messages.list(warns).last_mut() {
            part = continue_problem(problem, line, part);
        }
    }
    messages
}

impl Messages {
    fn list(&mut self, warnings: bool) -> &mut Vec<Problem> {
        if warnings { &mut self.warnings } else { &mut self.errors }
    }
}

fn headline(line: &str) -> Option<(bool, &str)> {
    let error = line.strip_prefix("error: ").map(|message| (false, message));
    error.or_else(|| line.strip_prefix("warning: ").map(|message| (true, message)))
}

/// Adds a line to the problem that it belongs to, and says in which part it was.
fn continue_problem(problem: &mut Problem, line: &str, part: Part) -> Part {
    let text = line.trim_start();
    if part == Part::TracedText {
        // Whatever it looks like, it is a line of the document.
        Part::Snippet
    } else if let Some(place) = text.strip_prefix("┌─ ") {
        problem.place = problem.place.take().or_else(|| parse_place(place));
        Part::Snippet
    } else if let Some(note) = line.trim_start().strip_prefix("= ") {
        problem.hints.push(note.strip_prefix("hint: ").unwrap_or(note).to_owned());
        Part::Hint
    } else if let Some(step) = trace_step(text) {
        problem.trace.push(step);
        Part::TracedText
    } else if text.is_empty() {
        if part == Part::Message { Part::Message } else { Part::Snippet }
    } else {
        match part {
            Part::Message => append_line(&mut problem.message, line),
            Part::Hint => {
                if let Some(hint) = problem.hints.last_mut() {
                    append_line(hint, text);
                }
            }
            Part::Snippet => problem.hints.extend(hint_in_snippet(line).map(str::to_owned)),
            Part::Nothing | Part::TracedText => {}
        }
        part
    }
}

fn append_line(text: &mut String, line: &str) {
    text.push('\n');
    text.push_str(line);
}

/// Returns the hint that stands under the code it is about.
///
/// Such a line has no line number before the bar, and after it the marks that lead to the hint.
fn hint_in_snippet(line: &str) -> Option<&str> {
    let marked = line.trim_start().strip_prefix('│')?;
    let hint = marked.trim_start_matches(|mark| " ^-'│╭╰╯─".contains(mark));
    (!hint.is_empty()).then_some(hint)
}

fn trace_step(line: &str) -> Option<TraceStep> {
    let (message, place) = line.rsplit_once(" at ")?;
    let place = message.starts_with("while ").then(|| parse_place(place))??;
    Some(TraceStep { message: message.to_owned(), place })
}

fn parse_place(text: &str) -> Option<Place> {
    let mut parts = text.trim_end().rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    // The program counts columns from 0, lines from 1.
    Some(Place { file: parts.next()?.replace('\\', "/"), line, column: column + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(file: &str, line: usize, column: usize) -> Place {
        Place { file: file.to_owned(), line, column }
    }

    #[test]
    fn an_error_has_its_place_hints_and_trace() {
        let output = "\
error: failed to parse JSON (expected value at line 2 column 7)
  ┌─ frame.json:2:6
  │
2 │  \"b\": }
  │       ^
  │
  = hint: look
    twice

  while calling `json` at layout/base.typ:1:12
    json(\"/frame.json\")
  while calling `g` at main.typ:2:1
    = g(1)

warning: unknown font family: liberaton serif
  ┌─ main.typ:2:28
";
        let messages = parse(output);
        assert_eq!(
            messages.errors,
            [Problem {
                message: "failed to parse JSON (expected value at line 2 column 7)".to_owned(),
                hints: vec!["look\ntwice".to_owned()],
                place: Some(place("frame.json", 2, 7)),
                trace: vec![
                    TraceStep {
                        message: "while calling `json`".to_owned(),
                        place: place("layout/base.typ", 1, 13),
                    },
                    TraceStep { message: "while calling `g`".to_owned(), place: place("main.typ", 2, 2) },
                ],
            }]
        );
        assert_eq!(
            messages.warnings,
            [Problem {
                message: "unknown font family: liberaton serif".to_owned(),
                hints: Vec::new(),
                place: Some(place("main.typ", 2, 29)),
                trace: Vec::new(),
            }]
        );
    }

    #[test]
    fn a_message_may_have_several_lines_and_no_place() {
        let messages = parse("error: one\ntwo\n  = hint: three\n\n");
        assert_eq!(messages.errors[0].message, "one\ntwo");
        assert_eq!(messages.errors[0].hints, ["three"]);
        assert_eq!(messages.errors[0].place, None);
    }

    #[test]
    fn a_hint_may_stand_under_the_code() {
        let output = "error: x\n  ┌─ a.typ:1:0\n  │\n1 │ #f(a - b)\n  │  ^  - did you mean this?\n";
        assert_eq!(parse(output).errors[0].hints, ["did you mean this?"]);
    }

    #[test]
    fn what_is_not_a_message_is_left_out() {
        assert_eq!(parse("thread main panicked\n\n  at somewhere:1:2\n"), Messages::default());
    }
}
