//! Finished PDF files, read back.

use lopdf::{Dictionary, Document, Object};

use crate::examples::sample;

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

    /// Returns the text of all pages, in the order in which it is drawn.
    pub(crate) fn text(&self) -> String {
        let pages: Vec<u32> = self.document.get_pages().into_keys().collect();
        self.document.extract_text(&pages).unwrap()
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
fn texts_come_back_as_vietnamese() {
    eprintln!("{}", of("cuc-hcqt2/cuc-hcqt2-report.pdf").text());
}

#[test]
fn no_blank_mark_reaches_the_paper() {
    for entry in sample().manifest().documents {
        let text = of(&entry.path).text();
        assert!(!text.contains(['\u{e000}', '\u{e001}', '\u{fffd}']), "{}", entry.id);
    }
}
