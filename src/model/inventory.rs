//! All records of a project, and how to get from a link to its record.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use crate::source::{FileId, Span};
use crate::yaml::Located;

use super::{
    Absence, BaseSalary, Bonus, Campaign, Claim, Conference, Decision, Discipline, DocumentRecord, Figure,
    Form, Honour, Id, Initiative, LegalText, Limit, Person, QuorumRule, Quota, Recipient, RecipientKind,
    RecordKind, Ref, Referable, Regime, Review, Rule, Stock, Submission, Tally, Unit, UnitKind, VoteRule,
    YearRating,
};

/// The records in the order in which they were read.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "each field is the list of the records that it names")]
pub struct Records {
    pub units: Vec<Unit>,
    pub people: Vec<Person>,
    pub campaigns: Vec<Campaign>,
    pub honours: Vec<Honour>,
    pub tallies: Vec<Tally>,
    pub claims: Vec<Claim>,
    pub figures: Vec<Figure>,
    pub reviews: Vec<Review>,
    pub conferences: Vec<Conference>,
    pub submissions: Vec<Submission>,
    pub decisions: Vec<Decision>,
    pub documents: Vec<DocumentRecord>,
    pub forms: Vec<Form>,
    pub legal_texts: Vec<LegalText>,
    pub regimes: Vec<Regime>,
    pub base_salaries: Vec<BaseSalary>,
    pub bonuses: Vec<Bonus>,
    pub rules: Vec<Rule>,
    pub vote_rules: Vec<VoteRule>,
    pub quorum_rules: Vec<QuorumRule>,
    pub quotas: Vec<Quota>,
    pub limits: Vec<Limit>,
    pub ratings: Vec<YearRating>,
    pub initiatives: Vec<Initiative>,
    pub disciplines: Vec<Discipline>,
    pub absences: Vec<Absence>,
    pub stocks: Vec<Stock>,
}

/// A record that could not be read but has an id, so that links to it are not reported as well.
#[derive(Debug, Clone)]
pub struct Broken {
    /// The id.
    pub id: Id,
    /// Where the id is written.
    pub span: Span,
    /// What it would have been.
    pub kind: RecordKind,
}

/// What a record is found by: small, since there is one for each.
#[derive(Debug, Clone, Copy)]
struct Place {
    kind: RecordKind,
    index: u32,
}

impl Place {
    fn index(self) -> usize {
        self.index as usize
    }
}

/// The records and an index of their ids.
#[derive(Debug, Default)]
pub struct Inventory {
    records: Records,
    index: HashMap<Id, Place>,
    /// What names each decision, by its place in its list.
    grants: HashMap<Id, Grants>,
    rules: RulesByForm,
    /// The people of each name that more than one of them has, by their places in the list.
    namesakes: HashMap<String, Vec<u32>>,
}

/// The places of the rules by the forms that they are about, since each honour is held against them.
#[derive(Debug, Default)]
struct RulesByForm {
    named: HashMap<Id, Vec<u32>>,
    /// The rules on all forms.
    general: Vec<u32>,
}

impl RulesByForm {
    fn new(rules: &[Rule]) -> Self {
        let on = |form: Option<&Id>| {
            let is_on =
                |rule: &Rule| rule.forms.is_empty() || rule.forms.iter().any(|link| Some(&link.id) == form);
            (0..).zip(rules).filter(|(_, rule)| is_on(rule)).map(|(at, _)| at).collect()
        };
        let forms: BTreeSet<&Id> = rules.iter().flat_map(|rule| &rule.forms).map(|link| &link.id).collect();
        let named = forms.into_iter().map(|form| (form.clone(), on(Some(form)))).collect();
        Self { named, general: on(None) }
    }
}

/// What a decision grants.
#[derive(Debug, Default)]
struct Grants {
    honours: Vec<u32>,
    tallies: Vec<u32>,
}

/// A type of record that has an id.
pub trait Record: Referable + Sized {
    /// Returns the list that it stands in.
    fn list(records: &Records) -> &[Self];
}

