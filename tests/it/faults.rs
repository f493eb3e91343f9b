//! What can go wrong around a build, done for real: whatever it is, no file is left half written under its name, the
//! manifest is true, and the next build completes.
//!
//! `VINHDANH_FAULTS=100` tries so many random points where there are a few else; each has a seed, which is printed.
//! Builds that are killed are in `killed.rs`.

#[cfg(target_os = "linux")]
mod disk;
mod edits;
#[cfg(target_os = "linux")]
mod workers;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use vinhdanh::publish::digest;

use crate::killed::{assert_whole, assert_whole_in, note, points, random};
use crate::project::Project;

const NOTE: &str = "---\nlayout: state\ntitle: GHI CHÚ\n---\n\n{{ unit.name }}.\n";

/// A layout whose documents take some seconds.
const SLOW: &str = "#import \"state.typ\": *\n#let base = document\n#let document(..arguments) = { for a in range(COUNT) { let unused = calc.gcd(a, 720720) }; base(..arguments) }\n";

/// A project whose first document takes some seconds, and the others none, so that there is time to break something
/// between the beginning of a build and its end.
pub(crate) fn slow() -> Project {
    let mut documents = "documents:\n  - {id: slow, template: slow, unit: vu}\n".to_owned();
    for number in 1..=5 {
        writeln!(documents, "  - {{id: note-{number}, template: note, unit: vu}}").unwrap();
    }
    Project::new()
        .with("data/units.yaml", "units:\n  - {id: vu, name: Vụ Pháp chế}\n")
        .with("data/documents.yaml", documents)
        .with("templates/note.md", NOTE)
        .with("templates/slow.md", NOTE.replace("state", "slow"))
        .with("templates/typst/slow.typ", SLOW.replace("COUNT", "3000000"))
}

/// Starts a build of one document at a time, and returns when its first document is being made.
#[track_caller]
pub(crate) fn begun(project: &Project) -> Child {
    let mut command = project.command(&["build", "--jobs", "1"]);
    let mut build = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    let is_pending = || {
        let manifest = project.path("output/manifest.json");
        fs::metadata(&manifest).is_ok() && project.text("output/manifest.json").contains("\"pending\"")
    };
    while !is_pending() {
        assert!(begun.elapsed() < Duration::from_mins(1), "nothing was begun");
        assert!(build.try_wait().unwrap().is_none(), "the build was too fast");
        thread::sleep(Duration::from_millis(2));
    }
    build
}

/// Waits for the end of a build, and returns its status and what it has said.
#[track_caller]
pub(crate) fn ended(mut build: Child) -> (Option<i32>, String) {
    let mut said = String::new();
    build.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (build.wait().unwrap().code(), said)
}

/// Demands that the next build completes and leaves what a build from nothing leaves.
#[track_caller]
pub(crate) fn assert_completes(project: &Project) {
    project.run(&["build"]).done();
    assert_whole(project);
    project.run(&["verify", "--quiet"]).done();
    let run = project.run(&["build"]);
    assert_eq!(run.done(), "", "{}", run.stderr);
    let fresh = format!("fresh-{}", random(u64::from(std::process::id()), 1000));
    project.run(&["build", "--output", &fresh]).done();
    assert_eq!(project.files("output"), project.files(&fresh));
    for file in project.files(&fresh) {
        let (one, other) = (format!("output/{file}"), format!("{fresh}/{file}"));
        assert!(project.read(&one) == project.read(&other), "{file} is not as if made anew");
    }
    forget(&project.path(&fresh));
}

