//! A review: what a report says.

use serde::Serialize;

use crate::document::blank;
use crate::figures::sums::sum;
use crate::figures::{Ledger, quantity_words};
use crate::model::{
    Actor, Campaign, CampaignKind, Claim, ClaimKind, Exemplar, Figure, OpenPart, Period, Review, Shortcoming,
    Tally, Years,
};
use crate::vi;

use super::charts::{self, ChartsView};
use super::honours::HonoursView;
use super::{Viewer, narratives};

/// A unit's review of a period. Lists of texts are Markdown.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "a part has the name that it has in the data, where it is explained")]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a template asks")]
pub struct ReviewView {
    /// `2011 - 2015`, or `2012`.
    pub period: String,
    /// `giai đoạn 2011 - 2015`, or `năm 2012`.
    pub period_words: String,
    /// The period that the directions are for, or a blank.
    pub next_period: String,
    /// The same with `giai đoạn` or `năm`.
    pub next_period_words: String,
    /// Whether it is about one year.
    pub annual: bool,
    pub overview: Vec<String>,
    pub leadership: Vec<String>,
    pub campaigns: Vec<CampaignView>,
    pub campaigns_narrative: Vec<String>,
    pub activities: Vec<String>,
    pub honours: HonoursView,
    pub honours_narrative: Vec<String>,
    pub claims: Vec<ClaimView>,
    /// What is shown as charts.
    pub charts: ChartsView,
    pub figures: Vec<FigureView>,
    pub exemplars: Vec<ExemplarView>,
    pub organisation: Vec<String>,
    pub strengths: Vec<String>,
    pub shortcomings: Vec<ShortcomingView>,
    pub lessons: Vec<String>,
    pub directions: Vec<String>,
    pub solutions: Vec<String>,
    pub proposals: Vec<String>,
    /// Whether the list of campaigns goes on in the source.
    pub campaigns_open: bool,
    /// Whether the list of honours goes on in the source.
    pub honours_open: bool,
    /// Whether the list of exemplars goes on in the source.
    pub exemplars_open: bool,
}

/// A campaign.
#[derive(Debug, Serialize)]
pub struct CampaignView {
    /// The name, without quotation marks around it.
    pub name: String,
    /// `phong trào thi đua`, `cuộc vận động`, `chủ đề thi đua`, `hoạt động`.
    pub kind: String,
    /// Whether it is an activity and no campaign proper.
    pub is_activity: bool,
    /// The slogan.
    pub slogan: Option<String>,
    /// Who launched it.
    pub launcher: Option<String>,
    /// Who prepared it.
    pub adviser: Option<String>,
    /// `năm 2016`, `giai đoạn 2011 - 2020`, `hằng năm`.
    pub years: Option<String>,
    /// The event that it marked.
    pub occasion: Option<String>,
    /// The name of the campaign that it puts into practice.
    pub answers: Option<String>,
    /// What came of it, in figures.
    pub results: Vec<ResultView>,
    /// What came of it, in Markdown.
    pub narrative: Option<String>,
}

/// A figure that a campaign achieved.
#[derive(Debug, Serialize)]
pub struct ResultView {
    /// What was counted.
    pub label: String,
    /// How much.
    pub value: String,
    /// Together with whom.
    pub together_with: Option<String>,
}

/// A figure that follows from others.
#[derive(Debug, Serialize)]
pub struct ClaimView {
    /// `sum`, `rate` or `growth`.
    pub kind: String,
    /// The figure with its hedge: `41,03%`, `gần 97%`.
    pub value: String,
    /// Whether a growth is one: not for a decline.
    pub rises: bool,
    /// The names of what it is about.
    pub of: Vec<String>,
    /// The same, joined.
    pub of_words: String,
    /// The sum of what it is about.
    pub total: Option<String>,
    /// What it is compared with.
    pub base: Option<String>,
    /// The years of the base: `giai đoạn 2006 - 2010`.
    pub base_period: Option<String>,
}

/// A figure that counts no honours.
#[derive(Debug, Serialize)]
pub struct FigureView {
    /// What was counted.
    pub label: String,
    /// How much.
    pub value: String,
    /// The larger figure that it is a part of.
    pub part_of: Option<String>,
}

