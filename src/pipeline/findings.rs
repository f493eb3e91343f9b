//! What is said of documents that could not be made, or not as they should be.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::fs;
use crate::plan::{Making, Planned};
use crate::typeset::{self, Failure, FailureKind};

/// Tells once what is wrong with several documents in the same way: mostly a mistake in their template.
pub(super) fn merged(diagnostics: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut merged: Vec<(Diagnostic, usize)> = Vec::new();
    let mut told = HashMap::new();
    for diagnostic in diagnostics {
        let span = diagnostic.primary.as_ref().map(|label| label.span);
        let at = *told.entry((diagnostic.code, span, diagnostic.headline.clone())).or_insert(merged.len());
        match merged.get_mut(at) {
            Some((_, more)) => *more += 1,
            None => merged.push((diagnostic, 0)),
        }
    }
    let with_count = merged.into_iter().map(|(diagnostic, more)| match more {
        0 => diagnostic,
        1 => diagnostic.note("the same is wrong with one more document"),
        _ => diagnostic.note(format!("the same is wrong with {more} more documents")),
    });
    with_count.collect()
}

pub(super) fn refused_blanks(document: Planned<'_>, blanks: &[String]) -> Diagnostic {
    let count = if blanks.len() == 1 { "a blank".to_owned() } else { format!("{} blanks", blanks.len()) };
    let headline = format!("`{}` has {count} to be filled in", document.id());
    Diagnostic::new(Code::Blank, headline)
        .at(document.span(), format!("missing: {}", counted_names(blanks)))
        .help("give them in the data, or build without `--final`")
}

/// Lists names, each once and with how many times it stands there: `số, họ và tên (145)`.
pub fn counted_names(names: &[String]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let shown = counts.into_iter().map(|(name, count)| match count {
        1 => name.to_owned(),
        _ => format!("{name} ({count})"),
    });
    shown.collect::<Vec<_>>().join(", ")
}

pub(super) fn missing_image(document: Planned<'_>, image: &str, error: &fs::Error) -> Diagnostic {
    let headline = format!("the picture `{image}` can't be read: {}", error.source);
    Diagnostic::new(Code::UnreadableFile, headline).at(document.span(), "shown in this document")
}

/// Says why a template did not come to an end.
pub(super) fn compose_failure(document: Planned<'_>, failure: &Failure) -> Vec<Diagnostic> {
    let found = failure.problems.iter().map(|found| {
        let headline = format!("`{}` could not be composed: {}", document.id(), found.message);
        let diagnostic = Diagnostic::new(Code::TemplateError, headline)
            .at(document.span(), format!("made with the template `{}`", document.template()));
        let diagnostic =
            found.hints.iter().fold(diagnostic, |diagnostic, hint| diagnostic.help(hint.clone()));
        match failure.kind {
            FailureKind::Timeout => diagnostic.help(
                "look for a loop in the template that has no end, or give it more seconds with `--timeout`",
            ),
            _ => with_help(diagnostic, failure.kind),
        }
    });
    found.map(|diagnostic| with_way_to_the_member(diagnostic, document)).collect()
}

pub(super) fn typeset_failure(document: Planned<'_>, failure: &Failure, main: &str) -> Vec<Diagnostic> {
    // What stands several times in one document is told once.
    let mut told = HashSet::new();
    let problems = failure.problems.iter().filter(|found| told.insert(&found.message));
    let found = problems.map(|found| problem(document, Code::TypesetError, found, main));
    let found = found.map(|diagnostic| with_help(diagnostic, failure.kind));
    found.map(|diagnostic| with_way_to_the_member(diagnostic, document)).collect()
}

/// A print run fails with the worst of its documents, and can't tell which that is.
fn with_way_to_the_member(diagnostic: Diagnostic, document: Planned<'_>) -> Diagnostic {
    let batch = document.record().of.as_ref().filter(|_| document.making() == Making::Run);
    batch.into_iter().fold(diagnostic, |diagnostic, batch| {
        diagnostic.help(format!(
            "one of its documents may be at fault: make them on their own, `vinhdanh build --only '{}'`",
            batch.id
        ))
    })
}

fn with_help(diagnostic: Diagnostic, kind: FailureKind) -> Diagnostic {
    match kind {
        FailureKind::Timeout => {
            diagnostic.help("very many pages need longer: give it more seconds with `--timeout`, or split it")
        }
        FailureKind::Memory => {
            diagnostic.help("if it is right to be so large, give it more with `--memory`, such as `4GiB`")
        }
        FailureKind::Killed => {
            diagnostic.help("a system that runs out of memory does that: fewer `--jobs` need less")
        }
        FailureKind::Document | FailureKind::Crash | FailureKind::Engine | FailureKind::Stopped => diagnostic,
    }
}

/// Brings a problem of Typst back to the document: which one, and the line of its text.
pub(super) fn problem(document: Planned<'_>, code: Code, found: &typeset::Problem, main: &str) -> Diagnostic {
    let headline = format!("`{}` could not be laid out as it should: {}", document.id(), found.message);
    let mut diagnostic = Diagnostic::new(code, headline)
        .at(document.span(), format!("made with the template `{}`", document.template()));
    if let Some(place) = &found.place {
        diagnostic = diagnostic.note(format!("at {}:{}:{}", place.file, place.line, place.column));
        if place.file == typeset::MAIN {
            let line = main.lines().nth(place.line.saturating_sub(1)).unwrap_or_default();
            diagnostic = diagnostic.note(format!("the text there: {}", crate::yaml::excerpt(line.trim())));
        }
    }
    found.hints.iter().fold(diagnostic, |diagnostic, hint| diagnostic.help(hint.clone()))
}
