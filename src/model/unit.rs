//! Units: bodies, their parts, blocs of peers, and the groups that can be honoured.

use crate::yaml::{Located, choices, record};

use super::{Date, Granter, Id, Person, Ref, Share, Years};

choices! {
    /// What a unit is.
    pub enum UnitKind as "a kind of unit" {
        /// A body or a part of one.
        Body = "body",
        /// A group of peer bodies that compare themselves with one another.
        Bloc = "bloc",
        /// A household.
        Household = "household",
        /// A sector, a clan, "the people and staff of X": a collective without a legal form.
        Group = "group",
        /// A private company or co-operative.
        Enterprise = "enterprise",
    }
}

choices! {
    /// Which rules of form a unit's documents follow.
    pub enum Style as "a style" {
        /// Nghị định 30/2020/NĐ-CP.
        State = "state",
        /// Hướng dẫn của Văn phòng Trung ương Đảng.
        Party = "party",
    }
}

choices! {
    /// What a member of a bloc is in a year.
    pub enum Role as "a role" {
        /// Khối trưởng.
        Head = "head",
        /// Khối phó.
        Deputy = "deputy",
    }
}

record! {
    /// A body, a part of one, or a group.
    pub struct Unit as "a unit" {
        /// The id.
        pub id: Located<Id>,
        /// The official name of today.
        pub name: Located<String>,
        /// The name it had before, with the years.
        pub former_names: Vec<Name>,
        /// The short name for running text.
        pub short: Option<String>,
        /// The abbreviation in document numbers, such as `HCQT2`.
        pub abbreviation: Option<String>,
        /// What it is; a body if not given.
        pub kind: Option<UnitKind>,
        /// The rules of form; the State's if not given.
        pub style: Option<Style>,
        /// The body above it.
        pub parent: Option<Ref<Unit>>,
        /// The units that it took over from.
        pub succeeds: Vec<Ref<Unit>>,
        /// When it was founded.
        pub founded: Option<Located<Date>>,
        /// When it was dissolved.
        pub dissolved: Option<Located<Date>>,
        /// The place that its documents name.
        pub place: Option<String>,
        /// A picture inside the project.
        pub emblem: Option<Located<String>>,
        /// The title of whoever heads it, such as `Cục trưởng`.
        pub head_title: Option<String>,
        /// What it is there for, in one sentence without a full stop.
        pub mission: Option<String>,
        /// How many people it has.
        pub headcount: Option<Located<u32>>,
        /// From which year on the data has every honour of the unit and its people, so that a missing one was not given.
        pub complete_since: Option<Located<u16>>,
        /// The legal bases of its authority, which its decisions name first, such as `Căn cứ Nghị định số …`.
        pub bases: Vec<String>,
        /// The kind of office that its head holds, which says what it can grant.
        pub office: Option<Located<Granter>>,
        /// Whether it belongs to the armed forces, as do those below it.
        pub armed_forces: Option<bool>,
        /// The share of all members that must be there when its council votes, such as `2/3`, where its own rules say so.
        pub quorum: Option<Located<Share>>,
        /// The peers of a bloc.
        pub members: Vec<Ref<Unit>>,
        /// How many peers there are, where not all are named.
        pub member_count: Option<Located<u32>>,
        /// Who leads a bloc, year by year.
        pub headships: Vec<Headship>,
    }
}

record! {
    /// A name that a unit had.
    pub struct Name as "a former name" {
        /// The name.
        pub name: Located<String>,
        /// The years in which it was valid.
        pub years: Option<Located<Years>>,
    }
}

record! {
    /// A year in which a member, itself a unit, leads a bloc.
    pub struct Headship as "a headship" {
        /// The year.
        pub year: Located<u16>,
        /// What the member is.
        pub role: Located<Role>,
        /// The member.
        pub unit: Ref<Unit>,
        /// The person through whom it leads.
        pub through: Option<Ref<Person>>,
    }
}
