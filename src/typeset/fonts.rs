//! Which fonts there are, what they can write, and which family the documents are set in.
//!
//! The rules ask for Times New Roman. Where it is not there, a family of the same widths takes its place, so that every
//! line still breaks where it should. Fonts of the system are used only by a project that asks for them: the same
//! document could otherwise look different on another machine.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use fontdb::{Database, FaceInfo, Source, Weight};

use super::Font;
use crate::emit::TypstSource;
use crate::fs;
use crate::measure;
pub use crate::measure::FAMILIES;
use crate::vi::LETTERS;

/// The faces that documents need.
const FACES: [Looks; 4] = [Looks::Regular, Looks::Bold, Looks::Italic, Looks::BoldItalic];

/// How a face looks, as far as documents tell faces apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Looks {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
}

impl fmt::Display for Looks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Regular => "regular",
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::BoldItalic => "bold italic",
        })
    }
}

/// A face of a font file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Its family, by its English name.
    pub family: String,
    /// How it looks.
    pub looks: Looks,
    /// The file; nothing for a built-in one.
    pub path: Option<PathBuf>,
    /// The Vietnamese letters that it lacks.
    pub missing: Vec<char>,
}

/// What can't be used although it is there, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// A family, or a file.
    pub what: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Returns the family inside the program.
pub fn builtin() -> Vec<Font> {
    let files = measure::FILES.into_iter();
    files.map(|(name, data)| Font { name: name.to_owned(), path: None, data: Cow::Borrowed(data) }).collect()
}

/// Reads the font files of a folder, not of those in it; says which can't be used, or that there are none.
pub fn in_folder(folder: &Path) -> Result<(Vec<Font>, Vec<Refused>), fs::Error> {
    let is_font = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ["ttf", "otf", "ttc", "otc"].contains(&ending.to_lowercase().as_str()) && path.is_file()
    };
    let inside = fs::list(folder)?;
    let files: Vec<Font> =
        inside.iter().filter(|path| is_font(path)).cloned().map(read).collect::<Result<_, _>>()?;
    let refused =
        |path: &Path, reason: &str| Refused { what: path.display().to_string(), reason: reason.to_owned() };
    if files.is_empty() {
        let reason = if inside.iter().any(|path| path.is_dir()) {
            "no font file (.ttf, .otf, .ttc, .otc) lies in it, and folders in it are not read"
        } else {
            "no font file (.ttf, .otf, .ttc, .otc) lies in it"
        };
        return Ok((files, vec![refused(folder, reason)]));
    }
    let (whole, broken): (Vec<Font>, Vec<Font>) =
        files.into_iter().partition(|file| !faces_of(file).is_empty());
    let broken = broken.iter().filter_map(|file| file.path.as_deref());
    let refused = broken.map(|path| refused(path, "it is no font, or not whole")).collect();
    Ok((whole, refused))
}

/// Reads the font files of the system that hold one of the [`FAMILIES`], but for the last, which is built in.
///
/// Which folders these are, the system says: the registry of fontconfig, or those that are usual elsewhere.
pub fn of_system() -> Result<Vec<Font>, fs::Error> {
    let mut database = Database::new();
    database.load_system_fonts();
    let wanted = |face: &&FaceInfo| FAMILIES[..FAMILIES.len() - 1].contains(&family(face));
    let mut paths: Vec<PathBuf> =
        database.faces().filter(wanted).filter_map(|face| path(&face.source)).collect();
    // The order of a directory differs between systems.
    paths.sort();
    paths.dedup();
    paths.into_iter().map(read).collect()
}

fn read(path: PathBuf) -> Result<Font, fs::Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Font { name, data: fs::read(&path)?.into(), path: Some(path) })
}

fn path(source: &Source) -> Option<PathBuf> {
    match source {
        Source::Binary(_) => None,
        Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
    }
}

fn family(face: &FaceInfo) -> &str {
    face.families.first().map_or("", |(name, _)| name)
}

/// Returns the faces of font files; what is no font has none.
pub fn faces(fonts: &[Font]) -> Vec<Face> {
    fonts.iter().flat_map(faces_of).collect()
}

fn faces_of(font: &Font) -> Vec<Face> {
    let mut database = Database::new();
    database.load_font_data(font.data.to_vec());
    let face = |info: &FaceInfo| Face {
        family: family(info).to_owned(),
        looks: looks(info),
        path: font.path.clone(),
        missing: missing(&font.data, info.index),
    };
    database.faces().map(face).collect()
}

fn looks(face: &FaceInfo) -> Looks {
    match (face.weight >= Weight::SEMIBOLD, face.style == fontdb::Style::Normal) {
        (false, true) => Looks::Regular,
        (true, true) => Looks::Bold,
        (false, false) => Looks::Italic,
        (true, false) => Looks::BoldItalic,
    }
}

