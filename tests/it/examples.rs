//! The sample project at the root of the repository, and every folder of `examples/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::project::{Project, repository};

/// The documents of the sample: those of the five bodies, as the table of the project demands them.
const DOCUMENTS: [(&str, &str); 12] = [
    ("cuc-hcqt2-decision", "cuc-hcqt2/cuc-hcqt2-decision.pdf"),
    ("cuc-hcqt2-minutes", "cuc-hcqt2/cuc-hcqt2-minutes.pdf"),
    ("cuc-hcqt2-report", "cuc-hcqt2/cuc-hcqt2-report.pdf"),
    ("khoi-dang-tw-minutes", "khoi-dang-tw/khoi-dang-tw-minutes.pdf"),
    ("khoi-dang-tw-report", "khoi-dang-tw/khoi-dang-tw-report.pdf"),
    ("vp-ubnd-hn-decision", "vp-ubnd-hn/vp-ubnd-hn-decision.pdf"),
    ("vp-ubnd-hn-minutes", "vp-ubnd-hn/vp-ubnd-hn-minutes.pdf"),
    ("vp-ubnd-hn-report", "vp-ubnd-hn/vp-ubnd-hn-report.pdf"),
    ("vu-qhqt-report", "vu-qhqt/vu-qhqt-report.pdf"),
    ("vu-tccb-minutes", "vu-tccb/vu-tccb-minutes.pdf"),
    ("vu-tccb-report", "vu-tccb/vu-tccb-report.pdf"),
    ("vu-tccb-submission", "vu-tccb/vu-tccb-submission.pdf"),
];

/// Returns a copy of the sample that was built, once for all tests. They read it, and change nothing.
pub(crate) fn sample() -> &'static Project {
    static BUILT: OnceLock<Project> = OnceLock::new();
    BUILT.get_or_init(|| {
        let project = unbuilt_sample();
        project.run(&["build"]).done();
        project
    })
}

/// Returns a copy of the sample: the settings and the data at the root of the repository.
pub(crate) fn unbuilt_sample() -> Project {
    let project = Project::empty();
    for part in ["vinhdanh.yaml", "data", "templates"] {
        project.copy(&repository().join(part), part);
    }
    project
}

#[test]
fn the_sample_makes_the_documents_of_the_five_bodies() {
    let manifest = sample().manifest();
    let documents = manifest.documents.iter().map(|entry| (entry.id.as_str(), entry.path.as_str()));
    assert_eq!(documents.collect::<Vec<_>>(), DOCUMENTS);
}

#[test]
fn the_sample_leaves_nothing_but_its_documents_and_the_manifest() {
    let mut expected: Vec<&str> = DOCUMENTS.iter().map(|(_, path)| *path).collect();
    expected.push("manifest.json");
    expected.sort_unstable();
    assert_eq!(sample().files("output"), expected);
}

#[test]
fn the_sample_is_free_of_errors() {
    sample().run(&["check"]).done();
}

#[test]
fn a_second_build_of_the_sample_makes_nothing() {
    let run = sample().run(&["build"]);
    assert_eq!(run.done(), "");
    assert!(run.stderr.contains("0 documents, 0 pages · 12 up to date · "), "{}", run.stderr);
}

#[test]
fn minutes_of_a_unit_without_a_conference_are_an_error_that_says_so() {
    let project = unbuilt_sample();
    let minutes = "documents:\n  - {id: vu-qhqt-minutes, template: minutes, unit: vu-qhqt}\n";
    project.write("data/minutes.yaml", minutes);
    let run = project.run(&["build", "--only", "vu-qhqt-minutes"]);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("no conference"), "{}", run.stderr);
    assert!(run.stderr.contains("data/minutes.yaml:2:"), "{}", run.stderr);
}

#[test]
fn every_example_is_free_of_errors_and_builds() {
    for folder in buildable() {
        builds(&folder);
    }
}

/// Returns the folders of the examples that are to be built: all but the dossiers, which have mistakes.
pub(crate) fn buildable() -> Vec<PathBuf> {
    let all = fs::read_dir(repository().join("examples")).unwrap().map(|entry| entry.unwrap().path());
    let folders: Vec<PathBuf> = all.filter(|path| path.is_dir() && !path.ends_with("dossiers")).collect();
    assert!(folders.len() >= 2, "{folders:?}");
    folders
}

#[track_caller]
fn builds(folder: &Path) {
    let project = Project::copy_of(folder);
    project.run(&["check"]).done();
    // A final build refuses blanks: whoever begins with an example begins with full documents.
    let run = project.run(&["build", "--final"]);
    let paths: Vec<&str> = run.done().lines().map(|line| line.split(" (").next().unwrap()).collect();
    let mut published = project.files("output");
    published.retain(|file| file != "manifest.json");
    assert_eq!(published, paths, "{}", folder.display());
    assert!(!paths.is_empty(), "{} makes nothing", folder.display());
}