macro_rules! records {
    ($($type:ty => $field:ident, $kind:ident, $id:expr;)+) => {
        $(impl Record for $type {
            fn list(records: &Records) -> &[Self] {
                &records.$field
            }
        })+

        impl Records {
            /// Returns the places of every record that has an id, in the order of the texts.
            fn places(&self) -> Vec<Place> {
                let mut places = Vec::new();
                $(for (index, record) in (0..).zip(&self.$field) {
                    let id: fn(&$type) -> Option<&Located<Id>> = $id;
                    places.extend(id(record).map(|id| (id.span, Place { kind: RecordKind::$kind, index })));
                })+
                places.sort_by_key(|(span, _)| *span);
                places.into_iter().map(|(_, place)| place).collect()
            }

            /// Returns the files that records were read from.
            pub fn files(&self) -> BTreeSet<FileId> {
                let mut files = BTreeSet::new();
                $(files.extend(self.$field.iter().map(|record| record.span.file));)+
                files
            }

            /// Returns the id of the record at a place, and where it is written.
            fn id(&self, place: Place) -> Option<&Located<Id>> {
                match place.kind {
                    $(RecordKind::$kind => {
                        let id: fn(&$type) -> Option<&Located<Id>> = $id;
                        self.$field.get(place.index()).and_then(id)
                    })+
                }
            }
        }
    };
}

records! {
    Unit => units, Unit, |record| Some(&record.id);
    Person => people, Person, |record| Some(&record.id);
    Campaign => campaigns, Campaign, |record| Some(&record.id);
    Honour => honours, Honour, |record| record.id.as_ref();
    Tally => tallies, Tally, |record| Some(&record.id);
    Claim => claims, Claim, |record| Some(&record.id);
    Figure => figures, Figure, |record| Some(&record.id);
    Review => reviews, Review, |record| Some(&record.id);
    Conference => conferences, Conference, |record| Some(&record.id);
    Submission => submissions, Submission, |record| Some(&record.id);
    Decision => decisions, Decision, |record| Some(&record.id);
    DocumentRecord => documents, Document, |record| Some(&record.id);
    Form => forms, Form, |record| Some(&record.id);
    LegalText => legal_texts, LegalText, |record| Some(&record.id);
    Regime => regimes, Regime, |record| Some(&record.id);
    BaseSalary => base_salaries, BaseSalary, |_| None;
    Bonus => bonuses, Bonus, |_| None;
    Rule => rules, Rule, |record| Some(&record.id);
    VoteRule => vote_rules, VoteRule, |record| Some(&record.id);
    QuorumRule => quorum_rules, QuorumRule, |record| Some(&record.id);
    Quota => quotas, Quota, |record| Some(&record.id);
    Limit => limits, Limit, |record| Some(&record.id);
    YearRating => ratings, Rating, |_| None;
    Initiative => initiatives, Initiative, |record| Some(&record.id);
    Discipline => disciplines, Discipline, |_| None;
    Absence => absences, Absence, |_| None;
    Stock => stocks, Stock, |record| Some(&record.id);
}

/// The record of a recipient.
#[derive(Debug, Clone, Copy)]
pub enum Honoured<'a> {
    /// A person.
    Person(&'a Person),
    /// A unit.
    Unit(&'a Unit),
}

impl<'a> Honoured<'a> {
    /// Returns the name.
    pub fn name(&self) -> &'a str {
        match self {
            Self::Person(person) => &person.name,
            Self::Unit(unit) => &unit.name,
        }
    }

    /// Returns what kind of recipient it is.
    pub fn kind(&self) -> RecipientKind {
        match self {
            Self::Person(_) => RecipientKind::Persons,
            Self::Unit(unit) if unit.kind == Some(UnitKind::Household) => RecipientKind::Households,
            Self::Unit(_) => RecipientKind::Collectives,
        }
    }

    /// Returns the id.
    pub fn id(&self) -> &'a Id {
        match self {
            Self::Person(person) => &person.id.value,
            Self::Unit(unit) => &unit.id.value,
        }
    }
}

/// An id that names two records.
#[derive(Debug, Clone)]
pub struct Duplicate {
    /// The id.
    pub id: Id,
    /// The first place and what it is.
    pub first: (RecordKind, Span),
    /// The later place and what it is.
    pub second: (RecordKind, Span),
}

