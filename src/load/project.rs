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
        /// Whether Times New Roman or Tinos is used where this machine has it. Other machines may then make other pages.
        pub system_fonts: Option<bool>,
        /// How the PDF files are made.
        pub pdf: Option<Pdf>,
        /// The house style: what the rules of form leave to the office.
        pub style: Option<Style>,
    }
}

impl Project {
    /// Returns the folder that documents are published to, relative to that of the project.
    pub fn output_folder(&self) -> &str {
        self.output.as_ref().map_or("output", |output| &output.value)
    }
}

record! {
    /// How the PDF files are made.
    pub struct Pdf as "a `pdf` setting" {
        /// The standards that they must meet, such as `a-2a` and `ua-1`.
        pub standards: Vec<Located<PdfStandard>>,
    }
}

choices! {
    /// A standard of PDF files: a version, one for archives (PDF/A), or the one for readers of all kinds (PDF/UA).
    pub enum PdfStandard as "a PDF standard" {
        /// PDF 1.4.
        V14 = "1.4",
        /// PDF 1.5.
        V15 = "1.5",
        /// PDF 1.6.
        V16 = "1.6",
        /// PDF 1.7.
        V17 = "1.7",
        /// PDF 2.0.
        V20 = "2.0",
        /// PDF/A-1b.
        A1b = "a-1b",
        /// PDF/A-1a.
        A1a = "a-1a",
        /// PDF/A-2b.
        A2b = "a-2b",
        /// PDF/A-2u.
        A2u = "a-2u",
        /// PDF/A-2a.
        A2a = "a-2a",
        /// PDF/A-3b.
        A3b = "a-3b",
        /// PDF/A-3u.
        A3u = "a-3u",
        /// PDF/A-3a.
        A3a = "a-3a",
        /// PDF/A-4.
        A4 = "a-4",
        /// PDF/A-4f.
        A4f = "a-4f",
        /// PDF/A-4e.
        A4e = "a-4e",
        /// PDF/UA-1.
        Ua1 = "ua-1",
    }
}

impl PdfStandard {
    /// Returns of which kind it is: a file meets at most one of each.
    fn kind(self) -> &'static str {
        match self.as_str().split_once('-') {
            Some(("a", _)) => "PDF/A",
            Some(("ua", _)) => "PDF/UA",
            _ => "PDF version",
        }
    }

    /// Returns the versions of PDF that a file may have to meet it, the oldest and the newest.
    ///
    /// PDF/UA-1 would allow older ones, but not for what every page here has: a head that a reader is to skip.
    fn versions(self) -> (Self, Self) {
        match self {
            Self::V14 | Self::V15 | Self::V16 | Self::V17 | Self::V20 => (self, self),
            Self::A1b | Self::A1a => (Self::V14, Self::V14),
            Self::A2b | Self::A2u | Self::A2a | Self::A3b | Self::A3u | Self::A3a => (Self::V14, Self::V17),
            Self::A4 | Self::A4f | Self::A4e => (Self::V20, Self::V20),
            Self::Ua1 => (Self::V17, Self::V17),
        }
    }

    /// Says why no file can meet this one and another; nothing if one can.
    fn conflict(self, other: Self) -> Option<String> {
        let [first, second] = [self.as_str(), other.as_str()];
        if self.kind() == other.kind() {
            return Some(format!("a file meets one {}, not `{first}` and `{second}`", self.kind()));
        }
        let ((oldest, newest), (others_oldest, others_newest)) = (self.versions(), other.versions());
        // The versions are declared in their order.
        (newest < others_oldest || others_newest < oldest)
            .then(|| format!("no version of PDF meets both `{first}` and `{second}`"))
    }
}

/// Finds standards that no file can meet at once.
fn check_standards(standards: &[Located<PdfStandard>], diagnostics: &mut Vec<Diagnostic>) {
    for (index, second) in standards.iter().enumerate() {
        let found = standards[..index].iter().find_map(|first| {
            if first.value == second.value {
                let headline = format!("`{}` is listed twice", second.value.as_str());
                return Some((Diagnostic::new(Code::ListedTwice, headline), first));
            }
            let headline = first.value.conflict(second.value)?;
            Some((Diagnostic::new(Code::ConflictingKeys, headline), first))
        });
        if let Some((diagnostic, first)) = found {
            diagnostics.push(
                diagnostic
                    .at(second.span, "the second one")
                    .and(first.span, "the first one")
                    .help("keep one of them"),
            );
        }
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
    if let Some(pdf) = &project.pdf {
        check_standards(&pdf.standards, diagnostics);
    }
    Some(project)
}
