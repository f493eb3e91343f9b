//! What a built-in template prints: a key that it does not print is lost, and one may be too long for its place.
//!
//! A template of the project's own may use any key.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{DocumentRecord, PRINT_RUN};

use super::documents::is_known;
use super::view::{View, phrase};

/// Three lines at the foot of a page: an address, a telephone number, an e-mail address and a website.
const LONGEST_CONTACT: usize = 200;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for document in &view.records.documents {
        if is_known(document) {
            found.extend(a_key_has_its_template(document));
            found.extend(what_is_given_is_printed(document));
        }
        found.extend(the_contact_fits_the_foot_of_a_page(document));
    }
}

fn a_key_has_its_template(document: &DocumentRecord) -> Option<Diagnostic> {
    let keys = [
        ("complete", "register", document.complete.is_some()),
        ("address", "letter", document.address.is_some()),
    ];
    let wrong = |(_, template, given): &(_, _, bool)| *given && document.template.as_str() != *template;
    let (key, template, _) = keys.into_iter().find(wrong)?;
    let headline = format!("`{key}` is for a {template}, but the template is `{}`", document.template.value);
    Some(Diagnostic::new(Code::OutOfPlace, headline).at(document.template.span, ""))
}

/// The keys of which a template prints nothing.
fn what_is_given_is_printed(document: &DocumentRecord) -> Option<Diagnostic> {
    let template = document.template.as_str();
    let has_marks = !["certificate", PRINT_RUN].contains(&template);
    let is_addressed = ["report", "annual-report", "statistics", "submission", "letter"].contains(&template);
    let keys = [
        ("number", document.number.is_some(), !["certificate", "register", PRINT_RUN].contains(&template)),
        ("signatory", document.signatory.is_some(), !["minutes", PRINT_RUN].contains(&template)),
        ("addressees", !document.addressees.is_empty(), is_addressed),
        ("recipients", !document.recipients.is_empty(), has_marks),
        ("urgency", document.urgency.is_some(), has_marks),
        ("draft", document.draft == Some(true), has_marks),
        ("drafted-by", document.drafted_by.is_some(), has_marks),
        ("contact", document.contact.is_some(), has_marks),
        ("text", !document.text.is_empty(), template == "letter"),
    ];
    let lost = keys.into_iter().filter(|(_, is_given, is_printed)| *is_given && !is_printed);
    let lost: Vec<String> = lost.map(|(key, ..)| format!("`{key}`")).collect();
    (!lost.is_empty()).then(|| {
        let headline = format!("the template `{template}` does not print {}", phrase(&lost));
        Diagnostic::new(Code::OutOfPlace, headline)
            .at(document.template.span, "")
            .help("remove what is not printed")
            .severity(Severity::Warning)
    })
}

fn the_contact_fits_the_foot_of_a_page(document: &DocumentRecord) -> Option<Diagnostic> {
    let contact = document.contact.as_ref()?;
    let length = contact.chars().count();
    (length > LONGEST_CONTACT).then(|| {
        let headline =
            format!("`contact` has {length} letters; at the foot of a page there is room for few lines");
        Diagnostic::new(Code::TooMuch, headline)
            .at(contact.span, format!("expected at most {LONGEST_CONTACT}"))
            .severity(Severity::Warning)
    })
}
