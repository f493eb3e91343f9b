//! An election: how it was held, the papers, the votes for each candidate, and who won.

use serde::Serialize;
use serde_json::{Value, json};

use crate::document::blank;
use crate::figures::{form_words, shares};
use crate::model::{Ballots, Election, FormGroup, Honoured, Vote, VoteMethod};
use crate::vi;

use super::{AgendaView, Viewer};

/// The papers of a ballot; what is not known is not there.
#[derive(Debug, Default, Serialize)]
pub struct BallotsView {
    /// How many were given out.
    pub issued: String,
    /// How many came back.
    pub collected: Option<String>,
    /// How many of those are valid.
    pub valid: Option<String>,
    /// How many of those are not.
    pub invalid: Option<String>,
    /// How many came in writing from absent members; nothing if none.
    pub written: Option<String>,
}

impl Viewer<'_> {
    pub(super) fn election(&self, election: &Election) -> AgendaView {
        AgendaView {
            kind: "election",
            title: Some(election.to.value.clone()),
            elected: election
                .elected
                .iter()
                .map(|recipient| self.honoured(self.inventory.recipient(recipient)))
                .collect(),
            lines: self.named(&election.honours, &election.tallies),
            method: election.method.map(|method| match method {
                VoteMethod::Ballot => "ballot",
                VoteMethod::Hands => "hands",
            }),
            unanimous: election.unanimous == Some(true),
            seats: election.seats.as_ref().map(|seats| vi::padded_count(u64::from(seats.value))),
            voters: election.voters.as_ref().map(|voters| vi::padded_count(u64::from(voters.value))),
            ballots: election.ballots.as_ref().map(ballots),
            is_review: election.votes.iter().any(|vote| vote.form.is_some() || vote.called.is_some()),
            votes: self.votes(election),
            ..AgendaView::default()
        }
    }

    /// Makes the table of votes, with a group of rows for each title or form that the vote is about.
    fn votes(&self, election: &Election) -> Option<Value> {
        let all = &election.votes;
        if all.is_empty() {
            return None;
        }
        let columns = Columns::of(all);
        let voters = election.voters.as_ref().map(|voters| u64::from(voters.value));
        let given: Vec<u64> = all.iter().map(|vote| u64::from(vote.votes_for.value)).collect();
        let rates = voters.and_then(|voters| shares(&given, voters));
        let mut rows = Vec::new();
        let (mut groups, mut at) = (0, 0);
        let mut current = None;
        for (index, vote) in all.iter().enumerate() {
            let group = self.put_to_the_vote(vote);
            if group != current {
                (groups, at) = (groups + 1, 0);
                if let Some(name) = &group {
                    let label = json!({"text": vi::roman(groups), "bold": true, "align": "center"});
                    rows.push(json!([label, {"text": name, "bold": true, "span": columns.count() - 1}]));
                }
                current = group;
            }
            at += 1;
            let of = voters.map_or_else(|| blank::mark("tổng số"), |voters| voters.to_string());
            let rate = rates.as_ref().and_then(|rates| rates.get(index)).map(|rate| format!("{rate}%"));
            let mut row = vec![
                json!(at.to_string()),
                json!(self.honoured(self.inventory.recipient(&vote.candidate)).line),
                json!(format!("{}/{of}", vote.votes_for.value)),
                json!(rate.unwrap_or_else(|| blank::mark("tỷ lệ"))),
            ];
            row.extend(columns.others(vote).into_iter().map(|count| json!(count)));
            rows.push(Value::Array(row));
        }
        Some(columns.table(&self.candidates(all), votes_head(all), &rows))
    }

    /// Returns the title or form that a vote is about, where it is about several. A flag is a title by law, but nobody
    /// calls it one.
    fn put_to_the_vote(&self, vote: &Vote) -> Option<String> {
        if let Some(called) = &vote.called {
            return Some(vi::capitalise(called));
        }
        let form = self.inventory.get(vote.form.as_ref()?);
        let name = form_words(form, None, None);
        let is_title =
            form.group.value == FormGroup::Title && !name.trim_start_matches('“').starts_with("Cờ");
        Some(if is_title { format!("Danh hiệu {name}") } else { name })
    }

    /// Returns the head of the column of candidates.
    fn candidates(&self, votes: &[Vote]) -> String {
        let is_person =
            |vote: &Vote| matches!(self.inventory.recipient(&vote.candidate), Honoured::Person(_));
        let words = match votes.iter().filter(|vote| is_person(vote)).count() {
            0 => "Tên đơn vị",
            persons if persons == votes.len() => "Họ và tên, chức vụ, đơn vị",
            _ => "Tập thể, cá nhân",
        };
        words.to_owned()
    }
}

/// The head of the column of votes. It is a council that votes on titles; others who vote are no members. Protected spaces
/// keep “đồng ý” on one line.
fn votes_head(votes: &[Vote]) -> &'static str {
    if votes.iter().any(|vote| vote.form.is_some() || vote.called.is_some()) {
        "Số phiếu đồng\u{a0}ý/tổng\u{a0}số thành\u{a0}viên"
    } else {
        "Số phiếu đồng\u{a0}ý/tổng\u{a0}số người"
    }
}

fn ballots(ballots: &Ballots) -> BallotsView {
    let words = |count: u32| vi::padded_count(u64::from(count));
    BallotsView {
        issued: words(ballots.issued.value),
        collected: ballots.collected.as_ref().map(|count| words(count.value)),
        valid: ballots.valid.as_ref().map(|count| words(count.value)),
        invalid: ballots.invalid.as_ref().map(|count| words(count.value)),
        written: ballots.written.as_ref().filter(|count| count.value > 0).map(|count| words(count.value)),
    }
}

/// The columns that say more than the votes for: each only where some vote says it.
struct Columns {
    against: bool,
    abstained: bool,
    written: bool,
}

impl Columns {
    fn of(votes: &[Vote]) -> Self {
        Self {
            against: votes.iter().any(|vote| vote.against.is_some()),
            abstained: votes.iter().any(|vote| vote.abstained.is_some()),
            written: votes.iter().any(|vote| vote.written.is_some()),
        }
    }

    fn count(&self) -> usize {
        4 + [self.against, self.abstained, self.written].into_iter().filter(|shown| *shown).count()
    }

    fn others(&self, vote: &Vote) -> Vec<String> {
        let all =
            [(self.against, &vote.against), (self.abstained, &vote.abstained), (self.written, &vote.written)];
        let shown = all.into_iter().filter(|(shown, _)| *shown);
        shown
            .map(|(_, count)| count.as_ref().map_or_else(|| "–".to_owned(), |count| count.value.to_string()))
            .collect()
    }

    fn table(&self, candidates: &str, votes: &str, rows: &[Value]) -> Value {
        let narrow = |width: &str| json!({"width": width, "align": "center"});
        let mut columns = vec![narrow("11mm"), json!({"width": "1fr"}), narrow("33mm"), narrow("19mm")];
        let mut head = vec!["TT", candidates, votes, "Tỷ lệ"];
        let others = [
            (self.against, "19mm", "Không đồng ý"),
            (self.abstained, "20mm", "Không có ý kiến"),
            (self.written, "28mm", "Phiếu đồng ý bằng văn bản"),
        ];
        for (_, width, name) in others.into_iter().filter(|(shown, ..)| *shown) {
            columns.push(narrow(width));
            head.push(name);
        }
        json!({"columns": columns, "head": [head], "rows": rows, "size": 12})
    }
}
