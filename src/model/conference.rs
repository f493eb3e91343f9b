//! Conferences and what happens at them.

use crate::yaml::{Located, Markdown, choices, record, variants};

use super::{
    Actor, Campaign, Date, Form, Honour, Id, Person, Recipient, Ref, Review, Submission, Tally, Time, Unit,
};

record! {
    /// A conference.
    pub struct Conference as "a conference" {
        /// The id.
        pub id: Located<Id>,
        /// The unit that holds it.
        pub unit: Ref<Unit>,
        /// The official name.
        pub name: Located<String>,
        /// What it is called; a conference if not given.
        pub kind: Option<ConferenceKind>,
        /// What else it is for.
        pub purposes: Vec<String>,
        /// The review that it discusses.
        pub review: Option<Ref<Review>>,
        /// The day; any part of it may be missing.
        pub date: Option<Located<Date>>,
        /// When it began.
        pub begins: Option<Located<Time>>,
        /// When it ended.
        pub ends: Option<Located<Time>>,
        /// The part of the day, where the hour is not known.
        pub part_of_day: Option<PartOfDay>,
        /// Where it was held.
        pub place: Option<String>,
        /// Who chaired it, the chair first.
        pub presidium: Vec<Ref<Person>>,
        /// The title under which the chair signs, such as `CHỦ TỊCH HỘI ĐỒNG`; that of any chair if not given.
        pub chair_title: Option<String>,
        /// Who took the minutes.
        pub secretary: Option<Ref<Person>>,
        /// How many were there.
        pub attendance: Option<Attendance>,
        /// Who came from outside, with all their posts.
        pub guests: Vec<Guest>,
        /// What happened, in order.
        pub agenda: Vec<AgendaItem>,
        /// What was concluded.
        pub conclusions: Vec<Markdown>,
    }
}

choices! {
    /// What is called together.
    pub enum ConferenceKind as "a kind of conference" {
        /// Hội nghị.
        Conference = "conference",
        /// Cuộc họp, such as that of a council.
        Meeting = "meeting",
    }
}

choices! {
    /// A part of the day.
    pub enum PartOfDay as "a part of the day" {
        /// Buổi sáng.
        Morning = "morning",
        /// Buổi chiều.
        Afternoon = "afternoon",
        /// Buổi tối.
        Evening = "evening",
    }
}

record! {
    /// How many were there.
    pub struct Attendance as "an attendance" {
        /// How many came.
        pub present: Located<u32>,
        /// How many should have come.
        pub total: Option<Located<u32>>,
        /// How many of those who came are guests, counted in `present` and `total`: shares are shares of the others.
        pub guests: Option<Located<u32>>,
        /// Who did not come and why.
        pub absent: Vec<String>,
    }
}

impl Attendance {
    /// Returns how many members there are: all but the guests.
    pub fn members(&self) -> Option<Located<u32>> {
        self.total.as_ref().map(|total| self.without_guests(total))
    }

    /// Returns how many members came.
    pub fn members_present(&self) -> Located<u32> {
        self.without_guests(&self.present)
    }

    fn without_guests(&self, count: &Located<u32>) -> Located<u32> {
        let guests = self.guests.as_ref().map_or(0, |guests| guests.value);
        Located { value: count.value.saturating_sub(guests), span: count.span }
    }
}

record! {
    /// A guest.
    pub struct Guest as "a guest" {
        /// Who.
        pub who: Actor,
        /// The posts in which the guest came; those of the person's record if none is given.
        pub posts: Vec<String>,
    }
}

variants! {
    /// A part of a conference.
    pub enum AgendaItem as "an item of the agenda" {
        /// The opening.
        Opening(Speech) = "opening",
        /// A report that is read.
        Report(Presentation) = "report",
        /// A speech.
        Speech(Speech) = "speech",
        /// A discussion.
        Discussion(Discussion) = "discussion",
        /// An election.
        Election(Election) = "election",
        /// Honours that are handed over.
        Awards(Awards) = "awards",
        /// Honours that are put forward.
        Proposal(Proposal) = "proposal",
        /// A campaign that is launched.
        Launch(Launch) = "launch",
        /// A pledge that is signed.
        Pledge(Pledge) = "pledge",
        /// The closing.
        Closing(Speech) = "closing",
    }
}

