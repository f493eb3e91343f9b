//! Builds of parts (`--partition`), and `vinhdanh merge`.

use std::fmt::Write as _;
use std::fs;

use crate::examples::sample;
use crate::project::{Project, repository};

const NOTE: &str = "---\nlayout: state\ntitle: GHI CHÚ\n---\n\n{{ unit.name }}.\n";

/// A project of short documents with these ids.
fn notes(ids: &[&str]) -> Project {
    let project = Project::new()
        .with("data/units.yaml", "units:\n  - {id: vu, name: Vụ Pháp chế}\n")
        .with("templates/note.md", NOTE);
    plan(&project, ids);
    project
}

/// Plans documents with these ids, and no others.
fn plan(project: &Project, ids: &[&str]) {
    let mut documents = "documents:\n".to_owned();
    for id in ids {
        writeln!(documents, "  - {{id: {id}, template: note, unit: vu}}").unwrap();
    }
    project.write("data/documents.yaml", documents);
}

const IDS: [&str; 7] = ["an", "binh", "chau", "dung", "em", "giang", "ha"];

/// Builds all parts of a division, each into a folder of its own.
#[track_caller]
fn build_parts(project: &Project, way: &str, parts: usize) -> Vec<String> {
    let folders: Vec<String> = (1..=parts).map(|part| format!("{way}-{part}")).collect();
    for (index, folder) in folders.iter().enumerate() {
        let partition = format!("{way}:{}/{parts}", index + 1);
        project.run(&["build", "--partition", &partition, "--output", folder]).done();
    }
    folders
}

/// Demands that two folders hold the same, byte for byte.
#[track_caller]
fn assert_same(project: &Project, one: &str, other: &str) {
    let files = project.files(one);
    assert_eq!(files, project.files(other));
    for file in files {
        let (one, other) = (format!("{one}/{file}"), format!("{other}/{file}"));
        assert!(project.read(&one) == project.read(&other), "{one} differs from {other}");
    }
}

#[track_caller]
fn merge(project: &Project, folders: &[String], output: &str) -> String {
    let mut arguments = vec!["merge", "--output", output];
    arguments.extend(folders.iter().map(String::as_str));
    let run = project.run(&arguments);
    run.done();
    run.stderr
}

#[test]
fn the_union_of_the_parts_is_byte_for_byte_the_whole() {
    let project = notes(&IDS);
    project.run(&["build"]).done();
    for way in ["hash", "slice"] {
        let folders = build_parts(&project, way, 3);
        let made: usize = folders.iter().map(|folder| project.files(folder).len() - 1).sum();
        assert_eq!(made, IDS.len(), "{way}");
        let said = merge(&project, &folders, way);
        assert_eq!(said, format!("7 documents of 3 parts, 7 copied · {way}\n"));
        assert_same(&project, "output", way);
        // And again, where all is there already, but for one file that was changed, and one that is gone.
        project.write(format!("{way}/vu/an.pdf"), "changed");
        project.remove(&format!("{way}/vu/ha.pdf"));
        let said = merge(&project, &folders, way);
        assert_eq!(said, format!("7 documents of 3 parts, 2 copied · {way}\n"));
        assert_same(&project, "output", way);
        // What was merged is a build like any other.
        let run = project.run(&["build", "--output", way]);
        assert_eq!(run.done(), "");
        assert_same(&project, "output", way);
    }
}

#[test]
fn the_union_of_the_parts_of_the_sample_is_byte_for_byte_the_whole() {
    let project = Project::empty();
    for part in ["vinhdanh.yaml", "data", "templates"] {
        project.copy(&repository().join(part), part);
    }
    let folders = build_parts(&project, "slice", 3);
    merge(&project, &folders, "output");
    assert_eq!(project.files("output"), sample().files("output"));
    for file in project.files("output") {
        let path = format!("output/{file}");
        assert!(project.read(&path) == sample().read(&path), "{file} differs");
    }
}

#[test]
fn more_parts_than_documents_leave_some_parts_empty() {
    let project = notes(&["an"]);
    let folders = build_parts(&project, "slice", 3);
    project.run(&["build"]).done();
    merge(&project, &folders, "merged");
    assert_same(&project, "output", "merged");
}

#[test]
fn a_document_stays_in_its_part_by_hash_when_others_are_added() {
    let project = notes(&IDS[1..]);
    let folders = build_parts(&project, "hash", 3);
    let before: Vec<Vec<String>> = folders.iter().map(|folder| project.files(folder)).collect();
    plan(&project, &IDS);
    let mut made = 0;
    for (index, folder) in folders.iter().enumerate() {
        let partition = format!("hash:{}/3", index + 1);
        made += project.run(&["build", "--partition", &partition, "--output", folder]).done().lines().count();
        let now = project.files(folder);
        assert!(before[index].iter().all(|file| now.contains(file)), "{now:?}");
    }
    assert_eq!(made, 1);
    project.run(&["build"]).done();
    merge(&project, &folders, "merged");
    assert_same(&project, "output", "merged");
}

