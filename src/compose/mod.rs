//! A template and what it sees → the text for the engine.
//!
//! A template is a program: it may never end, or ask for all the memory that there is. So composing is done where it can
//! be stopped, in another process: a [`Composer`] is made of [`Materials`] and given [`Order`]s, which say by themselves
//! all that a text is made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, House, Problem};
use crate::emit::TypstSource;
use crate::emit::typst::{Sides, emit, emit_run};
use crate::plan::Planned;
use crate::source::SourceMap;
use crate::templates::{Fault, Library};
use crate::vi::{with_new_tone_placement, with_old_tone_placement, without_change_of};

/// The name of the State, which the rules of form spell out (NĐ 30/2020/NĐ-CP, phụ lục I, mục II.1).
const STATE: [&str; 2] = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam"];

/// What all texts of a project are made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Materials {
    /// The templates and layouts by the names of their files.
    pub templates: BTreeMap<String, String>,
    /// The house style.
    pub house: House,
    /// Names that keep their tone where it is; layouts don't get them with the house style.
    keep: Vec<String>,
}

/// A text to be composed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The document itself; of a print run, what stands in front.
    pub own: Piece,
    /// The documents of a print run, and how it is printed.
    pub run: Option<(Vec<Piece>, Sides)>,
}

/// A template, and what it sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The name of the template.
    pub template: String,
    /// What it sees.
    pub view: Value,
}

/// What was composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The text for the engine, without the pictures.
    pub source: TypstSource,
    /// What is missing in it, in reading order.
    pub blanks: Vec<String>,
    /// The pictures that it shows: paths below the folder of the project.
    pub pictures: Vec<String>,
}

/// Why a text can't be composed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mistake {
    /// The template is wrong, or does not suit what it sees.
    Template(Fault),
    /// What the template says can't be printed: the problem, and the line that has it.
    Text(Problem, String),
}

impl Materials {
    /// Takes the templates of a library that was found to be without mistakes.
    pub fn new(library: &Library, sources: &SourceMap, house: &House) -> Self {
        let (templates, house, keep) = (library.texts(sources), house.clone(), house.keep.clone());
        Self { templates, house, keep }
    }
}

/// Composes texts.
#[derive(Debug)]
pub struct Composer {
    library: Library,
    sources: SourceMap,
    house: House,
}

impl Composer {
    /// Makes a composer of a project's texts.
    pub fn new(materials: Materials) -> Self {
        let Materials { templates, house, keep } = materials;
        let mut sources = SourceMap::default();
        let library = Library::of_texts(templates, &mut sources);
        Self { library, sources, house: House { keep, ..house } }
    }

    /// Composes a text.
    pub fn compose(&self, order: &Order) -> Result<Composed, Vec<Mistake>> {
        let own = self.document(&order.own)?;
        let members = order.run.iter().flat_map(|(members, _)| members).map(|piece| self.document(piece));
        let members = members.collect::<Result<Vec<Document>, _>>()?;
        let source = match &order.run {
            None => emit(&own),
            Some((_, sides)) => emit_run(&own, &members, *sides),
        };
        let all = || [&own].into_iter().chain(&members);
        let blanks = all().flat_map(Document::blanks).map(str::to_owned).collect();
        let mut pictures: Vec<String> = all().flat_map(Document::images).map(str::to_owned).collect();
        pictures.sort();
        pictures.dedup();
        Ok(Composed { source, blanks, pictures })
    }

    fn document(&self, piece: &Piece) -> Result<Document, Vec<Mistake>> {
        let rendered = self
            .library
            .render(&piece.template, &piece.view, &self.sources)
            .map_err(|faults| faults.into_iter().map(Mistake::Template).collect::<Vec<_>>())?;
        let markdown = rendered.markdown;
        let mut document = Document::parse(rendered.frame, &markdown).map_err(|problems| {
            let line =
                |number: usize| markdown.lines().nth(number.saturating_sub(1)).unwrap_or_default().to_owned();
            let mistake = |problem: Problem| Mistake::Text(problem.clone(), line(problem.line));
            problems.into_iter().map(mistake).collect::<Vec<_>>()
        })?;
        document.frame.house = self.house.clone();
        // Over all that is printed, so that data and templates follow alike.
        let respell = match self.house.tones.as_deref() {
            Some("old") => with_old_tone_placement,
            Some("new") => with_new_tone_placement,
            _ => return Ok(document),
        };
        let kept: Vec<&str> = STATE.into_iter().chain(self.house.keep.iter().map(String::as_str)).collect();
        document.rewrite(&|text| *text = without_change_of(&kept, text, respell));
        Ok(document)
    }
}

impl Mistake {
    /// Says where the mistake is, and in which document it was seen.
    pub fn diagnostic(&self, planned: Planned<'_>, library: &Library, sources: &SourceMap) -> Diagnostic {
        match self {
            Self::Template(fault) => {
                let diagnostic = library.diagnostic(fault, sources);
                match planned.recipient() {
                    Some(_) => diagnostic.and(
                        planned.span(),
                        format!("while `{}` was made, a document of this batch", planned.id()),
                    ),
                    None => diagnostic.and(planned.span(), "while this document was made"),
                }
            }
            Self::Text(problem, line) => {
                let headline =
                    format!("the text of `{}` can't be printed: {}", planned.id(), problem.message);
                let diagnostic = Diagnostic::new(Code::RefusedMarkup, headline)
                    .at(planned.span(), format!("made with the template `{}`", planned.template()))
                    .note(format!(
                        "line {} of the rendered text: {}",
                        problem.line,
                        crate::yaml::excerpt(line)
                    ));
                problem.help.iter().fold(diagnostic, |diagnostic, help| diagnostic.help(help.clone()))
            }
        }
    }
}
