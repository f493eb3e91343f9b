//! The program's face.

use std::path::Path;

/// Checks a project and prints what was found in short form. (To be replaced by the real command line.)
pub fn run(root: &Path) -> i32 {
    let mut sources = crate::source::SourceMap::default();
    let mut diagnostics = Vec::new();
    let loaded = crate::load::load(&root.join("data"), "data", crate::law::BUILT_IN, &mut sources, &mut diagnostics);
    let checked = crate::check::check(loaded, crate::check::Strictness::Draft, &mut diagnostics);
    for d in &diagnostics {
        let place = d.primary.as_ref().map(|l| { let p = sources.position(l.span); format!("{}:{}:{}", sources.file(l.span.file).name(), p.line, p.column) }).or_else(|| d.path.clone()).unwrap_or_default();
        println!("{place}: {}[{}]: {} ({}) {}", d.severity.as_str(), d.code.as_str(), d.headline, d.primary.as_ref().map_or("", |l| &l.message), d.helps.join("; "));
    }
    i32::from(checked.is_none())
}
