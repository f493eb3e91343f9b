//! What a decision says that it is about is what its list holds: the same titles and forms, and as many recipients.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{
    Decision, Form, FormGroup, Honour, Id, Recipient, RecipientKind, Ref, State, Submission, Tally,
};
use crate::source::Span;
use crate::vi::fold_for_compare;
use crate::yaml::Located;

use super::kinds::kinds;
use super::recipients::{recipient_kind, tally_kind};
use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let kinds = kinds(&view.records.forms);
    for decision in &view.records.decisions {
        let granted = Granted::by(view, decision);
        found.extend(the_title_names_every_form(view, decision, &granted, &kinds));
        found.extend(granted.tallies.iter().filter_map(|tally| nobody_is_listed_twice(tally, &granted)));
        found.extend(the_title_counts_what_is_listed(view, (&decision.id, &decision.subject), &granted));
    }
    for submission in &view.records.submissions {
        let proposed = Granted::proposed(view, submission);
        // Whom a submission proposed beside those who were granted it may be left out, so that it only warns.
        let counted = the_title_counts_what_is_listed(view, (&submission.id, &submission.subject), &proposed);
        if !proposed.honours.is_empty() || !proposed.tallies.is_empty() {
            found.extend(counted.into_iter().map(|it| it.severity(Severity::Warning)));
        }
    }
}

/// What a decision grants, or a submission proposes.
struct Granted<'a> {
    honours: Vec<&'a Honour>,
    tallies: Vec<&'a Tally>,
    forms: Vec<(&'a Form, &'a Ref<Form>, Option<&'a str>)>,
}

impl<'a> Granted<'a> {
    fn by(view: &View<'a>, decision: &Decision) -> Self {
        let id = &decision.id.value;
        let honours: Vec<&Honour> =
            view.inventory.honours_of(id).filter(|it| it.state().is_award()).collect();
        let tallies: Vec<&Tally> = view.inventory.tallies_of(id).filter(|it| it.state().is_award()).collect();
        let named = honours.iter().filter_map(|it| Some((it.form.as_ref()?, it.called.as_deref())));
        let counted = tallies.iter().flat_map(|it| it.forms.iter().map(|form| (form, it.called.as_ref())));
        let mut seen = HashSet::new();
        let forms = named
            .chain(counted)
            .filter_map(|(link, called)| Some((view.find(link)?, link, called.map(|it| it.value.as_str()))))
            // Thousands get the same: the first one stands for all.
            .filter(|(form, _, called)| seen.insert((&form.id.value, *called)))
            .collect();
        Self { honours, tallies, forms }
    }

    /// What a submission proposes stays its own when it is granted.
    fn proposed(view: &View<'a>, submission: &Submission) -> Self {
        let id = &submission.id.value;
        let is_here = |link: Option<&Ref<Submission>>| link.is_some_and(|link| link.id == *id);
        let is_asked = |state: State| state.is_award() || state == State::Proposed;
        let honours = view.records.honours.iter();
        let tallies = view.records.tallies.iter();
        Self {
            honours: honours.filter(|it| is_asked(it.state()) && is_here(it.submission.as_deref())).collect(),
            tallies: tallies.filter(|it| is_asked(it.state()) && is_here(it.submission.as_ref())).collect(),
            forms: Vec::new(),
        }
    }
}

