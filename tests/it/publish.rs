//! The output folder after builds that went well, went wrong, or were killed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use vinhdanh::publish::{
    Artifact, Error, Manifest, Obstacle, ObstacleKind, Published, Publisher, Summary, Target, Unplanned,
    Warning, digest,
};

use crate::child;

/// An output folder, and the builds that are done into it.
struct Output {
    folder: TempDir,
}

impl Output {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "a test makes what the program would not")]
        fs::write(path, text).unwrap();
    }

    #[expect(clippy::disallowed_methods, reason = "a test looks at what is really there")]
    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn open(&self) -> Publisher {
        Publisher::open(self.folder.path()).unwrap()
    }

    /// Builds the documents that are not current, as the program does.
    #[track_caller]
    fn build(&self, documents: &[Document]) -> (usize, Summary) {
        let ids: Vec<&str> = documents.iter().map(|document| document.id).collect();
        self.build_only(documents, &ids)
    }

    #[track_caller]
    fn build_only(&self, documents: &[Document], selected: &[&str]) -> (usize, Summary) {
        self.try_build(documents, selected).unwrap()
    }

    fn try_build(&self, documents: &[Document], selected: &[&str]) -> Result<(usize, Summary), Error> {
        let publisher = Publisher::open(self.folder.path())?;
        let targets: Vec<Target> = documents.iter().map(Document::target).collect();
        let is_wanted =
            |target: &&Target| selected.contains(&target.id.as_str()) && !publisher.is_current(target);
        let make: BTreeSet<String> =
            targets.iter().filter(is_wanted).map(|target| target.id.clone()).collect();
        let publication = publisher.begin(&targets, &make)?;
        for document in documents.iter().filter(|document| make.contains(document.id)) {
            if let Some(text) = document.text {
                publication.put(artifact(document.id, text))?;
            }
        }
        Ok((make.len(), publication.finish(Unplanned::Removed)?))
    }

    /// Returns all files but those that only the publisher needs.
    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        list(self.folder.path(), "", &mut files);
        files.sort();
        files
    }

    fn manifest(&self) -> Manifest {
        Manifest::parse(self.read("manifest.json").as_bytes()).unwrap()
    }
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            if name != ".vinhdanh" {
                list(&entry.path(), &format!("{name}/"), files);
            }
        } else {
            files.push(name);
        }
    }
}

/// A document whose content is its fingerprint; without content, it fails.
struct Document {
    id: &'static str,
    path: &'static str,
    text: Option<&'static str>,
}

impl Document {
    fn target(&self) -> Target {
        target(self.id, self.path, self.text.unwrap_or("failing"))
    }
}

fn document(id: &'static str, path: &'static str, text: &'static str) -> Document {
    Document { id, path, text: Some(text) }
}

fn failing(id: &'static str, path: &'static str) -> Document {
    Document { id, path, text: None }
}

fn target(id: &str, path: &str, fingerprint: &str) -> Target {
    Target {
        id: id.to_owned(),
        path: path.to_owned(),
        template: "report.md".to_owned(),
        sources: vec!["data/a.yaml".to_owned()],
        fingerprint: fingerprint.to_owned(),
    }
}

fn artifact(id: &str, text: &str) -> Artifact {
    Artifact {
        id: id.to_owned(),
        bytes: text.as_bytes().to_vec(),
        pages: 1,
        engine: "typst 0.15.1".to_owned(),
        fingerprint: None,
    }
}

fn obstructed(result: Result<(usize, Summary), Error>) -> Vec<(String, ObstacleKind)> {
    let Err(Error::Obstructed(obstacles)) = result else { panic!("{result:?}") };
    obstacles.into_iter().map(|Obstacle { path, kind }| (path, kind)).collect()
}

