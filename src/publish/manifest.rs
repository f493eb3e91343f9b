//! `manifest.json`: what is in the output folder, where it came from, and what it must be.
//!
//! ```json
//! {
//!   "format": 2,
//!   "tool": "vinhdanh 0.1.0",
//!   "part": {"partition": "hash:1/3", "documents": 1, "digest": "blake3:…", "plan": "blake3:…"},
//!   "documents": [
//!     {
//!       "id": "cuc-hcqt2/report",
//!       "template": "report.md",
//!       "path": "cuc-hcqt2/report.pdf",
//!       "digest": "blake3:…",
//!       "fingerprint": "…",
//!       "pages": 4,
//!       "sources": ["data/cuc-hcqt2/unit.yaml"],
//!       "engine": "typst 0.15.1"
//!     }
//!   ],
//!   "pending": ["vu-tccb/report.pdf"]
//! }
//! ```
//!
//! - `format` grows with every change of what stands here. Whatever it grows to, `documents[].path`
//!   and `pending` keep their place and meaning, so that an older program still knows which files
//!   are not to be feared.
//! - `documents` is ordered by `id`. Paths have forward slashes and are relative to the output
//!   folder.
//! - `digest` is the BLAKE3 hash of the file. Unless the path is also pending, the file has it.
//! - `fingerprint` is the hash of everything that the file was made from.
//! - `engine` is what the bytes depend on: the version of Typst, and not whether the program or the
//!   crates of that version were run, which give the same.
//! - `part`, absent where the folder is for all documents, says for which it is; see [`Part`].
//! - `pending`, absent when empty, lists files that may be there or not, and old or new: a build is
//!   writing them, or was killed over it, or they could not be removed.
//!
//! Nothing in it depends on when, where or in how many steps the files were made: the same input
//! gives the same manifest.
//!
//! Format 1 differed in two keys of a document: `engine` said `embedded` of the crates, and
//! `duration-ms` how long it took. It is still read.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::part::Part;
use super::paths;

/// The version of the format that this program writes.
pub const FORMAT: u32 = 2;

/// The program that writes it, and its version.
pub(super) const TOOL: &str = concat!("vinhdanh ", env!("CARGO_PKG_VERSION"));

/// What is in the output folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Manifest {
    /// The version of the format.
    pub format: u32,
    /// The program that wrote it, and its version.
    pub tool: String,
    /// The part of the project's documents that the folder is for; nothing if it is for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// The documents by id.
    pub documents: Vec<Entry>,
    /// The paths of files that may be there or not, and old or new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<String>,
}

/// A document in the output folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    /// The id of the document.
    pub id: String,
    /// The template that it was made with.
    pub template: String,
    /// Where it is, relative to the output folder.
    pub path: String,
    /// The hash of the file, with the name of the hash in front.
    pub digest: String,
    /// The hash of everything that it was made from.
    pub fingerprint: String,
    /// How many pages it has.
    pub pages: usize,
    /// The data files that it says something from.
    pub sources: Vec<String>,
    /// What set it, and its version: the same for every way to run that version.
    pub engine: String,
}

/// Why a manifest can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It was written by a later version of the program.
    #[error("it has format {0}, and this version of vinhdanh knows only {FORMAT}")]
    Newer(u64),
    /// It is not a manifest, or a broken one.
    #[error("{0}")]
    Broken(String),
}

impl Manifest {
    /// Reads a manifest. What it says is not believed where it could do harm: a path that could
    /// lead out of the output folder makes it broken.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let broken = |error: serde_json::Error| Unreadable::Broken(error.to_string());
        // The format first, because another format would otherwise be a broken one.
        let Header { format } = serde_json::from_slice(bytes).map_err(broken)?;
        let manifest: Self = match format {
            Some(format) if format > u64::from(FORMAT) => return Err(Unreadable::Newer(format)),
            Some(1) => {
                let mut value = serde_json::from_slice(bytes).map_err(broken)?;
                update(&mut value);
                serde_json::from_value(value).map_err(broken)?
            }
            _ => serde_json::from_slice(bytes).map_err(broken)?,
        };
        let paths = manifest.documents.iter().map(|entry| &entry.path).chain(&manifest.pending);
        for path in paths {
            if let Some(fault) = paths::fault(path) {
                return Err(Unreadable::Broken(format!("the path `{path}` {fault}")));
            }
        }
        let (mut ids, mut paths) = (BTreeSet::new(), BTreeSet::new());
        for Entry { id, path, .. } in &manifest.documents {
            if !ids.insert(id) || !paths.insert(path) {
                return Err(Unreadable::Broken(format!("`{id}` or `{path}` is there twice")));
            }
        }
        Ok(manifest)
    }
}

/// The start of a manifest of any format.
#[derive(Deserialize)]
struct Header {
    format: Option<u64>,
}

/// A manifest to be written, which of ten thousand documents has megabytes: so it is never in memory as a whole.
#[derive(Debug, Serialize)]
pub(super) struct Written<'a> {
    format: u32,
    tool: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a Part>,
    documents: Vec<&'a Entry>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pending: &'a BTreeSet<String>,
}

impl<'a> Written<'a> {
    /// Takes what is in the folder.
    pub(super) fn new(
        part: Option<&'a Part>,
        documents: impl Iterator<Item = &'a Entry>,
        pending: &'a BTreeSet<String>,
    ) -> Self {
        Self { format: FORMAT, tool: TOOL, part, documents: documents.collect(), pending }
    }

