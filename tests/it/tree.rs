//! The tree of a YAML text is the same as another reader's, and no text makes loading or checking panic.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value as Json;
use vinhdanh::check::Strictness;
use vinhdanh::fs;
use vinhdanh::source::SourceMap;
use vinhdanh::yaml::{Limits, Node, Value, parse};

use crate::lab::examine;

/// Returns the YAML files below a folder of the repository.
fn yaml_files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let paths = entries.map(walkdir::DirEntry::into_path);
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")).collect()
}

/// Answers whether the tree says the same as what was read by another reader, which guesses types.
fn same(node: &Node, other: &Json) -> bool {
    match (&node.value, other) {
        (Value::Map(entries), Json::Object(object)) => {
            entries.len() == object.len()
                && entries
                    .iter()
                    .all(|entry| object.get(&*entry.key).is_some_and(|other| same(&entry.node, other)))
        }
        (Value::List(items), Json::Array(array)) => {
            items.len() == array.len() && items.iter().zip(array).all(|(item, other)| same(item, other))
        }
        (Value::Scalar { .. }, Json::Null) => node.is_null(),
        (Value::Scalar { text, .. }, Json::String(other)) => **text == **other,
        (Value::Scalar { text, .. }, Json::Bool(other)) => text.parse() == Ok(*other),
        (Value::Scalar { text, .. }, Json::Number(other)) => {
            text.parse::<u64>().is_ok_and(|number| other.as_u64() == Some(number))
                || text.parse::<f64>().is_ok_and(|number| other.as_f64() == Some(number))
        }
        _ => false,
    }
}

#[test]
fn the_tree_of_the_sample_data_is_the_one_that_serde_saphyr_reads() {
    let files: Vec<PathBuf> = ["data", "examples"].into_iter().flat_map(yaml_files).collect();
    assert!(!files.is_empty());
    for path in files {
        let text = fs::read_text(&path).unwrap();
        let mut sources = SourceMap::default();
        let file = sources.add("data", text.clone());
        let mut diagnostics = Vec::new();
        let tree = parse(file, &text, Limits::default(), &mut diagnostics);
        assert_eq!(diagnostics, [], "{}", path.display());
        let other: Json = serde_saphyr::from_str(&text).unwrap();
        match tree {
            Some(tree) => assert!(same(&tree, &other), "{} is read in two ways", path.display()),
            None => assert_eq!(other, Json::Null, "{}", path.display()),
        }
    }
}

/// Returns the lines of the suite, which are full of mistakes.
fn lines() -> Vec<String> {
    let texts = yaml_files("tests/suite").into_iter().map(|path| fs::read_text(&path).unwrap());
    texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| !line.starts_with('#'))
        .collect()
}

/// Loads and checks; the result does not matter, as long as there is one and every place is in the text.
fn survives(bytes: &[u8]) {
    let found = examine(bytes, Strictness::Final);
    for diagnostic in &found.diagnostics {
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            assert!(
                found.sources.file(label.span.file).text().get(label.span.range()).is_some(),
                "{diagnostic:?}"
            );
        }
    }
}

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        survives(&bytes);
    }

    #[test]
    fn arbitrary_text_with_the_signs_of_yaml_never_panics(text in "[-:,\\[\\]{}#&*!|>'\"%@`?~ \n\tidunamehocợđ\u{306}0-9/.+–]{0,300}") {
        survives(text.as_bytes());
    }

    #[test]
    fn lines_of_many_mistakes_in_any_order_never_panic(picks in proptest::collection::vec(any::<prop::sample::Index>(), 0..40)) {
        let lines = lines();
        let text: Vec<&str> = picks.iter().map(|pick| lines[pick.index(lines.len())].as_str()).collect();
        survives(text.join("\n").as_bytes());
    }

    #[test]
    fn a_file_with_a_piece_cut_out_and_another_put_in_never_panics(
        cut in any::<prop::sample::Index>(), length in 0_usize..40, piece in "[-:,{}\\[\\]& \n\"a-z0-9ăđ\u{200b}]{0,8}",
    ) {
        let whole = lines().join("\n");
        let chars: Vec<char> = whole.chars().collect();
        let start = cut.index(chars.len());
        let window = chars[start..].iter().skip(length).take(800);
        let text: String = chars[start.saturating_sub(800)..start].iter().copied().chain(piece.chars()).chain(window.copied()).collect();
        survives(text.as_bytes());
    }
}