#[test]
fn a_build_leaves_its_files_and_a_manifest_that_says_what_they_are() {
    let output = Output::new();
    output.build(&[document("b", "u/b.pdf", "B"), document("a", "a.pdf", "A")]);
    assert_eq!(output.files(), ["a.pdf", "manifest.json", "u/b.pdf"]);
    let expected = r#"{
  "format": 2,
  "tool": "vinhdanh [VERSION]",
  "documents": [
    {
      "id": "a",
      "template": "report.md",
      "path": "a.pdf",
      "digest": "[A]",
      "fingerprint": "A",
      "pages": 1,
      "sources": [
        "data/a.yaml"
      ],
      "engine": "typst 0.15.1"
    },
    {
      "id": "b",
      "template": "report.md",
      "path": "u/b.pdf",
      "digest": "[B]",
      "fingerprint": "B",
      "pages": 1,
      "sources": [
        "data/a.yaml"
      ],
      "engine": "typst 0.15.1"
    }
  ]
}
"#;
    let expected = expected.replace("[A]", &digest(b"A")).replace("[B]", &digest(b"B"));
    let expected = expected.replace("[VERSION]", env!("CARGO_PKG_VERSION"));
    assert_eq!(output.read("manifest.json"), expected);
}

#[test]
fn a_second_build_makes_and_writes_nothing() {
    let output = Output::new();
    let documents = [document("a", "a.pdf", "A"), document("b", "b.pdf", "B")];
    output.build(&documents);
    let time = |path| fs::metadata(output.path(path)).unwrap().modified().unwrap();
    let before = (time("manifest.json"), time("a.pdf"), output.read("manifest.json"));
    assert_eq!(output.build(&documents), (0, Summary::default()));
    assert_eq!((time("manifest.json"), time("a.pdf"), output.read("manifest.json")), before);
}

#[test]
fn a_document_is_made_again_when_its_input_place_or_file_changed() {
    let output = Output::new();
    let documents =
        || vec![document("a", "a.pdf", "A"), document("b", "b.pdf", "B"), document("c", "c.pdf", "C")];
    output.build(&documents());
    output.write("b.pdf", "changed by hand");
    fs::remove_file(output.path("c.pdf")).unwrap();
    let mut changed = documents();
    changed[0].text = Some("A2");
    assert_eq!(output.build(&changed).0, 3);
    assert_eq!((output.read("a.pdf"), output.read("b.pdf")), ("A2".to_owned(), "B".to_owned()));
    changed[0].path = "new/a.pdf";
    let removed = vec!["a.pdf".to_owned()];
    assert_eq!(output.build(&changed), (1, Summary { removed, ..Summary::default() }));
    assert_eq!(output.files(), ["b.pdf", "c.pdf", "manifest.json", "new/a.pdf"]);
}

#[test]
fn a_data_file_that_has_another_name_is_noted_though_nothing_is_made() {
    let output = Output::new();
    output.build(&[document("a", "a.pdf", "A")]);
    let target = Target { sources: vec!["data/b.yaml".to_owned()], ..target("a", "a.pdf", "A") };
    let targets = [target];
    let publication = output.open().begin(&targets, &BTreeSet::new()).unwrap();
    assert_eq!(publication.finish(Unplanned::Removed).unwrap(), Summary::default());
    assert_eq!(output.manifest().documents[0].sources, ["data/b.yaml"]);
}

#[test]
fn what_is_no_longer_planned_goes_and_what_is_not_ours_stays() {
    let output = Output::new();
    output.build(&[document("a", "u/a.pdf", "A"), document("b", "b.pdf", "B")]);
    output.write("u/notes.txt", "mine");
    output.write("b.txt", "mine too");
    let (_, summary) = output.build(&[document("b", "b.pdf", "B")]);
    assert_eq!(summary.removed, ["u/a.pdf"]);
    assert_eq!(output.files(), ["b.pdf", "b.txt", "manifest.json", "u/notes.txt"]);
    output.build(&[]);
    assert_eq!(output.files(), ["b.txt", "manifest.json", "u/notes.txt"]);
}

#[test]
fn a_file_that_was_changed_by_hand_is_not_removed() {
    let output = Output::new();
    output.build(&[document("a", "a.pdf", "A")]);
    output.write("a.pdf", "signed");
    let (_, summary) = output.build(&[]);
    assert_eq!(summary.warnings, [Warning::ChangedByHand("a.pdf".to_owned())]);
    assert_eq!(output.read("a.pdf"), "signed");
    assert_eq!(output.manifest().documents, []);
}

