//! People who can't be told apart.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Id, Person};
use crate::vi::fold_for_compare;

use super::view::{View, namesakes};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let people = &view.records.people;
    for alike in namesakes(people.iter().map(|person| (person.name.as_str(), person))) {
        found.extend(a_post_tells_namesakes_apart(&alike));
    }
}

/// A document names people with their main post, so that is what must differ.
fn a_post_tells_namesakes_apart(namesakes: &[&Person]) -> Vec<Diagnostic> {
    let mut first: HashMap<Option<MainPost<'_>>, &Person> = HashMap::new();
    let mut alike = Vec::new();
    for person in namesakes {
        match first.entry(main_post(person)) {
            Entry::Occupied(first) => alike.push(same_name(person, first.get())),
            Entry::Vacant(free) => {
                free.insert(person);
            }
        }
    }
    alike
}

/// Answers whether the posts of two namesakes tell them apart, as far as both have one.
pub(super) fn are_apart(first: &Person, second: &Person) -> bool {
    let (first, second) = (main_post(first), main_post(second));
    first.is_some() && second.is_some() && first != second
}

type MainPost<'a> = (String, Option<&'a Id>);

fn main_post(person: &Person) -> Option<MainPost<'_>> {
    let post = person.posts.first()?;
    Some((fold_for_compare(&post.title), post.unit.as_ref().map(|unit| &unit.id)))
}

fn same_name(person: &Person, first: &Person) -> Diagnostic {
    let headline = format!(
        "`{}` and `{}` have the same name and the same post: {}",
        first.id.value, person.id.value, person.name.value
    );
    Diagnostic::new(Code::SameName, headline)
        .at(person.name.span, "the second one")
        .and(first.name.span, "the first one")
        .help("give each a post that tells them apart, or remove one if they are the same person")
}
