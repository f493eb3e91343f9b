//! Which paths a document may have in the output folder.
//!
//! Everything is refused that one of the usual systems could not hold or would hold in another
//! place: output made on Linux is unpacked on Windows, and what are two files here may be one
//! there.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

/// The most bytes that a file name has on the usual file systems.
const LONGEST_NAME: usize = 255;

/// A path that a document can't have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the output path `{path}` of `{id}` {fault}")]
pub struct PathProblem {
    /// The document.
    pub id: String,
    /// The path, relative to the output folder.
    pub path: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing.
    #[error("is empty")]
    Empty,
    /// It begins at the root of the file system.
    #[error("is not relative to the output folder")]
    Absolute,
    /// It has `..`, `.` or nothing between two slashes.
    #[error("has the part `{0}`, which is no name")]
    NoName(String),
    /// A character that a file name can't have everywhere.
    #[error("has the character {0:?}, which Windows does not allow in a name")]
    Character(char),
    /// A name that means a device to Windows.
    #[error("has the name `{0}`, which is a device to Windows")]
    Device(String),
    /// Windows would drop the dot or the space.
    #[error("has the name `{0}`, which ends in a dot or a space")]
    Ending(String),
    /// A name that is too long.
    #[error("has a name of {0} bytes; {LONGEST_NAME} is the most that file systems hold")]
    TooLong(usize),
    /// The name of the file has nothing before its ending.
    #[error("has no name before `.pdf`")]
    OnlyEnding,
    /// A path that the program uses itself.
    #[error("is one that vinhdanh needs for itself")]
    Reserved,
    /// Two documents have one path, or would on a system that does not tell capitals from small
    /// letters.
    #[error("is also that of `{other}` (`{other_path}`)")]
    Collision {
        /// The other document.
        other: String,
        /// Its path.
        other_path: String,
    },
    /// One path would be a file and a folder.
    #[error("needs a folder where `{other}` is a file (`{other_path}`)")]
    FileInTheWay {
        /// The other document.
        other: String,
        /// Its path.
        other_path: String,
    },
}

impl Fault {
    /// Returns the id of the other document, if it takes two for the fault.
    pub fn other(&self) -> Option<&str> {
        match self {
            Self::Collision { other, .. } | Self::FileInTheWay { other, .. } => Some(other),
            Self::Empty
            | Self::Absolute
            | Self::NoName(_)
            | Self::Character(_)
            | Self::Device(_)
            | Self::Ending(_)
            | Self::TooLong(_)
            | Self::OnlyEnding
            | Self::Reserved => None,
        }
    }
}

/// Returns what is wrong with the paths of documents, at most one problem a document.
///
/// For before anything is rendered: two documents with one path would otherwise silently be one.
pub fn check<'a>(documents: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<PathProblem> {
    let mut problems = Vec::new();
    let mut taken: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    let problem =
        |id: &str, path: &str, fault| PathProblem { id: id.to_owned(), path: path.to_owned(), fault };
    for (id, path) in documents {
        if let Some(fault) = fault(path) {
            problems.push(problem(id, path, fault));
        } else if let Some((other, other_path)) = taken.get(&key(path)) {
            let (other, other_path) = ((*other).to_owned(), (*other_path).to_owned());
            problems.push(problem(id, path, Fault::Collision { other, other_path }));
        } else {
            taken.insert(key(path), (id, path));
        }
    }
    for (key, (id, path)) in &taken {
        let mut folders = key.match_indices('/').map(|(at, _)| &key[..at]);
        if let Some((other, other_path)) = folders.find_map(|folder| taken.get(folder)) {
            let (other, other_path) = ((*other).to_owned(), (*other_path).to_owned());
            problems.push(problem(id, path, Fault::FileInTheWay { other, other_path }));
        }
    }
    problems
}

/// Returns what is wrong with a path by itself.
pub(super) fn fault(path: &str) -> Option<Fault> {
    if path.is_empty() {
        return Some(Fault::Empty);
    }
    let has_drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with(['/', '\\']) || has_drive {
        return Some(Fault::Absolute);
    }
    let key = key(path);
    let first = key.split('/').next().unwrap_or_default();
    if first == super::MANIFEST || first == super::PRIVATE {
        return Some(Fault::Reserved);
    }
    let is_only_ending = path.rsplit('/').next() == Some(".pdf");
    path.split('/').find_map(name_fault).or(is_only_ending.then_some(Fault::OnlyEnding))
}

