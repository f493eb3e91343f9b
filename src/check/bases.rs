//! The legal bases that decisions and submissions cite.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::law::{self, Difference, Validity, is_valid, regime};
use crate::model::{Certainty, Date, LegalText, TextKind};
use crate::yaml::Located;

use super::numbers::is_party;
use super::view::{View, phrase, weight};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let decisions = view.records.decisions.iter().map(|it| (&it.bases, &it.date, &it.issuer));
    let submissions = view.records.submissions.iter().map(|it| (&it.bases, &it.date, &it.unit));
    for (bases, date, unit) in decisions.chain(submissions) {
        let before = found.len();
        found.extend(bases.iter().filter_map(a_base_begins_as_one));
        found.extend(the_authority_comes_before_the_content(view, bases));
        let Some(date) = date else { continue };
        for base in bases {
            let texts = view.records.legal_texts.iter();
            let cited: Vec<&LegalText> = texts.filter(|text| law::cites(&base.value, text)).collect();
            for text in &cited {
                found.extend(a_cited_text_is_in_force(text, base, date));
                found.extend(a_law_is_cited_without_its_number(text, base, date));
                found.extend(a_text_is_cited_as_what_it_is(text, base));
            }
            if cited.is_empty() {
                found.extend(a_law_is_cited_of_its_day(view, base, date));
            }
        }
        if found.len() == before && !is_party(view, &unit.id) {
            found.extend(what_rules_is_named(view, bases, date));
        }
    }
}

/// What is told of a text is compared with what the catalogue has of it, and there a day may be wrong, so it only warns.
fn a_text_is_cited_as_what_it_is(text: &LegalText, base: &Located<String>) -> Option<Diagnostic> {
    let shown = text.number.as_deref().unwrap_or(&text.name.value);
    let headline = match law::difference(&base.value, text)? {
        Difference::Symbol => format!("{shown} is cited without its symbol"),
        Difference::Date(date) => format!("{shown} is of {}, and is cited as of {date}", text.date.value),
        Difference::Issuer => {
            format!("{shown} is of {}, and is cited as of somebody else", text.issuer.as_deref()?)
        }
        Difference::YearOnly => format!("{shown} is cited by its year, without its day"),
    };
    Some(
        Diagnostic::new(Code::CitedOtherwise, headline)
            .at(base.span, "")
            .help(format!("write `Căn cứ {}`", law::citation(text))),
    )
}

/// A law that is cited by its name, but with a day of no law of this name, or with none.
fn a_law_is_cited_of_its_day(
    view: &View<'_>,
    base: &Located<String>,
    date: &Located<Date>,
) -> Option<Diagnostic> {
    let mut named = view.records.legal_texts.iter().filter(|text| law::cites_by_name(&base.value, text));
    let first = named.next()?;
    let rules = |text: &&LegalText| is_valid(&text.from, text.to.as_ref(), date.value) == Validity::Yes;
    // Of laws of one name that which is amended comes first.
    let text = std::iter::once(first).chain(named).find(rules).unwrap_or(first);
    let name = &text.name.value;
    let headline = match law::dates(&base.value).first() {
        Some(cited) => format!("no “{name}” of {cited} is known"),
        None => format!("“{name}” is cited without its day"),
    };
    Some(
        Diagnostic::new(Code::CitedOtherwise, headline)
            .at(base.span, "")
            .and(date.span, "the day of the document")
            .help(format!("on that day: `Căn cứ {}`", law::citation(text))),
    )
}

/// Only a note: the bases may have been cut on purpose, and what a text of the unit's own says is not known.
fn what_rules_is_named(
    view: &View<'_>,
    bases: &[Located<String>],
    date: &Located<Date>,
) -> Option<Diagnostic> {
    let (first, regime) = (bases.first()?, regime(view.inventory, date.value)?);
    let is_base = |text: &&LegalText| matches!(text.kind.value, TextKind::Law | TextKind::Decree);
    let ruling: Vec<&LegalText> = view.find_all(&regime.texts).into_iter().filter(is_base).collect();
    let is_cited = |text: &&LegalText| bases.iter().any(|base| law::cites(&base.value, text));
    (!ruling.iter().any(is_cited)).then(|| {
        let headline = format!("the bases name no law or decree on awards that ruled on {}", date.value);
        let numbers: Vec<&str> = ruling.iter().filter_map(|text| text.number.as_deref()).collect();
        Diagnostic::new(Code::CitedOtherwise, headline)
            .at(first.span, "")
            .and(date.span, "the day of the document")
            .note(format!("then ruled {}", phrase(&numbers)))
            .help("without `bases`, they are chosen by the day")
            .severity(Severity::Note)
    })
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

/// In what order bases are named: what the authority of the issuer rests on, then laws on the content, then what guides them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Authority,
    Content(TextKind),
}

/// Nghị định 30/2020/NĐ-CP: two groups, the authority of the issuer first. Seen second-hand, so it only warns; a line of which nothing
/// is known may stand anywhere.
fn the_authority_comes_before_the_content(view: &View<'_>, bases: &[Located<String>]) -> Option<Diagnostic> {
    let placed: Vec<(&Located<String>, Place)> =
        bases.iter().filter_map(|base| Some((base, place(view, base)?))).collect();
    let pair = placed.windows(2).find(|pair| pair[1].1 < pair[0].1)?;
    let [(before, _), (after, place)] = pair else { return None };
    let headline = match place {
        Place::Authority => "a base of the issuer's authority stands behind one of the content",
        Place::Content(_) => "a law or decree stands behind what only guides it",
    };
    Some(
        Diagnostic::new(Code::CitedOtherwise, headline)
            .at(after.span, "")
            .and(before.span, "before it")
            .note("first the authority of the issuer, then the content: laws, decrees, circulars"),
    )
}

fn place(view: &View<'_>, base: &Located<String>) -> Option<Place> {
    const AUTHORITY: [&str; 2] = ["chức năng, nhiệm vụ", "tổ chức và hoạt động"];
    let cited = view.records.legal_texts.iter().find(|text| law::cites(&base.value, text));
    match cited {
        Some(text) if !text.authority_of.is_empty() => Some(Place::Authority),
        Some(text) => Some(Place::Content(text.kind.value)),
        None => AUTHORITY.iter().any(|words| base.value.contains(words)).then_some(Place::Authority),
    }
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
