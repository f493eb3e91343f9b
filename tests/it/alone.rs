//! Documents that fail alone, builds that are stopped, and how the rest is made.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fmt::Write as _, thread};

use vinhdanh::typeset::TYPST_VERSION;
use vinhdanh::typeset::external::Program;

use crate::project::{Project, Run};

/// What the layouts of the bad documents do instead of laying them out, and what is said of it.
const FAULTS: [(&str, &str, &str); 6] = [
    (
        "endless",
        "for a in range(99999) { for b in range(99999) { for c in range(99999) {} } }",
        "it was not done after 6 seconds",
    ),
    (
        "deep",
        "{ let c = [x]; for i in range(400000) { c = strong(c) }; c }",
        "Typst ran out of stack: the document is nested too deeply",
    ),
    ("greedy", "(\"0123456789\" * 1000000000)", "it needed more than 512 MiB of memory"),
    (
        "growing",
        "{ let x = (\"0123456789\",); for i in range(30) { x = x + x }; x.len() }",
        "it needed more than 512 MiB of memory",
    ),
    (
        "broken",
        "{ let x = duration(seconds: 9223372036854775807); x + x }",
        "Typst broke down: overflow when adding durations",
    ),
    ("glyphless", "[Ký tự 𓀀]", "PDF/A-2a, PDF/UA-1 error: the text `\"𓀀\"` could not be displayed"),
];

const NOTE: &str = "---\nlayout: state\ntitle: GHI CHÚ\n---\n\n{{ unit.name }}.\n";

/// A project of one document for each fault, each of a unit of its own, between two that are as they should be.
fn faulty() -> Project {
    let (mut units, mut documents) = ("units:\n".to_owned(), "documents:\n".to_owned());
    let project = Project::new().with("templates/note.md", NOTE);
    let mut add = |name: &str, template: &str| {
        writeln!(units, "  - {{id: vu-{name}, name: Vụ {name}}}").unwrap();
        writeln!(documents, "  - {{id: note-{name}, template: {template}, unit: vu-{name}}}").unwrap();
    };
    add("first", "note");
    for (name, layout, _) in FAULTS {
        add(name, name);
        let glyph = if name == "glyphless" { "import \"state.typ\": document as page\n" } else { "" };
        let body = if glyph.is_empty() { layout.to_owned() } else { format!("page(frame, {layout})") };
        project.write(format!("templates/{name}.md"), NOTE.replace("state", name));
        project.write(
            format!("templates/typst/{name}.typ"),
            format!("#import \"state.typ\": *\n#{glyph}#let document(frame, body) = {body}\n")
                .replace("##", "#"),
        );
    }
    add("last", "note");
    project.with("data/units.yaml", units).with("data/documents.yaml", documents)
}

/// Demands that of each fault the document, the template and the cause are named, and that the others are there.
#[track_caller]
fn assert_alone(project: &Project, run: &Run) {
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    assert_eq!(
        run.stdout, "vu-first/note-first.pdf (1 page)\nvu-last/note-last.pdf (1 page)\n",
        "{}",
        run.stderr
    );
    for (name, _, cause) in FAULTS {
        let headline = format!("`note-{name}` could not be laid out as it should: ");
        let told = run.stderr.split("\n\n").find(|told| told.contains(&headline));
        let told = told.unwrap_or_else(|| panic!("nothing is said of {name}: {}", run.stderr));
        let is_told = told.contains(cause)
            // The program only ends; what it said is there all the same.
            || (name == "broken" && told.contains("overflow when adding durations"));
        assert!(is_told, "{told}");
        assert!(told.contains(&format!("made with the template `{name}`")), "{told}");
    }
    let files = ["manifest.json", "vu-first/note-first.pdf", "vu-last/note-last.pdf"];
    assert_eq!(project.files("output"), files);
    assert_eq!(project.leftovers(), Vec::<String>::new());
}

const LIMITS: [&str; 5] = ["build", "--timeout", "6", "--memory", "512MiB"];

