//! What is to be published of a plan, and by which fingerprint it is known.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::compose::{Composed, Order, Piece};
use crate::fs;
use crate::plan::{Fingerprint, Making, Planned};
use crate::publish::Target;

use super::Build;
use super::order::in_project;

impl Build<'_> {
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
    pub(super) fn remade(&self, document: Planned<'_>, composed: &Composed) -> Option<String> {
        if composed.pictures.is_empty() || document.making() == Making::Run {
            return None;
        }
        let files = &composed.source.files;
        let read =
            |picture: &String| files.get(&in_project(picture)).map_or(String::new(), |read| hash(read));
        let pictures: Vec<_> =
            composed.pictures.iter().map(|picture| (picture.clone(), read(picture))).collect();
        let view = self.plan.content(document, self.sources).view;
        Some(self.fingerprint(document, &view, &pictures))
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
        let own = Piece { template: document.template().to_owned(), view: view.clone() };
        let Ok(composed) = self.workers.compose(&Order { own, run: None }) else { return Vec::new() };
        let hash = |picture: &str| {
            fs::read(&self.root.join(picture)).map_or_else(|_| String::new(), |bytes| hash(&bytes))
        };
        let pictures = composed.pictures.into_iter();
        pictures.map(|picture| (picture.clone(), hash(&picture))).collect()
    }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
