//! Building: from a checked project to the output folder.

mod runs;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value;

use crate::compose::compose;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, House};
use crate::emit::{self, TypstSource};
use crate::fs;
use crate::load::{EngineChoice, Project};
use crate::plan::{Fingerprint, Making, Plan, Planned, Surroundings};
use crate::publish::{Artifact, Published, Publisher, Target, Unplanned};
use crate::source::SourceMap;
use crate::typeset::{self, Assets, Choice, Engine, FailureKind, Limits, PdfOptions, Setup};

use super::Error;
use super::findings::{merged, missing_image, problem, refused_blanks, typeset_failure};
use super::fonts::Fonts;
use super::part::{self, Share};
use super::project::Ready;
use super::report::{Event, Made, Options, Reason, Report, Times, Wanted};
use super::rerun::Unmade;

/// What the stages of a build share.
struct Build<'a> {
    root: &'a Path,
    ready: &'a Ready,
    sources: &'a SourceMap,
    plan: Plan<'a>,
    options: &'a Options,
    output: PathBuf,
    assets: Arc<Assets>,
    pdf: PdfOptions,
    house: House,
    surroundings: Surroundings,
    /// What people should know about the fonts.
    warnings: Vec<String>,
}

/// A document, and those that a print run has.
struct Composed {
    own: Document,
    run: Option<(Vec<Document>, emit::typst::Sides)>,
}

impl Composed {
    fn all(&self) -> impl Iterator<Item = &Document> {
        [&self.own].into_iter().chain(self.run.iter().flat_map(|(members, _)| members))
    }

    fn blanks(&self) -> Vec<&str> {
        self.all().flat_map(Document::blanks).collect()
    }

    fn images(&self) -> BTreeSet<&str> {
        self.all().flat_map(Document::images).collect()
    }
}

/// Says what a build would make and why, and changes nothing.
pub fn dry_run(
    root: &Path,
    ready: &Ready,
    sources: &SourceMap,
    options: &Options,
) -> Result<Vec<Wanted>, Error> {
    let build = Build::new(root, ready, sources, options)?;
    let published = Published::read(&build.output)?;
    let known: BTreeMap<&str, &str> =
        published.documents().map(|entry| (entry.id.as_str(), entry.fingerprint.as_str())).collect();
    let unmade = if options.rerun { Unmade::read(&build.output)? } else { None };
    let selected = build.selected()?;
    let selected: BTreeSet<String> = selected.iter().map(|document| document.id().into_owned()).collect();
    let all = build.plan.documents().iter().copied().zip(build.targets());
    let targets = all.filter(|(_, target)| selected.contains(&target.id));
    let is_due = |target: &Target| {
        unmade.as_ref().is_none_or(|unmade| unmade.has(target, |target| published.is_current(target)))
    };
    let wanted = targets.filter(|(_, target)| is_due(target)).map(|(document, target)| {
        let reason = match known.get(target.id.as_str()) {
            None => Reason::New,
            Some(fingerprint) if **fingerprint != target.fingerprint => Reason::Changed,
            Some(_) if published.is_current(&target) => Reason::Current,
            Some(_) => Reason::Damaged,
        };
        let reason = if build.has_refused_blanks(document) { Reason::Refused } else { reason };
        Wanted { id: target.id, path: target.path, reason }
    });
    Ok(wanted.collect())
}

