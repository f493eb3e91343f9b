//! Names of honours that are none of the catalogue.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Form;
use crate::vi::fold_for_compare;
use crate::yaml::Located;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let catalogue = Catalogue::new(&view.records.forms);
    let honours = view
        .records
        .honours
        .iter()
        .filter(|honour| honour.form.is_none())
        .filter_map(|honour| honour.called.as_deref());
    let tallies = view
        .records
        .tallies
        .iter()
        .filter(|tally| tally.forms.is_empty())
        .filter_map(|tally| tally.called.as_ref());
    // The same name is compared once, however many honours have it.
    let mut compared: HashMap<&str, Diagnostic> = HashMap::new();
    for name in honours.chain(tallies) {
        let diagnostic =
            compared.entry(name.as_str()).or_insert_with(|| a_name_is_one_of_the_law(&catalogue, name));
        found.push(diagnostic.clone().at(name.span, ""));
    }
}

struct Catalogue<'a> {
    forms: Vec<(String, &'a Form)>,
}

impl<'a> Catalogue<'a> {
    fn new(forms: &'a [Form]) -> Self {
        Self { forms: forms.iter().map(|form| (fold_for_compare(&form.name), form)).collect() }
    }

    /// Returns the form that has this name in another spelling.
    fn same(&self, name: &str) -> Option<&'a Form> {
        self.forms.iter().find(|(known, _)| known == name).map(|(_, form)| *form)
    }

    /// Returns the forms whose names are near enough to be meant, the nearest first.
    fn near(&self, name: &str) -> Vec<&'a Form> {
        let length = name.chars().count();
        let limit = length / 3;
        // What differs that much in length alone is not compared letter by letter: a hostile name may be very long.
        let candidates =
            self.forms.iter().filter(|(known, _)| known.chars().count().abs_diff(length) <= limit);
        let distances = candidates.map(|(known, form)| (strsim::damerau_levenshtein(name, known), form));
        let mut near: Vec<_> = distances.filter(|(distance, _)| *distance <= limit).collect();
        near.sort_by_key(|(distance, form)| (*distance, &form.id.value));
        near.into_iter().map(|(_, form)| *form).take(2).collect()
    }
}

fn a_name_is_one_of_the_law(catalogue: &Catalogue<'_>, name: &Located<String>) -> Diagnostic {
    let plain = name.trim_matches(['“', '”']);
    let folded = fold_for_compare(plain);
    let headline = format!("“{plain}” is not a title or form of the law");
    if let Some(form) = catalogue.same(&folded) {
        let id = &form.id.value;
        return Diagnostic::new(Code::NotInLaw, format!("“{plain}” is the form `{id}` of the catalogue"))
            .help(format!("write the form `{id}` instead of `called`"));
    }
    let near: Vec<String> = catalogue
        .near(&folded)
        .iter()
        .map(|form| format!("“{}” (`{}`)", form.name.value, form.id.value))
        .collect();
    let diagnostic = Diagnostic::new(Code::NotInLaw, headline).note("it is printed as it is written");
    if near.is_empty() {
        diagnostic.severity(Severity::Note)
    } else {
        diagnostic.help(format!("did you mean {}?", near.join(" or ")))
    }
}
