//! The documents to be made.

use crate::source::Span;
use crate::yaml::{Decode, Decoder, Located, Markdown, Node, Value, choices, record};

use super::{
    Conference, Date, Decision, Form, Honour, Id, PathPattern, Period, Printing, RecipientKind, Ref, Review,
    Signatory, Stock, Submission, Unit,
};

choices! {
    /// How urgent a document is.
    pub enum Urgency as "an urgency" {
        /// HỎA TỐC.
        HoaToc = "hoa-toc",
        /// THƯỢNG KHẨN.
        ThuongKhan = "thuong-khan",
        /// KHẨN.
        Khan = "khan",
    }
}

choices! {
    /// In which order a print run has its documents.
    pub enum RunOrder as "an order of a print run" {
        /// As the decision lists them.
        List = "list",
        /// By unit in the order of the data, within a unit as listed.
        Unit = "unit",
        /// Collectives, then people by given name, in the order of the Vietnamese alphabet.
        Name = "name",
    }
}

choices! {
    /// A format of the register of a print run.
    pub enum RegisterFormat as "a format of a register" {
        /// A text with commas, which any program reads.
        Csv = "csv",
        /// A workbook of a spreadsheet program.
        Xlsx = "xlsx",
    }
}

/// The template of print runs.
pub const PRINT_RUN: &str = "print-run";

impl DocumentRecord {
    /// Answers whether it is a print run.
    pub fn is_print_run(&self) -> bool {
        self.template.as_str() == PRINT_RUN
    }

    /// Returns the decision whose recipients it is for, be it one document or one for each.
    pub fn granting(&self) -> Option<&Ref<Decision>> {
        self.decision.as_ref().or_else(|| self.each.as_ref().map(|each| &each.decision))
    }
}

impl Urgency {
    /// Returns the words that the document carries.
    pub fn words(self) -> &'static str {
        match self {
            Self::HoaToc => "HỎA TỐC",
            Self::ThuongKhan => "THƯỢNG KHẨN",
            Self::Khan => "KHẨN",
        }
    }
}

record! {
    /// A document to be made: a template and what it is about.
    pub struct DocumentRecord as "a document" {
        /// The id; also the name of the file.
        pub id: Located<Id>,
        /// The template, without its ending.
        pub template: Located<String>,
        /// The unit that issues it.
        pub unit: Ref<Unit>,
        /// The review that a report is about.
        pub review: Option<Ref<Review>>,
        /// The conference that minutes are about.
        pub conference: Option<Ref<Conference>>,
        /// The decision to be written out, or whose recipients get certificates.
        pub decision: Option<Ref<Decision>>,
        /// The submission to be written out.
        pub submission: Option<Ref<Submission>>,
        /// The honour that a letter congratulates on, or a certificate is for.
        pub honour: Option<Ref<Honour>>,
        /// What there is one document for each of: `recipients of DECISION`.
        pub each: Option<Each>,
        /// Which of them get one; all if not given.
        pub r#where: Option<Selection>,
        /// The batch whose documents a print run has one after another.
        pub of: Option<Ref<DocumentRecord>>,
        /// In which order; as the decision lists them if not given.
        pub order: Option<Located<RunOrder>>,
        /// How many documents of the run one file has at most; 100 if not given.
        pub parts_of: Option<Located<u32>>,
        /// Whether a list of the documents with their pages stands in front.
        pub index: Option<Located<bool>>,
        /// Whether sheets are printed on both sides: every document then begins on a front side.
        pub duplex: Option<Located<bool>>,
        /// The formats of the register that tells where each document is.
        pub register: Vec<Located<RegisterFormat>>,
        /// The form that certificates are for, where the decision grants several.
        pub form: Option<Ref<Form>>,
        /// What certificates are printed on.
        pub stock: Option<Ref<Stock>>,
        /// What is printed of certificates; everything if not given.
        pub print: Option<Located<Printing>>,
        /// Whether a register has every decision that was numbered, so that a gap in the numbers means one is missing.
        pub complete: Option<bool>,
        /// The years that a register or statistics are about.
        pub period: Option<Located<Period>>,
        /// The number, without the symbol.
        pub number: Option<Located<u32>>,
        /// The date.
        pub date: Option<Located<Date>>,
        /// Who signs.
        pub signatory: Option<Signatory>,
        /// Kính gửi.
        pub addressees: Vec<String>,
        /// Nơi nhận.
        pub recipients: Vec<String>,
        /// How a letter speaks to its recipient, such as `em`, `ông`, `các em`; as to a comrade if not given.
        pub address: Option<String>,
        /// How urgent it is.
        pub urgency: Option<Urgency>,
        /// Whether it is a draft, which it then says.
        pub draft: Option<bool>,
        /// Who drafted it and how many copies there are, such as `PL.(300)`.
        pub drafted_by: Option<String>,
        /// How to reach the issuing body, at the foot of page 1: address, telephone, e-mail.
        pub contact: Option<Located<String>>,
        /// What a letter says beside its fixed parts.
        pub text: Vec<Markdown>,
        /// The path below the output folder, without the ending; `UNIT/ID` if not given. With `each`, a pattern over the record
        /// such as `thu-khen/{number:05}-{given-name}`; `UNIT/ID/{id}` if not given.
        pub path: Option<Located<PathPattern>>,
    }
}

record! {
    /// Which recipients of a decision a batch is for: those who meet all that is given.
    pub struct Selection as "a `where` of a batch" {
        /// Only these.
        pub kind: Option<Located<RecipientKind>>,
        /// Only those who get this title or form.
        pub form: Option<Ref<Form>>,
        /// Only this unit, its people, and the units below it with theirs.
        pub unit: Option<Ref<Unit>>,
    }
}

/// What there is one document for each of.
#[derive(Debug, Clone)]
pub struct Each {
    /// The decision whose recipients are meant.
    pub decision: Ref<Decision>,
    /// Where all of it is written.
    pub span: Span,
}

impl Decode for Each {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        const EXPECTED: &str = "`recipients of` and the id of a decision";
        const BEFORE: &str = "recipients of ";
        let text = decoder.text(node, EXPECTED)?;
        let Some(id) = text.strip_prefix(BEFORE) else { return decoder.expected(node, EXPECTED) };
        // The id is read as if it stood alone, with its own place.
        let span = decoder.place_in(node.span, text, BEFORE.len()..text.len());
        let id = Node { span, value: Value::Scalar { text: id.into(), plain: true } };
        Some(Self { decision: Ref::decode(&id, decoder)?, span: node.span })
    }
}
