//! Every number of results in the prose of a report stands in a table as well.
//!
//! A wrong finding costs more trust than a missed one. So only numbers right before a word of a known kind are taken: awards and the
//! awarded, initiatives, campaigns, exemplars, percentages, and money where a table is about money. Years, dates, numbers of
//! documents, aims and comparisons with other times are left alone; a hedged number may stand for any that suits its hedge.

mod awards;
mod number;
mod said;
mod tokens;
mod told;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Review;
use crate::vi::fold_white_space;
use crate::yaml::Markdown;

use super::view::View;
use said::{Said, Scope, Words};
use told::Told;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    // Without all that tables are made of, a number may well stand in what could not be read.
    if view.records.reviews.is_empty() || !view.is_linked(found) {
        return;
    }
    let words = Words::of(view.records);
    for review in &view.records.reviews {
        let Some(unit) = view.find(&review.unit) else { continue };
        let mut told = None;
        for (scope, text) in narratives(view, review) {
            for said in words.said(&text.0, review.period.value, scope) {
                let told = told.get_or_insert_with(|| Told::of(view, unit, review));
                if !told.holds(&said) {
                    found.push(stands_nowhere(&said, text, review));
                }
            }
        }
    }
}

/// All but the directions and solutions of the next years, and what will be done about shortcomings: these hold aims.
///
/// How many people a unit has, and what it asks of others, no table of results tells.
fn narratives<'a>(view: &View<'a>, review: &'a Review) -> Vec<(Scope, &'a Markdown)> {
    let shortcomings =
        review.shortcomings.iter().flat_map(|it| [Some(&it.what), it.cause.as_ref()]).flatten();
    let campaigns = view.find_all(&review.campaigns).into_iter().filter_map(|it| it.narrative.as_ref());
    let results = [
        &review.leadership,
        &review.campaigns_narrative,
        &review.activities,
        &review.honours_narrative,
        &review.organisation,
        &review.strengths,
    ];
    let awards = [&review.overview, &review.lessons, &review.proposals];
    let results = results.into_iter().flatten().chain(shortcomings).chain(campaigns);
    let awards = awards.into_iter().flatten();
    awards.map(|text| (Scope::Awards, text)).chain(results.map(|text| (Scope::Results, text))).collect()
}

fn stands_nowhere(said: &Said, text: &Markdown, review: &Review) -> Diagnostic {
    let words = fold_white_space(text.0.get(said.words.clone()).unwrap_or_default());
    let headline = format!("“{words}” stands in no table of `{}`", review.id.value);
    // What runs over the end of a line has no place of its own, but its number has.
    let place = text.place(said.words.clone()).or_else(|| text.place(said.digits.clone())).unwrap_or(text.1);
    Diagnostic::new(Code::NumberInProse, headline)
        .at(place, "said here")
        .and(review.period.span, "the period of the tables")
        .help("add the honours, a tally, a figure or a claim that gives the number, or mend it")
}
