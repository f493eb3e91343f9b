//! The speed of the engine itself: Typst in a loop over texts that are ready, and nothing else.
//!
//! `typst_loop processes|threads JOBS SOURCES OUTPUT` compiles `SOURCES/BATCH/ID/main.typ`, as `vinhdanh build --keep-sources`
//! leaves them, to `OUTPUT/ID.pdf`: the same layouts, font, settings of the PDF, and so the same bytes. It checks nothing,
//! hashes nothing, and neither waits for the disk nor writes through temporary files.

#![expect(
    clippy::disallowed_methods,
    reason = "it is held against what this crate adds, such as its ways of reading and writing"
)]

use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde::de::value::Error as ValueError;
use typst::comemo;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue as _};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use vinhdanh::pipeline::Fonts;

/// That of the program, so that the two differ in nothing but what the program adds.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failed = Box<dyn Error + Send + Sync>;

/// After how many letters Typst's memory of results is cleared, and how many clearings a result survives without being used.
const CLEARED_EVERY: usize = 4;
const KEPT: usize = 2;

fn main() -> Result<(), Failed> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [mode, jobs, sources, output] = &arguments[..] else {
        return Err("usage: typst_loop processes|threads JOBS SOURCES OUTPUT".into());
    };
    let jobs: usize = jobs.to_str().and_then(|jobs| jobs.parse().ok()).ok_or("JOBS is a number")?;
    let output = Path::new(output);
    fs::create_dir_all(output)?;
    match mode.to_str() {
        Some("processes") => share_among_processes(jobs, sources, output),
        Some("threads") => share_among_threads(jobs, &letters(sources)?, output),
        // One process of several: every so-manyth letter from the given one on.
        Some(first) => {
            let mine = letters(sources)?.into_iter().skip(first.parse()?).step_by(jobs);
            share_among_threads(1, &mine.collect::<Vec<_>>(), output)
        }
        None => Err("the mode is `processes` or `threads`".into()),
    }
}

/// Returns the folders of the letters, which are in that of their batch.
fn letters(sources: &OsStr) -> Result<Vec<PathBuf>, Failed> {
    let mut letters = Vec::new();
    for batch in fs::read_dir(sources)? {
        for letter in fs::read_dir(batch?.path())? {
            letters.push(letter?.path());
        }
    }
    letters.sort();
    Ok(letters)
}

fn share_among_processes(jobs: usize, sources: &OsStr, output: &Path) -> Result<(), Failed> {
    let start = |first: usize| {
        let mut process = Command::new(std::env::current_exe()?);
        process.args([first.to_string(), jobs.to_string()]).arg(sources).arg(output);
        // As many threads as processes would only stand in each other's way.
        process.env("RAYON_NUM_THREADS", "1").spawn()
    };
    let processes = (0..jobs).map(start).collect::<Result<Vec<_>, _>>()?;
    for mut process in processes {
        if !process.wait()?.success() {
            return Err("a process failed".into());
        }
    }
    Ok(())
}

fn share_among_threads(jobs: usize, letters: &[PathBuf], output: &Path) -> Result<(), Failed> {
    let shared = Shared::new()?;
    let next = AtomicUsize::new(0);
    let work = || -> Result<(), Failed> {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(letter) = letters.get(at) else { break };
            shared.compile(letter, output)?;
            if at.is_multiple_of(CLEARED_EVERY) {
                comemo::evict(KEPT);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let thread = || thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, work);
        let threads = (0..jobs).map(|_| thread()).collect::<Result<Vec<_>, _>>()?;
        for thread in threads {
            thread.join().map_err(|_| "a thread panicked")??;
        }
        Ok(())
    })
}

/// What all letters share.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    layouts: Vec<Source>,
    main: FileId,
    options: PdfOptions,
}

impl Shared {
    fn new() -> Result<Self, Failed> {
        let found = Fonts::built_in();
        let inputs = Dict::from_iter([("fonts".into(), found.families().join(",").into_value())]);
        let data = found.files.into_iter().map(|font| Bytes::new(font.data.into_owned()));
        let fonts: Vec<Font> = data.flat_map(Font::iter).collect();
        let mut layouts = Vec::new();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/typst"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            layouts.push(Source::new(file_id(&format!("/layout/{name}"))?, fs::read_to_string(&path)?));
        }
        let standard = |name: &str| PdfStandard::deserialize(name.into_deserializer());
        let standards = ["a-2a", "ua-1"].map(standard).into_iter().collect::<Result<Vec<_>, ValueError>>()?;
        let standards = PdfStandards::new(&standards).map_err(|error| error.message().to_string())?;
        let timestamp = Datetime::from_ymd_hms(1970, 1, 1, 0, 0, 0).map(Timestamp::new_utc);
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            layouts,
            main: file_id("main.typ")?,
            options: PdfOptions { timestamp, standards, ..PdfOptions::default() },
        })
    }

    fn compile(&self, letter: &Path, output: &Path) -> Result<(), Failed> {
        let main = Source::new(self.main, fs::read_to_string(letter.join("main.typ"))?);
        let world = Letter { shared: self, folder: letter, main };
        let failed = |errors: &[typst::diag::SourceDiagnostic]| -> Failed {
            let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            format!("{}: {}", letter.display(), messages.join("; ")).into()
        };
        let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| failed(&errors))?;
        let pdf = typst_pdf::pdf(&document, &self.options).map_err(|errors| failed(&errors))?;
        let name = letter.file_name().unwrap_or_default();
        fs::write(output.join(name).with_added_extension("pdf"), pdf)?;
        Ok(())
    }
}

fn file_id(path: &str) -> Result<FileId, Failed> {
    let path = VirtualPath::new(path).map_err(|_| "a path leads out of the project")?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One letter and what all share.
struct Letter<'a> {
    shared: &'a Shared,
    folder: &'a Path,
    main: Source,
}

impl World for Letter<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.shared.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = std::iter::once(&self.main).chain(&self.shared.layouts).find(|source| source.id() == id);
        found.cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = self.folder.join(id.vpath().get_without_slash());
        fs::read(&path).map(Bytes::new).map_err(|error| FileError::from_io(error, &path))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
