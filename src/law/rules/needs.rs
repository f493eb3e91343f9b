//! Whether what a rule asks for holds.

use crate::model::{
    AnyOf, Date, Decision, Discipline, Form, Honour, Honoured, Initiative, Initiatives, Inventory, Need,
    Rated, Rating, Ref, Submission, Undisciplined, Within,
};
use crate::source::Span;

use super::history::History;
use super::terms::surely_before;
use super::verdict::{Gap, Verdict};

/// Who is held to a rule, and for which years.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Who.
    pub recipient: Honoured<'a>,
    /// The honour that is judged, if there is one already.
    pub honour: Option<&'a Honour>,
    /// The day on which it is asked for.
    pub on: Date,
    /// The first year that counts, where a rule looks back only so far.
    pub first: Option<u16>,
    /// The day of the earlier honour that a rule counts from.
    pub since: Option<Date>,
    /// The year that counts; the last one of several.
    pub year: u16,
    /// Whether it is asked what can still come: the year that counts is not over, and the next one may complete a chain.
    pub ahead: bool,
}

/// What needs are held against.
pub(super) struct Scales<'a> {
    pub(super) inventory: &'a Inventory,
    pub(super) history: &'a History<'a>,
    /// Whether what was given in a campaign or unscheduled does not count.
    pub(super) regular_only: bool,
    /// Whether achievements within the term of a disciplinary measure do not count, as the decrees since 2024 say.
    pub(super) since_2024: bool,
}

impl<'a> Scales<'a> {
    /// Holds all needs against somebody.
    pub(super) fn all(&self, needs: &[Need], candidate: Candidate<'a>) -> Verdict {
        Verdict::all(needs.iter().map(|need| self.one(need, candidate)))
    }

    fn one(&self, need: &Need, candidate: Candidate<'a>) -> Verdict {
        match need {
            Need::Consecutive(need) => self.consecutive(need, candidate),
            Need::Held(need) => self.held(need, candidate),
            Need::Rated(need) => self.rated(need, candidate),
            Need::Initiatives(need) => self.initiatives(need, candidate),
            Need::Members(need) => self.members(need, candidate),
            Need::Undisciplined(need) => self.undisciplined(need, candidate),
            Need::After(need) => self.after(need, candidate),
            Need::Service(need) => Self::service(need, candidate),
            Need::Office(need) => Self::office(need, candidate),
            Need::Present(need) => self.present(need, candidate),
            Need::Founded(need) => Self::founded(need, candidate),
            Need::Elapsed(need) => Self::elapsed(need, candidate),
            Need::Campaign(need) => self.campaign(need, candidate),
            Need::Published(need) => self.published(need, candidate),
            Need::Within(Within { years, needs, .. }) => {
                let first = candidate.year.saturating_sub(years.value.saturating_sub(1));
                self.all(needs, Candidate { first: Some(first), ..candidate })
            }
            Need::AnyOf(AnyOf { ways, .. }) => {
                let verdicts = ways.iter().map(|way| self.all(&way.needs, candidate));
                if candidate.ahead { Verdict::nearest(verdicts) } else { Verdict::any(verdicts) }
            }
            Need::Review(need) => {
                Verdict::Open(Gap::new(format!("somebody has to see that {}", need.what.value)).of_anybody())
            }
        }
    }

    fn rated(&self, need: &Rated, candidate: Candidate<'a>) -> Verdict {
        let years = need.years.as_ref().map_or(1, |years| years.value.max(1));
        let first = candidate.year.saturating_sub(years - 1);
        if candidate.first.is_some_and(|earliest| first < earliest) {
            let what = format!(
                "only {} of {years} years have passed",
                candidate.year + 1 - candidate.first.unwrap_or(first)
            );
            return Verdict::Missed(Gap::new(what));
        }
        let id = candidate.recipient.id();
        let (mut unknown, mut low, mut excellent) = (Vec::new(), Vec::new(), 0);
        for year in first..=candidate.year {
            match self.history.rating(id, year) {
                None => unknown.push(year),
                Some((rating, span)) if rating > need.at_least.value => low.push((year, rating, span)),
                Some((rating, _)) => excellent += u16::from(rating == Rating::Excellent),
            }
        }
        if let Some(gap) = need.members.as_ref().and_then(|least| self.low_members(least.value, candidate)) {
            return Verdict::Missed(gap);
        }
        let wanted = rating_words(need.at_least.value);
        if !low.is_empty() {
            let told: Vec<String> = low
                .iter()
                .map(|(year, rating, _)| format!("{year} is “{}”", rating_words(*rating)))
                .collect();
            let places = low.iter().map(|(year, _, span)| (*span, format!("the rating of {year}")));
            let what = format!("not rated “{wanted}” or better: {}", told.join(", "));
            let steps = u16::try_from(low.len()).unwrap_or(u16::MAX);
            // A rating stays. Only the oldest of several years falls away in the next year.
            let stays = candidate.ahead && years > 1 && low.iter().any(|(year, ..)| *year > first);
            return Verdict::Missed(
                Gap::new(what).steps(if stays { steps.max(2) } else { steps }).at(places),
            );
        }
        let needed = need.excellent.as_ref().map_or(0, |excellent| excellent.value);
        if !unknown.is_empty() {
            return Verdict::Open(Gap::new(format!("no rating of {} is in the data", years_words(&unknown))));
        }
        if excellent < needed {
            let what = format!("{excellent} of {needed} years rated “{}”", rating_words(Rating::Excellent));
            return Verdict::Missed(Gap::new(what).steps(needed - excellent));
        }
        if let Some(gap) = need.members.as_ref().and_then(|_| self.unrated_members(candidate)) {
            return Verdict::Open(gap);
        }
        Verdict::Met
    }

