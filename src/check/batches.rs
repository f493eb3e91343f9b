//! Batches: one document for each recipient of a decision, and the keys that go with that.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DocumentRecord, RecipientKind};
use crate::source::Span;

use super::certificates::{is_calibration, is_certificate};
use super::documents::is_known;
use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for document in &view.records.documents {
        if let Some(each) = &document.each {
            found.extend(a_template_is_for_one_recipient(document, each.span));
            found.extend(what_is_of_one_document_is_not_of_all(document, each.span));
            found.extend(a_kind_is_that_of_one_recipient(document));
        } else {
            found.extend(a_selection_is_of_a_batch(document));
            found.extend(fields_are_of_a_batch(document));
        }
    }
}

/// A report has no recipient; a template of the project's own may well have.
fn a_template_is_for_one_recipient(document: &DocumentRecord, each: Span) -> Option<Diagnostic> {
    let template = &document.template;
    let is_for_one = template.as_str() == "letter" || is_certificate(document) || !is_known(document);
    if is_for_one && !is_calibration(document) {
        return None;
    }
    let headline = if is_calibration(document) {
        "a sheet for calibrating is for nobody, so there is none for each recipient".to_owned()
    } else {
        format!("`each` is for letters and certificates, but the template is `{}`", template.value)
    };
    Some(Diagnostic::new(Code::OutOfPlace, headline).at(each, "").and(template.span, "the template"))
}

fn what_is_of_one_document_is_not_of_all(document: &DocumentRecord, each: Span) -> Vec<Diagnostic> {
    let keys = [
        ("decision", document.decision.as_ref().map(|link| link.span)),
        ("honour", document.honour.as_ref().map(|link| link.span)),
        ("form", document.form.as_ref().map(|link| link.span)),
        ("number", document.number.as_ref().map(|number| number.span)),
    ];
    let given = keys.into_iter().filter_map(|(key, place)| Some((key, place?)));
    given
        .map(|(key, place)| {
            let headline = format!("`{key}` and `each` can't both be given");
            let diagnostic =
                Diagnostic::new(Code::ConflictingKeys, headline).at(place, "").and(each, "`each`");
            diagnostic.help(match key {
                "form" => "write `where: {form: ID}` for those who get this form",
                "number" => "no two documents have one number",
                _ => "`each` names what the documents are about",
            })
        })
        .collect()
}

fn a_kind_is_that_of_one_recipient(document: &DocumentRecord) -> Option<Diagnostic> {
    let kind = document.r#where.as_ref()?.kind.as_ref()?;
    (kind.value == RecipientKind::Mixed).then(|| {
        Diagnostic::new(Code::OutOfPlace, "no recipient is of the kind `mixed`")
            .at(kind.span, "")
            .help("use `persons`, `collectives` or `households`, or leave `kind` out for all")
    })
}

fn a_selection_is_of_a_batch(document: &DocumentRecord) -> Option<Diagnostic> {
    let selection = document.r#where.as_ref()?;
    let headline = "`where` selects recipients of a decision, but there is no `each`";
    Some(
        Diagnostic::new(Code::OutOfPlace, headline)
            .at(selection.span, "")
            .help("write `each: recipients of ID` with the id of a decision"),
    )
}

fn fields_are_of_a_batch(document: &DocumentRecord) -> Option<Diagnostic> {
    let path = document.path.as_ref().filter(|path| path.has_fields())?;
    let headline = format!("the path `{}` has fields of a record, but there is no `each`", path.as_str());
    Some(
        Diagnostic::new(Code::BadPath, headline)
            .at(path.span, "")
            .help("write `each: recipients of ID` for one document a recipient, or take the braces out"),
    )
}
