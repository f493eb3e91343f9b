//! Needs of earlier honours: in years that follow one another, at any time, and as what came first.

use crate::model::{After, Class, Consecutive, Date, Decision, Held};
use crate::source::Span;

use super::history::Past;
use super::needs::{Candidate, Scales, years_words};
use super::verdict::{Gap, Verdict};

impl<'a> Scales<'a> {
    /// The years may end in the one that counts or in the one before, since a title is often asked for before the same
    /// year's lower title is decided.
    pub(super) fn consecutive(&self, need: &Consecutive, candidate: Candidate<'a>) -> Verdict {
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
        // Of several that lack equally many, the one with a hole between years that are there, else the first.
        let is_hole = |year: u16| {
            pasts.iter().any(|past| past.year < year) && pasts.iter().any(|past| past.year > year)
        };
        let lacks = |run: &std::ops::RangeInclusive<u16>| {
            let missing = missing(run);
            (missing.len(), candidate.ahead || !missing.into_iter().any(is_hole))
        };
        let Some(run) = runs.iter().min_by_key(|run| lacks(run)) else { return Verdict::Met };
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
        let window = Candidate { first: Some(*run.start()), year: *run.end(), ..candidate };
        let gap = self.with_uncounted(gap, &need.forms, None, window);
        // What is there but does not count is no gap of the data.
        let uncounted = self.uncounted_years(&need.forms, window);
        let absent: Vec<u16> = missing.into_iter().filter(|year| !uncounted.contains(year)).collect();
        self.missed_if_complete(gap, candidate, &absent)
    }

    pub(super) fn held(&self, need: &Held, candidate: Candidate<'a>) -> Verdict {
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

    pub(super) fn after(&self, need: &After, candidate: Candidate<'a>) -> Verdict {
        let class = need.class.as_ref().map(|class| class.value);
        let before = Candidate { year: candidate.year.saturating_sub(1), ..candidate };
        let pasts = self.pasts(&need.forms, class, before);
        let Some(last) = pasts.iter().max_by_key(|past| past.year) else {
            let what = format!("no earlier {}{} is in the data", self.names(&need.forms), class_words(class));
            return Verdict::Open(self.with_uncounted(
                Gap::new(what).of_anybody(),
                &need.forms,
                class,
                before,
            ));
        };
        let since = Some(self.granted_on(last));
        let later = Candidate { first: Some(last.year + 1), since, ..candidate };
        let verdict = self.all(&need.needs, later);
        match verdict {
            Verdict::Met => Verdict::Met,
            Verdict::Missed(gap) => {
                Verdict::Missed(gap.at([(last.span, format!("given for {}", last.year))]))
            }
            Verdict::Open(gap) => {
                let gap = gap.at([(last.span, format!("given for {}", last.year))]);
                Verdict::Open(Gap { is_of_anybody: false, ..gap })
            }
        }
    }

    /// Returns the day of the decision on an earlier honour, as far as it is known.
    pub(super) fn granted_on(&self, past: &Past<'_>) -> Date {
        let honour = past.honour;
        let decision: Option<&Decision> =
            honour.decision.as_ref().and_then(|link| self.inventory.by_id(&link.id));
        let decided = decision.and_then(|decision| decision.date.as_ref());
        let noted = honour.decided_by.as_ref().and_then(|note| note.date.as_ref());
        let known = decided.or(noted).or(honour.date.as_deref()).map(|date| date.value);
        known.unwrap_or(Date { day: None, month: None, year: Some(past.year) })
    }
}

fn places<'p>(pasts: impl IntoIterator<Item = impl std::borrow::Borrow<Past<'p>>>) -> Vec<(Span, String)> {
    pasts.into_iter().map(|past| (past.borrow().span, past.borrow().year.to_string())).collect()
}

fn listed_years(years: impl Iterator<Item = u16>) -> String {
    let years: Vec<u16> = years.collect();
    if years.is_empty() { String::new() } else { format!(": {}", years_words(&years)) }
}

fn class_words(class: Option<Class>) -> String {
    class.map_or_else(String::new, |class| format!(" hạng {}", class.as_str()))
}
