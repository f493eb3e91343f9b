//! Needs that count time: service, offices, absence, age, and the years since an earlier honour.

use crate::model::{
    Absence, Date, Elapsed, Founded, Honoured, Office, Person, Post, Present, Published, Service, Sex,
};
use crate::vi::fold_for_compare;

use super::needs::{Candidate, Scales};
use super::verdict::{Gap, Verdict};

/// So many steps that whoever lacks time is never one step short: nobody can do anything about it.
pub(super) const FAR: u16 = 2;

impl<'a> Scales<'a> {
    /// Counted to the end of the year that counts, or to the day of the decision. Posts can prove that somebody served long enough, but not that nobody had
    /// an earlier one elsewhere: that takes `hired`.
    pub(super) fn service(need: &Service, candidate: Candidate<'a>) -> Verdict {
        let Honoured::Person(person) = candidate.recipient else { return Verdict::Met };
        let end_of_year = Date { day: Some(31), month: Some(12), year: Some(candidate.year) };
        let decided = candidate.on.bounds().filter(|_| need.until_decision == Some(true));
        let (end, end_words) = match decided {
            Some((_, day)) => (day, day.to_string()),
            None => (next_day(end_of_year), format!("the end of {}", candidate.year)),
        };
        let months = |start: Date| start.months_until(end).unwrap_or(0);
        let needed = need.months.value;
        let known = person.hired.iter().chain(person.posts.iter().filter_map(|post| post.from.as_ref()));
        let starts: Vec<_> = known.filter_map(|start| start.value.bounds()).collect();
        if starts.iter().any(|(_, last)| months(*last) >= needed) {
            return Verdict::Met;
        }
        let Some(hired) = &person.hired else {
            return Verdict::Open(Gap::new("with `hired`, the data would say since when the person serves"));
        };
        let gap = |what: String| Gap::new(what).steps(FAR).at([(hired.span, "hired".to_owned())]);
        let most = hired.value.bounds().map_or(0, |(first, _)| months(first));
        if most >= needed {
            return Verdict::Open(gap("the day on which the service began is not in the data".to_owned()));
        }
        let on = if decided.is_some() { "on" } else { "at" };
        let what = format!("in service for {most} of {needed} months {on} {end_words}");
        Verdict::Missed(gap(what))
    }

    /// Counted to the day on which the honour is asked for. The list of offices in the law may be longer, so that who held none of
    /// them is left open.
    pub(super) fn office(need: &Office, candidate: Candidate<'a>) -> Verdict {
        let Honoured::Person(person) = candidate.recipient else { return Verdict::Met };
        let titles: Vec<&str> = need.titles.iter().map(|title| title.value.as_str()).collect();
        let held: Vec<&Post> = person.posts.iter().filter(|post| is_titled(post, &titles)).collect();
        let name = titles.first().copied().unwrap_or_default();
        if held.is_empty() {
            return Verdict::Open(
                Gap::new(format!("no post as “{name}” or the like is in the data")).steps(FAR),
            );
        }
        let needed = months_needed(need, person);
        let Some(months) = months_held(&held, candidate.on) else {
            let gap = Gap::new(format!("the days of the posts as “{name}” or the like are not in the data"));
            return Verdict::Open(gap.at(posts(&held)));
        };
        if months >= needed {
            return Verdict::Met;
        }
        let what = format!("“{name}” or the like for {months} of {needed} months");
        Verdict::Missed(Gap::new(what).steps(FAR).at(posts(&held)))
    }

    /// An absence over the turn of a year leaves it open, since nobody says which of its days fall into which.
    pub(super) fn present(&self, need: &Present, candidate: Candidate<'a>) -> Verdict {
        let year = Some(candidate.year);
        let absences = self.history.absences(candidate.recipient.id()).iter();
        let counted = absences.filter(|absence| !absence.kind.value.counts_as_work());
        let end = |absence: &Absence| absence.to.as_ref().map_or(absence.from.year, |to| to.year);
        let (mut sure, mut possible, mut places) = (0, 0, Vec::new());
        for absence in counted.filter(|absence| absence.from.year <= year && end(absence) >= year) {
            possible = absence.days.value.saturating_add(possible);
            if absence.from.year == year && end(absence) == year {
                sure = absence.days.value.saturating_add(sure);
            }
            places.push((absence.days.span, "absent".to_owned()));
        }
        let limit = need.below.value;
        let year = candidate.year;
        if sure >= limit {
            let what =
                format!("absent for {sure} working days in {year}, and fewer than {limit} are allowed");
            return Verdict::Missed(Gap::new(what).steps(FAR).at(places));
        }
        if possible >= limit {
            let what =
                format!("how many of {possible} working days of absence fall into {year} is not in the data");
            return Verdict::Open(Gap::new(what).steps(FAR).at(places));
        }
        Verdict::Met
    }

    pub(super) fn founded(need: &Founded, candidate: Candidate<'a>) -> Verdict {
        let Honoured::Unit(unit) = candidate.recipient else { return Verdict::Met };
        let Some(founded) = &unit.founded else {
            return Verdict::Open(Gap::new("when the collective was founded is not in the data"));
        };
        let place = [(founded.span, "founded".to_owned())];
        passed(founded.value, candidate.on, need.years.value, |years| {
            Gap::new(format!("founded {years} of {} years ago", need.years.value))
                .steps(FAR)
                .at(place.clone())
        })
    }

    /// The places are those of the earlier honour, which `after` adds.
    pub(super) fn elapsed(need: &Elapsed, candidate: Candidate<'a>) -> Verdict {
        let Some(since) = candidate.since else {
            return Verdict::Open(Gap::new("the day of the earlier honour is not in the data"));
        };
        passed(since, candidate.on, need.years.value, |years| {
            Gap::new(format!("{years} of {} years have passed since", need.years.value)).steps(FAR)
        })
    }