/// Somebody who is held up as an example.
#[derive(Debug, Serialize)]
pub struct ExemplarView {
    /// The name.
    pub name: String,
    /// `đồng chí …` for a person, the name for a unit.
    pub comrade: String,
    /// The posts.
    pub posts: Option<String>,
    /// For what.
    pub note: Option<String>,
    /// Whether it is a unit.
    pub is_unit: bool,
}

/// What was not good enough, in Markdown.
#[derive(Debug, Serialize)]
pub struct ShortcomingView {
    pub what: String,
    pub cause: Option<String>,
    pub remedy: Option<String>,
}

impl Viewer<'_> {
    pub(super) fn review(&self, review: &Review) -> ReviewView {
        self.touch(review.span);
        let period = review.period.value;
        let unit = self.inventory.get(&review.unit);
        let records = self.inventory.records();
        let ledger = Ledger::of(self.inventory, unit, period);
        let next = review.next_period.as_ref().map(|period| period.value);
        let open = |part: OpenPart| review.open.iter().any(|open| open.value == part);
        let own = |claim: &&Claim| {
            claim.unit.id == review.unit.id
                && within(claim.period.as_ref().map(|period| period.value), period)
        };
        let claims: Vec<&Claim> = records.claims.iter().filter(own).collect();
        let claim_views: Vec<ClaimView> = claims.iter().map(|claim| self.claim(claim)).collect();
        let comparisons = claims
            .iter()
            .zip(&claim_views)
            .filter_map(|(claim, view)| charts::comparison(claim, self.inventory, period, &view.of_words));
        let charts = ChartsView {
            awards: charts::awards(&ledger, period, open(OpenPart::Honours)),
            comparisons: comparisons.collect(),
        };
        let figures = records
            .figures
            .iter()
            .filter(|figure| figure.unit.id == review.unit.id && within(figure_years(figure), period));
        ReviewView {
            period: period_words(period),
            period_words: with_stage(period),
            next_period: next.map_or_else(|| blank::mark(next_stage(period)), period_words),
            next_period_words: next
                .map_or_else(|| format!("{} {}", stage(period), blank::mark(next_stage(period))), with_stage),
            annual: period.first == period.last,
            overview: narratives(&review.overview),
            leadership: narratives(&review.leadership),
            campaigns: review
                .campaigns
                .iter()
                .map(|campaign| self.campaign(self.inventory.get(campaign), Some(period)))
                .collect(),
            campaigns_narrative: narratives(&review.campaigns_narrative),
            activities: narratives(&review.activities),
            honours: self.honours(&ledger, period),
            honours_narrative: narratives(&review.honours_narrative),
            claims: claim_views,
            charts,
            figures: figures.map(|figure| self.figure(figure)).collect(),
            exemplars: review.exemplars.iter().map(|exemplar| self.exemplar(exemplar)).collect(),
            organisation: narratives(&review.organisation),
            strengths: narratives(&review.strengths),
            shortcomings: review.shortcomings.iter().map(shortcoming).collect(),
            lessons: narratives(&review.lessons),
            directions: narratives(&review.directions),
            solutions: narratives(&review.solutions),
            proposals: narratives(&review.proposals),
            campaigns_open: open(OpenPart::Campaigns),
            honours_open: open(OpenPart::Honours),
            exemplars_open: open(OpenPart::Exemplars),
        }
    }

    /// Returns a campaign, with the results of the period if one is given.
    pub(super) fn campaign(&self, campaign: &Campaign, period: Option<Period>) -> CampaignView {
        self.touch(campaign.span);
        let kind = campaign.kind.unwrap_or(CampaignKind::Movement);
        CampaignView {
            name: campaign.name.value.clone(),
            kind: campaign_words(kind).to_owned(),
            is_activity: kind == CampaignKind::Activity,
            slogan: campaign.slogan.clone(),
            launcher: campaign.launcher.as_ref().map(|actor| self.actor(actor).line),
            adviser: campaign.adviser.as_ref().map(|unit| self.inventory.get(unit).name.value.clone()),
            years: campaign.years.as_ref().map(|years| match years.value {
                Years::Every => "hằng năm".to_owned(),
                Years::In(period) => with_stage(period),
            }),
            occasion: campaign.occasion.clone(),
            answers: campaign
                .answers
                .as_ref()
                .map(|answered| self.inventory.get(answered).name.value.clone()),
            results: campaign
                .results
                .iter()
                .filter(|result| match (&result.year, period) {
                    (Some(year), Some(period)) => period.contains(year.value),
                    (Some(_) | None, _) => true,
                })
                .map(|result| ResultView {
                    label: result.label.value.clone(),
                    value: quantity_words(&result.value),
                    together_with: result.together_with.clone(),
                })
                .collect(),
            narrative: campaign.narrative.as_ref().map(|text| text.0.clone()),
        }
    }

    fn claim(&self, claim: &Claim) -> ClaimView {
        self.touch(claim.span);
        let of: Vec<String> = claim
            .of
            .iter()
            .map(|tally| {
                let id = &tally.id;
                let only = Ledger::where_honours(self.inventory, |_| false, |tally| tally.id.value == *id);
                only.entries().first().map_or_else(String::new, |entry| entry.name.clone())
            })
            .collect();
        let value = quantity_words(&claim.value);
        ClaimView {
            kind: claim.kind.as_str().to_owned(),
            rises: claim.kind.value == ClaimKind::Growth && !value.contains(['-', '−']),
            value,
            of_words: vi::join(&of),
            of,
            total: self.total(claim),
            base: claim.base.as_ref().map(|base| quantity_words(base)),
            base_period: claim.base_period.as_ref().map(|period| with_stage(period.value)),
        }
    }

    /// Returns what a claim is about, added up by the function that also checks it.
    fn total(&self, claim: &Claim) -> Option<String> {
        let tallies: Vec<&Tally> = claim.of.iter().map(|tally| self.inventory.get(tally)).collect();
        sum(&tallies, self.inventory).ok().map(|sum| sum.to_string())
    }

    fn figure(&self, figure: &Figure) -> FigureView {
        self.touch(figure.span);
        FigureView {
            label: figure.label.value.clone(),
            value: quantity_words(&figure.value),
            part_of: figure.part_of.as_ref().map(|whole| self.inventory.get(whole).label.value.clone()),
        }
    }

    fn exemplar(&self, exemplar: &Exemplar) -> ExemplarView {
        let view = self.actor(&exemplar.who);
        ExemplarView {
            is_unit: !matches!(exemplar.who, Actor::Person(_)),
            name: view.name,
            comrade: view.comrade,
            posts: view.posts,
            note: exemplar.note.clone(),
        }
    }
}

