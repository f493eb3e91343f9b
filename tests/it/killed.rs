//! Builds that are killed, and documents that never end.

use std::fmt::Write as _;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use vinhdanh::publish::{Manifest, digest};

use crate::project::Project;

/// How many documents the builds that are killed have.
pub(crate) const MANY: usize = 40;

const NOTE: &str = "---\nlayout: state\ntitle: GHI CHÚ\n---\n\n{{ unit.name }}, lần [ROUND].\n";

/// A project of many short documents, each of a unit of its own.
pub(crate) fn many() -> Project {
    let (mut units, mut documents) = ("units:\n".to_owned(), "documents:\n".to_owned());
    for number in 0..MANY {
        writeln!(units, "  - {{id: vu-{number:02}, name: Vụ {number}}}").unwrap();
        writeln!(documents, "  - {{id: note-{number:02}, template: note, unit: vu-{number:02}}}").unwrap();
    }
    Project::new().with("data/units.yaml", units).with("data/documents.yaml", documents)
}

/// Changes every document.
pub(crate) fn begin_round(project: &Project, round: usize) {
    project.write("templates/note.md", NOTE.replace("[ROUND]", &round.to_string()));
}

/// Demands that every file of the output folder is whole, and is listed.
#[track_caller]
pub(crate) fn assert_whole(project: &Project) {
    assert_whole_in(project, "output");
}

/// Demands that every file of a folder of output is whole, and is listed.
#[track_caller]
pub(crate) fn assert_whole_in(project: &Project, folder: &str) {
    let files = project.files(folder);
    let text = format!("{folder}/manifest.json");
    if !project.path(&text).exists() {
        // Nothing is published before it is listed.
        return assert_eq!(files, Vec::<String>::new());
    }
    let manifest = Manifest::parse(&project.read(&text)).unwrap();
    for file in files.iter().filter(|file| *file != "manifest.json") {
        let bytes = project.read(&format!("{folder}/{file}"));
        let entry = manifest.documents.iter().find(|entry| entry.path == *file);
        let is_pending = manifest.pending.contains(file);
        assert!(
            is_pending || entry.is_some_and(|entry| entry.digest == digest(&bytes)),
            "{file} is not as it is listed"
        );
        assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"), "{file} is torn");
    }
}

/// How many random points the tests try: a few, or as many as `VINHDANH_FAULTS` says.
#[expect(clippy::disallowed_methods, reason = "there is no other way to ask a test for more")]
pub(crate) fn points(few: u64) -> u64 {
    std::env::var("VINHDANH_FAULTS").map_or(few, |points| points.parse().unwrap())
}

/// Says something that is shown when the test fails.
#[expect(clippy::print_stdout, reason = "it is how a test says what it did")]
pub(crate) fn note(line: &str) {
    println!("{line}");
}

/// Returns a number below a limit that only the seed determines.
pub(crate) fn random(seed: u64, limit: u64) -> u64 {
    let hash = digest(format!("seed {seed}").as_bytes());
    u64::from_str_radix(&hash["blake3:".len()..][..16], 16).unwrap() % limit
}

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_the_next_one_completes() {
    let project = many();
    begin_round(&project, 0);
    let begun = Instant::now();
    project.run(&["build"]).done();
    let usual = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let points = points(15);
    for seed in 1..=points {
        begin_round(&project, usize::try_from(seed).unwrap());
        let mut command = project.command(&["build"]);
        let mut build = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From before anything is written to after everything is.
        let after = Duration::from_micros(random(seed, usual + usual / 8));
        thread::sleep(after);
        build.kill().unwrap();
        build.wait().unwrap();
        note(&format!("seed {seed} of {points}: killed after {after:?} of {usual} µs"));
        assert_whole(&project);
        // All that is not as it should be is what the killed build was about to write.
        let run = project.run(&["verify", "--message-format", "json"]);
        for line in run.stdout.lines() {
            assert!(line.contains(r#""state":"pending""#) || line.contains(r#""state":"differs""#), "{line}");
        }
        if seed % 4 == 0 {
            let run = project.run(&["build"]);
            let made = run.done().lines().count();
            assert!(run.stderr.contains(&format!("{made} document")), "{}", run.stderr);
            assert_whole(&project);
            assert_eq!(project.manifest().pending, Vec::<String>::new());
            assert_eq!(project.files("output").len(), MANY + 1);
            project.run(&["verify"]).done();
        }
    }
    project.run(&["build"]).done();
    assert!(project.run(&["build"]).stderr.starts_with("0 documents, 0 pages · 40 up to date · "));
    project.run(&["build", "--output", "fresh"]).done();
    assert_eq!(project.text("output/manifest.json"), project.text("fresh/manifest.json"));
}

#[test]
fn a_first_build_that_is_killed_is_taken_up_by_the_next() {
    let project = many();
    begin_round(&project, 0);
    let mut command = project.command(&["build", "--jobs", "1"]);
    let mut build = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while project.files("output").len() < 5 {
        assert!(begun.elapsed() < Duration::from_mins(1), "nothing was published");
        thread::sleep(Duration::from_millis(2));
    }
    build.kill().unwrap();
    build.wait().unwrap();
    assert_whole(&project);
    project.run(&["build"]).done();
    assert_eq!(project.files("output").len(), MANY + 1);
    assert_whole(&project);
}

#[test]
fn a_document_that_never_ends_fails_alone_when_its_time_is_up() {
    let project = Project::new()
        .with("data/units.yaml", "units:\n  - {id: vu, name: Vụ}\n")
        .with(
            "data/documents.yaml",
            "documents:\n  - {id: endless, template: endless, unit: vu}\n  - {id: note, template: note, unit: vu}\n",
        )
        .with("templates/note.md", NOTE)
        .with("templates/endless.md", NOTE.replace("state", "endless"))
        .with("templates/typst/endless.typ", "#import \"state.typ\": *\n#let document(..) = for a in range(99999) { for b in range(99999) { for c in range(99999) {} } }\n");
    let begun = Instant::now();
    let run = project.run(&["build", "--timeout", "2"]);
    assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), "vu/note.pdf (1 page)\n"), "{}", run.stderr);
    assert!(
        run.stderr.contains("`endless` could not be laid out as it should: it was not done after 2 seconds"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("give it more seconds with `--timeout`"), "{}", run.stderr);
}
