//! Print runs: composed of the documents that they have, and told of in registers.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::emit::register::{self, Row};
use crate::emit::typst::Sides;
use crate::fs;
use crate::model::RegisterFormat;
use crate::plan::{Making, Planned};
use crate::publish::{Artifact, Publication, Target};
use crate::typeset::{self, TYPST_VERSION};

use super::{Build, Composed, Instant, Made, Times, Trouble};

impl<'a> Build<'a> {
    /// Returns the targets of all documents of the plan, in its order.
    ///
    /// What a run is made from are its documents, what a register is made from the parts of its run: so their
    /// fingerprints are made of those of the former.
    pub(super) fn targets(&self) -> Vec<Target> {
        let documents = self.plan.documents();
        let mut targets: Vec<Option<Target>> = documents
            .iter()
            .map(|document| (document.making() == Making::Document).then(|| self.target(*document)))
            .collect();
        for is_register in [false, true] {
            for (at, document) in documents.iter().enumerate() {
                let behind: Vec<usize> = match document.making() {
                    Making::Run if !is_register => self.plan.members(*document).to_vec(),
                    Making::Register(_) if is_register => self.plan.parts(*document).collect(),
                    Making::Document | Making::Run | Making::Register(_) => continue,
                };
                let behind: Vec<&Target> =
                    behind.into_iter().filter_map(|behind| targets[behind].as_ref()).collect();
                targets[at] = Some(self.target_of_run(*document, &behind));
            }
        }
        targets.into_iter().flatten().collect()
    }

    fn target_of_run(&self, document: Planned<'_>, behind: &[&Target]) -> Target {
        let content = self.plan.content(document, self.sources);
        let prints: Vec<(String, String)> =
            behind.iter().map(|target| (target.path.clone(), target.fingerprint.clone())).collect();
        let mut sources: BTreeSet<String> = content.sources.into_iter().collect();
        sources.extend(behind.iter().flat_map(|target| &target.sources).cloned());
        Target {
            id: document.id().into_owned(),
            path: document.path(),
            template: document.template().to_owned(),
            sources: sources.into_iter().collect(),
            fingerprint: self.fingerprint(document, &content.view, &prints),
        }
    }

    /// Composes all documents of a run, below what stands in front of them.
    pub(super) fn compose_run(&self, document: Planned<'_>) -> Result<Composed, Vec<Diagnostic>> {
        let view = self.plan.content(document, self.sources).view;
        let duplex = view["run"]["is_duplex"] == serde_json::Value::Bool(true);
        let own = self.composed(document, &view)?;
        let members = self.plan.members(document).iter().map(|at| {
            let member = self.plan.documents()[*at];
            self.composed(member, &self.plan.content(member, self.sources).view)
        });
        let members = members.collect::<Result<Vec<Document>, _>>()?;
        let sides = if duplex { Sides::Two } else { Sides::One };
        Ok(Composed { own, run: Some((members, sides)) })
    }

    /// Writes the register of a run whose parts are all as they should be; `ready` are the ids of those.
    pub(super) fn write_register(
        &self,
        document: Planned<'a>,
        target: &Target,
        format: RegisterFormat,
        ready: &BTreeSet<String>,
        publication: &Publication,
    ) -> Result<Made, Trouble> {
        let begun = Instant::now();
        let fault = |diagnostic| Trouble::Document(target.id.clone(), vec![diagnostic]);
        let mut rows = self.rows(document);
        let mut next = rows.iter_mut();
        for part in self.plan.parts(document) {
            let part = self.plan.documents()[part];
            if !ready.contains(&*part.id()) {
                return Err(fault(without_part(document, part)));
            }
            let path = part.path();
            let bytes = fs::read(&self.output.join(&path)).map_err(|error| Trouble::World(error.into()))?;
            let places = typeset::places(&bytes).unwrap_or_default();
            for (at, row) in (1..).zip(next.by_ref().take(self.plan.members(part).len())) {
                let Some(page) = places.get(&format!("member-{at}")) else {
                    return Err(fault(without_part(document, part)));
                };
                row.part.clone_from(&path);
                row.page = *page;
            }
        }
        let bytes = match format {
            RegisterFormat::Csv => register::csv(&rows),
            RegisterFormat::Xlsx => register::xlsx(&document.record().id.value.to_string(), &rows)
                .map_err(|error| fault(too_long(document, &error.to_string())))?,
        };
        let artifact = Artifact {
            id: target.id.clone(),
            bytes,
            pages: 0,
            engine: format!("typst {TYPST_VERSION}"),
            fingerprint: None,
        };
        publication.put(artifact).map_err(|error| Trouble::World(error.into()))?;
        Ok(Made {
            id: target.id.clone(),
            path: target.path.clone(),
            pages: 0,
            blanks: Vec::new(),
            duration: begun.elapsed(),
            times: Times { writing: begun.elapsed(), ..Times::default() },
            memory: None,
        })
    }

    /// Returns what a register says, but for where in the run each document is.
    fn rows(&self, document: Planned<'_>) -> Vec<Row> {
        let view = self.plan.content(document, self.sources).view;
        let lines = view["run"]["register"].as_array().map_or(&[][..], Vec::as_slice);
        let row = |line: &serde_json::Value| {
            let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            Row {
                number: line["number"].as_u64().and_then(|number| u32::try_from(number).ok()),
                name: text("name"),
                post: text("post"),
                form: text("form"),
                decision: text("decision"),
                date: text("date"),
                file: text("file"),
                part: String::new(),
                page: 0,
            }
        };
        lines.iter().map(row).collect()
    }
}

fn without_part(document: Planned<'_>, part: Planned<'_>) -> Diagnostic {
    let headline =
        format!("`{}` tells where each document is, but `{}` was not made", document.id(), part.id());
    Diagnostic::new(Code::TypesetError, headline)
        .at(document.span(), "")
        .help(format!("make all of the run: `vinhdanh build --only '{}'`", document.record().id.value))
}

fn too_long(document: Planned<'_>, reason: &str) -> Diagnostic {
    let headline = format!("the register `{}` can't be written: {reason}", document.id());
    Diagnostic::new(Code::TypesetError, headline).at(document.span(), "")
}
