//! The `typst` program as an engine: the reference, and what people already have.

use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::outcome::Work;
use super::process::{self, RunError};
use super::{
    Carried, Engine, Failure, FailureKind, Limits, MAIN, Pdf, PdfOptions, Terms, Uncomposed, Workers,
    messages, pages,
};
use crate::compose::Order;
use crate::emit::TypstSource;
use crate::fs;

/// How long a program may take to say its version.
const PATIENCE: Duration = Duration::from_secs(10);

/// A `typst` program that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its path, or its name if it is on the search path.
    pub path: PathBuf,
    /// The version that it says.
    pub version: String,
}

/// Why a program can't be used as Typst.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    /// There is none, or it can't be run.
    #[error("failed to ask `{}` for its version", .path.display())]
    Run {
        /// The program.
        path: PathBuf,
        /// What happened.
        #[source]
        source: RunError,
    },
    /// It is something else.
    #[error("`{}` is not Typst: asked for its version, it said `{answer}`", .path.display())]
    NotTypst {
        /// The program.
        path: PathBuf,
        /// What it said.
        answer: String,
    },
}

impl ProgramError {
    /// Answers whether there is no such program, rather than one that doesn't work.
    pub fn is_absence(&self) -> bool {
        let Self::Run { source: RunError::Io(error), .. } = self else { return false };
        error.kind() == std::io::ErrorKind::NotFound
    }
}

impl Program {
    /// Asks a program for its version.
    ///
    /// A bare name is looked for on the search path; any other path is made absolute, because the
    /// program will be run in other folders.
    pub fn find(path: &Path) -> Result<Self, ProgramError> {
        let failed = |source| ProgramError::Run { path: path.to_owned(), source };
        let is_bare = path.components().count() == 1;
        let path = if is_bare {
            path.to_owned()
        } else {
            std::path::absolute(path).map_err(|error| failed(error.into()))?
        };
        let limits = Limits { timeout: PATIENCE, ..Limits::default() };
        let output = process::run(Command::new(&path).arg("--version"), &limits).map_err(failed)?;
        let answer = String::from_utf8_lossy(&output.stdout);
        let answer = answer.lines().next().unwrap_or_default();
        let mut words = answer.split_whitespace();
        match (words.next(), words.next()) {
            (Some("typst"), Some(version)) if output.status.success() => {
                Ok(Self { version: version.to_owned(), path })
            }
            _ => Err(ProgramError::NotTypst { answer: answer.to_owned(), path }),
        }
    }
}

/// The engine that runs the `typst` program once a document.
#[derive(Debug)]
pub struct External {
    program: Program,
    workers: Arc<Workers>,
    scratch: TempDir,
}

impl External {
    /// Makes the engine, with a folder for its files in `scratch`; it shares seats, limits and assets with the workers.
    pub fn new(program: Program, workers: Arc<Workers>, scratch: &Path) -> Result<Self, fs::Error> {
        // Typst names files by their true path, so that is what must be taken out of its messages.
        let scratch = fs::scratch_folder(&fs::resolve(scratch)?)?;
        let engine = Self { program, workers, scratch };
        fs::create_folder(&engine.font_folder())?;
        fs::create_folder(&engine.package_folder())?;
        for (index, font) in engine.workers.assets.fonts.iter().enumerate() {
            // The number keeps apart two fonts of one name; the ending is what Typst looks at.
            let ending = font.name.rsplit_once('.').map_or("ttf", |(_, ending)| ending);
            fs::write_scratch(&engine.font_folder().join(format!("{index:04}.{ending}")), &font.data)?;
        }
        Ok(engine)
    }

    fn font_folder(&self) -> PathBuf {
        self.scratch.path().join("fonts")
    }

    /// Stays empty: there are no packages, so that a document does not depend on what is installed.
    fn package_folder(&self) -> PathBuf {
        self.scratch.path().join("packages")
    }

    /// Writes everything that Typst may read into a folder of its own.
    fn lay_out(&self, source: &TypstSource) -> Result<TempDir, Failure> {
        let folder = fs::scratch_folder(self.scratch.path()).map_err(engine_failure)?;
        let layouts =
            self.workers.assets.layouts.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let files = source.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        for (path, bytes) in layouts.chain(files).chain([(MAIN, source.main.as_bytes())]) {
            let target = below(folder.path(), path)?;
            fs::create_folder(target.parent().unwrap_or(folder.path())).map_err(engine_failure)?;
            fs::write_scratch(&target, bytes).map_err(engine_failure)?;
        }
        Ok(folder)
    }

