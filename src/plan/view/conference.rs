//! A conference: what minutes say.

use serde::Serialize;

use crate::document::blank;
use crate::figures::{Ledger, shares};
use crate::model::{
    Actor, AgendaItem, Attendance, Awards, Conference, ConferenceKind, Discussion, Guest, Honour, Launch,
    PartOfDay, Pledge, Presentation, Proposal, Ref, Speech, Tally, Time,
};
use crate::vi;

use super::election::BallotsView;
use super::review::{CampaignView, with_stage};
use super::{LineView, PersonView, Viewer, date_or_blank, narratives};

/// A conference.
#[derive(Debug, Serialize)]
pub struct ConferenceView {
    /// The official name.
    pub name: String,
    /// What it is called: `Hội nghị`, `Cuộc họp`.
    pub kind: &'static str,
    /// Who acts in sentences: `Hội nghị`, `Cuộc họp`, `Hội đồng`.
    pub actor: &'static str,
    /// What else it was for.
    pub purposes: Vec<String>,
    /// The day, with blanks: `ngày 31 tháng 7 năm …`.
    pub date: String,
    /// `8 giờ 00`, `buổi chiều`, or a blank.
    pub begins: String,
    /// `11 giờ 30`, or a blank.
    pub ends: String,
    /// Where, or a blank.
    pub place: String,
    /// Who chaired it, the chair first.
    pub presidium: Vec<PersonView>,
    /// The chair; nothing if not known.
    pub chair: Option<PersonView>,
    /// The title under which the chair signs; nothing for that of any chair.
    pub chair_title: Option<String>,
    /// Who took the minutes; nothing if not known.
    pub secretary: Option<PersonView>,
    /// How many were there.
    pub attendance: AttendanceView,
    /// Who came from outside.
    pub guests: Vec<GuestView>,
    /// What happened, in order.
    pub agenda: Vec<AgendaView>,
    /// What was concluded, in Markdown.
    pub conclusions: Vec<String>,
    /// The period under review: `giai đoạn 2011 - 2015`.
    pub period: Option<String>,
}

/// How many were there.
#[derive(Debug, Serialize)]
pub struct AttendanceView {
    /// How many came, or a blank.
    pub present: String,
    /// How many should have come; nothing if not known.
    pub total: Option<String>,
    /// `95,24%`; nothing if not known.
    pub rate: Option<String>,
    /// Who did not come and why.
    pub absent: Vec<String>,
}

/// A guest.
#[derive(Debug, Serialize)]
pub struct GuestView {
    /// The name.
    pub name: String,
    /// `đồng chí …` for a person.
    pub comrade: String,
    /// All posts, joined.
    pub posts: Option<String>,
}

/// A part of a conference. Which of the parts is given follows from `kind`.
#[derive(Debug, Default, Serialize)]
pub struct AgendaView {
    /// `opening`, `report`, `speech`, `discussion`, `election`, `awards`, `proposal`, `launch`, `pledge`, `closing`.
    pub kind: &'static str,
    /// Who spoke, reported, handed over or launched; nothing if not known.
    pub by: Option<PersonView>,
    /// In what role.
    pub role: Option<String>,
    /// About what.
    pub topic: Option<String>,
    /// What was said, in Markdown.
    pub summary: Option<String>,
    /// The title of a report, the name of a pledge, what an election was to.
    pub title: Option<String>,
    /// How many spoke.
    pub speakers: Option<String>,
    /// Who was elected.
    pub elected: Vec<PersonView>,
    /// How a vote was taken: `ballot`, `hands`; nothing if not known.
    pub method: Option<&'static str>,
    /// How many were to be elected.
    pub seats: Option<String>,
    /// The papers of a ballot.
    pub ballots: Option<BallotsView>,
    /// Whether the vote is about whom to put forward for titles or forms.
    pub is_review: bool,
    /// What was elected, awarded or proposed.
    pub lines: Vec<LineView>,
    /// Whether everybody agreed.
    pub unanimous: bool,
    /// How many had a vote.
    pub voters: Option<String>,
    /// The votes as a table.
    pub votes: Option<serde_json::Value>,
    /// The campaign that was launched.
    pub campaign: Option<CampaignView>,
    /// Who signed a pledge.
    pub signed_by: Option<String>,
}

