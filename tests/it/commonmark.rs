//! All 652 examples of the `CommonMark` specification, from Markdown through Typst to words.
//!
//! Each example that is not refused on purpose must compile with the real Typst, and the words that
//! Typst then prints (in its HTML export, so no tree of ours) must be those of pulldown-cmark's own HTML.
#![expect(clippy::disallowed_methods, reason = "tests read files of their own")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Parser, html};
use vinhdanh::document::{Document, Frame, OPTIONS};

use crate::html_words::words;
use crate::typst_project::{TypstProject, skip};

/// The refused examples: number and reasons.
const REFUSED: &str = include_str!("../commonmark/refused.txt");

#[test]
fn the_refused_examples_are_those_listed() {
    let Some(examples) = examples() else { return };
    let refused = examples.iter().filter_map(|(number, markdown)| {
        let reasons: Vec<String> = convert(markdown).err()?.into_iter().collect();
        Some(format!("{number} {}", reasons.join("; ")))
    });
    let refused: BTreeSet<String> = refused.collect();
    let listed = REFUSED.lines().filter(|line| !line.starts_with('#'));
    let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
    let (unlisted, outdated) = (&refused - &listed, &listed - &refused);
    assert_eq!((unlisted, outdated), (BTreeSet::new(), BTreeSet::new()));
}

#[test]
fn all_other_examples_compile_and_keep_their_words() {
    let Some(examples) = examples() else { return };
    let documents: BTreeMap<usize, Document> =
        examples.iter().filter_map(|(&number, markdown)| Some((number, convert(markdown).ok()?))).collect();
    let project = TypstProject::new(&documents);
    if !project.compiles() {
        return;
    }
    let printed = project.html().unwrap();
    assert!(printed.keys().eq(documents.keys()));

    let differing = printed.iter().filter_map(|(number, printed)| {
        let markdown = &examples[number];
        let (expected, found) = (words(&own_html(markdown)), words(printed));
        (expected != found).then(|| format!("{number} {markdown:?}: {expected:?}, not {found:?}"))
    });
    assert_eq!(differing.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn plain_text_has_the_words_of_the_html() {
    let Some(examples) = examples() else { return };
    for (number, markdown) in &examples {
        let Ok(document) = convert(markdown) else { continue };
        let text = document.plain_text();
        let found: Vec<&str> = text.split_ascii_whitespace().collect();
        assert_eq!(found.join(" "), words(&own_html(markdown)), "example {number}");
    }
}

/// Converts an example; if it is refused, says why.
fn convert(markdown: &str) -> Result<Document, BTreeSet<String>> {
    Document::parse(Frame::new("plain"), markdown)
        .map_err(|problems| problems.into_iter().map(|problem| problem.message).collect())
}

fn own_html(markdown: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, OPTIONS));
    out
}

/// Returns the Markdown of the examples by number; `None` if the specification is not there.
fn examples() -> Option<BTreeMap<usize, String>> {
    let fetched =
        Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("commonmark-spec").join("spec-0.31.2.txt");
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
