//! A planned document and its template → a `Document`.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, House, Problem};
use crate::plan::Planned;
use crate::source::SourceMap;
use crate::templates::Library;
use crate::vi::{with_new_tone_placement, with_old_tone_placement, without_change_of};

/// The name of the State, which the rules of form spell out (NĐ 30/2020/NĐ-CP, phụ lục I, mục II.1).
const STATE: [&str; 2] = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam"];

/// Composes a document; on a mistake says which document it was.
pub fn compose(
    planned: Planned<'_>,
    view: &Value,
    house: &House,
    library: &Library,
    sources: &SourceMap,
) -> Result<Document, Vec<Diagnostic>> {
    let rendered = library.render(planned.template(), view, sources).map_err(|diagnostics| {
        let at = "while this document was made";
        diagnostics.into_iter().map(|diagnostic| diagnostic.and(planned.span(), at)).collect::<Vec<_>>()
    })?;
    let markdown = rendered.markdown;
    let mut document = Document::parse(rendered.frame, &markdown).map_err(|problems| {
        problems.iter().map(|problem| refused(problem, planned, &markdown)).collect::<Vec<_>>()
    })?;
    document.frame.house = house.clone();
    // Over all that is printed, so that data and templates follow alike.
    let respell = match house.tones {
        Some("old") => with_old_tone_placement,
        Some("new") => with_new_tone_placement,
        _ => return Ok(document),
    };
    let kept: Vec<&str> = STATE.into_iter().chain(house.keep.iter().map(String::as_str)).collect();
    document.rewrite(&|text| *text = without_change_of(&kept, text, respell));
    Ok(document)
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
