//! Links must name a record of the right kind.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::load::Loaded;
use crate::model::RecordKind;
use crate::yaml::Reference;

pub(super) fn check(references: &[Reference], loaded: &Loaded, diagnostics: &mut Vec<Diagnostic>) {
    let broken: HashMap<&str, RecordKind> =
        loaded.broken.iter().map(|broken| (broken.id.as_str(), broken.kind)).collect();
    for reference in references {
        match loaded.inventory.kind(&reference.id) {
            Some((kind, _)) if reference.kinds.contains(&kind.with_article()) => {}
            Some((kind, span)) => diagnostics.push(
                unknown(reference, format!("`{}` is {}", reference.id, kind.with_article()))
                    .and(span, "defined here"),
            ),
            // Whatever only follows from a mistake that was reported is not reported again.
            None if loaded.unread || broken.contains_key(&*reference.id) => {}
            None => {
                let diagnostic =
                    unknown(reference, format!("no {} has this id", words(reference).join(" or ")));
                diagnostics.push(with_suggestion(diagnostic, reference, loaded));
            }
        }
    }
}

fn unknown(reference: &Reference, label: String) -> Diagnostic {
    let headline = format!("`{}` is not the id of {}", reference.id, reference.kinds.join(" or "));
    Diagnostic::new(Code::UnknownReference, headline).at(reference.span, label)
}

fn words(reference: &Reference) -> Vec<&'static str> {
    reference.kinds.iter().map(|words| words.split_once(' ').map_or(*words, |(_, word)| word)).collect()
}

fn with_suggestion(diagnostic: Diagnostic, reference: &Reference, loaded: &Loaded) -> Diagnostic {
    let kinds: Vec<RecordKind> = RecordKind::ALL
        .iter()
        .copied()
        .filter(|kind| reference.kinds.contains(&kind.with_article()))
        .collect();
    let known = loaded.inventory.ids(&kinds);
    match nearest(&reference.id, known.iter().map(|id| id.as_str())) {
        Some(id) => diagnostic.help(format!("did you mean `{id}`?")),
        None => diagnostic,
    }
}
