//! Titles and forms of commendation, as the catalogue lists them.

use crate::yaml::{Located, choices, record};

use super::{Certainty, Date, Granter, Id, RecipientKind};

choices! {
    /// Titles and forms are two things, and never stand in one line.
    pub enum FormGroup as "a group of forms" {
        /// Danh hiệu thi đua.
        Title = "title",
        /// Hình thức khen thưởng.
        Commendation = "commendation",
        /// What a unit uses beside the law.
        Own = "own",
    }
}

choices! {
    /// What a title or form is, as the official statistics tell them apart.
    pub enum Family as "a family of forms" {
        /// Danh hiệu “Chiến sĩ thi đua”.
        Fighter = "fighter",
        /// Cờ thi đua.
        Flag = "flag",
        /// Huân chương.
        Order = "order",
        /// Huy chương.
        Medal = "medal",
        /// Giải thưởng Hồ Chí Minh.
        HoChiMinhPrize = "ho-chi-minh-prize",
        /// Giải thưởng Nhà nước.
        StatePrize = "state-prize",
        /// Danh hiệu vinh dự Nhà nước.
        StateTitle = "state-title",
        /// Bằng khen.
        Diploma = "diploma",
        /// Kỷ niệm chương, huy hiệu.
        Badge = "badge",
    }
}

choices! {
    /// Who grants it.
    pub enum Level as "a level" {
        /// Cấp Nhà nước.
        State = "state",
        /// Bộ, ban, ngành, tỉnh.
        Ministry = "ministry",
        /// Cơ sở.
        Base = "base",
        /// Tổ chức đảng, đoàn thể.
        Party = "party",
        /// Nước ngoài.
        Foreign = "foreign",
    }
}

choices! {
    /// The class of an order.
    pub enum Class as "a class" {
        /// Hạng Nhất.
        First = "Nhất",
        /// Hạng Nhì.
        Second = "Nhì",
        /// Hạng Ba.
        Third = "Ba",
    }
}

record! {
    /// A title or form of commendation.
    pub struct Form as "a form" {
        /// The id.
        pub id: Located<Id>,
        /// The official name.
        pub name: Located<String>,
        /// What stands before “của” and the grantor, where the grantor is a part of the name.
        pub stem: Option<String>,
        /// Title or form.
        pub group: Located<FormGroup>,
        /// Who grants it.
        pub level: Located<Level>,
        /// What it is, for the statistics; something else if not given.
        pub family: Option<Family>,
        /// Who can receive it; anybody if not given.
        pub recipients: Vec<RecipientKind>,
        /// Whether it has classes.
        pub classes: Option<bool>,
        /// Whether a certificate goes with it; yes if not given.
        pub certificate: Option<bool>,
        /// Whether it is for the armed forces alone.
        pub armed_forces: Option<bool>,
        /// Whether the law puts the name in quotation marks.
        pub quoted: Option<bool>,
        /// What it was called before, with the days.
        pub former_names: Vec<FormName>,
        /// Whose head grants it.
        pub granted_by: Vec<Granter>,
        /// Whose head grants it for a time only.
        pub granted_then: Vec<TimedGranter>,
        /// How sure it is who grants it; general knowledge if not given.
        pub authority: Option<Authority>,
        /// The article that names it.
        pub source: Option<String>,
        /// How sure that is; general knowledge if not given.
        pub status: Option<Certainty>,
    }
}

record! {
    /// A name that a title or form had.
    pub struct FormName as "a former name of a form" {
        /// The name.
        pub name: Located<String>,
        /// The first day.
        pub from: Option<Located<Date>>,
        /// The last day.
        pub to: Located<Date>,
    }
}

record! {
    /// Who grants a title or form for a time.
    pub struct TimedGranter as "an office that grants for a time" {
        /// Whose head.
        pub by: Located<Granter>,
        /// The first day.
        pub from: Option<Located<Date>>,
        /// The last day.
        pub to: Option<Located<Date>>,
    }
}

record! {
    /// How sure it is who grants a title or form.
    pub struct Authority as "an authority to grant" {
        /// The article.
        pub source: Located<String>,
        /// How sure that is.
        pub status: Located<Certainty>,
        /// Since when; always if not given.
        pub from: Option<Located<Date>>,
    }
}
