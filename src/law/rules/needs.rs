//! Whether what a rule asks for holds.

use crate::model::{
    After, AnyOf, Class, Consecutive, Discipline, Form, Held, Honoured, Id, Initiatives, Inventory, Members,
    Need, Rated, Rating, Ref, Undisciplined, Within,
};
use crate::source::Span;

use super::history::{History, Past};
use super::pasts::is_one;
use super::verdict::{Gap, Verdict};

/// Who is held to a rule, and for which years.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Who.
    pub recipient: Honoured<'a>,
    /// The first year that counts, where a rule looks back only so far.
    pub first: Option<u16>,
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
            Need::Within(Within { years, needs, .. }) => {
                let first = candidate.year.saturating_sub(years.value.saturating_sub(1));
                self.all(needs, Candidate { first: Some(first), ..candidate })
            }
            Need::AnyOf(AnyOf { ways, .. }) => {
                Verdict::any(ways.iter().map(|way| self.all(&way.needs, candidate)))
            }
            Need::Review(need) => {
                Verdict::Open(Gap::new(format!("somebody has to see that {}", need.what.value)))
            }
        }
    }

    /// The years may end in the one that counts or in the one before, since a title is often asked for before the same
    /// year's lower title is decided.
    fn consecutive(&self, need: &Consecutive, candidate: Candidate<'a>) -> Verdict {
        let years = need.years.value.max(1);
        let pasts = self.pasts(&need.forms, None, candidate);
        let ends = [candidate.year, candidate.year.saturating_sub(1)];
        let run = |end: u16| end.saturating_sub(years - 1)..=end;
        let missing = |run: &std::ops::RangeInclusive<u16>| -> Vec<u16> {
            run.clone().filter(|year| !pasts.iter().any(|past| past.year == *year)).collect()
        };
        // What is over and was not given can't come any more.
        let is_dead =
            |year: &u16| *year < candidate.year && self.history.is_complete(candidate.recipient, *year);
        let mut runs: Vec<_> = ends.map(run).into();
        if candidate.ahead && !runs.iter().any(|run| missing(run).is_empty()) {
            runs.push(run(candidate.year + 1));
            let alive: Vec<_> =
                runs.iter().filter(|run| !missing(run).iter().any(is_dead)).cloned().collect();
            if alive.is_empty() {
                let title = self.names(&need.forms);
                let what = format!(
                    "no {years} consecutive years of {title} can end in {} or the next year",
                    candidate.year
                );
                return Verdict::Missed(Gap::new(what).steps(years.max(2)));
            }
            runs = alive;
        }
        // The first of several that lack equally many.
        let Some(run) = runs.iter().min_by_key(|run| missing(run).len()) else { return Verdict::Met };
        let missing = missing(run);
        if missing.is_empty() {
            return Verdict::Met;
        }
        let held: Vec<&Past<'_>> = pasts.iter().filter(|past| run.contains(&past.year)).collect();
        let found = usize::from(years) - missing.len();
        let title = self.names(&need.forms);
        let what = format!(
            "{found} of {years} consecutive years of {title}{}; {} {}",
            listed_years(held.iter().map(|past| past.year)),
            years_words(&missing),
            if candidate.ahead { "still needed" } else { "without one" }
        );
        let gap = Gap::new(what).steps(u16::try_from(missing.len()).unwrap_or(u16::MAX)).at(places(held));
        self.missed_if_complete(gap, candidate, &missing)
    }

    fn held(&self, need: &Held, candidate: Candidate<'a>) -> Verdict {
        let times = need.times.as_ref().map_or(1, |times| times.value);
        let class = need.class.as_ref().map(|class| class.value);
        let pasts = self.pasts(&need.forms, class, candidate);
        let found = u16::try_from(pasts.len()).unwrap_or(u16::MAX);
        if found >= times {
            return Verdict::Met;
        }
        let title = self.names(&need.forms);
        let when = candidate.first.map_or_else(|| " before".to_owned(), |first| format!(" since {first}"));
        let what = match (found, times) {
            (0, 1) => format!("no {title}{when}"),
            _ => format!("{found} of {times} {title}{when}"),
        };
        let gap = Gap::new(what).steps(times - found).at(places(pasts.iter()));
        let gap = self.with_uncounted(gap, &need.forms, class, candidate);
        match candidate.first {
            Some(first) => {
                self.missed_if_complete(gap, candidate, &(first..=candidate.year).collect::<Vec<_>>())
            }
            // Nobody's whole past is in the data.
            None => Verdict::Open(gap),
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
        Verdict::Met
    }

    fn initiatives(&self, need: &Initiatives, candidate: Candidate<'a>) -> Verdict {
        let times = need.times.as_ref().map_or(1, |times| times.value);
        let first = candidate.first.unwrap_or(candidate.year);
        let reaches = self
            .history
            .initiatives(candidate.recipient.id())
            .iter()
            .filter(|initiative| (first..=candidate.year).contains(&initiative.year.value))
            .filter(|initiative| initiative.reach.value >= need.reach.value);
        let found: Vec<_> = reaches.collect();
        let count = u16::try_from(found.len()).unwrap_or(u16::MAX);
        if count >= times {
            return Verdict::Met;
        }
        let reach = match need.reach.value {
            crate::model::Reach::Base => "",
            crate::model::Reach::Ministry => " with effect in the ministry or province",
            crate::model::Reach::Nation => " with effect in the whole country",
        };
        let what = format!("{count} of {times} recognised initiatives{reach} in the data");
        let places = found.into_iter().map(|initiative| (initiative.id.span, "an initiative".to_owned()));
        Verdict::Open(Gap::new(what).steps(times - count).at(places))
    }

    fn members(&self, need: &Members, candidate: Candidate<'a>) -> Verdict {
        let members = self.history.members(candidate.recipient.id(), candidate.year);
        if members.is_empty() {
            return Verdict::Open(Gap::new("no member of the collective is in the data"));
        }
        let holds = |id: &Id| {
            let pasts = self.history.pasts(id).iter();
            pasts.filter(|past| past.year == candidate.year).any(|past| is_one(past.form, &need.forms))
        };
        let found = members.iter().filter(|person| holds(&person.id.value)).count();
        let share = |percent: u16| members.len() * usize::from(percent);
        let needed = [
            need.percent.as_ref().map(|percent| share(percent.value).div_ceil(100)),
            need.above.as_ref().map(|percent| share(percent.value) / 100 + 1),
            need.times.as_ref().map(|times| usize::from(times.value)),
        ];
        let needed = needed.into_iter().flatten().max().unwrap_or(1);
        if found >= needed {
            return Verdict::Met;
        }
        let title = self.names(&need.forms);
        let percent = need.percent.as_ref().map(|percent| format!(" ({} %)", percent.value));
        let above = need.above.as_ref().map(|percent| format!(" (more than {} %)", percent.value));
        let share = percent.or(above).unwrap_or_default();
        let what = format!(
            "{found} of {} members hold {title} in {}, and {needed}{share} are needed",
            members.len(),
            candidate.year
        );
        let gap = Gap::new(what).steps(u16::try_from(needed - found).unwrap_or(u16::MAX));
        self.missed_if_complete(gap, candidate, &[candidate.year])
    }

    fn undisciplined(&self, need: &Undisciplined, candidate: Candidate<'a>) -> Verdict {
        let own = self.history.disciplines(candidate.recipient.id()).iter();
        let members = match candidate.recipient {
            Honoured::Person(_) => Vec::new(),
            Honoured::Unit(unit) => self.history.members(&unit.id.value, candidate.year),
        };
        let theirs = members.iter().flat_map(|person| self.history.disciplines(&person.id.value));
        let in_the_way = |measure: &&&Discipline| {
            let degree = measure.degree.as_ref().is_some_and(|degree| degree.value >= need.below.value);
            degree && rules_in(measure, candidate.year)
        };
        let found: Vec<(Span, String)> = own
            .chain(theirs)
            .filter(in_the_way)
            .map(|measure| (measure.recipient.span, "the measure".to_owned()))
            .collect();
        if found.is_empty() {
            return Verdict::Met;
        }
        let what = format!("a disciplinary measure stands in the way in {}", candidate.year);
        Verdict::Missed(Gap::new(what).at(found))
    }

    fn after(&self, need: &After, candidate: Candidate<'a>) -> Verdict {
        let class = need.class.as_ref().map(|class| class.value);
        let before = Candidate { year: candidate.year.saturating_sub(1), ..candidate };
        let pasts = self.pasts(&need.forms, class, before);
        let Some(last) = pasts.iter().max_by_key(|past| past.year) else {
            let what = format!("no earlier {}{} is in the data", self.names(&need.forms), class_words(class));
            return Verdict::Open(self.with_uncounted(Gap::new(what), &need.forms, class, before));
        };
        let verdict = self.all(&need.needs, Candidate { first: Some(last.year + 1), ..candidate });
        match verdict {
            Verdict::Met => Verdict::Met,
            Verdict::Missed(gap) => {
                Verdict::Missed(gap.at([(last.span, format!("given for {}", last.year))]))
            }
            Verdict::Open(gap) => Verdict::Open(gap.at([(last.span, format!("given for {}", last.year))])),
        }
    }

    fn missed_if_complete(&self, gap: Gap, candidate: Candidate<'a>, years: &[u16]) -> Verdict {
        let complete = |year: &u16| self.history.is_complete(candidate.recipient, *year);
        if years.iter().all(complete) { Verdict::Missed(gap) } else { Verdict::Open(gap) }
    }

    fn names(&self, forms: &[Ref<Form>]) -> String {
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

fn places<'p>(pasts: impl IntoIterator<Item = impl std::borrow::Borrow<Past<'p>>>) -> Vec<(Span, String)> {
    pasts.into_iter().map(|past| (past.borrow().span, past.borrow().year.to_string())).collect()
}

fn listed_years(years: impl Iterator<Item = u16>) -> String {
    let years: Vec<u16> = years.collect();
    if years.is_empty() { String::new() } else { format!(": {}", years_words(&years)) }
}

fn years_words(years: &[u16]) -> String {
    years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

fn rating_words(rating: Rating) -> &'static str {
    match rating {
        Rating::Excellent => "hoàn thành xuất sắc nhiệm vụ",
        Rating::Good => "hoàn thành tốt nhiệm vụ",
        Rating::Done => "hoàn thành nhiệm vụ",
        Rating::NotDone => "không hoàn thành nhiệm vụ",
    }
}

fn class_words(class: Option<Class>) -> String {
    class.map_or_else(String::new, |class| format!(" hạng {}", class.as_str()))
}