    /// Writes its text.
    pub(super) fn write(&self, mut output: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut output, self)?;
        output.write_all(b"\n")
    }

    /// Returns the digest of its text.
    pub(super) fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        self.write(&mut hasher).expect("a manifest has only plain fields, and a hasher takes all");
        format!("blake3:{}", hasher.finalize().to_hex())
    }
}

/// Makes of the text of format 1 what this format would say.
fn update(value: &mut serde_json::Value) {
    value["format"] = FORMAT.into();
    for entry in value.get_mut("documents").and_then(serde_json::Value::as_array_mut).into_iter().flatten() {
        let Some(entry) = entry.as_object_mut() else { continue };
        entry.remove("duration-ms");
        if let Some(serde_json::Value::String(engine)) = entry.get_mut("engine")
            && let Some(version) = engine.strip_prefix("embedded ")
        {
            *engine = format!("typst {version}");
        }
    }
}

/// Returns the usable paths that a manifest of any format lists; none if it is no JSON.
pub(super) fn listed_paths(bytes: &[u8]) -> Vec<String> {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return Vec::new() };
    let list = |name: &str| value.get(name).and_then(serde_json::Value::as_array).into_iter().flatten();
    let documents = list("documents").filter_map(|entry| entry.get("path"));
    let paths = documents.chain(list("pending")).filter_map(serde_json::Value::as_str);
    paths.filter(|path| paths::fault(path).is_none()).map(str::to_owned).collect()
}

/// Returns the part that a manifest of any format is for, if it says so.
pub(super) fn listed_part(bytes: &[u8]) -> Option<Part> {
    let value = serde_json::from_slice::<serde_json::Value>(bytes).ok()?;
    serde_json::from_value(value.get("part")?.clone()).ok()
}

/// Returns the digest of a file's bytes as it stands in a manifest.
pub fn digest(bytes: &[u8]) -> String {
    format!("blake3:{}", blake3::hash(bytes).to_hex())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(path: &str) -> String {
        let entry = Entry {
            id: "a".to_owned(),
            template: "report.md".to_owned(),
            path: path.to_owned(),
            digest: digest(b""),
            fingerprint: "f".to_owned(),
            pages: 1,
            sources: vec!["data/a.yaml".to_owned()],
            engine: "typst 0.15.1".to_owned(),
        };
        text_of(&[entry])
    }

    fn text_of(documents: &[Entry]) -> String {
        let mut text = Vec::new();
        Written::new(None, documents.iter(), &BTreeSet::new()).write(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn a_manifest_reads_as_it_was_written() {
        let text = manifest("a.pdf");
        assert_eq!(text_of(&Manifest::parse(text.as_bytes()).unwrap().documents), text);
        assert_eq!(listed_paths(text.as_bytes()), ["a.pdf"]);
    }

    #[test]
    fn the_first_format_is_still_read() {
        let text = manifest("a.pdf");
        let first = text.replace("\"format\": 2", "\"format\": 1");
        let first = first.replace("\"typst 0.15.1\"", "\"embedded 0.15.1\",\n      \"duration-ms\": 45");
        assert!(first.contains("duration-ms"), "{first}");
        assert_eq!(text_of(&Manifest::parse(first.as_bytes()).unwrap().documents), text);
        // What this format does not have is no part of it.
        let wrong = text.replace("\"pages\"", "\"duration-ms\": 45, \"pages\"");
        assert!(matches!(Manifest::parse(wrong.as_bytes()), Err(Unreadable::Broken(_))));
    }

    #[test]
    fn a_manifest_with_two_documents_of_one_id_or_path_is_broken() {
        let mut manifest = Manifest::parse(manifest("a.pdf").as_bytes()).unwrap();
        manifest.documents.push(Entry { id: "b".to_owned(), ..manifest.documents[0].clone() });
        assert!(matches!(
            Manifest::parse(text_of(&manifest.documents).as_bytes()),
            Err(Unreadable::Broken(_))
        ));
        manifest.documents[1] = Entry { path: "b.pdf".to_owned(), ..manifest.documents[0].clone() };
        assert!(matches!(
            Manifest::parse(text_of(&manifest.documents).as_bytes()),
            Err(Unreadable::Broken(_))
        ));
    }

    #[test]
    fn a_path_out_of_the_folder_is_not_believed() {
        let text = manifest("../a.pdf");
        let error = Manifest::parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "the path `../a.pdf` has the part `..`, which is no name");
        assert!(listed_paths(text.as_bytes()).is_empty());
    }

    #[test]
    fn a_later_format_is_told_from_a_broken_one() {
        let text = r#"{"format": 3, "documents": [{"path": "a.pdf", "new": 1}], "pending": ["b.pdf"]}"#;
        assert_eq!(Manifest::parse(text.as_bytes()), Err(Unreadable::Newer(3)));
        assert_eq!(listed_paths(text.as_bytes()), ["a.pdf", "b.pdf"]);
        assert!(matches!(Manifest::parse(b"{}"), Err(Unreadable::Broken(_))));
        assert!(matches!(Manifest::parse(b"\xff"), Err(Unreadable::Broken(_))));
    }
}
