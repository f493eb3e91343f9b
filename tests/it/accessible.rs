//! Every document of the sample and the examples is kept for ever (PDF/A-2a) and can be read aloud (PDF/UA-1).
//!
//! Typst refuses to write a file that breaks what it can check of both. This reads what is in the files: what they say
//! of themselves, and the tree of headings, tables and pictures. `.ci/run` asks independent checkers as well.

use std::path::Path;

use lopdf::{Dictionary, Document, Object};
use snapbox::str;

use crate::examples::{buildable, sample, unbuilt_sample};
use crate::project::Project;

/// An element of the tree that programs read aloud from: what it is, how deep it lies, and whether it has an
/// alternative text.
struct Element {
    role: String,
    depth: usize,
    has_alternative: bool,
}

fn elements(document: &Document) -> Vec<Element> {
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let mut elements = Vec::new();
    gather(document, root, 0, &mut elements);
    elements
}

fn gather(document: &Document, object: &Object, depth: usize, elements: &mut Vec<Element>) {
    let (_, object) = document.dereference(object).unwrap();
    if let Ok(list) = object.as_array() {
        return list.iter().for_each(|kid| gather(document, kid, depth, elements));
    }
    let Ok(element) = object.as_dict() else { return };
    if let Ok(role) = element.get(b"S").and_then(Object::as_name) {
        let role = String::from_utf8_lossy(role).into_owned();
        let has_alternative = element.has(b"Alt") || element.has(b"ActualText");
        elements.push(Element { role, depth, has_alternative });
    }
    if let Ok(kids) = element.get(b"K") {
        gather(document, kids, depth + 1, elements);
    }
}

/// Returns what a document lacks.
fn lacks(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let mut lacks = said_of_itself(&document);
    let elements = elements(&document);
    let headings =
        elements.iter().filter_map(|element| element.role.strip_prefix('H')?.parse::<usize>().ok());
    let mut before = 0;
    for level in headings {
        if level > before + 1 {
            lacks.push(format!("a heading of level {}", before + 1));
        }
        before = level;
    }
    for (index, table) in elements.iter().enumerate().filter(|(_, element)| element.role == "Table") {
        let inside = elements[index + 1..].iter().take_while(|element| element.depth > table.depth);
        if !inside.into_iter().any(|element| element.role == "TH") {
            lacks.push("a table head".to_owned());
        }
    }
    let pictures = elements.iter().filter(|element| element.role == "Figure" || element.role == "Formula");
    lacks.extend(
        pictures.filter(|element| !element.has_alternative).map(|_| "an alternative text".to_owned()),
    );
    lacks
}

fn said_of_itself(document: &Document) -> Vec<String> {
    let catalog = document.catalog().unwrap();
    let in_catalog = |key: &[u8], entry: &[u8]| {
        let (_, inner) = document.dereference(catalog.get(key).ok()?).ok()?;
        inner.as_dict().ok()?.get(entry).ok()?.as_bool().ok()
    };
    let metadata = metadata(document, catalog);
    let says = |what: &str| metadata.contains(what);
    let checks = [
        ("the language", catalog.get(b"Lang").and_then(Object::as_str).is_ok_and(|lang| lang == b"vi")),
        ("the mark of a tagged file", in_catalog(b"MarkInfo", b"Marked") == Some(true)),
        ("the wish to show its title", in_catalog(b"ViewerPreferences", b"DisplayDocTitle") == Some(true)),
        ("PDF/A-2a", says("<pdfaid:part>2<") && says("<pdfaid:conformance>A<")),
        ("PDF/UA-1", says("<pdfuaid:part>1<")),
        ("a title", says("<dc:title>")),
        ("an author", says("<dc:creator>")),
        ("a colour profile", catalog.has(b"OutputIntents")),
    ];
    checks.into_iter().filter(|(_, is_there)| !is_there).map(|(what, _)| what.to_owned()).collect()
}

fn metadata(document: &Document, catalog: &Dictionary) -> String {
    let (_, stream) = document.dereference(catalog.get(b"Metadata").unwrap()).unwrap();
    String::from_utf8(stream.as_stream().unwrap().get_plain_content().unwrap()).unwrap()
}

