//! A finished document: its pages, the paragraphs in reading order, and the frame that it was made from.
//!
//! The frame says which words a component has, so that each can be found on the page, whatever it looks like.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};
use serde_json::Value;

use super::sheet::{self, Page, Run, Stroke};

/// The parts of the frame that stand between the head and the text.
const FRAME: [&str; 6] = ["title", "subject", "authority", "resolution", "bases", "addressees"];

/// A document and what it was made from.
pub(super) struct Paper {
    pub(super) id: String,
    pub(super) pages: Vec<Page>,
    pub(super) blocks: Vec<Block>,
    pub(super) frame: Value,
    /// How many appendices it has.
    pub(super) appendices: usize,
}

/// A paragraph, a heading, a cell: what programs that read aloud take for one.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// What it is, and what it is in, from the outside.
    pub(super) roles: Vec<String>,
    pub(super) lines: Vec<Line>,
}

/// The runs of a block on one baseline.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) page: usize,
    pub(super) y: f64,
    pub(super) runs: Vec<Run>,
}

impl Line {
    pub(super) fn left(&self) -> f64 {
        self.runs.iter().map(|run| run.x).fold(f64::MAX, f64::min)
    }

    pub(super) fn right(&self) -> f64 {
        self.runs.iter().map(Run::right).fold(0.0, f64::max)
    }

    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.left(), self.right())
    }

    pub(super) fn width(&self) -> f64 {
        self.right() - self.left()
    }

    pub(super) fn size(&self) -> f64 {
        self.runs[0].size
    }

    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Block {
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn runs(&self) -> impl Iterator<Item = &Run> {
        self.lines.iter().flat_map(|line| &line.runs)
    }

    pub(super) fn first(&self) -> &Line {
        &self.lines[0]
    }

    pub(super) fn last(&self) -> &Line {
        &self.lines[self.lines.len() - 1]
    }

    pub(super) fn widest(&self) -> f64 {
        self.lines.iter().map(Line::width).fold(0.0, f64::max)
    }

    /// Answers whether it shows these words and no others, but for its case and the marks around it.
    pub(super) fn shows(&self, words: &str) -> bool {
        let bare = |words: &str| squeezed(words).trim_matches(['-', ';', ',']).to_owned();
        // A blank could be any dots.
        !bare(words).is_empty() && bare(&self.text()) == bare(words)
    }

    /// Answers whether it is in a part of this kind.
    pub(super) fn is_in(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }

    /// Answers whether it stands in brackets, as `(Kèm theo …)` below the title of an appendix does.
    pub(super) fn is_note(&self) -> bool {
        self.text().starts_with('(') && self.text().ends_with(')')
    }

    pub(super) fn is_heading(&self) -> bool {
        self.roles.iter().any(|role| role.starts_with('H') && role.len() == 2)
    }

    /// Answers whether it is a paragraph that stands by itself, not in a list, a table or the head.
    pub(super) fn is_plain(&self) -> bool {
        self.roles.iter().map(String::as_str).eq(["Document", "P"])
    }
}

