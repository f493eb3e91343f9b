//! The suite of mistakes: `tests/suite/**/*.yaml`, each case with the diagnostics that it must show.
//!
//! A case begins at a line `#--- name` (behind the name may stand `[crlf]`, `[bom]` or `[final]`). What is
//! expected stands in lines that begin with `#!`, above the line that it is about:
//!
//! ```text
//! #! error[unknown-key] 5-7: a unit has no key `nam`
//! #!   help: did you mean `name`?
//!     nam: Văn phòng
//! ```
//!
//! Both columns are inside the span. The lines `#!` are taken out before the text is read, so that they
//! can stand anywhere; second places (`and 3:7-9: …`) count the lines that are left. To rewrite what is
//! expected, run with `UPDATE_SUITE=1` and read the difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use vinhdanh::check::Strictness;
use vinhdanh::diagnostic::{Code, Diagnostic, Label};
use vinhdanh::fs;

use crate::lab::{Found, Place, SHOWN, examine};

const HEADER: &str = "#--- ";
const NOTE: &str = "#!";

/// Codes that no single data file can show: `files.rs`, `build.rs` and `cli.rs` show them.
const OF_FILES: &[Code] = &[
    Code::NotUtf8,
    Code::OddFileName,
    Code::UnreadableFile,
    Code::TemplateError,
    Code::UnknownTemplate,
    Code::BadPath,
    Code::RefusedMarkup,
    Code::Blank,
    Code::TypesetError,
    Code::TypesetWarning,
];

#[test]
fn every_case_shows_exactly_the_diagnostics_written_above_its_lines() {
    let mut failures = String::new();
    for path in suite() {
        let written = fs::read_text(&path).unwrap();
        let found = annotated(&written);
        if found == written {
            continue;
        }
        if std::env::var_os("UPDATE_SUITE").is_some() {
            fs::write(&path, found.as_bytes()).unwrap();
        } else {
            write!(failures, "\n{}\n{}", path.display(), differences(&written, &found)).unwrap();
        }
    }
    assert!(
        failures.is_empty(),
        "{failures}\nto accept what was found: UPDATE_SUITE=1, then read the difference"
    );
}

#[test]
fn every_code_has_a_case() {
    let mut missing: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    for code in OF_FILES {
        missing.remove(code.as_str());
    }
    for path in suite() {
        for line in fs::read_text(&path).unwrap().lines() {
            if let Some((_, rest)) = line.strip_prefix(NOTE).and_then(|line| line.split_once('[')) {
                missing.remove(rest.split(']').next().unwrap_or_default());
            }
        }
    }
    assert_eq!(missing, BTreeSet::new(), "codes without a case in tests/suite");
}

/// Returns the files of the suite.
fn suite() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut files: Vec<PathBuf> = fs::list(&root)
        .unwrap()
        .into_iter()
        .filter(|stage| stage.is_dir())
        .flat_map(|stage| fs::list(&stage).unwrap())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "the suite is empty");
    files
}

/// Returns the text of a suite file with what is really found.
fn annotated(written: &str) -> String {
    let (preface, cases) = match written.find(HEADER) {
        Some(start) => written.split_at(start),
        None => (written, ""),
    };
    let cases = cases.split_inclusive('\n').fold(Vec::new(), |mut cases: Vec<String>, line| {
        match cases.last_mut() {
            Some(case) if !line.starts_with(HEADER) => case.push_str(line),
            _ => cases.push(line.to_owned()),
        }
        cases
    });
    let cases: Vec<String> = cases.iter().map(|case| annotated_case(case)).collect();
    format!("{preface}{}", cases.join("\n"))
}

