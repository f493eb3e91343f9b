//! Which documents to make, what each template sees, and the fingerprint of that.

mod batch;
mod fingerprint;
mod partition;
mod run;
mod view;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use globset::GlobMatcher;

use crate::check::Checked;
use crate::model::{DocumentRecord, Honoured, Id, Inventory, RegisterFormat, RunOrder};
use crate::source::{SourceMap, Span};
use crate::yaml::Located;

use batch::Item;
pub use fingerprint::{Fingerprint, Surroundings};
pub use partition::{NoPartition, Partition};
use run::{File, FileKind, Run};
pub use view::{
    AgendaView, AwardsChart, BallotsView, CampaignView, CertificateView, ChartsView, ComparisonChart,
    ConferenceView, DecisionView, DocumentView, HeadshipView, HonoursView, LetterView, LineView, PersonView,
    RegisterView, RegisteredView, ReviewView, RunLineView, RunView, SeriesView, SheetView, StatisticsView,
    SubmissionView, UnitView, View,
};

/// The documents to be made, in the order of the data.
#[derive(Debug)]
pub struct Plan<'a> {
    inventory: &'a Inventory,
    documents: Vec<Planned<'a>>,
    runs: Vec<Run<'a>>,
}

/// A document to be made: a record of the data, one of the batch that a record asks for, or a file of a print run.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    inventory: &'a Inventory,
    record: &'a DocumentRecord,
    kind: Kind<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Kind<'a> {
    Whole,
    Member(Item<'a>),
    File(File),
}

/// How a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Making {
    /// Its template is set.
    Document,
    /// Documents are set one after another, below what its template says.
    Run,
    /// It is written as a table, when the run that it tells of is made.
    Register(RegisterFormat),
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
        let records = &inventory.records().documents;
        let mut items: HashMap<&Id, Vec<Item<'a>>> = HashMap::new();
        for record in records {
            items.extend(batch::items(inventory, record).map(|items| (&record.id.value, items)));
        }
        let mut documents = Vec::with_capacity(records.len());
        let mut runs = Vec::new();
        let mut firsts: HashMap<&Id, usize> = HashMap::new();
        for record in records {
            let planned = |kind| Planned { inventory, record, kind };
            let own = items.get(&record.id.value);
            let batch = record.of.as_ref().filter(|_| record.is_print_run()).map(|link| inventory.get(link));
            if let Some(batch) = batch {
                let count = items.get(&batch.id.value).map_or(0, Vec::len);
                let files = run::files(record, runs.len(), count);
                let is_part = |file: &&File| matches!(file.kind, FileKind::Part { .. });
                let parts = documents.len()..documents.len() + files.iter().filter(is_part).count();
                runs.push(Run { record, batch, members: Vec::new(), parts });
                documents.extend(files.into_iter().map(|file| planned(Kind::File(file))));
            } else if let Some(own) = own {
                firsts.insert(&record.id.value, documents.len());
                documents.extend(own.iter().map(|item| planned(Kind::Member(*item))));
            } else {
                documents.push(planned(Kind::Whole));
            }
        }
        // A run may stand before its batch, so its members are known only now.
        for run in &mut runs {
            let first = firsts.get(&run.batch.id.value).copied().unwrap_or_default();
            let own = items.get(&run.batch.id.value).into_iter().flatten().copied();
            let mut members: Vec<(usize, Item<'a>)> = (first..).zip(own).collect();
            let order = run.record.order.as_ref().map_or(RunOrder::List, |order| order.value);
            run::sort(order, &mut members, inventory);
            run.members = members.into_iter().map(|(at, _)| at).collect();
        }
        Self { inventory, documents, runs }
    }

    /// Returns the places of the documents that a file of a print run has or tells of, in its order; none for any other.
    pub fn members(&self, document: Planned<'_>) -> &[usize] {
        let Kind::File(file) = document.kind else { return &[] };
        let run = &self.runs[file.run];
        match file.kind {
            FileKind::Register(_) => &run.members,
            FileKind::Part { number, .. } => {
                let size = run::part_size(run.record);
                run.members.chunks(size).nth(number - 1).unwrap_or_default()
            }
        }
    }

    /// Returns the places of the parts of the run that a register tells of; none for any other document.
    pub fn parts(&self, document: Planned<'_>) -> Range<usize> {
        match document.kind {
            Kind::File(File { run, kind: FileKind::Register(_), .. }) => self.runs[run].parts.clone(),
            Kind::File(_) | Kind::Member(_) | Kind::Whole => 0..0,
        }
    }

    /// Returns all documents.
    pub fn documents(&self) -> &[Planned<'a>] {
        &self.documents
    }

    /// Returns the batches that have no document at all.
    pub fn empty_batches(&self) -> Vec<&'a DocumentRecord> {
        let filled: HashSet<&Id> = self.documents.iter().map(|document| &document.record.id.value).collect();
        let records = self.inventory.records().documents.iter().filter(|record| record.each.is_some());
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
        let award = if let Kind::Member(item) = document.kind { Some(item.award) } else { None };
        let viewer = view::Viewer::new(self.inventory, document.record, award);
        let mut view = viewer.view(document.record, &document.id());
        if let Kind::File(file) = document.kind {
            let run = &self.runs[file.run];
            let members = self.members(document).iter().map(|at| &self.documents[*at]);
            view.run = Some(viewer.run(run.record, run.batch, file, members));
        }
        let view = serde_json::to_value(view).expect("a view has only texts, lists and structs");
        let mut sources: Vec<String> =
            viewer.into_files().into_iter().map(|file| sources.file(file).name().to_owned()).collect();
        sources.sort();
        Content { view, sources }
    }
}