fn name_fault(name: &str) -> Option<Fault> {
    if matches!(name, "" | "." | "..") {
        return Some(Fault::NoName(name.to_owned()));
    }
    let forbidden = |letter: &char| letter.is_control() || "<>:\"|?*\\".contains(*letter);
    if let Some(letter) = name.chars().find(forbidden) {
        return Some(Fault::Character(letter));
    }
    if name.ends_with(['.', ' ']) {
        return Some(Fault::Ending(name.to_owned()));
    }
    if is_device(name) {
        return Some(Fault::Device(name.to_owned()));
    }
    (name.len() > LONGEST_NAME).then_some(Fault::TooLong(name.len()))
}

/// Answers whether Windows takes a name for a device, which it does whatever follows a dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |prefix| {
        let number = stem.strip_prefix(prefix).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}

/// Returns what two paths have in common that some system takes for one.
///
/// Letters are brought to upper case and back, one by one: that also makes one of `ß` and `ss`, and
/// of the two small sigmas, as caseless comparison demands.
pub(super) fn key(path: &str) -> String {
    let upper = path.nfd().flat_map(char::to_uppercase);
    upper.flat_map(char::to_lowercase).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_paths_are_fine() {
        let paths = ["a.pdf", "cuc-hcqt2/bao-cao.pdf", "thư khen/Nguyễn Văn A.pdf", "a/b/c/.x", "con-so.pdf"];
        assert_eq!(check(paths.map(|path| (path, path))), []);
    }

    #[test]
    fn each_fault_is_named() {
        for (path, fault) in [
            ("", Fault::Empty),
            ("/etc/passwd", Fault::Absolute),
            ("\\\\server\\x", Fault::Absolute),
            ("C:x.pdf", Fault::Absolute),
            ("../x.pdf", Fault::NoName("..".to_owned())),
            ("a/../../x.pdf", Fault::NoName("..".to_owned())),
            ("a/./x.pdf", Fault::NoName(".".to_owned())),
            ("a//x.pdf", Fault::NoName(String::new())),
            ("a/", Fault::NoName(String::new())),
            ("a\\..\\x.pdf", Fault::Character('\\')),
            ("a?.pdf", Fault::Character('?')),
            ("x.pdf:stream", Fault::Character(':')),
            ("a\n.pdf", Fault::Character('\n')),
            ("a\u{85}.pdf", Fault::Character('\u{85}')),
            ("nul", Fault::Device("nul".to_owned())),
            ("a/Con.tar.gz", Fault::Device("Con.tar.gz".to_owned())),
            ("lpt1 .pdf", Fault::Device("lpt1 .pdf".to_owned())),
            ("com².pdf", Fault::Device("com².pdf".to_owned())),
            ("a./x.pdf", Fault::Ending("a.".to_owned())),
            ("x.pdf ", Fault::Ending("x.pdf ".to_owned())),
            ("Manifest.JSON", Fault::Reserved),
            (".vinhdanh/lock", Fault::Reserved),
        ] {
            let problem = PathProblem { id: "x".to_owned(), path: path.to_owned(), fault };
            assert_eq!(check([("x", path)]), [problem]);
        }
        let long = "ộ".repeat(86);
        assert_eq!(fault(&long), Some(Fault::TooLong(258)));
        assert_eq!(fault(&long[3..]), None);
    }

    #[test]
    fn paths_collide_where_some_system_would_make_one_of_them() {
        for (path, other) in [
            ("a/x.pdf", "a/x.pdf"),
            ("a/X.pdf", "A/x.pdf"),
            ("Thư.pdf", "Thu\u{31b}.pdf"),
            ("THƯỢNG.pdf", "thu\u{31b}o\u{31b}\u{323}ng.pdf"),
            ("STRASSE", "straße"),
            ("ΣΑΣ", "σας"),
        ] {
            let collision = Fault::Collision { other: "two".to_owned(), other_path: other.to_owned() };
            let problems = check([("two", other), ("one", path)]);
            let faults: Vec<_> = problems.into_iter().map(|problem| problem.fault).collect();
            assert_eq!(faults, [collision], "{path} {other}");
        }
    }

    #[test]
    fn a_path_is_not_file_and_folder() {
        let problems = check([("one", "a/b/c.pdf"), ("two", "A")]);
        let expected = "the output path `a/b/c.pdf` of `one` needs a folder where `two` is a file (`A`)";
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].to_string(), expected);
    }
}
