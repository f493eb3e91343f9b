//! The finished pages against the rules of the State and of the Party.
//!
//! Every document of the sample and of the examples is held to every rule that is for it. Some of them, a decision,
//! reports, minutes and a submission, without blanks and in both styles, must speak of all rules: a rule that no
//! document has anything for would prove nothing. `wrong` shows that each rule can be broken.
#![expect(clippy::float_arithmetic, reason = "the coordinates of a PDF file are floats")]

mod common;
mod page;
mod paper;
mod party;
mod rule;
mod sheet;
mod state;
mod wrong;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::examples::unbuilt_sample;
use crate::project::{Project, repository};
use paper::Paper;
use rule::{Finding, Rule};
pub(crate) use sheet::read as pages;

/// The documents that speak of all rules.
const DOCUMENTS: [&str; 5] = [
    "bao-cao-2021-2025",
    "bao-cao-2025",
    "bien-ban-hoi-nghi",
    "quyet-dinh-giay-khen-2025",
    "to-trinh-khen-thuong-2025",
];

fn rules() -> impl Iterator<Item = &'static Rule> {
    common::RULES.iter().chain(state::RULES).chain(party::RULES)
}

/// Builds a project, or some documents of it, and takes them apart.
fn papers(project: &Project, only: &[&str]) -> Vec<Paper> {
    let pattern = format!("{{{}}}", only.join(","));
    let mut arguments = vec!["build", "--keep-sources", "sources"];
    if !only.is_empty() {
        arguments.extend(["--only", &pattern]);
    }
    project.run(&arguments).done();
    let manifest = project.manifest();
    // A print run has the pages of documents that are looked at alone; its register is no paper.
    let papers = manifest.documents.iter().filter(|entry| entry.template != "print-run");
    let made = papers.filter(|entry| only.is_empty() || only.contains(&entry.id.as_str()));
    made.map(|entry| paper(project, &entry.id, &entry.path)).collect()
}

fn paper(project: &Project, id: &str, path: &str) -> Paper {
    let frame = serde_json::from_slice(&project.read(&format!("sources/{id}/frame.json"))).unwrap();
    let source = project.text(&format!("sources/{id}/main.typ"));
    Paper::new(id, &project.read(&format!("output/{path}")), frame, &source)
}

/// Returns an example without blanks, of the State or, with the other style of its office, of the Party.
fn office(style: &str) -> Project {
    let project = Project::copy_of(&repository().join("examples/office"));
    if style == "party" {
        project.edit("data/units.yaml", "style: state", "style: party");
    }
    project
}

/// Returns the documents that speak of all rules of a style.
fn speaking(style: &str) -> &'static [Paper] {
    static STATE: OnceLock<Vec<Paper>> = OnceLock::new();
    static PARTY: OnceLock<Vec<Paper>> = OnceLock::new();
    let built = if style == "party" { &PARTY } else { &STATE };
    built.get_or_init(|| papers(&office(style), &DOCUMENTS))
}

/// Returns what is broken, a line each.
fn broken(papers: &[Paper]) -> Vec<String> {
    let mut lines = Vec::new();
    for paper in papers.iter().filter(|paper| paper.frame["layout"] == "state" || paper.is_party()) {
        for rule in rules().filter(|rule| rule.is_for(paper)) {
            if let Finding::Broken(found) = rule.hold(paper) {
                lines.push(format!("{}: {}: {} ({})", paper.id, rule.name, found.join(", "), rule.allowed()));
            }
        }
    }
    lines
}

#[test]
fn a_decision_a_report_minutes_and_a_submission_of_the_state_keep_all_rules() {
    assert_eq!(broken(speaking("state")), Vec::<String>::new());
}

#[test]
fn a_decision_a_report_minutes_and_a_submission_of_the_party_keep_all_rules() {
    assert_eq!(broken(speaking("party")), Vec::<String>::new());
}

#[test]
fn every_document_of_the_sample_keeps_all_rules() {
    let project = unbuilt_sample();
    assert_eq!(broken(&papers(&project, &[])), Vec::<String>::new());
}

#[test]
fn every_document_of_the_examples_keeps_all_rules() {
    for example in ["minimal", "office"] {
        let project = Project::copy_of(&repository().join("examples").join(example));
        assert_eq!(broken(&papers(&project, &[])), Vec::<String>::new(), "{example}");
    }
}

#[test]
fn no_rule_is_about_nothing() {
    let spoken = |rule: &&Rule| {
        let papers = speaking("state").iter().chain(speaking("party"));
        papers.filter(|paper| rule.is_for(paper)).any(|paper| rule.hold(paper) != Finding::Silent)
    };
    let silent: Vec<&str> = rules().filter(|rule| !spoken(rule)).map(|rule| rule.name).collect();
    assert_eq!(silent, Vec::<&str>::new());
}

#[test]
fn no_two_rules_have_one_name() {
    let names: BTreeSet<&str> = rules().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules().count());
}
