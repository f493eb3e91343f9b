//! The domain: what exists and which values are possible.
//!
//! The names are the field's own, the same as in the data files and in the templates. A value remembers
//! where it was written. Nothing here reads, checks one record against another, or prints.

mod campaign;
mod conference;
mod date;
mod decision;
mod document;
mod earlier;
mod form;
mod honour;
mod inventory;
mod kind;
mod law;
mod need;
mod pattern;
mod person;
mod quantity;
mod reference;
mod review;
mod rule;
mod share;
mod standing;
mod stock;
mod unit;

pub use campaign::{Campaign, CampaignKind, CampaignResult, Method, Scope};
pub use conference::{
    AgendaItem, Attendance, Awards, Ballots, Conference, ConferenceKind, Discussion, Election, Guest, Launch,
    PartOfDay, Pledge, Presentation, Proposal, Speech, Vote, VoteMethod,
};
pub use date::{Date, Period, Time, Years};
pub use decision::{Decision, Signatory, Submission};
pub use document::{DocumentRecord, Each, PRINT_RUN, RegisterFormat, RunOrder, Selection, Urgency};
pub use earlier::Earlier;
pub use form::{Authority, Class, Family, Form, FormGroup, FormName, Level, TimedGranter};
pub use honour::{Claim, ClaimKind, DecisionNote, Figure, Honour, Merit, RecipientKind, State, Tally};
pub use inventory::{Broken, Duplicate, Honoured, Inventory, Record, Records};
pub use kind::{Recipient, RecordKind, Referable};
pub use law::{BaseSalary, Bonus, Certainty, Granter, LegalText, Multiple, Regime, TextKind};
pub use need::{
    After, AnyOf, CampaignNeed, Consecutive, Elapsed, Founded, Held, Initiatives, Members, Need, Office,
    Present, Published, Rated, Review as ReviewNeed, Service, Undisciplined, Way, Within,
};
pub use pattern::{Looks, PathField, PathPart, PathPattern};
pub use person::{Person, Post, Rank, Sex};
pub use quantity::{Amount, CountUnit, Hedge, Quantity};
pub use reference::{Actor, Id, Ref};
pub use review::{Exemplar, OpenPart, Review, ReviewKind, Shortcoming};
pub use rule::{Limit, QuorumRule, Quota, Rule, VoteRule};
pub use share::Share;
pub use standing::{Absence, AbsenceKind, Degree, Discipline, Initiative, Rating, Reach, YearRating};
pub use stock::{Extent, Field, FieldName, Height, Millimetres, Offset, Printing, Side, Stock};
pub use unit::{Headship, Name, Role, Style, Unit, UnitKind};
