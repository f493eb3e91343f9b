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
}

impl Gap {
    /// Makes a gap without places.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), steps: 1, places: Vec::new() }
    }

    /// Says how many steps are missing.
    #[must_use]
    pub fn steps(mut self, steps: u16) -> Self {
        self.steps = steps.max(1);
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
            (false, _) => Self::Missed(together(missed, "; and ")),
            (true, false) => Self::Open(together(open, "; and ")),
            (true, true) => Self::Met,
        }
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
    let what: Vec<&str> = gaps.iter().map(|gap| gap.what.as_str()).collect();
    let what = what.join(between);
    let steps = gaps.iter().map(|gap| gap.steps).sum();
    Gap { what, steps, places: gaps.into_iter().flat_map(|gap| gap.places).collect() }
}
