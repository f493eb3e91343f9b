//! Ids and the links between records.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::yaml::{Decode, Decoder, Node, Value, excerpt};

use super::{
    Absence, BaseSalary, Bonus, Campaign, Claim, Conference, Decision, Discipline, DocumentRecord, Figure,
    Form, Honour, Initiative, LegalText, Limit, Person, Quota, Regime, Review, Rule, Stock, Submission,
    Tally, Unit, VoteRule, YearRating,
};

/// The name of a record, unique in the whole project: lower-case ASCII letters, digits and hyphens.
///
/// Ids become parts of file names, so nothing else is allowed in them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// The longest id.
    pub const LONGEST: usize = 80;

    /// Returns the id if `text` may be one.
    pub fn new(text: &str) -> Option<Self> {
        Self::is_allowed(text).then(|| Self(text.into()))
    }

    fn is_allowed(text: &str) -> bool {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let ends = |byte: Option<&u8>| byte.is_some_and(|&byte| byte != b'-');
        let bytes = text.as_bytes();
        bytes.len() <= Self::LONGEST
            && bytes.iter().all(|&byte| allowed(byte))
            && ends(bytes.first())
            && ends(bytes.last())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// So that what is written can be looked up as it stands.
impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl Decode for Id {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "an id")?;
        let id = Self::is_allowed(text).then(|| Self(decoder.shared(text)));
        id.or_else(|| {
            let shown: String = text.chars().take(Self::LONGEST).collect();
            let diagnostic = Diagnostic::new(Code::BadId, format!("`{}` can't be an id", excerpt(&shown)))
                .at(node.span, "");
            let is_long = text.chars().count() > Self::LONGEST;
            decoder.report(diagnostic.help(if is_long {
                format!("an id has at most {} characters", Self::LONGEST)
            } else {
                "use lower-case letters a–z, digits and hyphens between them, such as `phong-tong-hop`"
                    .to_owned()
            }));
            None
        })
    }
}

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
    Quota => Quota;
    Limit => Limit;
    YearRating => Rating;
    Initiative => Initiative;
    Discipline => Discipline;
    Absence => Absence;
    Stock => Stock;
}

/// A link to a record by its id.
pub struct Ref<T> {
    /// The id.
    pub id: Id,
    /// Where the link is written.
    pub span: Span,
    target: PhantomData<fn() -> T>,
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), span: self.span, target: PhantomData }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.id)
    }
}

impl<T: Referable> Decode for Ref<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let id = Id::decode(node, decoder)?;
        decoder.refer(&id.0, node.span, T::WORDS);
        Some(Self { id, span: node.span, target: PhantomData })
    }
}

/// Whoever does something: a unit or person of the data, or just a name.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Written as `{unit: ID}`.
    Unit(Ref<Unit>),
    /// Written as `{person: ID}`.
    Person(Ref<Person>),
    /// Written as a text: somebody of whom the data says nothing else.
    Name(Arc<str>),
}

impl Decode for Actor {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        const WORDS: &[&str] = &["unit", "person"];
        if let Value::Scalar { .. } = node.value {
            return String::decode(node, decoder).map(|name| Self::Name(decoder.shared(&name.into())));
        }
        let what = "a name, `{unit: ID}` or `{person: ID}`";
        let entry = decoder.single_entry(node, what, WORDS)?;
        match &*entry.key {
            "unit" => Ref::decode(&entry.node, decoder).map(Self::Unit),
            "person" => Ref::decode(&entry.node, decoder).map(Self::Person),
            _ => decoder.unknown_variant(entry, what, WORDS),
        }
    }
}
