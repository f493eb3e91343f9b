//! An initiative counts once.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{FormGroup, Honour, Initiative, Ref, Rule, State};

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for initiative in &view.records.initiatives {
        found.extend(an_initiative_counts_once(view, initiative));
    }
}

/// Used for a title it can't be used for a form of commendation, nor the other way round, nor for two forms. Whether it may be used
/// for two titles, the letter that says so does not tell.
fn an_initiative_counts_once(view: &View<'_>, initiative: &Initiative) -> Option<Diagnostic> {
    let found_as = |rule: &&Rule| {
        rule.found_as.as_ref().is_some_and(|found_as| found_as.value == Code::InitiativeReused.as_str())
    };
    // Whenever it is used: the days of the honours need not be known.
    let rule = view.records.rules.iter().find(found_as)?;
    let uses: Vec<(&Ref<Honour>, FormGroup)> = initiative
        .used_for
        .iter()
        .filter_map(|link| {
            let honour = view.find(link).filter(|honour| honour.state() != State::Revoked)?;
            Some((link, view.find(honour.form.as_ref()?)?.group.value))
        })
        .filter(|(_, group)| *group != FormGroup::Own)
        .collect();
    let [(first, _), (second, _), ..] = uses[..] else { return None };
    let only_titles = uses.iter().all(|(_, group)| *group == FormGroup::Title);
    // The first use that can't stand beside the one before.
    let second = if only_titles { second } else { clash(&uses)? };
    let headline = if only_titles {
        format!("the initiative `{}` is used for two titles, which not everybody allows", initiative.id.value)
    } else {
        format!(
            "the initiative `{}` is used twice: once used, it can't carry another form of commendation or title",
            initiative.id.value
        )
    };
    Some(
        Diagnostic::new(Code::InitiativeReused, headline)
            .at(second.span, "used again")
            .and(first.span, "first used here")
            .note(format!("{}: {}", rule.article.value, rule.says.value))
            .severity(if only_titles { Severity::Note } else { Severity::Warning }),
    )
}

/// Returns the first use that stands beside one of the other kind, or is a second form of commendation.
fn clash<'a>(uses: &[(&'a Ref<Honour>, FormGroup)]) -> Option<&'a Ref<Honour>> {
    let is_form = |group: FormGroup| group == FormGroup::Commendation;
    let (_, first) = *uses.first()?;
    uses.iter().skip(1).find(|(_, group)| is_form(*group) || is_form(first)).map(|(link, _)| *link)
}