impl Paper {
    /// Takes a document apart.
    pub(super) fn new(id: &str, bytes: &[u8], frame: Value, source: &str) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        let mut pages = sheet::read(&document);
        let (mut blocks, pictures) = Reader::new(&document, &pages).read();
        // No rule is about what a picture shows.
        for (number, page) in pages.iter_mut().enumerate() {
            let is_shown = |mark: Option<i64>| mark.is_some_and(|mark| pictures.contains(&(number, mark)));
            page.runs.retain(|run| !is_shown(run.mark));
            page.strokes.retain(|stroke| !is_shown(stroke.mark));
        }
        let notes = chart_notes(source);
        let is_note = |block: &Block| notes.iter().any(|note| block.shows(note));
        blocks.retain(|block| !block.is_in("Figure") && !is_note(block));
        // No rule is about a cover and a table of contents: the document begins where its number stands.
        let number = strings(&frame["number"]).join(" ");
        let first = blocks.iter().find(|block| block.shows(&number)).map_or(0, |block| block.first().page);
        pages.drain(..first);
        blocks.retain(|block| block.first().page >= first);
        for line in blocks.iter_mut().flat_map(|block| &mut block.lines) {
            line.page -= first;
        }
        Self { id: id.to_owned(), pages, blocks, frame, appendices: source.matches("\n#appendix(").count() }
    }

    pub(super) fn is_party(&self) -> bool {
        self.frame["layout"] == "party"
    }

    /// Returns the words of the frame under a key; nothing if it has none.
    pub(super) fn words(&self, key: &str) -> Vec<String> {
        strings(&self.frame[key])
    }

    /// Returns the first block that shows these words and no others, in whatever case.
    pub(super) fn block(&self, words: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.shows(words))
    }

    /// Returns the blocks that show the words of the frame under a key; of the issuer, without what its superior body is
    /// called as well.
    pub(super) fn part(&self, key: &str) -> Vec<&Block> {
        let above = self.words("superior").first().map(|above| format!(" {above}").to_lowercase());
        let own = |words: &String| match &above {
            Some(above) if key == "issuer" && words.to_lowercase().ends_with(above) => {
                words[..words.len() - above.len()].to_owned()
            }
            _ => words.clone(),
        };
        self.words(key).iter().map(own).filter_map(|words| self.block(&words)).collect()
    }

    /// Returns the blocks that show a part of the signatures.
    pub(super) fn signed(&self, key: &str) -> Vec<&Block> {
        self.signatures().into_iter().flat_map(|signature| self.of_signature(signature, key)).collect()
    }

    /// Returns the posts and names of those of whom both are known.
    pub(super) fn posts_and_names(&self) -> Vec<(&Block, &Block)> {
        let pair = |signature: &Value| {
            let part = |key: &str| self.of_signature(signature, key).first().copied();
            Some((part("title")?, part("name")?))
        };
        self.signatures().into_iter().filter_map(pair).collect()
    }

    fn signatures(&self) -> Vec<&Value> {
        self.frame["signatures"].as_array().into_iter().flatten().collect()
    }

    fn of_signature(&self, signature: &Value, key: &str) -> Vec<&Block> {
        // Names of those who sign stand in the text and in lists as well.
        let signs = |block: &&Block| block.is_in("Div") && !block.is_in("Table");
        let last = |words: &String| self.blocks.iter().filter(signs).find(|block| block.shows(words));
        strings(&signature[key]).iter().filter_map(last).collect()
    }

    /// Returns the lines of the recipients, without their dashes.
    pub(super) fn recipients(&self) -> Vec<&Block> {
        let last = |words: &String| self.blocks.iter().rev().find(|block| block.shows(words));
        self.words("recipients").iter().filter_map(last).collect()
    }

    /// Returns where the ink begins on every page.
    pub(super) fn left_edge(&self) -> f64 {
        let of = |page: &Page| page.runs.iter().map(|run| run.x).chain(ends(page)).fold(f64::MAX, f64::min);
        self.upright().map(of).fold(f64::MAX, f64::min)
    }

    /// Returns how far the ink stays from the right edge of the paper.
    pub(super) fn right_margin(&self) -> f64 {
        let of = |page: &Page| page.runs.iter().map(Run::right).chain(ends(page)).fold(0.0, f64::max);
        self.upright().map(|page| page.width - of(page)).fold(f64::MAX, f64::min)
    }

    /// Returns the middle of the text on a page.
    pub(super) fn middle(&self, page: usize) -> f64 {
        f64::midpoint(self.left_edge(), self.pages[page].width - self.right_margin())
    }

    /// Returns the pages that are higher than wide.
    pub(super) fn upright(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| page.height > page.width)
    }

    /// Returns the blocks of the lists in the text.
    pub(super) fn lists(&self) -> Vec<&Block> {
        let is_list = |block: &Block| block.roles.iter().take(2).map(String::as_str).eq(["Document", "L"]);
        // Where several sign, the recipients follow as a list of their own.
        let label = self.blocks.iter().position(|block| block.shows("Nơi nhận:")).unwrap_or(usize::MAX);
        let after = self.blocks.iter().enumerate().skip(label.saturating_add(1));
        let end = after.skip_while(|(_, block)| is_list(block)).map(|(index, _)| index).next();
        let of_recipients = label..end.unwrap_or(usize::MAX);
        let blocks = self.blocks.iter().enumerate().filter(|(index, _)| !of_recipients.contains(index));
        blocks.map(|(_, block)| block).filter(|block| is_list(block)).collect()
    }

    /// Returns how much of a line is underlined.
    pub(super) fn underlined(&self, line: &Line) -> f64 {
        let near = |stroke: &&Stroke| stroke.is_level() && (0.0..5.0).contains(&(stroke.from.1 - line.y));
        let across = |stroke: &&Stroke| stroke.from.0 < line.right() && line.left() < stroke.to.0;
        let strokes = self.pages[line.page].strokes.iter().filter(near).filter(across);
        strokes.map(Stroke::length).sum::<f64>() / line.width()
    }

    /// Returns the level rule that is nearest below a line, less than 8 mm.
    pub(super) fn rule_below(&self, line: &Line) -> Option<Stroke> {
        let below = |stroke: &&Stroke| stroke.is_level() && (0.0..23.0).contains(&(stroke.from.1 - line.y));
        let across = |stroke: &&Stroke| stroke.from.0 < line.right() && line.left() < stroke.to.0;
        let strokes = self.pages[line.page].strokes.iter().filter(below).filter(across);
        strokes.min_by(|a, b| a.from.1.total_cmp(&b.from.1)).copied()
    }

    /// Returns the paragraphs of the text: what the frame says is not among them.
    pub(super) fn paragraphs(&self) -> Vec<&Block> {
        let known: Vec<String> =
            FRAME.into_iter().flat_map(|key| self.words(key)).chain(["Nơi nhận:".to_owned()]).collect();
        let is_known = |block: &&Block| known.iter().any(|words| block.shows(words));
        let plain = self.blocks.iter().filter(|block| block.is_plain()).filter(|block| !is_known(block));
        // What stands under a subject or the title of an appendix is no paragraph.
        let is_text = |block: &&Block| !block.is_note() && block.text() != "-----";
        plain.filter(is_text).collect()
    }
}

