//! Award decisions and the submissions that ask for them.

use crate::yaml::{Located, Markdown, record};

use super::{Actor, Conference, Date, Id, Person, Ref, Unit};

record! {
    /// An award decision. Its recipients are the honours and tallies that name it.
    pub struct Decision as "a decision" {
        /// The id.
        pub id: Located<Id>,
        /// The unit that issues it.
        pub issuer: Ref<Unit>,
        /// The number, without the symbol.
        pub number: Option<Located<u32>>,
        /// The date.
        pub date: Option<Located<Date>>,
        /// The day on which the dossier was received for appraisal: from 01/10/2026 on it says which text rules, unless the later is more favourable.
        pub received: Option<Located<Date>>,
        /// What it is about, in words that fit after “Về việc”.
        pub subject: Located<String>,
        /// The office that decides, such as `Cục trưởng Cục Hành chính – Quản trị II`.
        pub authority: Option<String>,
        /// The legal bases, in order; chosen by the day where none is given.
        pub bases: Vec<Located<String>>,
        /// The submission that it grants.
        pub submission: Option<Ref<Submission>>,
        /// The meeting that voted on it, whose minutes come before the submission and the decision.
        pub minutes: Option<Ref<Conference>>,
        /// Who carries it out, in words that fit before “chịu trách nhiệm thi hành”.
        pub carried_out_by: Option<String>,
        /// Where the money comes from, where there is any.
        pub money: Option<Located<String>>,
        /// How many đồng it pays in all, where the paper says it; compared with the sum.
        pub total: Option<Located<u32>>,
        /// Who signs.
        pub signatory: Option<Signatory>,
    }
}

record! {
    /// A submission (tờ trình). What it proposes are the honours and tallies that name it.
    pub struct Submission as "a submission" {
        /// The id.
        pub id: Located<Id>,
        /// The unit that submits.
        pub unit: Ref<Unit>,
        /// To whom.
        pub to: Actor,
        /// The number, without the symbol.
        pub number: Option<Located<u32>>,
        /// The date.
        pub date: Option<Located<Date>>,
        /// What it is about, in words that fit after “Về việc”.
        pub subject: Located<String>,
        /// The legal bases, in order; chosen by the day where none is given.
        pub bases: Vec<Located<String>>,
        /// The meeting that voted on it, whose minutes come before it.
        pub minutes: Option<Ref<Conference>>,
        /// The day on which the candidates were published for comment.
        pub published: Option<Located<Date>>,
        /// Why, in words.
        pub grounds: Vec<Markdown>,
        /// Who signs.
        pub signatory: Option<Signatory>,
    }
}

record! {
    /// Who signs a document, and in what right.
    pub struct Signatory as "a signatory" {
        /// The person; without one the name is a blank.
        pub person: Option<Ref<Person>>,
        /// The lines above the title, such as `TM. HỘI ĐỒNG` or `KT. CỤC TRƯỞNG`.
        pub capacity: Vec<String>,
        /// The title, such as `PHÓ CỤC TRƯỞNG`.
        pub title: Option<String>,
    }
}
