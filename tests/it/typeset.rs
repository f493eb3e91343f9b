//! Both engines: that they agree, and that a document that fails does so alone.
//!
//! The tests of the `typst` program take the one that `VINHDANH_TYPST` names, or else the one on
//! the search path. Without one they fail where `CI` is set, and say so elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use vinhdanh::compose::Materials;
use vinhdanh::emit::TypstSource;
use vinhdanh::typeset::external::{External, Program};
use vinhdanh::typeset::{
    Assets, Engine, Failure, FailureKind, Limits, PdfOptions, Place, Stop, TYPST_VERSION, WorkerCommand,
    Workers, builtin_fonts,
};

const LAYOUT: &str = r#"
#let page-style(body, title: "Báo cáo") = {
  set document(title: title, author: "Vụ Tổ chức", date: datetime(year: 2015, month: 4, day: 13))
  set text(lang: "vi", font: "Liberation Serif", size: 14pt)
  set page(paper: "a4", numbering: "1")
  body
}
#let broken(x) = x + 1
"#;

fn assets() -> Arc<Assets> {
    let layouts = BTreeMap::from([("/layout/base.typ".to_owned(), LAYOUT.as_bytes().to_vec())]);
    Arc::new(Assets { layouts, fonts: builtin_fonts(), families: Vec::new() })
}

fn source(main: &str) -> TypstSource {
    let frame = r#"{"title": "BÁO CÁO TỔNG KẾT"}"#.as_bytes().to_vec();
    let main = format!("#import \"/layout/base.typ\": *\n{main}");
    TypstSource { main, files: BTreeMap::from([("frame.json".to_owned(), frame)]) }
}

fn plain() -> PdfOptions {
    PdfOptions { standards: Vec::new() }
}

fn limits(timeout: Duration) -> Limits {
    Limits { timeout, ..Limits::default() }
}

#[cfg(feature = "embedded")]
mod embedded;
#[cfg(unix)]
mod fakes;

/// Enough for any honest document, also where many tests share the machine.
const LONG: Duration = Duration::from_mins(1);

fn message(failure: &Failure) -> (FailureKind, &str) {
    (failure.kind, failure.problems[0].message.as_str())
}

/// Returns the real program; nothing on a machine without one that is not the CI.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where Typst is")]
#[expect(clippy::print_stderr, reason = "a test must not pass silently without what it tests")]
fn typst() -> Option<Program> {
    let path = std::env::var("VINHDANH_TYPST").unwrap_or_else(|_| "typst".to_owned());
    let program = Program::find(Path::new(&path)).ok().filter(|found| found.version == TYPST_VERSION);
    if program.is_none() {
        assert!(std::env::var("CI").is_err(), "these tests need Typst {TYPST_VERSION}");
        eprintln!("skipped: no Typst {TYPST_VERSION} at `{path}`");
    }
    program
}

fn external(program: Program, timeout: Duration) -> External {
    within(program, limits(timeout))
}

fn within(program: Program, limits: Limits) -> External {
    External::new(program, workers(nowhere(), limits), &std::env::temp_dir()).unwrap()
}

/// Returns workers that have no templates.
fn workers(command: WorkerCommand, limits: Limits) -> Arc<Workers> {
    Arc::new(Workers::new(command, Materials::default(), assets(), limits, 4))
}

fn nowhere() -> WorkerCommand {
    WorkerCommand { program: PathBuf::from("/nowhere/vinhdanh"), arguments: Vec::new() }
}

/// Something that never ends, and needs no memory for it.
const ENDLESS: &str =
    "#for a in range(99999) { for b in range(99999) { for c in range(99999) { let x = a } } }";

/// Texts that ask for 10 GB: at once, and little by little.
#[cfg(target_os = "linux")]
const GREEDY: [&str; 2] = [
    "#let x = \"0123456789\" * 1000000000\n#x.len()",
    "#let x = (\"0123456789\",)\n#for i in range(30) { x = x + x }\n#x.len()",
];

/// Demands that a document that never ends is given up at once when the run is stopped, and none begun after.
#[track_caller]
fn assert_stops(engine: &dyn Engine, stop: &Stop) {
    thread::scope(|scope| {
        let document = scope.spawn(|| engine.typeset(&source(ENDLESS), &plain()));
        thread::sleep(Duration::from_secs(1));
        let begun = Instant::now();
        stop.now();
        let failure = document.join().unwrap().unwrap_err();
        assert_eq!(message(&failure), (FailureKind::Stopped, "the run was stopped"));
        assert!(begun.elapsed() < Duration::from_secs(2), "it took {:?}", begun.elapsed());
    });
    let failure = engine.typeset(&source("x"), &plain()).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Stopped);
}

#[test]
fn the_program_makes_a_pdf_and_counts_its_pages() {
    let Some(typst) = typst() else { return };
    let engine = external(typst, LONG);
    let pdf = engine.typeset(&source("#show: page-style\nMột\n#pagebreak()\nHai"), &PdfOptions::default());
    let pdf = pdf.unwrap();
    assert_eq!((pdf.pages, pdf.warnings), (2, Vec::new()));
    assert!(pdf.bytes.starts_with(b"%PDF-1."));
}

#[test]
fn the_program_is_stopped_when_its_time_is_up() {
    let Some(typst) = typst() else { return };
    let engine = external(typst, Duration::from_millis(500));
    let failure = engine.typeset(&source(ENDLESS), &plain()).unwrap_err();
    assert_eq!(message(&failure), (FailureKind::Timeout, "it was not done after 0.5 seconds"));
    assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
}

#[cfg(target_os = "linux")]
#[test]
fn the_program_may_use_only_so_much_memory() {
    let Some(typst) = typst() else { return };
    let limits = Limits { memory: Some(256 << 20), ..limits(LONG) };
    let engine = within(typst, limits);
    for main in GREEDY {
        let failure = engine.typeset(&source(main), &plain()).unwrap_err();
        assert_eq!(message(&failure), (FailureKind::Memory, "it needed more than 256 MiB of memory"));
    }
    assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
}

#[test]
fn the_program_is_stopped_with_the_run() {
    let Some(typst) = typst() else { return };
    let limits = limits(LONG);
    let stop = limits.stop.clone();
    let engine = within(typst, limits);
    assert_stops(&engine, &stop);
}

#[test]
fn an_error_of_the_program_says_where_it_is() {
    let Some(typst) = typst() else { return };
    let failure = external(typst, LONG).typeset(&source("Tiếng Việt #broken(\"x\")"), &plain());
    let problem = failure.unwrap_err().problems.remove(0);
    let place = |file: &str, line, column| Place { file: file.to_owned(), line, column };
    assert_eq!(problem.message, "cannot add string and integer");
    assert_eq!(problem.place, Some(place("layout/base.typ", 8, 18)));
    assert_eq!(problem.trace[0].message, "while calling `broken`");
    assert_eq!(problem.trace[0].place, place("main.typ", 2, 13));
}
