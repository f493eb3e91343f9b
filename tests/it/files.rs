//! Mistakes that no data file can hold: in names, in encodings, in folders.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use vinhdanh::check::Strictness;
use vinhdanh::source::SourceMap;

use crate::lab::{Found, examine, examine_folder};

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    File::create(folder.join(name)).unwrap().write_all(bytes).unwrap();
}

/// Returns severity, code, headline and path of what was found.
fn told(found: &Found) -> Vec<(&'static str, &'static str, &str, Option<&str>)> {
    let all = found.diagnostics.iter();
    all.map(|one| (one.severity.as_str(), one.code.as_str(), one.headline.as_str(), one.path.as_deref()))
        .collect()
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_the_first_byte_that_does_not_fit() {
    let found = examine(b"units:\n  - id: vp\n    name: V\xe3n ph\xdfng\n", Strictness::Draft);
    let headline = "`data/case.yaml` is not UTF-8 text: byte 30 does not fit";
    assert_eq!(told(&found), [("error", "not-utf8", headline, Some("data/case.yaml"))]);
    assert!(!found.passed);
}

#[test]
fn links_are_not_reported_while_a_file_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.yaml", b"units: \xff");
    put(folder.path(), "b.yaml", "units:\n  - {id: vp, name: Văn phòng, parent: bo}\n".as_bytes());
    let found = examine_folder(folder.path(), Strictness::Draft);
    assert_eq!(told(&found).iter().map(|told| told.1).collect::<Vec<_>>(), ["not-utf8"]);
}

#[test]
fn files_that_look_like_data_but_are_not_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.YAML", "b.yaml.bak", ".c.yaml", "notes.txt", "picture.png"] {
        put(folder.path(), name, b"");
    }
    let found = examine_folder(folder.path(), Strictness::Draft);
    assert_eq!(
        told(&found),
        [
            (
                "warning",
                "odd-file-name",
                "`data/.c.yaml` is not read: its name begins with a dot",
                Some("data/.c.yaml")
            ),
            (
                "warning",
                "odd-file-name",
                "`data/a.YAML` is not read: its ending is not in small letters",
                Some("data/a.YAML")
            ),
            (
                "warning",
                "odd-file-name",
                "`data/b.yaml.bak` is not read: its name goes on after `.yaml`",
                Some("data/b.yaml.bak")
            ),
        ]
    );
    assert!(found.passed);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let found = examine_folder(&folder.path().join("nowhere"), Strictness::Draft);
    let codes: Vec<_> = told(&found).iter().map(|told| (told.0, told.1, told.3)).collect();
    assert_eq!(codes, [("error", "unreadable-file", Some("data"))]);
    assert!(!found.passed);
}

#[cfg(unix)]
#[test]
fn a_link_back_into_its_own_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    let found = examine_folder(folder.path(), Strictness::Draft);
    let headline = "`data/again` can't be read: the link leads back into its own folder";
    assert_eq!(told(&found), [("error", "unreadable-file", headline, Some("data/again"))]);
}

#[test]
fn files_in_folders_are_read_in_the_order_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("b")).unwrap();
    put(&folder.path().join("b"), "one.yaml", "units:\n  - {id: vp, name: Văn phòng}\n".as_bytes());
    put(folder.path(), "a.yml", "units:\n  - {id: vp, name: Vụ}\n".as_bytes());
    let found = examine_folder(folder.path(), Strictness::Draft);
    let name = |sources: &SourceMap| {
        sources.file(found.diagnostics[0].primary.as_ref().unwrap().span.file).name().to_owned()
    };
    assert_eq!(told(&found), [("error", "duplicate-id", "the id `vp` is used twice", None)]);
    assert_eq!(name(&found.sources), "data/b/one.yaml");
}
