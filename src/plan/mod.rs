//! Which documents to make, what each template sees, and the fingerprint of that.

mod fingerprint;
mod partition;
mod view;

use globset::GlobMatcher;

use crate::check::Checked;
use crate::model::{DocumentRecord, Inventory};
use crate::source::{SourceMap, Span};
use crate::yaml::Located;

pub use fingerprint::{Fingerprint, Surroundings};
pub use partition::{NoPartition, Partition};
pub use view::{
    AgendaView, AwardsChart, BallotsView, CampaignView, CertificateView, ChartsView, ComparisonChart,
    ConferenceView, DecisionView, DocumentView, HeadshipView, HonoursView, LetterView, LineView, PersonView,
    RegisterView, RegisteredView, ReviewView, SeriesView, SheetView, StatisticsView, SubmissionView,
    UnitView, View,
};

/// The documents to be made, in the order of the data.
#[derive(Debug)]
pub struct Plan<'a> {
    inventory: &'a Inventory,
    documents: Vec<Planned<'a>>,
}

/// A document to be made.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    record: &'a DocumentRecord,
}

/// What a document is made from.
#[derive(Debug)]
pub struct Content {
    /// What its template sees.
    pub view: serde_json::Value,
    /// The data files behind it.
    pub sources: Vec<String>,
}

impl<'a> Plan<'a> {
    /// Plans all documents of the data.
    pub fn new(checked: &'a Checked) -> Self {
        let inventory = checked.inventory();
        let documents = inventory.records().documents.iter().map(|record| Planned { record }).collect();
        Self { inventory, documents }
    }

    /// Returns all documents.
    pub fn documents(&self) -> &[Planned<'a>] {
        &self.documents
    }

    /// Returns the documents whose id a pattern matches.
    pub fn only(&self, pattern: Option<&GlobMatcher>) -> Vec<Planned<'a>> {
        let wanted = |document: &&Planned<'a>| pattern.is_none_or(|pattern| pattern.is_match(document.id()));
        self.documents.iter().filter(wanted).copied().collect()
    }

    /// Returns the paths of the pictures that documents show because the data names them, each where it is named.
    pub fn pictures(&self) -> Vec<&'a Located<String>> {
        let of = |document: &Planned<'a>| view::pictures_of(document.record, self.inventory);
        let mut pictures: Vec<&Located<String>> = self.documents.iter().flat_map(of).collect();
        pictures.sort_by_key(|picture| (picture.span.file, picture.span.start));
        pictures.dedup_by_key(|picture| (picture.span.file, picture.span.start));
        pictures
    }

    /// Returns what a document is made from.
    ///
    /// # Panics
    ///
    /// If a view could not be written as JSON, which its types rule out.
    pub fn content(&self, document: Planned<'_>, sources: &SourceMap) -> Content {
        let viewer = view::Viewer::new(self.inventory, document.record);
        let view = viewer.view(document.record);
        let view = serde_json::to_value(view).expect("a view has only texts, lists and structs");
        let mut sources: Vec<String> =
            viewer.into_files().into_iter().map(|file| sources.file(file).name().to_owned()).collect();
        sources.sort();
        Content { view, sources }
    }
}

impl Planned<'_> {
    /// Returns the id.
    pub fn id(&self) -> &str {
        self.record.id.as_str()
    }

    /// Returns the name of the template.
    pub fn template(&self) -> &str {
        &self.record.template
    }

    /// Returns where the template is named.
    pub fn template_span(&self) -> Span {
        self.record.template.span
    }

    /// Returns where the document is defined.
    pub fn span(&self) -> Span {
        self.record.id.span
    }

    /// Returns where the path stands, or the id that it follows from.
    pub fn path_span(&self) -> Span {
        self.record.path.as_ref().map_or(self.record.id.span, |path| path.span)
    }

    /// Returns the path below the output folder.
    pub fn path(&self) -> String {
        match &self.record.path {
            // The ending is ours to add; one that was written means the same file.
            Some(path) => format!("{}.pdf", path.value.strip_suffix(".pdf").unwrap_or(&path.value)),
            None => format!("{}/{}.pdf", self.record.unit.id, self.record.id.value),
        }
    }
}
