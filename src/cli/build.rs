//! `vinhdanh build`.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use globset::Glob;

use crate::check::Strictness;
use crate::pipeline::{self, Event, Options, Reason, Report};
use crate::typeset::{SelectError, WorkerCommand};

use super::arguments::{Build, Global};
use super::screen::Screen;
use super::{AT_FAULT, DONE, counted, summary};

/// How long nothing is said of the progress where there is no bar.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

pub(super) fn run(global: &Global, arguments: &Build, screen: &mut Screen) -> anyhow::Result<u8> {
    let begun = Instant::now();
    let options = options(arguments)?;
    // What is missing is refused document by document, so that one can be final while others are drafts.
    let opened = super::open(global, Strictness::Draft)?;
    // Notes are for `check`; a build shows what may have to change.
    let weighty: Vec<_> = opened
        .diagnostics
        .iter()
        .filter(|diagnostic| screen.is_verbose() || diagnostic.severity > crate::diagnostic::Severity::Note)
        .cloned()
        .collect();
    screen.complaints(&weighty, &opened.sources)?;
    let Some(ready) = &opened.checked else {
        screen.note(&format!("{}; nothing was published", summary(&weighty)))?;
        return Ok(AT_FAULT);
    };
    if arguments.dry_run {
        for wanted in pipeline::dry_run(&opened.root, ready, &opened.sources, &options)? {
            screen.result(&format!("{}: {} ({})", wanted.id, wanted.path, reason(wanted.reason)))?;
        }
        return Ok(DONE);
    }
    let mut bar = indicatif::ProgressBar::hidden();
    let mut total = 0;
    let mut said = Instant::now();
    let mut printed = Ok(());
    let report = pipeline::build(&opened.root, ready, &opened.sources, &options, |event| match event {
        Event::Begin(documents) => {
            total = documents;
            bar = screen.bar(documents);
        }
        Event::Made(made) => {
            bar.inc(1);
            if bar.is_hidden() && printed.is_ok() {
                if screen.is_verbose() {
                    printed = screen.note(&format!("made {} in {} ms", made.id, made.duration.as_millis()));
                } else if said.elapsed() > BETWEEN_LINES {
                    said = Instant::now();
                    printed = screen.note(&format!("{} of {total} documents", bar.position()));
                }
            }
        }
        Event::Failed(id) => {
            bar.inc(1);
            bar.println(format!("failed: {id}"));
        }
    });
    bar.finish_and_clear();
    printed?;
    let report = report.map_err(with_help)?;
    show(&report, &opened, screen)?;
    screen.note(&closing(&report, begun.elapsed().as_secs_f64()))?;
    Ok(if report.failed.is_empty() { DONE } else { AT_FAULT })
}

fn show(report: &Report, opened: &pipeline::Opened, screen: &Screen) -> anyhow::Result<()> {
    screen.complaints(&report.diagnostics, &opened.sources)?;
    for made in &report.made {
        let blanks = match made.blanks.len() {
            0 => String::new(),
            count => format!(", {} to fill in", counted(count, "blank")),
        };
        screen.result(&format!("{} ({}{blanks})", made.path, counted(made.pages, "page")))?;
        if screen.is_verbose() && !made.blanks.is_empty() {
            screen.note(&format!("missing in {}: {}", made.id, pipeline::counted_names(&made.blanks)))?;
        }
    }
    for path in &report.removed {
        screen.note(&format!("removed {path}, which nothing makes any more"))?;
    }
    for path in &report.kept {
        screen.warn(&format!(
            "{path} is kept: nothing makes it any more, but a file of the data is not read"
        ))?;
    }
    for warning in &report.warnings {
        screen.warn(warning)?;
    }
    Ok(())
}

/// Says in one line what was done: documents, pages, seconds, engine.
fn closing(report: &Report, seconds: f64) -> String {
    let pages: usize = report.made.iter().map(|made| made.pages).sum();
    let mut parts = vec![format!("{}, {}", counted(report.made.len(), "document"), counted(pages, "page"))];
    if report.current > 0 {
        parts.push(format!("{} up to date", report.current));
    }
    if !report.failed.is_empty() {
        parts.push(format!("{} failed", report.failed.len()));
    }
    if report.skipped > 0 {
        parts.push(format!("{} not begun", report.skipped));
    }
    parts.push(format!("{seconds:.1} s"));
    parts.extend(report.engine.as_ref().map(|engine| format!("engine: {engine}")));
    parts.push(report.output.display().to_string());
    parts.join(" · ")
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::New => "to be made: new",
        Reason::Changed => "to be made: its data, template or settings have changed",
        Reason::Damaged => "to be made: the file is gone or was changed by hand",
        Reason::Current => "up to date",
        Reason::Refused => "would be refused: something in it is to be filled in",
    }
}

fn options(arguments: &Build) -> anyhow::Result<Options> {
    let only = match &arguments.only {
        Some(pattern) => Some(
            Glob::new(pattern).with_context(|| format!("`{pattern}` is not a pattern"))?.compile_matcher(),
        ),
        None => None,
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Ok(Options {
        only,
        partition: arguments.partition,
        output: arguments.output.clone(),
        engine: arguments.engine.map(Into::into),
        jobs: arguments.jobs.map_or(cores, std::num::NonZero::get),
        timeout: Duration::from_secs(arguments.timeout.get()),
        keep_sources: arguments.keep_sources.clone(),
        fail_fast: arguments.fail_fast,
        refuse_blanks: arguments.refuse_blanks,
        worker: worker()?,
        scratch: std::env::temp_dir(),
        tool: concat!(env!("CARGO_PKG_VERSION"), "+", env!("VINHDANH_SOURCES")).to_owned(),
    })
}

/// Returns how this very program is started as a worker of the embedded engine.
pub(super) fn worker() -> anyhow::Result<WorkerCommand> {
    let program = std::env::current_exe().context("failed to find this program")?;
    #[cfg(feature = "embedded")]
    let arguments = vec![crate::typeset::worker::ARGUMENT.into()];
    #[cfg(not(feature = "embedded"))]
    let arguments = Vec::new();
    Ok(WorkerCommand { program, arguments })
}

fn with_help(error: pipeline::Error) -> anyhow::Error {
    let help = match &error {
        pipeline::Error::Engine(error) => Some(SelectError::help(error)),
        pipeline::Error::NoProject(_)
        | pipeline::Error::NothingSelected(_)
        | pipeline::Error::Fs(_)
        | pipeline::Error::Publish(_) => None,
    };
    let error = anyhow::Error::from(error);
    match help {
        Some(help) => error.context(format!("no engine can be used; to mend it: {help}")),
        None => error,
    }
}
