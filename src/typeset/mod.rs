//! From an order to Typst text, and from that to PDF, in processes that can be stopped.
//!
//! Texts are composed in worker processes: the program in a hidden mode (`pool` starts and ends them, `worker` is what
//! they do). There are two engines behind one trait, [`Engine`]: the `typst` program (`external`) and the crates inside
//! this program, which run in the same workers (`embedded`). [`select()`] chooses between the two. At the same version of Typst they give the same
//! bytes, because everything that could differ is fixed here: the fonts, the layouts, the time
//! stamp, and that there is nothing else to be read. Where a problem lies in the *user's* files is
//! for the caller to say; a [`Problem`] knows only `main.typ` and the layouts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

pub mod external;
mod limits;
mod memory;
mod messages;
mod outcome;
mod pages;
mod process;
mod run;
mod select;
mod stop;

#[cfg(feature = "embedded")]
mod embedded;
mod handle;
mod pool;
mod protocol;
mod seats;
#[cfg(feature = "embedded")]
mod typesetter;
pub mod worker;

pub mod fonts;

#[cfg(feature = "embedded")]
pub use embedded::Embedded;
pub use fonts::builtin as builtin_fonts;
pub use limits::Limits;
pub use memory::peak as peak_memory;
pub use outcome::{Failure, FailureKind, Pdf, Place, Problem, TraceStep};
pub use pages::places;
pub use pool::{Uncomposed, Workers};
pub use run::run_all;
pub use select::{Choice, SelectError, Setup, select};
pub use stop::Stop;

use crate::compose::{Composed, Order};
use crate::emit::TypstSource;

/// The version of Typst that the layouts are written for and that the embedded engine is.
///
/// Kept equal to the version of the crates in `Cargo.toml`; a test says so when it is not.
pub const TYPST_VERSION: &str = "0.15.1";

/// The date of a PDF whose document sets none, in seconds since 1970.
///
/// PDF/A wants a date, and the clock would make the bytes of every run differ.
const TIMESTAMP: &str = "0";

/// The path of the document's own text; its files and the layouts are beside and below it.
pub const MAIN: &str = "main.typ";

/// What turns Typst text into PDF.
pub trait Engine: Send + Sync {
    /// Returns the name that people see: `typst` or `embedded`.
    fn name(&self) -> &'static str;

    /// Returns the version of Typst.
    ///
    /// It belongs into the fingerprint of a document; the name does not, because the bytes do not
    /// depend on it.
    fn version(&self) -> &str;

    /// Composes a document, and makes the PDF of it if it meets the terms and the engine is where it was composed.
    ///
    /// What is only composed goes to [`typeset`](Self::typeset) next, with the pictures that it shows.
    fn carry_out(&self, order: &Order, terms: &Terms) -> Result<Carried, Uncomposed>;

    /// Makes the PDF of one document.
    ///
    /// Any number of threads may call it. It returns within the time limit of the engine, whatever
    /// the document does, and one that fails does not touch the others.
    fn typeset(&self, source: &TypstSource, options: &PdfOptions) -> Result<Pdf, Failure>;
}

/// What all documents of a run share.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The layouts by virtual path (`/layout/base.typ`).
    pub layouts: BTreeMap<String, Vec<u8>>,
    /// The only fonts there are.
    pub fonts: Vec<Font>,
    /// The families that layouts set texts in, the best first; the layouts' own choice if there are none.
    pub families: Vec<String>,
}

/// A font file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Font {
    /// The file name.
    pub name: String,
    /// Where it is; nothing for a built-in one.
    pub path: Option<PathBuf>,
    /// What is in it: one font, or a collection.
    pub data: Cow<'static, [u8]>,
}

/// How a PDF is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfOptions {
    /// The standards it must conform to, as Typst names them (`a-2a`, `ua-1`).
    pub standards: Vec<String>,
}

impl Default for PdfOptions {
    /// Returns the options for documents that are kept for ever and read by everyone.
    fn default() -> Self {
        Self { standards: vec!["a-2a".to_owned(), "ua-1".to_owned()] }
    }
}

/// What a text must be to be typeset where it was composed; one that shows pictures never is, as they are not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// How its PDF is written.
    pub pdf: PdfOptions,
    /// Whether it must be without blanks.
    pub refuse_blanks: bool,
    /// Whether somebody wants to see it first.
    pub is_shown: bool,
}

/// How far a document has come.
#[derive(Debug)]
pub enum Carried {
    /// It is composed.
    Composed(Composed),
    /// It was composed and then given to Typst.
    Typeset {
        /// What came of it.
        result: Result<Pdf, Failure>,
        /// What is missing in it.
        blanks: Vec<String>,
        /// Its text, if anything is said about that.
        main: String,
        /// How long it waited until others were done.
        waited: Duration,
        /// When it was composed.
        composed: Instant,
    },
}

/// How this program is started as a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments: what makes it call `worker::serve`.
    pub arguments: Vec<OsString>,
}

impl Assets {
    /// Returns what layouts find in `sys.inputs`.
    pub fn inputs(&self) -> BTreeMap<String, String> {
        let fonts = (!self.families.is_empty()).then(|| ("fonts".to_owned(), self.families.join(",")));
        fonts.into_iter().collect()
    }

    /// Returns a hash of everything in it, for the fingerprints of documents.
    pub fn digest(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let mut field = |bytes: &[u8]| {
            // Lengths first, so that no two different lists run together into the same bytes.
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for (path, text) in &self.layouts {
            field(path.as_bytes());
            field(text);
        }
        field(b"fonts");
        for font in &self.fonts {
            field(font.name.as_bytes());
            field(&font.data);
        }
        for family in &self.families {
            field(family.as_bytes());
        }
        hasher.finalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_crates() {
        let manifest = include_str!("../../Cargo.toml");
        let line = manifest.lines().find(|line| line.starts_with("typst = ")).unwrap();
        assert!(line.contains(&format!("\"={TYPST_VERSION}\"")), "{line}");
    }

    #[test]
    fn the_digest_knows_where_one_field_ends() {
        let assets = |path: &str, text: &str| Assets {
            layouts: BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())]),
            ..Assets::default()
        };
        assert_ne!(assets("/a", "bc").digest(), assets("/ab", "c").digest());
    }
}
