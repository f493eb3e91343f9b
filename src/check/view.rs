//! What the rules look at: the records, and how to get from one to another.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figures::hedge_word;
use crate::law::{Validity, is_valid, regime};
use crate::load::Loaded;
use crate::model::{
    Actor, Amount, Certainty, Date, Honour, Honoured, Id, Inventory, Quantity, Recipient, Record, RecordKind,
    Records, Ref, Rule, State, Unit, UnitKind,
};
use crate::source::Span;
use crate::vi::fold_for_compare;
use crate::yaml::Located;

use super::Strictness;

/// The records as far as they could be read.
pub(super) struct View<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) inventory: &'a Inventory,
    pub(super) records: &'a Records,
    pub(super) strictness: Strictness,
    /// Who has more than one honour: only of them can two be compared.
    honoured_again: HashSet<&'a Id>,
}

/// What a record is called in a message: its id, or what it is about where it has none.
pub(super) struct Called {
    pub(super) name: String,
    /// Where to point if there is nothing narrower.
    pub(super) span: Span,
}

impl<'a> View<'a> {
    pub(super) fn new(loaded: &'a Loaded, strictness: Strictness) -> Self {
        let inventory = &loaded.inventory;
        let records = inventory.records();
        let mut honoured = HashSet::new();
        let links = records.honours.iter().flat_map(Honour::recipients).map(|link| &link.id);
        let honoured_again = links.filter(|id| !honoured.insert(*id)).collect();
        Self { loaded, inventory, records, strictness, honoured_again }
    }

    /// Answers whether somebody has more than one honour.
    pub(super) fn is_honoured_again(&self, link: &Ref<Recipient>) -> bool {
        self.honoured_again.contains(&link.id)
    }

    /// Returns the record that a link names; nothing if it dangles, which is reported elsewhere.
    pub(super) fn find<T: Record>(&self, link: &Ref<T>) -> Option<&'a T> {
        self.inventory.by_id(&link.id)
    }

    /// Returns the records that links name, without those that dangle.
    pub(super) fn find_all<T: Record + 'a>(&self, links: &[Ref<T>]) -> Vec<&'a T> {
        links.iter().filter_map(|link| self.find(link)).collect()
    }

    /// Returns the person or unit that a link names.
    pub(super) fn find_recipient(&self, link: &Ref<Recipient>) -> Option<Honoured<'a>> {
        self.inventory.find_recipient(&link.id)
    }

    /// Returns the rule that says on a day what the program holds under a code, and how much a finding then weighs.
    pub(super) fn rule_found_as(&self, code: Code, on: Date) -> Option<(&'a Rule, Severity)> {
        let under =
            |rule: &&Rule| rule.found_as.as_ref().is_some_and(|found_as| found_as.value == code.as_str());
        let mut rules = self.records.rules.iter().filter(under);
        let rule = rules.find(|rule| is_valid(&rule.from, rule.to.as_ref(), on) == Validity::Yes)?;
        let sure = |certainty: Certainty| certainty == Certainty::Pinned;
        let regime = regime(self.inventory, on).is_some_and(|regime| sure(regime.status.value));
        Some((rule, weight(sure(rule.status.value) && regime)))
    }

    /// Answers whether every record of a kind was read, so that one can say that there is none.
    pub(super) fn is_complete(&self, kind: RecordKind) -> bool {
        !self.loaded.unread && !self.loaded.incomplete.contains(&kind)
    }

    /// Answers whether every link leads to a record that was read, so that tables and lists can be made; `found` is what was
    /// found before, where links that lead nowhere come first.
    pub(super) fn is_linked(&self, found: &[Diagnostic]) -> bool {
        let is_whole = !self.loaded.unread && self.loaded.incomplete.is_empty();
        is_whole && !found.iter().any(|diagnostic| diagnostic.code == Code::UnknownReference)
    }
}

/// Returns what to call an honour, which need not have an id.
pub(super) fn called(honour: &Honour) -> Called {
    if let Some(id) = &honour.id {
        return Called { name: format!("the honour `{}`", id.value), span: id.span };
    }
    match honour.recipients().next() {
        Some(recipient) => {
            Called { name: format!("this honour of `{}`", recipient.id), span: recipient.span }
        }
        // The record as a whole has many lines; its beginning is a place.
        None => Called { name: "this honour".to_owned(), span: honour.span.part(0..0) },
    }
}