#[track_caller]
fn assert_all_lack_nothing(project: &Project) {
    let documents = project.manifest().documents;
    // A register is no PDF.
    let is_pdf = |path: &str| Path::new(path).extension().is_some_and(|ending| ending == "pdf");
    let lacking = documents.iter().filter(|entry| is_pdf(&entry.path)).flat_map(|entry| {
        let lacks = lacks(&project.read(&format!("output/{}", entry.path)));
        lacks.into_iter().map(|what| format!("{} lacks {what}", entry.id))
    });
    assert_eq!(lacking.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_document_of_the_sample_is_archival_and_accessible() {
    assert_all_lack_nothing(sample());
}

#[test]
fn every_document_of_the_examples_is_archival_and_accessible() {
    for folder in buildable() {
        let project = Project::copy_of(&folder);
        project.run(&["build"]).done();
        assert_all_lack_nothing(&project);
    }
}

#[test]
fn a_document_that_meets_no_standard_is_seen_to_lack_it() {
    let project = unbuilt_sample();
    project.edit("vinhdanh.yaml", "vinhdanh: 1\n", "vinhdanh: 1\npdf: {standards: [\"1.7\"]}\n");
    project.run(&["build", "--only", "vu-qhqt-report"]).done();
    let entry = project.manifest().documents.remove(0);
    let lacks = lacks(&project.read(&format!("output/{}", entry.path)));
    assert_eq!(lacks, ["the wish to show its title", "PDF/A-2a", "PDF/UA-1", "a colour profile"]);
}

#[test]
fn a_standard_that_does_not_exist_is_a_finding_before_anything_is_made() {
    let project = Project::new()
        .with("data/units.yaml", "units: []\n")
        .with("vinhdanh.yaml", "vinhdanh: 1\npdf:\n  standards: [a-2a, ua1]\n");
    project.run(&["build"]).shows(str![[r#"
exit 1
--- stderr
error[unknown-word]: `ua1` is not a PDF standard
 --> vinhdanh.yaml:3:21
  |
3 |   standards: [a-2a, ua1]
  |                     ^^^
  |
  = help: did you mean `ua-1`?

1 error; nothing was published

"#]]);
}

#[test]
fn standards_that_exclude_each_other_are_a_finding_before_anything_is_made() {
    let project = Project::new()
        .with("data/units.yaml", "units: []\n")
        .with("vinhdanh.yaml", "vinhdanh: 1\npdf:\n  standards: [a-2a, a-3b]\n");
    project.run(&["build"]).shows(str![[r#"
exit 1
--- stderr
error[conflicting-keys]: a file meets one PDF/A, not `a-2a` and `a-3b`
 --> vinhdanh.yaml:3:21
  |
3 |   standards: [a-2a, a-3b]
  |               ----  ^^^^ the second one
  |               |
  |               the first one
  |
  = help: keep one of them

1 error; nothing was published

"#]]);
}

#[test]
fn standards_of_different_versions_of_pdf_exclude_each_other() {
    let cases = [
        ("a-4, ua-1", Some("conflicting-keys")),
        ("\"1.4\", ua-1", Some("conflicting-keys")),
        ("a-1a, ua-1", Some("conflicting-keys")),
        ("\"2.0\", a-2a", Some("conflicting-keys")),
        ("ua-1, ua-1", Some("listed-twice")),
        ("\"1.7\", a-3a, ua-1", None),
        ("\"1.4\", a-2b", None),
        ("\"2.0\", a-4", None),
    ];
    for (standards, code) in cases {
        let settings = format!("vinhdanh: 1\npdf:\n  standards: [{standards}]\n");
        let project = Project::new().with("data/units.yaml", "units: []\n").with("vinhdanh.yaml", settings);
        let run = project.run(&["check"]);
        let found: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("error[")).collect();
        match code {
            Some(code) => assert!(found.len() == 1 && found[0].contains(code), "{standards}: {found:?}"),
            None => assert!(found.is_empty(), "{standards}: {found:?}"),
        }
    }
}
