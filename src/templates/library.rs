//! All templates and layouts of a run.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde_json::Value as Json;
use tera::{Context, Tera};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Frame;
use crate::load::Found;
use crate::source::{FileId, SourceMap, Span};
use crate::vi;
use crate::yaml::{self, Limits};

use super::bounded::{self, Bounded};
use super::filters;
use super::front_matter::{self, FrontMatter};
use super::problem::{Fault, fault};

/// The templates inside the program; a test holds the list to the folder.
const TEMPLATES: &[(&str, &str)] = &[
    ("_agenda.md", include_str!("../../templates/_agenda.md")),
    ("_annexes.md", include_str!("../../templates/_annexes.md")),
    ("_assessment.md", include_str!("../../templates/_assessment.md")),
    ("_awards.md", include_str!("../../templates/_awards.md")),
    ("_campaigns.md", include_str!("../../templates/_campaigns.md")),
    ("_charts.md", include_str!("../../templates/_charts.md")),
    ("_exemplars.md", include_str!("../../templates/_exemplars.md")),
    ("_honours.md", include_str!("../../templates/_honours.md")),
    ("_lists.md", include_str!("../../templates/_lists.md")),
    ("_overview.md", include_str!("../../templates/_overview.md")),
    ("_plan.md", include_str!("../../templates/_plan.md")),
    ("_words.md", include_str!("../../templates/_words.md")),
    ("annual-report.md", include_str!("../../templates/annual-report.md")),
    ("certificate.md", include_str!("../../templates/certificate.md")),
    ("decision.md", include_str!("../../templates/decision.md")),
    ("letter.md", include_str!("../../templates/letter.md")),
    ("minutes.md", include_str!("../../templates/minutes.md")),
    ("print-run.md", include_str!("../../templates/print-run.md")),
    ("register.md", include_str!("../../templates/register.md")),
    ("report.md", include_str!("../../templates/report.md")),
    ("statistics.md", include_str!("../../templates/statistics.md")),
    ("submission.md", include_str!("../../templates/submission.md")),
];

/// The layouts inside the program; a test holds the list to the folder.
const LAYOUTS: &[(&str, &str)] = &[
    ("alone.typ", include_str!("../../templates/typst/alone.typ")),
    ("base.typ", include_str!("../../templates/typst/base.typ")),
    ("body.typ", include_str!("../../templates/typst/body.typ")),
    ("certificate.typ", include_str!("../../templates/typst/certificate.typ")),
    ("compounds.typ", include_str!("../../templates/typst/compounds.typ")),
    ("cover.typ", include_str!("../../templates/typst/cover.typ")),
    ("frame.typ", include_str!("../../templates/typst/frame.typ")),
    ("letter.typ", include_str!("../../templates/typst/letter.typ")),
    ("party.typ", include_str!("../../templates/typst/party.typ")),
    ("party-letter.typ", include_str!("../../templates/typst/party-letter.typ")),
    ("run.typ", include_str!("../../templates/typst/run.typ")),
    ("state.typ", include_str!("../../templates/typst/state.typ")),
];

/// How long the first line of a template is: `---`.
const FIRST_LINE: usize = 3;

/// All templates and layouts of a run.
#[derive(Debug)]
pub struct Library {
    bodies: Tera,
    texts: Tera,
    fronts: BTreeMap<String, FrontMatter>,
    files: BTreeMap<String, FileId>,
    layouts: BTreeMap<String, Vec<u8>>,
    digest: String,
    pictures: bool,
}

/// A rendered template.
#[derive(Debug)]
pub struct Rendered {
    /// What the layout draws.
    pub frame: Frame,
    /// The body in Markdown.
    pub markdown: String,
}