/// Returns the units in whose reports a recipient stands: itself or those of its posts, and those above them.
pub(super) fn homes<'a>(view: &View<'a>, recipient: Honoured<'a>) -> BTreeSet<&'a Id> {
    let nearest: Vec<&Unit> = match recipient {
        Honoured::Unit(unit) => vec![unit],
        Honoured::Person(person) => {
            person.posts.iter().filter_map(|post| view.find(post.unit.as_ref()?)).collect()
        }
    };
    let mut homes = BTreeSet::new();
    for unit in nearest {
        let above = std::iter::successors(Some(unit), |unit| view.find(unit.parent.as_ref()?));
        // Where one was met before, those above it were too; that also ends a circle of parents.
        above.map(|unit| &unit.id.value).take_while(|id| homes.insert(*id)).for_each(drop);
    }
    homes
}

/// Returns the day on which an honour is granted or asked for; nothing if it is not for us to judge.
pub(super) fn asked_on<'a>(view: &View<'a>, honour: &Honour) -> Option<&'a Located<Date>> {
    match honour.state() {
        State::Awarded | State::Posthumous => view.find(honour.decision.as_ref()?)?.date.as_ref(),
        State::Proposed => view.find(honour.submission.as_ref()?)?.date.as_ref(),
        State::Consulted | State::Elected | State::Revoked => None,
    }
}

/// Returns the unit that grants or proposes an honour; nothing if it is not for us to judge.
pub(super) fn asked_by<'a>(view: &View<'a>, honour: &Honour) -> Option<&'a Id> {
    match honour.state() {
        State::Awarded | State::Posthumous => Some(&view.find(honour.decision.as_ref()?)?.issuer.id),
        State::Proposed => Some(&view.find(honour.submission.as_ref()?)?.unit.id),
        State::Consulted | State::Elected | State::Revoked => None,
    }
}

/// Returns how much a finding weighs: what is not sure only warns.
pub(super) fn weight(sure: bool) -> Severity {
    if sure { Severity::Error } else { Severity::Warning }
}

/// Returns the kind of a unit.
pub(super) fn kind_of(unit: &Unit) -> UnitKind {
    unit.kind.unwrap_or(UnitKind::Body)
}

/// Returns the records that share a name, those of each name together: two spellings may be one name.
pub(super) fn namesakes<'a, T: Copy>(records: impl IntoIterator<Item = (&'a str, T)>) -> Vec<Vec<T>> {
    let mut names: Vec<(String, T)> =
        records.into_iter().map(|(name, record)| (fold_for_compare(name), record)).collect();
    names.sort_by(|(first, _), (second, _)| first.cmp(second));
    let shared = names.chunk_by(|(first, _), (second, _)| first == second).filter(|alike| alike.len() > 1);
    shared.map(|alike| alike.iter().map(|(_, record)| *record).collect()).collect()
}

/// Returns what tells one actor from another.
pub(super) fn actor_key(actor: &Actor) -> String {
    match actor {
        Actor::Unit(unit) => unit.id.to_string(),
        Actor::Person(person) => person.id.to_string(),
        // In quotation marks, so that no name is taken for an id.
        Actor::Name(name) => format!("“{}”", fold_for_compare(name)),
    }
}

/// Returns words as one phrase: `a, b and c`.
pub(super) fn phrase<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [word] => word.as_ref().to_owned(),
        [words @ .., last] => {
            let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", words.join(", "), last.as_ref())
        }
    }
}

/// Returns a quantity as the data writes it.
pub(super) fn written(quantity: &Quantity) -> String {
    let amount = match &quantity.amount {
        Amount::Number(number) => number.to_string(),
        Amount::Vague(words) => words.clone(),
        Amount::EveryYear => "hằng năm".to_owned(),
        Amount::EveryPerson => "mọi người".to_owned(),
        Amount::EveryPersonEveryYear => "hằng năm, mọi người".to_owned(),
    };
    let unit = quantity.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
    format!("{}{amount}{unit}", hedge_word(quantity.hedge))
}
