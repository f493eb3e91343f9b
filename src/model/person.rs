//! People and the posts that they hold.

use crate::yaml::{Located, choices, record};

use super::{Date, Id, Ref, Unit};

choices! {
    /// Decides between “Ông” and “Bà”.
    pub enum Sex as "a sex" {
        /// Ông.
        Male = "male",
        /// Bà.
        Female = "female",
    }
}

record! {
    /// A person. Two people may share a name; the id tells them apart.
    pub struct Person as "a person" {
        /// The id.
        pub id: Located<Id>,
        /// The full name: family, middle, given.
        pub name: Located<String>,
        /// The name that lists are sorted by, where it is not the last word.
        pub given_name: Option<String>,
        /// For the form of address; without it the name stands alone.
        pub sex: Option<Sex>,
        /// What the person is or was, the main post first.
        pub posts: Vec<Post>,
    }
}

record! {
    /// A post in a unit.
    pub struct Post as "a post" {
        /// The title, such as `Phó Cục trưởng`.
        pub title: Located<String>,
        /// The unit; may be left out where the title says it.
        pub unit: Option<Ref<Unit>>,
        /// The first day.
        pub from: Option<Located<Date>>,
        /// The last day.
        pub to: Option<Located<Date>>,
    }
}
