//! `vinhdanh verify`: what became of an output folder.

use std::fs;

use crate::project::Project;

/// A built project of three documents.
fn built() -> Project {
    let project = Project::new()
        .with("data/units.yaml", "units:\n  - {id: vu, name: Vụ Pháp chế}\n")
        .with(
            "data/documents.yaml",
            "documents:\n  - {id: a, template: note, unit: vu}\n  - {id: b, template: note, unit: vu}\n  - {id: c, template: note, unit: vu, path: c}\n",
        )
        .with("templates/note.md", "---\nlayout: state\ntitle: GHI CHÚ\n---\n\n{{ unit.name }}.\n");
    project.run(&["build"]).done();
    project
}

#[test]
fn an_output_as_it_was_published_is_true() {
    let project = built();
    project.run(&["verify"]).shows("exit 0\n--- stderr\n3 documents, as published · [ROOT]/output\n");
}

#[test]
fn what_was_changed_by_hand_or_is_missing_is_named() {
    let project = built();
    project.write("output/vu/a.pdf", "signed");
    project.remove("output/c.pdf");
    project.write("output/vu/notes.txt", "mine");
    // Folders of others, and what lies beside no document, are nobody's business.
    project.write("output/other/notes.txt", "mine");
    project.write("output/vu/other/notes.txt", "mine");
    let said = "exit 1
--- stdout
error: c.pdf is missing
error: vu/a.pdf was changed after it was published
note: vu/notes.txt is listed nowhere: vinhdanh did not make it, and leaves it alone
--- stderr
the next build makes again what it still plans; what was changed and is to be kept, move away
3 documents, 1 as published · [ROOT]/output
";
    project.run(&["verify"]).shows(said);
    let said = r#"exit 1
--- stdout
{"headline":"c.pdf is missing","id":"c","path":"c.pdf","severity":"error","state":"missing"}
{"headline":"vu/a.pdf was changed after it was published","id":"a","path":"vu/a.pdf","severity":"error","state":"changed"}
"#;
    project.run(&["verify", "--quiet", "--message-format", "json"]).shows(said);
    project.run(&["build"]).done();
    let said = "exit 0
--- stdout
note: vu/notes.txt is listed nowhere: vinhdanh did not make it, and leaves it alone
--- stderr
3 documents, as published · [ROOT]/output
";
    project.run(&["verify"]).shows(said);
}

#[test]
fn an_output_folder_is_verified_without_its_project() {
    let project = built();
    fs::rename(project.path("output"), project.path("elsewhere")).unwrap();
    // As it comes out of an archive of what people need.
    forget_private_folder(&project, "elsewhere");
    project.remove("vinhdanh.yaml");
    project
        .run(&["verify", "--output", "elsewhere"])
        .shows("exit 0\n--- stderr\n3 documents, as published · elsewhere\n");
}

#[expect(clippy::disallowed_methods, reason = "the folder is of a copy that only this test has")]
fn forget_private_folder(project: &Project, output: &str) {
    fs::remove_dir_all(project.path(format!("{output}/.vinhdanh"))).unwrap();
}

/// Demands that exactly these states are found, by path.
#[track_caller]
fn assert_found(project: &Project, expected: &[(&str, &str)]) {
    let run = project.run(&["verify", "--message-format", "json"]);
    assert_eq!(run.status, Some(i32::from(!expected.is_empty())), "{run:?}");
    let found: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: Vec<(&str, &str)> =
        found.iter().map(|one| (one["path"].as_str().unwrap(), one["state"].as_str().unwrap())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_manifest_that_is_not_what_was_written_is_seen() {
    let project = built();
    let manifest = project.text("output/manifest.json");
    project.write("output/manifest.json", manifest.replace("\"pages\": 1", "\"pages\": 2"));
    assert_found(&project, &[("manifest.json", "differs")]);
    project.write("output/manifest.json", &manifest[..manifest.len() / 2]);
    assert_found(&project, &[("manifest.json", "damaged")]);
    project.remove("output/manifest.json");
    project.write("output/c.pdf", "changed");
    assert_found(&project, &[("manifest.json", "missing"), ("c.pdf", "changed")]);
}

#[test]
fn what_a_stopped_build_left_open_is_pending() {
    let project = built();
    let pending = "\n  ],\n  \"pending\": [\n    \"c.pdf\",\n    \"d.pdf\"\n  ]\n}\n";
    let manifest = project.text("output/manifest.json").replace("\n  ]\n}\n", pending);
    for copy in ["output/manifest.json", "output/.vinhdanh/manifest.json"] {
        project.write(copy, &manifest);
    }
    assert_found(&project, &[("c.pdf", "pending"), ("d.pdf", "pending")]);
    project.run(&["build"]).done();
    assert_found(&project, &[]);
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_file_is_no_file_even_if_it_leads_to_the_same_bytes() {
    let project = built();
    fs::rename(project.path("output/c.pdf"), project.path("c.pdf")).unwrap();
    std::os::unix::fs::symlink(project.path("c.pdf"), project.path("output/c.pdf")).unwrap();
    assert_found(&project, &[("c.pdf", "no-file")]);
}

#[test]
fn a_folder_that_can_not_be_judged_is_no_verdict() {
    let project = built();
    project
        .run(&["verify", "--output", "data"])
        .shows("exit 2\n--- stderr\nerror: there is no manifest.json in data, so nothing was built there\n");
    let manifest = project.text("output/manifest.json").replace("\"format\": 2", "\"format\": 9");
    project.write("output/manifest.json", manifest);
    project.run(&["verify"]).shows(
        "exit 2
--- stderr
error: manifest.json in [ROOT]/output can't be used: it has format 9, and this version of vinhdanh knows only 2
",
    );
}
