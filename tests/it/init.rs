//! New projects.

use snapbox::str;

use crate::project::{Project, repository};

#[test]
fn a_new_project_is_the_smallest_example() {
    let project = Project::empty();
    project.run(&["init"]).shows(str![[r#"
exit 0
--- stdout
./README.md
./data/thu-khen.yaml
./vinhdanh.yaml
--- stderr
next: `vinhdanh check` says what is wrong or missing, `vinhdanh build` makes the documents

"#]]);
    let example = Project::copy_of(&repository().join("examples/minimal"));
    assert_eq!(project.files(""), example.files(""));
    for file in project.files("") {
        assert_eq!(project.read(&file), example.read(&file), "{file}");
    }
}

#[test]
fn a_new_project_checks_and_builds_at_once() {
    let project = Project::empty();
    project.run(&["init", "new/project"]).done();
    project.run(&["--project", "new/project", "check"]).done();
    project.run(&["--project", "new/project", "build"]).done();
}

#[test]
fn an_existing_file_is_not_overwritten_and_nothing_is_written() {
    let project = Project::empty().with("README.md", "mine");
    project.run(&["init"]).shows(str![[r#"
exit 2
--- stderr
error: ./README.md is there already; choose an empty folder

"#]]);
    assert_eq!(
        (project.files(""), project.text("README.md")),
        (vec!["README.md".to_owned()], "mine".to_owned())
    );
}

#[test]
fn files_that_are_not_in_the_way_do_not_matter() {
    let project = Project::empty().with("notes.txt", "mine");
    project.run(&["init"]).done();
    assert_eq!(project.text("notes.txt"), "mine");
}

#[test]
fn an_example_that_does_not_exist_is_answered_with_those_that_do() {
    let project = Project::empty();
    project.run(&["init", "--example", "tiny"]).shows(str![[r#"
exit 2
--- stderr
error: there is no example `tiny`; the examples are `dossiers`, `minimal`, `office`

"#]]);
    assert_eq!(project.files(""), Vec::<String>::new());
}
