//! The projects that the program is measured with: they hold no mistake, and what is counted is right.

use std::collections::BTreeSet;

use snapbox::str;

use crate::project::Project;

/// What `check` says of a project without a mistake.
const CLEAN: &str = "exit 0\n--- stderr\nnothing found\n";

#[path = "../../examples/make_letters.rs"]
#[expect(dead_code, reason = "the program around it")]
mod make_letters;

fn letters(count: usize) -> Project {
    let project = Project::empty();
    make_letters::write_letters(count, &project.path("")).unwrap();
    project
}

#[test]
fn the_letters_hold_no_mistake_and_no_two_are_alike() {
    let project = letters(2001);
    project.run(&["check"]).shows(CLEAN);
    let honours = ["001", "002", "003"].map(|file| project.text(&format!("data/honours-{file}.yaml")));
    let names = ["001", "002", "003"].map(|file| project.text(&format!("data/people-{file}.yaml")));
    let names: Vec<&str> =
        names.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with("    name: ")).collect();
    assert_eq!(names.len(), 2001);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 2001);
    assert!(honours[2].contains("recipient: gv-002001"), "{}", honours[2]);
}

#[test]
fn the_honours_to_be_checked_hold_no_mistake() {
    let project = Project::empty();
    make_letters::write_honours(2003, &project.path("")).unwrap();
    project.run(&["check"]).shows(CLEAN);
    let honours: usize = (1..=3)
        .map(|file| project.text(&format!("data/honours-{file:03}.yaml")).matches("recipient:").count())
        .sum();
    assert_eq!(honours, 2003);
}

#[test]
fn one_changed_record_is_one_letter_made_again() {
    let project = letters(3);
    project.run(&["build"]).done();
    assert_eq!(project.manifest().documents.len(), 3);
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stderr
0 documents, 0 pages · 3 up to date · [TIME] · [ROOT]/output

"#]]);
    let before = project.manifest();
    project.edit("data/people-001.yaml", "Giáo viên Lịch sử", "Giáo viên Âm nhạc");
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stdout
thu-khen/1/00001-an.pdf (1 page)
--- stderr
1 document, 1 page · 2 up to date · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
    let after = project.manifest();
    let changed =
        before.documents.iter().zip(&after.documents).filter(|(before, after)| before.digest != after.digest);
    assert_eq!(changed.map(|(entry, _)| entry.id.as_str()).collect::<Vec<_>>(), ["thu-khen-1/gv-000001"]);
}