impl<'a> Planned<'a> {
    fn item(&self) -> Option<Item<'a>> {
        if let Kind::Member(item) = self.kind { Some(item) } else { None }
    }

    /// Returns how it is made.
    pub fn making(&self) -> Making {
        match self.kind {
            Kind::Whole | Kind::Member(_) => Making::Document,
            Kind::File(File { kind: FileKind::Part { .. }, .. }) => Making::Run,
            Kind::File(File { kind: FileKind::Register(format), .. }) => Making::Register(format),
        }
    }

    /// Returns what decides where it is made if several machines share the work, from its place in the plan: all files of
    /// one run are made by one machine, since its register tells of all its parts.
    pub fn share(&self, place: usize) -> (Cow<'a, str>, usize) {
        match self.kind {
            Kind::File(file) => (Cow::Borrowed(self.record.id.as_str()), place.saturating_sub(file.place)),
            Kind::Whole | Kind::Member(_) => (self.id(), place),
        }
    }

    /// Returns the id: that of the record, in a batch followed by that of the recipient, in a run by what it is.
    pub fn id(&self) -> Cow<'a, str> {
        let id = self.record.id.as_str();
        match &self.kind {
            Kind::Whole => Cow::Borrowed(id),
            Kind::Member(item) => Cow::Owned(format!("{id}/{}", item.id())),
            Kind::File(file) => Cow::Owned(format!("{id}{}", file.suffix())),
        }
    }

    /// Returns the record behind it.
    pub fn record(&self) -> &'a DocumentRecord {
        self.record
    }

    /// Returns the recipient that it is for, if it is one of a batch.
    pub fn recipient(&self) -> Option<Honoured<'a>> {
        self.item().map(|item| item.award.recipient)
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
        let Some(item) = self.item() else { return self.span() };
        match item.award.recipient {
            Honoured::Person(person) => person.id.span,
            Honoured::Unit(unit) => unit.id.span,
        }
    }

    /// Returns the path below the output folder.
    pub fn path(&self) -> String {
        let usual = || format!("{}/{}", self.record.unit.id, self.record.id.value);
        let written = self.record.path.as_ref().map(|path| &path.value);
        match (&self.kind, written) {
            (Kind::Member(item), Some(path)) => format!("{}.pdf", item.path(path, self.inventory)),
            (Kind::Member(item), None) => format!("{}/{}.pdf", usual(), item.id()),
            (Kind::Whole, path) => {
                format!("{}.pdf", path.map_or_else(usual, |path| path.as_str().to_owned()))
            }
            (Kind::File(file), path) => {
                path.map_or_else(usual, |path| path.as_str().to_owned()) + &file.ending()
            }
        }
    }
}
