//! What a template sees: every value as it is printed, and nothing else.
//!
//! Numbers, dates and names arrive in templates as texts, so that no template can round, pad or sort. What is
//! missing arrives as a blank. Narratives are Markdown and are printed with the filter `markdown`; every other text is
//! escaped when it is printed.

mod certificate;
mod charts;
mod conference;
mod decision;
mod election;
mod forms;
mod grids;
mod honours;
mod letter;
mod names;
mod people;
mod register;
mod review;
mod run;
mod statistics;
mod tables;
mod totals;

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::document::{Marks, Signature, blank};
use crate::figures::Award;
use crate::model::{
    Date, Decision, DocumentRecord, Headship, Honour, Honoured, Inventory, Role, Signatory, Style, Unit,
};
use crate::source::{FileId, Span};
use crate::vi;
use crate::yaml::Markdown;

pub(super) use certificate::pictures_of;
pub use certificate::{CertificateView, SheetView};
pub use charts::{AwardsChart, ChartsView, ComparisonChart, SeriesView};
pub use conference::{AgendaView, ConferenceView};
pub use decision::{DecisionView, SubmissionView};
pub use election::BallotsView;
pub use honours::{HonoursView, LineView};
pub use letter::LetterView;
pub use people::PersonView;
pub use register::{RegisterView, RegisteredView};
pub use review::{CampaignView, ReviewView};
pub use run::{RunLineView, RunView};
pub use statistics::StatisticsView;

/// What the template of one document sees.
#[derive(Debug, Serialize)]
pub struct View {
    /// The document itself.
    pub document: DocumentView,
    /// The unit that issues it.
    pub unit: UnitView,
    /// The review that a report is about.
    pub review: Option<ReviewView>,
    /// The conference that minutes are about.
    pub conference: Option<ConferenceView>,
    /// The decision to be written out.
    pub decision: Option<DecisionView>,
    /// The submission to be written out.
    pub submission: Option<SubmissionView>,
    /// The honour that a letter congratulates on.
    pub letter: Option<LetterView>,
    /// What the unit granted in the period of the document.
    pub register: Option<RegisterView>,
    /// The statistics of the unit in the period of the document.
    pub statistics: Option<StatisticsView>,
    /// The certificates to be printed, where the document names a stock.
    pub certificate: Option<CertificateView>,
    /// The documents of a print run.
    pub run: Option<RunView>,
}

/// The document itself.
#[derive(Debug, Serialize)]
pub struct DocumentView {
    /// The id.
    pub id: String,
    /// The number with its leading zero, or a blank.
    pub number: String,
    /// Whether there is a number: letters need none.
    pub is_numbered: bool,
    /// `ngày 13 tháng 4 năm 2015`, with blanks for what is missing.
    pub date: String,
    /// The same date as `2015-04-13`; `2015-04` or `2015` if no more is known.
    pub iso_date: Option<String>,
    /// The year, or a blank.
    pub year: String,
    /// Place and date: `Hà Nội, ngày 13 tháng 4 năm 2015`.
    pub place_date: String,
    /// Who signs.
    pub signature: Signature,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// What it carries beside its parts: how urgent it is, whether it is a draft.
    pub marks: Marks,
    /// What a letter says beside its fixed parts, in Markdown.
    pub text: Vec<String>,
}

/// A unit.
#[derive(Debug, Serialize)]
pub struct UnitView {
    /// The id.
    pub id: String,
    /// The official name.
    pub name: String,
    /// The short name, or the official one.
    pub short: String,
    /// The abbreviation for document numbers, or a blank.
    pub abbreviation: String,
    /// The name of the body above it.
    pub parent: Option<String>,
    /// `state` or `party`.
    pub style: String,
    /// The place that its documents name, or a blank.
    pub place: String,
    /// The title of whoever heads it, or a blank.
    pub head_title: String,
    /// What it is there for.
    pub mission: Option<String>,
    /// How many people it has.
    pub headcount: Option<String>,
    /// The members of a bloc.
    pub members: Vec<String>,
    /// How many members a bloc has.
    pub member_count: Option<String>,
    /// Who leads a bloc, year by year.
    pub headships: Vec<HeadshipView>,
}

/// A year in which a member leads a bloc.
#[derive(Debug, Serialize)]
pub struct HeadshipView {
    /// The year.
    pub year: String,
    /// Whether it is the head (Khối trưởng); else the deputy (Khối phó).
    pub is_head: bool,
    /// The name of the member.
    pub unit: String,
    /// The person through whom it leads.
    pub through: Option<PersonView>,
}

/// Makes the views of documents and notes which files they are made from.
#[derive(Debug)]
pub(super) struct Viewer<'a> {
    inventory: &'a Inventory,
    /// The one that a document of a batch is for.
    award: Option<Award<'a>>,
    /// The day for which people's posts are shown; all of them where it is not known.
    on: Option<(u16, u8, u8)>,
    /// The style of the unit that issues the document.
    style: Style,
    touched: RefCell<BTreeSet<FileId>>,
}

