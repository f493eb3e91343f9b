//! The documents to be made.

use crate::yaml::{Located, Markdown, record};

use super::{Conference, Date, Decision, Honour, Id, Period, Ref, Review, Signatory, Submission, Unit};

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
        /// The decision to be written out.
        pub decision: Option<Ref<Decision>>,
        /// The submission to be written out.
        pub submission: Option<Ref<Submission>>,
        /// The honour that a letter congratulates on.
        pub honour: Option<Ref<Honour>>,
        /// The years of a register.
        pub years: Option<Located<Period>>,
        /// Whether a register has every decision that was numbered, so that a gap in the numbers means one is missing.
        pub complete: Option<bool>,
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
        /// How a letter addresses its recipient, such as `em`, `ông`, `anh`; `đồng chí` if not given.
        pub address: Option<String>,
        /// What a letter says beside its fixed parts.
        pub text: Vec<Markdown>,
        /// The path below the output folder, without the ending; `UNIT/ID` if not given.
        pub path: Option<Located<String>>,
    }
}
