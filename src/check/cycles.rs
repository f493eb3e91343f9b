//! Links from a record to one of its own kind must not lead back to it.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Id, Ref};

use super::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let records = view.records;
    found.extend(cycles("parent", &records.units, |unit| (&unit.id.value, unit.parent.as_slice())));
    found.extend(cycles("members", &records.units, |unit| (&unit.id.value, &unit.members)));
    found.extend(cycles("succeeds", &records.units, |unit| (&unit.id.value, &unit.succeeds)));
    found.extend(cycles("answers", &records.campaigns, |campaign| {
        (&campaign.id.value, campaign.answers.as_slice())
    }));
    found.extend(cycles("part-of", &records.tallies, |tally| (&tally.id.value, tally.part_of.as_slice())));
    found.extend(cycles("part-of", &records.figures, |figure| (&figure.id.value, figure.part_of.as_slice())));
}

/// A link and the record in which it is written.
type Step<'a, T> = (&'a Id, &'a Ref<T>);

/// Returns a diagnostic for each circle of links.
fn cycles<'a, T>(
    key: &'static str,
    records: &'a [T],
    links: fn(&'a T) -> (&'a Id, &'a [Ref<T>]),
) -> impl Iterator<Item = Diagnostic> + use<'a, T> {
    circles(records, links).into_iter().filter_map(move |circle| report(key, &circle))
}

/// Walks along all links, each once, and returns the circles.
///
/// The way back is kept in a list of its own, because a chain may be longer than the stack is deep.
fn circles<'a, T>(records: &'a [T], links: fn(&'a T) -> (&'a Id, &'a [Ref<T>])) -> Vec<Vec<Step<'a, T>>> {
    let places: HashMap<&Id, usize> =
        records.iter().enumerate().rev().map(|(at, record)| (links(record).0, at)).collect();
    let mut seen = vec![Seen::Never; records.len()];
    let mut circles = Vec::new();
    for start in 0..records.len() {
        if seen[start] != Seen::Never {
            continue;
        }
        seen[start] = Seen::OnTheWay;
        // The records on the way, each with the number of its link to be followed next.
        let mut way = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let Some(target) = links(&records[*at]).1.get(*next) else {
                seen[*at] = Seen::Done;
                way.pop();
                continue;
            };
            *next += 1;
            match places.get(&target.id).map(|&to| (to, seen[to])) {
                Some((to, Seen::Never)) => {
                    seen[to] = Seen::OnTheWay;
                    way.push((to, 0));
                }
                Some((to, Seen::OnTheWay)) => {
                    let circle = way.iter().skip_while(|(on_way, _)| *on_way != to);
                    circles.push(circle.map(|&(at, next)| step(&records[at], next - 1, links)).collect());
                }
                Some((_, Seen::Done)) | None => {}
            }
        }
    }
    circles
}

fn step<'a, T>(record: &'a T, number: usize, links: fn(&'a T) -> (&'a Id, &'a [Ref<T>])) -> Step<'a, T> {
    let (id, links) = links(record);
    (id, &links[number])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Never,
    OnTheWay,
    Done,
}

/// Points at the link that is written first, and at all others.
fn report<T>(key: &str, circle: &[Step<'_, T>]) -> Option<Diagnostic> {
    let first = circle.iter().enumerate().min_by_key(|(_, (_, link))| link.span)?.0;
    let mut steps = circle.iter().cycle().skip(first).take(circle.len());
    let (id, link) = steps.next()?;
    let diagnostic = Diagnostic::new(Code::Cycle, format!("the key `{key}` of `{id}` leads back to `{id}`"));
    let label = if circle.len() == 1 {
        "the record itself".to_owned()
    } else {
        format!("from `{id}` to `{}`", link.id)
    };
    Some(steps.fold(diagnostic.at(link.span, label), |diagnostic, (id, link)| {
        diagnostic.and(link.span, format!("from `{id}` to `{}`", link.id))
    }))
}