#[test]
fn a_document_that_fails_keeps_its_old_file() {
    let output = Output::new();
    output.build(&[document("a", "a.pdf", "A"), document("b", "b.pdf", "B")]);
    let before = output.read("manifest.json");
    let (made, summary) = output.build(&[failing("a", "a.pdf"), document("b", "b.pdf", "B")]);
    assert_eq!((made, summary), (1, Summary::default()));
    assert_eq!(output.read("a.pdf"), "A");
    assert_eq!(output.read("manifest.json"), before);
}

#[test]
fn a_selection_leaves_all_others_as_they_are() {
    let output = Output::new();
    output.build(&[document("a", "a.pdf", "A"), document("b", "b.pdf", "B")]);
    let changed = [document("a", "a.pdf", "A2"), document("b", "x/b.pdf", "B2")];
    assert_eq!(output.build_only(&changed, &["a"]), (1, Summary::default()));
    assert_eq!(output.files(), ["a.pdf", "b.pdf", "manifest.json"]);
    assert_eq!((output.read("a.pdf"), output.read("b.pdf")), ("A2".to_owned(), "B".to_owned()));
    let fingerprints: Vec<String> =
        output.manifest().documents.into_iter().map(|entry| entry.fingerprint).collect();
    assert_eq!(fingerprints, ["A2", "B"]);
}

#[test]
fn documents_may_exchange_their_places_but_only_together() {
    let output = Output::new();
    output.build(&[document("a", "one.pdf", "A"), document("b", "two.pdf", "B")]);
    let exchanged = [document("a", "two.pdf", "A"), document("b", "one.pdf", "B")];
    let held = ("two.pdf".to_owned(), ObstacleKind::Held("b".to_owned()));
    assert_eq!(obstructed(output.try_build(&exchanged, &["a"])), [held]);
    assert_eq!(output.build(&exchanged), (2, Summary::default()));
    assert_eq!((output.read("one.pdf"), output.read("two.pdf")), ("B".to_owned(), "A".to_owned()));
    assert_eq!(output.build(&exchanged).0, 0);
}

#[test]
fn a_file_gives_way_to_a_folder_if_it_is_ours() {
    let output = Output::new();
    output.build(&[document("a", "u", "A")]);
    output.write("v", "mine");
    output.build(&[document("a", "u/a.pdf", "A")]);
    assert_eq!(output.files(), ["manifest.json", "u/a.pdf", "v"]);
    let result = output.try_build(&[document("b", "v/b.pdf", "B")], &["b"]);
    assert_eq!(obstructed(result), [("v".to_owned(), ObstacleKind::Foreign)]);
}

#[test]
fn a_file_of_someone_else_is_not_overwritten() {
    let output = Output::new();
    output.write("a.pdf", "mine");
    let documents = [document("a", "a.pdf", "A")];
    let foreign = ("a.pdf".to_owned(), ObstacleKind::Foreign);
    assert_eq!(obstructed(output.try_build(&documents, &["a"])), [foreign]);
    assert_eq!(output.read("a.pdf"), "mine");
    // Nor does the failed build make it look like ours.
    assert!(output.try_build(&documents, &["a"]).is_err());
    output.write("a.pdf", "A");
    assert_eq!(output.build(&documents), (1, Summary::default()));
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let (output, elsewhere) = (Output::new(), tempfile::tempdir().unwrap());
    output.build(&[document("a", "u/a.pdf", "A")]);
    fs::rename(output.path("u"), elsewhere.path().join("u")).unwrap();
    symlink(elsewhere.path().join("u"), output.path("u")).unwrap();
    symlink(elsewhere.path().join("target"), output.path("b.pdf")).unwrap();
    let documents = [document("a", "u/a.pdf", "A2"), document("b", "b.pdf", "B")];
    let link = |path: &str| (path.to_owned(), ObstacleKind::Link);
    assert_eq!(obstructed(output.try_build(&documents, &["a", "b"])), [link("b.pdf"), link("u")]);
    let (_, summary) = output.build(&[]);
    let (path, reason) = ("u/a.pdf".to_owned(), "u is a link".to_owned());
    assert_eq!(summary.warnings, [Warning::NotRemoved { path, reason }]);
    let mut files = Vec::new();
    list(elsewhere.path(), "", &mut files);
    assert_eq!(files, ["u/a.pdf"]);
}

