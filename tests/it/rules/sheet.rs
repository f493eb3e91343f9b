//! What stands on the pages of a PDF file, and where: texts with their font and size, rules, frames.
//!
//! An interpreter for the operators that Typst writes. A library that extracts text would not say with which font, how
//! large and where; here each number comes straight from the file, so a tenth of a millimetre can be told.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

/// A page. Lengths are points; `y` is the distance from the upper edge.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(crate) runs: Vec<Run>,
    pub(super) strokes: Vec<Stroke>,
}

/// A text that was drawn in one go.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(super) x: f64,
    /// The baseline.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    /// The name of the font, without the mark of a subset: `LiberationSerif-Bold`.
    pub(crate) font: String,
    pub(super) black: bool,
    /// What programs that read aloud know it by; nothing if they skip it.
    pub(super) mark: Option<i64>,
}

/// A straight line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stroke {
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
    pub(super) black: bool,
    /// What programs that read aloud know it by; nothing if they skip it.
    pub(super) mark: Option<i64>,
}

impl Page {
    /// Returns all that is drawn and where, one thing a text: two pages that look alike give the same.
    pub(crate) fn looks(&self) -> Vec<String> {
        let sheet = format!("{:.2} × {:.2}", self.width, self.height);
        let runs = self.runs.iter().map(|run| {
            let Run { text, x, y, width, size, font, black, mark: _ } = run;
            format!("{text} {x:.2} {y:.2} {width:.2} {size:.2} {font} {black}")
        });
        let strokes = self.strokes.iter().map(|stroke| {
            let Stroke { from, to, black, mark: _ } = stroke;
            format!("{:.2} {:.2} {:.2} {:.2} {black}", from.0, from.1, to.0, to.1)
        });
        std::iter::once(sheet).chain(runs).chain(strokes).collect()
    }
}

impl Run {
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn is_bold(&self) -> bool {
        self.font.contains("Bold")
    }

    pub(super) fn is_italic(&self) -> bool {
        self.font.contains("Italic")
    }
}

impl Stroke {
    pub(super) fn length(&self) -> f64 {
        (self.to.0 - self.from.0).hypot(self.to.1 - self.from.1)
    }

    pub(super) fn is_level(&self) -> bool {
        (self.to.1 - self.from.1).abs() < 0.01
    }

    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.from.0, self.to.0)
    }
}

/// Reads all pages.
#[track_caller]
pub(crate) fn read(document: &Document) -> Vec<Page> {
    document.get_pages().into_values().map(|page| read_page(document, page)).collect()
}

fn read_page(document: &Document, id: ObjectId) -> Page {
    let dictionary = document.get_dictionary(id).unwrap();
    let sheet: Vec<f64> = numbers(inherited(document, dictionary, b"MediaBox").as_array().unwrap());
    let mut page = Page { width: sheet[2] - sheet[0], height: sheet[3] - sheet[1], ..Page::default() };
    let fonts = document.get_page_fonts(id).unwrap();
    let fonts = fonts.into_iter().map(|(name, font)| (name, Font::read(document, font))).collect();
    let content = Content::decode(&document.get_page_content(id)).unwrap();
    let mut pen = Pen { fonts: &fonts, states: vec![State::default()], marks: Vec::new(), path: Vec::new() };
    for operation in &content.operations {
        pen.draw(operation, &mut page);
    }
    page
}

/// Returns an entry of a page, or that of what it is below.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> &'a Object {
    if let Ok(value) = page.get(key) {
        return document.dereference(value).unwrap().1;
    }
    let parent = document.dereference(page.get(b"Parent").unwrap()).unwrap().1;
    inherited(document, parent.as_dict().unwrap(), key)
}

fn numbers(operands: &[Object]) -> Vec<f64> {
    operands.iter().map(number).collect()
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

struct Font<'a> {
    name: String,
    encoding: Encoding<'a>,
    widths: BTreeMap<u16, f64>,
    /// The width of all others.
    usual: f64,
}

impl<'a> Font<'a> {
    fn read(document: &'a Document, font: &'a Dictionary) -> Self {
        let name = String::from_utf8_lossy(font.get(b"BaseFont").unwrap().as_name().unwrap()).into_owned();
        let follow = |object: &'a Object| document.dereference(object).unwrap().1;
        let inner = follow(font.get(b"DescendantFonts").unwrap()).as_array().unwrap();
        let inner = follow(&inner[0]).as_dict().unwrap();
        let widths = inner.get(b"W").map(|widths| follow(widths).as_array().unwrap().as_slice());
        Self {
            name: name.split_once('+').map_or(name.as_str(), |(_, name)| name).to_owned(),
            encoding: font.get_font_encoding(document).unwrap(),
            widths: read_widths(document, widths.unwrap_or_default()),
            usual: inner.get(b"DW").map_or(1000.0, number),
        }
    }

    /// Returns what a code stands for. A glyph without a letter would vanish, so it becomes the mark for that.
    fn text(&self, code: &[u8]) -> String {
        let text = Document::decode_text(&self.encoding, code).unwrap_or_default();
        if text.is_empty() { "\u{fffd}".to_owned() } else { text }
    }

    /// Returns the width of a code for the size 1.
    fn width(&self, code: &[u8]) -> f64 {
        let code = u16::from_be_bytes([code[0], code[1]]);
        self.widths.get(&code).unwrap_or(&self.usual) / 1000.0
    }
}