/// Returns what is written small below the pictures of a document.
fn chart_notes(source: &str) -> Vec<String> {
    let note = |line: &str| {
        let (_, words) = line.trim_start().strip_prefix("#par[#text(size: 0.85em")?.split_once(")[")?;
        Some(words.trim_end_matches(']').replace('\\', ""))
    };
    source.lines().filter_map(note).collect()
}

/// Returns where rules begin and end.
fn ends(page: &Page) -> impl Iterator<Item = f64> {
    page.strokes.iter().flat_map(|stroke| [stroke.from.0, stroke.to.0])
}

/// Returns a string or a list of them.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(words) => vec![words.clone()],
        Value::Array(list) => list.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

/// Returns a text without what differs between a frame and a page: case, spaces, the dots of blanks.
pub(super) fn squeezed(words: &str) -> String {
    let mut blank = false;
    let keep = |letter: &char| {
        blank = (blank || *letter == '\u{e000}') && *letter != '\u{e001}';
        !blank && !letter.is_whitespace() && !matches!(letter, '.' | '\u{e001}' | '\u{200b}')
    };
    words.chars().filter(keep).collect::<String>().to_lowercase()
}

/// Reads the tree that says what is a paragraph and what a heading.
struct Reader<'a> {
    document: &'a Document,
    numbers: BTreeMap<ObjectId, usize>,
    marked: BTreeMap<(usize, i64), Vec<&'a Run>>,
}

/// What is in a block before anything is told of its lines.
type Found<'a> = Vec<(usize, &'a Run)>;

impl<'a> Reader<'a> {
    fn new(document: &'a Document, pages: &'a [Page]) -> Self {
        let mut marked: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (number, page) in pages.iter().enumerate() {
            for run in &page.runs {
                if let Some(mark) = run.mark {
                    marked.entry((number, mark)).or_default().push(run);
                }
            }
        }
        let ids = document.get_pages().into_values();
        Self { document, numbers: ids.enumerate().map(|(number, id)| (id, number)).collect(), marked }
    }

