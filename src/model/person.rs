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

choices! {
    /// Where the official statistics count whoever holds a post.
    pub enum Rank as "a rank" {
        /// Lãnh đạo cấp bộ, ban, ngành, tỉnh và tương đương.
        Ministry = "ministry",
        /// Lãnh đạo cấp vụ, sở, ngành và tương đương.
        Department = "department",
        /// Doanh nhân.
        Entrepreneur = "entrepreneur",
        /// Lãnh đạo khác, từ phó phòng trở lên.
        Manager = "manager",
        /// Người trực tiếp công tác, lao động, học tập.
        Worker = "worker",
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
        /// The day on which the person entered service, which need not be in this unit.
        pub hired: Option<Located<Date>>,
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
        /// Where the statistics count whoever holds it.
        pub rank: Option<Rank>,
        /// The first day.
        pub from: Option<Located<Date>>,
        /// The last day.
        pub to: Option<Located<Date>>,
    }
}

impl Person {
    /// Returns the posts of a day, the main one first; all of them where it is not known.
    ///
    /// Somebody who has left is known by the last post.
    pub fn posts_on(&self, day: Option<(u16, u8, u8)>) -> Vec<&Post> {
        let held = |post: &&Post| day.is_none_or(|day| post.is_held(day));
        let posts: Vec<&Post> = self.posts.iter().filter(held).collect();
        if posts.is_empty() { self.posts.last().into_iter().collect() } else { posts }
    }
}

impl Post {
    /// Answers whether it was held on a day, given as year, month and day; a missing end of its time holds for ever.
    pub fn is_held(&self, day: (u16, u8, u8)) -> bool {
        let known =
            |date: &Option<Located<Date>>| date.as_ref().map(|date| (date.year, date.month, date.day));
        let begun = known(&self.from).is_none_or(|(year, month, date)| {
            (year.unwrap_or(0), month.unwrap_or(1), date.unwrap_or(1)) <= day
        });
        let ended = known(&self.to).is_some_and(|(year, month, date)| {
            (year.unwrap_or(u16::MAX), month.unwrap_or(12), date.unwrap_or(31)) < day
        });
        begun && !ended
    }
}