impl Library {
    /// Reads the built-in templates and those of the project, which take their place.
    pub fn load(
        files: &[Found],
        shown_as: &str,
        sources: &mut SourceMap,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut texts: BTreeMap<String, (String, String)> = BTreeMap::new();
        for (name, text) in TEMPLATES {
            texts.insert((*name).to_owned(), (format!("<built-in>/{name}"), (*text).to_owned()));
        }
        for (name, text) in LAYOUTS {
            let name = format!("typst/{name}");
            texts.insert(name.clone(), (format!("<built-in>/{name}"), (*text).to_owned()));
        }
        for file in files {
            let Some(name) = file.below(shown_as).filter(|name| is_template(name) || is_layout(name)) else {
                continue;
            };
            match file.text() {
                Ok(text) => drop(texts.insert(name.to_owned(), (file.shown().to_owned(), unix_lines(&text)))),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        Self::new(texts, sources, diagnostics)
    }

    fn new(
        texts: BTreeMap<String, (String, String)>,
        sources: &mut SourceMap,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut library = Self {
            bodies: instance(escape_markdown, true),
            texts: instance(print_plain, false),
            fronts: BTreeMap::new(),
            files: BTreeMap::new(),
            layouts: BTreeMap::new(),
            digest: digest(&texts),
            pictures: texts.iter().any(|(name, (_, text))| is_template(name) && text.contains("![")),
        };
        let mut bodies = Vec::new();
        for (name, (shown, text)) in texts {
            if let Some(layout) = name.strip_prefix("typst/") {
                library.layouts.insert(format!("/layout/{layout}"), text.into_bytes());
                continue;
            }
            let file = sources.add(shown, text);
            library.files.insert(name.clone(), file);
            bodies.push((name.clone(), library.read(&name, file, sources, diagnostics)));
        }
        // All at once, because templates include each other; one by one on a mistake, to say which has it.
        if library
            .bodies
            .add_raw_templates(bodies.iter().map(|(name, body)| (name.as_str(), body.as_str())))
            .is_err()
        {
            library.blame(&bodies, sources, diagnostics);
        }
        library
    }

    /// Reads the front matter of a template and returns its body, with every line where it was.
    fn read(
        &mut self,
        name: &str,
        file: FileId,
        sources: &SourceMap,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> String {
        let text = sources.file(file).text();
        if name.starts_with('_') {
            return text.to_owned();
        }
        let Some((front, body)) = front_matter::split(text) else {
            let headline = format!("the template `{name}` has no front matter");
            diagnostics.push(
                Diagnostic::new(Code::TemplateError, headline)
                    .at(Span::new(file, 0..0), "expected a line `---`, YAML, and a line `---`"),
            );
            return text.to_owned();
        };
        if let Some(root) = yaml::parse(file, front, Limits::default(), diagnostics) {
            let front = FrontMatter::new(name, root);
            let mut faults = Vec::new();
            front.register(&mut self.texts, &mut faults);
            diagnostics.extend(faults.into_iter().map(|fault| self.diagnostic(&fault, sources)));
            self.fronts.insert(name.trim_end_matches(".md").to_owned(), front);
        }
        "\n".repeat(text[..body].matches('\n').count()) + &text[body..]
    }

    fn blame(&mut self, bodies: &[(String, String)], sources: &SourceMap, diagnostics: &mut Vec<Diagnostic>) {
        for (name, body) in bodies {
            let mut alone = instance(escape_markdown, true);
            let fault = match alone.add_raw_template(name, body) {
                Ok(()) => continue,
                Err(error) => fault(&error, None),
            };
            // A template that only includes others is right in itself.
            if fault.template.is_some() {
                diagnostics.push(self.diagnostic(&fault, sources));
            }
        }
        if let Err(error) =
            self.bodies.add_raw_templates(bodies.iter().map(|(name, body)| (name.as_str(), body.as_str())))
            && diagnostics.is_empty()
        {
            diagnostics.push(Diagnostic::new(Code::TemplateError, fault(&error, None).message));
        }
    }

    /// Returns the names of the templates.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fronts.keys().map(String::as_str)
    }

    /// Answers whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.fronts.contains_key(name)
    }

    /// Returns the layouts by their virtual path.
    pub fn layouts(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.layouts
    }

    /// Returns the digest of all templates: what one includes can't be told from outside, so they count together.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Answers whether a template has the sign of a picture in it.
    pub fn may_show_pictures(&self) -> bool {
        self.pictures
    }

    /// Returns the texts of all templates and layouts by the names of their files: what [`Library::of_texts`] reads.
    pub fn texts(&self, sources: &SourceMap) -> BTreeMap<String, String> {
        let templates =
            self.files.iter().map(|(name, file)| (name.clone(), sources.file(*file).text().to_owned()));
        let layouts = self.layouts.iter().map(|(path, bytes)| {
            (path.replacen("/layout/", "typst/", 1), String::from_utf8_lossy(bytes).into_owned())
        });
        templates.chain(layouts).collect()
    }

    /// Reads the texts of a library that was found to be without mistakes.
    pub fn of_texts(texts: BTreeMap<String, String>, sources: &mut SourceMap) -> Self {
        let texts = texts.into_iter().map(|(name, text)| (name.clone(), (name, text))).collect();
        Self::new(texts, sources, &mut Vec::new())
    }

    /// Renders a template with what it may see.
    ///
    /// # Panics
    ///
    /// If there is no such template: [`has`](Self::has) says so before.
    pub fn render(&self, name: &str, view: &Json, sources: &SourceMap) -> Result<Rendered, Vec<Fault>> {
        let front = self.fronts.get(name).expect("the plan names only templates that exist");
        let context = Context::from_serialize(view).map_err(|error| vec![fault(&error, None)])?;
        let frame = front.render(&self.texts, view, &context, sources);
        let frame = frame.and_then(|json| self.frame(name, json).map_err(|fault| vec![fault]));
        match (frame, self.body(name, &context)) {
            (Ok(frame), Ok(markdown)) => Ok(Rendered { frame, markdown }),
            (Err(mut faults), body) => {
                faults.extend(body.err());
                Err(faults)
            }
            (Ok(_), Err(fault)) => Err(vec![fault]),
        }
    }

    fn body(&self, name: &str, context: &Context) -> Result<String, Fault> {
        let mut text = Bounded::new(bounded::LONGEST);
        match self.bodies.render_to(&format!("{name}.md"), context, &mut text) {
            Ok(()) => String::from_utf8(text.into_bytes()).map_err(|error| fault(&error.into(), None)),
            Err(_) if text.has_overflowed() => {
                let message =
                    format!("the template `{name}` makes more than {} MiB of text", bounded::LONGEST >> 20);
                Err(Fault { message, template: Some(format!("{name}.md")), front: None, range: 0..0 })
            }
            Err(error) => Err(fault(&error, None)),
        }
    }

    fn frame(&self, name: &str, json: Json) -> Result<Frame, Fault> {
        let template = format!("{name}.md");
        let frame: Frame = match serde_json::from_value(json) {
            Ok(frame) => frame,
            Err(error) => {
                let message = format!("the front matter of `{template}` makes no frame: {error}");
                return Err(Fault {
                    message,
                    template: Some(template),
                    front: Some(0..FIRST_LINE),
                    range: 0..0,
                });
            }
        };
        if self.layouts.contains_key(&format!("/layout/{}.typ", frame.layout)) {
            return Ok(frame);
        }
        let message = format!("there is no layout `{}`", frame.layout);
        Err(Fault { message, template: Some(template), front: Some(0..FIRST_LINE), range: 0..0 })
    }

    /// Says where a mistake is in the files that this library was read from.
    pub fn diagnostic(&self, fault: &Fault, sources: &SourceMap) -> Diagnostic {
        let diagnostic = Diagnostic::new(Code::TemplateError, fault.message.clone());
        let file = fault.template.as_ref().and_then(|name| self.files.get(name));
        match (&fault.front, file) {
            (Some(front), Some(file)) => {
                let span = Span::new(*file, front.clone());
                // The whole front matter is marked by its first line.
                let place = if front.end == FIRST_LINE { "in this front matter" } else { "in this text" };
                diagnostic.at(inner(span, &fault.range, sources), place)
            }
            (None, Some(file)) => {
                let text = sources.file(*file).text();
                let place = |at: usize| (at + shift(text)).min(text.len());
                diagnostic.at(Span::new(*file, place(fault.range.start)..place(fault.range.end)), "")
            }
            (_, None) => diagnostic,
        }
    }
}

/// Returns how many bytes the front matter has beyond its line breaks: Tera was given only those.
fn shift(text: &str) -> usize {
    front_matter::split(text).map_or(0, |(_, body)| body - text[..body].matches('\n').count())
}

/// Narrows the place of a text of the front matter to the part that is at fault, where it stands as written.
fn inner(span: Span, range: &std::ops::Range<usize>, sources: &SourceMap) -> Span {
    let written = sources.slice(span);
    let quote = usize::from(written.starts_with(['"', '\'']));
    let simple = !written.contains(['\n', '\\']);
    if simple && !range.is_empty() && quote + range.end <= written.len() {
        span.part(quote + range.start..quote + range.end)
    } else {
        span
    }
}

fn instance(escape: fn(&str, &mut dyn Write) -> std::io::Result<()>, escaping: bool) -> Tera {
    let mut tera = Tera::new();
    tera.set_escape_fn(escape);
    tera.autoescape_on(if escaping { vec![".md"] } else { Vec::new() });
    filters::register(&mut tera);
    tera
}

fn escape_markdown(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    out.write_all(vi::escape_markdown(text).as_bytes())
}

fn print_plain(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    out.write_all(text.as_bytes())
}

/// Answers whether a file of the folder of templates is one; those in folders of it are not.
fn is_template(name: &str) -> bool {
    !name.contains('/') && Path::new(name).extension().is_some_and(|ending| ending == "md")
}

/// Answers whether a file of the folder of templates is a layout.
fn is_layout(name: &str) -> bool {
    name.starts_with("typst/") && Path::new(name).extension().is_some_and(|ending| ending == "typ")
}

/// Returns a text as it would have been saved on Unix, so that the same template makes the same document everywhere.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn digest(texts: &BTreeMap<String, (String, String)>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, (_, text)) in texts {
        for field in [name, text] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}
