//! Finding the data files and reading them: YAML → model.
//!
//! A bad record is reported and left out; the rest is read, so that one run shows every mistake.

mod files;
mod project;
mod style;

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{Broken, Id, Inventory, RecordKind, Records};
use crate::source::{FileId, SourceMap};
use crate::yaml::{self, Decode, Decoder, Entry, Limits, Node, Reference, Value};

pub use files::{Found, walk};
pub use project::{EngineChoice, PROJECT_FILE, Pdf, Project, read_project};
pub use style::{Grounds, Opening, PartyStyle, Style, Tones};

/// What was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The records and their index.
    pub inventory: Inventory,
    /// All links, still to be resolved.
    pub references: Vec<Reference>,
    /// The ids of records that could not be read.
    pub broken: Vec<Broken>,
    /// The kinds of record of which some could not be read, so that "there is none" can't be said of them.
    pub incomplete: BTreeSet<RecordKind>,
    /// Whether a whole file could not be read, so that a missing record may be in it.
    pub unread: bool,
}

/// Reads all data files below `folder`, and the `built_in` ones (name and content) before them.
///
/// A file of the project takes the place of the built-in one of the same name.
pub fn load(
    folder: &Path,
    shown_as: &str,
    built_in: &[(&str, &str)],
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Loaded {
    let mut unread = false;
    let all = files::find(folder, shown_as, diagnostics);
    let replaced = |name: &str| all.iter().any(|found| found.below(shown_as) == Some(name));
    let kept = built_in.iter().filter(|(name, _)| !replaced(name));
    let mut files: Vec<FileId> =
        kept.map(|(name, text)| sources.add(format!("<built-in>/{name}"), *text)).collect();
    for found in all {
        match found.text() {
            Ok(text) => files.push(sources.add(found.shown(), text)),
            Err(diagnostic) => {
                unread = true;
                diagnostics.push(*diagnostic);
            }
        }
    }
    let mut reader = Reader {
        sources,
        diagnostics,
        records: Records::default(),
        references: Vec::new(),
        broken: Vec::new(),
        incomplete: BTreeSet::new(),
    };
    for file in files {
        unread |= reader.file(file).is_none();
    }
    let Reader { records, references, broken, incomplete, .. } = reader;
    let (inventory, duplicates) = Inventory::new(records);
    for duplicate in duplicates {
        let (kind, span) = duplicate.second;
        let (first_kind, first) = duplicate.first;
        let headline = format!("the id `{}` is used twice", duplicate.id);
        diagnostics.push(
            Diagnostic::new(Code::DuplicateId, headline)
                .at(span, format!("{} here", kind.with_article()))
                .and(first, format!("first defined here, {}", first_kind.with_article()))
                .help("give one of the two another id; an id names one thing in the whole project"),
        );
    }
    Loaded { inventory, references, broken, incomplete, unread }
}

struct Reader<'a> {
    sources: &'a SourceMap,
    diagnostics: &'a mut Vec<Diagnostic>,
    records: Records,
    references: Vec<Reference>,
    broken: Vec<Broken>,
    incomplete: BTreeSet<RecordKind>,
}

macro_rules! lists {
    ($($key:literal => $field:ident, $kind:ident;)+) => {
        /// The keys that a data file may have.
        const KEYS: &[&str] = &[$($key),+];

        impl Reader<'_> {
            /// Reads the records of one list.
            fn list(&mut self, key: &str, node: &Node) -> bool {
                match key {
                    $($key => {
                        let read = self.items(node, RecordKind::$kind);
                        self.records.$field.extend(read);
                    })+
                    _ => return false,
                }
                true
            }
        }
    };
}

lists! {
    "units" => units, Unit;
    "people" => people, Person;
    "campaigns" => campaigns, Campaign;
    "honours" => honours, Honour;
    "tallies" => tallies, Tally;
    "claims" => claims, Claim;
    "figures" => figures, Figure;
    "reviews" => reviews, Review;
    "conferences" => conferences, Conference;
    "submissions" => submissions, Submission;
    "decisions" => decisions, Decision;
    "documents" => documents, Document;
    "forms" => forms, Form;
    "legal-texts" => legal_texts, LegalText;
    "regimes" => regimes, Regime;
    "base-salaries" => base_salaries, BaseSalary;
    "bonuses" => bonuses, Bonus;
    "rules" => rules, Rule;
    "vote-rules" => vote_rules, VoteRule;
    "quorum-rules" => quorum_rules, QuorumRule;
    "quotas" => quotas, Quota;
    "limits" => limits, Limit;
    "ratings" => ratings, Rating;
    "initiatives" => initiatives, Initiative;
    "disciplines" => disciplines, Discipline;
    "absences" => absences, Absence;
    "stocks" => stocks, Stock;
}

impl Reader<'_> {
    /// Reads one file; nothing if it could not be read as a whole.
    fn file(&mut self, file: FileId) -> Option<()> {
        let text = self.sources.file(file).text();
        let before = self.diagnostics.len();
        let Some(root) = yaml::parse(file, text, Limits::default(), self.diagnostics) else {
            return (self.diagnostics.len() == before).then_some(());
        };
        if root.is_null() {
            return Some(());
        }
        let Value::Map(entries) = &root.value else {
            let mut decoder = Decoder::new(self.sources, self.diagnostics);
            decoder.expected::<()>(&root, "lists such as `units:` and `honours:`");
            return None;
        };
        // Records in a list that is not read may be what a link elsewhere names.
        let mut whole = !self.lost_a_list(entries, before);
        for entry in entries.iter() {
            if entry.node.is_null() || self.list(&entry.key, &entry.node) {
                continue;
            }
            whole = false;
            let headline = format!("a data file has no list `{}`", yaml::excerpt(&entry.key));
            let diagnostic = Diagnostic::new(Code::UnknownKey, headline).at(entry.key_span, "");
            self.diagnostics.push(match nearest(&entry.key, KEYS.iter().copied()) {
                Some(key) => diagnostic.help(format!("did you mean `{key}`?")),
                None => diagnostic.help(format!("the lists are {}", yaml::listed(KEYS))),
            });
        }
        whole.then_some(())
    }

    /// Answers whether a list of the file was dropped because its key stands there twice.
    fn lost_a_list(&self, entries: &[Entry], before: usize) -> bool {
        let first_places = self.diagnostics[before..].iter().flat_map(|diagnostic| &diagnostic.secondary);
        first_places.into_iter().any(|first| entries.iter().any(|entry| entry.key_span == first.span))
    }

    fn items<T: Decode>(&mut self, node: &Node, kind: RecordKind) -> Vec<T> {
        let mut decoder = Decoder::new(self.sources, self.diagnostics);
        let Value::List(items) = &node.value else {
            decoder.expected::<()>(node, "a list (lines that begin with `- `)");
            self.incomplete.insert(kind);
            return Vec::new();
        };
        let mut read = Vec::with_capacity(items.len());
        for item in items.iter() {
            if let Some(record) = T::decode(item, &mut decoder) {
                read.push(record);
            } else {
                self.incomplete.insert(kind);
                self.broken.extend(broken(item, kind));
            }
        }
        self.references.extend(decoder.into_references());
        read
    }
}

/// Returns the id of a record that could not be read, if at least that much of it is right.
fn broken(node: &Node, kind: RecordKind) -> Option<Broken> {
    let Value::Map(entries) = &node.value else { return None };
    let entry = entries.iter().find(|entry| &*entry.key == "id")?;
    let Value::Scalar { text, .. } = &entry.node.value else { return None };
    Some(Broken { id: Id::new(text)?, span: entry.node.span, kind })
}
