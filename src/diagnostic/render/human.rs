//! What people read on a terminal: the line of the file, and a caret under what is wrong.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::super::{Diagnostic, Severity};
use super::excerpt::{Excerpt, Mark, excerpts};
use super::{one_line, some_lines};
use crate::source::SourceMap;

/// Writes each diagnostic as the Rust compiler does, with an empty line behind it.
pub fn human(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in diagnostics {
        let excerpts = excerpts(diagnostic, sources);
        writeln!(out, "{}\n", renderer.render(&drawing(diagnostic, &excerpts)))?;
    }
    Ok(())
}

/// Returns the parts of the picture. There is one, unless a piece of a very long line needs its own.
fn drawing<'a>(diagnostic: &'a Diagnostic, excerpts: &'a [Excerpt<'a>]) -> Vec<Group<'a>> {
    let level = level(diagnostic.severity);
    let headline = one_line(&diagnostic.headline);
    let title = level.clone().primary_title(headline).id(diagnostic.code.as_str());
    let mut done = Vec::new();
    let mut group = Group::with_title(title);
    if let (None, Some(path)) = (&diagnostic.primary, &diagnostic.path) {
        group = group.element(Origin::path(one_line(path)));
    }
    for excerpt in excerpts {
        if let Some(position) = excerpt.cut_at {
            let origin = Origin::path(one_line(excerpt.file));
            done.push(group.element(origin.line(position.line).char_column(position.column)));
            group = Group::with_level(level.clone());
        }
        group = group.element(snippet(excerpt));
    }
    let notes = diagnostic.notes.iter().map(|note| Level::NOTE.message(some_lines(note)));
    let helps = diagnostic.helps.iter().map(|help| Level::HELP.message(some_lines(help)));
    done.push(group.elements(notes.chain(helps)));
    done
}

fn snippet<'a>(excerpt: &'a Excerpt<'a>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let snippet = Snippet::source(excerpt.text.as_str())
        .line_start(excerpt.first_line)
        .annotations(excerpt.marks.iter().map(annotation));
    match excerpt.cut_at {
        None => snippet.path(one_line(excerpt.file)),
        Some(_) => snippet,
    }
}