fn shortcoming(shortcoming: &Shortcoming) -> ShortcomingView {
    ShortcomingView {
        what: shortcoming.what.0.clone(),
        cause: shortcoming.cause.as_ref().map(|text| text.0.clone()),
        remedy: shortcoming.remedy.as_ref().map(|text| text.0.clone()),
    }
}

fn campaign_words(kind: CampaignKind) -> &'static str {
    match kind {
        CampaignKind::Movement => "phong trào thi đua",
        CampaignKind::Drive => "cuộc vận động",
        CampaignKind::Theme => "chủ đề thi đua",
        CampaignKind::Activity => "hoạt động",
    }
}

fn figure_years(figure: &Figure) -> Option<Period> {
    let year = figure.year.as_ref().map(|year| Period { first: year.value, last: year.value });
    year.or_else(|| figure.period.as_ref().map(|period| period.value))
}

fn within(years: Option<Period>, period: Period) -> bool {
    years.is_none_or(|years| years.is_within(period))
}

pub(super) fn period_words(period: Period) -> String {
    if period.first == period.last { period.first.to_string() } else { vi::period(period.first, period.last) }
}

/// Returns what a period is called: a year or a stage.
fn stage(period: Period) -> &'static str {
    if period.first == period.last { "năm" } else { "giai đoạn" }
}

/// Returns what the period after this one is called where it is missing.
fn next_stage(period: Period) -> &'static str {
    if period.first == period.last { "năm tiếp theo" } else { "giai đoạn tiếp theo" }
}

pub(super) fn with_stage(period: Period) -> String {
    format!("{} {}", stage(period), period_words(period))
}