#[test]
fn slices_give_documents_to_each_other_when_others_are_added() {
    let project = notes(&IDS[1..]);
    build_parts(&project, "slice", 3);
    plan(&project, &IDS);
    let folders = build_parts(&project, "slice", 3);
    project.run(&["build"]).done();
    merge(&project, &folders, "merged");
    assert_same(&project, "output", "merged");
}

#[test]
fn a_merge_into_an_older_output_removes_what_nothing_makes_any_more() {
    let project = notes(&IDS);
    project.run(&["build"]).done();
    project.write("output/vu/notes.txt", "mine");
    plan(&project, &IDS[..5]);
    let folders = build_parts(&project, "hash", 3);
    let said = merge(&project, &folders, "output");
    let expected = "removed vu/giang.pdf, which nothing makes any more\nremoved vu/ha.pdf, which nothing makes any more\n5 documents of 3 parts, 0 copied · output\n";
    assert_eq!(said, expected);
    assert_eq!(project.text("output/vu/notes.txt"), "mine");
    project.remove("output/vu/notes.txt");
    project.run(&["build", "--output", "whole"]).done();
    assert_same(&project, "whole", "output");
}

#[test]
fn a_folder_of_one_part_does_not_become_one_of_another() {
    let project = notes(&IDS);
    project.run(&["build", "--partition", "hash:1/3", "--output", "one"]).done();
    let before = project.files("one");
    let refused = "exit 2
--- stderr
error: one holds the part hash:1/3, and [WANTED] does not go into the same folder; choose another with `--output`
";
    for partition in ["hash:2/3", "hash:1/2", "slice:1/3"] {
        let wanted = refused.replace("[WANTED]", &format!("the part {partition}"));
        project.run(&["build", "--partition", partition, "--output", "one"]).shows(wanted);
    }
    project.run(&["build", "--output", "one"]).shows(refused.replace("[WANTED]", "all documents"));
    assert_eq!(project.files("one"), before);
    project.run(&["build"]).done();
    project.run(&["build", "--partition", "hash:1/3"]).shows(
        "exit 2
--- stderr
error: [ROOT]/output holds all documents, and the part hash:1/3 does not go into the same folder; choose another with `--output`
",
    );
    assert_eq!(project.files("output").len(), IDS.len() + 1);
    // A folder whose manifest was lost still knows from its copy what it is for.
    project.remove("one/manifest.json");
    let wanted = refused.replace("[WANTED]", "the part hash:2/3");
    project.run(&["build", "--partition", "hash:2/3", "--output", "one"]).shows(wanted);
    project.run(&["build", "--partition", "hash:1/3", "--output", "one"]).done();
    assert_eq!(project.files("one"), before);
}

#[test]
fn a_part_is_named_as_it_should_be() {
    let project = notes(&IDS);
    for partition in ["", "hash:0/3", "hash:4/3", "3/4", "cut:1/2"] {
        let run = project.run(&["build", "--partition", partition]);
        assert_eq!(run.status, Some(2));
        assert!(run.stderr.contains("it is `hash:M/N` or `slice:M/N`"), "{}", run.stderr);
    }
    let run = project.run(&["build", "--dry-run", "--partition", "slice:1/7"]);
    assert_eq!(run.done(), "an: vu/an.pdf (to be made: new)\n");
}

#[track_caller]
fn refused(project: &Project, folders: &[&str]) -> String {
    let arguments: Vec<&str> =
        ["merge", "--output", "merged"].into_iter().chain(folders.iter().copied()).collect();
    let run = project.run(&arguments);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(!project.path("merged").exists(), "something was merged");
    run.stderr.strip_suffix("the parts were not merged\n").unwrap().to_owned()
}

#[test]
fn gaps_overlaps_and_strangers_are_refused() {
    let project = notes(&IDS);
    build_parts(&project, "hash", 3);
    build_parts(&project, "slice", 3);
    project.run(&["build"]).done();
    assert_eq!(refused(&project, &["hash-1", "hash-3"]), "error: hash:2/3 is not there\n");
    let twice = refused(&project, &["hash-1", "hash-2", "hash-3", "hash-2"]);
    assert!(twice.starts_with("error: hash:2/3 is there twice: in hash-2 and in hash-2\n"), "{twice}");
    let mixed = refused(&project, &["hash-1", "slice-2", "hash-3"]);
    assert!(mixed.starts_with("error: slice-2 holds slice:2/3, which is no part of the division of hash-1\nerror: hash:2/3 is not there\n"), "{mixed}");
    assert_eq!(
        refused(&project, &["hash-1", "hash-2", "hash-3", "output"]),
        "error: output holds no part: its manifest.json names none\n"
    );
    let none = project.run(&["merge", "data", "--output", "merged"]);
    none.shows("exit 2\n--- stderr\nerror: there is no manifest.json in data, so nothing was built there\n");
}

