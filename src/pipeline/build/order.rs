//! What a document is composed of, and what becomes of that before it is typeset.

use serde_json::Value;

use crate::compose::{Composed, Order, Piece};
use crate::diagnostic::Diagnostic;
use crate::emit::TypstSource;
use crate::emit::typst::Sides;
use crate::fs;
use crate::plan::{Making, Planned};
use crate::typeset::Uncomposed;

use super::super::findings::{compose_failure, missing_image};
use super::{Build, Error};

impl Build<'_> {
    /// Returns all that the text of a document is made of: of a print run, all its documents below what stands in front.
    pub(super) fn order(&self, document: Planned<'_>) -> Order {
        let own = self.piece(document);
        let run = (document.making() == Making::Run).then(|| {
            let members = self.plan.members(document).iter().map(|at| self.piece(self.plan.documents()[*at]));
            let is_duplex = own.view["run"]["is_duplex"] == Value::Bool(true);
            (members.collect(), if is_duplex { Sides::Two } else { Sides::One })
        });
        Order { own, run }
    }

    fn piece(&self, document: Planned<'_>) -> Piece {
        let view = self.plan.content(document, self.sources).view;
        Piece { template: document.template().to_owned(), view }
    }

    /// Has the text of a document composed.
    pub(super) fn compose(&self, document: Planned<'_>) -> Result<Composed, Uncomposed> {
        self.workers.compose(&self.order(document))
    }

    /// Says why the text of a document could not be composed.
    pub(super) fn uncomposed(&self, document: Planned<'_>, reason: &Uncomposed) -> Vec<Diagnostic> {
        let library = &self.ready.library;
        match reason {
            Uncomposed::Mistakes(mistakes) => {
                mistakes.iter().map(|mistake| mistake.diagnostic(document, library, self.sources)).collect()
            }
            Uncomposed::Failure(failure) => compose_failure(document, failure),
        }
    }

    /// Adds to a text the pictures that it shows.
    pub(super) fn with_pictures(
        &self,
        document: Planned<'_>,
        composed: &mut Composed,
    ) -> Result<(), Box<Diagnostic>> {
        for picture in &composed.pictures {
            let bytes = fs::read(&self.root.join(picture))
                .map_err(|error| Box::new(missing_image(document, picture, &error)))?;
            composed.source.files.insert(in_project(picture), bytes);
        }
        Ok(())
    }

    /// Keeps the text of a document that is not made again, since it is as it should be.
    pub(super) fn keep_current(&self, document: Planned<'_>) -> Result<(), Error> {
        if self.options.keep_sources.is_none() || matches!(document.making(), Making::Register(_)) {
            return Ok(());
        }
        // It was made from the very same, so neither can fail but by a change at this moment.
        let Ok(mut composed) = self.compose(document) else { return Ok(()) };
        let Ok(()) = self.with_pictures(document, &mut composed) else { return Ok(()) };
        self.keep(document, &composed.source)
    }

    /// Keeps the text of a document, if that was asked for.
    pub(super) fn keep(&self, document: Planned<'_>, source: &TypstSource) -> Result<(), Error> {
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
    pub(super) fn has_refused_blanks(&self, document: Planned<'_>) -> bool {
        self.options.refuse_blanks
            && !matches!(document.making(), Making::Register(_))
            && self.compose(document).map_or(true, |composed| !composed.blanks.is_empty())
    }
}

/// Returns where Typst finds a picture of the project.
pub(super) fn in_project(picture: &str) -> String {
    format!("project/{picture}")
}
