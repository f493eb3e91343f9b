//! Documents as Typst.
//!
//! The text is printed as calls of functions with escaped text, never as markup, so nothing in it
//! depends on where a line starts; the frame goes beside it as JSON. How anything looks is the layout's
//! business: `/layout/<name>.typ` exports `document(frame, body)` and [functions](LAYOUT_FUNCTIONS) for what
//! Typst itself has none for. Images are read below `/project/`, the project folder.

mod chart;
mod escape;
mod run;
mod table;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::document::{Appendix, Block, Document, Frame, Image, Inline, Sheet, Signature};
use escape::{string, text};

pub use run::{Sides, emit_run};

/// What Typst gets for one document, apart from layouts, fonts and images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypstSource {
    /// The text of `main.typ`.
    pub main: String,
    /// The files beside it.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What every layout must export: `document`, and the functions that the text may call. A layout of certificates exports
/// `sheet` as well.
pub const LAYOUT_FUNCTIONS: [&str; 6] =
    ["appendix", "blank", "blank-lines", "document", "signature-block", "table-block"];

/// The file that holds the frame.
const FRAME_FILE: &str = "frame.json";

/// A frame as a layout gets it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Framed<'a> {
    #[serde(flatten)]
    frame: &'a Frame,
    /// Whether anything is missing in the document: the rules that draw blanks cost time.
    has_blanks: bool,
}

/// Prints a document.
pub fn emit(document: &Document) -> TypstSource {
    let frame = Framed { frame: &document.frame, has_blanks: !document.blanks().is_empty() };
    let files = BTreeMap::from([(FRAME_FILE.to_owned(), json(&frame))]);
    let mut printer = Printer { out: head(document), indent: 0, files };
    printer.body(document);
    TypstSource { main: printer.out, files: printer.files }
}

fn json(frame: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(frame).expect("a frame has only text, lists and keys that are text")
}

fn head(document: &Document) -> String {
    let layout = string(&format!("/layout/{}.typ", document.frame.layout));
    let functions = functions(document);
    format!("#import {layout}: {functions}\n#show: document.with(json(\"{FRAME_FILE}\"))\n")
}

/// Returns the names that a document's text needs of its layout.
fn functions(document: &Document) -> String {
    let mut functions = LAYOUT_FUNCTIONS.join(", ");
    if document.body.iter().any(|block| matches!(block, Block::Sheet(_))) {
        functions.push_str(", sheet");
    }
    functions
}

#[derive(Default)]
struct Printer {
    out: String,
    indent: usize,
    files: BTreeMap<String, Vec<u8>>,
}

