//! What the program says, where it says it, and how it ends.

use std::io::pipe;
use std::process::Command;

use snapbox::str;
use vinhdanh::diagnostic::Code;

use crate::project::{Project, Run};

/// A project with one mistake of each weight: an unknown reference, and a file that is not read.
fn with_mistakes() -> Project {
    Project::new()
        .with(
            "data/units.yaml",
            "units:\n  - id: van-phong\n    name: Văn phòng\n    parent: van-phogn\n  - id: vu-to-chuc\n    name: Vụ Tổ chức\n    emblen: a.png\n",
        )
        .with("data/units.yaml.bak", "")
}

fn clean() -> Project {
    Project::new().with("data/units.yaml", "units:\n  - id: van-phong\n    name: Văn phòng\n")
}

#[test]
fn the_help_lists_the_commands_and_the_global_options() {
    Project::empty().run(&["--help"]).shows(str![]);
}

#[test]
fn the_help_of_a_command_lists_its_options() {
    Project::empty().run(&["build", "--help"]).shows(str![]);
}

#[test]
fn the_version_is_a_result() {
    Project::empty().run(&["--version"]).shows(str![]);
}

#[test]
fn a_clean_project_is_said_to_be_clean() {
    clean().run(&["check"]).shows(str![]);
}

#[test]
fn a_quiet_check_of_a_clean_project_says_nothing() {
    clean().run(&["check", "--quiet"]).shows(str![]);
}

#[test]
fn mistakes_are_shown_with_their_line_for_people() {
    with_mistakes().run(&["check"]).shows(str![]);
}

#[test]
fn mistakes_are_shown_in_one_line_each_for_editors() {
    with_mistakes().run(&["check", "--message-format", "short"]).shows(str![]);
}

#[test]
fn mistakes_are_shown_as_one_object_a_line_for_programs() {
    with_mistakes().run(&["check", "--message-format", "json"]).shows(str![]);
}

#[test]
fn a_quiet_check_still_shows_the_mistakes() {
    let project = with_mistakes();
    let quiet = project.run(&["-q", "check"]);
    let Run { status, stdout, .. } = project.run(&["check"]);
    assert_eq!(quiet, Run { status, stdout, stderr: String::new() });
}

#[test]
fn colours_change_nothing_but_the_colour() {
    let project = with_mistakes();
    let (plain, coloured) = (project.run(&["check"]), project.run(&["check", "--color", "always"]));
    assert!(coloured.stdout.contains("\u{1b}["), "{}", coloured.stdout);
    assert_eq!(without_colour(&coloured.stdout), plain.stdout);
    assert_eq!(project.run(&["check", "--color", "never"]), plain);
}

/// Removes what a terminal takes for colours.
fn without_colour(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').unwrap().1)
}

#[test]
fn a_build_of_mistakes_says_them_beside_the_result_and_publishes_nothing() {
    let project = with_mistakes();
    let files = project.files("");
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    assert_eq!(run.stderr, format!("{}{}", project.run(&["check"]).stdout, "2 errors, 1 warning; nothing was published\n"));
    assert_eq!(project.files(""), files);
}

#[test]
fn a_command_that_does_not_exist_is_a_mistake_of_usage() {
    Project::new().run(&["bild"]).shows(str![]);
}

#[test]
fn quiet_and_verbose_exclude_each_other() {
    Project::new().run(&["check", "-q", "-v"]).shows(str![]);
}

#[test]
fn an_engine_that_does_not_exist_is_a_mistake_of_usage() {
    Project::new().run(&["build", "--engine", "latex"]).shows(str![]);
}

#[test]
fn a_pattern_that_is_none_is_a_mistake_of_usage() {
    Project::new().run(&["build", "--only", "a["]).shows(str![]);
}

#[test]
fn without_a_project_nothing_can_be_done() {
    Project::empty().run(&["check"]).shows(str![]);
}

#[test]
fn a_folder_that_is_no_project_is_named() {
    Project::new().with("other/notes.txt", "").run(&["--project", "other", "check"]).shows(str![]);
}

#[test]
fn the_project_is_found_from_a_folder_inside_it() {
    let project = clean();
    let mut command = project.command(&["check"]);
    let run = project.finish(command.current_dir(project.path("data")));
    assert_eq!(run, project.run(&["check"]));
}

#[test]
fn the_project_can_be_named_from_outside() {
    let project = with_mistakes();
    let mut command = project.command(&["check", "--project", project.path("").to_str().unwrap()]);
    let run = project.finish(command.current_dir("/"));
    assert_eq!(run, project.run(&["check"]));
}

#[test]
fn the_codes_are_listed_with_their_meaning() {
    let run = Project::empty().run(&["explain"]);
    let listed: Vec<&str> = run.done().lines().map(|line| line.split_once(' ').unwrap().0).collect();
    assert_eq!(listed, Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>());
}

#[test]
fn a_code_is_explained_with_a_wrong_and_a_right_example() {
    Project::empty().run(&["explain", "duplicate-key"]).shows(str![]);
}

#[test]
fn an_unknown_code_brings_the_nearest_one_to_mind() {
    Project::empty().run(&["explain", "unknown-referense"]).shows(str![]);
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_failure() {
    let project = with_mistakes();
    for arguments in [&["explain"][..], &["check"], &["--help"], &["explain", "duplicate-key"]] {
        let run = project.finish(closed(&mut project.command(arguments)));
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

/// Gives a command a standard output that nobody reads.
fn closed(command: &mut Command) -> &mut Command {
    let (_, writer) = pipe().unwrap();
    command.stdout(writer)
}
