//! Needs of the people of a collective.

use crate::model::{Form, FormGroup, Honoured, Id, Members, Rating};

use super::needs::{Candidate, Scales, rating_words};
use super::pasts::is_one;
use super::verdict::{Gap, Verdict};

impl<'a> Scales<'a> {
    /// A share is one of all people of the collective. Where `headcount` says that the data does not have them all, those known can prove
    /// that it is reached, but not that it is not.
    pub(super) fn members(&self, need: &Members, candidate: Candidate<'a>) -> Verdict {
        let members = self.history.members(candidate.recipient.id(), candidate.year);
        if members.is_empty() {
            return Verdict::Open(Gap::new("no member of the collective is in the data"));
        }
        let holds = |id: &Id| {
            let pasts = self.history.pasts(id).iter();
            pasts.filter(|past| past.year == candidate.year).any(|past| is_one(past.form, &need.forms))
        };
        let found = members.iter().filter(|person| holds(&person.id.value)).count();
        let headcount = match candidate.recipient {
            Honoured::Unit(unit) => unit.headcount.as_ref(),
            Honoured::Person(_) => None,
        };
        let count = headcount.and_then(|count| usize::try_from(count.value).ok()).unwrap_or(members.len());
        let all = count.max(members.len());
        let needed = least(need, all);
        if found >= needed {
            return Verdict::Met;
        }
        let title = self.names(&need.forms);
        let percent = need.percent.as_ref().map(|percent| format!(" ({} %)", percent.value));
        let above = need.above.as_ref().map(|percent| format!(" (more than {} %)", percent.value));
        let share = percent.or(above).unwrap_or_default();
        let known = if count > members.len() {
            format!(", of whom {} are in the data,", members.len())
        } else {
            String::new()
        };
        let are = if needed == 1 { "is" } else { "are" };
        let what = format!(
            "{found} of {all} members{known} hold {title} in {}, and {needed}{share} {are} needed",
            candidate.year
        );
        let gap = Gap::new(what).steps(u16::try_from(needed - found).unwrap_or(u16::MAX));
        let gap = gap.at(headcount.map(|count| (count.span, "all people of the unit".to_owned())));
        // Where fewer people are said to belong to it than are known, who belongs to it is not sure either.
        let is_sure = count == members.len() || (count < members.len() && found < least(need, count));
        if is_sure { self.missed_if_complete(gap, candidate, &[candidate.year]) } else { Verdict::Open(gap) }
    }

    /// Tells of members who are rated lower than any may be.
    pub(super) fn low_members(&self, least: Rating, candidate: Candidate<'a>) -> Option<Gap> {
        let Honoured::Unit(unit) = candidate.recipient else { return None };
        let members = self.history.members(&unit.id.value, candidate.year).into_iter();
        let low: Vec<_> = members
            .filter_map(|person| {
                let (rating, span) = self.history.rating(&person.id.value, candidate.year)?;
                (rating > least).then_some((person, rating, span))
            })
            .collect();
        let (first, rating, _) = low.first()?;
        let others = match low.len() - 1 {
            0 => String::new(),
            1 => " and one more".to_owned(),
            more => format!(" and {more} more"),
        };
        let what = format!(
            "its member “{}”{others} is rated “{}” in {}",
            first.name.value,
            rating_words(*rating),
            candidate.year
        );
        Some(Gap::new(what).at(low.iter().map(|(.., span)| (*span, "the rating of a member".to_owned()))))
    }

    /// Tells of members of whom nobody knows how they were rated, where the rating of all counts. Whoever holds a title of the year was
    /// rated well enough.
    pub(super) fn unrated_members(&self, candidate: Candidate<'a>) -> Option<Gap> {
        let Honoured::Unit(unit) = candidate.recipient else { return None };
        let members = self.history.members(&unit.id.value, candidate.year).into_iter();
        let is_titled = |id: &Id| {
            let pasts = self.history.pasts(id).iter();
            pasts.filter(|past| past.year == candidate.year).any(|past| {
                let form: Option<&Form> = self.inventory.by_id(past.form);
                form.is_some_and(|form| form.group.value == FormGroup::Title)
            })
        };
        let mut unrated = members.filter(|person| {
            let id = &person.id.value;
            self.history.rating(id, candidate.year).is_none() && !is_titled(id)
        });
        let first = unrated.next()?;
        let others = match unrated.count() {
            0 => String::new(),
            1 => " and one more".to_owned(),
            more => format!(" and {more} more"),
        };
        let what = format!(
            "no rating of {} of its member “{}”{others} is in the data",
            candidate.year, first.name.value
        );
        Some(Gap::new(what).at([(first.id.span, "the member".to_owned())]))
    }
}

fn least(need: &Members, all: usize) -> usize {
    let share = |percent: u16| all * usize::from(percent);
    let needed = [
        need.percent.as_ref().map(|percent| share(percent.value).div_ceil(100)),
        need.above.as_ref().map(|percent| share(percent.value) / 100 + 1),
        need.times.as_ref().map(|times| usize::from(times.value)),
    ];
    needed.into_iter().flatten().max().unwrap_or(1)
}
