//! Making one document: from its order to the file in the output folder.

use std::time::Instant;

use crate::diagnostic::Code;
use crate::plan::Planned;
use crate::publish::{Artifact, Publication, Target};
use crate::typeset::{Engine, Failure, FailureKind, Uncomposed};

use super::super::findings::{problem, refused_blanks, typeset_failure};
use super::super::report::{Made, Times};
use super::{Build, Outcome, Trouble};

impl<'a> Build<'a> {
    pub(super) fn make(
        &self,
        document: Planned<'a>,
        target: &Target,
        engine: &dyn Engine,
        publication: &Publication,
    ) -> Outcome {
        let fault = |diagnostics| Trouble::Document(target.id.clone(), diagnostics);
        let is_stopped = |failure: &Failure| failure.kind == FailureKind::Stopped;
        let begun = Instant::now();
        let mut composed = self.compose(document).map_err(|reason| match &reason {
            Uncomposed::Failure(failure) if is_stopped(failure) => Trouble::Stopped,
            _ => fault(self.uncomposed(document, &reason)),
        })?;
        if self.options.refuse_blanks && !composed.blanks.is_empty() {
            return Err(fault(vec![refused_blanks(document, &composed.blanks)]));
        }
        self.with_pictures(document, &mut composed).map_err(|diagnostic| fault(vec![*diagnostic]))?;
        let source = &composed.source;
        self.keep(document, source).map_err(Trouble::World)?;
        let composing = begun.elapsed();
        let pdf = engine.typeset(source, &self.pdf).map_err(|failure| {
            if is_stopped(&failure) {
                Trouble::Stopped
            } else {
                fault(typeset_failure(document, &failure, &source.main))
            }
        })?;
        let warning = |found| problem(document, Code::TypesetWarning, found, &source.main);
        let warnings = pdf.warnings.iter().map(warning).collect();
        let duration = begun.elapsed();
        let artifact = Artifact {
            id: target.id.clone(),
            bytes: pdf.bytes,
            pages: pdf.pages,
            // Whichever way that version was run: the bytes are the same.
            engine: format!("typst {}", engine.version()),
            fingerprint: self.remade(document, &composed),
        };
        publication.put(artifact).map_err(|error| Trouble::World(error.into()))?;
        let times = Times {
            composing,
            typesetting: duration.saturating_sub(composing),
            writing: begun.elapsed().saturating_sub(duration),
        };
        let made = Made {
            id: target.id.clone(),
            path: target.path.clone(),
            pages: pdf.pages,
            blanks: composed.blanks,
            duration,
            times,
            memory: pdf.memory,
        };
        Ok((made, warnings))
    }
}
