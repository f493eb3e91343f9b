//! A planned document and its template → a `Document`.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Problem};
use crate::plan::Planned;
use crate::source::SourceMap;
use crate::templates::Library;

/// Composes a document; on a mistake says which document it was.
pub fn compose(
    planned: Planned<'_>,
    view: &Value,
    library: &Library,
    sources: &SourceMap,
) -> Result<Document, Vec<Diagnostic>> {
    let rendered = library.render(planned.template(), view, sources).map_err(|diagnostics| {
        let at = "while this document was made";
        diagnostics.into_iter().map(|diagnostic| diagnostic.and(planned.span(), at)).collect::<Vec<_>>()
    })?;
    let markdown = rendered.markdown;
    Document::parse(rendered.frame, &markdown)
        .map_err(|problems| problems.iter().map(|problem| refused(problem, planned, &markdown)).collect())
}

fn refused(problem: &Problem, planned: Planned<'_>, markdown: &str) -> Diagnostic {
    let headline = format!("the text of `{}` can't be printed: {}", planned.id(), problem.message);
    let line = markdown.lines().nth(problem.line.saturating_sub(1)).unwrap_or_default();
    let diagnostic = Diagnostic::new(Code::RefusedMarkup, headline)
        .at(planned.span(), format!("made with the template `{}`", planned.template()))
        .note(format!("line {} of the rendered text: {}", problem.line, crate::yaml::excerpt(line)));
    match &problem.help {
        Some(help) => diagnostic.help(help.clone()),
        None => diagnostic,
    }
}
