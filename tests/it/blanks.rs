//! What `check` says is missing is what the documents leave blank.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use vinhdanh::check::Strictness;
use vinhdanh::compose::{Composer, Materials, Order, Piece};
use vinhdanh::diagnostic::{Code, Diagnostic, Severity};
use vinhdanh::document::House;
use vinhdanh::pipeline::{self, Opened};
use vinhdanh::plan::Plan;

fn open(project: &str, strictness: Strictness) -> Opened {
    pipeline::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(project), strictness).unwrap()
}

/// Returns the blanks of each document that has any.
fn blanks(project: &str) -> BTreeMap<String, Vec<String>> {
    let opened = open(project, Strictness::Draft);
    let ready = opened.checked.unwrap();
    let plan = Plan::new(&ready.data);
    let composer = Composer::new(Materials::new(&ready.library, &opened.sources, &House::default()));
    let documents = plan.documents().iter().map(|planned| {
        let view = plan.content(*planned, &opened.sources).view;
        let own = Piece { template: planned.template().to_owned(), view };
        (planned.id().into_owned(), composer.compose(&Order { own, run: None }).unwrap().blanks)
    });
    documents.filter(|(_, blanks)| !blanks.is_empty()).collect()
}

/// Returns what is said to be missing in each document.
fn announced(project: &str) -> BTreeMap<String, Vec<String>> {
    let mut announced: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let refused = |one: &Diagnostic| one.code == Code::MissingEssential && one.severity == Severity::Error;
    for diagnostic in open(project, Strictness::Final).diagnostics.into_iter().filter(refused) {
        let itself =
            diagnostic.headline.strip_prefix("the document ").and_then(|rest| rest.split(' ').next());
        let others = diagnostic.notes.iter().find_map(|note| note.strip_prefix("printed as a blank in "));
        for document in itself.or(others).unwrap().split(", ") {
            announced
                .entry(document.trim_matches('`').to_owned())
                .or_default()
                .push(diagnostic.headline.clone());
        }
    }
    announced
}

#[test]
fn documents_with_blanks_are_those_of_which_check_says_that_something_is_missing() {
    for project in [".", "examples/minimal", "examples/office"] {
        let (blanks, announced) = (blanks(project), announced(project));
        let of =
            |documents: &BTreeMap<String, Vec<String>>| documents.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(of(&blanks), of(&announced), "{project}: {blanks:#?} {announced:#?}");
    }
}
