//! What rules can ask for. A rule is a list of these.

use crate::yaml::{Located, record, variants};

use super::{Class, Degree, Form, Rating, Reach, Ref};

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
        /// So long in service.
        Service(Service) = "service",
        /// So long in an office, for who is honoured for long service.
        Office(Office) = "office",
        /// Less than so many working days of absence in the year that counts.
        Present(Present) = "present",
        /// A collective that was founded so long ago.
        Founded(Founded) = "founded",
        /// So much time since the earlier honour; only inside `after`.
        Elapsed(Elapsed) = "elapsed",
        /// A campaign that lasted so long.
        Campaign(CampaignNeed) = "campaign",
        /// A proposal that was published for comment.
        Published(Published) = "published",
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
        /// The lowest rating that a member of a collective may have in the year, as far as ratings of members are in the data.
        pub members: Option<Located<Rating>>,
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
        /// Whether all years of the honour's `period` count, rather than the last one.
        pub whole_period: Option<bool>,
    }
}

record! {
    /// So long in service, counted from the first post; maternity leave and treatment count.
    pub struct Service as "a need of service" {
        /// How many months, up to the end of the year that counts.
        pub months: Located<u16>,
        /// Whether they are counted only up to the day of the decision.
        pub until_decision: Option<bool>,
    }
}

record! {
    /// So long in an office. Times in several of these offices are added, and a time in two at once counts once.
    pub struct Office as "a need of an office" {
        /// How the titles of the posts begin, the higher offices first.
        pub titles: Vec<Located<String>>,
        /// How many years.
        pub years: Located<u16>,
        /// How many months less are enough for a woman.
        pub women_less: Option<Located<u16>>,
    }
}

record! {
    /// Not too long absent. What counts as time at work is not counted.
    pub struct Present as "a need of presence" {
        /// The least number of working days of absence that stands in the way.
        pub below: Located<u16>,
    }
}

record! {
    /// A collective that was founded so long ago.
    pub struct Founded as "a need of age" {
        /// How many years.
        pub years: Located<u16>,
    }
}

record! {
    /// So much time since the earlier honour, from decision to decision.
    pub struct Elapsed as "a need of time" {
        /// How many years.
        pub years: Located<u16>,
    }
}

record! {
    /// A campaign that lasted so long.
    pub struct CampaignNeed as "a need of a campaign" {
        /// How many years.
        pub years: Located<u16>,
    }
}

record! {
    /// A proposal that was published for comment before it was submitted.
    pub struct Published as "a need of publication" {
        /// How many days before the submission at least; on any day before it if not given.
        pub days: Option<Located<u16>>,
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
        /// Why no data says it.
        pub why: Option<String>,
    }
}