    /// Reads all blocks, and the marks of what pictures show.
    fn read(&self) -> (Vec<Block>, BTreeSet<(usize, i64)>) {
        let root = self.document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
        let mut blocks = Vec::new();
        let root = self.dictionary(root).unwrap();
        let loose = self.children(root, None, &mut Vec::new(), &mut blocks);
        assert!(loose.is_empty(), "text outside of any paragraph");
        let mut pictures = BTreeSet::new();
        self.pictures(root, None, false, &mut pictures);
        (blocks, pictures)
    }

    fn pictures(
        &self,
        element: &'a Dictionary,
        page: Option<usize>,
        inside: bool,
        found: &mut BTreeSet<(usize, i64)>,
    ) {
        let inside =
            inside || element.get(b"S").and_then(Object::as_name).is_ok_and(|role| role == b"Figure");
        let page = self.page(element).or(page);
        let mark = element.get(b"MCID").and_then(Object::as_i64).ok();
        found.extend(page.zip(mark).filter(|_| inside));
        for kid in self.kids(element) {
            let (_, kid) = self.document.dereference(kid).unwrap();
            found.extend(page.zip(kid.as_i64().ok()).filter(|_| inside));
            if let Ok(kid) = kid.as_dict() {
                self.pictures(kid, page, inside, found);
            }
        }
    }

    fn page(&self, element: &Dictionary) -> Option<usize> {
        let id = element.get(b"Pg").ok()?.as_reference().ok()?;
        Some(self.numbers[&id])
    }

    fn kids(&self, element: &'a Dictionary) -> &'a [Object] {
        let Ok(kids) = element.get(b"K") else { return &[] };
        let (_, kids) = self.document.dereference(kids).unwrap();
        kids.as_array().map_or(std::slice::from_ref(kids), Vec::as_slice)
    }

    fn dictionary(&self, object: &'a Object) -> Option<&'a Dictionary> {
        self.document.dereference(object).ok()?.1.as_dict().ok()
    }

    /// Reads what is in an element; returns the runs that are in none of its blocks.
    fn children(
        &self,
        element: &'a Dictionary,
        page: Option<usize>,
        roles: &mut Vec<String>,
        blocks: &mut Vec<Block>,
    ) -> Found<'a> {
        let page = self.page(element).or(page);
        let mut loose = Vec::new();
        for kid in self.kids(element) {
            if let Ok(mark) = self.document.dereference(kid).unwrap().1.as_i64() {
                let page = page.unwrap();
                loose.extend(self.marked.get(&(page, mark)).into_iter().flatten().map(|run| (page, *run)));
            } else if let Some(kid) = self.dictionary(kid) {
                loose.extend(self.child(kid, page, roles, blocks));
            }
        }
        loose
    }

    fn child(
        &self,
        kid: &'a Dictionary,
        page: Option<usize>,
        roles: &mut Vec<String>,
        blocks: &mut Vec<Block>,
    ) -> Found<'a> {
        let Ok(role) = kid.get(b"S").and_then(Object::as_name) else {
            // The mark of a text on another page than that of its element.
            let Ok(mark) = kid.get(b"MCID").and_then(Object::as_i64) else { return Vec::new() };
            let page = self.page(kid).or(page).unwrap();
            let runs = self.marked.get(&(page, mark)).into_iter().flatten();
            return runs.map(|run| (page, *run)).collect();
        };
        let role = String::from_utf8_lossy(role).into_owned();
        if ["Em", "Strong", "Span", "Link"].contains(&role.as_str()) {
            return self.children(kid, page, roles, blocks);
        }
        roles.push(role);
        // What comes first in reading comes first in the list, though it is known only after its children.
        let place = blocks.len();
        let runs = self.children(kid, page, roles, blocks);
        if !runs.is_empty() {
            blocks.insert(place, Block { roles: roles.clone(), lines: lines(&runs) });
        }
        roles.pop();
        Vec::new()
    }
}

fn lines(runs: &[(usize, &Run)]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (page, run) in runs {
        match lines.last_mut() {
            Some(line) if line.page == *page && (line.y - run.y).abs() < 0.5 => {
                line.runs.push((*run).clone());
            }
            _ => lines.push(Line { page: *page, y: run.y, runs: vec![(*run).clone()] }),
        }
    }
    lines
}
