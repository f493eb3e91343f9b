//! The fonts of a project.

use std::path::Path;

use crate::load::Project;
use crate::typeset::fonts::{self, Face, Refused};
use crate::typeset::{Font, builtin_fonts};

use super::Error;

/// The font files that a project may use, and the family that its documents are set in.
#[derive(Debug)]
pub struct Fonts {
    /// The files: those of the project, those of the system where they are wanted, the built-in ones.
    pub files: Vec<Font>,
    /// What is in them.
    pub faces: Vec<Face>,
    /// The family.
    pub family: &'static str,
    /// The folders, files and families that are there, but can't be used or lack something.
    pub refused: Vec<Refused>,
}

impl Fonts {
    /// Finds the fonts of a project.
    pub fn find(root: &Path, project: &Project) -> Result<Self, Error> {
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        for folder in &project.fonts {
            let (found, unusable) = fonts::in_folder(&root.join(&folder.value))?;
            files.extend(found);
            refused.extend(unusable);
        }
        if project.system_fonts == Some(true) {
            files.extend(fonts::of_system()?);
        }
        Ok(Self::new(files, refused))
    }

    /// Returns the fonts that are there without a project.
    pub fn built_in() -> Self {
        Self::new(Vec::new(), Vec::new())
    }

    fn new(mut files: Vec<Font>, mut refused: Vec<Refused>) -> Self {
        files.extend(builtin_fonts());
        refused.extend(fonts::refuse_incomplete(&mut files));
        let faces = fonts::faces(&files);
        let (family, passed_over) = fonts::choose(&faces);
        refused.extend(passed_over);
        Self { files, faces, family, refused }
    }

    /// Returns the families that texts are set in: the one in use, and one that has what it might lack.
    pub fn families(&self) -> Vec<String> {
        let [.., last] = fonts::FAMILIES;
        let mut families = vec![self.family.to_owned(), last.to_owned()];
        families.dedup();
        families
    }

    /// Says what can't be used, and why.
    pub fn warnings(&self) -> Vec<String> {
        let warning = |refused: &Refused| format!("{} is not used: {}", refused.what, refused.reason);
        self.refused.iter().map(warning).collect()
    }
}