    pub(super) fn published(&self, need: &Published, candidate: Candidate<'a>) -> Verdict {
        let Some(submission) = self.submission(candidate) else {
            return Verdict::Open(Gap::new(
                "the submission is not in the data, nor when it was published for comment",
            ));
        };
        let Some(published) = &submission.published else {
            let gap =
                Gap::new("the submission does not say with `published` when it was laid out for comment");
            return Verdict::Open(gap.at([(submission.id.span, "the submission".to_owned())]));
        };
        let number = |date: Date| date.number();
        let days = submission.date.as_ref().and_then(|date| number(date.value)).zip(number(published.value));
        let needed = need.days.as_ref().map_or(0, |days| u32::from(days.value));
        match days {
            None => Verdict::Open(Gap::new("the day of the submission or of its publication is not known")),
            Some((submitted, published)) if submitted >= published + needed => Verdict::Met,
            Some(_) => {
                let place = [(published.span, "published".to_owned())];
                let what = match needed {
                    0 => "published after the submission".to_owned(),
                    days => format!("published less than {days} days before the submission"),
                };
                Verdict::Missed(Gap::new(what).at(place))
            }
        }
    }
}

/// Answers whether so many years have passed from one day to another, as far as both are known.
fn passed(from: Date, to: Date, years: u16, gap: impl Fn(u16) -> Gap) -> Verdict {
    let (Some(from), Some(to)) = (from.bounds(), to.bounds()) else { return Verdict::Open(gap(0)) };
    let whole = |from: Date, to: Date| from.months_until(to).unwrap_or(0) / 12;
    // From the last day that the beginning may mean to the first of the end, and the other way round.
    let (surely, perhaps) = (whole(from.1, to.0), whole(from.0, to.1));
    match () {
        () if surely >= years => Verdict::Met,
        () if perhaps < years => Verdict::Missed(gap(perhaps)),
        () => Verdict::Open(gap(surely)),
    }
}

fn is_titled(post: &Post, titles: &[&str]) -> bool {
    let title = fold_for_compare(&post.title.value);
    titles.iter().any(|wanted| title.starts_with(&fold_for_compare(wanted)))
}

fn months_needed(need: &Office, person: &Person) -> u16 {
    let less =
        need.women_less.as_ref().filter(|_| person.sex == Some(Sex::Female)).map_or(0, |less| less.value);
    need.years.value.saturating_mul(12).saturating_sub(less)
}

type Day = (u16, u8, u8);

/// Returns how many months some posts were held up to a day; nothing if a day of theirs is not known. A time in two posts at once
/// counts once, and one post that follows another without a gap goes on.
fn months_held(posts: &[&Post], on: Date) -> Option<u16> {
    on.complete()?;
    let mut times = Vec::new();
    for post in posts {
        let from = post.from.as_ref()?.value;
        let to = post.to.as_ref().map_or(on, |to| next_day(to.value));
        times.push((from.complete()?, to.complete()?.min(on.complete()?)));
    }
    times.sort_unstable();
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for (from, to) in times {
        match runs.last_mut() {
            Some((_, end)) if from <= *end => *end = (*end).max(to),
            _ => runs.push((from, to)),
        }
    }
    let date = |(year, month, day)| Date { day: Some(day), month: Some(month), year: Some(year) };
    runs.into_iter().map(|(from, to)| date(from).months_until(date(to))).sum()
}

/// Returns the day after a complete date, and anything else as it is.
fn next_day(date: Date) -> Date {
    let Some((year, month, day)) = date.complete() else { return date };
    let month_only = Date { day: None, ..date };
    let last = month_only.bounds().and_then(|(_, last)| last.day);
    let (year, month, day) = match (month, last) {
        (12, Some(last)) if day >= last => (year + 1, 1, 1),
        (_, Some(last)) if day >= last => (year, month + 1, 1),
        _ => (year, month, day + 1),
    };
    Date { day: Some(day), month: Some(month), year: Some(year) }
}

fn posts(posts: &[&Post]) -> Vec<(crate::source::Span, String)> {
    let said = |post: &&Post| {
        let from = post.from.as_ref().map_or_else(String::new, |from| format!("from {}", from.value));
        (post.title.span, from)
    };
    posts.iter().map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::read(text).unwrap()
    }

    #[test]
    fn what_begins_on_29_february_is_a_year_old_on_the_last_day_of_a_shorter_one() {
        for (from, to, months) in [
            ("29/02/2012", "27/02/2013", 11),
            ("29/02/2012", "28/02/2013", 12),
            ("29/02/2012", "28/02/2016", 47),
            ("29/02/2012", "29/02/2016", 48),
            ("31/01/2015", "28/02/2015", 1),
            ("01/01/2016", "31/12/2015", 0),
        ] {
            assert_eq!(date(from).months_until(date(to)), Some(months), "{from} – {to}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years_and_the_turn_of_centuries() {
        for (from, to, days) in [
            ("28/02/2016", "01/3/2016", 2),
            ("28/02/2015", "01/3/2015", 1),
            ("31/12/1999", "01/01/2000", 1),
            ("01/3/1900", "01/3/2000", 36525),
        ] {
            assert_eq!(date(to).number().unwrap() - date(from).number().unwrap(), days, "{from} – {to}");
        }
    }

    #[test]
    fn the_day_after_is_found_over_months_and_years() {
        for (day, next) in [
            ("28/02/2016", "29/02/2016"),
            ("29/02/2016", "01/3/2016"),
            ("31/12/2016", "01/01/2017"),
            ("2016", "2016"),
        ] {
            assert_eq!(next_day(date(day)), date(next));
        }
    }
}
