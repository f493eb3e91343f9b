//! The page that shows every letter.

use std::path::Path;

use anyhow::{Context as _, bail};

use crate::cli::counted;
use crate::fs;
use crate::pipeline::Fonts;
use crate::typeset::{self, Engine, PdfOptions};

use super::{Finding, State};

/// How a PDF file begins.
const BEGINNING: &[u8] = b"%PDF-";

/// Writes the page; fails where it may not or can't be written.
pub(super) fn write(path: &Path, engine: &dyn Engine, fonts: &Fonts) -> anyhow::Result<Finding> {
    allow(path)?;
    let options = PdfOptions { standards: Vec::new() };
    match engine.typeset(&typeset::fonts::test_page(), &options) {
        Ok(pdf) => {
            fs::write(path, &pdf.bytes)?;
            let text = format!("{} in {}, {}", fonts.family, path.display(), counted(pdf.pages, "page"));
            Ok(Finding::new("test page", State::Good, text))
        }
        Err(failure) => {
            let problems: Vec<&str> =
                failure.problems.iter().map(|problem| problem.message.as_str()).collect();
            let text = format!("could not be laid out: {}", problems.join("; "));
            Ok(Finding::new("test page", State::Bad, text))
        }
    }
}

/// Refuses a path at which a test page would stand in for something else.
fn allow(path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
        bail!("the test page is a PDF file, and `{shown}` does not end in `.pdf`");
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("the test page can't be written to `{shown}`: there is no folder `{}`", folder.display());
    }
    if path.is_dir() {
        bail!("the test page can't be written to `{shown}`: that is a folder");
    }
    let existing = fs::read_if_present(path).with_context(|| format!("failed to look at `{shown}`"))?;
    if existing.is_some_and(|bytes| !bytes.starts_with(BEGINNING)) {
        bail!("the test page is not written to `{shown}`: a file that is no PDF is there");
    }
    Ok(())
}
