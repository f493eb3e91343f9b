//! One line a diagnostic, as editors and `grep` like it.

use std::io::{self, Write};

use super::super::Diagnostic;
use super::{Place, one_line};
use crate::source::SourceMap;

/// Writes `data/a.yaml:12:9: error[unknown-reference]: no unit has the id …`.
///
/// What has no place in a text begins with its path, or with its severity.
pub fn short(diagnostics: &[Diagnostic], sources: &SourceMap, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        let severity = diagnostic.severity.as_str();
        let code = diagnostic.code.as_str();
        let headline = one_line(&diagnostic.headline);
        writeln!(out, "{}{severity}[{code}]: {headline}", beginning(diagnostic, sources))?;
    }
    Ok(())
}

fn beginning(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    if let Some(label) = &diagnostic.primary {
        let place = Place::of(label.span, sources);
        return format!("{}:{}:{}: ", one_line(place.file), place.start.line, place.start.column);
    }
    diagnostic.path.as_ref().map(|path| format!("{}: ", one_line(path))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    #[test]
    fn each_diagnostic_is_one_line_with_its_place() {
        let mut sources = SourceMap::default();
        let text = "đơn vị: Cục\nđơn vị: Vụ\n";
        let file = sources.add("data/a.yaml", text);
        let value = text.find("Vụ").unwrap();
        let diagnostics = [
            Diagnostic::new(Code::DuplicateKey, "the key `đơn vị` is here twice")
                .at(Span::new(file, value..value + "Vụ".len()), "again here"),
            Diagnostic::new(Code::InvalidYaml, "the name is not UTF-8").in_path("data/\u{7}.yaml"),
            Diagnostic::new(Code::InvalidYaml, "nothing\nto read"),
        ];
        let mut out = Vec::new();
        short(&diagnostics, &sources, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "data/a.yaml:2:9: error[duplicate-key]: the key `đơn vị` is here twice\n\
             data/\u{fffd}.yaml: error[invalid-yaml]: the name is not UTF-8\n\
             error[invalid-yaml]: nothing to read\n"
        );
    }
}
