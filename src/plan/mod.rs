//! Which documents to make, what each template sees, and the fingerprint of that.

mod batch;
mod fingerprint;
mod partition;
mod view;

use std::borrow::Cow;
use std::collections::HashSet;

use globset::GlobMatcher;

use crate::check::Checked;
use crate::model::{DocumentRecord, Honoured, Id, Inventory};
use crate::source::{SourceMap, Span};
use crate::yaml::Located;

use batch::Item;
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

/// A document to be made: a record of the data, or one of the batch that a record asks for.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    inventory: &'a Inventory,
    record: &'a DocumentRecord,
    item: Option<Item<'a>>,
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
        let of = |record| match batch::items(inventory, record) {
            Some(items) => {
                items.into_iter().map(|item| Planned::new(inventory, record, Some(item))).collect()
            }
            None => vec![Planned::new(inventory, record, None)],
        };
        let documents = inventory.records().documents.iter().flat_map(of).collect();
        Self { inventory, documents }
    }

    /// Returns all documents.
    pub fn documents(&self) -> &[Planned<'a>] {
        &self.documents
    }

    /// Returns the batches that have no document at all.
    pub fn empty_batches(&self) -> Vec<&'a DocumentRecord> {
        let filled: HashSet<&Id> = self.documents.iter().map(|document| &document.record.id.value).collect();
        let records = self.inventory.records().documents.iter();
        records.filter(|record| !filled.contains(&record.id.value)).collect()
    }

    /// Returns the documents whose id, or that of their batch, a pattern matches.
    pub fn only(&self, pattern: Option<&GlobMatcher>) -> Vec<Planned<'a>> {
        let wanted = |document: &&Planned<'a>| {
            pattern.is_none_or(|pattern| {
                pattern.is_match(document.record.id.as_str()) || pattern.is_match(&*document.id())
            })
        };
        self.documents.iter().filter(wanted).copied().collect()
    }

    /// Returns the paths of the pictures that documents show because the data names them, each where it is named.
    pub fn pictures(&self) -> Vec<&'a Located<String>> {
        // A batch shows what its record says, however many documents it has.
        let records = self.inventory.records().documents.iter();
        let mut pictures: Vec<&Located<String>> =
            records.flat_map(|record| view::pictures_of(record, self.inventory)).collect();
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
        let award = document.item.map(|item| item.award);
        let viewer = view::Viewer::new(self.inventory, document.record, award);
        let view = viewer.view(document.record, &document.id());
        let view = serde_json::to_value(view).expect("a view has only texts, lists and structs");
        let mut sources: Vec<String> =
            viewer.into_files().into_iter().map(|file| sources.file(file).name().to_owned()).collect();
        sources.sort();
        Content { view, sources }
    }
}

impl<'a> Planned<'a> {
    fn new(inventory: &'a Inventory, record: &'a DocumentRecord, item: Option<Item<'a>>) -> Self {
        Self { inventory, record, item }
    }

    /// Returns the id: that of the record, in a batch followed by that of the recipient.
    pub fn id(&self) -> Cow<'a, str> {
        let id = self.record.id.as_str();
        match &self.item {
            None => Cow::Borrowed(id),
            Some(item) => Cow::Owned(format!("{id}/{}", item.id())),
        }
    }

    /// Returns the record behind it.
    pub fn record(&self) -> &'a DocumentRecord {
        self.record
    }

    /// Returns the recipient that it is for, if it is one of a batch.
    pub fn recipient(&self) -> Option<Honoured<'a>> {
        self.item.map(|item| item.award.recipient)
    }

    /// Returns the name of the template.
    pub fn template(&self) -> &'a str {
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

    /// Returns where the one is named that it is for; the document itself if it is none of a batch.
    pub fn item_span(&self) -> Span {
        let Some(item) = self.item else { return self.span() };
        match item.award.recipient {
            Honoured::Person(person) => person.id.span,
            Honoured::Unit(unit) => unit.id.span,
        }
    }

    /// Returns the path below the output folder.
    pub fn path(&self) -> String {
        let id = self.id();
        match (&self.record.path, &self.item) {
            (Some(path), Some(item)) => format!("{}.pdf", item.path(path, self.inventory)),
            (Some(path), None) => format!("{}.pdf", path.as_str()),
            (None, _) => format!("{}/{id}.pdf", self.record.unit.id),
        }
    }
}
