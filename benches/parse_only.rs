//! What reading alone costs: the YAML parser of the program over all data files below a folder, and nothing else.
//!
//! `parse_only FOLDER` prints how many files it read.

use std::error::Error;
use std::path::Path;

use vinhdanh::load::walk;
use vinhdanh::source::SourceMap;
use vinhdanh::yaml::{Limits, parse};

/// That of the program, so that the two differ in nothing but what the program adds.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[expect(clippy::print_stdout, reason = "its result")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: parse_only FOLDER")?;
    let (mut sources, mut diagnostics) = (SourceMap::default(), Vec::new());
    let mut read = 0;
    for found in walk(Path::new(&folder), "data", &mut diagnostics) {
        let text = found.text().map_err(|diagnostic| diagnostic.headline)?;
        let file = sources.add(found.shown(), text);
        let node = parse(file, sources.file(file).text(), Limits::default(), &mut diagnostics);
        read += usize::from(node.is_some());
    }
    if !diagnostics.is_empty() {
        return Err("a file can't be read".into());
    }
    println!("{read}");
    Ok(())
}
