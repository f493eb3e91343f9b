//! Builds of a part of a project's documents.

use crate::plan::{Partition, Planned};
use crate::publish::{Part, Target};

/// What one build is for: all documents of a plan, or a part of them.
pub(super) struct Share<'a> {
    /// The documents.
    pub(super) documents: Vec<Planned<'a>>,
    /// The same as targets.
    pub(super) targets: Vec<Target>,
    /// What the manifest says of it, if it is a part.
    pub(super) part: Option<Part>,
}

impl<'a> Share<'a> {
    /// Takes a part out of the documents of a plan, given with their targets in the same order.
    pub(super) fn new(partition: Option<Partition>, all: &[Planned<'a>], targets: Vec<Target>) -> Self {
        let Some(partition) = partition else {
            return Self { documents: all.to_vec(), targets, part: None };
        };
        let is_own = |index: usize, id: &str| partition.holds(id, index, targets.len());
        let own = targets.iter().enumerate().filter(|(index, target)| is_own(*index, &target.id));
        let own: Vec<Target> = own.map(|(_, target)| target.clone()).collect();
        let part = Part::new(partition, &own, &targets);
        Self { documents: of(partition, all), targets: own, part: Some(part) }
    }
}

/// Returns the documents of a part.
pub(super) fn of<'a>(partition: Partition, all: &[Planned<'a>]) -> Vec<Planned<'a>> {
    let is_own =
        |(index, document): &(usize, &Planned<'a>)| partition.holds(&document.id(), *index, all.len());
    all.iter().enumerate().filter(is_own).map(|(_, document)| *document).collect()
}