/// Reads `first [width …]` and `first last width`.
fn read_widths(document: &Document, mut list: &[Object]) -> BTreeMap<u16, f64> {
    let mut widths = BTreeMap::new();
    let code = |object: &Object| u16::try_from(object.as_i64().unwrap()).unwrap();
    while let [first, second, rest @ ..] = list {
        let first = code(first);
        match document.dereference(second).unwrap().1 {
            Object::Array(each) => {
                widths.extend((first..).zip(each.iter().map(number)));
                list = rest;
            }
            end => {
                widths.extend((first..=code(end)).map(|code| (code, number(&rest[0]))));
                list = &rest[1..];
            }
        }
    }
    widths
}

/// How coordinates are turned into those of the page, in the order of PDF: `a b c d e f`.
type Matrix = [f64; 6];

const AS_IT_IS: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn multiplied(one: Matrix, other: Matrix) -> Matrix {
    let (x, y) = moved(other, one[0], one[1]);
    let (v, w) = moved(other, one[2], one[3]);
    let (right, up) = point(other, one[4], one[5]);
    [x, y, v, w, right, up]
}

/// Turns a direction.
fn moved(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (matrix[0] * x + matrix[2] * y, matrix[1] * x + matrix[3] * y)
}

/// Turns a place.
fn point(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    let (right, up) = moved(matrix, x, y);
    (right + matrix[4], up + matrix[5])
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    text: Matrix,
    font: Vec<u8>,
    size: f64,
    fill_black: bool,
    stroke_black: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            matrix: AS_IT_IS,
            text: AS_IT_IS,
            font: Vec::new(),
            size: 0.0,
            fill_black: true,
            stroke_black: true,
        }
    }
}

struct Pen<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Font<'a>>,
    states: Vec<State>,
    /// The marks of the content that is open.
    marks: Vec<Option<i64>>,
    path: Vec<(f64, f64)>,
}

impl Pen<'_> {
    fn state(&mut self) -> &mut State {
        self.states.last_mut().unwrap()
    }

    fn draw(&mut self, operation: &Operation, page: &mut Page) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" => self.states.push(self.states.last().unwrap().clone()),
            "Q" => drop(self.states.pop()),
            "cm" => self.state().matrix = multiplied(matrix(operands), self.state().matrix),
            "BT" => self.state().text = AS_IT_IS,
            "Tm" => self.state().text = matrix(operands),
            "Td" => {
                let by = numbers(operands);
                self.state().text = multiplied([1.0, 0.0, 0.0, 1.0, by[0], by[1]], self.state().text);
            }
            "Tf" => {
                self.state().font = operands[0].as_name().unwrap().to_vec();
                self.state().size = number(&operands[1]);
            }
            "Tj" => self.show(operands, page),
            "TJ" => self.show(operands[0].as_array().unwrap(), page),
            "scn" | "sc" | "g" | "rg" => self.state().fill_black = is_black(operands),
            "SCN" | "SC" | "G" | "RG" => self.state().stroke_black = is_black(operands),
            "m" => self.path = vec![self.here(operands)],
            "l" => {
                let point = self.here(operands);
                self.path.push(point);
            }
            "S" => self.stroke(page),
            "n" | "f" | "f*" | "B" | "B*" => self.path.clear(),
            "BMC" => self.marks.push(None),
            "BDC" => self.marks.push(mark(operands)),
            "EMC" => drop(self.marks.pop()),
            _ => {}
        }
    }

    fn here(&mut self, operands: &[Object]) -> (f64, f64) {
        let numbers = numbers(operands);
        point(self.state().matrix, numbers[0], numbers[1])
    }

    fn show(&mut self, parts: &[Object], page: &mut Page) {
        let state = self.states.last().unwrap().clone();
        let font = &self.fonts[&state.font];
        let (mut text, mut width, mut seen) = (String::new(), 0.0, 0.0);
        for part in parts {
            let Ok(bytes) = part.as_str() else {
                width -= number(part) / 1000.0 * state.size;
                continue;
            };
            for code in bytes.chunks(2) {
                let letter = font.text(code);
                width += font.width(code) * state.size;
                // A space at the end of a line hangs into the margin.
                seen = if letter.trim().is_empty() { seen } else { width };
                text.push_str(&letter);
            }
        }
        let matrix = multiplied(state.text, state.matrix);
        let (x, y) = point(matrix, 0.0, 0.0);
        page.runs.push(Run {
            text,
            x,
            y: page.height - y,
            width: seen * matrix[0].hypot(matrix[1]),
            size: state.size * matrix[2].hypot(matrix[3]),
            font: font.name.clone(),
            black: state.fill_black,
            mark: self.marks.iter().rev().find_map(|mark| *mark),
        });
        self.state().text = multiplied([1.0, 0.0, 0.0, 1.0, width, 0.0], state.text);
    }

    fn stroke(&mut self, page: &mut Page) {
        let path = std::mem::take(&mut self.path);
        let mark = self.marks.iter().rev().find_map(|mark| *mark);
        let state = self.state();
        for pair in path.windows(2) {
            let flip = |(x, y): (f64, f64)| (x, page.height - y);
            page.strokes.push(Stroke {
                from: flip(pair[0]),
                to: flip(pair[1]),
                black: state.stroke_black,
                mark,
            });
        }
    }
}

fn matrix(operands: &[Object]) -> Matrix {
    numbers(operands).try_into().unwrap()
}

fn is_black(operands: &[Object]) -> bool {
    // The name of a pattern is a colour of its own.
    operands.iter().all(|part| part.as_float().is_ok_and(|part| part.abs() < 0.001))
}

fn mark(operands: &[Object]) -> Option<i64> {
    operands.get(1)?.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok()
}
