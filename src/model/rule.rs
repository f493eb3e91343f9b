//! Rules of the law as data, and the facts that they ask for beside honours.

use crate::yaml::{Located, choices, record, variants};

use super::{Certainty, Class, Date, DecisionNote, Form, Honour, Id, Merit, Recipient, RecipientKind, Ref};

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

record! {
    /// A rule of the law, or a stricter one of a unit.
    pub struct Rule as "a rule" {
        /// The id.
        pub id: Located<Id>,
        /// The titles or forms that it is about.
        pub forms: Vec<Ref<Form>>,
        /// The class of an order.
        pub class: Option<Located<Class>>,
        /// Whom it is about; anybody if not given.
        pub recipients: Option<Located<RecipientKind>>,
        /// The kind of merit that it is about; any if not given.
        pub merit: Option<Located<Merit>>,
        /// The first day of decisions that it rules.
        pub from: Located<Date>,
        /// The last day of decisions that it rules.
        pub to: Option<Located<Date>>,
        /// What it says, in one sentence.
        pub says: Located<String>,
        /// Article and clause.
        pub article: Located<String>,
        /// How sure that is. What is not pinned only warns.
        pub status: Located<Certainty>,
        /// What must hold, all of it.
        pub needs: Vec<Need>,
    }
}

record! {
    /// The share of votes that titles ask for.
    pub struct VoteRule as "a rule on votes" {
        /// The id.
        pub id: Located<Id>,
        /// The titles or forms.
        pub forms: Vec<Ref<Form>>,
        /// The least share of all members, in percent.
        pub percent: Located<u16>,
        /// The first day of votes that it rules.
        pub from: Located<Date>,
        /// The last day of votes that it rules.
        pub to: Option<Located<Date>>,
        /// Article and clause.
        pub article: Located<String>,
        /// How sure that is.
        pub status: Located<Certainty>,
    }
}

variants! {
    /// What a rule asks for.
    pub enum Need as "a need" {
        /// A title in years that follow one another, up to the year that counts.
        Consecutive(Consecutive) = "consecutive",
        /// Earlier honours.
        Held(Held) = "held",
        /// Years that follow one another, up to the year that counts, all rated at least so.
        Rated(Rated) = "rated",
        /// Initiatives.
        Initiatives(Initiatives) = "initiatives",
        /// A share of the members of a collective that hold a title in the year that counts.
        Members(Members) = "members",
        /// No disciplinary measure as heavy as this in the year that counts.
        Undisciplined(Undisciplined) = "undisciplined",
        /// An earlier honour, and what came after it.
        After(After) = "after",
        /// What holds in the last years, the year that counts among them.
        Within(Within) = "within",
        /// One of several ways.
        AnyOf(AnyOf) = "any-of",
        /// What no data can say, and somebody has to look at.
        Review(Review) = "review",
    }
}

record! {
    /// A title in years that follow one another.
    pub struct Consecutive as "a need of consecutive years" {
        /// The titles, any of them.
        pub forms: Vec<Ref<Form>>,
        /// How many years.
        pub years: Located<u16>,
    }
}

record! {
    /// Earlier honours.
    pub struct Held as "a need of earlier honours" {
        /// The titles or forms, any of them.
        pub forms: Vec<Ref<Form>>,
        /// The class of an order.
        pub class: Option<Located<Class>>,
        /// How many at least; one if not given.
        pub times: Option<Located<u16>>,
    }
}

record! {
    /// Years that follow one another with at least this rating.
    pub struct Rated as "a need of ratings" {
        /// The lowest rating.
        pub at_least: Located<Rating>,
        /// How many years; one if not given.
        pub years: Option<Located<u16>>,
        /// How many of them must be excellent.
        pub excellent: Option<Located<u16>>,
    }
}

record! {
    /// Recognised initiatives.
    pub struct Initiatives as "a need of initiatives" {
        /// The least reach.
        pub reach: Located<Reach>,
        /// How many; one if not given.
        pub times: Option<Located<u16>>,
    }
}

record! {
    /// How many members of a collective hold a title.
    pub struct Members as "a need of titles of members" {
        /// The titles, any of them.
        pub forms: Vec<Ref<Form>>,
        /// The least share of all members, in percent.
        pub percent: Option<Located<u16>>,
        /// The share of all members that must be exceeded, in percent.
        pub above: Option<Located<u16>>,
        /// The least number of members.
        pub times: Option<Located<u16>>,
    }
}

record! {
    /// No disciplinary measure as heavy as this, of the recipient or of any member.
    pub struct Undisciplined as "a need of good conduct" {
        /// The lightest measure that stands in the way.
        pub below: Located<Degree>,
    }
}

record! {
    /// An earlier honour, and what came in the years after it.
    pub struct After as "a need after an earlier honour" {
        /// The titles or forms, any of them.
        pub forms: Vec<Ref<Form>>,
        /// The class of an order.
        pub class: Option<Located<Class>>,
        /// What must hold in the years after it.
        pub needs: Vec<Need>,
    }
}

record! {
    /// What must hold in the last years.
    pub struct Within as "a need within years" {
        /// How many years, the one that counts among them.
        pub years: Located<u16>,
        /// What must hold in them.
        pub needs: Vec<Need>,
    }
}

record! {
    /// One of several ways.
    pub struct AnyOf as "alternatives" {
        /// The ways.
        pub ways: Vec<Way>,
    }
}

record! {
    /// One way to meet a rule.
    pub struct Way as "a way" {
        /// What must hold, all of it.
        pub needs: Vec<Need>,
    }
}

record! {
    /// What no data can say.
    pub struct Review as "a review" {
        /// What to look at, in words that fit after “see that”.
        pub what: Located<String>,
    }
}
