//! What a report should say beside its figures, and that titles and forms are never counted in one line.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FormGroup, Review, Tally};

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for review in &view.records.reviews {
        found.extend(a_shortcoming_has_a_cause(review));
        found.extend(the_day_of_the_count_is_told(review));
    }
    for tally in &view.records.tallies {
        found.extend(titles_and_forms_are_counted_apart(view, tally));
    }
}

/// Điều 3 khoản 3 Thông tư số 01/2024/TT-BNV: shortcomings and their causes.
fn a_shortcoming_has_a_cause(review: &Review) -> impl Iterator<Item = Diagnostic> {
    review.shortcomings.iter().filter(|it| it.cause.is_none()).map(|it| {
        Diagnostic::new(Code::ReportGap, format!("a shortcoming in `{}` is told without its cause", review.id.value))
            .at(it.what.1, "")
            .note("a summing-up tells results, shortcomings with their causes, and lessons (Điều 3 khoản 3 Thông tư số 01/2024/TT-BNV)")
            .help("add `cause`, and `remedy` where there is one")
    })
}

/// Where there is prose on honours, that is the place to say it.
fn the_day_of_the_count_is_told(review: &Review) -> Option<Diagnostic> {
    let first = review.honours_narrative.first()?;
    let says = |text: &str| ["đến ngày", "đến hết", "đến thời điểm"].iter().any(|words| text.contains(words));
    (!review.honours_narrative.iter().any(|text| says(&text.0))).then(|| {
        let headline = format!("`{}` does not say up to which day its honours are counted", review.id.value);
        Diagnostic::new(Code::ReportGap, headline)
            .at(first.1, "the prose on honours")
            .help("add a sentence such as “Số liệu tính đến ngày 04 tháng 12 năm 2025.”")
    })
}

fn titles_and_forms_are_counted_apart(view: &View<'_>, tally: &Tally) -> Option<Diagnostic> {
    let of = |group: FormGroup| {
        let mut forms = tally.forms.iter().filter_map(|link| Some((link, view.find(link)?)));
        forms.find(|(_, form)| form.group.value == group)
    };
    let ((title, first), (form, second)) = (of(FormGroup::Title)?, of(FormGroup::Commendation)?);
    let headline = format!(
        "`{}` counts a title and a form of commendation in one line: “{}”, “{}”",
        tally.id.value, first.name.value, second.name.value
    );
    Some(
        Diagnostic::new(Code::ReportGap, headline)
            .at(form.span, "a form of commendation")
            .and(title.span, "a title")
            .help("make a tally of each, where the source tells them apart"),
    )
}
