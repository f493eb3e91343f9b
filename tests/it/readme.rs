//! The README: its commands run, its examples are right.

use std::collections::BTreeMap;

use crate::examples::unbuilt_sample;
use crate::project::{Project, repository};

/// Commands of other programs that the README may name; they are not run.
const OTHER_COMMANDS: [&str; 2] = ["cargo test", "cargo install --locked --path ."];

/// A fenced block: its language and its text.
struct Fence {
    language: String,
    text: String,
}

fn text(path: &str) -> String {
    String::from_utf8(vinhdanh::fs::read(&repository().join(path)).unwrap()).unwrap()
}

/// Returns the fenced blocks of a Markdown text.
fn fences(markdown: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text =
                lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            fences.push(Fence { language: language.to_owned(), text });
        }
    }
    fences
}

/// Returns the only block that has this in it.
#[track_caller]
fn fence(markdown: &str, language: &str, part: &str) -> String {
    let mut found =
        fences(markdown).into_iter().filter(|fence| fence.language == language && fence.text.contains(part));
    let fence = found.next().unwrap_or_else(|| panic!("there is no {language} block with `{part}`"));
    assert!(found.next().is_none(), "there are several {language} blocks with `{part}`");
    fence.text
}

/// Returns what a line runs of our program: its arguments.
fn arguments(line: &str) -> Option<Vec<String>> {
    let rest = ["vinhdanh", "cargo run --"].iter().find_map(|program| line.strip_prefix(program))?;
    let rest = rest.split(" #").next().unwrap_or_default();
    Some(rest.split_whitespace().map(|word| word.trim_matches('\'').to_owned()).collect())
}

#[test]
fn every_block_of_commands_runs() {
    let markdown = text("README.md");
    let blocks = fences(&markdown).into_iter().filter(|fence| fence.language == "sh");
    let mut count = 0;
    for block in blocks {
        // Each block begins at the root of the repository.
        let project = unbuilt_sample();
        let mut folder = project.path("");
        for line in block.text.lines() {
            if let Some(name) = line.strip_prefix("cd ") {
                folder.push(name);
            } else if let Some(arguments) = arguments(line) {
                let run = project.finish(project.command(&arguments).current_dir(&folder));
                assert_eq!(run.status, Some(0), "{line}: {}", run.stderr);
                count += 1;
            } else {
                assert!(OTHER_COMMANDS.contains(&line), "a command that no test knows: {line}");
            }
        }
    }
    assert!(count >= 4, "{count} commands");
}

/// All texts that tell people what to type: the README, those of the examples, and the documentation.
fn manuals() -> BTreeMap<String, String> {
    let folders = ["", "examples", "data", "docs"];
    let files = folders.into_iter().flat_map(|folder| {
        let depth = if folder.is_empty() { 1 } else { 3 };
        walkdir::WalkDir::new(repository().join(folder)).max_depth(depth).into_iter().filter_map(Result::ok)
    });
    let files = files.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md"));
    let name = |path: &std::path::Path| path.strip_prefix(repository()).unwrap().to_str().unwrap().to_owned();
    files.map(|entry| (name(entry.path()), text(&name(entry.path())))).collect()
}

/// Returns the commands of our program that a text shows: as code within a line, and in blocks.
fn commands(markdown: &str) -> Vec<Vec<String>> {
    let spans = markdown.split('`').skip(1).step_by(2).filter(|span| !span.contains('\n'));
    let spans = spans.filter(|span| span.starts_with("vinhdanh ") || span.starts_with("cargo run -- "));
    let lines = markdown.lines().filter_map(|line| line.strip_prefix("    ").map(str::trim));
    let fenced = fences(markdown).into_iter().filter(|fence| fence.language == "sh").map(|fence| fence.text);
    let fenced: Vec<String> =
        fenced.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let all = spans.chain(lines).chain(fenced.iter().map(String::as_str));
    // What may be left out stands in brackets.
    all.filter_map(|line| arguments(&line.replace(['[', ']'], ""))).collect()
}

#[test]
fn every_command_of_the_manuals_can_be_typed() {
    let project = Project::empty();
    let mut count = 0;
    for (name, markdown) in manuals() {
        for arguments in commands(&markdown) {
            let mut command = project.command(&arguments);
            let run = project.finish(command.arg("--help"));
            assert_eq!(run.status, Some(0), "{name}: {arguments:?}: {}", run.stderr);
            count += 1;
        }
    }
    assert!(count >= 10, "{count} commands");
}

#[test]
fn the_mistake_that_is_shown_is_what_the_program_says() {
    let markdown = text("README.md");
    let shown = fence(&markdown, "text", "error[unknown-reference]");
    let data = fence(&markdown, "yaml", "honours:");
    let (units, _) = data.split_once("people:").unwrap();
    let line = shown.lines().find_map(|line| line.strip_prefix("12 | ")).unwrap();
    let honours = format!("{}honours:\n  - form: giay-khen\n{line}\n", "\n".repeat(9));
    let project = Project::new().with("data/units.yaml", units).with("data/honours.yaml", honours);
    let run = project.run(&["check"]);
    assert!(run.stdout.contains(&shown), "{}", run.stdout);
}

#[test]
fn the_settings_that_are_shown_are_right() {
    let settings = fence(&text("README.md"), "yaml", "vinhdanh: 1");
    let project = Project::empty().with("vinhdanh.yaml", settings).with("data/a.yaml", "");
    let project =
        project.with("templates/README.md", "---\nlayout: state\n---\n").with("fonts/README.md", "");
    assert_eq!(project.run(&["check"]).done(), "");
}

#[test]
fn the_template_that_is_shown_makes_a_document() {
    let template = fence(&text("README.md"), "markdown", "---");
    let project = unbuilt_sample().with("templates/announcement.md", template);
    let document = "documents:\n  - {id: announcement, template: announcement, unit: cuc-hcqt2, review: hcqt2-tong-ket-2011-2015}\n";
    project.write("data/announcement.yaml", document);
    let run = project.run(&["build", "--only", "announcement"]);
    assert!(run.done().starts_with("cuc-hcqt2/announcement.pdf (1 page"), "{}", run.stdout);
}

#[test]
fn what_is_said_of_the_dossiers_is_what_the_program_says() {
    let markdown = text("examples/dossiers/README.md");
    let project = Project::copy_of(&repository().join("examples/dossiers"));
    let run = project.run(&["check", "--message-format", "short"]);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    assert_eq!(fence(&markdown, "text", "data/10-not-for-persons.yaml"), run.stdout);
    let in_full = project.run(&["check"]).stdout;
    assert!(in_full.contains(&fence(&markdown, "text", "^^^^")), "{in_full}");
    // Each dossier of the table has its mistake, graver than a note.
    for dossier in markdown.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()) {
        let found =
            |line: &str| line.starts_with(&format!("data/{dossier}.yaml:")) && !line.contains(" note[");
        assert!(run.stdout.lines().any(found), "{dossier}");
    }
}
