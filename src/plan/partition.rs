//! Parts of a plan, so that several machines can make one project's documents.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of the parts that the documents of a plan are divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Partition {
    way: Way,
    part: usize,
    parts: usize,
}

/// How documents are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// By a hash of the id: a document stays in its part when others are added.
    Hash,
    /// By the place in the plan: each part is a run of documents, and all are of one length, but for one document.
    Slice,
}

/// A text that names no part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no part: it is `hash:M/N` or `slice:M/N` with M from 1 to N, such as `hash:2/3`")]
pub struct NoPartition(String);

impl Partition {
    /// Answers whether a document is of this part: by its id, and by its place among `count` documents.
    pub fn holds(self, id: &str, index: usize, count: usize) -> bool {
        let part = match self.way {
            Way::Hash => {
                let hash = blake3::hash(id.as_bytes());
                let first = hash.as_bytes().iter().take(8).rev();
                let number = first.fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
                u128::from(number) % self.parts as u128
            }
            Way::Slice => index as u128 * self.parts as u128 / count.max(1) as u128,
        };
        part == self.part as u128 - 1
    }

    /// Returns all parts of the same division.
    pub fn siblings(self) -> impl Iterator<Item = Self> {
        (1..=self.parts).map(move |part| Self { part, ..self })
    }
}

impl FromStr for Partition {
    type Err = NoPartition;

    fn from_str(text: &str) -> Result<Self, NoPartition> {
        let read = || {
            let (way, numbers) = text.split_once(':')?;
            let (part, parts) = numbers.split_once('/')?;
            let way = match way {
                "hash" => Way::Hash,
                "slice" => Way::Slice,
                _ => return None,
            };
            let number = |digits: &str| {
                let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
                digits.parse::<usize>().ok().filter(|_| plain)
            };
            let (part, parts) = (number(part)?, number(parts)?);
            (part <= parts).then_some(Self { way, part, parts })
        };
        read().ok_or_else(|| NoPartition(text.to_owned()))
    }
}

impl TryFrom<String> for Partition {
    type Error = NoPartition;

    fn try_from(text: String) -> Result<Self, NoPartition> {
        text.parse()
    }
}

impl From<Partition> for String {
    fn from(partition: Partition) -> Self {
        partition.to_string()
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { way, part, parts } = self;
        let way = match way {
            Way::Hash => "hash",
            Way::Slice => "slice",
        };
        write!(formatter, "{way}:{part}/{parts}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<Partition> {
        text.parse::<Partition>().unwrap().siblings().collect()
    }

    #[test]
    fn a_part_reads_as_it_was_written() {
        for text in ["hash:1/1", "slice:2/3", "hash:100/100"] {
            assert_eq!(text.parse::<Partition>().unwrap().to_string(), text);
        }
        for text in
            ["", "hash", "hash:", "hash:1", "hash:0/3", "hash:4/3", "hash:+1/3", "hash:01/3", "cut:1/3"]
        {
            assert_eq!(text.parse::<Partition>(), Err(NoPartition(text.to_owned())));
        }
    }

    #[test]
    fn every_document_is_in_one_part() {
        for text in ["hash:1/1", "hash:1/3", "slice:1/3", "slice:1/7", "slice:1/100"] {
            for count in [1, 2, 3, 44] {
                for index in 0..count {
                    let holding = parts(text).iter().filter(|part| part.holds("x", index, count)).count();
                    assert_eq!(holding, 1, "{text}: {index} of {count}");
                }
            }
        }
    }

    #[test]
    fn slices_are_runs_of_one_length() {
        let part_of = |index| parts("slice:1/3").iter().position(|part| part.holds("x", index, 8)).unwrap();
        assert_eq!((0..8).map(part_of).collect::<Vec<_>>(), [0, 0, 0, 1, 1, 1, 2, 2]);
    }

    #[test]
    fn hashes_spread_evenly_and_do_not_ask_for_the_place() {
        let count =
            |part: &Partition| (0..3000).filter(|id| part.holds(&format!("letter-{id}"), 0, 1)).count();
        let counts: Vec<usize> = parts("hash:1/3").iter().map(count).collect();
        assert!(counts.iter().all(|count| (900..1100).contains(count)), "{counts:?}");
        let part = parts("hash:1/3")[0];
        assert_eq!(part.holds("letter-1", 0, 1), part.holds("letter-1", 500, 1000));
    }
}
