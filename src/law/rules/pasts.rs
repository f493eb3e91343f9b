//! The earlier honours that a rule looks at, and those of them that count.

use std::fmt::Write as _;

use crate::model::{Class, Date, Form, Id, Merit, Ref};

use super::history::Past;
use super::needs::{Candidate, Scales};
use super::terms::{runs_on, surely_before};
use super::verdict::Gap;

impl<'a> Scales<'a> {
    /// Returns the earlier awards of some forms that count, one a year and in the order of years.
    pub(super) fn pasts(
        &self,
        forms: &[Ref<Form>],
        class: Option<Class>,
        candidate: Candidate<'a>,
    ) -> Vec<Past<'a>> {
        let mut pasts = self.all_pasts(forms, class, candidate);
        pasts.retain(|past| self.doubt(past, candidate).is_none());
        pasts.sort_by_key(|past| past.year);
        pasts.dedup_by_key(|past| (past.year, past.form));
        pasts
    }

    /// Returns the years of earlier awards that do not count.
    pub(super) fn uncounted_years(&self, forms: &[Ref<Form>], candidate: Candidate<'a>) -> Vec<u16> {
        let pasts = self.all_pasts(forms, None, candidate).into_iter();
        pasts.filter(|past| self.doubt(past, candidate).is_some()).map(|past| past.year).collect()
    }

    /// Tells of those that do not count as well, since whoever looks for them finds them in the data.
    pub(super) fn with_uncounted(
        &self,
        mut gap: Gap,
        forms: &[Ref<Form>],
        class: Option<Class>,
        candidate: Candidate<'a>,
    ) -> Gap {
        let (mut of_others, mut places) = (0, Vec::new());
        for past in self.all_pasts(forms, class, candidate) {
            let Some(doubt) = self.doubt(&past, candidate) else { continue };
            let year = past.year;
            let label = match doubt {
                Doubt::OtherMerit => {
                    of_others += 1;
                    "this does not count for regular merit".to_owned()
                }
                Doubt::Later(day) => {
                    _ = write!(gap.what, " (that of {year} was decided only on {day})");
                    "decided later".to_owned()
                }
                Doubt::Term(end) => {
                    let until = end.map_or_else(String::new, |end| format!(" until {end}"));
                    _ = write!(
                        gap.what,
                        " (that of {year} does not count, since a disciplinary measure ran{until})"
                    );
                    "within the term of a measure".to_owned()
                }
            };
            places.push((past.span, label));
        }
        if of_others > 0 {
            _ = write!(gap.what, " ({of_others} in a campaign or unscheduled does not count)");
        }
        gap.at(places)
    }

    /// Says why an earlier award does not count, if it does not.
    fn doubt(&self, past: &Past<'_>, candidate: Candidate<'a>) -> Option<Doubt> {
        if self.regular_only && matches!(past.honour.merit, Some(Merit::Thematic | Merit::Unscheduled)) {
            return Some(Doubt::OtherMerit);
        }
        // What is only proposed may wait for it.
        let is_granted = candidate.honour.is_some_and(|honour| honour.state().is_award());
        let decided = self.granted_on(past);
        if is_granted && surely_before(candidate.on, decided) {
            return Some(Doubt::Later(decided));
        }
        if self.since_2024 {
            let measures = self.history.disciplines(candidate.recipient.id()).iter();
            let end = Date { day: Some(31), month: Some(12), year: Some(past.year) };
            let mut running = measures.filter(|measure| runs_on(measure, end));
            return running.next().map(|measure| Doubt::Term(measure.to.as_ref().map(|to| to.value)));
        }
        None
    }

    fn all_pasts(
        &self,
        forms: &[Ref<Form>],
        class: Option<Class>,
        candidate: Candidate<'a>,
    ) -> Vec<Past<'a>> {
        let pasts = self.history.pasts(candidate.recipient.id()).iter();
        pasts
            .filter(|past| is_one(past.form, forms) && class.is_none_or(|class| past.class == Some(class)))
            .filter(|past| {
                past.year <= candidate.year && candidate.first.is_none_or(|first| past.year >= first)
            })
            .copied()
            .collect()
    }
}

/// Why an earlier award does not count.
enum Doubt {
    /// It was given in a campaign or unscheduled.
    OtherMerit,
    /// It was decided later than what leans on it.
    Later(Date),
    /// Achievements count only from the end of a measure's term on.
    Term(Option<Date>),
}

/// Answers whether a form is one of several.
pub(super) fn is_one(form: &Id, forms: &[Ref<Form>]) -> bool {
    forms.iter().any(|link| link.id == *form)
}
