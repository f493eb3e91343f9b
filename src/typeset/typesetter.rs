//! Typst inside this program: a world of given files, with no way out of it.
//!
//! One document at a time; to be run in a worker process, because nothing here can stop a document
//! that runs away.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde::de::value::Error as ValueError;
use typst::diag::{FileError, FileResult, PackageError, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue as _};
use typst::syntax::{DiagSpan, FileId, Lines, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfStandard, PdfStandards, Timestamp};

use super::worker::Files;
use super::{MAIN, Pdf, PdfOptions, Place, Problem, TraceStep};

/// After how many documents Typst's memory of results is cleared, which takes as long for one as for four.
const CLEARED_EVERY: usize = 4;

/// How many clearings a result survives without being used.
///
/// What the layouts give is used by every document and stays; what only one document gives goes.
const KEPT_CLEARINGS: usize = 2;

/// What all documents share: the library, the fonts, the layouts.
pub(super) struct Typesetter {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    layouts: HashMap<FileId, File>,
    /// How many documents were made.
    documents: AtomicUsize,
}

/// A file, and what it says if it is Typst text.
struct File {
    bytes: Bytes,
    source: OnceLock<FileResult<Source>>,
}

impl File {
    fn new(bytes: Vec<u8>) -> Self {
        Self { bytes: Bytes::new(bytes), source: OnceLock::new() }
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let parse = || Ok(Source::new(id, self.bytes.as_str()?.to_owned()));
        self.source.get_or_init(parse).clone()
    }
}

impl Typesetter {
    /// Loads the fonts and layouts, once for all documents; `inputs` is what layouts find in `sys.inputs`.
    pub(super) fn new(
        layouts: Files,
        fonts: Vec<Vec<u8>>,
        inputs: BTreeMap<String, String>,
    ) -> Result<Self, Vec<Problem>> {
        let fonts: Vec<Font> = fonts.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        let inputs: Dict =
            inputs.into_iter().map(|(name, value)| (name.into(), value.into_value())).collect();
        let mut book = FontBook::new();
        for font in &fonts {
            book.push(font.info().clone());
        }
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(book),
            fonts,
            layouts: by_id(layouts)?,
            documents: AtomicUsize::new(0),
        })
    }

    /// Makes the PDF of one document, of which [`MAIN`] is the text.
    pub(super) fn typeset(&self, files: Files, options: &PdfOptions) -> Result<Pdf, Vec<Problem>> {
        let files = by_id(files)?;
        let main = file_id(MAIN)?;
        let options = pdf_options(options)?;
        let world = DocumentWorld { shared: self, main, files };
        let result = world.typeset(&options);
        // Also after a failure, or a run of failures would fill the memory.
        if self.documents.fetch_add(1, Ordering::Relaxed) % CLEARED_EVERY == CLEARED_EVERY - 1 {
            typst::comemo::evict(KEPT_CLEARINGS);
        }
        result
    }
}

fn by_id(files: Files) -> Result<HashMap<FileId, File>, Vec<Problem>> {
    files.into_iter().map(|(path, bytes)| Ok((file_id(&path)?, File::new(bytes)))).collect()
}

fn file_id(path: &str) -> Result<FileId, Vec<Problem>> {
    let path = VirtualPath::new(path)
        .map_err(|_| vec![Problem::plain(format!("the file `{path}` lies outside of the document"))])?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn pdf_options(options: &PdfOptions) -> Result<typst_pdf::PdfOptions, Vec<Problem>> {
    let standards = options.standards.iter().map(|name| {
        PdfStandard::deserialize(name.as_str().into_deserializer())
            .map_err(|_: ValueError| vec![Problem::plain(format!("there is no PDF standard `{name}`"))])
    });
    let standards = standards.collect::<Result<Vec<_>, _>>()?;
    let standards = PdfStandards::new(&standards).map_err(|error| {
        let mut problem = Problem::plain(error.message().as_str());
        problem.hints = error.hints().iter().map(ToString::to_string).collect();
        vec![problem]
    })?;
    // What `--creation-timestamp 0` means; all else is as the program leaves it.
    let timestamp = Datetime::from_ymd_hms(1970, 1, 1, 0, 0, 0).map(Timestamp::new_utc);
    Ok(typst_pdf::PdfOptions { timestamp, standards, ..typst_pdf::PdfOptions::default() })
}

/// The world of one document.
struct DocumentWorld<'a> {
    shared: &'a Typesetter,
    main: FileId,
    files: HashMap<FileId, File>,
}

