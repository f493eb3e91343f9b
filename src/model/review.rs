//! A unit's review of a period: what a report says beside the figures.

use crate::yaml::{Located, Markdown, choices, record};

use super::{Actor, Campaign, Id, Period, Ref, Unit};

choices! {
    /// How long the period is.
    pub enum ReviewKind as "a kind of review" {
        /// Five years, or what the source calls five years.
        FiveYear = "five-year",
        /// One year.
        Annual = "annual",
    }
}

choices! {
    /// A list that the source left open (“…”).
    pub enum OpenPart as "a list of a review" {
        /// The campaigns.
        Campaigns = "campaigns",
        /// The honours.
        Honours = "honours",
        /// The exemplars.
        Exemplars = "exemplars",
    }
}

record! {
    /// What a unit says about a period, in words.
    pub struct Review as "a review" {
        /// The id.
        pub id: Located<Id>,
        /// The unit.
        pub unit: Ref<Unit>,
        /// How long the period is.
        pub kind: Located<ReviewKind>,
        /// The period.
        pub period: Located<Period>,
        /// The period that the directions are for.
        pub next_period: Option<Located<Period>>,
        /// Other labels that the source uses for the same period.
        pub other_periods: Vec<Located<Period>>,
        /// Đặc điểm, tình hình.
        pub overview: Vec<Markdown>,
        /// Công tác lãnh đạo, chỉ đạo.
        pub leadership: Vec<Markdown>,
        /// The campaigns in the order in which the report tells them.
        pub campaigns: Vec<Ref<Campaign>>,
        /// What is said of the campaigns as a whole.
        pub campaigns_narrative: Vec<Markdown>,
        /// Other activities of the period.
        pub activities: Vec<Markdown>,
        /// What is said of the honours.
        pub honours_narrative: Vec<Markdown>,
        /// Điển hình tiên tiến.
        pub exemplars: Vec<Exemplar>,
        /// Bộ máy, Hội đồng, sáng kiến, Quỹ.
        pub organisation: Vec<Markdown>,
        /// Ưu điểm.
        pub strengths: Vec<Markdown>,
        /// Hạn chế, each with its cause and remedy.
        pub shortcomings: Vec<Shortcoming>,
        /// Bài học kinh nghiệm.
        pub lessons: Vec<Markdown>,
        /// Phương hướng, nhiệm vụ. These are aims, so no table is asked for their numbers.
        pub directions: Vec<Markdown>,
        /// Giải pháp. These are aims as well.
        pub solutions: Vec<Markdown>,
        /// Đề xuất, kiến nghị.
        pub proposals: Vec<Markdown>,
        /// The lists that the source left open.
        pub open: Vec<Located<OpenPart>>,
    }
}

record! {
    /// Somebody who is held up as an example.
    pub struct Exemplar as "an exemplar" {
        /// Who.
        pub who: Actor,
        /// For what.
        pub note: Option<String>,
    }
}

record! {
    /// What was not good enough.
    pub struct Shortcoming as "a shortcoming" {
        /// What it was.
        pub what: Markdown,
        /// Why.
        pub cause: Option<Markdown>,
        /// What will be done: an aim.
        pub remedy: Option<Markdown>,
    }
}
