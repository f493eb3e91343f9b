//! Building: from a checked project to the output folder.

mod make;
mod order;
mod registers;
mod targets;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compose::Materials;
use crate::diagnostic::Diagnostic;
use crate::document::House;
use crate::load::{EngineChoice, Project};
use crate::plan::{Making, Plan, Planned, Surroundings};
use crate::publish::{Publication, Published, Publisher, Target, Unplanned};
use crate::source::SourceMap;
use crate::typeset::{self, Assets, Choice, Engine, Limits, PdfOptions, Setup, Terms, Workers};

use super::Error;
use super::findings::merged;
use super::fonts::Fonts;
use super::part::{self, Share};
use super::project::Ready;
use super::report::{Event, Made, Options, Reason, Report, Wanted};
use super::rerun::Unmade;

/// What the stages of a build share.
struct Build<'a> {
    root: &'a Path,
    ready: &'a Ready,
    sources: &'a SourceMap,
    plan: Plan<'a>,
    options: &'a Options,
    output: PathBuf,
    workers: Arc<Workers>,
    terms: Terms,
    surroundings: Surroundings,
    /// What people should know about the fonts.
    warnings: Vec<String>,
}

/// What is not as it should be, in the order of the plan.
#[derive(Default)]
struct Stale<'a, 't> {
    documents: Vec<(Planned<'a>, &'t Target)>,
    /// Made when the documents are, of whose files they tell.
    registers: Vec<(Planned<'a>, &'t Target)>,
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

/// What came of one document: what was made, with what is worth knowing of it.
type Outcome = Result<(Made, Vec<Diagnostic>), Trouble>;

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
    let share = Share::new(options.partition, build.plan.documents(), build.targets());
    let selected = build.selected()?;
    let selected: HashSet<String> = selected.iter().map(|document| document.id().into_owned()).collect();
    let publisher = Publisher::open(&build.output)?.for_part(share.part.clone())?;
    let mut report = Report::new(build.output.clone());
    report.warnings.extend(build.warnings.iter().cloned());
    report.warnings.extend(publisher.warnings().iter().map(ToString::to_string));
    let before = Unmade::read(&build.output)?;
    let last = before.as_ref().filter(|_| options.rerun);
    let is_due = |target: &Target| {
        let is_unmade = |last: &Unmade| last.has(target, |target| publisher.is_current(target));
        selected.contains(&target.id) && last.is_none_or(is_unmade)
    };
    let mut stale = Stale::default();
    // The files that registers can be written of.
    let mut printed = BTreeSet::new();
    for (document, target) in share.documents.iter().copied().zip(&share.targets) {
        let is_current = publisher.is_current(target);
        printed.extend((is_current && document.making() == Making::Run).then(|| target.id.clone()));
        if !is_due(target) {
            continue;
        }
        if is_current && !build.has_refused_blanks(document) {
            report.current += 1;
            build.keep_current(document)?;
        } else {
            stale.push(document, target);
        }
    }
    let wanted: BTreeSet<String> = stale.targets().map(|target| target.id.clone()).collect();
    on_event(Event::Begin(wanted.len()));
    let engine = if stale.documents.is_empty() { None } else { Some(build.engine(stale.documents.len())?) };
    let unmade = Unmade::begin(&build.output, before.as_ref(), |id| selected.contains(id), stale.targets())?;
    let publication = publisher.begin(&share.targets, &wanted)?;
    if let Some(engine) = engine {
        report.engine = Some(format!("{} {}", engine.name(), engine.version()));
        let make = |document, target: &Target| build.make(document, target, &*engine, &publication);
        build.make_all(&stale.documents, make, &mut report, &mut on_event)?;
    }
    printed.extend(report.made.iter().map(|made| made.id.clone()));
    let write = |document, target: &Target| build.write_register(document, target, &printed, &publication);
    build.make_all(&stale.registers, write, &mut report, &mut on_event)?;
    report.skipped = wanted.len() - report.made.len() - report.failed.len();
    build.finish(&publication, unmade, &mut report)?;
    Ok(report)
}

impl<'a, 't> Stale<'a, 't> {
    fn push(&mut self, document: Planned<'a>, target: &'t Target) {
        let list = match document.making() {
            Making::Document | Making::Run => &mut self.documents,
            Making::Register(_) => &mut self.registers,
        };
        list.push((document, target));
    }

