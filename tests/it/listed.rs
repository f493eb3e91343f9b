//! Lists that are written by hand, held to the folders that they list.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::project::repository;

#[test]
fn every_file_of_tests_is_a_module_and_the_modules_are_sorted() {
    let main = text("tests/it/main.rs");
    let modules = main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let files = names("tests/it").into_iter().filter_map(|file| Some(file.strip_suffix(".rs")?.to_owned()));
    let expected: Vec<String> = files.filter(|file| file != "main").collect();
    assert_eq!(modules.collect::<Vec<_>>(), expected);
}

#[test]
fn every_built_in_template_and_layout_is_inside_the_program() {
    let folder = |path: &str, ending: &str| {
        names(path)
            .into_iter()
            .filter(|file| file.ends_with(ending))
            .map(|file| format!("{path}/{file}"))
            .collect()
    };
    let templates: Vec<String> = folder("templates", ".md");
    let layouts: Vec<String> = folder("templates/typst", ".typ");
    let on_disk: BTreeSet<String> = templates.into_iter().chain(layouts).collect();
    let sources: String =
        names("src/templates").iter().map(|file| text(format!("src/templates/{file}"))).collect();
    let included = sources.split("include_str!(\"../../").skip(1);
    let included: BTreeSet<String> =
        included.map(|path| path.split_once('"').unwrap().0.to_owned()).collect();
    assert_eq!(included, on_disk);
}

#[test]
fn every_catalogue_is_inside_the_program() {
    let on_disk: BTreeSet<String> = names("data/law").into_iter().collect();
    let built_in = vinhdanh::law::BUILT_IN.iter().map(|(name, _)| name.trim_start_matches("law/").to_owned());
    assert_eq!(built_in.collect::<BTreeSet<_>>(), on_disk);
}

/// Returns the names of the files in a folder of the repository, sorted.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(repository().join(folder)).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
    let mut names: Vec<String> = files.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[expect(clippy::disallowed_methods, reason = "the program and its tests are read as text")]
fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(repository().join(path)).unwrap()
}
