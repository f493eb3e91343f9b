//! `vinhdanh init`.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::fs;

use super::DONE;
use super::arguments::Init;
use super::screen::Screen;

/// The examples that a project can begin with.
static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples");

pub(super) fn run(arguments: &Init, screen: &Screen) -> anyhow::Result<u8> {
    let Some(example) = EXAMPLES.get_dir(&arguments.example) else {
        let names: Vec<String> = EXAMPLES.dirs().map(|dir| format!("`{}`", dir.path().display())).collect();
        anyhow::bail!("there is no example `{}`; the examples are {}", arguments.example, names.join(", "));
    };
    let files = files(example);
    // Looked at first, so that an existing project is left whole.
    for (name, _) in &files {
        let path = arguments.folder.join(name);
        anyhow::ensure!(
            fs::kind(&path)? == fs::Kind::Nothing,
            "{} is there already; choose an empty folder",
            path.display()
        );
    }
    for (name, bytes) in files {
        let path = arguments.folder.join(name);
        fs::create_folder(path.parent().unwrap_or(&arguments.folder))?;
        fs::write(&path, bytes)?;
        screen.result(&path.display().to_string())?;
    }
    screen
        .note("next: `vinhdanh check` says what is wrong or missing, `vinhdanh build` makes the documents")?;
    Ok(DONE)
}

/// Returns the files of an example by their path below it, but not what a build left there.
fn files(example: &'static Dir<'static>) -> Vec<(&'static Path, &'static [u8])> {
    let mut files = Vec::new();
    let mut folders = vec![example];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs().filter(|dir| dir.path() != example.path().join("output")));
        for file in folder.files() {
            let name = file.path().strip_prefix(example.path()).unwrap_or(file.path());
            files.push((name, file.contents()));
        }
    }
    files.sort();
    files
}