    fn initiatives(&self, need: &Initiatives, candidate: Candidate<'a>) -> Verdict {
        let times = need.times.as_ref().map_or(1, |times| times.value);
        let first = candidate.first.unwrap_or(candidate.year);
        let known = self.history.initiatives(candidate.recipient.id()).iter();
        let reaching = known.filter(|initiative| initiative.reach.value >= need.reach.value);
        let (found, others): (Vec<&Initiative>, Vec<&Initiative>) = reaching
            .copied()
            .partition(|initiative| (first..=candidate.year).contains(&initiative.year.value));
        let count = u16::try_from(found.len()).unwrap_or(u16::MAX);
        if count >= times {
            return Verdict::Met;
        }
        let reach = match need.reach.value {
            crate::model::Reach::Base => "",
            crate::model::Reach::Ministry => " with effect in the ministry or province",
            crate::model::Reach::Nation => " with effect in the whole country",
        };
        let years =
            if first == candidate.year { first.to_string() } else { format!("{first}–{}", candidate.year) };
        let mut other_years: Vec<u16> = others.iter().map(|initiative| initiative.year.value).collect();
        other_years.sort_unstable();
        other_years.dedup();
        let others = match &other_years[..] {
            [] => String::new(),
            years => format!(", beside those of {}", years_words(years)),
        };
        let what = format!("{count} of {times} recognised initiatives{reach} of {years} in the data{others}");
        let places = found.into_iter().map(|initiative| (initiative.id.span, "an initiative".to_owned()));
        Verdict::Open(Gap::new(what).steps(times - count).at(places))
    }

    /// Where the whole period counts and the honour does not say it, any measure at all leaves it open.
    fn undisciplined(&self, need: &Undisciplined, candidate: Candidate<'a>) -> Verdict {
        let own = self.history.disciplines(candidate.recipient.id()).iter();
        let members = match candidate.recipient {
            Honoured::Person(_) => Vec::new(),
            Honoured::Unit(unit) => self.history.members(&unit.id.value, candidate.year),
        };
        let theirs = members.iter().flat_map(|person| self.history.disciplines(&person.id.value));
        let period = candidate.honour.and_then(|honour| honour.period.as_ref()).map(|period| period.value);
        let years = match (need.whole_period == Some(true), period) {
            (true, Some(period)) => Some(period.first..=period.last),
            (true, None) => None,
            (false, _) => Some(candidate.year..=candidate.year),
        };
        let in_the_way = |measure: &&&Discipline| {
            let degree = measure.degree.as_ref().is_some_and(|degree| degree.value >= need.below.value);
            // What was not yet taken on the day is no bar.
            let later = surely_before(candidate.on, measure.from.value);
            degree
                && !later
                && years.as_ref().is_none_or(|years| years.clone().any(|year| rules_in(measure, year)))
        };
        let found: Vec<(Span, String)> = own
            .chain(theirs)
            .filter(in_the_way)
            .map(|measure| (measure.recipient.span, "the measure".to_owned()))
            .collect();
        if found.is_empty() {
            return Verdict::Met;
        }
        let Some(years) = years else {
            let what = "somebody has to see that no disciplinary measure falls into the years that count";
            return Verdict::Open(Gap::new(what).at(found));
        };
        let when = if years.start() == years.end() {
            years.end().to_string()
        } else {
            format!("{}–{}", years.start(), years.end())
        };
        // Nobody can take that step.
        let gap = Gap::new(format!("a disciplinary measure stands in the way in {when}")).steps(2);
        Verdict::Missed(gap.at(found))
    }

    /// Returns the submission that an honour was proposed with.
    pub(super) fn submission(&self, candidate: Candidate<'a>) -> Option<&'a Submission> {
        let honour = candidate.honour?;
        let decision: Option<&Decision> =
            honour.decision.as_ref().and_then(|link| self.inventory.by_id(&link.id));
        let link = honour.submission.as_deref().or_else(|| decision?.submission.as_ref())?;
        self.inventory.by_id(&link.id)
    }

    pub(super) fn missed_if_complete(&self, gap: Gap, candidate: Candidate<'a>, years: &[u16]) -> Verdict {
        let complete = |year: &u16| self.history.is_complete(candidate.recipient, *year);
        if years.iter().all(complete) { Verdict::Missed(gap) } else { Verdict::Open(gap) }
    }

    pub(super) fn names(&self, forms: &[Ref<Form>]) -> String {
        let name = |link: &Ref<Form>| {
            let form: Option<&Form> = self.inventory.by_id(&link.id);
            form.map_or_else(|| format!("`{}`", link.id), |form| format!("“{}”", form.name.value))
        };
        forms.iter().map(name).collect::<Vec<_>>().join(" or ")
    }
}

/// Answers whether a measure was in force in any part of a year.
fn rules_in(measure: &Discipline, year: u16) -> bool {
    let begun = measure.from.year.is_none_or(|from| from <= year);
    let over = measure.to.as_ref().and_then(|to| to.year).is_some_and(|to| to < year);
    begun && !over
}

pub(super) fn years_words(years: &[u16]) -> String {
    years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

pub(super) fn rating_words(rating: Rating) -> &'static str {
    match rating {
        Rating::Excellent => "hoàn thành xuất sắc nhiệm vụ",
        Rating::Good => "hoàn thành tốt nhiệm vụ",
        Rating::Done => "hoàn thành nhiệm vụ",
        Rating::NotDone => "không hoàn thành nhiệm vụ",
    }
}