#[test]
fn a_damaged_manifest_is_made_good_from_its_copy() {
    let output = Output::new();
    let documents = [document("a", "a.pdf", "A")];
    output.build(&documents);
    let whole = output.read("manifest.json");
    output.write("manifest.json", &whole[..whole.len() / 2]);
    assert!(matches!(output.open().warnings(), [Warning::Restored(_)]));
    assert_eq!(output.build(&documents), (0, Summary::default()));
    assert_eq!(output.read("manifest.json"), whole);
}

#[test]
fn a_manifest_that_cannot_be_used_means_that_everything_is_made_again() {
    let output = Output::new();
    let newer = r#"{"format": 9, "documents": [{"path": "a.pdf"}, {"path": "old.pdf"}, {"path": "../x"}]}"#;
    for text in [newer, "nonsense"] {
        output.build(&[document("a", "a.pdf", "A"), document("old", "old.pdf", "O")]);
        output.write("manifest.json", text);
        output.write(".vinhdanh/manifest.json", if text == newer { "" } else { newer });
        assert!(matches!(output.open().warnings(), [Warning::Forgotten(_)]), "{text}");
        let (made, summary) = output.build(&[document("a", "a.pdf", "A2")]);
        assert_eq!((made, summary.removed.as_slice()), (1, ["old.pdf".to_owned()].as_slice()));
        assert_eq!(output.files(), ["a.pdf", "manifest.json"]);
    }
}

#[test]
fn without_a_manifest_our_files_are_still_ours() {
    let output = Output::new();
    output.build(&[document("a", "a.pdf", "A"), document("b", "b.pdf", "B")]);
    fs::remove_file(output.path("manifest.json")).unwrap();
    let (made, summary) = output.build(&[document("a", "a.pdf", "A2")]);
    assert_eq!((made, summary.removed.as_slice()), (1, ["b.pdf".to_owned()].as_slice()));
    assert_eq!(output.read("a.pdf"), "A2");
}

#[test]
fn two_builds_at_once_are_refused() {
    let output = Output::new();
    let first = output.open();
    let error = Publisher::open(output.folder.path()).unwrap_err();
    let expected = format!("another build is writing to {};", output.folder.path().display());
    assert!(error.to_string().starts_with(&expected), "{error}");
    drop(first);
    output.open();
}

#[test]
fn looking_changes_nothing() {
    let output = Output::new();
    let published = Published::read(&output.path("nowhere")).unwrap();
    assert!(!published.is_current(&target("a", "a.pdf", "A")));
    assert_eq!(output.files(), Vec::<String>::new());
    assert!(!output.path(".vinhdanh").exists());
}

#[test]
fn an_abandoned_build_is_taken_up_by_the_next() {
    let output = Output::new();
    output.build(&[document("a", "a.pdf", "A"), document("b", "b.pdf", "B")]);
    let targets = [target("a", "a.pdf", "A2"), target("b", "x/b.pdf", "B"), target("c", "c.pdf", "C")];
    let all = targets.iter().map(|target| target.id.clone()).collect();
    let publication = output.open().begin(&targets, &all).unwrap();
    publication.put(artifact("a", "A2")).unwrap();
    publication.put(artifact("b", "B")).unwrap();
    drop(publication);
    assert_eq!(output.manifest().pending, ["a.pdf", "c.pdf", "x/b.pdf"]);
    let documents = [document("a", "a.pdf", "A2"), document("b", "x/b.pdf", "B"), failing("c", "c.pdf")];
    let (made, summary) = output.build(&documents);
    assert_eq!((made, summary.removed.as_slice()), (3, ["b.pdf".to_owned()].as_slice()));
    assert_eq!(output.files(), ["a.pdf", "manifest.json", "x/b.pdf"]);
    assert_eq!(output.manifest().pending, Vec::<String>::new());
}

