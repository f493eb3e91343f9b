//! Files that are edited while a build runs: a document is what its fingerprint says, or the next build makes it again.

use super::{NOTE, assert_completes, begun, ended, slow};
use crate::project::{Project, repository};

/// A project that uses every kind of file: the slow document comes first, then those that show a picture, too.
fn with_everything() -> Project {
    let project = slow();
    let picture = "![Sơ đồ](pictures/a.svg)\n";
    project.write("templates/shown.md", format!("{NOTE}\n{picture}"));
    project.write("pictures/a.svg", svg("red"));
    project.write("templates/typst/own.typ", "#import \"state.typ\": *\n");
    project.write("templates/own.md", NOTE.replace("state", "own"));
    let documents = project.text("data/documents.yaml")
        + "  - {id: shown, template: shown, unit: vu}\n  - {id: own, template: own, unit: vu}\n";
    project.write("data/documents.yaml", documents);
    project
}

fn svg(color: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\" fill=\"{color}\"/></svg>\n"
    )
}

/// What is edited: a file, and the part of its text that is replaced.
type Edit = (&'static str, &'static str, &'static str);

const EDITS: [Edit; 4] = [
    ("data/units.yaml", "Pháp chế", "Tổ chức"),
    ("templates/own.md", "{{ unit.name }}", "Kính gửi {{ unit.name }}"),
    ("templates/typst/own.typ", "#import \"state.typ\": *", "#import \"state.typ\": *\n#let hue = red"),
    ("pictures/a.svg", "red", "blue"),
];

#[test]
fn what_is_edited_during_a_build_is_seen_by_the_next() {
    let project = with_everything();
    let build = begun(&project);
    for (path, old, new) in EDITS {
        project.edit(path, old, new);
    }
    let (status, said) = ended(build);
    assert_eq!(status, Some(0), "{said}");
    project.run(&["verify"]).done();
    let run = project.run(&["build", "--dry-run"]);
    assert!(run.done().lines().all(|line| line.contains("have changed")), "{}", run.stdout);
    assert_completes(&project);
}

#[test]
fn what_is_edited_during_a_build_and_put_back_leaves_no_document_that_is_wrong() {
    let project = with_everything();
    let build = begun(&project);
    for (path, old, new) in EDITS {
        project.edit(path, old, new);
    }
    let (status, said) = ended(build);
    assert_eq!(status, Some(0), "{said}");
    for (path, old, new) in EDITS {
        project.edit(path, new, old);
    }
    // All but pictures was read when the build began; and the one that showed the other picture says so.
    let run = project.run(&["build", "--dry-run"]);
    let stale: Vec<&str> = run.done().lines().filter(|line| line.contains("have changed")).collect();
    assert_eq!(stale, ["shown: vu/shown.pdf (to be made: its data, template or settings have changed)"]);
    assert_completes(&project);
}

#[test]
fn a_font_or_a_file_that_is_removed_during_a_build_is_missed_by_the_next() {
    let project = with_everything();
    project.copy(&repository().join("templates/fonts/LiberationSerif-Bold.ttf"), "fonts/Some.ttf");
    project.write("vinhdanh.yaml", "vinhdanh: 1\nfonts: [fonts]\n");
    let build = begun(&project);
    project.remove("fonts/Some.ttf");
    let (status, said) = ended(build);
    assert_eq!(status, Some(0), "{said}");
    project.write("fonts/readme.txt", "empty");
    let run = project.run(&["build", "--dry-run"]);
    assert!(run.done().lines().all(|line| line.contains("have changed")), "{}", run.stdout);

    // A picture that is gone when its document is made fails that document alone.
    let project = with_everything();
    let build = begun(&project);
    project.remove("pictures/a.svg");
    let (status, said) = ended(build);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("pictures/a.svg"), "{said}");
    assert_eq!(project.manifest().documents.len(), 7);
    project.write("pictures/a.svg", svg("red"));
    assert_completes(&project);
}
