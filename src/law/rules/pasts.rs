//! The earlier honours that a rule looks at, and those of them that count.

use crate::model::{Class, Form, Id, Merit, Ref};

use super::history::Past;
use super::needs::{Candidate, Scales};
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
        pasts.retain(|past| self.counts(past));
        pasts.sort_by_key(|past| past.year);
        pasts.dedup_by_key(|past| (past.year, past.form));
        pasts
    }

    /// Tells of those that do not count as well, since whoever looks for them finds them in the data.
    pub(super) fn with_uncounted(
        &self,
        mut gap: Gap,
        forms: &[Ref<Form>],
        class: Option<Class>,
        candidate: Candidate<'a>,
    ) -> Gap {
        let pasts = self.all_pasts(forms, class, candidate).into_iter();
        let uncounted: Vec<Past<'_>> = pasts.filter(|past| !self.counts(past)).collect();
        if !uncounted.is_empty() {
            let told = format!(" ({} in a campaign or unscheduled does not count)", uncounted.len());
            gap.what.push_str(&told);
        }
        gap.at(uncounted.iter().map(|past| (past.span, "this does not count for regular merit".to_owned())))
    }

    fn counts(&self, past: &Past<'_>) -> bool {
        !(self.regular_only && matches!(past.honour.merit, Some(Merit::Thematic | Merit::Unscheduled)))
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

/// Answers whether a form is one of several.
pub(super) fn is_one(form: &Id, forms: &[Ref<Form>]) -> bool {
    forms.iter().any(|link| link.id == *form)
}
