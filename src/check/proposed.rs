//! A decision grants what the submission proposed that it names.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Honour, Id, Ref, Submission};

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut proposed: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
    for honour in &view.records.honours {
        if let Some(link) = &honour.submission {
            proposed.entry(&link.id).or_default().extend(honour.recipients().map(|link| &link.id));
        }
    }
    // Of a submission that counts without names it is not known whom it proposed.
    for link in view.records.tallies.iter().filter_map(|tally| tally.submission.as_ref()) {
        proposed.remove(&link.id);
    }
    for honour in view.records.honours.iter().filter(|honour| honour.state().is_award()) {
        let decision = honour.decision.as_ref().and_then(|link| view.find(link));
        let Some(submission) = decision.and_then(|decision| decision.submission.as_ref()) else { continue };
        if let Some(asked) = proposed.get(&submission.id) {
            found.extend(it_was_proposed(honour, submission, asked));
        }
    }
}

/// One who was proposed for a higher form may be granted a lower one, so only the recipients are compared.
fn it_was_proposed(
    honour: &Honour,
    submission: &Ref<Submission>,
    asked: &BTreeSet<&Id>,
) -> Option<Diagnostic> {
    let left = honour.recipients().find(|link| !asked.contains(&link.id))?;
    let headline = format!("`{}` is granted what `{}` does not propose", left.id, submission.id);
    Some(
        Diagnostic::new(Code::StateMismatch, headline)
            .at(left.span, "granted")
            .and(submission.span, "the submission of the decision")
            .help("say with `submission` who proposed it, or look whether it was proposed")
            .severity(Severity::Warning),
    )
}