    fn targets(&self) -> impl Iterator<Item = &'t Target> {
        self.documents.iter().chain(&self.registers).map(|(_, target)| *target)
    }
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
        let limits = Limits {
            timeout: options.timeout,
            memory: options.memory,
            stop: options.stop.clone(),
            ..Limits::default()
        };
        let materials = Materials::new(&ready.library, sources, &house);
        let workers = Workers::new(options.worker.clone(), materials, Arc::new(assets), limits, options.jobs);
        let terms =
            Terms { pdf, refuse_blanks: options.refuse_blanks, is_shown: options.keep_sources.is_some() };
        let output = options.output.clone().unwrap_or_else(usual);
        let (plan, workers) = (Plan::new(&ready.data), Arc::new(workers));
        Ok(Self { root, ready, sources, plan, options, output, workers, terms, surroundings, warnings })
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

    fn engine(&self, documents: usize) -> Result<Box<dyn Engine>, Error> {
        let project = &self.ready.project;
        let choice = match self.options.engine.or(project.engine).unwrap_or(EngineChoice::Auto) {
            EngineChoice::Auto => Choice::Auto,
            EngineChoice::Typst => Choice::Typst,
            EngineChoice::Embedded => Choice::Embedded,
        };
        Ok(typeset::select(&Setup {
            choice,
            program: typst_program(self.root, project),
            workers: Arc::clone(&self.workers),
            documents,
            scratch: self.options.scratch.clone(),
        })?)
    }

    /// Makes documents that are not as they should be, several at a time, and notes what came of each.
    fn make_all<'t>(
        &self,
        stale: &[(Planned<'a>, &'t Target)],
        work: impl Fn(Planned<'a>, &'t Target) -> Outcome + Sync,
        report: &mut Report,
        on_event: &mut impl FnMut(Event<'_>),
    ) -> Result<(), Error> {
        // While as many as are made at a time are being made, the texts of as many more are prepared; but none that may
        // not be made any more.
        let jobs = self.options.jobs;
        let threads = if self.options.fail_fast { jobs } else { jobs.saturating_mul(2) };
        let is_stopped = || self.options.stop.is_set();
        let results = typeset::run_all(
            threads,
            stale,
            |(document, target)| if is_stopped() { Err(Trouble::Stopped) } else { work(*document, target) },
            |_, outcome| match outcome {
                Ok((made, warnings)) => {
                    on_event(Event::Made(&made));
                    report.made.push(made);
                    ControlFlow::Continue(Ok(warnings))
                }
                Err(Trouble::Document(id, diagnostics)) => {
                    on_event(Event::Failed(&id));
                    report.failed.push(id);
                    if self.options.fail_fast {
                        self.options.stop.now();
                        return ControlFlow::Break(Ok(diagnostics));
                    }
                    ControlFlow::Continue(Ok(diagnostics))
                }
                Err(Trouble::Stopped) => ControlFlow::Break(Ok(Vec::new())),
                // The disk is full, or the folder is gone: the next document would fare no better.
                Err(Trouble::World(error)) => {
                    self.options.stop.now();
                    ControlFlow::Break(Err(error))
                }
            },
        );
        // In the order of the documents, whichever was ready first.
        let diagnostics = results.into_iter().flatten().collect::<Result<Vec<_>, Error>>()?;
        report.diagnostics.extend(merged(diagnostics.into_iter().flatten()));
        Ok(())
    }

    fn finish(
        &self,
        publication: &Publication<'_>,
        unmade: Unmade,
        report: &mut Report,
    ) -> Result<(), Error> {
        // What a file that is not read holds is not known: its documents may well be planned.
        let unplanned = if self.ready.whole { Unplanned::Removed } else { Unplanned::Kept };
        let summary = publication.finish(unplanned)?;
        unmade.end(&self.output, report.made.iter().map(|made| made.id.as_str()), &report.failed)?;
        report.removed = summary.removed;
        report.kept = summary.kept;
        report.warnings.extend(summary.warnings.iter().map(ToString::to_string));
        report.made.sort_by(|a, b| a.path.cmp(&b.path));
        report.failed.sort();
        Ok(())
    }
}

/// Returns the `typst` program that a project names.
pub fn typst_program(root: &Path, project: &Project) -> Option<PathBuf> {
    let path = Path::new(project.typst.as_ref()?);
    // A bare name is looked up on the search path; anything else is relative to the project.
    Some(if path.components().count() > 1 { root.join(path) } else { path.to_owned() })
}
