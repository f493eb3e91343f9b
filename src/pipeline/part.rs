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
        let own = targets.iter().zip(all).enumerate();
        let own = own.filter(|(index, (_, document))| is_own(partition, document, *index, all.len()));
        let own: Vec<Target> = own.map(|(_, (target, _))| target.clone()).collect();
        let part = Part::new(partition, &own, &targets);
        Self { documents: of(partition, all), targets: own, part: Some(part) }
    }
}

/// Returns the documents of a part.
pub(super) fn of<'a>(partition: Partition, all: &[Planned<'a>]) -> Vec<Planned<'a>> {
    let own =
        all.iter().enumerate().filter(|(index, document)| is_own(partition, document, *index, all.len()));
    own.map(|(_, document)| *document).collect()
}

fn is_own(partition: Partition, document: &Planned<'_>, index: usize, count: usize) -> bool {
    let (id, index) = document.share(index);
    partition.holds(&id, index, count)
}
