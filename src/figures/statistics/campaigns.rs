//! Campaigns by scope, duration and method (the form 0601).

use std::collections::HashSet;

use crate::figures::amounts::Amounts;
use crate::model::{Actor, Campaign, CampaignKind, Id, Inventory, Level, Method, Period, Scope, Unit, Years};

use super::{Answer, Cell, tabulate};

/// How long a campaign runs, as the form asks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duration {
    /// Less than a year.
    Shorter,
    /// One year, also where it is held anew every year.
    OneYear,
    /// More than a year, less than three.
    BelowThree,
    /// From three years to less than five.
    BelowFive,
    /// Five years and more.
    Longer,
}

/// A row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignRow {
    /// All.
    Total,
    /// Those of a scope.
    Scope(Scope),
    /// Those of which the scope is not known.
    ScopeUnknown,
    /// Those of a duration.
    Duration(Duration),
    /// Those of which the duration is not known.
    DurationUnknown,
    /// Those of a method.
    Method(Method),
    /// Those of which the method is not known.
    MethodUnknown,
}

/// A column of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignColumn {
    /// All.
    Total,
    /// Those launched at a level.
    Level(Level),
}

impl Duration {
    /// Returns how long a campaign runs; calendar years count as whole ones where the data gives no months.
    pub fn of(campaign: &Campaign) -> Option<Self> {
        let years = |period: Period| u32::from(period.last.saturating_sub(period.first)) + 1;
        let of_years = campaign.years.as_ref().map(|known| match known.value {
            Years::Every => 12,
            Years::In(period) => 12 * years(period),
        });
        let months = campaign.months.as_ref().map(|months| months.value).or(of_years)?;
        Some(match months {
            0..12 => Self::Shorter,
            12 => Self::OneYear,
            13..36 => Self::BelowThree,
            36..60 => Self::BelowFive,
            60.. => Self::Longer,
        })
    }
}

impl CampaignRow {
    fn holds(self, campaign: &Campaign) -> Answer {
        match self {
            Self::Total => Some(true),
            Self::Scope(scope) => campaign.scope.map(|other| other == scope),
            Self::ScopeUnknown => Some(campaign.scope.is_none()),
            Self::Duration(duration) => Duration::of(campaign).map(|other| other == duration),
            Self::DurationUnknown => Some(Duration::of(campaign).is_none()),
            Self::Method(method) => campaign.method.map(|other| other == method),
            Self::MethodUnknown => Some(campaign.method.is_none()),
        }
    }
}

impl CampaignColumn {
    fn holds(self, campaign: &Campaign) -> Answer {
        match self {
            Self::Total => Some(true),
            Self::Level(level) => campaign.level.map(|other| other == level),
        }
    }
}

/// Counts campaigns into the cells of the form.
pub fn campaign_table(
    campaigns: &[&Campaign],
    rows: &[CampaignRow],
    columns: &[CampaignColumn],
) -> Vec<Vec<Cell>> {
    let down: Vec<_> = rows.iter().map(|row| move |campaign: &&Campaign| row.holds(campaign)).collect();
    let across: Vec<_> =
        columns.iter().map(|column| move |campaign: &&Campaign| column.holds(campaign)).collect();
    let one = Amounts::of(1);
    tabulate(campaigns.iter().map(|campaign| (*campaign, one.clone())), &down, &across)
}

/// Lists the campaigns of a unit that ran in a period: those that it launched and those that stand in its reports.
pub fn campaigns<'a>(inventory: &'a Inventory, unit: &Unit, period: Period) -> Vec<&'a Campaign> {
    let id = &unit.id.value;
    let reviews = inventory
        .records()
        .reviews
        .iter()
        .filter(|review| review.unit.id == *id && review.period.value.overlaps(period));
    let told: HashSet<&Id> =
        reviews.flat_map(|review| &review.campaigns).map(|campaign| &campaign.id).collect();
    let launched = |campaign: &Campaign| match &campaign.launcher {
        Some(Actor::Unit(launcher)) => launcher.id == *id,
        Some(Actor::Name(_) | Actor::Person(_)) | None => false,
    };
    let ran = |campaign: &Campaign| match campaign.years.as_ref().map(|years| years.value) {
        Some(Years::In(years)) => years.overlaps(period),
        Some(Years::Every) | None => true,
    };
    inventory
        .records()
        .campaigns
        .iter()
        .filter(|campaign| campaign.kind != Some(CampaignKind::Activity) && ran(campaign))
        .filter(|campaign| {
            launched(campaign)
                || told.contains(&campaign.id.value)
                || campaign.units.iter().any(|unit| unit.id == *id)
        })
        .collect()
}
