//! What a rule is, and what comes of holding a document to it.

use super::paper::Paper;

/// A rule of the State or of the Party, as the table of `docs/rules.md` shows it.
pub(super) struct Rule {
    pub(super) name: &'static str,
    /// What the rule asks for.
    pub(super) asks: &'static str,
    /// Where it is written.
    pub(super) source: &'static str,
    pub(super) style: Style,
    pub(super) demand: Demand,
}

/// Whose documents a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    State,
    Party,
    Both,
}

/// What is found on the pages, and what it must be.
pub(super) enum Demand {
    /// A measure within a range, ends included; the tolerance is what the measuring itself may be off.
    Measure { unit: &'static str, range: (f64, f64), tolerance: f64, of: fn(&Paper) -> Vec<f64> },
    /// Something that holds or not.
    Fact(fn(&Paper) -> Vec<bool>),
}

pub(super) const POINTS: &str = "pt";
pub(super) const MILLIMETRES: &str = "mm";
/// Of what another length is.
pub(super) const TIMES: &str = "×";

/// The size of a letter comes as it was set; the rest is rounding.
pub(super) const SIZE: f64 = 0.01;
/// No one sees a tenth of a millimetre.
pub(super) const PLACE: f64 = 0.1;
pub(super) const AT_LEAST: f64 = f64::INFINITY;

impl Style {
    const fn rule(
        self,
        name: &'static str,
        asks: &'static str,
        source: &'static str,
        demand: Demand,
    ) -> Rule {
        Rule { name, asks, source, style: self, demand }
    }

    /// Makes a rule about a measure.
    pub(super) const fn measure(
        self,
        name: &'static str,
        asks: &'static str,
        source: &'static str,
        (unit, range, tolerance): (&'static str, (f64, f64), f64),
        of: fn(&Paper) -> Vec<f64>,
    ) -> Rule {
        self.rule(name, asks, source, Demand::Measure { unit, range, tolerance, of })
    }

    /// Makes a rule about something that holds or not.
    pub(super) const fn fact(
        self,
        name: &'static str,
        asks: &'static str,
        source: &'static str,
        of: fn(&Paper) -> Vec<bool>,
    ) -> Rule {
        self.rule(name, asks, source, Demand::Fact(of))
    }
}

/// What came of holding a document to a rule.
#[derive(Debug, PartialEq)]
pub(super) enum Finding {
    /// The document has nothing that the rule is about.
    Silent,
    Kept,
    /// What was found instead, each once.
    Broken(Vec<String>),
}

impl Rule {
    pub(super) fn is_for(&self, paper: &Paper) -> bool {
        match self.style {
            Style::State => !paper.is_party(),
            Style::Party => paper.is_party(),
            Style::Both => true,
        }
    }

    /// Holds a document to the rule.
    pub(super) fn hold(&self, paper: &Paper) -> Finding {
        let mut wrong = Vec::new();
        let count = match self.demand {
            Demand::Measure { unit, range: (low, high), tolerance, of } => {
                let found = of(paper);
                let is_off = |value: &&f64| **value < low - tolerance || **value > high + tolerance;
                wrong.extend(found.iter().filter(is_off).map(|value| format!("{value:.2} {unit}")));
                found.len()
            }
            Demand::Fact(of) => {
                let found = of(paper);
                wrong.extend(found.iter().filter(|holds| !**holds).map(|_| "not so".to_owned()));
                found.len()
            }
        };
        wrong.dedup();
        match (count, wrong.is_empty()) {
            (0, _) => Finding::Silent,
            (_, true) => Finding::Kept,
            (_, false) => Finding::Broken(wrong),
        }
    }

    /// Returns what is allowed, in words.
    pub(super) fn allowed(&self) -> String {
        match self.demand {
            Demand::Fact(_) => "must hold".to_owned(),
            Demand::Measure { unit, range: (low, high), tolerance, .. } => {
                let range = match () {
                    () if high.is_infinite() => format!("at least {low} {unit}"),
                    // A distance from where it should be.
                    () if low == 0.0 && high == 0.0 => format!("0 {unit}"),
                    () if (low - high).abs() < f64::EPSILON => format!("{low} {unit}"),
                    () => format!("{low}–{high} {unit}"),
                };
                format!("{range}, ± {tolerance}")
            }
        }
    }
}
