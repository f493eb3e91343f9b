//! Making one document: from its order to the file in the output folder.

use std::time::Instant;

use crate::diagnostic::Code;
use crate::plan::Planned;
use crate::publish::{Artifact, Publication, Target};
use crate::typeset::{Carried, Engine, Failure, FailureKind, Uncomposed};

use super::super::findings::{problem, refused_blanks, typeset_failure};
use super::super::report::{Made, Times};
use super::{Build, Outcome, Trouble};

impl<'a> Build<'a> {
    pub(super) fn make(
        &self,
        document: Planned<'a>,
        target: &Target,
        engine: &dyn Engine,
        publication: &Publication<'_>,
    ) -> Outcome {
        let fault = |diagnostics| Trouble::Document(target.id.clone(), diagnostics);
        let trouble = |failure: &Failure, main: &str| match failure.kind {
            FailureKind::Stopped => Trouble::Stopped,
            _ => fault(typeset_failure(document, failure, main)),
        };
        let mut begun = Instant::now();
        let carried =
            engine.carry_out(&self.order(document), &self.terms).map_err(|reason| match &reason {
                Uncomposed::Failure(failure) if failure.kind == FailureKind::Stopped => Trouble::Stopped,
                _ => fault(self.uncomposed(document, &reason)),
            })?;
        let (pdf, blanks, main, composing, fingerprint) = match carried {
            Carried::Typeset { result, blanks, main, waited, composed } => {
                begun += waited;
                let pdf = result.map_err(|failure| trouble(&failure, &main))?;
                (pdf, blanks, main, composed.saturating_duration_since(begun), None)
            }
            Carried::Composed(mut composed) => {
                if self.options.refuse_blanks && !composed.blanks.is_empty() {
                    return Err(fault(vec![refused_blanks(document, &composed.blanks)]));
                }
                self.with_pictures(document, &mut composed).map_err(|diagnostic| fault(vec![*diagnostic]))?;
                self.keep(document, &composed.source).map_err(Trouble::World)?;
                let composing = begun.elapsed();
                let pdf = engine.typeset(&composed.source, &self.terms.pdf);
                let pdf = pdf.map_err(|failure| trouble(&failure, &composed.source.main))?;
                let fingerprint = self.remade(document, &composed);
                (pdf, composed.blanks, composed.source.main, composing, fingerprint)
            }
        };
        let warning = |found| problem(document, Code::TypesetWarning, found, &main);
        let warnings = pdf.warnings.iter().map(warning).collect();
        let duration = begun.elapsed();
        let artifact = Artifact {
            id: target.id.clone(),
            bytes: pdf.bytes,
            pages: pdf.pages,
            // Whichever way that version was run: the bytes are the same.
            engine: format!("typst {}", engine.version()),
            fingerprint,
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
            blanks,
            duration,
            times,
            memory: pdf.memory,
        };
        Ok((made, warnings))
    }
}