impl<'a> Viewer<'a> {
    /// Makes a viewer for one document; `award` is what it is for, if it is one of a batch.
    pub(super) fn new(inventory: &'a Inventory, record: &DocumentRecord, award: Option<Award<'a>>) -> Self {
        let honour = award.map(|award| award.honour).or_else(|| Some(inventory.get(record.honour.as_ref()?)));
        let day = date_of(record, honour, inventory).and_then(Date::complete);
        let conference = record.conference.as_ref().map(|conference| inventory.get(conference));
        let held = conference.and_then(|conference| conference.date.as_ref()?.complete());
        let style = inventory.get(&record.unit).style.unwrap_or(Style::State);
        Self { inventory, award, on: held.or(day), style, touched: RefCell::default() }
    }

    /// Returns what the template of a document sees.
    pub(super) fn view(&self, record: &DocumentRecord, id: &str) -> View {
        self.touch(record.span);
        let unit = self.inventory.get(&record.unit);
        View {
            document: self.document(record, id, unit),
            unit: self.unit(unit),
            review: record.review.as_ref().map(|review| self.review(self.inventory.get(review))),
            conference: record
                .conference
                .as_ref()
                .map(|conference| self.conference(self.inventory.get(conference))),
            decision: record.decision.as_ref().map(|decision| self.decision(self.inventory.get(decision))),
            submission: record
                .submission
                .as_ref()
                .map(|submission| self.submission(self.inventory.get(submission))),
            letter: self.honour(record).map(|honour| {
                let first = || honour.recipients().next().map(|link| self.inventory.recipient(link));
                self.letter(honour, self.recipient().or_else(first), record)
            }),
            register: record.period.as_ref().map(|period| self.register(unit, period.value)),
            statistics: record.period.as_ref().map(|period| self.statistics(unit, period.value)),
            certificate: self.certificate(record, unit),
            run: None,
        }
    }

    /// Returns the files that were read for the view.
    pub(super) fn into_files(self) -> BTreeSet<FileId> {
        self.touched.into_inner()
    }

    /// Returns the honour that a document is about.
    fn honour(&self, record: &DocumentRecord) -> Option<&'a Honour> {
        let linked = || record.honour.as_ref().map(|honour| self.inventory.get(honour));
        self.award.map(|award| award.honour).or_else(linked)
    }

    /// Returns the one that a document of a batch is for.
    fn recipient(&self) -> Option<Honoured<'a>> {
        self.award.map(|award| award.recipient)
    }

    /// Notes that a record was used.
    fn touch(&self, span: Span) {
        self.touched.borrow_mut().insert(span.file);
    }

    /// A decision or submission has number, date and signatory of its own; the document may add what it lacks.
    fn document(&self, record: &DocumentRecord, id: &str, unit: &Unit) -> DocumentView {
        let decision = record.decision.as_ref().map(|decision| self.inventory.get(decision));
        let submission = record.submission.as_ref().map(|submission| self.inventory.get(submission));
        let number = (record.number.as_ref())
            .or(decision.and_then(|decision| decision.number.as_ref()))
            .or(submission.and_then(|submission| submission.number.as_ref()));
        let date = date_of(record, self.honour(record), self.inventory);
        let signatory = (record.signatory.as_ref())
            .or(decision.and_then(|decision| decision.signatory.as_ref()))
            .or(submission.and_then(|submission| submission.signatory.as_ref()));
        let place = unit.place.clone().unwrap_or_else(|| blank::mark("địa danh"));
        DocumentView {
            id: id.to_owned(),
            number: number_or_blank(number.map(|number| number.value)),
            is_numbered: number.is_some(),
            date: date_or_blank(date),
            iso_date: iso_date(date),
            year: date.and_then(|date| date.year).map_or_else(|| blank::mark("năm"), |year| year.to_string()),
            place_date: format!("{place}, {}", date_or_blank(date)),
            signature: self.signature(signatory, unit),
            addressees: record.addressees.clone(),
            recipients: record.recipients.clone(),
            marks: Marks {
                urgency: record.urgency.map(|urgency| urgency.words().to_owned()),
                draft: record.draft.unwrap_or_default(),
                drafted_by: record.drafted_by.clone(),
                contact: record.contact.as_ref().map(|contact| contact.value.clone()),
            },
            text: narratives(&record.text),
        }
    }

    fn signature(&self, signatory: Option<&Signatory>, unit: &Unit) -> Signature {
        let head = || unit.head_title.as_deref().map(vi::upper_case);
        let missing = || blank::mark("chức vụ người ký");
        let name = |name: Option<String>| Some(name.unwrap_or_else(|| blank::mark("họ tên người ký")));
        let Some(signatory) = signatory else {
            return Signature {
                title: Some(head().unwrap_or_else(missing)),
                name: name(None),
                ..Signature::default()
            };
        };
        let person = signatory.person.as_ref().map(|person| self.inventory.get(person));
        Signature {
            capacity: signatory.capacity.clone(),
            title: Some(signatory.title.clone().or_else(head).unwrap_or_else(missing)),
            name: name(person.map(|person| person.name.value.clone())),
            note: None,
        }
    }

    fn unit(&self, unit: &Unit) -> UnitView {
        self.touch(unit.span);
        let count = unit.member_count.as_ref().map(|count| u64::from(count.value));
        let named = Some(unit.members.len() as u64).filter(|count| *count > 0);
        UnitView {
            id: unit.id.to_string(),
            name: unit.name.value.clone(),
            short: unit.short.clone().unwrap_or_else(|| unit.name.value.clone()),
            abbreviation: unit.abbreviation.clone().unwrap_or_else(|| blank::mark("ký hiệu")),
            parent: unit.parent.as_ref().map(|parent| self.inventory.get(parent).name.value.clone()),
            style: unit.style.unwrap_or(Style::State).as_str().to_owned(),
            place: unit.place.clone().unwrap_or_else(|| blank::mark("địa danh")),
            head_title: unit.head_title.clone().unwrap_or_else(|| blank::mark("chức vụ người đứng đầu")),
            mission: unit.mission.clone(),
            headcount: unit.headcount.as_ref().map(|count| vi::padded_count(u64::from(count.value))),
            members: unit
                .members
                .iter()
                .map(|member| self.inventory.get(member).name.value.clone())
                .collect(),
            member_count: count.or(named).map(vi::padded_count),
            headships: unit.headships.iter().map(|headship| self.headship(headship)).collect(),
        }
    }

    fn headship(&self, headship: &Headship) -> HeadshipView {
        HeadshipView {
            year: headship.year.to_string(),
            is_head: headship.role.value == Role::Head,
            unit: self.inventory.get(&headship.unit).name.value.clone(),
            through: headship.through.as_ref().map(|person| self.person(self.inventory.get(person))),
        }
    }
}