#[cfg(all(target_os = "linux", feature = "embedded"))]
#[test]
fn a_document_that_does_its_worst_fails_alone_in_a_worker() {
    let project = faulty();
    let run = project.run(&LIMITS);
    assert_alone(&project, &run);
    assert!(run.stderr.contains("give it more with `--memory`"), "{}", run.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_does_its_worst_fails_alone_in_the_program() {
    let Some(typst) = typst() else { return };
    let project = faulty();
    project.write("vinhdanh.yaml", format!("vinhdanh: 1\nengine: typst\ntypst: {}\n", typst.display()));
    assert_alone(&project, &project.run(&LIMITS));
}

/// Returns the real program; nothing on a machine without one that is not the CI.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where Typst is")]
#[expect(clippy::print_stderr, reason = "a test must not pass silently without what it tests")]
fn typst() -> Option<std::path::PathBuf> {
    let named = std::env::var("VINHDANH_TYPST").ok().map(std::path::PathBuf::from);
    let path = named.or_else(|| {
        let folders = std::env::var_os("PATH")?;
        std::env::split_paths(&folders).map(|folder| folder.join("typst")).find(|path| path.is_file())
    });
    let found = path.filter(|path| Program::find(path).is_ok_and(|found| found.version == TYPST_VERSION));
    if found.is_none() {
        assert!(std::env::var("CI").is_err(), "these tests need Typst {TYPST_VERSION}");
        eprintln!("skipped: no Typst {TYPST_VERSION}");
    }
    found
}

#[test]
fn a_template_that_never_stops_writing_fails_alone() {
    let project = notes(1);
    let endless = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}mười chữ một lần viết, \
                   càng dài càng mau đầy{% endfor %}{% endfor %}";
    project.write("templates/endless.md", NOTE.replace("{{ unit.name }}", endless));
    project.edit(
        "data/documents.yaml",
        "documents:\n",
        "documents:\n  - {id: bad, template: endless, unit: vu-0}\n",
    );
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), "vu-0/note-0.pdf (1 page)\n"), "{}", run.stderr);
    let expected = "error[template-error]: the template `endless` makes more than 256 MiB of text";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
}

/// What the templates of bad documents do instead of saying something, and what is said of it.
const TEMPLATE_FAULTS: [(&str, &str, &str); 2] = [
    (
        "endless",
        "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}{% endfor %}",
        "it was not done after 3 seconds",
    ),
    (
        "growing",
        "{% set x = \"0123456789\" %}{% for i in range(end=40) %}{% set_global x = x ~ x %}{% endfor %}",
        "it needed more than 512 MiB of memory",
    ),
];

/// Templates are programs too: they run where they can be stopped, whichever engine is used.
#[cfg(target_os = "linux")]
#[test]
fn a_template_that_does_its_worst_fails_alone() {
    let project = notes(1);
    let mut documents = "documents:\n  - {id: note-0, template: note, unit: vu-0}\n".to_owned();
    for (name, body, _) in TEMPLATE_FAULTS {
        writeln!(documents, "  - {{id: note-{name}, template: {name}, unit: vu-0}}").unwrap();
        project.write(format!("templates/{name}.md"), NOTE.replace("{{ unit.name }}", body));
    }
    project.write("data/documents.yaml", documents);
    let run = project.run(&["build", "--timeout", "3", "--memory", "512MiB"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), "vu-0/note-0.pdf (1 page)\n"), "{}", run.stderr);
    for (name, _, cause) in TEMPLATE_FAULTS {
        let headline = format!("`note-{name}` could not be composed: ");
        let told = run.stderr.split("\n\n").find(|told| told.contains(&headline));
        let told = told.unwrap_or_else(|| panic!("nothing is said of {name}: {}", run.stderr));
        assert!(told.contains(cause), "{told}");
        assert!(told.contains(&format!("made with the template `{name}`")), "{told}");
    }
    assert_eq!(project.leftovers(), Vec::<String>::new());
}