impl Printer {
    /// Prints the text of a document, each block on lines of its own.
    fn body(&mut self, document: &Document) {
        for block in &document.body {
            self.out.push('\n');
            self.block(block);
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, content } => {
                self.content(&format!("#heading(level: {level})"), content);
            }
            Block::Paragraph(content) => self.content("#par", content),
            Block::List { start, tight, items } => self.list(*start, *tight, items),
            Block::Quote(blocks) => {
                self.out.push_str("#quote(block: true)");
                self.bracketed(blocks, Paragraphs::Marked);
            }
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Rule => self.out.push_str("#line(length: 100%)"),
            Block::Table(table) => self.table(table),
            Block::PageBreak => self.out.push_str("#pagebreak(weak: true)"),
            Block::Blank { lines } => self.print(format_args!("#blank-lines({lines})")),
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Appendix(appendix) => self.appendix(appendix),
            Block::Chart(chart) => self.chart(chart),
            Block::Sheet(sheet) => self.sheet(sheet),
            Block::Figure(picture) => self.print(format_args!("#figure({})", image(picture))),
        }
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &[Vec<Block>]) {
        let function = if start.is_some() { "#enum" } else { "#list" };
        let paragraphs = if tight { Paragraphs::Bare } else { Paragraphs::Marked };
        self.call(function, |printer| {
            printer.line(|printer| printer.print(format_args!("tight: {tight}")));
            if let Some(start) = start {
                printer.line(|printer| printer.print(format_args!("start: {start}")));
            }
            for item in items {
                printer.line(|printer| printer.bracketed(item, paragraphs));
            }
        });
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        let language = language.map(|name| format!("lang: {}, ", string(name)));
        let language = language.unwrap_or_default();
        self.print(format_args!("#raw(block: true, {language}{})", string(text)));
    }

    fn signatures(&mut self, signatures: &[Signature]) {
        self.call("#signature-block", |printer| {
            for signature in signatures {
                printer.line(|printer| printer.signature(signature));
            }
        });
    }

    /// Prints a signature as a dictionary of the same shape as in the frame.
    fn signature(&mut self, signature: &Signature) {
        let capacity = array(signature.capacity.iter().map(|line| string(line)));
        let optional = |line: &Option<String>| line.as_deref().map_or("none".to_owned(), string);
        self.print(format_args!(
            "(capacity: {capacity}, title: {}, name: {}, note: {})",
            optional(&signature.title),
            optional(&signature.name),
            optional(&signature.note),
        ));
    }

    fn sheet(&mut self, sheet: &Sheet) {
        self.call("#sheet", |printer| {
            for (field, words) in &sheet.fields {
                printer.line(|printer| printer.print(format_args!("{}: {}", field.as_str(), string(words))));
            }
        });
    }

    fn appendix(&mut self, appendix: &Appendix) {
        let Appendix { label, title, note, landscape } = appendix;
        self.call("#appendix", |printer| {
            for (name, content) in [("label", label), ("title", title), ("note", note)] {
                if let Some(content) = content {
                    printer.line(|printer| printer.content(&format!("{name}: "), content));
                }
            }
            if *landscape {
                printer.line(|printer| printer.out.push_str("landscape: true"));
            }
        });
    }

    /// Prints blocks in brackets, several of them on lines of their own.
    fn bracketed(&mut self, blocks: &[Block], paragraphs: Paragraphs) {
        self.out.push('[');
        self.indent += 1;
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.new_line();
            }
            match (block, paragraphs) {
                (Block::Paragraph(content), Paragraphs::Bare) => self.inlines(content),
                (block, _) => self.block(block),
            }
        }
        self.indent -= 1;
        self.out.push(']');
    }

    /// Prints inline content in brackets, after what comes before it.
    fn content(&mut self, before: &str, content: &[Inline]) {
        self.out.push_str(before);
        self.out.push('[');
        self.inlines(content);
        self.out.push(']');
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.out.push_str(&text(words)),
            Inline::Emphasis(content) => self.content("#emph", content),
            Inline::Strong(content) => self.content("#strong", content),
            Inline::Strikethrough(content) => self.content("#strike", content),
            Inline::Code(code) => self.print(format_args!("#raw({})", string(code))),
            // Typst refuses a link to nowhere.
            Inline::Link { target, content, .. } if target.is_empty() => self.inlines(content),
            Inline::Link { target, content, .. } => {
                self.content(&format!("#link({})", string(target)), content);
            }
            Inline::SoftBreak => self.out.push(' '),
            Inline::LineBreak => self.out.push_str("#linebreak()"),
            Inline::Blank(what) => self.print(format_args!("#blank({})", string(what))),
            Inline::Image(picture) => self.print(format_args!("#box({})", image(picture))),
        }
    }

    /// Prints a call whose arguments stand on lines of their own.
    fn call(&mut self, function: &str, arguments: impl FnOnce(&mut Self)) {
        self.out.push_str(function);
        self.out.push('(');
        self.indent += 1;
        arguments(self);
        self.indent -= 1;
        self.new_line();
        self.out.push(')');
    }

    /// Prints an argument on a line of its own.
    fn line(&mut self, argument: impl FnOnce(&mut Self)) {
        self.new_line();
        argument(self);
        self.out.push(',');
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", self.indent));
    }

    fn print(&mut self, arguments: std::fmt::Arguments) {
        self.out.write_fmt(arguments).expect("a string takes any text");
    }
}

/// How the paragraphs in a pair of brackets are printed.
#[derive(Clone, Copy)]
enum Paragraphs {
    /// As paragraphs.
    Marked,
    /// As the bare text of the items of a tight list.
    Bare,
}

fn image(image: &Image) -> String {
    let path = string(&format!("/project/{}", image.path));
    format!("image({path}, alt: {})", string(&image.alt))
}

/// Prints an array of what is printed already.
fn array(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    // Without its comma a single item would be in mere parentheses.
    let comma = if items.len() == 1 { "," } else { "" };
    format!("({}{comma})", items.join(", "))
}
