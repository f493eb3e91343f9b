//! The part of a source text that is drawn around some labels.
//!
//! The drawing crate gets a few kilobytes, however long the text or its lines are: it reads all
//! that it is given, anew for every diagnostic.

use std::borrow::Cow;
use std::ops::Range;

use super::super::{Diagnostic, Label};
use super::{is_unseen, replaced, within};
use crate::source::{FileId, Position, SourceFile, SourceMap};

/// How far apart, in bytes, labels may be and still be drawn together; also how much is shown of
/// one label, and of a line before and behind its labels.
const REACH: usize = 4096;

/// A piece of a text with the labels in it.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    /// The name of the text.
    pub(super) file: &'a str,
    /// The number of its first line.
    pub(super) first_line: usize,
    /// The piece, made of characters that can be seen.
    pub(super) text: String,
    /// The labels, in the order of their places.
    pub(super) marks: Vec<Mark<'a>>,
    /// Where the most important label is, if the piece does not begin with a whole line, so that
    /// nobody could count columns in it.
    pub(super) cut_at: Option<Position>,
}

/// A label with its place in an excerpt.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    pub(super) range: Range<usize>,
    pub(super) message: &'a str,
    pub(super) is_primary: bool,
}

/// A label with its place in its text.
#[derive(Clone)]
struct Spot<'a> {
    file: FileId,
    range: Range<usize>,
    message: &'a str,
    is_primary: bool,
}

/// Returns what is to be drawn for a diagnostic, the primary label's piece first.
pub(super) fn excerpts<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Vec<Excerpt<'a>> {
    let primary = diagnostic.primary.iter().map(|label| spot(label, true, sources));
    let secondary = diagnostic.secondary.iter().map(|label| spot(label, false, sources));
    let mut groups = neighbourhoods(primary.chain(secondary).collect());
    groups.sort_by_key(|group| !group.iter().any(|spot| spot.is_primary));
    groups.iter().map(|group| excerpt(group, sources)).collect()
}

fn spot<'a>(label: &'a Label, is_primary: bool, sources: &SourceMap) -> Spot<'a> {
    let text = sources.file(label.span.file).text();
    let range = shortened(text, within(text, label.span.range()));
    Spot { file: label.span.file, range, message: &label.message, is_primary }
}

/// Returns the beginning of a place that is too long to be drawn.
fn shortened(text: &str, range: Range<usize>) -> Range<usize> {
    if range.len() <= REACH {
        return range;
    }
    let end = text.floor_char_boundary(range.start + REACH);
    let first_line = text[range.start..end].lines().next().map_or(0, str::len);
    range.start..range.start + first_line
}

/// Puts together what is near each other in the same text.
fn neighbourhoods(mut spots: Vec<Spot<'_>>) -> Vec<Vec<Spot<'_>>> {
    spots.sort_by_key(|spot| (spot.file, spot.range.start));
    let mut groups: Vec<Vec<Spot<'_>>> = Vec::new();
    for spot in spots {
        match groups.last_mut() {
            Some(group) if are_near(group, &spot) => group.push(spot),
            _ => groups.push(vec![spot]),
        }
    }
    groups
}

fn are_near(group: &[Spot<'_>], next: &Spot<'_>) -> bool {
    group.iter().any(|spot| spot.file == next.file && next.range.start <= spot.range.end + REACH)
}

fn excerpt<'a>(group: &[Spot<'a>], sources: &'a SourceMap) -> Excerpt<'a> {
    let file = sources.file(group[0].file);
    let first = group.iter().map(|spot| spot.range.start).min().unwrap_or_default();
    let last = group.iter().map(|spot| spot.range.end).max().unwrap_or_default();
    let start = beginning(file, first);
    let text = &file.text()[start.byte..ending(file, last)];
    let main = group.iter().find(|spot| spot.is_primary).unwrap_or(&group[0]);
    Excerpt {
        file: file.name(),
        first_line: file.position(start.byte).line,
        text: seen(text).into_owned(),
        marks: group.iter().map(|spot| mark(spot, file, start.byte)).collect(),
        cut_at: start.is_cut.then(|| file.position(main.range.start)),
    }
}

/// Where an excerpt begins.
struct Beginning {
    byte: usize,
    is_cut: bool,
}

/// Returns the start of the line around a place, or of as much of the line as is shown.
fn beginning(file: &SourceFile, at: usize) -> Beginning {
    let text = file.text();
    let floor = text.floor_char_boundary(at.saturating_sub(REACH));
    match text[floor..at].rfind('\n') {
        Some(line_break) => Beginning { byte: floor + line_break + 1, is_cut: false },
        None => Beginning { byte: floor, is_cut: floor > 0 },
    }
}

/// Returns the end of the line around a place, or of as much of the line as is shown.
fn ending(file: &SourceFile, at: usize) -> usize {
    let text = file.text();
    let ceiling = text.floor_char_boundary(at.saturating_add(REACH));
    text[at..ceiling].find(['\r', '\n']).map_or(ceiling, |line_break| at + line_break)
}

/// Returns the label with its place counted in the excerpt, where unseen characters are replaced.
fn mark<'a>(spot: &Spot<'a>, file: &SourceFile, start: usize) -> Mark<'a> {
    let place = |at: usize| seen(&file.text()[start..at]).len();
    Mark {
        range: place(spot.range.start)..place(spot.range.end),
        message: spot.message,
        is_primary: spot.is_primary,
    }
}

/// Returns the text with something to see for each character. What ends a line of a Windows file
/// is left to the drawing crate, which knows it.
fn seen(text: &str) -> Cow<'_, str> {
    replaced(text, |c| is_unseen(c) && c != '\r')
}
