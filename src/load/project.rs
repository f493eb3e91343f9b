//! The project file.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceMap, Span};
use crate::yaml::{self, Decode, Decoder, Limits, Located, choices, record};

use super::{Found, Style};

/// The name of the project file; its folder is the project.
pub const PROJECT_FILE: &str = "vinhdanh.yaml";

/// The version of the format of data and settings that this program reads.
const FORMAT: u16 = 1;

choices! {
    /// Which engine lays the documents out.
    pub enum EngineChoice as "an engine" {
        /// The `typst` program if it fits, else the embedded one.
        Auto = "auto",
        /// The `typst` program.
        Typst = "typst",
        /// The one inside this program.
        Embedded = "embedded",
    }
}

record! {
    /// The settings of a project. Folders are relative to it.
    pub struct Project as "a project" {
        /// The version of the format of data and settings.
        pub vinhdanh: Located<u16>,
        /// What the project is for.
        pub name: Option<String>,
        /// The folder of the data; `data` if not given.
        pub data: Option<Located<String>>,
        /// The folder of the project's own templates; `templates` if not given.
        pub templates: Option<Located<String>>,
        /// The folder that documents are published to; `output` if not given.
        pub output: Option<Located<String>>,
        /// The engine; `auto` if not given.
        pub engine: Option<EngineChoice>,
        /// The `typst` program, where it is not on the search path.
        pub typst: Option<String>,
        /// Folders with fonts that are used before the built-in one.
        pub fonts: Vec<Located<String>>,
        /// How the PDF files are made.
        pub pdf: Option<Pdf>,
        /// The house style: what the rules of form leave to the office.
        pub style: Option<Style>,
    }
}

record! {
    /// How the PDF files are made.
    pub struct Pdf as "a `pdf` setting" {
        /// The standards that they must meet, such as `a-2a` and `ua-1`.
        pub standards: Vec<Located<String>>,
    }
}

/// Reads the project file of a folder; nothing if there is a mistake in it.
pub fn read_project(
    root: &Path,
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Project> {
    let text = Found::new(root.join(PROJECT_FILE), PROJECT_FILE).text();
    let text = text.map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()?;
    let file = sources.add(PROJECT_FILE, text);
    let before = diagnostics.len();
    let Some(node) = yaml::parse(file, sources.file(file).text(), Limits::default(), diagnostics) else {
        if diagnostics.len() == before {
            let empty = Diagnostic::new(Code::MissingKey, "a project needs the key `vinhdanh`");
            diagnostics
                .push(empty.at(Span::new(file, 0..0), "nothing is written here").help("write `vinhdanh: 1`"));
        }
        return None;
    };
    let project = Project::decode(&node, &mut Decoder::new(sources, diagnostics))?;
    let version = &project.vinhdanh;
    if version.value != FORMAT {
        let headline = format!(
            "the project has format {}, and this version of vinhdanh knows only {FORMAT}",
            version.value
        );
        diagnostics.push(Diagnostic::new(Code::UnknownWord, headline).at(version.span, ""));
        return None;
    }
    if let Some(party) = project.style.as_ref().and_then(|style| style.party.as_ref()) {
        party.check(diagnostics);
    }
    Some(project)
}
