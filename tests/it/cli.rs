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
    Project::empty().run(&["--help"]).shows(str![[r#"
exit 0
--- stdout
Turns YAML about units, emulation campaigns and honours into checked official documents

Usage: vinhdanh [OPTIONS] <COMMAND>

Commands:
  init      Make a small complete project that builds at once
  check     Check the project and print every problem of every record
  build     Check, compose, typeset and publish
  verify    Hold the output folder against its manifest: what was changed by hand, what is missing
  merge     Put the outputs of all parts of a project together
  doctor    Say which fonts, engines and settings are in use, and what is wrong with them
  explain   Say what a finding means, with a wrong and a right example
  law       Say what the law's data holds: titles, rules, texts, base salaries, bonuses
  eligible  List who qualifies for which title or form, and who is one step short
  help      Print this message or the help of the given subcommand(s)

Options:
  -h, --help
          Print help (see a summary with '-h')

  -V, --version
          Print version

Global options:
      --project <DIR>
          The folder of the project [default: the nearest one upwards with a `vinhdanh.yaml`]

      --message-format <FORMAT>
          How findings are shown

          Possible values:
          - human: With the line and a caret, for people
          - short: One line each, for editors
          - json:  One JSON object a line, for programs
          
          [default: human]

      --color <WHEN>
          When to use colours

          Possible values:
          - auto:   On a terminal
          - always: Always
          - never:  Never
          
          [default: auto]

  -q, --quiet
          Say nothing but what is wrong

  -v, --verbose
          Say more

"#]]);
}

#[test]
fn the_help_of_a_command_lists_its_options() {
    Project::empty().run(&["build", "--help"]).shows(str![[r#"
exit 0
--- stdout
Check, compose, typeset and publish

Usage: vinhdanh build [OPTIONS]

Options:
      --only <GLOB>
          Only the documents whose id matches, such as `cuc-hcqt2-*`

      --partition <PART>
          Only the documents of one part of several, `hash:M/N` or `slice:M/N`, in an output folder
          of its own

      --output <DIR>
          The output folder [default: the project's own]

      --engine <ENGINE>
          What typesets [default: the project's choice, else `auto`]

          Possible values:
          - auto:     The `typst` on the search path if it gives the same bytes, else the embedded
            one
          - typst:    The `typst` program
          - embedded: The engine inside this program

  -j, --jobs <N>
          How many documents are made at a time [default: one a core]

      --timeout <SECONDS>
          How long one document may take (very long ones more, in proportion); one that takes longer
          fails alone
          
          [default: 30]

      --memory <AMOUNT>
          How much memory one document may take, such as `512MiB`, or `none`; one that takes more
          fails alone
          
          [default: 1GiB]

      --rerun <WHICH>
          Only the documents that failed or were never made in the last build

          Possible values:
          - failed: What failed, and what was never made because the build was stopped

      --timings <FILE>
          Write what each document took to this file, as CSV

      --keep-sources <DIR>
          Keep the Typst text of each document there

      --fail-fast
          Stop at the first document that fails

      --final
          Refuse blanks: what is missing is an error

      --dry-run
          Only say what would be made and why

  -h, --help
          Print help (see a summary with '-h')

Global options:
      --project <DIR>
          The folder of the project [default: the nearest one upwards with a `vinhdanh.yaml`]

      --message-format <FORMAT>
          How findings are shown

          Possible values:
          - human: With the line and a caret, for people
          - short: One line each, for editors
          - json:  One JSON object a line, for programs
          
          [default: human]

      --color <WHEN>
          When to use colours

          Possible values:
          - auto:   On a terminal
          - always: Always
          - never:  Never
          
          [default: auto]

  -q, --quiet
          Say nothing but what is wrong

  -v, --verbose
          Say more

"#]]);
}

#[test]
fn the_version_is_a_result() {
    Project::empty().run(&["--version"]).shows(str![[r#"
exit 0
--- stdout
vinhdanh [VERSION]

"#]]);
}

#[test]
fn a_clean_project_is_said_to_be_clean() {
    clean().run(&["check"]).shows(str![[r#"
exit 0
--- stderr
nothing found

"#]]);
}

#[test]
fn a_quiet_check_of_a_clean_project_says_nothing() {
    clean().run(&["check", "--quiet"]).shows(str![[r#"
exit 0

"#]]);
}

#[test]
fn mistakes_are_shown_with_their_line_for_people() {
    with_mistakes().run(&["check"]).shows(str![[r#"
exit 1
--- stdout
warning[odd-file-name]: `data/units.yaml.bak` is not read: its name goes on after `.yaml`
--> data/units.yaml.bak
 = help: data files end in `.yaml`

error[unknown-reference]: `van-phogn` is not the id of a unit
 --> data/units.yaml:4:13
  |
4 |     parent: van-phogn
  |             ^^^^^^^^^ no unit has this id
  |
  = help: did you mean `van-phong`?

error[unknown-key]: a unit has no key `emblen`
 --> data/units.yaml:7:5
  |
7 |     emblen: a.png
  |     ^^^^^^
  |
  = help: did you mean `emblem`?

--- stderr
2 errors, 1 warning

"#]]);
}

#[test]
fn mistakes_are_shown_in_one_line_each_for_editors() {
    with_mistakes().run(&["check", "--message-format", "short"]).shows(str![[r#"
exit 1
--- stdout
data/units.yaml.bak: warning[odd-file-name]: `data/units.yaml.bak` is not read: its name goes on after `.yaml`
data/units.yaml:4:13: error[unknown-reference]: `van-phogn` is not the id of a unit
data/units.yaml:7:5: error[unknown-key]: a unit has no key `emblen`
--- stderr
2 errors, 1 warning

"#]]);
}

#[test]
fn mistakes_are_shown_as_one_object_a_line_for_programs() {
    with_mistakes().run(&["check", "--message-format", "json"]).shows(str![[r#"
exit 1
--- stdout
{"code":"odd-file-name","severity":"warning","headline":"`data/units.yaml.bak` is not read: its name goes on after `.yaml`","file":"data/units.yaml.bak","line":null,"column":null,"end_line":null,"end_column":null,"start":null,"end":null,"labels":[],"notes":[],"helps":["data files end in `.yaml`"]}
{"code":"unknown-reference","severity":"error","headline":"`van-phogn` is not the id of a unit","file":"data/units.yaml","line":4,"column":13,"end_line":4,"end_column":22,"start":59,"end":68,"labels":[{"primary":true,"file":"data/units.yaml","line":4,"column":13,"end_line":4,"end_column":22,"start":59,"end":68,"message":"no unit has this id"}],"notes":[],"helps":["did you mean `van-phong`?"]}
{"code":"unknown-key","severity":"error","headline":"a unit has no key `emblen`","file":"data/units.yaml","line":7,"column":5,"end_line":7,"end_column":11,"start":119,"end":125,"labels":[{"primary":true,"file":"data/units.yaml","line":7,"column":5,"end_line":7,"end_column":11,"start":119,"end":125,"message":""}],"notes":[],"helps":["did you mean `emblem`?"]}
--- stderr
{"headline":"2 errors, 1 warning"}

"#]]);
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
    assert_eq!(
        run.stderr,
        format!("{}{}", project.run(&["check"]).stdout, "2 errors, 1 warning; nothing was published\n")
    );
    assert_eq!(project.files(""), files);
}

#[test]
fn a_command_that_does_not_exist_is_a_mistake_of_usage() {
    Project::new().run(&["bild"]).shows(str![[r#"
exit 2
--- stderr
error: unrecognized subcommand 'bild'

  tip: a similar subcommand exists: 'build'

Usage: vinhdanh [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]]);
}

#[test]
fn quiet_and_verbose_exclude_each_other() {
    Project::new().run(&["check", "-q", "-v"]).shows(str![[r#"
exit 2
--- stderr
error: the argument '--quiet' cannot be used with '--verbose'

Usage: vinhdanh check --quiet

For more information, try '--help'.

"#]]);
}

#[test]
fn an_engine_that_does_not_exist_is_a_mistake_of_usage() {
    Project::new().run(&["build", "--engine", "latex"]).shows(str![[r#"
exit 2
--- stderr
error: invalid value 'latex' for '--engine <ENGINE>'
  [possible values: auto, typst, embedded]

For more information, try '--help'.

"#]]);
}

#[test]
fn a_pattern_that_is_none_is_a_mistake_of_usage() {
    Project::new().run(&["build", "--only", "a["]).shows(str![[r#"
exit 2
--- stderr
error: `a[` is not a pattern
  because: error parsing glob 'a[': unclosed character class; missing ']'

"#]]);
}

#[test]
fn without_a_project_nothing_can_be_done() {
    Project::empty().run(&["check"]).shows(str![[r#"
exit 2
--- stderr
error: no `vinhdanh.yaml` in [ROOT] or any folder above it

"#]]);
}

#[test]
fn a_folder_that_is_no_project_is_named() {
    Project::new().with("other/notes.txt", "").run(&["--project", "other", "check"]).shows(str![[r#"
exit 2
--- stderr
error: [ROOT]/other is not a project: it has no vinhdanh.yaml

"#]]);
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
    Project::empty().run(&["explain", "duplicate-key"]).shows(str![[r#"
exit 0
--- stdout
duplicate-key (error)

A mapping has the same key twice.

YAML readers differ in which of the two they keep, so neither is.

Wrong:

    units:
      - id: vp
        name: Văn phòng
        name: Phòng Tổng hợp

Right:

    units:
      - id: vp
        name: Văn phòng

"#]]);
}

#[test]
fn an_unknown_code_brings_the_nearest_one_to_mind() {
    Project::empty().run(&["explain", "unknown-referense"]).shows(str![[r#"
exit 2
--- stderr
error: there is no code `unknown-referense`; did you mean `unknown-reference`?

"#]]);
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
