//! People, their posts and forms of address.

use serde::Serialize;

use crate::figures::with_unit;
use crate::model::{Actor, Honoured, Person, Post, Sex, Style, Unit};

use super::Viewer;

/// A person or unit by name.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// `Ông`, `Bà`, `Ông (Bà)` where it is not known; nothing for a unit.
    pub address: Option<String>,
    /// The full name.
    pub name: String,
    /// The name that lists are sorted by, where it is not the last word.
    pub given_name: Option<String>,
    /// The name after `đồng chí`, or without it for a unit.
    pub comrade: String,
    /// What tells the person from others of the same name: the unit, or the post where they are of the same unit.
    pub apart: Option<String>,
    /// The main post with its unit.
    pub post: Option<String>,
    /// All posts, joined.
    pub posts: Option<String>,
    /// Name and posts: `Ngô Anh Thư, Phó Cục trưởng`.
    pub line: String,
    /// The year of the honour, in a list of recipients.
    pub year: Option<u16>,
}

impl PersonView {
    /// Returns the name as a sentence that lists several tells it: with what tells it from the same name of somebody else.
    pub(super) fn told(&self) -> String {
        match &self.apart {
            Some(apart) => format!("{} ({apart})", self.name),
            None => self.name.clone(),
        }
    }
}

impl Viewer<'_> {
    pub(super) fn person(&self, person: &Person) -> PersonView {
        self.person_on(person, self.on)
    }

    /// Returns a person with the posts of a day; with all of them where it is not known.
    pub(super) fn person_on(&self, person: &Person, day: Option<(u16, u8, u8)>) -> PersonView {
        self.touch(person.span);
        let posts = person.posts_on(day).into_iter().map(|post| self.post(post)).collect();
        let mut view = Self::person_with(person, posts);
        view.apart = self.apart(person, day);
        view
    }

    /// Returns what tells a person from others of the same name; nothing where nobody else has it.
    fn apart(&self, person: &Person, day: Option<(u16, u8, u8)>) -> Option<String> {
        let unit_of = |person: &Person| {
            person.posts_on(day).first().and_then(|post| post.unit.as_ref()).map(|unit| unit.id.clone())
        };
        let mut others = self.inventory.namesakes(person).peekable();
        others.peek()?;
        let (post, unit) = (*person.posts_on(day).first()?, unit_of(person));
        let is_alone = others.all(|other| {
            self.touch(other.span);
            unit_of(other) != unit
        });
        match unit.filter(|_| is_alone).and_then(|unit| self.inventory.by_id::<Unit>(&unit)) {
            Some(unit) => Some(unit.name.value.clone()),
            None => Some(self.post(post)),
        }
    }

    /// Returns the main post as a body higher up names it, with each body between that one and the unit of the post:
    /// `Trưởng phòng Tổng hợp, Sở Nội vụ`.
    pub(super) fn post_for(&self, person: &Person, issuer: &Unit) -> Option<String> {
        let post = *person.posts_on(self.on).first()?;
        let mut words = vec![self.post(post)];
        let above = |unit: &Unit| unit.parent.as_ref().map(|parent| self.inventory.get(parent));
        let mut bodies = Vec::new();
        let mut next = post.unit.as_ref().and_then(|unit| above(self.inventory.get(unit)));
        while let Some(body) = next.filter(|body| body.id.value != issuer.id.value) {
            bodies.push(body.name.value.clone());
            next = above(body);
        }
        if next.is_some() {
            words.extend(bodies);
        }
        Some(words.join(", "))
    }

    pub(super) fn person_with(person: &Person, posts: Vec<String>) -> PersonView {
        let address = match person.sex {
            Some(Sex::Male) => "Ông",
            Some(Sex::Female) => "Bà",
            None => "Ông (Bà)",
        };
        let all = (!posts.is_empty()).then(|| posts.join(", "));
        let name = person.name.value.clone();
        PersonView {
            address: Some(address.to_owned()),
            comrade: format!("đồng chí {name}"),
            line: all.as_ref().map_or_else(|| name.clone(), |posts| format!("{name}, {posts}")),
            given_name: person.given_name.clone(),
            year: None,
            apart: None,
            post: posts.into_iter().next(),
            posts: all,
            name,
        }
    }

    pub(super) fn unit_by_name(&self, unit: &Unit) -> PersonView {
        self.touch(unit.span);
        named(unit.name.value.clone())
    }

    pub(super) fn honoured(&self, recipient: Honoured<'_>) -> PersonView {
        self.honoured_on(recipient, self.on)
    }

    pub(super) fn honoured_on(&self, recipient: Honoured<'_>, day: Option<(u16, u8, u8)>) -> PersonView {
        match recipient {
            Honoured::Person(person) => self.person_on(person, day),
            Honoured::Unit(unit) => self.unit_by_name(unit),
        }
    }

    /// Returns a row's recipient as a list names it: in the Party, everybody is a comrade.
    pub(super) fn listed_on(&self, recipient: Honoured<'_>, day: Option<(u16, u8, u8)>) -> PersonView {
        let mut view = self.honoured_on(recipient, day);
        if self.style == Style::Party {
            view.address = view.address.map(|_| "Đồng chí".to_owned());
        }
        view
    }

    pub(super) fn actor(&self, actor: &Actor) -> PersonView {
        match actor {
            Actor::Name(name) => named(name.to_string()),
            Actor::Unit(unit) => self.unit_by_name(self.inventory.get(unit)),
            Actor::Person(person) => self.person(self.inventory.get(person)),
        }
    }

    /// Returns a post with its unit: `Phó Cục trưởng Cục X`, `Phó Trưởng phòng Tổng hợp`.
    pub(super) fn post(&self, post: &Post) -> String {
        let title = &post.title.value;
        let Some(unit) = &post.unit else { return title.clone() };
        with_unit(title, &self.inventory.get(unit).name)
    }
}

fn named(name: String) -> PersonView {
    PersonView {
        address: None,
        comrade: name.clone(),
        line: name.clone(),
        apart: None,
        post: None,
        posts: None,
        given_name: None,
        year: None,
        name,
    }
}
