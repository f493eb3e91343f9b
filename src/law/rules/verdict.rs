//! What came of holding a rule against somebody.

use crate::source::Span;

/// Whether something that a rule asks for holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Met,
    /// It does not.
    Missed(Gap),
    /// The data can't say. What is absent proves nothing.
    Open(Gap),
}

/// What is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What was found and what is missing, in words: `2 of 3 consecutive years …`.
    pub what: String,
    /// How many steps are missing, to tell near from far.
    pub steps: u16,
    /// Where that which was found is written, with words for each place.
    pub places: Vec<(Span, String)>,
    /// Whether nothing in the data points to it, so that it could be asked of anybody.
    pub is_of_anybody: bool,
}

impl Gap {
    /// Makes a gap without places.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), steps: 1, places: Vec::new(), is_of_anybody: false }
    }

    /// Says how many steps are missing.
    #[must_use]
    pub fn steps(mut self, steps: u16) -> Self {
        self.steps = steps.max(1);
        self
    }

    /// Says that nothing in the data points to it.
    #[must_use]
    pub fn of_anybody(mut self) -> Self {
        self.is_of_anybody = true;
        self
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, places: impl IntoIterator<Item = (Span, String)>) -> Self {
        self.places.extend(places);
        self
    }
}

impl Verdict {
    /// All must hold: what does not goes before what is open. All gaps of the graver kind are told.
    pub fn all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let (mut missed, mut open) = (Vec::new(), Vec::new());
        for verdict in verdicts {
            match verdict {
                Self::Met => {}
                Self::Missed(gap) => missed.push(gap),
                Self::Open(gap) => open.push(gap),
            }
        }
        match (missed.is_empty(), open.is_empty()) {
            (false, _) => {
                // What is open beside it is a step as well, but for what somebody has to see of everybody.
                let others: u16 = open.iter().filter(|gap| !gap.is_of_anybody).map(|gap| gap.steps).sum();
                let gap = together(missed, "; and ");
                let steps = gap.steps.saturating_add(others);
                Self::Missed(gap.steps(steps))
            }
            (true, false) => Self::Open(together(open, "; and ")),
            (true, true) => Self::Met,
        }
    }

    /// One must hold, and of those that do not, only the ways that lack the fewest steps are told.
    pub fn nearest(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let verdicts: Vec<Self> = verdicts.into_iter().collect();
        let steps = |verdict: &Self| match verdict {
            Self::Met => 0,
            Self::Missed(gap) | Self::Open(gap) => gap.steps,
        };
        let fewest = verdicts.iter().map(steps).min().unwrap_or(0);
        Self::any(verdicts.into_iter().filter(|verdict| steps(verdict) == fewest))
    }

    /// One must hold. Where none does and one is open, the data can't say.
    pub fn any(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let (mut missed, mut open) = (Vec::new(), Vec::new());
        for verdict in verdicts {
            match verdict {
                Self::Met => return Self::Met,
                Self::Missed(gap) => missed.push(gap),
                Self::Open(gap) => open.push(gap),
            }
        }
        let nearest = |gaps: Vec<Gap>| {
            let steps = gaps.iter().map(|gap| gap.steps).min().unwrap_or(1);
            together(gaps, "; or ").steps(steps)
        };
        if open.is_empty() { Self::Missed(nearest(missed)) } else { Self::Open(nearest(open)) }
    }
}

fn together(gaps: Vec<Gap>, between: &str) -> Gap {
    let mut what: Vec<&str> = Vec::new();
    for gap in &gaps {
        // Two needs may miss the same thing; and what is missing anyway need not be told again as one of several ways.
        let told = |known: &&str| gap.what.split("; or ").any(|way| way == *known);
        if !what.iter().any(told) {
            what.push(&gap.what);
        }
    }
    let what = what.join(between);
    let steps = gaps.iter().map(|gap| gap.steps).sum();
    let is_of_anybody = gaps.iter().all(|gap| gap.is_of_anybody);
    Gap { what, steps, places: gaps.into_iter().flat_map(|gap| gap.places).collect(), is_of_anybody }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missed(what: &str) -> Verdict {
        Verdict::Missed(Gap::new(what))
    }

    fn open(what: &str) -> Verdict {
        Verdict::Open(Gap::new(what))
    }

    #[test]
    fn of_all_what_is_missed_goes_before_what_is_open() {
        assert_eq!(Verdict::all([]), Verdict::Met);
        assert_eq!(Verdict::all([Verdict::Met, open("a")]), open("a"));
        assert_eq!(Verdict::all([open("a"), missed("b")]), Verdict::Missed(Gap::new("b").steps(2)));
        let anybody = Verdict::Open(Gap::new("a").of_anybody());
        assert_eq!(Verdict::all([anybody, missed("b")]), missed("b"));
        let Verdict::Open(gap) = Verdict::all([open("a"), open("b"), open("a")]) else { panic!("open") };
        assert_eq!((gap.what.as_str(), gap.steps), ("a; and b", 3));
    }

    #[test]
    fn what_anybody_could_be_asked_is_told_apart_only_where_nothing_else_is_open() {
        let anybody = Verdict::Open(Gap::new("a").of_anybody());
        for (verdicts, expected) in
            [(vec![anybody.clone(), anybody.clone()], true), (vec![anybody.clone(), open("b")], false)]
        {
            let Verdict::Open(gap) = Verdict::any(verdicts) else { panic!("open") };
            assert_eq!(gap.is_of_anybody, expected);
        }
    }

    #[test]
    fn of_several_ways_one_is_enough_and_the_nearest_counts() {
        assert_eq!(Verdict::any([missed("a"), Verdict::Met]), Verdict::Met);
        let far = Verdict::Missed(Gap::new("far").steps(5));
        let Verdict::Missed(gap) = Verdict::any([far.clone(), missed("near")]) else { panic!("missed") };
        assert_eq!((gap.what.as_str(), gap.steps), ("far; or near", 1));
        assert_eq!(Verdict::nearest([far.clone(), missed("near")]), missed("near"));
        assert_eq!(Verdict::any([far, open("a")]), open("a"));
    }
}