impl Viewer<'_> {
    pub(super) fn conference(&self, conference: &Conference) -> ConferenceView {
        self.touch(conference.span);
        let people: Vec<PersonView> =
            conference.presidium.iter().map(|person| self.person(self.inventory.get(person))).collect();
        let review = conference.review.as_ref().map(|review| self.inventory.get(review));
        ConferenceView {
            name: conference.name.value.clone(),
            kind: kind(conference),
            actor: self.acting(conference),
            purposes: conference.purposes.clone(),
            date: date_or_blank(conference.date.as_ref().map(|date| date.value)),
            begins: begins(conference),
            ends: conference
                .ends
                .as_ref()
                .map_or_else(|| blank::mark("giờ kết thúc"), |time| time_words(time.value)),
            place: conference.place.clone().unwrap_or_else(|| blank::mark("địa điểm")),
            chair: people.first().cloned(),
            chair_title: conference.chair_title.clone(),
            presidium: people,
            secretary: conference.secretary.as_ref().map(|person| self.person(self.inventory.get(person))),
            attendance: attendance(conference.attendance.as_ref()),
            guests: conference.guests.iter().map(|guest| self.guest(guest)).collect(),
            agenda: conference.agenda.iter().map(|item| self.agenda_item(item)).collect(),
            conclusions: narratives(&conference.conclusions),
            period: review.map(|review| with_stage(review.period.value)),
        }
    }

    /// A council that meets acts itself.
    fn acting(&self, conference: &Conference) -> &'static str {
        let is_council = self.inventory.get(&conference.unit).name.starts_with("Hội đồng");
        if conference.kind == Some(ConferenceKind::Meeting) && is_council {
            "Hội đồng"
        } else {
            kind(conference)
        }
    }

    fn guest(&self, guest: &Guest) -> GuestView {
        let view = match &guest.who {
            Actor::Person(person) if !guest.posts.is_empty() => {
                Self::person_with(self.inventory.get(person), guest.posts.clone())
            }
            who => self.actor(who),
        };
        let own = (!guest.posts.is_empty()).then(|| guest.posts.join(", "));
        GuestView { name: view.name, comrade: view.comrade, posts: own.or(view.posts) }
    }

    fn agenda_item(&self, item: &AgendaItem) -> AgendaView {
        match item {
            AgendaItem::Opening(speech) => self.speech("opening", speech),
            AgendaItem::Speech(speech) => self.speech("speech", speech),
            AgendaItem::Closing(speech) => self.speech("closing", speech),
            AgendaItem::Report(presentation) => self.presentation(presentation),
            AgendaItem::Discussion(discussion) => discussed(discussion),
            AgendaItem::Election(election) => self.election(election),
            AgendaItem::Awards(awards) => self.awards(awards),
            AgendaItem::Proposal(proposal) => self.proposal(proposal),
            AgendaItem::Launch(launch) => self.launch(launch),
            AgendaItem::Pledge(pledge) => pledged(pledge),
        }
    }

    fn speech(&self, kind: &'static str, speech: &Speech) -> AgendaView {
        AgendaView {
            kind,
            by: speech.by.as_ref().map(|actor| self.actor(actor)),
            role: speech.role.clone(),
            topic: speech.topic.clone(),
            summary: speech.summary.as_ref().map(|text| text.0.clone()),
            ..AgendaView::default()
        }
    }

    fn presentation(&self, presentation: &Presentation) -> AgendaView {
        AgendaView {
            kind: "report",
            by: presentation.by.as_ref().map(|actor| self.actor(actor)),
            title: presentation.title.clone(),
            ..AgendaView::default()
        }
    }

    fn awards(&self, awards: &Awards) -> AgendaView {
        AgendaView {
            kind: "awards",
            by: awards.presenter.as_ref().map(|actor| self.actor(actor)),
            lines: self.named(&awards.honours, &awards.tallies),
            ..AgendaView::default()
        }
    }

    fn proposal(&self, proposal: &Proposal) -> AgendaView {
        let mut lines = self.named(&proposal.honours, &[]);
        if let Some(submission) = &proposal.submission {
            let id = &submission.id;
            let ledger = Ledger::where_honours(
                self.inventory,
                |honour| honour.submission.as_ref().is_some_and(|link| link.id == *id),
                |tally| tally.submission.as_ref().is_some_and(|link| link.id == *id),
            );
            lines.extend(self.lines(&ledger));
        }
        AgendaView { kind: "proposal", lines, ..AgendaView::default() }
    }

    pub(super) fn named(&self, honours: &[Ref<Honour>], tallies: &[Ref<Tally>]) -> Vec<LineView> {
        let ledger = Ledger::where_honours(
            self.inventory,
            |honour| honour.id.as_ref().is_some_and(|id| honours.iter().any(|link| link.id == id.value)),
            |tally| tallies.iter().any(|link| link.id == tally.id.value),
        );
        self.lines(&ledger)
    }

    fn launch(&self, launch: &Launch) -> AgendaView {
        AgendaView {
            kind: "launch",
            by: launch.by.as_ref().map(|actor| self.actor(actor)),
            campaign: Some(self.campaign(self.inventory.get(&launch.campaign), None)),
            ..AgendaView::default()
        }
    }
}

fn discussed(discussion: &Discussion) -> AgendaView {
    AgendaView {
        kind: "discussion",
        topic: discussion.topic.clone(),
        summary: discussion.summary.as_ref().map(|text| text.0.clone()),
        speakers: discussion.speakers.as_ref().map(|count| vi::padded_count(u64::from(count.value))),
        ..AgendaView::default()
    }
}

fn pledged(pledge: &Pledge) -> AgendaView {
    AgendaView {
        kind: "pledge",
        title: Some(pledge.name.value.clone()),
        signed_by: pledge.signed_by.clone(),
        ..AgendaView::default()
    }
}

fn attendance(attendance: Option<&Attendance>) -> AttendanceView {
    let Some(attendance) = attendance else {
        let present = blank::mark("số người có mặt");
        return AttendanceView { present, total: None, rate: None, absent: Vec::new() };
    };
    let present = u64::from(attendance.present.value);
    let total = attendance.total.as_ref().map(|total| u64::from(total.value));
    let rate = total.and_then(|total| shares(&[present], total)?.first().map(|rate| format!("{rate}%")));
    AttendanceView {
        present: vi::padded_count(present),
        total: total.map(vi::padded_count),
        rate,
        absent: attendance.absent.clone(),
    }
}

fn kind(conference: &Conference) -> &'static str {
    match conference.kind {
        Some(ConferenceKind::Meeting) => "Cuộc họp",
        Some(ConferenceKind::Conference) | None => "Hội nghị",
    }
}

fn begins(conference: &Conference) -> String {
    match (&conference.begins, conference.part_of_day) {
        (Some(time), _) => time_words(time.value),
        (None, Some(PartOfDay::Morning)) => "buổi sáng".to_owned(),
        (None, Some(PartOfDay::Afternoon)) => "buổi chiều".to_owned(),
        (None, Some(PartOfDay::Evening)) => "buổi tối".to_owned(),
        (None, None) => blank::mark("giờ bắt đầu"),
    }
}

fn time_words(time: Time) -> String {
    vi::hour(time.hour, time.minute)
}
