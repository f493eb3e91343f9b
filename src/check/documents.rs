//! Documents: their template finds what it is about, and it is theirs.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{DocumentRecord, Id, PRINT_RUN, RecordKind, ReviewKind};
use crate::source::Span;
use crate::yaml::listed;

use super::certificates::{is_calibration, is_certificate};
use super::registers::{REGISTER, STATISTICS};
use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let subjects = Subjects::new(view);
    for document in &view.records.documents {
        found.extend(a_template_has_its_subject(view, document, &subjects));
        found.extend(a_report_fits_the_kind_of_review(view, document));
        found.extend(the_subject_belongs_to_the_unit(view, document));
    }
    for conference in &view.records.conferences {
        let Some(link) = &conference.review else { continue };
        let Some(review) = view.find(link) else { continue };
        found.extend(same_unit(
            (RecordKind::Review, &link.id, link.span),
            &review.unit.id,
            (&conference.unit.id, conference.unit.span),
        ));
    }
}

/// What a built-in template writes out.
struct Needs {
    template: &'static str,
    /// The kind of record, whose name is also the key that links to it.
    subject: RecordKind,
    /// What follows if there is none.
    without: &'static str,
}

const NEEDS: &[Needs] = &[
    Needs { template: "report", subject: RecordKind::Review, without: "there can be no report" },
    Needs { template: "annual-report", subject: RecordKind::Review, without: "there can be no report" },
    Needs { template: "minutes", subject: RecordKind::Conference, without: "there can be no minutes" },
    Needs { template: "decision", subject: RecordKind::Decision, without: "there is nothing to write out" },
    Needs {
        template: "submission",
        subject: RecordKind::Submission,
        without: "there is nothing to write out",
    },
    Needs { template: "certificate", subject: RecordKind::Decision, without: "there can be no certificates" },
    Needs { template: "letter", subject: RecordKind::Honour, without: "there can be no letter" },
];

/// Answers whether it is known what a document prints: a template of the project's own may print anything.
pub(super) fn is_known(document: &DocumentRecord) -> bool {
    [REGISTER, STATISTICS, PRINT_RUN].contains(&document.template.as_str())
        || NEEDS.iter().any(|needs| needs.template == document.template.as_str())
}

/// The records that a unit's documents can be about.
struct Subjects<'a> {
    of_unit: HashMap<(RecordKind, &'a Id), Vec<&'a Id>>,
}

impl<'a> Subjects<'a> {
    fn new(view: &View<'a>) -> Self {
        let records = view.records;
        let reviews = records.reviews.iter().map(|review| (RecordKind::Review, &review.unit, &review.id));
        let conferences = records
            .conferences
            .iter()
            .map(|conference| (RecordKind::Conference, &conference.unit, &conference.id));
        let decisions =
            records.decisions.iter().map(|decision| (RecordKind::Decision, &decision.issuer, &decision.id));
        let submissions = records
            .submissions
            .iter()
            .map(|submission| (RecordKind::Submission, &submission.unit, &submission.id));
        let mut of_unit: HashMap<_, Vec<_>> = HashMap::new();
        for (kind, unit, id) in reviews.chain(conferences).chain(decisions).chain(submissions) {
            of_unit.entry((kind, &unit.id)).or_default().push(&id.value);
        }
        Self { of_unit }
    }

    fn of(&self, kind: RecordKind, unit: &'a Id) -> &[&'a Id] {
        self.of_unit.get(&(kind, unit)).map_or(&[], Vec::as_slice)
    }
}

fn a_template_has_its_subject<'a>(
    view: &View<'a>,
    document: &'a DocumentRecord,
    subjects: &Subjects<'a>,
) -> Option<Diagnostic> {
    let needs = NEEDS.iter().find(|needs| needs.template == document.template.as_str())?;
    if has_subject(document, needs.subject) || does_without(document) || document.each.is_some() {
        return None;
    }
    let (word, unit) = (needs.subject.as_str(), &document.unit.id);
    let known = subjects.of(needs.subject, unit);
    // Honours belong to whoever received them, so no unit is without any.
    if known.is_empty() && needs.subject != RecordKind::Honour && view.is_complete(needs.subject) {
        let was = if needs.subject == RecordKind::Conference { "was" } else { "is" };
        let headline = format!("there {was} no {word} of `{unit}` in the data, so {}", needs.without);
        return Some(Diagnostic::new(Code::NothingToPrint, headline).at(document.template.span, "").help(
            format!(
                "remove the document `{}`, or add {} of `{unit}`",
                document.id.value,
                needs.subject.with_article()
            ),
        ));
    }
    let headline = format!("a document with the template `{}` needs the key `{word}`", needs.template);
    let diagnostic = Diagnostic::new(Code::MissingKey, headline).at(document.template.span, "");
    Some(match known {
        [] => diagnostic,
        [id] => diagnostic.help(format!("did you mean `{word}: {id}`?")),
        ids => diagnostic
            .help(format!("`{unit}` has {}", listed(&ids.iter().map(|id| id.as_str()).collect::<Vec<_>>()))),
    })
}

