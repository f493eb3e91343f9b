//! Registers of print runs: written when the files are made that they tell of.

use std::collections::BTreeSet;
use std::time::Instant;

use crate::diagnostic::{Code, Diagnostic};
use crate::emit::register::{self, Row};
use crate::fs;
use crate::model::RegisterFormat;
use crate::plan::{Making, Planned};
use crate::publish::{Artifact, Publication, Target};
use crate::typeset::{self, TYPST_VERSION};

use super::super::report::{Made, Times};
use super::{Build, Outcome, Trouble};

impl<'a> Build<'a> {
    /// Writes the register of a run whose parts are all as they should be; `printed` are the ids of those.
    pub(super) fn write_register(
        &self,
        document: Planned<'a>,
        target: &Target,
        printed: &BTreeSet<String>,
        publication: &Publication<'_>,
    ) -> Outcome {
        let begun = Instant::now();
        let fault = |diagnostic| Trouble::Document(target.id.clone(), vec![diagnostic]);
        let mut rows = self.rows(document);
        let mut next = rows.iter_mut();
        for part in self.plan.parts(document) {
            let part = self.plan.documents()[part];
            if !printed.contains(&*part.id()) {
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
        let bytes = match document.making() {
            Making::Register(RegisterFormat::Xlsx) => {
                register::xlsx(&document.record().id.value.to_string(), &rows)
                    .map_err(|error| fault(too_long(document, &error.to_string())))?
            }
            _ => register::csv(&rows),
        };
        let artifact = Artifact {
            id: target.id.clone(),
            bytes,
            pages: 0,
            engine: format!("typst {TYPST_VERSION}"),
            fingerprint: None,
        };
        publication.put(artifact).map_err(|error| Trouble::World(error.into()))?;
        let made = Made {
            id: target.id.clone(),
            path: target.path.clone(),
            pages: 0,
            blanks: Vec::new(),
            duration: begun.elapsed(),
            times: Times { writing: begun.elapsed(), ..Times::default() },
            memory: None,
        };
        Ok((made, Vec::new()))
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
