//! Holding the rules of the law against honours and proposals, and the other way round: who qualifies for what.

mod campaigns;
mod chains;
mod consumed;
mod eligible;
mod example;
mod history;
mod lengths;
mod members;
mod needs;
mod pasts;
mod terms;
mod times;
mod verdict;

use crate::model::{Class, Date, Form, Honour, Id, Inventory, Merit, RecipientKind, Ref, Rule, Unit};

use super::validity::{Validity, is_valid};

pub use consumed::conditions;
pub use eligible::{Prospect, prospects};
pub use example::example;
pub use history::{History, Past, year_of};
pub use needs::Candidate;
pub use terms::{Hindrance, held_up, hindrance, is_open};
pub use verdict::{Gap, Verdict};

use needs::Scales;

/// An award or a proposal, as far as rules ask.
#[derive(Debug, Clone, Copy)]
pub struct Award<'a> {
    /// The title or form.
    pub form: &'a Id,
    /// The class of an order.
    pub class: Option<Class>,
    /// Who gets it.
    pub kind: RecipientKind,
    /// The unit that grants or proposes it.
    pub by: Option<&'a Id>,
    /// For what kind of merit.
    pub merit: Option<Merit>,
    /// The day that says which rules hold: that of the decision, or of the receipt of the dossier.
    pub on: Date,
}

/// Returns the rules that an award is held to.
///
/// One that asks for nothing is there to be looked up. A rule for one kind of merit is held only against an award of which that is said: a form may be given on many grounds.
pub fn rules<'a>(inventory: &'a Inventory, award: Award<'a>) -> impl Iterator<Item = &'a Rule> {
    inventory.rules_on(award.form).filter(|rule| !rule.needs.is_empty()).filter(move |rule| {
        rule.class.as_ref().is_none_or(|class| Some(class.value) == award.class)
            && rule.recipients.as_ref().is_none_or(|kind| kind.value == award.kind)
            && rule.merit.as_ref().is_none_or(|merit| Some(merit.value) == award.merit)
            && is_valid(&rule.from, rule.to.as_ref(), award.on) == Validity::Yes
            && binds(inventory, rule.unit.as_ref(), award.by)
    })
}

/// Answers whether a rule binds a unit: one of the State everybody, a unit's own that unit and those below it.
pub fn binds(inventory: &Inventory, owner: Option<&Ref<Unit>>, unit: Option<&Id>) -> bool {
    owner.is_none_or(|owner| {
        unit.is_some_and(|unit| history::chain(inventory, unit).any(|above| *above == owner.id))
    })
}

/// Holds a rule against somebody.
pub fn judge<'a>(
    inventory: &'a Inventory,
    history: &'a History<'a>,
    rule: &Rule,
    candidate: Candidate<'a>,
) -> Verdict {
    if rule.staff == Some(true) && history.serves_nowhere(candidate.recipient) {
        // What is asked of them instead, no data can say.
        let what =
            "somebody has to see that who serves in no body or enterprise works and lives as the law asks";
        return if candidate.ahead { Verdict::Open(Gap::new(what).of_anybody()) } else { Verdict::Met };
    }
    scales(inventory, history, rule).all(&rule.needs, candidate)
}

/// Returns what the needs of a rule are held against.
fn scales<'a>(inventory: &'a Inventory, history: &'a History<'a>, rule: &Rule) -> Scales<'a> {
    let since_2024 = rule.from.year.is_some_and(|year| year >= 2024);
    Scales { inventory, history, regular_only: counts_regular_only(rule), since_2024 }
}

/// Answers whether a rule on regular merit leaves out what was given in a campaign or unscheduled, as Điều 4 of the decrees since 2024 says.
fn counts_regular_only(rule: &Rule) -> bool {
    let since_2024 = rule.from.year.is_some_and(|year| year >= 2024);
    since_2024 && rule.merit.as_ref().is_some_and(|merit| merit.value == Merit::Regular)
}

/// Returns the form of an honour.
pub fn form_of<'a>(inventory: &'a Inventory, honour: &Honour) -> Option<&'a Form> {
    inventory.by_id(&honour.form.as_ref()?.id)
}