#[test]
fn parts_of_different_projects_or_programs_are_refused() {
    let project = notes(&IDS);
    let folders = build_parts(&project, "hash", 2);
    project.edit("templates/note.md", "unit.name", "unit.name | upper");
    project.run(&["build", "--partition", "hash:2/2", "--output", "hash-2"]).done();
    assert_eq!(
        refused(&project, &["hash-1", "hash-2"]),
        "error: hash-2 was made from other data, templates, fonts or settings than hash-1; build both from the same\n"
    );
    build_parts(&project, "hash", 2);
    let manifest = project.text("hash-1/manifest.json");
    let other = manifest.replace(concat!("vinhdanh ", env!("CARGO_PKG_VERSION")), "vinhdanh 9.9.9");
    project.write("hash-1/manifest.json", other);
    let said = refused(&project, &["hash-1", "hash-2"]);
    assert!(said.starts_with("error: hash-1 was made by vinhdanh 9.9.9, and this is "), "{said}");
    project.write("hash-1/manifest.json", manifest);
    merge(&project, &folders, "merged");
}

#[test]
fn parts_that_are_not_whole_are_refused() {
    let project = notes(&IDS);
    let folders = build_parts(&project, "slice", 2);
    project.write("slice-1/vu/an.pdf", "signed");
    project.remove("slice-2/vu/ha.pdf");
    assert_eq!(
        refused(&project, &["slice-1", "slice-2"]),
        "error: in slice-1, vu/an.pdf was changed after it was published\nerror: in slice-2, vu/ha.pdf is missing\n"
    );
    build_parts(&project, "slice", 2);
    let manifest = project.text("slice-1/manifest.json");
    let pending = manifest.replace("\n  ]\n}\n", "\n  ],\n  \"pending\": [\n    \"vu/an.pdf\"\n  ]\n}\n");
    project.write("slice-1/manifest.json", pending);
    assert_eq!(
        refused(&project, &["slice-1", "slice-2"]),
        "error: slice-1 is not finished: 1 of its files are pending; build it to its end\n"
    );
    project.write("slice-1/manifest.json", manifest);

    // A document that fails, at first and when there is an older one already.
    let bad = "#import \"state.typ\": *\n#let document(..) = panic(\"no\")\n";
    project.write("templates/typst/bad.typ", bad);
    project.write("templates/bad.md", NOTE.replace("state", "bad"));
    project.edit("data/documents.yaml", "{id: ha, template: note", "{id: ha, template: bad");
    let build = |folder: &str, part: &str| project.run(&["build", "--partition", part, "--output", folder]);
    build("slice-1", "slice:1/2").done();
    assert_eq!(build("slice-2", "slice:2/2").status, Some(1));
    assert_eq!(
        refused(&project, &["slice-1", "slice-2"]),
        "error: slice-2 holds old versions of documents, since some failed when it was built; build it again\n"
    );
    assert_eq!(build("fresh-2", "slice:2/2").status, Some(1));
    assert_eq!(
        refused(&project, &["slice-1", "fresh-2"]),
        "error: fresh-2 lacks documents: 2 of 3 are there as planned, since some failed or are old; build it again\n"
    );
    project.edit("data/documents.yaml", "template: bad", "template: note");
    for (folder, part) in [("slice-1", "slice:1/2"), ("slice-2", "slice:2/2")] {
        build(folder, part).done();
    }
    merge(&project, &folders, "merged");
}

#[test]
fn a_merge_takes_over_nothing_that_is_not_ours() {
    let project = notes(&IDS);
    let folders = build_parts(&project, "hash", 2);
    project.write("merged/vu/an.pdf", "mine");
    let run = project.run(&["merge", "hash-1", "hash-2", "--output", "merged"]);
    assert_eq!(run.status, Some(2));
    assert_eq!(project.text("merged/vu/an.pdf"), "mine");
    project.remove("merged/vu/an.pdf");
    merge(&project, &folders, "merged");
    // The parts are only read, and may be on something that can't be written.
    assert_eq!(fs::read_dir(project.path("hash-1/.vinhdanh/staging")).unwrap().count(), 0);
    project.run(&["verify", "--output", "hash-1"]).done();
    project.run(&["verify", "--output", "merged"]).done();
}