/// A title that names one form is about that form alone; one that names none may be about any.
fn the_title_names_every_form(
    view: &View<'_>,
    decision: &Decision,
    granted: &Granted<'_>,
    kinds: &BTreeSet<String>,
) -> Option<Diagnostic> {
    let mut rest = fold_for_compare(&decision.subject.value);
    let of_catalogue = view.records.forms.iter().map(|form| (form, form.name.value.as_str()));
    let called = granted.forms.iter().filter_map(|(form, _, called)| Some((*form, (*called)?)));
    let mut names: Vec<(&Form, String)> =
        of_catalogue.chain(called).map(|(form, name)| (form, fold_for_compare(name))).collect();
    // “Giấy khen” is the name of one form, and begins those of others.
    names.retain(|(_, name)| !kinds.contains(name));
    // The longest name first, so that a shorter one is not found inside it.
    names.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    let mut spoken: BTreeSet<&Id> = BTreeSet::new();
    for (form, name) in &names {
        if rest.contains(name.as_str()) {
            spoken.insert(&form.id.value);
            rest = rest.replace(name.as_str(), "…");
        }
    }
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).filter(|kind| rest.contains(kind)).collect();
    let is_title = |form: &Form| form.group.value == FormGroup::Title;
    let all_titles =
        rest.contains("danh hiệu thi đua") && granted.forms.iter().any(|(form, ..)| is_title(form));
    let all_forms = rest.replace("thi đua, khen thưởng", "").contains("khen thưởng");
    if all_forms || (spoken.is_empty() && kinds.is_empty() && !all_titles) {
        return None;
    }
    let is_told = |form: &Form, called: Option<&str>| {
        let name = fold_for_compare(called.unwrap_or(&form.name.value));
        spoken.contains(&form.id.value)
            || (all_titles && is_title(form))
            || kinds.iter().any(|kind| name.starts_with(kind))
    };
    let (form, link, _) = granted.forms.iter().find(|(form, _, called)| !is_told(form, *called))?;
    let headline = format!(
        "the title of `{}` does not speak of “{}”, which it grants",
        decision.id.value, form.name.value
    );
    Some(
        Diagnostic::new(Code::MixedForms, headline)
            .at(link.span, "granted")
            .and(decision.subject.span, "what the decision is about")
            .help("give it a decision of its own, or name it in `subject`"),
    )
}

/// A list has a row for each name and one for each that a tally counts, so those with names can't be inside the tally.
fn nobody_is_listed_twice(tally: &Tally, granted: &Granted<'_>) -> Option<Diagnostic> {
    let inside = |honour: &&&Honour| {
        honour.form.as_ref().is_some_and(|form| tally.forms.iter().any(|other| other.id == form.id))
    };
    let named = granted.honours.iter().find(inside).filter(|_| tally.named_inside == Some(true))?;
    let headline = format!(
        "the list of `{}` would count its names twice: once each, and once inside `{}`",
        tally.decision.as_ref()?.id,
        tally.id.value
    );
    Some(
        Diagnostic::new(Code::ListedTwice, headline)
            .at(tally.count.span, "names are counted here")
            .and(named.form.as_ref()?.span, "named here")
            .help("in a decision, count only those without a name, and leave `named-inside` out"),
    )
}

fn the_title_counts_what_is_listed(
    view: &View<'_>,
    (id, subject): (&Located<Id>, &Located<String>),
    granted: &Granted<'_>,
) -> Vec<Diagnostic> {
    let said = |(said, words): Counted| {
        let lists: Option<Vec<(u64, u64)>> =
            words.iter().map(|(_, kind)| listed(view, granted, *kind)).collect();
        let (recipients, turns) =
            lists?.into_iter().fold((0, 0), |sum, list| (sum.0 + list.0, sum.1 + list.1));
        let kinds: Vec<RecipientKind> = words.iter().map(|(_, kind)| *kind).collect();
        // Whoever the title names comes on top: “cho ông Trần Văn An và 01 cá nhân”.
        let fits =
            said == recipients || said == turns || said + named(view, granted, &kinds, subject) == recipients;
        (!fits).then(|| {
            let told: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let headline = format!(
                "the title of `{}` says {said} {}, but its list has {recipients}",
                id.value,
                told.join(", ")
            );
            let last = last_place(view, granted, &kinds);
            let diagnostic = Diagnostic::new(Code::ImpossibleCount, headline)
                .at(subject.span, format!("expected {recipients}"));
            last.map_or(diagnostic.clone(), |place| diagnostic.and(place, "the last in the list"))
                // Without any in the data there is no list to compare with.
                .severity(if recipients == 0 { Severity::Warning } else { Severity::Error })
        })
    };
    counts(&subject.value).into_iter().filter_map(said).collect()
}