    fn command(&self, root: &Path, options: &PdfOptions) -> Command {
        let mut command = Command::new(&self.program.path);
        command.current_dir(root);
        command.args(["--color", "never", "compile", "--root", ".", "--jobs", "1"]);
        command.args(["--ignore-system-fonts", "--ignore-embedded-fonts", "--font-path"]);
        command.arg(self.font_folder());
        command.arg("--package-path").arg(self.package_folder());
        command.arg("--package-cache-path").arg(self.package_folder());
        command.args(["--creation-timestamp", super::TIMESTAMP]);
        for (name, value) in self.workers.assets.inputs() {
            command.arg("--input").arg(format!("{name}={value}"));
        }
        if !options.standards.is_empty() {
            command.arg("--pdf-standard").arg(options.standards.join(","));
        }
        command.args([MAIN, "-"]);
        shut_out_the_world(&mut command);
        command
    }
}

impl Engine for External {
    fn name(&self) -> &'static str {
        "typst"
    }

    fn version(&self) -> &str {
        &self.program.version
    }

    fn carry_out(&self, order: &Order, _: &Terms) -> Result<Carried, Uncomposed> {
        self.workers.compose(order).map(Carried::Composed)
    }

    fn typeset(&self, source: &TypstSource, options: &PdfOptions) -> Result<Pdf, Failure> {
        let limits = &self.workers.limits;
        let _seat = self.workers.seats.take();
        if limits.stop.is_set() {
            return Err(Failure::stopped());
        }
        let root = self.lay_out(source)?;
        let limits = Limits { timeout: limits.time_for(source), ..limits.clone() };
        let output = process::run(&mut self.command(root.path(), options), &limits)
            .map_err(|error| self.run_failure(&error))?;
        let messages = messages::parse(&without_folder(&output.stderr, root.path()));
        if !output.status.success() {
            let failure = failure(messages.errors, &output, &limits);
            let is_own = failure.kind == FailureKind::Document;
            return Err(if !is_own && limits.stop.is_coming() { Failure::stopped() } else { failure });
        }
        let pages = pages::count(&output.stdout)
            .ok_or_else(|| Failure::plain(FailureKind::Engine, "`typst` ended well, but wrote no PDF"))?;
        Ok(Pdf { bytes: output.stdout, pages, warnings: messages.warnings, memory: None })
    }
}

impl External {
    fn run_failure(&self, error: &RunError) -> Failure {
        match error {
            RunError::Timeout(time) => Failure::timeout(*time),
            RunError::Stopped => Failure::stopped(),
            RunError::Io(error) => Failure::plain(
                FailureKind::Engine,
                format!("failed to run `{}`: {error}", self.program.path.display()),
            ),
        }
    }
}

/// Takes out of a text where the document was for the moment: that is different each time, and no
/// one's business.
fn without_folder(text: &str, folder: &Path) -> String {
    let prefix = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
    text.replace(&prefix, "")
}

/// Tells a text that Typst refused from a program that broke down.
fn failure(errors: Vec<super::Problem>, output: &process::Output, limits: &Limits) -> Failure {
    if errors.is_empty() {
        Failure::from_death(Work::Typesetting, output.status, &output.stderr, limits)
    } else {
        Failure { kind: FailureKind::Document, problems: errors }
    }
}

/// Removes everything from the environment that changes what Typst makes or lets it reach the
/// network.
fn shut_out_the_world(command: &mut Command) {
    const VARIABLES: [&str; 11] = [
        "TYPST_ROOT",
        "TYPST_FONT_PATHS",
        "TYPST_IGNORE_SYSTEM_FONTS",
        "TYPST_IGNORE_EMBEDDED_FONTS",
        "TYPST_PACKAGE_PATH",
        "TYPST_PACKAGE_CACHE_PATH",
        "TYPST_FEATURES",
        "TYPST_CERT",
        "SOURCE_DATE_EPOCH",
        "no_proxy",
        "NO_PROXY",
    ];
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    // Typst has no switch against downloads. A proxy that no one serves makes them fail at once.
    for variable in ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"] {
        command.env(variable, "http://127.0.0.1:9");
    }
}

/// Returns the place of a virtual path in a folder; one that leads out of it is refused.
fn below(folder: &Path, path: &str) -> Result<PathBuf, Failure> {
    let relative = Path::new(path.strip_prefix('/').unwrap_or(path));
    let stays = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if stays && !relative.as_os_str().is_empty() {
        return Ok(folder.join(relative));
    }
    Err(Failure::plain(FailureKind::Engine, format!("the file `{path}` lies outside of the document")))
}

#[expect(clippy::needless_pass_by_value, reason = "it is the argument of `map_err`")]
fn engine_failure(error: fs::Error) -> Failure {
    Failure::plain(FailureKind::Engine, format!("{error}: {}", error.source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cannot_leave_its_folder() {
        let folder = Path::new("root");
        assert_eq!(below(folder, "/layout/base.typ").unwrap(), Path::new("root/layout/base.typ"));
        for path in ["../a", "/..", "a/../../b", "", "/", "//etc/passwd"] {
            assert!(below(folder, path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Program::find(Path::new("/nowhere/typst")).unwrap_err();
        assert_eq!(error.to_string(), "failed to ask `/nowhere/typst` for its version");
    }
}
