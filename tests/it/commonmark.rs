//! All 652 examples of the CommonMark specification, from Markdown through Typst to words.
//!
//! Each example that is not refused on purpose must compile with the real Typst, and the words that
//! Typst then prints (in its HTML export, so no tree of ours) must be those of pulldown-cmark's own HTML.
#![expect(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Parser, html};
use tempfile::TempDir;
use vinhdanh::document::{Document, Frame, OPTIONS};
use vinhdanh::emit::typst::emit;

use crate::html_words::words;

/// The refused examples: number and reasons.
const REFUSED: &str = include_str!("../commonmark/refused.txt");

#[test]
fn the_refused_examples_are_those_listed() {
    let Some(examples) = examples() else { return };
    let mut refused = String::new();
    for (number, markdown) in &examples {
        if let Err(reasons) = convert(markdown) {
            let reasons: Vec<String> = reasons.into_iter().collect();
            writeln!(refused, "{number} {}", reasons.join("; ")).unwrap();
        }
    }
    let listed = REFUSED.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(refused, listed.flat_map(|line| [line, "\n"]).collect::<String>());
}

#[test]
fn all_other_examples_compile_and_keep_their_words() {
    let Some(examples) = examples() else { return };
    let documents: BTreeMap<usize, Document> = examples
        .iter()
        .filter_map(|(&number, markdown)| Some((number, convert(markdown).ok()?)))
        .collect();
    let project = project(&documents);
    let Some(printed) = typst(project.path(), "html") else { return };
    typst(project.path(), "pdf");

    let mut differences = String::new();
    for (number, printed) in sections(&printed) {
        let markdown = &examples[&number];
        let (expected, found) = (words(&own_html(markdown)), words(printed));
        if expected != found {
            let difference = format!("{number} {markdown:?}\n  {expected:?}\n  {found:?}\n");
            differences.push_str(&difference);
        }
    }
    assert_eq!(differences, "");
}

/// Converts an example; if it is refused, says why.
fn convert(markdown: &str) -> Result<Document, BTreeSet<String>> {
    let frame = Frame { layout: "plain".to_owned(), ..Frame::default() };
    Document::parse(frame, markdown)
        .map_err(|problems| problems.into_iter().map(|problem| problem.message).collect())
}

fn own_html(markdown: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, OPTIONS));
    out
}

/// Returns the Markdown of the examples by number; `None` if the specification is not there.
fn examples() -> Option<BTreeMap<usize, String>> {
    let fetched = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .with_file_name("commonmark-spec")
        .join("spec-0.31.2.txt");
    let path = std::env::var_os("VINHDANH_COMMONMARK").map_or(fetched, PathBuf::from);
    let Ok(specification) = std::fs::read_to_string(&path) else {
        skip("the CommonMark specification is not there: run tests/commonmark/fetch.sh");
        return None;
    };
    let opening = format!("{} example", "`".repeat(32));
    let mut lines = specification.lines();
    let mut examples = BTreeMap::new();
    while lines.any(|line| line == opening) {
        let markdown = lines.by_ref().take_while(|line| *line != ".");
        let markdown: String = markdown.flat_map(|line| [line, "\n"]).collect();
        examples.insert(examples.len() + 1, markdown.replace('→', "\t"));
    }
    assert_eq!(examples.len(), 652);
    Some(examples)
}

/// Writes all documents and a `main.typ` that holds each in a section of its own.
fn project(documents: &BTreeMap<usize, Document>) -> TempDir {
    let project = TempDir::new().unwrap();
    let write = |path: &str, content: &[u8]| {
        let path = project.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write("layout/base.typ", include_bytes!("../commonmark/base.typ"));
    write("layout/plain.typ", include_bytes!("../commonmark/plain.typ"));
    let mut main = "#import \"/layout/plain.typ\": section\n".to_owned();
    for (number, document) in documents {
        let source = emit(document);
        write(&format!("{number}/main.typ"), source.main.as_bytes());
        for (name, content) in &source.files {
            write(&format!("{number}/{name}"), content);
        }
        for image in document.images() {
            write(&format!("project/{image}"), b"");
        }
        writeln!(main, "#section({number}, include \"/{number}/main.typ\")").unwrap();
    }
    write("main.typ", main.as_bytes());
    project
}

/// Compiles the project; `None` if there is no Typst.
fn typst(project: &Path, format: &str) -> Option<String> {
    let program = std::env::var_os("VINHDANH_TYPST").unwrap_or_else(|| "typst".into());
    let output = project.join(format!("out.{format}"));
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/fonts");
    let run = Command::new(program)
        .args(["compile", "--features", "html", "--format", format, "--font-path", fonts])
        .args(["--ignore-system-fonts", "--ignore-embedded-fonts", "--diagnostic-format", "short"])
        .arg(project.join("main.typ"))
        .arg(&output)
        .output();
    let Ok(run) = run else {
        skip("Typst is not there: put `typst` on the PATH or name it in VINHDANH_TYPST");
        return None;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8_lossy(&std::fs::read(&output).unwrap()).into_owned())
}

/// Returns the HTML of each section by number.
fn sections(html: &str) -> BTreeMap<usize, &str> {
    html.split("<section data-number=\"")
        .skip(1)
        .map(|section| {
            let (number, rest) = section.split_once("\">").unwrap();
            (number.parse().unwrap(), rest.rsplit_once("</section>").unwrap().0)
        })
        .collect()
}

/// Passes a test over where its tool is missing; in CI that is a failure.
#[expect(clippy::print_stderr, reason = "whoever runs the tests must see what was not tested")]
fn skip(reason: &str) {
    assert!(std::env::var_os("CI").is_none(), "{reason}");
    eprintln!("skipped: {reason}");
}
