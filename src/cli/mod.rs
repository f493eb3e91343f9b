//! The program's face: arguments, terminal, progress and exit codes.
//!
//! Results go to standard output, all else to standard error. Only this module reads the environment.

mod arguments;
mod build;
mod doctor;
mod eligible;
mod explain;
mod init;
mod law;
mod memory;
mod merge;
mod progress;
mod screen;
mod signals;
mod standard;
mod timings;
mod verify;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;

use crate::check::Strictness;
use crate::diagnostic::{Diagnostic, Severity};
use crate::load;
use crate::pipeline::{self, Opened};
use crate::source::SourceMap;

use arguments::{Arguments, Command, Global};
use screen::Screen;

/// All was done.
const DONE: u8 = 0;
/// The user's files or some document are at fault.
const AT_FAULT: u8 = 1;
/// It could not run: usage, disk, no engine.
const COULD_NOT_RUN: u8 = 2;

/// Runs the program with its arguments and returns its exit code.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    if arguments.get(1).is_some_and(|first| first == crate::typeset::worker::ARGUMENT) {
        let (input, output) = (std::io::stdin().lock(), std::io::stdout());
        return crate::typeset::worker::serve(input, output)
            .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are results, a mistake in the arguments is none; clap knows which is which.
            drop(error.print());
            return ExitCode::from(if error.use_stderr() { COULD_NOT_RUN } else { DONE });
        }
    };
    let mut screen = Screen::new(&arguments.global);
    match command(&arguments, &mut screen) {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_closed_pipe(&error) => ExitCode::from(DONE),
        Err(error) => {
            screen.failure(&error);
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

fn command(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<u8> {
    match &arguments.command {
        Command::Init(init) => init::run(init, screen),
        Command::Check(check) => {
            let strictness = if check.refuse_blanks { Strictness::Final } else { Strictness::Draft };
            run_check(&arguments.global, strictness, screen)
        }
        Command::Build(build) => build::run(&arguments.global, build, screen),
        Command::Explain(explain) => explain::run(&arguments.global, explain, screen),
        Command::Law(law) => law::run(&arguments.global, law, screen),
        Command::Eligible(eligible) => eligible::run(&arguments.global, eligible, screen),
        Command::Merge(merge) => merge::run(&arguments.global, merge, screen),
        Command::Verify(verify) => verify::run(&arguments.global, verify, screen),
        Command::Doctor(doctor) => doctor::run(&arguments.global, doctor, screen),
    }
}

fn run_check(global: &Global, strictness: Strictness, screen: &mut Screen) -> anyhow::Result<u8> {
    let opened = open(global, strictness)?;
    let shown = screen.wanted(&opened.diagnostics);
    screen.findings(&shown, &opened.sources)?;
    screen.note(&summary(&opened.diagnostics))?;
    Ok(if opened.checked.is_some() { DONE } else { AT_FAULT })
}

fn open(global: &Global, strictness: Strictness) -> anyhow::Result<Opened> {
    Ok(pipeline::open(&root(global)?, strictness)?)
}

/// Returns the folder of the project: the one named, else the nearest one upwards.
fn root(global: &Global) -> anyhow::Result<PathBuf> {
    match &global.project {
        Some(folder) => {
            let folder = std::path::absolute(folder)?;
            anyhow::ensure!(
                folder.join(crate::load::PROJECT_FILE).is_file(),
                "{} is not a project: it has no {}",
                folder.display(),
                crate::load::PROJECT_FILE
            );
            Ok(folder)
        }
        None => Ok(pipeline::find_root(&current_folder()?)?),
    }
}

/// Returns the output folder: the one named, else that of the project, of which only the settings are read.
///
/// Nothing, if the settings can't be read; that was said then.
fn output_folder(
    global: &Global,
    named: Option<&PathBuf>,
    screen: &Screen,
) -> anyhow::Result<Option<PathBuf>> {
    if let Some(folder) = named {
        return Ok(Some(folder.clone()));
    }
    let root = root(global)?;
    let (mut sources, mut diagnostics) = (SourceMap::default(), Vec::new());
    let project = load::read_project(&root, &mut sources, &mut diagnostics);
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    screen.complaints(&diagnostics, &sources)?;
    Ok(project.map(|project| root.join(project.output_folder())))
}

#[expect(clippy::disallowed_methods, reason = "this is the module that knows the current folder")]
fn current_folder() -> anyhow::Result<PathBuf> {
    std::env::current_dir().context("failed to find the current folder")
}

/// Counts findings: `2 errors, 1 warning, 3 notes`.
fn summary(diagnostics: &[Diagnostic]) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| {
            (severity, diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count())
        })
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| counted(count, severity.as_str()))
        .collect();
    if counts.is_empty() { "nothing found".to_owned() } else { counts.join(", ") }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A reader that has seen enough closes the pipe; that is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
