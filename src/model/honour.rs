//! Honours, counts of honours, and figures that are claimed to follow from them.

use crate::yaml::{Located, choices, record};

use super::{
    Actor, Campaign, Class, Date, Decision, Form, Id, Period, Quantity, Rank, Recipient, Ref, Submission,
    Unit,
};

choices! {
    /// How far a honour has come. Only `awarded` and `posthumous` count as awards.
    pub enum State as "a state of an honour" {
        /// Put forward by a unit.
        Proposed = "proposed",
        /// Laid before people for comment.
        Consulted = "consulted",
        /// Chosen by a conference.
        Elected = "elected",
        /// Granted by a decision.
        Awarded = "awarded",
        /// Granted by a decision after death.
        Posthumous = "posthumous",
        /// Granted and taken back.
        Revoked = "revoked",
    }
}

choices! {
    /// Who was honoured.
    pub enum RecipientKind as "a kind of recipient" {
        /// Cá nhân.
        Persons = "persons",
        /// Tập thể.
        Collectives = "collectives",
        /// Hộ gia đình.
        Households = "households",
        /// Several kinds together.
        Mixed = "mixed",
    }
}

choices! {
    /// For what kind of merit something was given (loại hình khen thưởng), as the law and the official statistics ask it.
    pub enum Merit as "a kind of merit" {
        /// Công trạng và thành tích: regular.
        Regular = "regular",
        /// Phong trào thi đua, chuyên đề.
        Thematic = "thematic",
        /// Đột xuất.
        Unscheduled = "unscheduled",
        /// Đối ngoại.
        Diplomatic = "diplomatic",
        /// Quá trình cống hiến.
        Devotion = "devotion",
        /// Niên hạn.
        Seniority = "seniority",
        /// Thành tích kháng chiến.
        Resistance = "resistance",
    }
}

impl State {
    /// Answers whether it counts as an award.
    pub fn is_award(self) -> bool {
        matches!(self, Self::Awarded | Self::Posthumous)
    }
}

record! {
    /// A honour of named recipients.
    pub struct Honour as "an honour" {
        /// The id, where something refers to it.
        pub id: Option<Located<Id>>,
        /// Who is honoured.
        pub recipient: Option<Ref<Recipient>>,
        /// Several who are honoured in the same way, in the order of the decision.
        pub recipients: Vec<Ref<Recipient>>,
        /// The title or form from the catalogue.
        pub form: Option<Ref<Form>>,
        /// The name to be printed: where the catalogue has none, or beside the form where the grantor is named otherwise.
        pub called: Option<Box<Located<String>>>,
        /// The class of an order.
        pub class: Option<Located<Class>>,
        /// Who granted it.
        pub grantor: Option<Actor>,
        /// How many times, where it is more than once.
        pub count: Option<Box<Located<Quantity>>>,
        /// The year that it counts for.
        pub year: Option<Located<u16>>,
        /// The day on which it was granted.
        pub date: Option<Box<Located<Date>>>,
        /// The years that it counts for.
        pub period: Option<Box<Located<Period>>>,
        /// The unit in whose report it stands, where it is not the recipient's own.
        pub unit: Option<Box<Ref<Unit>>>,
        /// What it is given for, in words that fit after “vì”.
        pub reason: Option<String>,
        /// For what kind of merit, for the statistics.
        pub merit: Option<Merit>,
        /// The campaign that it was earned in.
        pub campaign: Option<Box<Ref<Campaign>>>,
        /// How far it has come; awarded if not given.
        pub state: Option<Located<State>>,
        /// The submission that proposes it.
        pub submission: Option<Box<Ref<Submission>>>,
        /// The decision that grants it, where the data has it.
        pub decision: Option<Ref<Decision>>,
        /// The number in the golden book (số sổ vàng) of the first recipient; the place in the decision's list if not given.
        pub book_number: Option<Box<Located<u32>>>,
        /// How many đồng each recipient gets, where the paper says it; what the law gives if not given.
        pub bonus: Option<Box<Located<u32>>>,
        /// The decision that granted it, where it is only known by number.
        pub decided_by: Option<Box<DecisionNote>>,
    }
}