/// A certificate may be for a single honour, and a sheet for calibrating is for nobody.
fn does_without(document: &DocumentRecord) -> bool {
    is_certificate(document) && (document.honour.is_some() || is_calibration(document))
}

fn has_subject(document: &DocumentRecord, kind: RecordKind) -> bool {
    match kind {
        RecordKind::Review => document.review.is_some(),
        RecordKind::Conference => document.conference.is_some(),
        RecordKind::Decision => document.decision.is_some(),
        RecordKind::Submission => document.submission.is_some(),
        RecordKind::Honour => document.honour.is_some(),
        RecordKind::Unit
        | RecordKind::Person
        | RecordKind::Campaign
        | RecordKind::Tally
        | RecordKind::Claim
        | RecordKind::Figure
        | RecordKind::Document
        | RecordKind::Form
        | RecordKind::LegalText
        | RecordKind::Regime
        | RecordKind::BaseSalary
        | RecordKind::Bonus
        | RecordKind::Rule
        | RecordKind::VoteRule
        | RecordKind::QuorumRule
        | RecordKind::Quota
        | RecordKind::Limit
        | RecordKind::Rating
        | RecordKind::Initiative
        | RecordKind::Discipline
        | RecordKind::Absence
        | RecordKind::Stock => true,
    }
}

fn a_report_fits_the_kind_of_review(view: &View<'_>, document: &DocumentRecord) -> Option<Diagnostic> {
    let link = document.review.as_ref()?;
    let review = view.find(link)?;
    let fitting = match document.template.as_str() {
        "report" => ReviewKind::FiveYear,
        "annual-report" => ReviewKind::Annual,
        _ => return None,
    };
    let kind = review.kind.value;
    (kind != fitting).then(|| {
        let headline = format!(
            "the template `{}` is for reviews of the kind `{}`, but `{}` is `{}`",
            document.template.value,
            fitting.as_str(),
            link.id,
            kind.as_str()
        );
        let right = match kind {
            ReviewKind::FiveYear => "report",
            ReviewKind::Annual => "annual-report",
        };
        Diagnostic::new(Code::TemplateMismatch, headline)
            .at(document.template.span, format!("expected `{right}`"))
            .and(review.kind.span, format!("`{}`", kind.as_str()))
    })
}

fn the_subject_belongs_to_the_unit(view: &View<'_>, document: &DocumentRecord) -> Vec<Diagnostic> {
    let unit = (&document.unit.id, document.unit.span);
    let review = document.review.as_ref().and_then(|link| {
        same_unit((RecordKind::Review, &link.id, link.span), &view.find(link)?.unit.id, unit)
    });
    let conference = document.conference.as_ref().and_then(|link| {
        same_unit((RecordKind::Conference, &link.id, link.span), &view.find(link)?.unit.id, unit)
    });
    // A letter may well congratulate on what another unit granted.
    let decision = if is_certificate(document) { document.granting() } else { document.decision.as_ref() };
    let decision = decision.and_then(|link| {
        same_unit((RecordKind::Decision, &link.id, link.span), &view.find(link)?.issuer.id, unit)
    });
    let submission = document.submission.as_ref().and_then(|link| {
        same_unit((RecordKind::Submission, &link.id, link.span), &view.find(link)?.unit.id, unit)
    });
    [review, conference, decision, submission].into_iter().flatten().collect()
}

/// A unit may tell of another one's review or conference, but never issues its decision or submission.
fn same_unit(
    (kind, id, place): (RecordKind, &Id, Span),
    owner: &Id,
    (unit, unit_place): (&Id, Span),
) -> Option<Diagnostic> {
    let severity = match kind {
        RecordKind::Decision | RecordKind::Submission => Severity::Error,
        _ => Severity::Warning,
    };
    (owner != unit).then(|| {
        let headline = format!("the {} `{id}` is of `{owner}`, not of `{unit}`", kind.as_str());
        Diagnostic::new(Code::WrongUnit, headline)
            .at(place, format!("of `{owner}`"))
            .and(unit_place, format!("`{unit}`"))
            .severity(severity)
    })
}