/// A number of a title, and the words of what it counts together: “3 tập thể, cá nhân” is a sum.
type Counted = (u64, Vec<(&'static str, RecipientKind)>);

/// Returns the first number for each kind of recipient.
fn counts(text: &str) -> Vec<Counted> {
    const WORDS: [(&str, RecipientKind); 3] = [
        ("tập thể", RecipientKind::Collectives),
        ("cá nhân", RecipientKind::Persons),
        ("hộ gia đình", RecipientKind::Households),
    ];
    let mut places: Vec<(usize, (&str, RecipientKind))> =
        WORDS.iter().flat_map(|word| text.match_indices(word.0).map(move |(at, _)| (at, *word))).collect();
    places.sort_unstable_by_key(|(at, _)| *at);
    let mut found: Vec<Counted> = Vec::new();
    // Where the last word ended, if it was counted and one that follows may be counted with it.
    let mut open = None;
    for (at, word) in places {
        let mut before = text[..at].split_whitespace().rev();
        let number = before.next().and_then(|number| number.parse().ok());
        // “02 cá nhân thuộc 3 tập thể” says where they are, not how many get it.
        let is_of_others = matches!(before.next(), Some("thuộc" | "của" | "trong" | "tại"));
        let is_new = found.iter().all(|(_, words)| words.iter().all(|(_, kind)| *kind != word.1));
        let goes_on = |end: usize| matches!(text[end..at].trim(), "," | "và" | ", và" | "/" | "-" | "–");
        let is_counted = match (number, found.last_mut()) {
            (Some(number), _) if is_new && !is_of_others => {
                found.push((number, vec![word]));
                true
            }
            (None, Some((_, words))) if is_new && open.is_some_and(goes_on) => {
                words.push(word);
                true
            }
            _ => false,
        };
        open = is_counted.then_some(at + word.0.len());
    }
    found
}

/// Returns how many recipients of some kinds a title names.
fn named(view: &View<'_>, granted: &Granted<'_>, kinds: &[RecipientKind], subject: &Located<String>) -> u64 {
    let subject = fold_for_compare(&subject.value);
    let links = granted.honours.iter().flat_map(|honour| honour.recipients());
    let is_named = |link: &&Ref<Recipient>| {
        view.find_recipient(link).is_some_and(|it| {
            kinds.contains(&recipient_kind(it)) && subject.contains(&fold_for_compare(it.name()))
        })
    };
    links.filter(is_named).map(|link| &link.id).collect::<BTreeSet<&Id>>().len() as u64
}

/// Returns how many of a kind are in the list, each counted once and each time; nothing where that is not known.
fn listed(view: &View<'_>, granted: &Granted<'_>, kind: RecipientKind) -> Option<(u64, u64)> {
    let mut recipients: BTreeSet<&Id> = BTreeSet::new();
    let mut turns = 0;
    for link in granted.honours.iter().flat_map(|honour| honour.recipients()) {
        if recipient_kind(view.find_recipient(link)?) == kind {
            recipients.insert(&link.id);
            turns += 1;
        }
    }
    let mut counted = 0;
    for tally in &granted.tallies {
        let (of, _) = tally_kind(view, tally).filter(|(of, _)| *of != RecipientKind::Mixed)?;
        if of == kind {
            if tally.named_inside == Some(true) || tally.part_of.is_some() || tally.recipient.is_some() {
                return None;
            }
            counted += tally.count.exact()?.to_count()?;
        }
    }
    Some((recipients.len() as u64 + counted, turns + counted))
}

fn last_place(view: &View<'_>, granted: &Granted<'_>, kinds: &[RecipientKind]) -> Option<Span> {
    let links = granted.honours.iter().flat_map(|honour| honour.recipients());
    links
        .filter(|link| view.find_recipient(link).is_some_and(|it| kinds.contains(&recipient_kind(it))))
        .last()
        .map(|it| it.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_stands_right_before_its_words() {
        for (text, expected) in [
            ("tặng Giấy khen cho 05 tập thể và 12 cá nhân", vec![(5, "tập thể"), (12, "cá nhân")]),
            ("tặng Giấy khen cho 3 tập thể, cá nhân", vec![(3, "tập thể + cá nhân")]),
            ("cho 03 tập thể, hộ gia đình và cá nhân", vec![(3, "tập thể + hộ gia đình + cá nhân")]),
            ("cho các tập thể và 02 cá nhân", vec![(2, "cá nhân")]),
            ("cho 02 cá nhân thuộc 3 tập thể", vec![(2, "cá nhân")]),
            ("cho 3 tập thể có nhiều cá nhân", vec![(3, "tập thể")]),
            ("tặng Giấy khen cho tập thể, cá nhân năm 2025", vec![]),
            ("tặng danh hiệu năm 2025 cho cá nhân", vec![]),
        ] {
            let found: Vec<(u64, String)> = counts(text)
                .into_iter()
                .map(|(number, words)| (number, words.iter().map(|it| it.0).collect::<Vec<_>>().join(" + ")))
                .collect();
            let expected: Vec<(u64, String)> =
                expected.into_iter().map(|(number, words)| (number, words.to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