fn missing(data: &[u8], index: u32) -> Vec<char> {
    let Ok(face) = ttf_parser::Face::parse(data, index) else { return LETTERS.chars().collect() };
    LETTERS.chars().filter(|letter| face.glyph_index(*letter).is_none_or(|glyph| glyph.0 == 0)).collect()
}

/// Takes out of `files` those of the [`FAMILIES`] that lack Vietnamese letters.
///
/// Of two files of one face Typst takes the first, whatever it lacks, and borrows letters elsewhere: Debian still has
/// Liberation Serif 1, which lacks most Vietnamese letters, beside version 2.
pub fn refuse_incomplete(files: &mut Vec<Font>) -> Vec<Refused> {
    let mut refused = Vec::new();
    files.retain(|file| {
        let faces = faces_of(file);
        let incomplete =
            faces.iter().find(|face| FAMILIES.contains(&face.family.as_str()) && !face.missing.is_empty());
        refused.extend(incomplete.map(|face| Refused {
            what: file.path.as_ref().map_or_else(|| file.name.clone(), |path| path.display().to_string()),
            reason: format!("{} {} lacks {}", face.family, face.looks, shown(&face.missing)),
        }));
        incomplete.is_none()
    });
    refused
}

/// Returns the first of the [`FAMILIES`] that has all faces, and those before it of which only some are there.
pub fn choose(faces: &[Face]) -> (&'static str, Vec<Refused>) {
    let mut refused = Vec::new();
    for family in FAMILIES {
        let is_there = |looks: Looks| faces.iter().any(|face| face.family == family && face.looks == looks);
        let absent: Vec<String> =
            FACES.into_iter().filter(|looks| !is_there(*looks)).map(|looks| looks.to_string()).collect();
        if absent.is_empty() {
            return (family, refused);
        }
        if absent.len() < FACES.len() {
            let reason = format!("it has no face that is {}", absent.join(", none that is "));
            refused.push(Refused { what: family.to_owned(), reason });
        }
    }
    // The built-in one has all faces; whoever leaves it out wants it all the same.
    (FAMILIES[FAMILIES.len() - 1], refused)
}

/// Returns a page with every Vietnamese letter in every face of the family in use.
pub fn test_page() -> TypstSource {
    let (small, large): (Vec<char>, Vec<char>) = LETTERS.chars().partition(|letter| letter.is_lowercase());
    let letters = serde_json::json!({"small": small, "large": large}).to_string().into_bytes();
    let files = BTreeMap::from([("letters.json".to_owned(), letters)]);
    TypstSource { main: include_str!("test-page.typ").to_owned(), files }
}

/// Shows letters, not more than a line of them.
fn shown(letters: &[char]) -> String {
    const MOST: usize = 12;
    let first: Vec<String> = letters.iter().take(MOST).map(|letter| format!("`{letter}`")).collect();
    match letters.len().saturating_sub(MOST) {
        0 => first.join(", "),
        more => format!("{} and {more} more letters", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family_of(name: &str) -> Vec<Face> {
        let face = |looks| Face { family: name.to_owned(), looks, path: None, missing: Vec::new() };
        FACES.map(face).to_vec()
    }

    #[test]
    fn the_best_family_that_is_there_is_taken() {
        let [times, tinos, liberation] = FAMILIES.map(family_of);
        for (faces, expected) in [
            ([&liberation[..], &tinos[..], &times[..]].concat(), "Times New Roman"),
            ([&liberation[..], &tinos[..]].concat(), "Tinos"),
            (liberation, "Liberation Serif"),
            (family_of("Comic Sans MS"), "Liberation Serif"),
        ] {
            assert_eq!(choose(&faces), (expected, Vec::new()));
        }
    }

    #[test]
    fn a_family_that_lacks_a_face_is_passed_over() {
        let mut faces = family_of("Times New Roman");
        faces.retain(|face| face.looks == Looks::Regular || face.looks == Looks::Bold);
        faces.extend(family_of("Liberation Serif"));
        let reason = "it has no face that is italic, none that is bold italic".to_owned();
        let refused = Refused { what: "Times New Roman".to_owned(), reason };
        assert_eq!(choose(&faces), ("Liberation Serif", vec![refused]));
    }

    #[test]
    fn the_built_in_family_has_all_faces_and_all_letters() {
        let faces = faces(&builtin());
        assert_eq!(choose(&faces), ("Liberation Serif", Vec::new()));
        assert_eq!(faces.len(), FACES.len());
    }

    #[test]
    fn what_is_no_font_has_no_faces() {
        let font = Font { name: "x.ttf".to_owned(), path: None, data: b"no font".as_slice().into() };
        assert_eq!(faces(&[font]), []);
    }
}
