//! The legal bases that decisions and submissions cite.

use crate::diagnostic::{Code, Diagnostic};
use crate::law::{self, Validity, is_valid};
use crate::model::{Certainty, Date, LegalText, TextKind};
use crate::yaml::Located;

use super::view::{View, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let decisions = view.records.decisions.iter().map(|decision| (&decision.bases, &decision.date));
    let submissions = view.records.submissions.iter().map(|submission| (&submission.bases, &submission.date));
    for (bases, date) in decisions.chain(submissions) {
        found.extend(bases.iter().filter_map(a_base_begins_as_one));
        let Some(date) = date else { continue };
        for base in bases {
            let cited = view.records.legal_texts.iter().filter(|text| law::cites(&base.value, text));
            for text in cited {
                found.extend(a_cited_text_is_in_force(text, base, date));
                found.extend(a_law_is_cited_without_its_number(text, base, date));
            }
        }
    }
}

/// What begins otherwise is mostly the rest of a line that YAML has split: a comma parts the items of `[…]`.
fn a_base_begins_as_one(base: &Located<String>) -> Option<Diagnostic> {
    const OPENINGS: [&str; 6] = ["Căn cứ", "Theo", "Xét", "Thực hiện", "Chấp hành", "- "];
    let begins = |opening: &&str| base.value.starts_with(opening);
    let first: String = base.value.split(' ').take(3).collect::<Vec<_>>().join(" ");
    (!OPENINGS.iter().any(begins)).then(|| {
        Diagnostic::new(Code::CitedOtherwise, format!("a legal base begins with “{first}”"))
            .at(base.span, "")
            .note("the bases begin with “Căn cứ”, “Theo”, “Xét”, “Thực hiện” or “Chấp hành”")
            .help(
                "inside `[…]` a comma begins the next item: write each base on a line of its own after `- `",
            )
    })
}

fn a_cited_text_is_in_force(
    text: &LegalText,
    base: &Located<String>,
    date: &Located<Date>,
) -> Option<Diagnostic> {
    let when = match is_valid(&text.from, text.to.as_ref(), date.value) {
        Validity::NotYet => format!("only from {} on", text.from.value),
        Validity::NoLonger => format!("only until {}", text.to.as_ref()?.value),
        Validity::Yes | Validity::Unknown => return None,
    };
    let shown = text.number.as_deref().unwrap_or(&text.name.value);
    let headline = format!("{shown} was in force {when}, and the document is of {}", date.value);
    let pinned = text.status.value == Certainty::Pinned;
    Some(
        Diagnostic::new(Code::NotInForce, headline)
            .at(base.span, "cited as a base")
            .and(date.span, "the day of the document")
            .note(format!("{}: {}", text.status.as_str(), text.source.value))
            .help("`vinhdanh law list --on DATE` lists what was in force; without `bases`, they are chosen by the day")
            .severity(weight(pinned)),
    )
}

/// Nghị định 30/2020/NĐ-CP: among the bases a law has no number. Seen second-hand, so it only warns.
fn a_law_is_cited_without_its_number(
    text: &LegalText,
    base: &Located<String>,
    date: &Located<Date>,
) -> Option<Diagnostic> {
    let number = text.number.as_deref().filter(|number| base.value.contains(number))?;
    let since_2020 = date.year.is_some_and(|year| year >= 2021);
    (text.kind.value == TextKind::Law && since_2020).then(|| {
        Diagnostic::new(
            Code::CitedOtherwise,
            format!("a law is cited among the bases without its number, {number}"),
        )
        .at(base.span, "")
        .help(format!("write `Căn cứ {}`", law::citation(text)))
    })
}
