//! Which module may know which: the table of the crate documentation, held to the code.

use std::fs;

use crate::project::repository;

/// The modules; each imports only those above it.
const MODULES: [&str; 21] = [
    "fs",
    "source",
    "diagnostic",
    "vi",
    "yaml",
    "measure",
    "model",
    "load",
    "law",
    "figures",
    "check",
    "document",
    "chart",
    "emit",
    "templates",
    "plan",
    "compose",
    "typeset",
    "publish",
    "pipeline",
    "cli",
];

#[test]
fn the_table_is_that_of_the_crate_documentation() {
    let text = source("lib.rs");
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | [`"));
    let documented: Vec<&str> = rows.map(|row| row.split_once('`').unwrap().0).collect();
    assert_eq!(documented, MODULES);
}

#[test]
fn the_crate_has_the_modules_of_the_table() {
    let text = source("lib.rs");
    let declared = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut expected = MODULES;
    expected.sort_unstable();
    assert_eq!(declared.collect::<Vec<_>>(), expected);
}

#[test]
fn each_file_imports_only_modules_above_its_own() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if !["lib.rs", "main.rs"].contains(&path.as_str()) {
            faults.extend(wrong_imports(&path, &text));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// The test itself: it is seen to fail on each kind of wrong import.
#[test]
fn each_kind_of_wrong_import_is_found() {
    let above = "fs.rs:1: `fs` imports `yaml`, which does not stand above it";
    let hidden = |path: &str| format!("{path}:1: an import of the whole crate hides what is imported");
    for (path, line, expected) in [
        ("fs.rs", "use crate::yaml::Node;", above.to_owned()),
        ("fs.rs", "let x = crate :: yaml::parse();", above.to_owned()),
        ("fs.rs", "use crate::{yaml, vi};", hidden("fs.rs")),
        ("fs.rs", "use crate::*;", hidden("fs.rs")),
        ("fs.rs", "use super::yaml;", hidden("fs.rs")),
        ("yaml/mod.rs", "use super::cli;", hidden("yaml/mod.rs")),
        ("yaml/tree.rs", "use super::super::cli;", hidden("yaml/tree.rs")),
        (
            "yaml/tree.rs",
            "use crate::nonsense::X;",
            "yaml/tree.rs:1: `nonsense` is not in the table".to_owned(),
        ),
    ] {
        assert_eq!(wrong_imports(path, line), [expected], "{line}");
    }
    for (path, line) in [
        ("yaml/tree.rs", "use crate::source::Span; // not crate::cli"),
        ("yaml/tree.rs", "use super::decode; use crate::yaml::Node;"),
        ("yaml/mod.rs", "mod tests {\n    use super::*;"),
        ("yaml/a/b.rs", "use super::super::tree;"),
        ("cli/mod.rs", "pub(super) fn x() -> $crate::pipeline::X"),
    ] {
        assert_eq!(wrong_imports(path, line), Vec::<String>::new(), "{line}");
    }
}

/// Returns what is wrong with the imports of a file.
fn wrong_imports(path: &str, text: &str) -> Vec<String> {
    let module = path.split(['/', '.']).next().unwrap_or_default();
    let rank = |name: &str| MODULES.iter().position(|module| *module == name);
    let mut inner = 0;
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default().replace(' ', "");
        // Modules within a file are those of its tests, and last.
        inner = inner.max(usize::from(code.starts_with("mod") && code.ends_with('{')));
        let mut fault = |what: String| faults.push(format!("{path}:{}: {what}", number + 1));
        if reaches_root(&code, depth(path) + inner) {
            fault("an import of the whole crate hides what is imported".to_owned());
        }
        for used in code.split("crate::").skip(1) {
            let name: String = used.chars().take_while(|&c| c == '_' || c.is_ascii_alphanumeric()).collect();
            match rank(&name) {
                _ if name.is_empty() => {
                    fault("an import of the whole crate hides what is imported".to_owned());
                }
                _ if name == module => {}
                None => fault(format!("`{name}` is not in the table")),
                Some(found) if Some(found) < rank(module) => {}
                Some(_) => fault(format!("`{module}` imports `{name}`, which does not stand above it")),
            }
        }
    }
    faults
}

/// Returns how many times `super` leads from a file to the root of the crate.
fn depth(path: &str) -> usize {
    path.trim_end_matches("/mod.rs").split('/').count()
}

fn reaches_root(code: &str, depth: usize) -> bool {
    code.contains(&"super::".repeat(depth))
}

fn source(path: &str) -> String {
    let (_, text) = sources().into_iter().find(|(name, _)| name == path).unwrap();
    text
}

/// Returns all files of the program, by their path below `src`.
#[expect(clippy::disallowed_methods, reason = "the program is read as text")]
fn sources() -> Vec<(String, String)> {
    let folder = repository().join("src");
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    let name =
        |path: &std::path::Path| path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
    files.map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).unwrap())).collect()
}
