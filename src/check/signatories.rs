//! Who signs in what right: the formula, the title and the style of the document must agree.
//!
//! Nghị định 30/2020/NĐ-CP, Điều 13. What a unit's own rules of work allow is not known here, so nothing is an error.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Signatory, Style, Unit};
use crate::source::Span;
use crate::vi::upper_case;

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let records = view.records;
    let documents = records.documents.iter().map(|it| (&it.unit, &it.signatory));
    let decisions = records.decisions.iter().map(|it| (&it.issuer, &it.signatory));
    let submissions = records.submissions.iter().map(|it| (&it.unit, &it.signatory));
    for (unit, signatory) in documents.chain(decisions).chain(submissions) {
        let (Some(unit), Some(signatory)) = (view.find(unit), signatory) else { continue };
        found.extend(problems(unit, signatory).into_iter().map(|fault| fault.diagnostic(signatory.span)));
    }
}

/// In what right somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    /// On behalf of a collective body.
    Collective,
    /// For the head.
    Deputy,
    /// As acting head.
    Acting,
    /// By order.
    Order,
    /// By special delegation.
    Delegated,
}

/// How a right is written: the State's way, the Party's way.
const FORMULAE: [(Right, &str, &str); 5] = [
    (Right::Collective, "TM.", "T/M"),
    (Right::Deputy, "KT.", "K/T"),
    (Right::Acting, "Q.", "Q."),
    (Right::Order, "TL.", "T/L"),
    (Right::Delegated, "TUQ.", "T/UQ"),
];

struct Fault {
    headline: String,
    help: &'static str,
}

impl Fault {
    fn diagnostic(self, at: Span) -> Diagnostic {
        Diagnostic::new(Code::OddSignatory, self.headline).at(at, "").help(self.help)
    }
}

fn problems(unit: &Unit, signatory: &Signatory) -> Vec<Fault> {
    let mut faults = Vec::new();
    let style = unit.style.unwrap_or(Style::State);
    let mut rights = Vec::new();
    let title = signatory.title.as_deref().map(upper_case).unwrap_or_default();
    for line in signatory.capacity.iter().map(|line| upper_case(line)) {
        match FORMULAE.iter().find(|(_, state, party)| line.starts_with(state) || line.starts_with(party)) {
            Some((right, state, party)) => {
                let (own, other) = if style == Style::State { (state, party) } else { (party, state) };
                if !line.starts_with(own) {
                    let headline = format!("`{other}` is not how the documents of `{}` are signed", unit.id.value);
                    faults.push(Fault { headline, help: if style == Style::State {
                        "the State writes `TM.`, `KT.`, `TL.`, `TUQ.`"
                    } else {
                        "the Party writes `T/M`, `K/T`, `T/L`"
                    } });
                } else if line.len() == own.len() {
                    let headline = format!("`{own}` does not say for whom");
                    faults.push(Fault { headline, help: "write it before the body or the post, such as `TM. HỘI ĐỒNG`" });
                }
                rights.push(*right);
            }
            None => faults.push(Fault {
                headline: format!("`{line}` is no formula of signing"),
                help: "begin with `TM.`, `Q.`, `KT.`, `TL.` or `TUQ.`, in the Party's documents `T/M`, `K/T`, `T/L`; \
                       the post itself is the `title`",
            }),
        }
    }
    faults.extend(contradictions(&rights, &title, style));
    faults
}

fn contradictions(rights: &[Right], title: &str, style: Style) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |headline: &str, help| faults.push(Fault { headline: headline.to_owned(), help });
    let has = |right| rights.contains(&right);
    let is_deputy = title.starts_with("PHÓ ");
    if has(Right::Deputy) && !title.is_empty() && !is_deputy {
        fault("only a deputy signs for the head", "give the title of a deputy (`PHÓ …`), or leave out `KT.`");
    }
    if (has(Right::Acting) || title.starts_with("Q.")) && (has(Right::Deputy) || is_deputy) {
        fault("a deputy put in charge signs as a deputy, not as acting head", "write `KT.` without `Q.`");
    }
    if has(Right::Delegated) && rights.len() > 1 {
        fault(
            "who signs by special delegation can't delegate it further",
            "leave the other formula out, or `TUQ.`",
        );
    }
    if has(Right::Collective) && rights.first() != Some(&Right::Collective) {
        fault("`TM.` is not the first line", "name the collective body first, below it `KT.` and the post");
    }
    if has(Right::Collective) && has(Right::Deputy) && style == Style::Party {
        fault(
            "a committee of the Party leads as a body, so its deputy signs without `K/T`",
            "leave out the line `K/T`",
        );
    }
    let repeated = rights.iter().enumerate().any(|(index, right)| rights[..index].contains(right));
    if repeated {
        fault("the same formula stands twice", "leave one of the two lines out");
    }
    faults
}