impl Honour {
    /// Returns how far it has come.
    pub fn state(&self) -> State {
        self.state.as_ref().map_or(State::Awarded, |state| state.value)
    }

    /// Returns the recipients in order.
    pub fn recipients(&self) -> impl Iterator<Item = &Ref<Recipient>> {
        self.recipient.iter().chain(&self.recipients)
    }
}

record! {
    /// A decision that is known by its number only.
    pub struct DecisionNote as "a decision" {
        /// The number and symbol.
        pub number: String,
        /// The date.
        pub date: Option<Located<Date>>,
        /// Who issued it.
        pub issuer: Option<String>,
    }
}

record! {
    /// A count of honours without names.
    pub struct Tally as "a tally" {
        /// The id.
        pub id: Located<Id>,
        /// The unit in whose report it stands.
        pub unit: Ref<Unit>,
        /// The title or form; several where the source counts them together.
        pub forms: Vec<Ref<Form>>,
        /// The name to be printed: where the catalogue has none, or beside the form where the grantor is named otherwise.
        pub called: Option<Located<String>>,
        /// The class of an order.
        pub class: Option<Located<Class>>,
        /// Who granted them.
        pub grantors: Vec<Actor>,
        /// The kind of recipient; unknown if not given.
        pub recipients: Option<Located<RecipientKind>>,
        /// The one recipient, where all went to it.
        pub recipient: Option<Ref<Recipient>>,
        /// How many, with the unit of count: `427 lượt người`, `2 lần`, `hàng chục`.
        pub count: Located<Quantity>,
        /// The year that it counts for.
        pub year: Option<Located<u16>>,
        /// The years that it counts for.
        pub period: Option<Located<Period>>,
        /// How far they have come; awarded if not given.
        pub state: Option<Located<State>>,
        /// Whether honours that are listed by name are counted here too.
        pub named_inside: Option<bool>,
        /// The larger tally that this one is a part of.
        pub part_of: Option<Ref<Tally>>,
        /// The decision that grants them, where the data has it.
        pub decision: Option<Ref<Decision>>,
        /// The submission that proposes them.
        pub submission: Option<Ref<Submission>>,
        /// What they were given for.
        pub reason: Option<String>,
        /// For what kind of merit, for the statistics.
        pub merit: Option<Merit>,
        /// Where the statistics count the persons, where all of them belong there.
        pub rank: Option<Rank>,
    }
}

impl Tally {
    /// Returns how far they have come.
    pub fn state(&self) -> State {
        self.state.as_ref().map_or(State::Awarded, |state| state.value)
    }
}

choices! {
    /// How a claimed figure follows from others.
    pub enum ClaimKind as "a kind of claim" {
        /// The sum of the tallies.
        Sum = "sum",
        /// The tallies as a share of the base.
        Rate = "rate",
        /// The tallies' growth against the base.
        Growth = "growth",
    }
}

record! {
    /// A declared figure with what it should follow from.
    pub struct Claim as "a claim" {
        /// The id.
        pub id: Located<Id>,
        /// The unit in whose report it stands.
        pub unit: Ref<Unit>,
        /// How it follows.
        pub kind: Located<ClaimKind>,
        /// The declared figure.
        pub value: Located<Quantity>,
        /// The tallies that it is about, taken together.
        pub of: Vec<Ref<Tally>>,
        /// What they are compared with.
        pub base: Option<Located<Quantity>>,
        /// The years of the base.
        pub base_period: Option<Located<Period>>,
        /// The years that the claim is about.
        pub period: Option<Located<Period>>,
    }
}

record! {
    /// A figure that counts no honours.
    pub struct Figure as "a figure" {
        /// The id.
        pub id: Located<Id>,
        /// The unit in whose report it stands.
        pub unit: Ref<Unit>,
        /// What was counted, such as `văn bản đến`.
        pub label: Located<String>,
        /// How much.
        pub value: Located<Quantity>,
        /// The year that it is about.
        pub year: Option<Located<u16>>,
        /// The years that it is about.
        pub period: Option<Located<Period>>,
        /// The larger figure that this one is a part of.
        pub part_of: Option<Ref<Figure>>,
    }
}
