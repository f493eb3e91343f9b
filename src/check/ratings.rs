//! Nobody is rated twice for one year, and otherwise.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut first = HashMap::new();
    for rating in &view.records.ratings {
        for link in rating.recipients() {
            let (value, place) = *first
                .entry((&link.id, rating.year.value))
                .or_insert((rating.rating.value, rating.rating.span));
            if value == rating.rating.value {
                continue;
            }
            let headline = format!(
                "`{}` is rated for {} as `{}` and as `{}`",
                link.id,
                rating.year.value,
                value.as_str(),
                rating.rating.value.as_str()
            );
            found.push(
                Diagnostic::new(Code::ConflictingKeys, headline)
                    .at(rating.rating.span, "rated otherwise")
                    .and(place, "rated first")
                    .help("keep the rating that was decided last")
                    .severity(Severity::Warning),
            );
        }
    }
}
