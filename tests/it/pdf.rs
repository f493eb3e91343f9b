//! Finished PDF files, read back.

use lopdf::{Dictionary, Document, Object};
#[cfg(feature = "embedded")]
use vinhdanh::typeset::{TYPST_VERSION, external::Program};

use crate::examples::sample;
#[cfg(feature = "embedded")]
use crate::{examples::unbuilt_sample, typst_project::skip};

/// A PDF file that was read.
pub(crate) struct Pdf {
    document: Document,
}

impl Pdf {
    /// Reads a file, which must be whole.
    #[track_caller]
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self { document: Document::load_mem(bytes).unwrap() }
    }

    /// Returns how many pages it has.
    pub(crate) fn page_count(&self) -> usize {
        self.document.get_pages().len()
    }

    /// Returns the text of all pages, in the order in which it is drawn, without the numbers above them.
    pub(crate) fn text(&self) -> String {
        let pages = self.document.get_pages().into_keys();
        pages.map(|page| self.page(page)).collect()
    }

    /// Returns the text of one page without the number above it.
    pub(crate) fn page(&self, number: u32) -> String {
        without_number(&self.document.extract_text(&[number]).unwrap())
    }

    /// Returns the text without white space, which differs with every line and page.
    pub(crate) fn squeezed(&self) -> String {
        squeezed(&self.text())
    }

    /// Returns an entry of the document information.
    fn info(&self, key: &[u8]) -> Option<String> {
        let info = self.document.trailer.get(b"Info").ok()?;
        let (_, info) = self.document.dereference(info).ok()?;
        lopdf::decode_text_string(info.as_dict().ok()?.get(key).ok()?).ok()
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    /// Counts the elements of the structure that have a role, such as `H1`.
    pub(crate) fn elements(&self, role: &str) -> usize {
        self.roles(role).count()
    }

    /// Counts those that have an alternative text.
    pub(crate) fn described(&self, role: &str) -> usize {
        self.roles(role).filter(|element| element.has(b"Alt")).count()
    }

    fn roles(&self, role: &str) -> impl Iterator<Item = &Dictionary> {
        let is_role = move |element: &&Dictionary| {
            let name = element.get(b"S").and_then(Object::as_name);
            name.is_ok_and(|name| name == role.as_bytes())
        };
        self.document.objects.values().filter_map(|object| object.as_dict().ok()).filter(is_role)
    }

    /// Answers whether anything but letters is drawn.
    pub(crate) fn draws_lines(&self) -> bool {
        self.document.get_pages().into_values().any(|page| {
            let content = self.document.get_page_content(page);
            let operations = lopdf::content::Content::decode(&content).unwrap().operations;
            operations
                .iter()
                .any(|operation| matches!(operation.operator.as_str(), "S" | "s" | "f" | "f*" | "B" | "Do"))
        })
    }

    fn language(&self) -> Option<String> {
        lopdf::decode_text_string(self.catalog().get(b"Lang").ok()?).ok()
    }

    /// Answers whether programs that read aloud find the structure of the text.
    fn is_tagged(&self) -> bool {
        let marked =
            self.catalog().get(b"MarkInfo").and_then(Object::as_dict).and_then(|mark| mark.get(b"Marked"));
        self.catalog().has(b"StructTreeRoot") && matches!(marked, Ok(Object::Boolean(true)))
    }
}

/// Returns the text of a page without its number, which is drawn before the rest.
fn without_number(page: &str) -> String {
    match page.trim_start().split_once('\n') {
        Some((number, rest)) if number.trim().parse::<u32>().is_ok() => rest.to_owned(),
        _ => page.to_owned(),
    }
}

/// Returns a text without white space, and without the marks where a layout lets a long word break.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

#[test]
fn every_document_of_the_sample_has_the_pages_that_the_manifest_says() {
    let entries = sample().manifest().documents;
    let said: Vec<(String, usize)> = entries.iter().map(|entry| (entry.id.clone(), entry.pages)).collect();
    let found = entries.iter().map(|entry| (entry.id.clone(), of(&entry.path).page_count()));
    assert_eq!(found.collect::<Vec<_>>(), said);
}

fn of(path: &str) -> Pdf {
    Pdf::read(&sample().read(&format!("output/{path}")))
}

#[test]
fn every_document_of_the_sample_has_title_author_and_language() {
    for entry in sample().manifest().documents {
        let pdf = of(&entry.path);
        let (title, author) = (pdf.info(b"Title"), pdf.info(b"Author"));
        assert!(title.is_some_and(|title| !title.is_empty()), "{}", entry.id);
        assert!(author.is_some_and(|author| !author.is_empty()), "{}", entry.id);
        assert_eq!(pdf.language().as_deref(), Some("vi"), "{}", entry.id);
    }
}

#[test]
fn every_document_of_the_sample_can_be_read_aloud() {
    for entry in sample().manifest().documents {
        assert!(of(&entry.path).is_tagged(), "{}", entry.id);
    }
}

#[test]
fn no_blank_mark_reaches_the_paper() {
    for entry in sample().manifest().documents {
        let text = of(&entry.path).text();
        assert!(!text.contains(['\u{e000}', '\u{e001}', '\u{fffd}']), "{}", entry.id);
    }
}

#[cfg(feature = "embedded")]
#[test]
fn both_engines_make_the_same_bytes_of_the_sample() {
    let typst = std::env::var_os("VINHDANH_TYPST").unwrap_or_else(|| "typst".into());
    let Ok(program) = Program::find(typst.as_ref()) else {
        return skip("Typst is not there: put `typst` on the PATH or name it in VINHDANH_TYPST");
    };
    let project = unbuilt_sample();
    let settings = project.text("vinhdanh.yaml");
    project.write("vinhdanh.yaml", format!("{settings}\ntypst: {}\n", program.path.display()));
    let mut command = project.command(&["build", "--engine", "typst"]);
    project.finish(command.env("PATH", std::env::var_os("PATH").unwrap_or_default())).done();
    for entry in project.manifest().documents {
        let path = format!("output/{}", entry.path);
        assert_eq!(entry.engine, format!("typst {TYPST_VERSION}"));
        assert!(project.read(&path) == sample().read(&path), "{}", entry.id);
    }
}