fn annotation<'a>(mark: &'a Mark<'a>) -> annotate_snippets::Annotation<'a> {
    let kind = if mark.is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let label = (!mark.message.is_empty()).then(|| one_line(mark.message));
    kind.span(mark.range.clone()).label(label)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    /// Draws one diagnostic with these labels; the first one is the primary.
    fn drawn(sources: &SourceMap, labels: &[(Span, &str)]) -> String {
        let mut diagnostic = Diagnostic::new(Code::DuplicateKey, "the key is here twice");
        for (at, (span, message)) in labels.iter().enumerate() {
            diagnostic = match at {
                0 => diagnostic.at(*span, *message),
                _ => diagnostic.and(*span, *message),
            };
        }
        rendered(&[diagnostic], sources, false)
    }

    fn rendered(diagnostics: &[Diagnostic], sources: &SourceMap, color: bool) -> String {
        let mut out = Vec::new();
        human(diagnostics, sources, color, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Adds a text, and returns the span of the first place of `part` in it.
    fn span(sources: &mut SourceMap, name: &str, text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(sources.add(name, text), start..start + part.len())
    }

    #[test]
    fn the_caret_is_under_the_value_and_the_rest_below_it() {
        let mut sources = SourceMap::default();
        let text = "units:\n  - id: vụ\n    tên: Vụ Tổ chức\n    tên: Vụ Cán bộ\n";
        let second = span(&mut sources, "data/a.yaml", text, "Vụ Cán bộ");
        let first = text.find("Vụ Tổ chức").unwrap();
        let first = Span::new(second.file, first..first + "Vụ Tổ chức".len());
        let other = span(&mut sources, "data/b.yaml", "alias: Vụ TCCB\n", "Vụ TCCB");
        let diagnostics = [
            Diagnostic::new(Code::DuplicateKey, "the key `tên` is here twice")
                .at(second, "again here")
                .and(first, "first here")
                .and(other, "known by this name")
                .note("readers differ in which one they keep,\nso neither is")
                .help("remove one of them"),
            Diagnostic::new(Code::InvalidYaml, "the folder can't be read").in_path("data/x"),
        ];
        insta::assert_snapshot!(rendered(&diagnostics, &sources, false), @r"
        error[duplicate-key]: the key `tên` is here twice
         --> data/a.yaml:4:10
          |
        3 |     tên: Vụ Tổ chức
          |          ---------- first here
        4 |     tên: Vụ Cán bộ
          |          ^^^^^^^^^ again here
          |
         ::: data/b.yaml:1:8
          |
        1 | alias: Vụ TCCB
          |        ------- known by this name
          |
          = note: readers differ in which one they keep,
                  so neither is
          = help: remove one of them

        error[invalid-yaml]: the folder can't be read
        --> data/x
        ");
    }

    #[test]
    fn carets_follow_tabs_wide_letters_and_separate_marks() {
        let mut sources = SourceMap::default();
        let text = "a:\t日本 Ho\u{300}a \u{200b}nhé\r\n";
        let nhe = span(&mut sources, "a.yaml", text, "nhé");
        let unseen = Span { start: nhe.start - 3, end: nhe.start, ..nhe };
        insta::assert_snapshot!(drawn(&sources, &[(nhe, "here"), (unseen, "unseen")]), @"
        error[duplicate-key]: the key is here twice
         --> a.yaml:1:13
          |
        1 | a:    日本 Ho\u{300}a �nhé
          |                -^^^ here
          |                |
          |                unseen
        ");
    }

    #[test]
    fn several_lines_are_joined_by_a_bracket() {
        let mut sources = SourceMap::default();
        let block = "- b\r\n  - c\r\n  - d";
        let place = span(&mut sources, "a.yaml", "a:\r\n  - b\r\n  - c\r\n  - d\r\n", block);
        insta::assert_snapshot!(drawn(&sources, &[(place, "all of this")]), @r"
        error[duplicate-key]: the key is here twice
         --> a.yaml:2:3
          |
        2 | /   - b
        3 | |   - c
        4 | |   - d
          | |_____^ all of this
        ");
    }

    #[test]
    fn the_end_of_the_text_can_be_pointed_at() {
        let mut sources = SourceMap::default();
        let open = sources.add("a.yaml", "a: \"b");
        let closed = sources.add("b.yaml", "a: \"b\n");
        insta::assert_snapshot!(drawn(&sources, &[(Span::new(open, 5..5), "ends here")]), @r#"
        error[duplicate-key]: the key is here twice
         --> a.yaml:1:6
          |
        1 | a: "b
          |      ^ ends here
        "#);
        insta::assert_snapshot!(drawn(&sources, &[(Span::new(closed, 6..6), "ends here")]), @r"
        error[duplicate-key]: the key is here twice
         --> b.yaml:2:1
          |
        2 |
          | ^ ends here
        ");
    }

    #[test]
    fn a_long_line_is_cut_and_the_column_stays_right() {
        let mut sources = SourceMap::default();
        let text = format!("x: {}Cục {}", "Vụ ".repeat(2000), "Vụ ".repeat(2000));
        let place = span(&mut sources, "a.yaml", &text, "Cục");
        insta::assert_snapshot!(drawn(&sources, &[(place, "here")]), @r"
        error[duplicate-key]: the key is here twice
         --> a.yaml:1:6004
          |
          |
        1 | ... Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Cục Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ Vụ...
          |                                                                 ^^^ here
        ");
    }

    #[test]
    fn places_far_apart_in_a_text_are_drawn_apart() {
        let mut sources = SourceMap::default();
        let text = format!("a: 1\n{}b: 2\n", "# ghi chú\n".repeat(1000));
        let last = span(&mut sources, "a.yaml", &text, "b");
        let first = Span::new(last.file, 0..1);
        insta::assert_snapshot!(drawn(&sources, &[(last, "here"), (first, "and here")]), @r"
        error[duplicate-key]: the key is here twice
            --> a.yaml:1002:1
             |
        1002 | b: 2
             | ^ here
             |
            ::: a.yaml:1:1
             |
           1 | a: 1
             | - and here
        ");
    }

    #[test]
    fn colors_are_only_used_when_asked_for() {
        let mut sources = SourceMap::default();
        let place = span(&mut sources, "a.yaml", "a: b", "b");
        let diagnostics = [Diagnostic::new(Code::DuplicateKey, "x").at(place, "")];
        assert!(rendered(&diagnostics, &sources, true).contains("\u{1b}["));
        assert!(!rendered(&diagnostics, &sources, false).contains('\u{1b}'));
    }

    proptest! {
        #[test]
        fn any_spans_in_any_texts_can_be_drawn(
            texts in proptest::array::uniform2("[ \t\r\na-cĐế日\u{301}\u{200b}\u{7}\u{1b}]{0,40}"),
            places in proptest::collection::vec((0..2_usize, 0..99_usize, 0..99_usize), 1..5),
            filling in prop_oneof![Just(0), Just(5000_usize)],
        ) {
            let mut sources = SourceMap::default();
            let files = texts.map(|text| {
                let text = format!("{text}{}{text}", "x".repeat(filling));
                (sources.add("a.yaml", text.clone()), text.len())
            });
            let labels: Vec<(Span, &str)> = places
                .into_iter()
                .map(|(file, start, end)| {
                    let (file, length) = files[file];
                    (Span::new(file, start * (length + 9) / 99..end * (length + 9) / 99), "here")
                })
                .collect();
            let has_escape = drawn(&sources, &labels).contains('\x1b');
            prop_assert!(!has_escape);
        }
    }
}
