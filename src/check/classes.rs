//! Classes of orders.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Form, Ref};
use crate::yaml::Located;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for honour in &view.records.honours {
        let forms = honour.form.as_slice();
        found.extend(a_class_belongs_to_a_form_with_classes(view, forms, honour.class.as_ref()));
        found.extend(a_form_with_classes_has_one(view, forms, honour.class.as_ref()));
    }
    for tally in &view.records.tallies {
        found.extend(a_class_belongs_to_a_form_with_classes(view, &tally.forms, tally.class.as_ref()));
        found.extend(a_form_with_classes_has_one(view, &tally.forms, tally.class.as_ref()));
    }
}

fn a_class_belongs_to_a_form_with_classes(
    view: &View<'_>,
    forms: &[Ref<Form>],
    class: Option<&Located<Class>>,
) -> Option<Diagnostic> {
    let (class, first) = (class?, forms.first()?);
    let found = view.find_all(forms);
    let form = found.first().filter(|_| found.iter().all(|form| !has_classes(form)))?;
    let headline =
        format!("“{}” has no classes, but the class `{}` is given", form.name.value, class.as_str());
    Some(Diagnostic::new(Code::UnexpectedClass, headline).at(class.span, "").and(first.span, "the form"))
}

/// Where several forms are counted together, no class is expected.
fn a_form_with_classes_has_one(
    view: &View<'_>,
    forms: &[Ref<Form>],
    class: Option<&Located<Class>>,
) -> Option<Diagnostic> {
    let ([link], None) = (forms, class) else { return None };
    let form = view.find(link).filter(|form| has_classes(form))?;
    let headline = format!("“{}” has classes, but none is given", form.name.value);
    Some(Diagnostic::new(Code::MissingClass, headline).at(link.span, "printed without a class"))
}

fn has_classes(form: &Form) -> bool {
    form.classes == Some(true)
}