/// Makes and publishes the documents that are not as they should be.
///
/// A document that fails does so alone; the others are published.
pub fn build(
    root: &Path,
    ready: &Ready,
    sources: &SourceMap,
    options: &Options,
    mut on_event: impl FnMut(Event<'_>),
) -> Result<Report, Error> {
    let build = Build::new(root, ready, sources, options)?;
    let targets = build.targets();
    let Share { documents, targets, part } = Share::new(options.partition, build.plan.documents(), targets);
    let selected = build.selected()?;
    let selected: BTreeSet<String> = selected.iter().map(|document| document.id().into_owned()).collect();
    let publisher = Publisher::open(&build.output)?.for_part(part)?;
    let mut report = Report::new(build.output.clone());
    report.warnings.extend(build.warnings.iter().cloned());
    report.warnings.extend(publisher.warnings().iter().map(ToString::to_string));
    let before = Unmade::read(&build.output)?;
    let last = before.as_ref().filter(|_| options.rerun);
    let (mut stale, mut registers) = (Vec::new(), Vec::new());
    // The files that registers can be written of.
    let mut printable = BTreeSet::new();
    for (document, target) in documents.iter().zip(&targets) {
        let is_due = || last.is_none_or(|last| last.has(target, |target| publisher.is_current(target)));
        let is_current = document.making() == Making::Run && publisher.is_current(target);
        printable.extend(is_current.then(|| target.id.clone()));
        if !selected.contains(&target.id) || !is_due() {
            continue;
        }
        if publisher.is_current(target) && !build.has_refused_blanks(*document) {
            report.current += 1;
            build.keep_current(*document)?;
        } else if let Making::Register(format) = document.making() {
            registers.push((*document, target, format));
        } else {
            stale.push((*document, target));
        }
    }
    let count = stale.len() + registers.len();
    let to_make =
        || stale.iter().map(|(_, target)| *target).chain(registers.iter().map(|(_, target, _)| *target));
    let wanted: BTreeSet<String> = to_make().map(|target| target.id.clone()).collect();
    on_event(Event::Begin(count));
    let engine = if stale.is_empty() { None } else { Some(build.engine(stale.len())?) };
    let unmade = Unmade::begin(&build.output, before.as_ref(), |id| selected.contains(id), to_make())?;
    let publication = publisher.begin(&targets, &wanted)?;
    if let Some(engine) = engine {
        report.engine = Some(format!("{} {}", engine.name(), engine.version()));
        let results = typeset::run_all(
            options.jobs,
            &stale,
            |(document, target)| build.make(*document, target, &*engine, &publication),
            |_, result| match result {
                Ok((made, warnings)) => {
                    on_event(Event::Made(&made));
                    report.made.push(made);
                    ControlFlow::Continue(Ok(warnings))
                }
                Err(Trouble::Document(id, diagnostics)) => {
                    on_event(Event::Failed(&id));
                    report.failed.push(id);
                    let diagnostics = Ok(diagnostics);
                    if options.fail_fast {
                        options.stop.now();
                        ControlFlow::Break(diagnostics)
                    } else {
                        ControlFlow::Continue(diagnostics)
                    }
                }
                Err(Trouble::Stopped) => ControlFlow::Break(Ok(Vec::new())),
                // The disk is full, or the folder is gone: the next document would fare no better.
                Err(Trouble::World(error)) => {
                    options.stop.now();
                    ControlFlow::Break(Err(error))
                }
            },
        );
        // In the order of the documents, whichever was ready first.
        let diagnostics = results.into_iter().flatten().collect::<Result<Vec<_>, Error>>()?;
        report.diagnostics = merged(diagnostics.into_iter().flatten());
    }
    printable.extend(report.made.iter().map(|made| made.id.clone()));
    for (document, target, format) in registers {
        if options.stop.is_set() {
            break;
        }
        match build.write_register(document, target, format, &printable, &publication) {
            Ok(made) => {
                on_event(Event::Made(&made));
                report.made.push(made);
            }
            Err(Trouble::Document(id, diagnostics)) => {
                on_event(Event::Failed(&id));
                report.failed.push(id);
                report.diagnostics.extend(diagnostics);
            }
            Err(Trouble::World(error)) => return Err(error),
            Err(Trouble::Stopped) => break,
        }
    }
    report.skipped = count - report.made.len() - report.failed.len();
    // What a file that is not read holds is not known: its documents may well be planned.
    let summary = publication.finish(if ready.whole { Unplanned::Removed } else { Unplanned::Kept })?;
    unmade.end(&build.output, report.made.iter().map(|made| made.id.as_str()), &report.failed)?;
    report.removed = summary.removed;
    report.kept = summary.kept;
    report.warnings.extend(summary.warnings.iter().map(ToString::to_string));
    report.made.sort_by(|a, b| a.path.cmp(&b.path));
    report.failed.sort();
    Ok(report)
}

/// Why a document was not published.
enum Trouble {
    /// It is the document's own fault.
    Document(String, Vec<Diagnostic>),
    /// It is not.
    World(Error),
    /// It was given up, since the build was stopped.
    Stopped,
}

impl<'a> Build<'a> {
    fn new(
        root: &'a Path,
        ready: &'a Ready,
        sources: &'a SourceMap,
        options: &'a Options,
    ) -> Result<Self, Error> {
        let project = &ready.project;
        let usual = || root.join(project.output_folder());
        let fonts = Fonts::find(root, project)?;
        let warnings = fonts.warnings();
        let assets = Assets {
            layouts: ready.library.layouts().clone(),
            families: fonts.families(),
            fonts: fonts.files,
        };
        let pdf = match &project.pdf {
            Some(pdf) => PdfOptions {
                standards: pdf.standards.iter().map(|standard| standard.value.as_str().to_owned()).collect(),
            },
            None => PdfOptions::default(),
        };
        let house = House::new(project.style.as_ref());
        let surroundings = Surroundings {
            tool: options.tool.clone(),
            engine: typeset::TYPST_VERSION.to_owned(),
            templates: ready.library.digest().to_owned(),
            assets: assets.digest().to_string(),
            pdf: pdf.standards.join(","),
            // Its fields are shown by name, so that no two house styles look the same.
            house: format!("{house:?}"),
        };
        let output = options.output.clone().unwrap_or_else(usual);
        let (plan, assets) = (Plan::new(&ready.data), Arc::new(assets));
        Ok(Self { root, ready, sources, plan, options, output, assets, pdf, house, surroundings, warnings })
    }

    /// Returns the documents that are asked for; a pattern that asks for none is mistyped.
    fn selected(&self) -> Result<Vec<Planned<'a>>, Error> {
        let mut selected = self.plan.only(self.options.only.as_ref());
        if let Some(partition) = self.options.partition {
            selected = part::of(partition, self.plan.documents());
        }
        match &self.options.only {
            Some(pattern) if selected.is_empty() => Err(Error::NothingSelected(pattern.glob().to_string())),
            _ => Ok(selected),
        }
    }

    fn target(&self, document: Planned<'_>) -> Target {
        let content = self.plan.content(document, self.sources);
        let pictures = self.pictures(document, &content.view);
        let fingerprint = self.fingerprint(document, &content.view, &pictures);
        Target {
            id: document.id().into_owned(),
            path: document.path(),
            template: document.template().to_owned(),
            sources: content.sources,
            fingerprint,
        }
    }

    fn fingerprint(&self, document: Planned<'_>, view: &Value, pictures: &[(String, String)]) -> String {
        let (template, path) = (document.template(), document.path());
        Fingerprint::new(&self.surroundings, template, &path, view, pictures).to_string()
    }

    /// Returns the fingerprint of a document with pictures as it was really made: they may have changed since the plan.
    ///
    /// A print run is known by its documents, which are.
    fn remade(&self, document: Planned<'_>, composed: &Composed, source: &TypstSource) -> Option<String> {
        if composed.run.is_some() {
            return None;
        }
        let images = composed.own.images();
        let hash =
            |image: &&str| source.files.get(&in_project(image)).map_or(String::new(), |read| hash(read));
        let pictures: Vec<_> = images.iter().map(|image| ((*image).to_owned(), hash(image))).collect();
        let view = || self.plan.content(document, self.sources).view;
        (!pictures.is_empty()).then(|| self.fingerprint(document, &view(), &pictures))
    }

    /// Returns the pictures that a document shows, each with its hash; one that can't be read has none.
    ///
    /// Which ones these are is known only when the document is composed. That is done only if there may be any.
    fn pictures(&self, document: Planned<'_>, view: &Value) -> Vec<(String, String)> {
        let may_show = self.ready.library.may_show_pictures()
            || !view["certificate"].is_null()
            || view.to_string().contains("![");
        if !may_show {
            return Vec::new();
        }
        let Ok(composed) = self.composed(document, view) else { return Vec::new() };
        let hash = |picture: &str| {
            fs::read(&self.root.join(picture)).map_or_else(|_| String::new(), |bytes| hash(&bytes))
        };
        composed.images().into_iter().map(|picture| (picture.to_owned(), hash(picture))).collect()
    }

    fn engine(&self, documents: usize) -> Result<Box<dyn Engine>, Error> {
        let project = &self.ready.project;
        let choice = match self.options.engine.or(project.engine).unwrap_or(EngineChoice::Auto) {
            EngineChoice::Auto => Choice::Auto,
            EngineChoice::Typst => Choice::Typst,
            EngineChoice::Embedded => Choice::Embedded,
        };
        let program = typst_program(self.root, project);
        Ok(typeset::select(&Setup {
            choice,
            program,
            worker: self.options.worker.clone(),
            documents,
            assets: Arc::clone(&self.assets),
            limits: Limits {
                timeout: self.options.timeout,
                memory: self.options.memory,
                stop: self.options.stop.clone(),
                ..Limits::default()
            },
            scratch: self.options.scratch.clone(),
        })?)
    }

    fn compose(&self, document: Planned<'_>) -> Result<Composed, Vec<Diagnostic>> {
        if document.making() == Making::Run {
            return self.compose_run(document);
        }
        let view = self.plan.content(document, self.sources).view;
        Ok(Composed { own: self.composed(document, &view)?, run: None })
    }

    fn composed(&self, document: Planned<'_>, view: &Value) -> Result<Document, Vec<Diagnostic>> {
        compose(document, view, &self.house, &self.ready.library, self.sources)
    }

    /// Prints a document for the engine, with the pictures that it shows.
    fn source(&self, document: Planned<'_>, composed: &Composed) -> Result<TypstSource, Box<Diagnostic>> {
        let mut source = match &composed.run {
            None => emit::typst::emit(&composed.own),
            Some((members, sides)) => emit::typst::emit_run(&composed.own, members, *sides),
        };
        for image in composed.images() {
            let bytes = fs::read(&self.root.join(image))
                .map_err(|error| Box::new(missing_image(document, image, &error)))?;
            source.files.insert(in_project(image), bytes);
        }
        Ok(source)
    }

    /// Keeps the text of a document that is not made again, since it is as it should be.
    fn keep_current(&self, document: Planned<'_>) -> Result<(), Error> {
        if self.options.keep_sources.is_none() || matches!(document.making(), Making::Register(_)) {
            return Ok(());
        }
        // It was made from the very same, so neither can fail but by a change at this moment.
        let Ok(composed) = self.compose(document) else { return Ok(()) };
        let Ok(source) = self.source(document, &composed) else { return Ok(()) };
        self.keep(document, &source)
    }

    fn keep(&self, document: Planned<'_>, source: &TypstSource) -> Result<(), Error> {
        let Some(folder) = &self.options.keep_sources else { return Ok(()) };
        let folder = folder.join(&*document.id());
        fs::create_folder(&folder)?;
        fs::write(&folder.join("main.typ"), source.main.as_bytes())?;
        for (name, bytes) in &source.files {
            let path = folder.join(name);
            fs::create_folder(path.parent().unwrap_or(&folder))?;
            fs::write(&path, bytes)?;
        }
        Ok(())
    }

    /// Answers whether a document, even if it need not be made again, has blanks that are refused this time.
    fn has_refused_blanks(&self, document: Planned<'_>) -> bool {
        self.options.refuse_blanks
            && !matches!(document.making(), Making::Register(_))
            && self.compose(document).map_or(true, |document| !document.blanks().is_empty())
    }

    fn make(
        &self,
        document: Planned<'_>,
        target: &Target,
        engine: &dyn Engine,
        publication: &crate::publish::Publication,
    ) -> Result<(Made, Vec<Diagnostic>), Trouble> {
        let fault = |diagnostics| Trouble::Document(document.id().into_owned(), diagnostics);
        if self.options.stop.is_set() {
            return Err(Trouble::Stopped);
        }
        let begun = Instant::now();
        let composed = self.compose(document).map_err(fault)?;
        let blanks: Vec<String> = composed.blanks().into_iter().map(str::to_owned).collect();
        if self.options.refuse_blanks && !blanks.is_empty() {
            return Err(fault(vec![refused_blanks(document, &blanks)]));
        }
        let source = self.source(document, &composed).map_err(|diagnostic| fault(vec![*diagnostic]))?;
        self.keep(document, &source).map_err(Trouble::World)?;
        let composing = begun.elapsed();
        let pdf = engine.typeset(&source, &self.pdf).map_err(|failure| match failure.kind {
            FailureKind::Stopped => Trouble::Stopped,
            _ => fault(typeset_failure(document, &failure, &source.main)),
        })?;
        let warnings =
            pdf.warnings.iter().map(|warning| problem(document, Code::TypesetWarning, warning, &source.main));
        let warnings = warnings.collect();
        let duration = begun.elapsed();
        let mut made = Made {
            id: target.id.clone(),
            path: target.path.clone(),
            pages: pdf.pages,
            blanks,
            duration,
            times: Times { composing, typesetting: duration.saturating_sub(composing), ..Times::default() },
            memory: pdf.memory,
        };
        let artifact = Artifact {
            id: target.id.clone(),
            bytes: pdf.bytes,
            pages: pdf.pages,
            // Whichever way that version was run: the bytes are the same.
            engine: format!("typst {}", engine.version()),
            fingerprint: self.remade(document, &composed, &source),
        };
        publication.put(artifact).map_err(|error| Trouble::World(error.into()))?;
        made.times.writing = begun.elapsed().saturating_sub(duration);
        Ok((made, warnings))
    }
}

/// Returns where Typst finds a picture of the project.
fn in_project(picture: &str) -> String {
    format!("project/{picture}")
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Returns the `typst` program that a project names.
pub fn typst_program(root: &Path, project: &Project) -> Option<PathBuf> {
    let path = Path::new(project.typst.as_ref()?);
    // A bare name is looked up on the search path; anything else is relative to the project.
    Some(if path.components().count() > 1 { root.join(path) } else { path.to_owned() })
}