impl DocumentWorld<'_> {
    fn typeset(&self, options: &typst_pdf::PdfOptions) -> Result<Pdf, Vec<Problem>> {
        let Warned { output, warnings } = typst::compile::<PagedDocument>(self);
        let problems = |list: &[SourceDiagnostic]| list.iter().map(|one| self.problem(one)).collect();
        let document = output.map_err(|errors| -> Vec<Problem> { problems(&errors) })?;
        let bytes =
            typst_pdf::pdf(&document, options).map_err(|errors| -> Vec<Problem> { problems(&errors) })?;
        Ok(Pdf { bytes, pages: document.pages().len(), warnings: problems(&warnings), memory: None })
    }

    fn lookup(&self, id: FileId) -> FileResult<&File> {
        if let VirtualRoot::Package(package) = id.root() {
            return Err(FileError::Package(PackageError::NotFound(package.clone())));
        }
        let file = self.files.get(&id).or_else(|| self.shared.layouts.get(&id));
        file.ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn problem(&self, diagnostic: &SourceDiagnostic) -> Problem {
        // Hints with a place come first, as the program prints them.
        let (general, placed): (Vec<_>, Vec<_>) =
            diagnostic.hints.iter().partition(|hint| hint.span.is_detached());
        Problem {
            message: diagnostic.message.to_string(),
            hints: placed.into_iter().chain(general).map(|hint| hint.v.to_string()).collect(),
            place: self.place(diagnostic.span),
            trace: diagnostic
                .trace
                .iter()
                .filter_map(|point| {
                    let place = self.place(point.span.into())?;
                    Some(TraceStep { message: point.v.to_string(), place })
                })
                .collect(),
        }
    }

    fn place(&self, span: DiagSpan) -> Option<Place> {
        let id = span.id()?;
        let start = self.range(span)?.start;
        let (line, column) = self.lines(id)?.byte_to_line_column(start)?;
        let file = id.vpath().get_without_slash().to_owned();
        Some(Place { file, line: line + 1, column: column + 1 })
    }

    fn lines(&self, id: FileId) -> Option<Lines<String>> {
        let file = self.lookup(id).ok()?;
        match file.source.get() {
            Some(Ok(source)) => Some(source.lines().clone()),
            _ => file.bytes.lines().ok(),
        }
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.lookup(id)?.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Ok(self.lookup(id)?.bytes.clone())
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    /// Returns nothing: the same input must give the same bytes tomorrow.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typeset(files: &[(&str, &str)], options: &PdfOptions) -> Result<Pdf, Vec<Problem>> {
        let fonts = super::super::fonts::builtin();
        let layouts = vec![("/layout/base.typ".to_owned(), b"#let twice(x) = x + x".to_vec())];
        let fonts = fonts.into_iter().map(|font| font.data.into_owned()).collect();
        let typesetter = Typesetter::new(layouts, fonts, BTreeMap::new());
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        typesetter?.typeset(files.collect(), options)
    }

    fn no_standards() -> PdfOptions {
        PdfOptions { standards: Vec::new() }
    }

    #[test]
    fn a_document_sees_its_files_and_the_layouts() {
        let main = "#import \"/layout/base.typ\": twice\n#twice[#json(\"frame.json\").title]";
        let pdf = typeset(&[(MAIN, main), ("frame.json", "{\"title\": \"x\"}")], &no_standards());
        let pdf = pdf.unwrap();
        assert_eq!(pdf.pages, 1);
        assert!(pdf.bytes.starts_with(b"%PDF-"));
    }

    #[test]
    fn there_is_no_clock_no_system_and_no_network() {
        for (main, message) in [
            ("#datetime.today()", "unable to get the current date"),
            ("#read(\"/etc/passwd\")", "file not found (searched at etc/passwd)"),
            ("#import \"@preview/cetz:0.3.0\": *", "package not found (searched for @preview/cetz:0.3.0)"),
        ] {
            let problems = typeset(&[(MAIN, main)], &no_standards()).unwrap_err();
            assert_eq!(problems[0].message, message);
        }
    }

    #[test]
    fn a_standard_that_typst_does_not_know_is_named() {
        let options = PdfOptions { standards: vec!["a-9z".to_owned()] };
        let problems = typeset(&[(MAIN, "")], &options).unwrap_err();
        assert_eq!(problems[0].message, "there is no PDF standard `a-9z`");
    }
}
