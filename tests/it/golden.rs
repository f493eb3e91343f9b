//! Documents as text: each file of `tests/golden/markdown` and the Typst that comes of it.
#![expect(clippy::disallowed_methods, reason = "tests read files of their own")]

use std::fmt::Write;

use vinhdanh::document::{Document, Frame, Problem};
use vinhdanh::emit::typst::emit;

use crate::typst_project::TypstProject;

#[test]
fn markdown_becomes_typst() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden/markdown");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("../golden/markdown", "*.md", |path| {
            let text = std::fs::read_to_string(path).unwrap();
            let printed = match read(&text) {
                Ok(document) => print(&document),
                Err(problems) => problems.iter().map(print_problem).collect(),
            };
            insta::assert_snapshot!(printed);
        });
    });
}

#[test]
fn what_is_printed_compiles() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/markdown");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let documents = paths
        .filter(|path| path.extension() == Some("md".as_ref()))
        .filter_map(|path| read(&std::fs::read_to_string(path).unwrap()).ok());
    compile(documents);
}

#[test]
fn the_deepest_nesting_that_is_read_compiles() {
    let documents = ["> ", "1. ", "+ > "].map(|opening| {
        let deeper = (1..100).map(|levels| read(&format!("{}a", opening.repeat(levels))));
        deeper.map_while(Result::ok).last().unwrap()
    });
    compile(documents);
}

fn compile(documents: impl IntoIterator<Item = Document>) {
    let plain = documents.into_iter().map(|mut document| {
        document.frame = Frame::new("plain");
        document
    });
    let _tried = TypstProject::new(&(1..).zip(plain).collect()).compiles();
}

/// Reads a file: Markdown, before it a frame if the file has front matter.
fn read(text: &str) -> Result<Document, Vec<Problem>> {
    let front_matter = text.strip_prefix("---\n").and_then(|text| text.split_once("---\n"));
    let (yaml, markdown) = front_matter.unwrap_or(("layout: state", text));
    let frame: Frame = serde_saphyr::from_str(yaml).unwrap();
    Document::parse(frame, markdown)
}

/// Prints the Typst, the frame if it says anything, and what else a document knows of itself.
fn print(document: &Document) -> String {
    let source = emit(document);
    let mut printed = source.main;
    if document.frame.title.is_some() {
        let frame = String::from_utf8_lossy(&source.files["frame.json"]);
        write!(printed, "\n// frame.json\n{frame}\n").unwrap();
    }
    for (name, bytes) in source.files.iter().filter(|(name, _)| name.starts_with("chart-")) {
        write!(printed, "\n// {name}\n{}", String::from_utf8_lossy(bytes)).unwrap();
    }
    for blank in document.blanks() {
        writeln!(printed, "// blank: {blank}").unwrap();
    }
    for image in document.images() {
        writeln!(printed, "// image: {image}").unwrap();
    }
    printed
}

fn print_problem(problem: &Problem) -> String {
    let help = problem.help.iter().map(|help| format!("  help: {help}\n"));
    format!("{}: {}\n{}", problem.line, problem.message, help.collect::<String>())
}
