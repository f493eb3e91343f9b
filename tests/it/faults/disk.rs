//! Disks that are full, can only be read, or are taken away: each a small file system in memory, which only the test sees.

use std::process::Command;

use super::{assert_completes, begun, ended, slow};
use crate::child;
use crate::killed::{MANY, assert_whole, begin_round, many, note, points};
use crate::project::Project;

/// Runs a test of this file where it can mount.
#[track_caller]
fn run_namespaced(test: &str) {
    let Some(mut command) = child::namespaced(&format!("faults::disk::{test}")) else { return };
    let output = command.output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// Runs a program that must do what it is told.
#[track_caller]
fn must(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Puts a file system of so many KiB under the output folder.
#[track_caller]
fn mount(project: &Project, size: u64) {
    std::fs::create_dir_all(project.path("output")).unwrap();
    let output = project.path("output");
    let options = format!("size={size}k");
    must("mount", &["-t", "tmpfs", "-o", &options, "tmpfs", output.to_str().unwrap()]);
}

#[track_caller]
fn remount(project: &Project, options: &str) {
    let options = format!("remount,{options}");
    must("mount", &["-o", &options, project.path("output").to_str().unwrap()]);
}

#[track_caller]
fn unmount(project: &Project) {
    must("umount", &["-l", project.path("output").to_str().unwrap()]);
}

/// Builds where there is no room, which must be said.
#[track_caller]
fn assert_no_room(project: &Project, what: &str) {
    let run = project.run(&["build"]);
    assert_eq!(run.status, Some(2), "{what}: {}", run.stderr);
    assert!(run.stderr.contains("No space left on device"), "{what}: {}", run.stderr);
    note(&format!("{what}: {}", run.stderr));
    assert_whole(project);
    // Nothing of what could not be written whole takes up room.
    let staging = project.path("output/.vinhdanh/staging");
    let left = std::fs::read_dir(staging).map_or(0, Iterator::count);
    assert_eq!(left, 0, "{what}");
}

#[test]
fn a_full_disk_is_said_and_the_next_build_with_room_completes() {
    run_namespaced("child_with_a_full_disk");
}

#[test]
#[ignore = "it is the child of another test"]
fn child_with_a_full_disk() {
    if child::argument().is_none() {
        return;
    }
    // From no room for the first manifest to room for most of the documents.
    let sizes = [8, 32, 200, 4, 16, 24, 64, 128, 256, 400];
    for size in sizes.into_iter().take(usize::try_from(points(3)).unwrap()) {
        let project = many();
        begin_round(&project, 0);
        mount(&project, size);
        assert_no_room(&project, &format!("{size} KiB"));
        remount(&project, "size=16m");
        project.run(&["build"]).done();
        assert_eq!(project.files("output").len(), MANY + 1);
        assert_whole(&project);

        // Full when there is something to lose.
        let room = free(&project).saturating_sub(size);
        project.write("output/other", vec![0; usize::try_from(room << 10).unwrap()]);
        begin_round(&project, 1);
        let before = project.files("output");
        // A file takes the place of an older one only when it is whole, so some room is needed for ever.
        let run = project.run(&["build"]);
        assert!(matches!(run.status, Some(0 | 2)), "{}", run.stderr);
        note(&format!("{size} KiB left: {}", run.stderr));
        assert_eq!(project.files("output"), before);
        project.remove("output/other");
        assert_whole(&project);
        assert_completes(&project);
        unmount(&project);
    }
}

/// Returns how many KiB are free.
fn free(project: &Project) -> u64 {
    let output =
        Command::new("df").args(["--output=avail", "-k"]).arg(project.path("output")).output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().nth(1).unwrap().trim().parse().unwrap()
}

#[test]
fn a_folder_that_can_only_be_read_is_said_and_stays_as_it_is() {
    run_namespaced("child_with_a_folder_to_read");
}

#[test]
#[ignore = "it is the child of another test"]
fn child_with_a_folder_to_read() {
    if child::argument().is_none() {
        return;
    }
    let project = many();
    begin_round(&project, 0);
    mount(&project, 16 << 10);
    remount(&project, "ro");
    let refused = |project: &Project| {
        let run = project.run(&["build"]);
        assert_eq!(run.status, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains("Read-only file system"), "{}", run.stderr);
        note(&run.stderr);
    };
    refused(&project);
    remount(&project, "rw");
    project.run(&["build"]).done();
    remount(&project, "ro");
    project.run(&["verify"]).done();
    let manifest = project.text("output/manifest.json");
    begin_round(&project, 1);
    refused(&project);
    assert_eq!(project.text("output/manifest.json"), manifest);
    project.run(&["verify"]).done();
    remount(&project, "rw");
    assert_completes(&project);
    unmount(&project);
}

#[test]
fn a_disk_that_is_taken_away_stops_the_build() {
    run_namespaced("child_whose_disk_is_taken_away");
}

#[test]
#[ignore = "it is the child of another test"]
fn child_whose_disk_is_taken_away() {
    if child::argument().is_none() {
        return;
    }
    let project = slow();
    mount(&project, 16 << 10);
    let build = begun(&project);
    unmount(&project);
    let (status, said) = ended(build);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("output was moved or removed during the build"), "{said}");
    // What is there now is not what was locked, and nothing is left in it.
    assert_eq!(project.files("output"), Vec::<String>::new());
    assert_completes(&project);
}