#[expect(clippy::disallowed_methods, reason = "the folder is this test's own")]
pub(crate) fn forget(folder: &Path) {
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn of_two_builds_at_once_the_second_is_told_and_the_first_completes() {
    let project = slow();
    let first = begun(&project);
    project.run(&["build"]).shows(
        "exit 2
--- stderr
error: another build is writing to [ROOT]/output; wait until it has ended, or choose another folder with `--output`
",
    );
    let run = project.run(&["verify"]);
    assert_eq!(run.status, Some(1));
    assert!(run.stderr.starts_with("a build is writing to the folder at this moment;"), "{}", run.stderr);
    let (status, said) = ended(first);
    assert_eq!(status, Some(0), "{said}");
    assert_whole(&project);
    assert_completes(&project);
}

#[test]
fn a_folder_that_is_moved_away_is_left_alone_and_so_is_what_comes_in_its_place() {
    let project = slow();
    let build = begun(&project);
    fs::rename(project.path("output"), project.path("moved")).unwrap();
    let (status, said) = ended(build);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("output was moved or removed during the build"), "{said}");
    assert!(!project.path("output").exists());
    assert_whole_in(&project, "moved");
    assert_completes(&project);

    // And where another build has made another folder in the meantime.
    forget(&project.path("output"));
    forget(&project.path("moved"));
    let build = begun(&project);
    fs::rename(project.path("output"), project.path("moved")).unwrap();
    project.edit("data/units.yaml", "Pháp chế", "Tổ chức");
    let other = project.run(&["build"]);
    other.done();
    let manifest = project.text("output/manifest.json");
    assert_eq!(ended(build).0, Some(2));
    assert_eq!(project.text("output/manifest.json"), manifest);
    project.run(&["verify"]).done();
    assert_completes(&project);
}

#[test]
fn a_folder_that_is_removed_during_the_build_is_made_anew_by_the_next() {
    let project = slow();
    let build = begun(&project);
    forget(&project.path("output"));
    let (status, said) = ended(build);
    assert_eq!(status, Some(2), "{said}");
    assert!(!project.path("output").exists(), "{:?}", project.files("output"));
    assert_completes(&project);
}

/// Breaks a text in a way that the seed chooses.
fn broken(text: &[u8], seed: u64) -> Vec<u8> {
    let at = usize::try_from(random(seed, text.len() as u64)).unwrap();
    let noise: Vec<u8> = digest(&seed.to_le_bytes()).into_bytes().iter().map(|byte| byte ^ 0xa5).collect();
    match seed % 7 {
        0 => Vec::new(),
        1 => text[..at].to_vec(),
        2 => [&text[..at], &noise, &text[at..]].concat(),
        3 => {
            let mut text = text.to_vec();
            text[at] ^= 1 << (seed % 8);
            text
        }
        4 => noise.repeat(40),
        5 => String::from_utf8_lossy(text).replace("\"format\": 2", "\"format\": 77").into_bytes(),
        _ => vec![0; text.len()],
    }
}

#[test]
fn a_damaged_manifest_costs_nothing_but_time() {
    let project = slow();
    // Here nothing has to take long.
    project.write("templates/typst/slow.typ", SLOW.replace("COUNT", "1"));
    project.run(&["build"]).done();
    let files = project.files("output");
    let all = |project: &Project| -> Vec<Vec<u8>> {
        files.iter().map(|file| project.read(&format!("output/{file}"))).collect()
    };
    let (before, manifest) = (all(&project), project.read("output/manifest.json"));
    for seed in 0..points(14) {
        note(&format!("seed {seed}"));
        let which = random(seed + 1000, 3);
        if which != 0 {
            project.write("output/manifest.json", broken(&manifest, seed));
        }
        if which != 1 {
            project.write("output/.vinhdanh/manifest.json", broken(&manifest, seed / 7 + seed));
        }
        project.write("output/.vinhdanh/unmade.json", broken(b"{\"format\": 1}", seed / 3));
        project.run(&["verify"]).status.unwrap();
        let run = project.run(&["build"]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert_eq!(project.files("output"), files);
        assert!(all(&project) == before, "other bytes than before");
        project.run(&["verify", "--quiet"]).done();
    }
}

#[test]
fn the_clock_does_not_matter() {
    let project = slow();
    project.write("templates/typst/slow.typ", SLOW.replace("COUNT", "1"));
    project.run(&["build"]).done();
    let manifest = project.text("output/manifest.json");
    let century = Duration::from_hours(100 * 365 * 24);
    #[expect(clippy::disallowed_methods, reason = "the test says what is far from now")]
    let now = SystemTime::now();
    for time in [SystemTime::UNIX_EPOCH, now - century / 4, now + century] {
        for file in project.files("") {
            File::options().write(true).open(project.path(file)).unwrap().set_modified(time).unwrap();
        }
        let run = project.run(&["build"]);
        assert_eq!(run.done(), "", "{}", run.stderr);
    }
    // What people set to tell programs another time.
    let mut command = project.command(&["build", "--output", "other"]);
    command.env("SOURCE_DATE_EPOCH", "1").env("TZ", "Asia/Ho_Chi_Minh");
    project.finish(&mut command).done();
    assert_eq!(project.text("other/manifest.json"), manifest);
}
