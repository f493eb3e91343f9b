//! A project in a folder of its own, and the program run in it.
//!
//! Nothing of the machine reaches the program: it has no environment, a home and a folder for temporary files of its own,
//! and no terminal. What it says is compared as a whole, so that a warning that nobody expects fails the test.
#![expect(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use snapbox::IntoData;
use tempfile::TempDir;
use vinhdanh::publish::Manifest;

/// A project and everything else that the program may see.
pub(crate) struct Project {
    sandbox: TempDir,
}

impl Project {
    /// Makes an empty folder.
    pub(crate) fn empty() -> Self {
        let sandbox = tempfile::Builder::new().prefix("vinhdanh-test-").tempdir().unwrap();
        for folder in ["project", "home", "tmp"] {
            fs::create_dir(sandbox.path().join(folder)).unwrap();
        }
        Self { sandbox }
    }

    /// Makes a project without data.
    pub(crate) fn new() -> Self {
        Self::empty().with("vinhdanh.yaml", "vinhdanh: 1\n")
    }

    /// Makes a copy of a project, without what was built in it.
    pub(crate) fn copy_of(folder: &Path) -> Self {
        let project = Self::empty();
        for file in files_below(folder).iter().filter(|file| !file.starts_with("output/")) {
            project.copy(&folder.join(file), file);
        }
        project
    }

    /// Copies a file or folder into the project.
    pub(crate) fn copy(&self, from: &Path, path: &str) {
        if from.is_file() {
            return self.write(path, fs::read(from).unwrap());
        }
        for file in files_below(from) {
            self.copy(&from.join(&file), &format!("{path}/{file}"));
        }
    }

    /// Adds a file.
    #[must_use]
    pub(crate) fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Writes a file and the folders that it needs.
    pub(crate) fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// Replaces a part of a file, which must be there.
    #[track_caller]
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert!(text.contains(old), "{path} has no `{old}`:\n{text}");
        self.write(path, text.replace(old, new));
    }

    /// Returns the bytes of a file.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Returns the text of a file.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.read(path)).unwrap()
    }

    /// Returns where a file of the project is.
    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.sandbox.path().join("project").join(path)
    }

    /// Returns the paths of all files below a folder, but for what only the publisher needs.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let mut files = files_below(&self.path(folder));
        files.retain(|file| !file.split('/').any(|part| part == ".vinhdanh"));
        files
    }

    /// Returns what the program has left in its folder for temporary files.
    pub(crate) fn leftovers(&self) -> Vec<String> {
        files_below(&self.sandbox.path().join("tmp"))
    }

    /// Returns the manifest of the output folder.
    #[track_caller]
    pub(crate) fn manifest(&self) -> Manifest {
        Manifest::parse(&self.read("output/manifest.json")).unwrap()
    }

    /// Returns a command that runs the program in the project.
    pub(crate) fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vinhdanh"));
        command.args(arguments).current_dir(self.path("")).stdin(Stdio::null()).env_clear();
        command.env("HOME", self.sandbox.path().join("home"));
        command.env("TMPDIR", self.sandbox.path().join("tmp"));
        command.env("COLUMNS", "100");
        // Without the embedded engine the program needs one from outside.
        if let (false, Some(path)) = (cfg!(feature = "embedded"), std::env::var_os("PATH")) {
            command.env("PATH", path);
        }
        command
    }

    /// Runs the program in the project.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.finish(&mut self.command(arguments))
    }

    /// Runs a command of this project to its end.
    pub(crate) fn finish(&self, command: &mut Command) -> Run {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| redacted(&String::from_utf8(bytes).unwrap(), &self.path(""));
        Run { status: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }
}

/// What the program has said, and how it has ended.
#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The exit code; nothing if it was killed.
    pub(crate) status: Option<i32>,
    /// The results.
    pub(crate) stdout: String,
    /// Everything else.
    pub(crate) stderr: String,
}

impl Run {
    /// Demands that everything is as expected: the status, and both texts where there are any.
    ///
    /// `SNAPSHOTS=overwrite cargo test` writes what it is into the test.
    #[track_caller]
    pub(crate) fn shows(&self, expected: impl IntoData) {
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(self.transcript(), expected.raw());
    }

    /// Demands that all was done, and returns the results.
    #[track_caller]
    pub(crate) fn done(&self) -> &str {
        assert_eq!(self.status, Some(0), "{}", self.transcript());
        &self.stdout
    }

    /// Demands that the user's files or some document were at fault, and returns what was said about it.
    #[track_caller]
    pub(crate) fn at_fault(&self) -> &str {
        assert_eq!(self.status, Some(1), "{}", self.transcript());
        if self.stdout.is_empty() { &self.stderr } else { &self.stdout }
    }

    fn transcript(&self) -> String {
        let status = self.status.map_or_else(|| "killed".to_owned(), |status| status.to_string());
        let mut transcript = format!("exit {status}\n");
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                transcript.push_str(&["--- ", name, "\n", text].concat());
            }
        }
        transcript
    }
}

/// Replaces what differs between machines and runs. The only place that does.
fn redacted(text: &str, root: &Path) -> String {
    let text = text.replace(root.to_str().unwrap().trim_end_matches('/'), "[ROOT]");
    let text = text.replace(concat!("vinhdanh ", env!("CARGO_PKG_VERSION")), "vinhdanh [VERSION]");
    text.split_inclusive('\n').map(redacted_line).collect()
}

fn redacted_line(line: &str) -> String {
    let is_time = |part: &str| part.strip_suffix(" s").is_some_and(|number| number.parse::<f64>().is_ok());
    let parts = line.split(" · ").map(|part| match part {
        _ if is_time(part) => "[TIME]",
        _ if part.starts_with("engine: ") => "engine: [ENGINE]",
        _ => part,
    });
    let line = parts.collect::<Vec<_>>().join(" · ");
    if line.starts_with("slowest: ") {
        return "slowest: [DOCUMENTS]\n".to_owned();
    }
    // Not every system says it.
    if line.starts_with("peak memory: ") {
        return String::new();
    }
    match line.split_once(" in ") {
        Some((made, time)) if made.starts_with("made ") && time.ends_with(" ms\n") => {
            format!("{made} in [TIME]\n")
        }
        _ => line,
    }
}

/// Returns the paths of all files below a folder, sorted; none if there is no folder.
fn files_below(folder: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| !entry.file_type().is_dir());
    let mut files: Vec<String> = files
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    files.sort();
    files
}

/// Returns the folder of this repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
