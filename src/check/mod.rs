//! Everything that is held against the data before it may be printed.
//!
//! Each file is one subject and reads as a list of its rules. A rule looks at records that could be read
//! and says what is wrong with them; what only follows from a mistake that was reported is not reported
//! again, so a rule keeps silent about a link that names no record. What is only missing is no mistake.

mod authority;
mod bases;
mod batches;
mod boxes;
mod campaigns;
mod certificates;
mod claims;
mod classes;
mod conferences;
mod counts;
mod cycles;
mod documents;
mod doubles;
mod elections;
mod essentials;
mod keys;
mod kinds;
mod lettering;
mod lists;
mod money;
mod named;
mod numbers;
mod order;
mod parts;
mod pending;
mod people;
mod periods;
mod printed;
mod proposed;
mod prose;
mod quorum;
mod quotas;
mod ranges;
mod ratings;
mod recipients;
mod references;
mod registers;
mod reports;
mod reused;
mod rules;
mod runs;
mod self_reported;
mod signatories;
mod states;
mod steps;
mod stocks;
mod texts;
mod ties;
mod titled;
mod titles;
mod twice;
mod units;
mod unsaid;
mod view;
mod votes;
mod winners;
mod yearly;

use crate::diagnostic::{Diagnostic, Severity};
use crate::load::Loaded;
use crate::model::Inventory;

use view::View;

/// How much is asked of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// What is missing is printed as a blank.
    Draft,
    /// What would be printed as a blank is an error.
    Final,
}

/// Data that may be printed: only [`check`] makes it, where it finds no error.
#[derive(Debug)]
pub struct Checked {
    inventory: Inventory,
}

impl Checked {
    /// Returns the records. Every link of theirs names a record.
    pub fn inventory(&self) -> &Inventory {
        &self.inventory
    }
}

/// Holds every rule against the data.
///
/// Gives nothing if `diagnostics` then holds an error, be it from here or from loading: a record that
/// could not be read would be missing in the documents.
pub fn check(
    mut loaded: Loaded,
    strictness: Strictness,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Checked> {
    // They are very many, and not asked for again.
    let references = std::mem::take(&mut loaded.references);
    references::check(&references, &loaded, diagnostics);
    drop(references);
    let view = View::new(&loaded, strictness);
    for rules in RULES {
        rules(&view, diagnostics);
    }
    let is_clean = diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error);
    is_clean.then_some(Checked { inventory: loaded.inventory })
}

type Rules = fn(&View<'_>, &mut Vec<Diagnostic>);

const RULES: &[Rules] = &[
    cycles::check,
    lists::check,
    keys::check,
    order::check,
    periods::check,
    ranges::check,
    units::check,
    people::check,
    ratings::check,
    campaigns::check,
    recipients::check,
    classes::check,
    titles::check,
    states::check,
    doubles::check,
    counts::check,
    parts::check,
    named::check,
    claims::check,
    conferences::check,
    elections::check,
    numbers::check,
    documents::check,
    printed::check,
    proposed::check,
    batches::check,
    runs::check,
    registers::check,
    steps::check,
    bases::check,
    titled::check,
    money::check,
    reports::check,
    prose::check,
    self_reported::check,
    authority::check,
    votes::check,
    quorum::check,
    rules::check,
    pending::check,
    reused::check,
    twice::check,
    ties::check,
    quotas::check,
    yearly::check,
    signatories::check,
    stocks::check,
    certificates::check,
    essentials::check,
];
