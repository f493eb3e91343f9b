//! What a rule, a quota, a limit or a rule on votes says, with its source, its days and an example.

use crate::diagnostic::Code;
use crate::law::rules::example;
use crate::model::{Certainty, Class, Form, Inventory, Limit, QuorumRule, Quota, Ref, Rule, Unit, VoteRule};
use crate::yaml::Located;

use super::law::days;

/// Something of the law that asks for something.
#[derive(Clone, Copy)]
pub(super) enum Standard<'a> {
    Rule(&'a Rule),
    Quota(&'a Quota),
    Limit(&'a Limit),
    Votes(&'a VoteRule),
    Quorum(&'a QuorumRule),
}

/// Returns all of them, rules first.
pub(super) fn standards(inventory: &Inventory) -> Vec<Standard<'_>> {
    let records = inventory.records();
    let rules = records.rules.iter().map(Standard::Rule);
    let quotas = records.quotas.iter().map(Standard::Quota);
    let limits = records.limits.iter().map(Standard::Limit);
    let votes = records.vote_rules.iter().map(Standard::Votes);
    let quorums = records.quorum_rules.iter().map(Standard::Quorum);
    rules.chain(quotas).chain(limits).chain(votes).chain(quorums).collect()
}

/// What they all have.
pub(super) struct Head<'a> {
    pub(super) id: &'a str,
    pub(super) unit: Option<&'a Ref<Unit>>,
    pub(super) forms: &'a [Ref<Form>],
    pub(super) class: Option<Class>,
    pub(super) article: &'a str,
    pub(super) status: Certainty,
    pub(super) from: &'a Located<crate::model::Date>,
    pub(super) to: Option<&'a Located<crate::model::Date>>,
}

macro_rules! head {
    ($record:expr, $unit:expr, $class:expr) => {
        Head {
            id: $record.id.value.as_str(),
            unit: $unit,
            forms: &$record.forms,
            class: $class,
            article: &$record.article.value,
            status: $record.status.value,
            from: &$record.from,
            to: $record.to.as_ref(),
        }
    };
}

impl<'a> Standard<'a> {
    pub(super) fn head(self) -> Head<'a> {
        match self {
            Self::Rule(rule) => head!(rule, rule.unit.as_ref(), rule.class.as_ref().map(|class| class.value)),
            Self::Quota(quota) => head!(quota, quota.unit.as_ref(), None),
            Self::Limit(limit) => head!(limit, limit.unit.as_ref(), None),
            Self::Votes(rule) => head!(rule, rule.unit.as_ref(), None),
            Self::Quorum(rule) => head!(rule, None, None),
        }
    }

    /// Says it in one sentence.
    pub(super) fn says(self) -> String {
        match self {
            Self::Rule(rule) => rule.says.value.clone(),
            Self::Quota(quota) => quota.says.value.clone(),
            Self::Limit(limit) => limit.says.value.clone(),
            Self::Votes(rule) => {
                let whose = if rule.councils.is_empty() {
                    String::new()
                } else {
                    format!(" of a council of the kind {}", councils(rule))
                };
                format!("At least {} % of all members{whose} vote for it, there or not.", rule.percent.value)
            }
            Self::Quorum(rule) => {
                format!("At least {} of all members are there when the council votes.", rule.share.value)
            }
        }
    }

    /// Says all about it.
    pub(super) fn lines(self, inventory: &Inventory) -> Vec<String> {
        let head = self.head();
        let mut lines = vec![format!("law/{} ({})", head.id, head.status.as_str()), String::new()];
        lines.push(self.says());
        lines.push(String::new());
        let class = head.class.map_or_else(String::new, |class| format!(" hạng {}", class.as_str()));
        let forms =
            if head.forms.is_empty() { "everything".to_owned() } else { names(inventory, head.forms) };
        lines.push(format!("  for: {forms}{class}"));
        if let Some(unit) = head.unit {
            let unit: Option<&Unit> = inventory.by_id(&unit.id);
            lines.extend(unit.map(|unit| format!("  own rule of: {}", unit.name.value)));
        }
        if let Self::Rule(rule) = self {
            lines.extend(rule.recipients.as_ref().map(|kind| format!("  recipients: {}", kind.as_str())));
            lines.extend(rule.merit.as_ref().map(|merit| format!("  merit: {}", merit.as_str())));
            lines.extend(rule.found_as.as_ref().map(|code| format!("  found as: {}", code.value)));
        }
        match self {
            Self::Votes(rule) => lines.push(format!("  councils: {}", councils(rule))),
            Self::Quorum(rule) => {
                let of =
                    rule.of.as_ref().map_or("any whose rules of procedure say nothing else", |of| &of.value);
                lines.push(format!("  councils: {of}"));
            }
            Self::Rule(_) | Self::Quota(_) | Self::Limit(_) => {}
        }
        lines.push(format!("  article: {}", head.article));
        lines.push(format!("  days of decisions: {}", days(head.from, head.to)));
        lines.extend([String::new(), "Example:".to_owned(), String::new()]);
        lines.extend(self.example(inventory).lines().map(|line| format!("    {line}")));
        lines
    }

    /// Of a rule, data that meets it, or that shows the finding; of the others, a sum.
    fn example(self, inventory: &Inventory) -> String {
        match self {
            Self::Rule(rule) => {
                let code = rule.found_as.as_ref().and_then(|code| Code::of(&code.value));
                match code.filter(|_| rule.needs.is_empty()) {
                    Some(code) => format!("# found\n{}", code.wrong()),
                    None => example(rule, inventory).unwrap_or_default(),
                }
            }
            Self::Quota(quota) => {
                let most = 20 * u32::from(quota.percent.value) / 100;
                format!("of 20, at most {most}; {} are too many", most + 1)
            }
            Self::Limit(limit) => {
                let times = limit.times.as_ref().map_or(1, |times| times.value);
                format!("number {} in the same year is found", times + 1)
            }
            Self::Votes(rule) => {
                let least = (u32::from(rule.percent.value) * 11).div_ceil(100);
                format!("of 11 members, {least} are enough and {} are not", least - 1)
            }
            Self::Quorum(rule) => {
                let least = rule.share.value.least(11);
                format!("of 11 members, {least} are enough and {} are not", least - 1)
            }
        }
    }
}

/// Says whose council votes.
fn councils(rule: &VoteRule) -> String {
    if rule.councils.is_empty() {
        return "of whoever votes".to_owned();
    }
    rule.councils.iter().map(|office| office.as_str()).collect::<Vec<_>>().join(", ")
}

/// Returns the names of titles and forms.
pub(super) fn names(inventory: &Inventory, forms: &[Ref<Form>]) -> String {
    let name = |link: &Ref<Form>| {
        let form: Option<&Form> = inventory.by_id(&link.id);
        form.map_or_else(|| link.id.to_string(), |form| form.name.value.clone())
    };
    forms.iter().map(name).collect::<Vec<_>>().join(", ")
}
