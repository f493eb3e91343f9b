//! Emulation campaigns.

use crate::yaml::{Located, Markdown, choices, record};

use super::{Actor, Id, Level, Quantity, Ref, Unit, Years};

choices! {
    /// What a campaign is called.
    pub enum CampaignKind as "a kind of campaign" {
        /// Phong trào thi đua.
        Movement = "movement",
        /// Cuộc vận động.
        Drive = "drive",
        /// Chủ đề thi đua of a year.
        Theme = "theme",
        /// Hoạt động: work that is told with the campaigns.
        Activity = "activity",
    }
}

choices! {
    /// How far a campaign reaches, as the official statistics ask it.
    pub enum Scope as "a scope of a campaign" {
        /// Toàn quốc.
        Nationwide = "nationwide",
        /// Bộ, ban, ngành, địa phương.
        Sector = "sector",
        /// Cụm, khối thi đua.
        Cluster = "cluster",
        /// Cơ quan, tổ chức, đơn vị.
        Unit = "unit",
    }
}

choices! {
    /// How a campaign is run, as the official statistics ask it.
    pub enum Method as "a method of a campaign" {
        /// Theo chuyên đề.
        Thematic = "thematic",
        /// Thường xuyên, hằng năm.
        Regular = "regular",
    }
}

record! {
    /// An emulation campaign.
    pub struct Campaign as "a campaign" {
        /// The id.
        pub id: Located<Id>,
        /// The official name, without quotation marks around it.
        pub name: Located<String>,
        /// Other spellings of the same campaign.
        pub aliases: Vec<Located<String>>,
        /// What it is called; a movement if not given.
        pub kind: Option<CampaignKind>,
        /// The slogan.
        pub slogan: Option<String>,
        /// Who launched it.
        pub launcher: Option<Actor>,
        /// The unit that prepared it for the launcher.
        pub adviser: Option<Ref<Unit>>,
        /// The units in whose reports it stands.
        pub units: Vec<Ref<Unit>>,
        /// When it ran.
        pub years: Option<Located<Years>>,
        /// How many months it runs, where that is not whole years; statistics else take the years from first to last.
        pub months: Option<Located<u32>>,
        /// The level of whoever launched it, for the statistics.
        pub level: Option<Level>,
        /// How far it reaches, for the statistics.
        pub scope: Option<Scope>,
        /// How it is run, for the statistics.
        pub method: Option<Method>,
        /// The event that it marked.
        pub occasion: Option<String>,
        /// The campaign of a higher body that it puts into practice.
        pub answers: Option<Ref<Campaign>>,
        /// What came of it, in figures.
        pub results: Vec<CampaignResult>,
        /// What came of it, in words.
        pub narrative: Option<Markdown>,
    }
}

record! {
    /// A figure that a campaign achieved.
    pub struct CampaignResult as "a result" {
        /// What was counted, such as `số tiền ủng hộ`.
        pub label: Located<String>,
        /// How much.
        pub value: Located<Quantity>,
        /// The year that it is about, where the campaign ran longer.
        pub year: Option<Located<u16>>,
        /// Whether it was achieved together with others.
        pub together_with: Option<String>,
    }
}
