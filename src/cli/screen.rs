//! The terminal: where each kind of output goes, colours, progress.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use crate::diagnostic::{Diagnostic, Severity, render};
use crate::source::SourceMap;

use super::arguments::{ColorChoice, Global, MessageFormat};

/// Everything the program prints goes through here.
pub(super) struct Screen {
    format: MessageFormat,
    color: ColorChoice,
    quiet: bool,
    verbose: bool,
}

impl Screen {
    pub(super) fn new(global: &Global) -> Self {
        let Global { message_format, color, quiet, verbose, .. } = *global;
        Self { format: message_format, color, quiet, verbose }
    }

    /// Answers whether more is to be said.
    pub(super) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Answers whether only what is wrong is to be said.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Prints a line of the result.
    #[expect(clippy::unused_self, reason = "everything that is printed goes through the screen")]
    pub(super) fn result(&self, line: &str) -> io::Result<()> {
        writeln!(io::stdout(), "{line}")
    }

    /// Prints a line about the run, unless that is not wanted.
    pub(super) fn note(&self, line: &str) -> io::Result<()> {
        if self.quiet { Ok(()) } else { self.say("", line) }
    }

    /// Prints an object about the run, if results are for programs and it is wanted.
    pub(super) fn event(&self, object: impl FnOnce() -> serde_json::Value) -> io::Result<()> {
        if self.quiet || !self.is_json() { Ok(()) } else { writeln!(io::stderr(), "{}", object()) }
    }

    /// Prints a line that must be seen.
    pub(super) fn warn(&self, line: &str) -> io::Result<()> {
        self.say("warning", line)
    }

    /// Prints what is at fault where there is no finding for it.
    pub(super) fn error(&self, line: &str) -> io::Result<()> {
        self.say("error", line)
    }

    /// Prints why the program could not run.
    pub(super) fn failure(&self, error: &anyhow::Error) {
        let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
        // If even this can't be printed there is nobody to tell.
        drop(self.say("error", &causes.join("\n  because: ")));
    }

    /// Prints a line beside the result; for programs as an object like those of findings, but without a code.
    fn say(&self, severity: &str, line: &str) -> io::Result<()> {
        let mut out = io::stderr();
        match (self.format, severity) {
            (MessageFormat::Json, "") => writeln!(out, "{}", json!({"headline": line})),
            (MessageFormat::Json, severity) => {
                writeln!(out, "{}", json!({"severity": severity, "headline": line}))
            }
            (_, "") => writeln!(out, "{line}"),
            (_, severity) => writeln!(out, "{severity}: {line}"),
        }
    }

    /// Returns the findings that are to be shown: whoever wants quiet wants no notes.
    pub(super) fn wanted(&self, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
        let shown =
            diagnostics.iter().filter(|diagnostic| !self.quiet || diagnostic.severity > Severity::Note);
        shown.cloned().collect()
    }

    /// Prints findings as the result of the run.
    pub(super) fn findings(&self, diagnostics: &[Diagnostic], sources: &SourceMap) -> io::Result<()> {
        let stdout = io::stdout();
        let color = self.colored(stdout.is_terminal());
        self.render(diagnostics, sources, color, &mut stdout.lock())
    }

    /// Prints findings beside the result of the run.
    pub(super) fn complaints(&self, diagnostics: &[Diagnostic], sources: &SourceMap) -> io::Result<()> {
        let stderr = io::stderr();
        let color = self.colored(stderr.is_terminal());
        self.render(diagnostics, sources, color, &mut stderr.lock())
    }

    fn render(
        &self,
        diagnostics: &[Diagnostic],
        sources: &SourceMap,
        color: bool,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => render::human(diagnostics, sources, color, out),
            MessageFormat::Short => render::short(diagnostics, sources, out),
            MessageFormat::Json => render::json(diagnostics, sources, out),
        }
    }

    /// Answers whether results are for programs.
    pub(super) fn is_json(&self) -> bool {
        self.format == MessageFormat::Json
    }

    fn colored(&self, terminal: bool) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !no_color(),
        }
    }

    /// Makes the bar for so many documents; nothing is drawn where nobody looks.
    pub(super) fn bar(&self, documents: usize) -> ProgressBar {
        if self.quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} · {per_sec} · {eta} left")
            .expect("the template of the bar is right");
        let bar = ProgressBar::with_draw_target(Some(documents as u64), ProgressDrawTarget::stderr());
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// The environment says that colours are not wanted (no-color.org).
#[expect(clippy::disallowed_methods, reason = "this is the module that reads the environment")]
fn no_color() -> bool {
    std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty())
}