fn annotated_case(case: &str) -> String {
    let (header, body) = case.split_once('\n').unwrap_or((case, ""));
    let lines: Vec<&str> = body.trim_end().lines().filter(|line| !line.starts_with(NOTE)).collect();
    let found = examine(&bytes(header, &lines), strictness(header));
    let mut notes: BTreeMap<usize, String> = BTreeMap::new();
    for diagnostic in &found.diagnostics {
        let line = diagnostic.primary.as_ref().map_or(1, |label| found.place(label.span).line);
        notes.entry(line.min(lines.len() + 1)).or_default().push_str(&note(diagnostic, &found));
    }
    let mut text = format!("{header}\n");
    for (number, line) in (1..).zip(&lines) {
        text.push_str(&notes.remove(&number).unwrap_or_default());
        writeln!(text, "{line}").unwrap();
    }
    text.extend(notes.into_values());
    text
}

/// Returns the bytes of the data file that a case stands for.
fn bytes(header: &str, lines: &[&str]) -> Vec<u8> {
    let ending = if header.contains("[crlf]") { "\r\n" } else { "\n" };
    let mark = if header.contains("[bom]") { "\u{feff}" } else { "" };
    let text: String = lines.iter().flat_map(|line| [*line, ending]).collect();
    format!("{mark}{text}").into_bytes()
}

fn strictness(header: &str) -> Strictness {
    if header.contains("[final]") { Strictness::Final } else { Strictness::Draft }
}

/// Returns the lines that tell a diagnostic.
fn note(diagnostic: &Diagnostic, found: &Found) -> String {
    let place = match (&diagnostic.primary, &diagnostic.path) {
        (Some(label), _) => columns(found.place(label.span)),
        (None, Some(path)) => format!("in {path}"),
        (None, None) => "nowhere".to_owned(),
    };
    let mut text = String::new();
    let (severity, code) = (diagnostic.severity.as_str(), diagnostic.code.as_str());
    writeln!(text, "{NOTE} {severity}[{code}] {place}: {}", diagnostic.headline).unwrap();
    if let Some(Label { message, .. }) = diagnostic.primary.as_ref().filter(|label| !label.message.is_empty())
    {
        writeln!(text, "{NOTE}   here: {message}").unwrap();
    }
    for label in &diagnostic.secondary {
        writeln!(text, "{NOTE}   and {}: {}", second_place(label, found), label.message).unwrap();
    }
    for message in &diagnostic.notes {
        writeln!(text, "{NOTE}   note: {message}").unwrap();
    }
    for message in &diagnostic.helps {
        writeln!(text, "{NOTE}   help: {message}").unwrap();
    }
    text
}

fn columns(place: Place) -> String {
    match place {
        Place { line, last_line, .. } if line != last_line => {
            format!("{}-{}:{}", place.first, place.last_line, place.last)
        }
        Place { first, last, .. } if last < first => first.to_string(),
        Place { first, last, .. } => format!("{first}-{last}"),
    }
}

fn second_place(label: &Label, found: &Found) -> String {
    let place = found.place(label.span);
    let name = found.sources.file(label.span.file).name();
    let file = if name == SHOWN { String::new() } else { format!("{name}:") };
    // The catalogue of forms grows, and its lines are not what a case is about.
    let line = if name == SHOWN { place.line.to_string() } else { "…".to_owned() };
    format!("{file}{line}:{}", columns(place))
}

/// Returns the lines that only one of two texts has, with the case that they are in.
fn differences(written: &str, found: &str) -> String {
    let cases = |text: &str| -> Vec<String> { text.split(HEADER).map(str::to_owned).collect() };
    let mut shown = String::new();
    for (written, found) in cases(written).iter().zip(cases(found)) {
        if *written == found {
            continue;
        }
        writeln!(shown, "  case: {}", found.lines().next().unwrap_or_default()).unwrap();
        let missing = written.lines().filter(|line| !found.lines().any(|other| other == *line));
        let unexpected = found.lines().filter(|line| !written.lines().any(|other| other == *line));
        for (sign, line) in missing.map(|line| ('-', line)).chain(unexpected.map(|line| ('+', line))) {
            writeln!(shown, "    {sign} {line}").unwrap();
        }
        if written.lines().count() == found.lines().count() {
            writeln!(shown, "    (the lines above, or their order)").unwrap();
        }
    }
    shown
}
