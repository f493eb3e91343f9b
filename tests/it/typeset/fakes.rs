//! Programs that say they are Typst, and then do something else.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use vinhdanh::typeset::external::Program;
use vinhdanh::typeset::{Choice, Engine as _, Failure, FailureKind, Limits, Setup, select};

use super::{external, message, nowhere, plain, source, workers};

/// Writes a program whose first lines answer for its version.
fn fake(folder: &Path, version: &str, script: &str) -> PathBuf {
    let path = folder.join("typst");
    let text =
        format!("#!/bin/sh\nif [ \"$1\" = --version ]; then echo \"{version}\"; exit 0; fi\n{script}\n");
    // In a process of its own, because a program that some thread still holds open for writing,
    // perhaps only in a child that it is just starting, can't be run.
    let mut child = Command::new("sh")
        .args(["-c", "cat > \"$0\" && chmod +x \"$0\""])
        .arg(&path)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    path
}

fn run(script: &str) -> Failure {
    let folder = tempfile::tempdir().unwrap();
    let path = fake(folder.path(), "typst 0.15.1 (abc)", script);
    let engine = external(Program::find(&path).unwrap(), Duration::from_secs(5));
    engine.typeset(&source("x"), &plain()).unwrap_err()
}

#[cfg(target_os = "linux")]
const OUT_OF_MEMORY: &str = "it needed more than 1 GiB of memory";
#[cfg(not(target_os = "linux"))]
const OUT_OF_MEMORY: &str = "Typst ran out of memory";

#[test]
fn each_way_of_breaking_down_is_told_from_the_others() {
    for (script, expected) in [
        ("exit 0", (FailureKind::Engine, "`typst` ended well, but wrote no PDF")),
        ("exit 3", (FailureKind::Crash, "Typst broke down: it ended with status 3")),
        ("kill -9 $$", (FailureKind::Killed, "Typst broke down: it was ended by signal 9")),
        (
            "echo 'memory allocation of 10737418240 bytes failed' >&2; kill -ABRT $$",
            (FailureKind::Memory, OUT_OF_MEMORY),
        ),
        (
            "echo \"thread 'main' has overflowed its stack\" >&2; kill -ABRT $$",
            (FailureKind::Crash, "Typst ran out of stack: the document is nested too deeply"),
        ),
        ("echo 'error: no' >&2; exit 1", (FailureKind::Document, "no")),
    ] {
        assert_eq!(message(&run(script)), expected, "{script}");
    }
}

#[test]
fn a_program_that_stays_after_closing_its_output_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let script = "exec >&- 2>&-; exec sleep 60";
    let program = Program::find(&fake(folder.path(), "typst 0.15.1", script)).unwrap();
    let failure = external(program, Duration::from_millis(300)).typeset(&source("x"), &plain());
    assert_eq!(failure.unwrap_err().kind, FailureKind::Timeout);
}

fn choose(choice: Choice, version: Option<&str>, named: bool, documents: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = version.map(|version| fake(folder.path(), version, "exit 1"));
    // The search path of the tests may have a Typst, so "not named" can only be asked for
    // without one.
    let program = if named { path.or(Some(PathBuf::from("/nowhere/typst"))) } else { None };
    let setup = Setup {
        choice,
        program,
        workers: workers(nowhere(), Limits::default()),
        documents,
        scratch: std::env::temp_dir(),
    };
    match select(&setup) {
        Ok(engine) => format!("{} {}", engine.name(), engine.version()),
        Err(error) => error.to_string().replace(&folder.path().display().to_string(), "[BIN]"),
    }
}

#[test]
fn a_named_program_is_taken_at_its_word() {
    for (choice, version, expected) in [
        (Choice::Typst, Some("typst 0.15.1"), "typst 0.15.1"),
        (Choice::Typst, Some("typst 0.15.7"), "typst 0.15.7"),
        (Choice::Typst, Some("typst 0.14.2"), "`[BIN]/typst` is Typst 0.14.2, but 0.15.x is needed"),
        (Choice::Typst, Some("hello"), "the `typst` program can't be used"),
        (Choice::Typst, None, "the `typst` program can't be used"),
        (Choice::Auto, Some("typst 0.15.1"), "typst 0.15.1"),
        (Choice::Auto, Some("typst 0.15.7"), "typst 0.15.7"),
        (Choice::Auto, Some("typst 0.14.2"), "`[BIN]/typst` is Typst 0.14.2, but 0.15.x is needed"),
    ] {
        assert_eq!(choose(choice, version, true, 32), expected, "{choice:?} {version:?}");
    }
}

#[cfg(feature = "embedded")]
#[test]
fn many_documents_are_made_inside_where_the_bytes_are_the_same() {
    let choose = |version, documents| choose(Choice::Auto, Some(version), true, documents);
    assert_eq!(choose("typst 0.15.1", 33), "embedded 0.15.1");
    assert_eq!(choose("typst 0.15.7", 33), "typst 0.15.7");
}

#[cfg(feature = "embedded")]
#[test]
fn the_embedded_engine_needs_no_program() {
    assert_eq!(choose(Choice::Embedded, None, true, 1), "embedded 0.15.1");
}

#[cfg(not(feature = "embedded"))]
#[test]
fn without_any_engine_the_error_says_so() {
    let expected =
        "there is nothing to typeset with: no `typst` program, and no embedded engine in this build";
    assert_eq!(choose(Choice::Auto, None, true, 1), expected);
    assert_eq!(choose(Choice::Embedded, None, true, 1), "this build of vinhdanh has no embedded engine");
}