/// Returns the date of a document: its own, or that of the decision or submission that it writes out.
///
/// A certificate has the date of the decision behind it, else that of its honour. A letter on an honour is written
/// later, on a day of its own.
fn date_of(record: &DocumentRecord, honour: Option<&Honour>, inventory: &Inventory) -> Option<Date> {
    let honour = record.stock.as_ref().and(honour);
    let link = record.decision.as_ref().or_else(|| honour?.decision.as_ref());
    let decision = || inventory.get(link?).date.as_ref();
    let submission = || inventory.get(record.submission.as_ref()?).date.as_ref();
    let of_honour = || honour?.date.as_deref();
    let of_note = || honour?.decided_by.as_ref()?.date.as_ref();
    let date = record.date.as_ref().or_else(decision).or_else(submission).or_else(of_honour).or_else(of_note);
    date.map(|date| date.value)
}

/// Returns `2015-04-13`, or `2015-04` or `2015` if no more is known.
pub(super) fn iso_date(date: Option<Date>) -> Option<String> {
    let date = date?;
    Some(match (date.year?, date.month, date.day) {
        (year, Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (year, Some(month), None) => format!("{year:04}-{month:02}"),
        (year, None, _) => format!("{year:04}"),
    })
}

fn number_or_blank(number: Option<u32>) -> String {
    number.map_or_else(|| blank::mark("số"), |number| vi::padded_count(u64::from(number)))
}

/// Returns the number of a decision with its sign, as its issuer writes it: `145/QĐ-STP`, in the Party `07-QĐ/ĐU`.
fn decision_number(decision: &Decision, issuer: &Unit) -> String {
    let number = number_or_blank(decision.number.as_ref().map(|number| number.value));
    let abbreviation = issuer.abbreviation.clone().unwrap_or_else(|| blank::mark("ký hiệu"));
    match issuer.style.unwrap_or(Style::State) {
        Style::State => format!("{number}/QĐ-{abbreviation}"),
        Style::Party => format!("{number}-QĐ/{abbreviation}"),
    }
}

/// Returns `ngày 31 tháng 7 năm …` with a blank for each part that is missing.
fn date_or_blank(date: Option<Date>) -> String {
    let Date { day, month, year } = date.unwrap_or(Date { day: None, month: None, year: None });
    // `vi` writes one text for every missing part; the parts are told apart here, for the list of what is missing.
    let part = |known: bool, name: &str| if known { String::new() } else { blank::mark(name) };
    let written = vi::official_date(day, month, year, "\u{0}");
    let mut names =
        [part(day.is_some(), "ngày"), part(month.is_some(), "tháng"), part(year.is_some(), "năm")]
            .into_iter()
            .filter(|name| !name.is_empty());
    written.split('\u{0}').enumerate().fold(String::new(), |text, (at, piece)| {
        let gap = if at == 0 { String::new() } else { names.next().unwrap_or_default() };
        text + &gap + piece
    })
}

fn narratives(texts: &[Markdown]) -> Vec<String> {
    texts.iter().map(|text| text.0.clone()).collect()
}
