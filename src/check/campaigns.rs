//! Campaigns that are probably one.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Campaign, Years};
use crate::yaml::Located;

use super::view::{View, actor_key, namesakes};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let spellings = view.records.campaigns.iter().flat_map(|campaign| {
        let names = std::iter::once(&campaign.name).chain(&campaign.aliases);
        names.map(move |name| (name.as_str(), (campaign, name)))
    });
    let mut told = HashSet::new();
    let mut names = namesakes(spellings);
    // In the order of the files: of several names that two campaigns share, the first one is shown.
    names.sort_by_key(|named| named[0].1.span);
    for named in names {
        for (second, other) in one_campaign_has_one_record(&named) {
            if told.insert((&named[0].0.id.value, &second.id.value)) {
                found.push(other);
            }
        }
    }
}

type Named<'a> = (&'a Campaign, &'a Located<String>);

/// Returns the campaigns that share a name with the first one.
fn one_campaign_has_one_record<'a>(named: &[Named<'a>]) -> Vec<(&'a Campaign, Diagnostic)> {
    let Some((&(first, name), others)) = named.split_first() else { return Vec::new() };
    others
        .iter()
        .filter(|(other, _)| other.id.value != first.id.value && may_be_one(first, other))
        .map(|(other, spelling)| (*other, same_campaign((other, spelling), (first, name))))
        .collect()
}

/// Campaigns of other years or of other launchers may well have the same name.
fn may_be_one(left: &Campaign, right: &Campaign) -> bool {
    let years_meet = match (left.years.as_deref(), right.years.as_deref()) {
        (Some(Years::In(left)), Some(Years::In(right))) => left.overlaps(*right),
        (Some(_) | None, Some(_) | None) => true,
    };
    let launchers_meet = match (&left.launcher, &right.launcher) {
        (Some(left), Some(right)) => actor_key(left) == actor_key(right),
        (Some(_), None) | (None, Some(_) | None) => true,
    };
    years_meet && launchers_meet
}

fn same_campaign((second, spelling): Named<'_>, (first, name): Named<'_>) -> Diagnostic {
    let headline = format!(
        "are `{}` and `{}` the same campaign? both are called “{}”",
        first.id.value, second.id.value, spelling.value
    );
    Diagnostic::new(Code::SameCampaign, headline)
        .at(spelling.span, format!("a name of `{}`", second.id.value))
        .and(name.span, format!("a name of `{}`", first.id.value))
        .help("keep one record, with the other spelling among its `aliases`")
}