/// A project of many short documents, each of a unit of its own.
fn notes(count: usize) -> Project {
    let (mut units, mut documents) = ("units:\n".to_owned(), "documents:\n".to_owned());
    for number in 0..count {
        writeln!(units, "  - {{id: vu-{number}, name: Vụ {number}}}").unwrap();
        writeln!(documents, "  - {{id: note-{number}, template: note, unit: vu-{number}}}").unwrap();
    }
    Project::new()
        .with("templates/note.md", NOTE)
        .with("data/units.yaml", units)
        .with("data/documents.yaml", documents)
}

/// Makes those documents fail whose unit has one of these numbers; for nothing else does the template change.
fn spoil(project: &Project, numbers: &str) {
    let bad = format!("{{% if unit.id in [{numbers}] %}}{{{{ unit.nam }}}}{{% endif %}}");
    project
        .write("templates/note.md", NOTE.replace("{{ unit.name }}", &format!("{{{{ unit.name }}}} {bad}")));
}

#[test]
fn only_what_failed_is_made_again() {
    let project = notes(4);
    spoil(&project, "\"vu-1\", \"vu-2\"");
    assert_eq!(project.run(&["build"]).status, Some(1));
    // Everything has changed by that, but only two failed.
    spoil(&project, "\"vu-2\"");
    let shown = project.run(&["build", "--rerun", "failed", "--dry-run"]);
    assert_eq!(
        shown.done(),
        "note-1: vu-1/note-1.pdf (to be made: new)\nnote-2: vu-2/note-2.pdf (to be made: new)\n"
    );
    let run = project.run(&["build", "--rerun", "failed"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), "vu-1/note-1.pdf (1 page)\n"), "{}", run.stderr);
    spoil(&project, "\"none\"");
    let run = project.run(&["build", "--rerun", "failed"]);
    assert_eq!(run.done(), "vu-2/note-2.pdf (1 page)\n");
    let run = project.run(&["build", "--rerun", "failed"]);
    assert_eq!(run.done(), "");
    assert!(
        run.stderr.starts_with("nothing to make again: the last build made everything\n"),
        "{}",
        run.stderr
    );
    // The others are made when all are asked for.
    assert_eq!(project.run(&["build"]).done().lines().count(), 3);
}

#[test]
fn a_first_build_may_be_asked_for_what_failed() {
    assert_eq!(notes(2).run(&["build", "--rerun", "failed"]).done().lines().count(), 2);
}

#[test]
fn what_a_build_of_a_part_leaves_out_is_still_to_be_made_again() {
    let project = notes(3);
    spoil(&project, "\"vu-1\", \"vu-2\"");
    assert_eq!(project.run(&["build"]).status, Some(1));
    spoil(&project, "\"none\"");
    assert_eq!(project.run(&["build", "--only", "note-1"]).done(), "vu-1/note-1.pdf (1 page)\n");
    assert_eq!(project.run(&["build", "--rerun", "failed"]).done(), "vu-2/note-2.pdf (1 page)\n");
}

#[cfg(unix)]
mod signals {
    use super::*;

    /// How many documents the builds that are stopped have: more than can be made before.
    const MANY: usize = 150;

