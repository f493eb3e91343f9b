//! Honours that are recorded twice.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figures::sums::Standing;
use crate::model::{Class, Date, FormGroup, Honour, Honoured, Id, Merit, Period, Person, Recipient, Ref};
use crate::vi::fold_for_compare;

use super::view::{View, actor_key, namesakes};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut decided: HashMap<InDecision<'_>, Place<'_>> = HashMap::new();
    let mut recorded: HashMap<Record<'_>, Place<'_>> = HashMap::new();
    let named =
        view.records.honours.iter().flat_map(|honour| honour.recipients().map(move |link| (honour, link)));
    let named = named.filter(|(_, link)| view.is_honoured_again(link));
    for place @ (honour, recipient) in named {
        let in_decision = InDecision::of(view, honour, recipient);
        let twice =
            in_decision.and_then(|key| a_decision_honours_once(earlier(&mut decided, key, place)?, place));
        // What is in one decision twice is not reported as recorded twice as well.
        found.extend(twice.or_else(|| {
            let key = Record::of(view, honour, recipient)?;
            an_honour_has_one_record(earlier(&mut recorded, key, place)?, place)
        }));
    }
    a_decision_honours_no_namesakes(view, found);
}

/// Two records of one name in one decision are mostly one person, written twice, perhaps with the other placement of a tone.
/// Namesakes whose posts tell them apart are two people.
fn a_decision_honours_no_namesakes(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let names = shared_names(view);
    if names.is_empty() {
        return;
    }
    let mut first: HashMap<Namesake<'_>, Vec<(Place<'_>, &Person)>> = HashMap::new();
    for honour in &view.records.honours {
        for link in honour.recipients() {
            let Some(shared) = names.get(&link.id) else { continue };
            let Some(Honoured::Person(person)) = view.find_recipient(link) else { continue };
            let Some(key) = InDecision::of(view, honour, link) else { continue };
            let key = (key.decision, key.name, key.year, *shared);
            let earlier = first.entry(key).or_default();
            let same = earlier.iter().find(|(_, other)| {
                other.id.value != person.id.value && !super::people::are_apart(other, person)
            });
            found.extend(same.map(|(place, other)| one_name(*place, (honour, link), other, person)));
            earlier.push(((honour, link), person));
        }
    }
}

/// What namesakes have in common: the decision, what it grants for which year, and the number of their name.
type Namesake<'a> = (&'a Id, Cow<'a, str>, Option<u16>, usize);

/// Returns the people whose name somebody else has as well, with a number for each name.
fn shared_names<'a>(view: &View<'a>) -> HashMap<&'a Id, usize> {
    let people = view.records.people.iter().map(|person| (person.name.as_str(), &person.id.value));
    namesakes(people)
        .into_iter()
        .enumerate()
        .flat_map(|(name, people)| people.into_iter().map(move |id| (id, name)))
        .collect()
}

fn one_name(first: Place<'_>, second: Place<'_>, other: &Person, person: &Person) -> Diagnostic {
    let headline = format!(
        "one decision honours “{}” twice in the same way, as `{}` and as `{}`",
        person.name.value, other.id.value, person.id.value
    );
    twice(headline, first, second)
        .help("if they are one person, remove one of the two; if they are two, give each a post that tells them apart")
        .severity(Severity::Warning)
}

/// An honour and one of its recipients.
type Place<'a> = (&'a Honour, &'a Ref<Recipient>);

/// Returns the place of the first record with this key; nothing if it is this one.
fn earlier<'a, K: Eq + std::hash::Hash>(
    seen: &mut HashMap<K, Place<'a>>,
    key: K,
    place: Place<'a>,
) -> Option<Place<'a>> {
    match seen.entry(key) {
        // A name that stands twice in one list is a mistake of that list.
        Entry::Occupied(first) => Some(*first.get()).filter(|first| !std::ptr::eq(first.0, place.0)),
        Entry::Vacant(free) => {
            free.insert(place);
            None
        }
    }
}

/// What a decision grants to a recipient at most once: a title for a time, and a commendation for a time and an achievement
/// (khoản 2 Điều 5 of the law of 2022: one form may be given many times, but one achievement is not rewarded many times).
#[derive(PartialEq, Eq, Hash)]
struct InDecision<'a> {
    decision: &'a Id,
    recipient: &'a Id,
    name: Cow<'a, str>,
    class: Option<Class>,
    year: Option<u16>,
    period: Option<Period>,
    cause: Option<Cause<'a>>,
}