/// How many documents the builds that are killed have.
const MANY: usize = 300;

/// The builds of the test below, one after the other until it is killed: each changes every
/// document, moves some, drops some.
#[test]
#[ignore = "it is the child of another test, and never ends"]
fn child_that_builds_until_it_is_killed() {
    let Some(folder) = child::argument() else { return };
    for round in 0.. {
        build_many(Path::new(&folder), round);
    }
}

fn build_many(folder: &Path, round: usize) -> Vec<Target> {
    let planned = (0..MANY).filter(|number| !(number + round).is_multiple_of(7));
    let targets: Vec<Target> = planned
        .map(|number| {
            let folder = if (number + round).is_multiple_of(5) { "moved" } else { "letters" };
            target(&format!("{number:04}"), &format!("{folder}/{number:04}.pdf"), &round.to_string())
        })
        .collect();
    let make = targets.iter().map(|target| target.id.clone()).collect();
    let publication = Publisher::open(folder).unwrap().begin(&targets, &make).unwrap();
    std::thread::scope(|scope| {
        for half in targets.chunks(targets.len().div_ceil(2)) {
            let publication = &publication;
            scope.spawn(move || {
                for target in half {
                    publication.put(artifact(&target.id, &content(target))).unwrap();
                }
            });
        }
    });
    publication.finish(Unplanned::Removed).unwrap();
    targets
}

/// Returns a content that is long enough to be torn, and shows where it is.
fn content(target: &Target) -> String {
    let line = format!("{} {}\n", target.id, target.fingerprint);
    format!("{}end", line.repeat(3000))
}

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_all_of_them_listed() {
    let output = Output::new();
    output.write("letters/notes.txt", "mine");
    let mut has_begun = false;
    for round in 0_u64..24 {
        let path = output.folder.path().to_str().unwrap();
        let mut command = child::command("publish::child_that_builds_until_it_is_killed", path);
        let mut build = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The builds take some tens of milliseconds, so the kills fall on every part of one.
        std::thread::sleep(Duration::from_millis(20 + round * 37 % 250));
        build.kill().unwrap();
        build.wait().unwrap();

        let manifest = if output.path("manifest.json").exists() {
            output.manifest()
        } else {
            assert!(!has_begun, "the manifest vanished");
            continue;
        };
        has_begun = true;
        for entry in manifest.documents.iter().filter(|entry| !manifest.pending.contains(&entry.path)) {
            assert_eq!(digest(output.read(&entry.path).as_bytes()), entry.digest, "{}", entry.path);
        }
        let entries = manifest.documents.iter().map(|entry| &entry.path);
        let listed: BTreeSet<&String> = entries.chain(&manifest.pending).collect();
        let is_foreign = |file: &&String| ["manifest.json", "letters/notes.txt"].contains(&file.as_str());
        for file in output.files().iter().filter(|file| !is_foreign(file)) {
            assert!(listed.contains(file), "{file} is not listed");
            let text = output.read(file);
            assert!(text.ends_with("end") && text.lines().count() == 3001, "{file} is torn");
        }
    }

    assert!(has_begun, "no build came so far");
    let targets = build_many(output.folder.path(), 1000);
    let mut expected: Vec<String> = targets.iter().map(|target| target.path.clone()).collect();
    expected.extend(["manifest.json".to_owned(), "letters/notes.txt".to_owned()]);
    expected.sort();
    assert_eq!(output.files(), expected);
    assert_eq!(output.manifest().pending, Vec::<String>::new());
    let published = Published::read(output.folder.path()).unwrap();
    assert!(targets.iter().all(|target| published.is_current(target)));
    assert_eq!(fs::read_dir(output.path(".vinhdanh/staging")).unwrap().count(), 0);
}