    /// Starts a build, sends the signal when something was published, and waits for the end.
    fn stopped(project: &Project, signal: &str, arguments: &[&str]) -> Run {
        let mut command = project.command(arguments);
        let build = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let begun = Instant::now();
        while project.files("output").iter().filter(|file| file.contains(".pdf")).count() < 3 {
            assert!(begun.elapsed() < Duration::from_mins(1), "nothing was published");
            thread::sleep(Duration::from_millis(2));
        }
        send(signal, build.id());
        let asked = Instant::now();
        let output = build.wait_with_output().unwrap();
        assert!(asked.elapsed() < Duration::from_secs(10), "it took {:?}", asked.elapsed());
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    fn send(signal: &str, id: u32) {
        let status = Command::new("kill").args([&format!("-{signal}"), &id.to_string()]).status();
        assert!(status.unwrap().success());
    }

    /// Demands that what was made is published and said, and that the rest is made by the next build.
    #[track_caller]
    fn assert_stopped(project: &Project, run: &Run, code: i32, name: &str) {
        assert_eq!(run.status, Some(code), "{}", run.stderr);
        let manifest = project.manifest();
        let made = run.stdout.lines().count();
        assert!((3..MANY).contains(&made), "{}", run.stdout);
        assert_eq!(manifest.documents.len(), made);
        assert_eq!(manifest.pending, Vec::<String>::new());
        assert_eq!(project.files("output").len(), made + 1);
        for entry in &manifest.documents {
            let bytes = project.read(&format!("output/{}", entry.path));
            assert_eq!(vinhdanh::publish::digest(&bytes), entry.digest);
        }
        let left = MANY - made;
        let expected =
            format!("stopped by {name}\n`vinhdanh build --rerun failed` makes the {left} that are left\n");
        assert!(run.stderr.contains(&expected), "{}", run.stderr);
        assert_eq!(project.leftovers(), Vec::<String>::new());
        assert_eq!(project.run(&["build", "--rerun", "failed"]).done().lines().count(), left);
    }

    #[test]
    fn ctrl_c_ends_a_build_cleanly() {
        let project = notes(MANY);
        let run = stopped(&project, "INT", &["build", "--jobs", "1"]);
        assert_stopped(&project, &run, 130, "SIGINT");
    }

    #[test]
    fn a_request_to_end_stops_the_program_too() {
        let Some(typst) = typst() else { return };
        let project = notes(MANY);
        project.write("vinhdanh.yaml", format!("vinhdanh: 1\nengine: typst\ntypst: {}\n", typst.display()));
        let run = stopped(&project, "TERM", &["build", "--jobs", "1"]);
        assert_stopped(&project, &run, 143, "SIGTERM");
    }

    /// Adds a document that never ends, before all others.
    fn with_endless(project: &Project) {
        project.edit(
            "data/documents.yaml",
            "documents:\n",
            "documents:\n  - {id: endless, template: endless, unit: vu-0}\n",
        );
        project.write("templates/endless.md", NOTE.replace("state", "endless"));
        project.write(
            "templates/typst/endless.typ",
            "#import \"state.typ\": *\n#let document(..) = for a in range(99999) { for b in range(99999) { for c in range(99999) {} } }\n",
        );
    }

    #[test]
    fn ctrl_c_does_not_wait_for_a_document_that_never_ends() {
        for engine in [None, typst()] {
            let project = notes(3);
            with_endless(&project);
            if let Some(typst) = engine {
                let typst = typst.display();
                project.write("vinhdanh.yaml", format!("vinhdanh: 1\nengine: typst\ntypst: {typst}\n"));
            }
            let run = stopped(&project, "INT", &["build", "--jobs", "2", "--timeout", "600"]);
            assert_eq!((run.status, run.stdout.lines().count()), (Some(130), 3), "{}", run.stderr);
            assert!(run.stderr.contains(" · 1 not made · "), "{}", run.stderr);
            assert_eq!(project.leftovers(), Vec::<String>::new());
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_signal_for_all_processes_of_a_job_fails_no_document() {
        let project = notes(2);
        with_endless(&project);
        let mut command = project.command(&["build", "--jobs", "1", "--timeout", "600"]);
        let build = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let child = || {
            let found = Command::new("pgrep").args(["-P", &build.id().to_string()]).output().unwrap();
            String::from_utf8(found.stdout).unwrap().trim().parse::<u32>().ok()
        };
        let begun = Instant::now();
        // One that stays is the worker, and then it is in the middle of the document.
        let worker = loop {
            assert!(begun.elapsed() < Duration::from_mins(1), "no worker was started");
            let found = child();
            thread::sleep(Duration::from_secs(2));
            if let Some(worker) = found.filter(|_| child() == found) {
                break worker;
            }
        };
        let ids = [worker.to_string(), build.id().to_string()];
        assert!(Command::new("kill").arg("-TERM").args(ids).status().unwrap().success());
        let output = build.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(143), "{said}");
        assert!(said.contains(" not made · ") && !said.contains("failed ·"), "{said}");
    }

    #[test]
    fn the_first_failure_does_not_wait_for_a_document_that_never_ends() {
        let project = notes(1);
        with_endless(&project);
        project.edit("templates/note.md", "{{ unit.name }}", "{{ unit.nam }}");
        let begun = Instant::now();
        let run = project.run(&["build", "--fail-fast", "--jobs", "2", "--timeout", "600"]);
        assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
        assert_eq!(run.status, Some(1), "{}", run.stderr);
        assert!(run.stderr.contains(" · 1 failed · 1 not made · "), "{}", run.stderr);
        assert_eq!(project.manifest().pending, Vec::<String>::new());
    }

    #[test]
    fn before_anything_is_begun_ctrl_c_ends_the_program_at_once() {
        let project = notes(1);
        // Data that takes long to read.
        let mut units = "units:\n".to_owned();
        (0..60_000).for_each(|number| writeln!(units, "  - {{id: x-{number}, name: Vụ {number}}}").unwrap());
        project.write("data/more.yaml", units);
        let mut build =
            project.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(100));
        send("INT", build.id());
        // Without the handler it would be killed and have no code; if it had not begun, it is.
        assert!(matches!(build.wait().unwrap().code(), Some(130) | None));
        assert!(!Path::new(&project.path("output")).exists());
    }
}

#[test]
fn a_build_tells_programs_each_step() {
    let project = notes(2);
    spoil(&project, "\"vu-1\"");
    let run = project.run(&["build", "--message-format", "json", "--jobs", "1"]);
    assert_eq!(run.status, Some(1));
    let objects: Vec<serde_json::Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut events: Vec<&serde_json::Value> =
        objects.iter().filter(|object| !object["event"].is_null()).collect();
    // Documents are told of as they are done, and the one that fails may be the first.
    events[1..3].sort_by_key(|event| event["id"].to_string());
    let names: Vec<&str> = events.iter().filter_map(|event| event["event"].as_str()).collect();
    assert_eq!(names, ["begin", "made", "failed", "end"]);
    assert_eq!(events[0]["documents"], 2);
    let made = ["id", "path", "pages", "blanks"].map(|key| events[1][key].to_string());
    assert_eq!(made, ["\"note-0\"", "\"vu-0/note-0.pdf\"", "1", "0"]);
    assert!(events[1]["milliseconds"].is_u64());
    assert_eq!(events[2]["id"], "note-1");
    let end = ["made", "pages", "current", "failed", "not-made"].map(|key| events[3][key].as_u64());
    assert_eq!(end, [1, 1, 0, 1, 0].map(Some));
}

#[test]
fn a_build_writes_what_each_document_took() {
    let project = notes(2);
    let output = project.command(&["build", "-v", "--timings", "timings.csv"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    let table = project.text("timings.csv");
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let head = ["id", "path", "pages", "composing-ms", "typesetting-ms", "writing-ms", "memory-kib"];
    assert_eq!(rows[0], head);
    assert_eq!((rows.len(), rows[1][0], rows[2][1], rows[2][2]), (3, "note-0", "vu-1/note-1.pdf", "1"));
    for row in &rows[1..] {
        assert!(row[3..6].iter().all(|time| time.parse::<f64>().is_ok_and(|time| time > 0.0)), "{row:?}");
        if cfg!(all(target_os = "linux", feature = "embedded")) {
            assert!(row[6].parse::<u64>().unwrap() > 1024, "{row:?}");
        }
    }
    assert!(said.contains("\nslowest: note-"), "{said}");
    assert_eq!(said.contains("\npeak memory: "), cfg!(target_os = "linux"), "{said}");
}

#[test]
fn an_amount_of_memory_that_is_none_is_refused() {
    let run = notes(1).run(&["build", "--memory", "10MB"]);
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("expected an amount such as `1GiB` or `512MiB`, or `none`"),
        "{}",
        run.stderr
    );
}
