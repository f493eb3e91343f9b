//! Walking the needs of a rule: which earlier honours they name, and which needs stand inside them.

use crate::yaml::Located;

use super::need::{Need, Way};
use super::{Class, Form, Ref};

/// The earlier honours that a need names.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// The titles or forms, any of them.
    pub forms: &'a [Ref<Form>],
    /// The class of an order.
    pub class: Option<Class>,
    /// How many of them.
    pub times: u16,
    /// Whether they carry the new one, so that they should carry no other: titles in consecutive years overlap by their nature, and
    /// those of members are not the collective's own.
    pub is_condition: bool,
}

impl Need {
    /// Returns the earlier honours that it names itself, without those that the needs inside it name.
    pub fn earlier(&self) -> Option<Earlier<'_>> {
        let value = |class: &Option<Located<Class>>| class.as_ref().map(|class| class.value);
        let times = |times: &Option<Located<u16>>| times.as_ref().map_or(1, |times| times.value);
        let (forms, class, times, is_condition) = match self {
            Self::After(need) => (&need.forms, value(&need.class), 1, true),
            Self::Held(need) => (&need.forms, value(&need.class), times(&need.times), true),
            Self::Consecutive(need) => (&need.forms, None, need.years.value, false),
            Self::Members(need) => (&need.forms, None, times(&need.times), false),
            Self::Rated(_)
            | Self::Initiatives(_)
            | Self::Service(_)
            | Self::Office(_)
            | Self::Present(_)
            | Self::Founded(_)
            | Self::Elapsed(_)
            | Self::Campaign(_)
            | Self::Published(_)
            | Self::Undisciplined(_)
            | Self::Within(_)
            | Self::AnyOf(_)
            | Self::Review(_) => return None,
        };
        Some(Earlier { forms, class, times, is_condition })
    }

    /// Returns the needs inside it.
    pub fn inside(&self) -> impl Iterator<Item = &Self> {
        let (needs, ways): (&[Self], &[Way]) = match self {
            Self::After(need) => (&need.needs, &[]),
            Self::Within(need) => (&need.needs, &[]),
            Self::AnyOf(need) => (&[], &need.ways),
            Self::Consecutive(_)
            | Self::Held(_)
            | Self::Rated(_)
            | Self::Initiatives(_)
            | Self::Members(_)
            | Self::Service(_)
            | Self::Office(_)
            | Self::Present(_)
            | Self::Founded(_)
            | Self::Elapsed(_)
            | Self::Campaign(_)
            | Self::Published(_)
            | Self::Undisciplined(_)
            | Self::Review(_) => (&[], &[]),
        };
        needs.iter().chain(ways.iter().flat_map(|way| &way.needs))
    }

    /// Returns the earlier honours that it names, in itself or inside.
    pub fn all_earlier(&self) -> Vec<Earlier<'_>> {
        self.earlier().into_iter().chain(self.inside().flat_map(Self::all_earlier)).collect()
    }
}
