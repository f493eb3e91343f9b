//! Opening a project: everything up to the check.

use std::path::{Path, PathBuf};

use crate::check::{self, Checked, Strictness};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{check_image, has_format};
use crate::fs;
use crate::law;
use crate::load::{self, PROJECT_FILE, Project};
use crate::plan::Plan;
use crate::source::SourceMap;
use crate::templates::Library;
use crate::yaml::Located;

use super::Error;
use super::documents::check_documents;

/// A project that was read, and what is wrong with it.
#[derive(Debug)]
pub struct Opened {
    /// The folder.
    pub root: PathBuf,
    /// All texts that were read.
    pub sources: SourceMap,
    /// What was found, in the order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// What was read, if there is no error in it.
    pub checked: Option<Ready>,
}

/// A project without errors.
#[derive(Debug)]
pub struct Ready {
    /// The settings.
    pub project: Project,
    /// The data.
    pub data: Checked,
    /// The templates.
    pub library: Library,
    /// Whether everything that looks like data was read.
    pub whole: bool,
}

impl Opened {
    /// Lets go of the texts into which nothing that a build may still find can point: the data without the documents, but
    /// for what was found in it already.
    pub fn release_texts(&mut self) {
        let Some(ready) = &self.checked else { return };
        let records = ready.data.inventory().records();
        let mut released = records.files();
        let found = self.diagnostics.iter().flat_map(|found| found.primary.iter().chain(&found.secondary));
        let documents = records.documents.iter().map(|document| document.span.file);
        for file in documents.chain(found.map(|label| label.span.file)) {
            released.remove(&file);
        }
        for file in released {
            self.sources.release(file);
        }
    }
}

/// Returns the nearest folder upwards that is a project.
pub fn find_root(from: &Path) -> Result<PathBuf, Error> {
    from.ancestors()
        .find(|folder| folder.join(PROJECT_FILE).is_file())
        .map(Path::to_owned)
        .ok_or_else(|| Error::NoProject(from.to_owned()))
}

/// Reads and checks a project.
pub fn open(root: &Path, strictness: Strictness) -> Result<Opened, Error> {
    let mut sources = SourceMap::default();
    let mut diagnostics = Vec::new();
    let ready = read(root, strictness, &mut sources, &mut diagnostics)?;
    let mut all = crate::diagnostic::Diagnostics::default();
    all.extend(diagnostics);
    all.sort(&sources);
    let checked = ready.filter(|_| !all.has_errors());
    Ok(Opened { root: root.to_owned(), sources, diagnostics: all.list().to_vec(), checked })
}

fn read(
    root: &Path,
    strictness: Strictness,
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Ready>, Error> {
    let Some(project) = load::read_project(root, sources, diagnostics) else { return Ok(None) };
    let folder = |setting: &Option<Located<String>>, usual: &str| {
        setting.as_ref().map_or_else(|| usual.to_owned(), |setting| setting.value.clone())
    };
    let data = folder(&project.data, "data");
    let loaded = load::load(&root.join(&data), &data, law::BUILT_IN, sources, diagnostics);
    let data = check::check(loaded, strictness, diagnostics);
    let templates = folder(&project.templates, "templates");
    // A project needs no templates of its own, but the folder that it names must be there.
    let own = if project.templates.is_none() && fs::kind(&root.join(&templates))? == fs::Kind::Nothing {
        Vec::new()
    } else {
        load::walk(&root.join(&templates), &templates, diagnostics)
    };
    let library = Library::load(&own, &templates, sources, diagnostics);
    for folder in project.fonts.iter().filter(|folder| !root.join(&folder.value).is_dir()) {
        let headline = format!("there is no folder `{}`", folder.value);
        diagnostics
            .push(Diagnostic::new(Code::UnreadableFile, headline).at(folder.span, "no fonts are found here"));
    }
    let Some(data) = data else { return Ok(None) };
    let plan = Plan::new(&data);
    check_documents(&plan, &library, diagnostics);
    diagnostics.extend(plan.pictures().into_iter().filter_map(|picture| check_picture(root, picture)));
    let whole = !diagnostics.iter().any(|diagnostic| diagnostic.code == Code::OddFileName);
    Ok(Some(Ready { project, data, library, whole }))
}

/// A picture that the data names must be in the project, and what its name says.
fn check_picture(root: &Path, picture: &Located<String>) -> Option<Diagnostic> {
    let path = picture.value.as_str();
    if let Err(refused) = check_image(path) {
        let diagnostic = Diagnostic::new(Code::RefusedMarkup, refused.message);
        return Some(diagnostic.at(picture.span, "").help(refused.help));
    }
    match fs::read(&root.join(path)) {
        Ok(bytes) if has_format(path, &bytes) => None,
        Ok(_) => {
            let headline = format!("the file `{path}` is no picture of the format that its name says");
            Some(Diagnostic::new(Code::UnreadableFile, headline).at(picture.span, ""))
        }
        Err(error) => {
            let headline = format!("the picture `{path}` can't be read: {}", error.source);
            let diagnostic = Diagnostic::new(Code::UnreadableFile, headline).at(picture.span, "");
            Some(diagnostic.help("paths of pictures begin at the folder of the project"))
        }
    }
}
