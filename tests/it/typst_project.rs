//! Documents given to the real Typst, all in one run, each in a section of its own.
#![expect(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use vinhdanh::document::Document;
use vinhdanh::emit::typst::emit;

const LAYOUT: &str = include_str!("../commonmark/plain.typ");
const PICTURE: &[u8] = include_bytes!("../commonmark/picture.jpg");

/// A folder that Typst can compile: `main.typ` holds all documents.
pub(crate) struct TypstProject {
    root: TempDir,
}

impl TypstProject {
    /// Writes documents under their numbers; they must have the layout `plain` and only JPEG images.
    pub(crate) fn new(documents: &BTreeMap<usize, Document>) -> Self {
        let project = Self { root: TempDir::new().unwrap() };
        project.write("layout/plain.typ", LAYOUT.as_bytes());
        let mut main = "#import \"/layout/plain.typ\": section\n".to_owned();
        for (number, document) in documents {
            project.write_document(&number.to_string(), document);
            writeln!(main, "#section({number}, include \"/{number}/main.typ\")").unwrap();
        }
        project.write("main.typ", main.as_bytes());
        project
    }

    /// Compiles it to PDF, which must succeed; `false` if there is no Typst.
    #[must_use]
    pub(crate) fn compiles(&self) -> bool {
        self.compile("pdf").is_some()
    }

    /// Compiles it to HTML and returns that of each document; `None` if there is no Typst.
    pub(crate) fn html(&self) -> Option<BTreeMap<usize, String>> {
        let html = String::from_utf8(self.compile("html")?).unwrap();
        let sections = html.split("<section data-number=\"").skip(1).map(|section| {
            let (number, rest) = section.split_once("\">").unwrap();
            let (content, _) = rest.rsplit_once("</section>").unwrap();
            (number.parse().unwrap(), content.to_owned())
        });
        Some(sections.collect())
    }

    fn write_document(&self, folder: &str, document: &Document) {
        let source = emit(document);
        self.write(&format!("{folder}/main.typ"), source.main.as_bytes());
        for (name, content) in &source.files {
            self.write(&format!("{folder}/{name}"), content);
        }
        for image in document.images() {
            self.write(&format!("project/{image}"), PICTURE);
        }
    }

    fn write(&self, path: &str, content: &[u8]) {
        let path = self.root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn compile(&self, format: &str) -> Option<Vec<u8>> {
        let program = std::env::var_os("VINHDANH_TYPST").unwrap_or_else(|| "typst".into());
        let output = self.root.path().join("output");
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/fonts");
        let run = Command::new(program)
            .args(["compile", "--features", "html", "--diagnostic-format", "short"])
            .args(["--ignore-system-fonts", "--ignore-embedded-fonts", "--format", format])
            .arg("--font-path")
            .arg(fonts)
            .arg(self.root.path().join("main.typ"))
            .arg(&output)
            .output();
        let Ok(run) = run else {
            skip("Typst is not there: put `typst` on the PATH or name it in VINHDANH_TYPST");
            return None;
        };
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        Some(std::fs::read(&output).unwrap())
    }
}

/// Passes a test over where something it needs is missing; in CI that is a failure.
#[expect(clippy::print_stderr, reason = "whoever runs the tests must see what was not tested")]
pub(crate) fn skip(reason: &str) {
    assert!(std::env::var_os("CI").is_none(), "{reason}");
    eprintln!("skipped: {reason}");
}
