//! Rules of the law, and the stricter ones of a unit, as data.

use crate::yaml::{Located, record};

use super::{Certainty, Class, Date, Form, Granter, Id, Merit, Need, RecipientKind, Ref, Share, Unit};

record! {
    /// A rule of the law, or a stricter one of a unit.
    pub struct Rule as "a rule" {
        /// The id.
        pub id: Located<Id>,
        /// The unit whose own rule it is (quy chế): it holds for what that unit and those below it grant and propose.
        pub unit: Option<Ref<Unit>>,
        /// The titles or forms that it is about; any if not given.
        pub forms: Vec<Ref<Form>>,
        /// The class of an order.
        pub class: Option<Located<Class>>,
        /// Whom it is about; anybody if not given.
        pub recipients: Option<Located<RecipientKind>>,
        /// The kind of merit that it is about; any if not given.
        pub merit: Option<Located<Merit>>,
        /// Whether it asks this only of who serves in a body or an enterprise, not of farmers and others whose posts are all in groups.
        pub staff: Option<bool>,
        /// The first day of decisions that it rules.
        pub from: Located<Date>,
        /// The last day of decisions that it rules.
        pub to: Option<Located<Date>>,
        /// What it says, in one sentence.
        pub says: Located<String>,
        /// Article and clause.
        pub article: Located<String>,
        /// How sure that is. What is not pinned only warns.
        pub status: Located<Certainty>,
        /// What must hold, all of it.
        pub needs: Vec<Need>,
        /// The code of the finding, where the program holds it in another way than by needs.
        pub found_as: Option<Located<String>>,
    }
}

record! {
    /// The share of votes that titles ask for.
    pub struct VoteRule as "a rule on votes" {
        /// The id.
        pub id: Located<Id>,
        /// The unit whose own rule it is (quy chế): it holds for its meetings and those below it.
        pub unit: Option<Ref<Unit>>,
        /// The titles or forms.
        pub forms: Vec<Ref<Form>>,
        /// The offices whose councils it is about, such as `ministry`; those of any if not given.
        pub councils: Vec<Granter>,
        /// The least share of all members, in percent.
        pub percent: Located<u16>,
        /// The first day of votes that it rules.
        pub from: Located<Date>,
        /// The last day of votes that it rules.
        pub to: Option<Located<Date>>,
        /// Article and clause.
        pub article: Located<String>,
        /// How sure that is.
        pub status: Located<Certainty>,
    }
}

record! {
    /// How many members of a council must be there when it votes on titles and forms.
    pub struct QuorumRule as "a rule on a quorum" {
        /// The id.
        pub id: Located<Id>,
        /// What the name of the council holds that it is about; any council whose rules of procedure say nothing else, if not given.
        pub of: Option<Located<String>>,
        /// The titles or forms that are voted on; any if not given.
        pub forms: Vec<Ref<Form>>,
        /// The least share of all members: `2/3`, `90 %`.
        pub share: Located<Share>,
        /// The first day of votes that it rules.
        pub from: Located<Date>,
        /// The last day of votes that it rules.
        pub to: Option<Located<Date>>,
        /// Article and clause.
        pub article: Located<String>,
        /// How sure that is. What is not pinned only warns.
        pub status: Located<Certainty>,
    }
}

record! {
    /// How many may get a title in a year, as a share of others.
    pub struct Quota as "a quota" {
        /// The id.
        pub id: Located<Id>,
        /// The unit whose own rule it is (quy chế): it holds for what that unit and those below it grant.
        pub unit: Option<Ref<Unit>>,
        /// Whether it is about units of the armed forces alone.
        pub armed_forces: Option<bool>,
        /// The titles or forms that are limited.
        pub forms: Vec<Ref<Form>>,
        /// Those of whom they are a share: the holders of these titles in the same year; all people of the unit if not given.
        pub of: Vec<Ref<Form>>,
        /// The largest share, in percent.
        pub percent: Located<u16>,
        /// Whether it limits what is proposed rather than what is granted.
        pub proposals: Option<bool>,
        /// The first day of decisions or proposals that it rules.
        pub from: Located<Date>,
        /// The last day of decisions or proposals that it rules.
        pub to: Option<Located<Date>>,
        /// What it says, in one sentence.
        pub says: Located<String>,
        /// Article and clause.
        pub article: Located<String>,
        /// How sure that is. What is not pinned only warns.
        pub status: Located<Certainty>,
    }
}

record! {
    /// How often somebody may be honoured in a year.
    pub struct Limit as "a limit" {
        /// The id.
        pub id: Located<Id>,
        /// The unit whose own rule it is (quy chế): it holds for what that unit and those below it grant.
        pub unit: Option<Ref<Unit>>,
        /// The titles or forms that are counted together.
        pub forms: Vec<Ref<Form>>,
        /// Whom it is about; anybody if not given.
        pub recipients: Option<Located<RecipientKind>>,
        /// How many a year may be given to one; one if not given.
        pub times: Option<Located<u16>>,
        /// The first day of decisions that it rules.
        pub from: Located<Date>,
        /// The last day of decisions that it rules.
        pub to: Option<Located<Date>>,
        /// What it says, in one sentence.
        pub says: Located<String>,
        /// Article and clause.
        pub article: Located<String>,
        /// How sure that is. What is not pinned only warns.
        pub status: Located<Certainty>,
    }
}