impl Inventory {
    /// Indexes the records; of two with the same id the first one is kept in the index.
    pub fn new(records: Records) -> (Self, Vec<Duplicate>) {
        let mut index: HashMap<Id, Place> = HashMap::new();
        let mut duplicates = Vec::new();
        let places = records.places();
        index.reserve(places.len());
        // Of two equal ids the later one in the texts is the mistake.
        for place in places {
            let Some(id) = records.id(place) else { continue };
            match index.entry(id.value.clone()) {
                Entry::Occupied(first) => duplicates.extend(records.id(*first.get()).map(|one| Duplicate {
                    id: id.value.clone(),
                    first: (first.get().kind, one.span),
                    second: (place.kind, id.span),
                })),
                Entry::Vacant(free) => {
                    free.insert(place);
                }
            }
        }
        let mut grants: HashMap<Id, Grants> = HashMap::new();
        for (at, honour) in (0..).zip(&records.honours) {
            if let Some(decision) = &honour.decision {
                grants.entry(decision.id.clone()).or_default().honours.push(at);
            }
        }
        for (at, tally) in (0..).zip(&records.tallies) {
            if let Some(decision) = &tally.decision {
                grants.entry(decision.id.clone()).or_default().tallies.push(at);
            }
        }
        let rules = RulesByForm::new(&records.rules);
        let namesakes = namesakes(&records.people);
        (Self { records, index, grants, rules, namesakes }, duplicates)
    }

    /// Returns the honours that a decision grants, in the order of the data.
    pub fn honours_of(&self, decision: &Id) -> impl Iterator<Item = &Honour> {
        let places = self.grants.get(decision).map_or(&[][..], |grants| &grants.honours);
        places.iter().map(|at| &self.records.honours[*at as usize])
    }

    /// Returns the tallies that a decision grants, in the order of the data.
    pub fn tallies_of(&self, decision: &Id) -> impl Iterator<Item = &Tally> {
        let places = self.grants.get(decision).map_or(&[][..], |grants| &grants.tallies);
        places.iter().map(|at| &self.records.tallies[*at as usize])
    }

    /// Returns the rules that are about a form, or about all, in the order of the data.
    pub fn rules_on(&self, form: &Id) -> impl Iterator<Item = &Rule> {
        let places = self.rules.named.get(form).unwrap_or(&self.rules.general);
        places.iter().map(|at| &self.records.rules[*at as usize])
    }

    /// Returns the others who have the name of a person.
    pub fn namesakes<'a>(&'a self, person: &'a Person) -> impl Iterator<Item = &'a Person> {
        let places = self.namesakes.get(&person.name.value).map_or(&[][..], Vec::as_slice);
        places
            .iter()
            .map(|at| &self.records.people[*at as usize])
            .filter(|other| other.id.value != person.id.value)
    }

    /// Returns the records.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Returns what an id names and where.
    pub fn kind(&self, id: &str) -> Option<(RecordKind, Span)> {
        let place = *self.index.get(id)?;
        Some((place.kind, self.records.id(place)?.span))
    }

    /// Returns the ids of the given kinds.
    pub fn ids(&self, kinds: &[RecordKind]) -> Vec<&Id> {
        let mut ids: Vec<&Id> =
            self.index.iter().filter(|(_, place)| kinds.contains(&place.kind)).map(|(id, _)| id).collect();
        ids.sort();
        ids
    }

    /// Returns the record that an id names, if it is one of this type.
    pub fn by_id<T: Record>(&self, id: &Id) -> Option<&T> {
        let place = self.index.get(id)?;
        T::KINDS.contains(&place.kind).then(|| &T::list(&self.records)[place.index()])
    }

    /// Returns the record that a link names.
    ///
    /// # Panics
    /// If the link dangles: only to be called once all links have been checked.
    pub fn get<T: Record>(&self, link: &Ref<T>) -> &T {
        self.by_id(&link.id).expect("check reports every link that names no record")
    }

    /// Returns the place of a form in the catalogue.
    pub fn position(&self, form: &Form) -> usize {
        self.index.get(&form.id.value).map_or(usize::MAX, |place| place.index())
    }

    /// Returns the person or unit that a link names.
    ///
    /// # Panics
    /// If the link dangles: only to be called once all links have been checked.
    pub fn recipient(&self, link: &Ref<Recipient>) -> Honoured<'_> {
        self.find_recipient(&link.id).expect("check reports every link that names no record")
    }

    /// Returns the person or unit that an id names.
    pub fn find_recipient(&self, id: &Id) -> Option<Honoured<'_>> {
        self.by_id(id).map(Honoured::Person).or_else(|| self.by_id(id).map(Honoured::Unit))
    }
}

/// Returns the places of the people of each name that more than one of them has.
fn namesakes(people: &[Person]) -> HashMap<String, Vec<u32>> {
    let mut by_name: HashMap<&str, Vec<u32>> = HashMap::new();
    for (person, at) in people.iter().zip(0..) {
        by_name.entry(&person.name.value).or_default().push(at);
    }
    let shared = by_name.into_iter().filter(|(_, places)| places.len() > 1);
    shared.map(|(name, places)| (name.to_owned(), places)).collect()
}
