//! Workers that are killed, and workers whose program was.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process};

use super::{SLOW, assert_completes, begun, slow};
use crate::killed::{assert_whole, begin_round, many, note, points, random};
use crate::project::Project;

/// Returns the workers that run in the folder of a project.
fn workers(project: &Project) -> Vec<i32> {
    let folder = fs::canonicalize(project.path("")).unwrap();
    let of = |process: &Path| {
        let is_here = fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == folder);
        #[expect(clippy::disallowed_methods, reason = "it is no file of the program")]
        let line = fs::read(process.join("cmdline")).unwrap_or_default();
        let number = process.file_name()?.to_str()?.parse().ok()?;
        (is_here && line.windows(8).any(|part| part == b"__worker")).then_some(number)
    };
    fs::read_dir("/proc").unwrap().filter_map(|entry| of(&entry.ok()?.path())).collect()
}

fn kill(process: i32) {
    match kill_process(Pid::from_raw(process).unwrap(), Signal::KILL) {
        // It may have ended by itself.
        Ok(()) | Err(Errno::SRCH) => {}
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn workers_that_are_killed_take_no_more_than_their_documents_with_them() {
    let project = many();
    for round in 0..points(8).div_ceil(4) {
        begin_round(&project, usize::try_from(round).unwrap());
        let mut command = project.command(&["build", "--engine", "embedded"]);
        let mut build = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut killed = 0;
        while build.try_wait().unwrap().is_none() {
            let seed = round * 1000 + killed;
            let workers = workers(&project);
            if !workers.is_empty() {
                kill(workers[usize::try_from(random(seed, workers.len() as u64)).unwrap()]);
                killed += 1;
            }
            thread::sleep(Duration::from_millis(20 + random(seed, 200)));
        }
        let (status, said) = super::ended(build);
        note(&format!("round {round}: {killed} workers were killed"));
        assert!(killed > 0, "the build was too fast");
        assert!(matches!(status, Some(0 | 1)), "{said}");
        assert_eq!(status == Some(1), said.contains("error["), "{said}");
        assert_whole(&project);
        assert_eq!(project.manifest().pending, Vec::<String>::new());
        project.run(&["verify"]).done();
    }
    assert_completes(&project);
}

#[test]
fn workers_end_with_their_program_even_in_the_middle_of_a_document() {
    let project = slow();
    project.write("templates/typst/slow.typ", SLOW.replace("COUNT", "9999999999"));
    let mut build = begun(&project);
    let begun = Instant::now();
    while workers(&project).is_empty() {
        assert!(begun.elapsed() < Duration::from_mins(1), "no worker was started");
        thread::sleep(Duration::from_millis(10));
    }
    build.kill().unwrap();
    build.wait().unwrap();
    let begun = Instant::now();
    while !workers(&project).is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "a worker outlived its program");
        thread::sleep(Duration::from_millis(10));
    }
    assert_whole(&project);
    project.write("templates/typst/slow.typ", SLOW.replace("COUNT", "1"));
    assert_completes(&project);
}
