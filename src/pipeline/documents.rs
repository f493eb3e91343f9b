//! What every document needs before anything is rendered: a template, and a path of its own.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::model::RecordKind;
use crate::plan::{Plan, Planned};
use crate::publish::{self, PathProblem};
use crate::source::Span;
use crate::templates::Library;
use crate::yaml::listed;

/// How many documents of one batch are named that have the same mistake; the others have its cause as well.
const NAMED: usize = 5;

/// Reports documents without a template or with a path that can't be theirs, and batches without documents.
pub(super) fn check_documents(plan: &Plan<'_>, library: &Library, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    // A batch names its template once.
    let named = plan.documents().iter().filter(|document| seen.insert(document.template_span()));
    diagnostics.extend(named.filter_map(|document| without_template(*document, library)));
    diagnostics.extend(plan.empty_batches().into_iter().filter_map(|record| {
        let each = record.each.as_ref()?;
        let headline = format!("the batch `{}` has no document: nobody is selected", record.id.value);
        let what = RecordKind::Decision.as_str();
        let diagnostic = Diagnostic::new(Code::NothingToPrint, headline).severity(Severity::Warning);
        Some(match &record.r#where {
            Some(selection) => diagnostic
                .at(selection.span.part(0..0), "")
                .and(each.span, "of these recipients")
                .help("take a key out of `where`, or look whether the recipients are what it asks for"),
            None => diagnostic
                .at(each.span, "")
                .help(format!("name those whom the {what} honours in `honours:`; a tally has no names")),
        })
    }));
    check_paths(plan, diagnostics);
}

fn without_template(document: Planned<'_>, library: &Library) -> Option<Diagnostic> {
    if library.has(document.template()) {
        return None;
    }
    let headline = format!("there is no template `{}`", document.template());
    let diagnostic = Diagnostic::new(Code::UnknownTemplate, headline).at(document.template_span(), "");
    Some(match nearest(document.template(), library.names()) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic.help(format!(
            "the templates are {}; put `{}.md` into the folder of templates to add it",
            listed(&library.names().collect::<Vec<_>>()),
            document.template()
        )),
    })
}

fn check_paths(plan: &Plan<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let ids: Vec<Cow<'_, str>> = plan.documents().iter().map(Planned::id).collect();
    let paths: Vec<String> = plan.documents().iter().map(Planned::path).collect();
    let problems = publish::check(ids.iter().map(|id| &**id).zip(paths.iter().map(String::as_str)));
    if problems.is_empty() {
        return;
    }
    let by_id: HashMap<&str, Planned<'_>> =
        ids.iter().map(|id| &**id).zip(plan.documents().iter().copied()).collect();
    let mut counts: HashMap<Span, usize> = HashMap::new();
    for problem in &problems {
        let Some(document) = by_id.get(problem.id.as_str()) else { continue };
        let count = counts.entry(document.path_span()).or_default();
        *count += 1;
        if *count <= NAMED {
            let other = problem.fault.other().and_then(|other| by_id.get(other));
            diagnostics.push(bad_path(problem, *document, other.copied()));
        }
    }
    let mut more: Vec<(Span, usize)> = counts.into_iter().filter(|(_, count)| *count > NAMED).collect();
    more.sort_unstable();
    diagnostics.extend(more.into_iter().map(|(place, count)| {
        let headline =
            format!("{} more documents of this batch have paths that can't be theirs", count - NAMED);
        Diagnostic::new(Code::BadPath, headline).at(place, "")
    }));
}

fn bad_path(problem: &PathProblem, document: Planned<'_>, other: Option<Planned<'_>>) -> Diagnostic {
    let headline = format!("the path `{}` {}", problem.path, problem.fault);
    let mut diagnostic = Diagnostic::new(Code::BadPath, headline).at(document.path_span(), "");
    if document.recipient().is_some() {
        diagnostic = diagnostic.and(document.item_span(), format!("of `{}`", document.id()));
    }
    let Some(other) = other else { return diagnostic };
    if other.recipient().is_none() {
        return diagnostic.and(other.path_span(), "the other document");
    }
    let is_same_batch = other.span() == document.span();
    let diagnostic = diagnostic.and(other.item_span(), format!("of `{}`", other.id()));
    if is_same_batch {
        diagnostic.help("put `{number}` or `{id}` into the path, which no two documents of a batch share")
    } else {
        diagnostic
    }
}
