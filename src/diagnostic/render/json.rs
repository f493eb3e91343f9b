//! One JSON object a line, for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::super::{Diagnostic, Label};
use super::Place;
use crate::source::SourceMap;

/// Writes each diagnostic as one JSON object on a line of its own.
///
/// | key | value |
/// |---|---|
/// | `code` | the name of the kind of mistake, which `vinhdanh explain` explains |
/// | `severity` | `error`, `warning` or `note` |
/// | `headline` | what is wrong, in one line that stands alone |
/// | `file` | the path in the project, with forward slashes; null if it is about no file |
/// | `line`, `column` | where it starts, both counted from 1, columns in characters |
/// | `end_line`, `end_column` | where it ends: the place behind the last character |
/// | `start`, `end` | the same in bytes, counted from 0 |
/// | `labels` | all places that matter, each with the keys from `file` to `end`, `message` (may be empty) and `primary`; the primary one, if any, comes first and is the place above |
/// | `notes` | context, a list of texts |
/// | `helps` | what to do, a list of texts |
///
/// Every key is always there; the numbers are null where there is no place in a text. Texts are
/// as they are in the diagnostic, control characters included, which JSON escapes.
pub fn json(diagnostics: &[Diagnostic], sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        serde_json::to_writer(&mut *out, &JsonDiagnostic::new(diagnostic, sources))?;
        writeln!(out)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    headline: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    labels: Vec<JsonLabel<'a>>,
    notes: &'a [String],
    helps: &'a [String],
}

#[derive(Serialize)]
struct JsonLabel<'a> {
    primary: bool,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
    message: &'a str,
}

impl<'a> JsonDiagnostic<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Self {
        let primary = diagnostic.primary.iter().map(|label| JsonLabel::new(label, true, sources));
        let secondary = diagnostic.secondary.iter().map(|label| JsonLabel::new(label, false, sources));
        let labels: Vec<JsonLabel<'a>> = primary.chain(secondary).collect();
        let place = labels.first().filter(|label| label.primary);
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            headline: &diagnostic.headline,
            file: place.map(|place| place.file).or(diagnostic.path.as_deref()),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            end_line: place.map(|place| place.end_line),
            end_column: place.map(|place| place.end_column),
            start: place.map(|place| place.start),
            end: place.map(|place| place.end),
            labels,
            notes: &diagnostic.notes,
            helps: &diagnostic.helps,
        }
    }
}

impl<'a> JsonLabel<'a> {
    fn new(label: &'a Label, primary: bool, sources: &'a SourceMap) -> Self {
        let place = Place::of(label.span, sources);
        Self {
            primary,
            file: place.file,
            line: place.start.line,
            column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
            start: place.bytes.start,
            end: place.bytes.end,
            message: &label.message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    fn rendered(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
        let mut out = Vec::new();
        json(diagnostics, sources, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn places_are_in_lines_columns_and_bytes() {
        let mut sources = SourceMap::default();
        let text = "đơn vị: Cục\nđơn vị: Vụ\n";
        let file = sources.add("data/a.yaml", text);
        let second = text.rfind("đơn vị").unwrap();
        let key = "đơn vị".len();
        let diagnostic = Diagnostic::new(Code::DuplicateKey, "the key `đơn vị` is here twice")
            .at(Span::new(file, second..second + key), "again here")
            .and(Span::new(file, 0..key), "first here")
            .note("a \"note\"")
            .help("remove one");
        assert_eq!(
            rendered(&[diagnostic], &sources),
            concat!(
                r#"{"code":"duplicate-key","severity":"error","#,
                r#""headline":"the key `đơn vị` is here twice","file":"data/a.yaml","#,
                r#""line":2,"column":1,"end_line":2,"end_column":7,"start":18,"end":28,"#,
                r#""labels":[{"primary":true,"file":"data/a.yaml","line":2,"column":1,"#,
                r#""end_line":2,"end_column":7,"start":18,"end":28,"message":"again here"},"#,
                r#"{"primary":false,"file":"data/a.yaml","line":1,"column":1,"#,
                r#""end_line":1,"end_column":7,"start":0,"end":10,"message":"first here"}],"#,
                r#""notes":["a \"note\""],"helps":["remove one"]}"#,
                "\n",
            )
        );
    }

    #[test]
    fn what_has_no_place_in_a_text_has_its_path() {
        let diagnostic = Diagnostic::new(Code::InvalidYaml, "the folder can't be read").in_path("data/x");
        assert_eq!(
            rendered(&[diagnostic], &SourceMap::default()),
            concat!(
                r#"{"code":"invalid-yaml","severity":"error","#,
                r#""headline":"the folder can't be read","file":"data/x","#,
                r#""line":null,"column":null,"end_line":null,"end_column":null,"#,
                r#""start":null,"end":null,"labels":[],"notes":[],"helps":[]}"#,
                "\n",
            )
        );
    }
}