record! {
    /// Somebody speaks.
    pub struct Speech as "a speech" {
        /// Who.
        pub by: Option<Actor>,
        /// In what role, such as `thay mặt lãnh đạo Cục`.
        pub role: Option<String>,
        /// About what.
        pub topic: Option<String>,
        /// What was said.
        pub summary: Option<Markdown>,
    }
}

record! {
    /// A report is read.
    pub struct Presentation as "a report at a conference" {
        /// Who read it.
        pub by: Option<Actor>,
        /// Its title.
        pub title: Option<String>,
    }
}

record! {
    /// A discussion.
    pub struct Discussion as "a discussion" {
        /// What it was about.
        pub topic: Option<String>,
        /// How many spoke.
        pub speakers: Option<Located<u32>>,
        /// What came of it.
        pub summary: Option<Markdown>,
    }
}

record! {
    /// An election of recipients of a title, of a head, of delegates; or the vote of a council on whom to put forward.
    pub struct Election as "an election" {
        /// To what, in words that fit after “bầu”; where `votes` name a form, or neither `votes` nor winners are given,
        /// after “bình xét”.
        pub to: Located<String>,
        /// Who was elected.
        pub elected: Vec<Ref<Recipient>>,
        /// The honours that the election stands for.
        pub honours: Vec<Ref<Honour>>,
        /// The counts of elected ones without names.
        pub tallies: Vec<Ref<Tally>>,
        /// How the vote was taken.
        pub method: Option<VoteMethod>,
        /// Whether everybody agreed.
        pub unanimous: Option<bool>,
        /// How many are to be elected.
        pub seats: Option<Located<u32>>,
        /// How many have a vote, there or not: every rate is a share of them.
        pub voters: Option<Located<u32>>,
        /// The papers of a ballot.
        pub ballots: Option<Ballots>,
        /// The result of the ballot.
        pub votes: Vec<Vote>,
    }
}

choices! {
    /// How a vote is taken.
    pub enum VoteMethod as "a way to vote" {
        /// Bỏ phiếu kín.
        Ballot = "ballot",
        /// Biểu quyết giơ tay.
        Hands = "hands",
    }
}

record! {
    /// The papers of a ballot, those of absent members that came in writing among them.
    pub struct Ballots as "ballots" {
        /// How many were given out.
        pub issued: Located<u32>,
        /// How many came back.
        pub collected: Option<Located<u32>>,
        /// How many of those are valid.
        pub valid: Option<Located<u32>>,
        /// How many of those are not.
        pub invalid: Option<Located<u32>>,
        /// How many came in writing from absent members, counted in the others.
        pub written: Option<Located<u32>>,
    }
}

record! {
    /// The votes for one candidate.
    pub struct Vote as "a vote" {
        /// Who.
        pub candidate: Ref<Recipient>,
        /// The title or form that the vote is about, where it is about several.
        pub form: Option<Ref<Form>>,
        /// The name of that to be printed, where the catalogue has none or the grantor belongs to it.
        pub called: Option<Located<String>>,
        /// The votes for.
        pub votes_for: Located<u32>,
        /// The votes against.
        pub against: Option<Located<u32>>,
        /// The valid ballots that say neither.
        pub abstained: Option<Located<u32>>,
        /// The votes of absent members, given in writing and counted in `votes-for`.
        pub written: Option<Located<u32>>,
    }
}

record! {
    /// Honours are handed over.
    pub struct Awards as "awards at a conference" {
        /// Who handed them over.
        pub presenter: Option<Actor>,
        /// The honours by name.
        pub honours: Vec<Ref<Honour>>,
        /// The honours by count.
        pub tallies: Vec<Ref<Tally>>,
    }
}

record! {
    /// Honours are put forward.
    pub struct Proposal as "a proposal at a conference" {
        /// The submission.
        pub submission: Option<Ref<Submission>>,
        /// The honours by name.
        pub honours: Vec<Ref<Honour>>,
    }
}

record! {
    /// A campaign is launched.
    pub struct Launch as "a launch" {
        /// The campaign.
        pub campaign: Ref<Campaign>,
        /// Who launched it.
        pub by: Option<Actor>,
    }
}

record! {
    /// A pledge is signed.
    pub struct Pledge as "a pledge" {
        /// Its name, such as `Giao ước thi đua năm 2013`.
        pub name: Located<String>,
        /// Who signed.
        pub signed_by: Option<String>,
    }
}
