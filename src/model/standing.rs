//! How persons and collectives stand beside their honours: the facts that rules of the law ask for.

use crate::yaml::{Located, choices, record};

use super::{Date, DecisionNote, Honour, Id, Person, Recipient, Ref};

choices! {
    /// How a year was rated, the best first.
    pub enum Rating as "a rating" {
        /// Hoàn thành xuất sắc nhiệm vụ.
        Excellent = "excellent",
        /// Hoàn thành tốt nhiệm vụ.
        Good = "good",
        /// Hoàn thành nhiệm vụ.
        Done = "done",
        /// Không hoàn thành nhiệm vụ.
        NotDone = "not-done",
    }
}

record! {
    /// How persons or collectives were rated in a year.
    pub struct YearRating as "a rating of a year" {
        /// Who was rated.
        pub recipient: Option<Ref<Recipient>>,
        /// Several who were rated alike.
        pub recipients: Vec<Ref<Recipient>>,
        /// The year.
        pub year: Located<u16>,
        /// How.
        pub rating: Located<Rating>,
    }
}

impl YearRating {
    /// Returns all who were rated so.
    pub fn recipients(&self) -> impl Iterator<Item = &Ref<Recipient>> {
        self.recipient.iter().chain(&self.recipients)
    }
}

choices! {
    /// How far something reaches, the nearest first.
    pub enum Reach as "a reach" {
        /// Cơ sở.
        Base = "base",
        /// Bộ, ban, ngành, tỉnh.
        Ministry = "ministry",
        /// Toàn quốc.
        Nation = "nation",
    }
}

record! {
    /// An initiative, a scientific work or a project that was recognised (sáng kiến, đề tài khoa học, đề án khoa học).
    pub struct Initiative as "an initiative" {
        /// The id.
        pub id: Located<Id>,
        /// The name.
        pub name: Located<String>,
        /// Who made it.
        pub by: Vec<Ref<Recipient>>,
        /// The year in which it was recognised.
        pub year: Located<u16>,
        /// Where its effect was recognised.
        pub reach: Located<Reach>,
        /// The decision that recognised it.
        pub recognised_by: Option<DecisionNote>,
        /// The honours that were based on it.
        pub used_for: Vec<Ref<Honour>>,
    }
}

choices! {
    /// A disciplinary measure, the lightest first.
    pub enum Degree as "a degree of discipline" {
        /// Khiển trách.
        Reprimand = "reprimand",
        /// Cảnh cáo.
        Warning = "warning",
        /// Hạ bậc lương, giáng chức, cách chức.
        Demotion = "demotion",
        /// Buộc thôi việc.
        Dismissal = "dismissal",
    }
}

record! {
    /// A disciplinary measure, or a case that is not closed.
    pub struct Discipline as "a disciplinary measure" {
        /// Against whom.
        pub recipient: Ref<Recipient>,
        /// Which; a case that is still looked into if not given.
        pub degree: Option<Located<Degree>>,
        /// The day on which it was taken, or the case opened.
        pub from: Located<Date>,
        /// The day on which its term ends, or the case was closed.
        pub to: Option<Located<Date>>,
    }
}

choices! {
    /// Why somebody was absent. Maternity, treatment and training count as time at work.
    pub enum AbsenceKind as "a kind of absence" {
        /// Nghỉ thai sản.
        Maternity = "maternity",
        /// Điều trị thương tích do làm nhiệm vụ hoặc cứu người, cứu tài sản.
        Treatment = "treatment",
        /// Đào tạo, bồi dưỡng.
        Training = "training",
        /// Anything else.
        Leave = "leave",
    }
}

impl AbsenceKind {
    /// Answers whether the time counts as time at work.
    pub fn counts_as_work(self) -> bool {
        match self {
            Self::Maternity | Self::Treatment | Self::Training => true,
            Self::Leave => false,
        }
    }
}

record! {
    /// A time in which somebody was not at work.
    pub struct Absence as "an absence" {
        /// Who.
        pub person: Ref<Person>,
        /// Why.
        pub kind: Located<AbsenceKind>,
        /// The first day.
        pub from: Located<Date>,
        /// The last day.
        pub to: Option<Located<Date>>,
        /// How many working days.
        pub days: Located<u16>,
    }
}
