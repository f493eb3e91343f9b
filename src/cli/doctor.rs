//! `vinhdanh doctor`: what the documents will be made with, and how to make that better.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::check::Strictness;
use crate::compose::Materials;
use crate::fs;
use crate::load::{EngineChoice, Project};
use crate::pipeline::{self, Fonts, Opened};
use crate::typeset::external::Program;
use crate::typeset::{
    self, Assets, Choice, Engine, Limits, PdfOptions, SelectError, Setup, TYPST_VERSION, Workers,
};

use super::arguments::{Doctor, Global};
use super::screen::Screen;
use super::{AT_FAULT, COULD_NOT_RUN, DONE, summary};

mod fonts;
mod test_page;

/// Something that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    /// What it is about.
    about: &'static str,
    state: State,
    text: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// As it should be.
    Good,
    /// Could be better.
    Note,
    /// Documents suffer from it.
    Bad,
    /// No document can be made.
    Fatal,
}

impl Finding {
    fn new(about: &'static str, state: State, text: impl Into<String>) -> Self {
        Self { about, state, text: text.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

pub(super) fn run(global: &Global, arguments: &Doctor, screen: &Screen) -> anyhow::Result<u8> {
    let opened = open(global)?;
    let ready = opened.as_ref().and_then(|opened| opened.checked.as_ref());
    let project = ready.map(|ready| &ready.project);
    let mut findings = match &opened {
        Some(opened) => project_findings(opened),
        None => vec![Finding::new(
            "project",
            State::Note,
            "there is no project here; this is what a new one gets",
        )],
    };
    let found = match (&opened, project) {
        (Some(opened), Some(project)) => Fonts::find(&opened.root, project),
        _ => Ok(Fonts::built_in()),
    };
    let fonts = found.unwrap_or_else(|error| {
        findings.push(Finding::new("fonts", State::Bad, format!("{:#}", anyhow::Error::new(error))));
        Fonts::built_in()
    });
    findings
        .extend(fonts::findings(&fonts, project.is_some_and(|project| project.system_fonts == Some(true)))?);
    let root = opened.as_ref().map(|opened| opened.root.as_path());
    let engine = engine(root, project, &fonts)?;
    findings.extend(engine_findings(root, project, &engine));
    for finding in &findings {
        show(finding, screen)?;
    }
    // What was found is told even where the page can't be written.
    if let (Some(path), Ok(engine)) = (&arguments.test_page, &engine) {
        let page = test_page::write(path, &**engine, &fonts)?;
        show(&page, screen)?;
        findings.push(page);
    }
    Ok(match findings.iter().map(|finding| finding.state).max() {
        Some(State::Fatal) => COULD_NOT_RUN,
        Some(State::Bad) => AT_FAULT,
        Some(State::Note | State::Good) | None => DONE,
    })
}

/// Opens the project that is named, or the nearest one; there may be none.
fn open(global: &Global) -> anyhow::Result<Option<Opened>> {
    let here = super::current_folder()?;
    if global.project.is_none() && pipeline::find_root(&here).is_err() {
        return Ok(None);
    }
    super::open(global, Strictness::Draft).map(Some)
}

fn show(finding: &Finding, screen: &Screen) -> anyhow::Result<()> {
    if screen.is_json() {
        return Ok(screen.result(&serde_json::to_string(finding)?)?);
    }
    let state = match finding.state {
        State::Good => "good",
        State::Note => "note",
        State::Bad => "BAD",
        State::Fatal => "FATAL",
    };
    screen.result(&format!("{state:<5}  {}: {}", finding.about, finding.text))?;
    match &finding.help {
        Some(help) => Ok(screen.result(&format!("       help: {help}"))?),
        None => Ok(()),
    }
}

fn project_findings(opened: &Opened) -> Vec<Finding> {
    let root = opened.root.display();
    let Some(ready) = &opened.checked else {
        let text = format!("{root}: {}", summary(&opened.diagnostics));
        return vec![Finding::new("project", State::Bad, text).help("`vinhdanh check` shows where")];
    };
    let mut findings =
        vec![Finding::new("project", State::Good, format!("{root}: {}", summary(&opened.diagnostics)))];
    findings.push(output_finding(&opened.root.join(ready.project.output_folder())));
    let standards = match &ready.project.pdf {
        Some(pdf) => pdf.standards.iter().map(|standard| standard.value.as_str().to_owned()).collect(),
        None => PdfOptions::default().standards,
    };
    let is_usual = standards == PdfOptions::default().standards;
    let shown = if standards.is_empty() { "none".to_owned() } else { standards.join(", ") };
    let finding =
        Finding::new("pdf", if is_usual { State::Good } else { State::Note }, format!("standards: {shown}"));
    findings.push(if is_usual {
        finding
    } else {
        finding.help("leave `pdf` out for files that can be kept for ever (a-2a) and read aloud (ua-1)")
    });
    findings
}

/// Finds out whether documents can be written, by writing beside where they will be.
fn output_finding(output: &Path) -> Finding {
    let shown = output.display();
    let Some(folder) = output.ancestors().find(|above| above.exists()) else {
        return Finding::new("output", State::Bad, format!("{shown} lies in no folder"));
    };
    if !folder.is_dir() {
        let text = format!("{shown} can't be written: {} is not a folder", folder.display());
        return Finding::new("output", State::Bad, text)
            .help("take the file out of the way, or set `output` in the project file");
    }
    match fs::scratch_folder(folder) {
        Ok(_) => Finding::new("output", State::Good, format!("{shown} can be written")),
        Err(error) => {
            Finding::new("output", State::Bad, format!("{shown} can't be written: {}", error.source))
                .help("give yourself the right to write there, or set `output` in the project file")
        }
    }
}

fn choice(project: Option<&Project>) -> EngineChoice {
    project.and_then(|project| project.engine).unwrap_or(EngineChoice::Auto)
}

/// Chooses the engine as a build of a few documents would.
fn engine(
    root: Option<&Path>,
    project: Option<&Project>,
    fonts: &Fonts,
) -> anyhow::Result<Result<Box<dyn Engine>, SelectError>> {
    let choice = match choice(project) {
        EngineChoice::Auto => Choice::Auto,
        EngineChoice::Typst => Choice::Typst,
        EngineChoice::Embedded => Choice::Embedded,
    };
    let assets = Assets { fonts: fonts.files.clone(), families: fonts.families(), ..Assets::default() };
    let (worker, limits) = (super::build::worker()?, Limits::default());
    let workers = Workers::new(worker, Materials::default(), Arc::new(assets), limits, 1);
    Ok(typeset::select(&Setup {
        choice,
        program: root.zip(project).and_then(|(root, project)| pipeline::typst_program(root, project)),
        workers: Arc::new(workers),
        documents: 1,
        scratch: std::env::temp_dir(),
    }))
}

fn engine_findings(
    root: Option<&Path>,
    project: Option<&Project>,
    engine: &Result<Box<dyn Engine>, SelectError>,
) -> Vec<Finding> {
    let named = root.zip(project).and_then(|(root, project)| pipeline::typst_program(root, project));
    let program = match Program::find(named.as_deref().unwrap_or(Path::new("typst"))) {
        Ok(program) => Finding::new(
            "engine",
            State::Good,
            format!("`{}` is Typst {}", program.path.display(), program.version),
        ),
        Err(error) if named.is_some() => {
            Finding::new("engine", State::Bad, format!("{:#}", anyhow::Error::new(error)))
                .help("name a `typst` program that works in the project file, or take `typst` out of it")
        }
        Err(error) => {
            let what = if error.is_absence() {
                "no `typst` on the search path".to_owned()
            } else {
                format!("{:#}", anyhow::Error::new(error))
            };
            let serves = if cfg!(feature = "embedded") { "; the embedded engine serves" } else { "" };
            Finding::new("engine", State::Note, what + serves)
        }
    };
    let embedded = if cfg!(feature = "embedded") {
        format!("the embedded engine is Typst {TYPST_VERSION}")
    } else {
        "this build has no embedded engine".to_owned()
    };
    let used = match engine {
        Ok(engine) => Finding::new("engine", State::Good, {
            let choice = choice(project).as_str();
            format!("in use: {} {} (`engine: {choice}`)", engine.name(), engine.version())
        }),
        Err(error) => Finding::new("engine", State::Fatal, error.to_string()).help(error.help()),
    };
    vec![used, program, Finding::new("engine", State::Good, embedded)]
}