impl<'a> InDecision<'a> {
    fn of(view: &View<'a>, honour: &'a Honour, recipient: &'a Ref<Recipient>) -> Option<Self> {
        Some(Self {
            decision: &honour.decision.as_ref()?.id,
            recipient: &recipient.id,
            name: name(honour)?,
            class: honour.class.as_ref().map(|class| class.value),
            year: honour.year.as_ref().map(|year| year.value),
            period: honour.period.as_ref().map(|period| period.value),
            cause: (!is_title(view, honour)).then(|| Cause::of(honour)),
        })
    }
}

fn is_title(view: &View<'_>, honour: &Honour) -> bool {
    let form = honour.form.as_ref().and_then(|link| view.find(link));
    form.is_some_and(|form| form.group.value == FormGroup::Title)
}

/// What two records have in common that are probably one.
///
/// A title is given once for a year. A commendation may be given for this and for that, so two of them are one only
/// if nothing tells them apart.
#[derive(PartialEq, Eq, Hash)]
struct Record<'a> {
    recipient: &'a Id,
    name: Cow<'a, str>,
    class: Option<Class>,
    year: u16,
    standing: Standing,
    grantor: Option<Cow<'a, str>>,
    cause: Option<Cause<'a>>,
}

#[derive(PartialEq, Eq, Hash)]
struct Cause<'a> {
    reason: Option<&'a str>,
    merit: Option<Merit>,
    campaign: Option<&'a Id>,
    decision: Option<&'a Id>,
    number: Option<&'a str>,
    date: Option<Date>,
}

impl<'a> Record<'a> {
    fn of(view: &View<'a>, honour: &'a Honour, recipient: &'a Ref<Recipient>) -> Option<Self> {
        let issuer = || Some(Cow::Borrowed(view.find(honour.decision.as_ref()?)?.issuer.id.as_str()));
        Some(Self {
            recipient: &recipient.id,
            name: name(honour)?,
            class: honour.class.as_ref().map(|class| class.value),
            year: honour.year.as_ref()?.value,
            standing: Standing::of(honour.state()),
            grantor: honour.grantor.as_ref().map(|grantor| Cow::Owned(actor_key(grantor))).or_else(issuer),
            cause: (!is_title(view, honour)).then(|| Cause::of(honour)),
        })
    }
}

impl<'a> Cause<'a> {
    fn of(honour: &'a Honour) -> Self {
        Self {
            reason: honour.reason.as_deref(),
            merit: honour.merit,
            campaign: honour.campaign.as_ref().map(|campaign| &campaign.id),
            decision: honour.decision.as_ref().map(|decision| &decision.id),
            number: honour.decided_by.as_ref().map(|note| note.number.as_str()),
            date: honour.date.as_ref().map(|date| date.value),
        }
    }
}

fn name(honour: &Honour) -> Option<Cow<'_, str>> {
    let form = honour.form.as_ref().map(|form| Cow::Borrowed(form.id.as_str()));
    form.or_else(|| honour.called.as_ref().map(|called| Cow::Owned(fold_for_compare(called))))
}

fn a_decision_honours_once(first: Place<'_>, second: Place<'_>) -> Option<Diagnostic> {
    let decision = second.0.decision.as_ref()?;
    let headline = format!("the decision `{}` honours `{}` twice in the same way", decision.id, second.1.id);
    Some(twice(headline, first, second).help("keep one of the two"))
}

fn an_honour_has_one_record(first: Place<'_>, second: Place<'_>) -> Option<Diagnostic> {
    let year = second.0.year.as_ref()?.value;
    let headline = format!("`{}` has the same honour of {year} in two records", second.1.id);
    let help = "keep one of the two, or say what tells them apart: `reason`, `campaign`, `decision`, `date`";
    Some(twice(headline, first, second).help(help).severity(Severity::Warning))
}

fn twice(headline: String, first: Place<'_>, second: Place<'_>) -> Diagnostic {
    Diagnostic::new(Code::HonouredTwice, headline)
        .at(second.1.span, "honoured again")
        .and(first.1.span, "first honoured here")
}
