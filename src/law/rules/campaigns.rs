//! Whether something was earned in a campaign that lasted long enough.

use crate::model::{Campaign, CampaignNeed, Honour, Years};

use super::needs::{Candidate, Scales};
use super::times::FAR;
use super::verdict::{Gap, Verdict};

impl<'a> Scales<'a> {
    pub(super) fn campaign(&self, need: &CampaignNeed, candidate: Candidate<'a>) -> Verdict {
        let needed = u32::from(need.years.value) * 12;
        let of = |honour: &Honour| self.inventory.by_id::<Campaign>(&honour.campaign.as_ref()?.id);
        let Some(campaign) = candidate.honour.and_then(of) else {
            return Verdict::Open(self.of_no_campaign(needed, candidate));
        };
        match months(campaign, candidate.year) {
            None => Verdict::Open(Gap::new("how long the campaign lasted is not in the data")),
            Some(months) if months >= needed => Verdict::Met,
            Some(months) => {
                let what = format!("the campaign lasted {months} of {needed} months");
                Verdict::Missed(Gap::new(what).steps(FAR).at([(campaign.id.span, "the campaign".to_owned())]))
            }
        }
    }

    /// Whoever was honoured in a long campaign may lead in it; of anybody else nothing says so.
    fn of_no_campaign(&self, needed: u32, candidate: Candidate<'a>) -> Gap {
        let led = self.history.pasts(candidate.recipient.id()).iter().find_map(|past| {
            let campaign: &Campaign = self.inventory.by_id(&past.honour.campaign.as_ref()?.id)?;
            let is_long = months(campaign, candidate.year).is_some_and(|months| months >= needed);
            (past.year <= candidate.year && is_long).then_some((past, campaign))
        });
        match led {
            Some((past, campaign)) if candidate.honour.is_none() => {
                let what = format!(
                    "honoured in the campaign `{}`, and somebody has to see that it leads there",
                    campaign.id.value
                );
                Gap::new(what).at([(past.span, format!("given for {}", past.year))])
            }
            _ => Gap::new("in which campaign it was earned is not in the data").of_anybody(),
        }
    }
}

/// Returns how many months a campaign had lasted by the end of a year; one of every year lasts as long as is asked.
fn months(campaign: &Campaign, by: u16) -> Option<u32> {
    let known = campaign.months.as_ref().map(|months| months.value);
    match campaign.years.as_ref().map(|years| years.value) {
        Some(Years::Every) => Some(u32::MAX),
        Some(Years::In(period)) => {
            let years = period.last.min(by).saturating_sub(period.first) + 1;
            Some(known.unwrap_or(u32::from(years) * 12))
        }
        None => known,
    }
}
