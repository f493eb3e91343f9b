//! What kinds of record there are, and which of them a link can name.

use super::{
    Absence, BaseSalary, Bonus, Campaign, Claim, Conference, Decision, Discipline, DocumentRecord, Figure,
    Form, Honour, Initiative, LegalText, Limit, Person, QuorumRule, Quota, Regime, Review, Rule, Stock,
    Submission, Tally, Unit, VoteRule, YearRating,
};

/// What kinds of record an id can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// A body, part of a body, or group.
    Unit,
    /// A person.
    Person,
    /// An emulation campaign.
    Campaign,
    /// A honour of named recipients.
    Honour,
    /// A count of honours without names.
    Tally,
    /// A declared figure that follows from others.
    Claim,
    /// Any other figure.
    Figure,
    /// A unit's review of a period.
    Review,
    /// A conference.
    Conference,
    /// A proposal to a higher body.
    Submission,
    /// An award decision.
    Decision,
    /// A document to be made.
    Document,
    /// A title or form of commendation in the catalogue.
    Form,
    /// A legal text.
    LegalText,
    /// A time in which the same texts rule.
    Regime,
    /// A base salary.
    BaseSalary,
    /// A bonus.
    Bonus,
    /// A rule of the law.
    Rule,
    /// A rule on votes.
    VoteRule,
    /// A rule on how many must be there.
    QuorumRule,
    /// A quota.
    Quota,
    /// A limit.
    Limit,
    /// A rating of a year.
    Rating,
    /// An initiative.
    Initiative,
    /// A disciplinary measure.
    Discipline,
    /// An absence.
    Absence,
    /// A sheet that certificates are printed on.
    Stock,
}

impl RecordKind {
    /// All kinds.
    pub const ALL: &[Self] = &[
        Self::Unit,
        Self::Person,
        Self::Campaign,
        Self::Honour,
        Self::Tally,
        Self::Claim,
        Self::Figure,
        Self::Review,
        Self::Conference,
        Self::Submission,
        Self::Decision,
        Self::Document,
        Self::Form,
        Self::LegalText,
        Self::Regime,
        Self::BaseSalary,
        Self::Bonus,
        Self::Rule,
        Self::VoteRule,
        Self::QuorumRule,
        Self::Quota,
        Self::Limit,
        Self::Rating,
        Self::Initiative,
        Self::Discipline,
        Self::Absence,
        Self::Stock,
    ];

    /// Returns the word with its article.
    pub const fn with_article(self) -> &'static str {
        match self {
            Self::Unit => "a unit",
            Self::Person => "a person",
            Self::Campaign => "a campaign",
            Self::Honour => "an honour",
            Self::Tally => "a tally",
            Self::Claim => "a claim",
            Self::Figure => "a figure",
            Self::Review => "a review",
            Self::Conference => "a conference",
            Self::Submission => "a submission",
            Self::Decision => "a decision",
            Self::Document => "a document",
            Self::Form => "a form",
            Self::LegalText => "a legal text",
            Self::Regime => "a regime",
            Self::BaseSalary => "a base salary",
            Self::Bonus => "a bonus",
            Self::Rule => "a rule",
            Self::VoteRule => "a rule on votes",
            Self::QuorumRule => "a rule on a quorum",
            Self::Quota => "a quota",
            Self::Limit => "a limit",
            Self::Rating => "a rating",
            Self::Initiative => "an initiative",
            Self::Discipline => "a disciplinary measure",
            Self::Absence => "an absence",
            Self::Stock => "a stock",
        }
    }

    /// Returns the word.
    pub fn as_str(self) -> &'static str {
        let words = self.with_article();
        words.split_once(' ').map_or(words, |(_, word)| word)
    }
}

/// A type that a reference can point at.
pub trait Referable {
    /// The kinds of record that the id may name.
    const KINDS: &'static [RecordKind];
    /// The same in words with their article.
    const WORDS: &'static [&'static str];
}

macro_rules! referable {
    ($($type:ty => $($kind:ident)|+;)+) => {$(
        impl Referable for $type {
            const KINDS: &'static [RecordKind] = &[$(RecordKind::$kind),+];
            const WORDS: &'static [&'static str] = &[$(RecordKind::$kind.with_article()),+];
        }
    )+};
}

/// Whoever can be honoured: a person or a unit.
#[derive(Debug)]
pub enum Recipient {}

referable! {
    Unit => Unit;
    Person => Person;
    Recipient => Person | Unit;
    Campaign => Campaign;
    Honour => Honour;
    Tally => Tally;
    Claim => Claim;
    Figure => Figure;
    Review => Review;
    Conference => Conference;
    Submission => Submission;
    Decision => Decision;
    DocumentRecord => Document;
    Form => Form;
    LegalText => LegalText;
    Regime => Regime;
    BaseSalary => BaseSalary;
    Bonus => Bonus;
    Rule => Rule;
    VoteRule => VoteRule;
    QuorumRule => QuorumRule;
    Quota => Quota;
    Limit => Limit;
    YearRating => Rating;
    Initiative => Initiative;
    Discipline => Discipline;
    Absence => Absence;
    Stock => Stock;
}
