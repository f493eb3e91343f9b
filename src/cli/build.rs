//! `vinhdanh build`.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use globset::Glob;
use serde_json::json;

use crate::check::Strictness;
use crate::fs;
use crate::pipeline::{self, Event, Options, Reason, Report};
use crate::typeset::{SelectError, WorkerCommand};

use super::arguments::{Build, Global};
use super::progress::{Progress, milliseconds};
use super::screen::Screen;
use super::signals::Signals;
use super::{AT_FAULT, DONE, counted, summary, timings};

pub(super) fn run(global: &Global, arguments: &Build, screen: &mut Screen) -> anyhow::Result<u8> {
    let begun = Instant::now();
    let signals = Signals::catch().context("failed to take over the signals that end a program")?;
    let options = options(arguments, &signals)?;
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
    let mut progress = Progress::new(screen);
    let report = pipeline::build(&opened.root, ready, &opened.sources, &options, |event| {
        if matches!(event, Event::Begin(_)) {
            signals.begin_work();
        }
        progress.see(&event);
    });
    progress.end()?;
    let report = report.map_err(with_help)?;
    show(&report, &opened, screen)?;
    if let Some(file) = &arguments.timings {
        fs::write(file, timings::table(&report).as_bytes())?;
    }
    for line in timings::summary(&report, screen.is_verbose()) {
        screen.note(&line)?;
    }
    let caught = signals.caught();
    for line in rest(&report, &options, caught.map(|(name, _)| name)) {
        screen.note(&line)?;
    }
    end(&report, begun.elapsed(), screen)?;
    let usual = if report.failed.is_empty() { DONE } else { AT_FAULT };
    Ok(caught.map_or(usual, |(_, code)| code))
}

fn show(report: &Report, opened: &pipeline::Opened, screen: &Screen) -> anyhow::Result<()> {
    screen.complaints(&report.diagnostics, &opened.sources)?;
    for made in &report.made {
        let blanks = match made.blanks.len() {
            0 => String::new(),
            count => format!(", {} to fill in", counted(count, "blank")),
        };
        // A register has rows and no pages.
        let said = match made.pages {
            0 => made.path.clone(),
            pages => format!("{} ({}{blanks})", made.path, counted(pages, "page")),
        };
        screen.result(&said)?;
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

/// Says what is left to be made, and how; or that nothing was.
fn rest(report: &Report, options: &Options, signal: Option<&str>) -> Vec<String> {
    let mut lines: Vec<String> = signal.map(|signal| format!("stopped by {signal}")).into_iter().collect();
    let left = report.skipped + report.failed.len();
    if report.skipped > 0 {
        lines.push(format!("`vinhdanh build --rerun failed` makes the {left} that are left"));
    } else if options.rerun && left == 0 && report.made.is_empty() {
        lines.push("nothing to make again: the last build made everything".to_owned());
    }
    lines
}

/// Says how it ended.
fn end(report: &Report, elapsed: Duration, screen: &Screen) -> anyhow::Result<()> {
    let closing = closing(report, elapsed.as_secs_f64());
    if !screen.is_json() {
        return Ok(screen.note(&closing)?);
    }
    Ok(screen.event(|| {
        json!({
            "event": "end",
            "headline": closing,
            "made": report.made.len(),
            "pages": report.made.iter().map(|made| made.pages).sum::<usize>(),
            "current": report.current,
            "failed": report.failed.len(),
            "not-made": report.skipped,
            "milliseconds": milliseconds(elapsed),
        })
    })?)
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
        parts.push(format!("{} not made", report.skipped));
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

fn options(arguments: &Build, signals: &Signals) -> anyhow::Result<Options> {
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
        memory: arguments.memory.0,
        stop: signals.stop().clone(),
        rerun: arguments.rerun.is_some(),
        keep_sources: arguments.keep_sources.clone(),
        fail_fast: arguments.fail_fast,
        refuse_blanks: arguments.refuse_blanks,
        worker: worker()?,
        scratch: std::env::temp_dir(),
        tool: concat!(env!("CARGO_PKG_VERSION"), "+", env!("VINHDANH_SOURCES")).to_owned(),
    })
}

/// Returns how this very program is started as a worker.
pub(super) fn worker() -> anyhow::Result<WorkerCommand> {
    let program = std::env::current_exe().context("failed to find this program")?;
    let arguments = vec![crate::typeset::worker::ARGUMENT.into()];
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
