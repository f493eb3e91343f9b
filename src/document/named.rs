//! Fenced blocks with a name, which carry what Markdown lacks: their content is YAML.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};
use serde_saphyr::{MessageFormatter, Spanned, UserMessageFormatter};

use super::chart::chart;
use super::table::{Cell, Column, words};
use super::{Appendix, Block, Inline, Problem, Sheet, Signature, Table, blank};

/// Where a named block stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The line of its opening fence.
    pub(super) fence: usize,
    /// Whether it stands inside a list or a quotation.
    pub(super) nested: bool,
}

type Read = fn(&str, Place) -> Result<Block, Vec<Problem>>;

/// Returns the function that reads the blocks of this name, if it is one.
pub(super) fn reader(name: &str) -> Option<Read> {
    match name {
        "table" => Some(table),
        "signatures" => Some(signatures),
        "page-break" => Some(page_break),
        "blank" => Some(blank),
        "appendix" => Some(appendix),
        "chart" => Some(chart),
        "sheet" => Some(sheet),
        _ => None,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct TableContent {
    #[serde(default)]
    caption: Option<Words>,
    columns: Vec<Column>,
    #[serde(default)]
    head: Vec<Row>,
    #[serde(default)]
    rows: Vec<Row>,
    #[serde(default)]
    foot: Vec<Row>,
    #[serde(default)]
    size: Option<f64>,
}

type Row = Spanned<Vec<Cell>>;

/// Plain text with blanks.
pub(super) struct Words(pub(super) Vec<Inline>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        words(&String::deserialize(deserializer)?).map(Self)
    }
}

fn table(yaml: &str, place: Place) -> Result<Block, Vec<Problem>> {
    let content: TableContent = decode(yaml, place)?;
    if content.columns.is_empty() {
        return Err(vec![place.problem(0, "a table needs at least one column")]);
    }
    let mut problems = Vec::new();
    if content.size.is_some_and(|size| !(4.0..=72.0).contains(&size)) {
        problems.push(place.problem(0, "`size` is in points, from 4 to 72"));
    }
    for part in [&content.head, &content.rows, &content.foot] {
        problems.extend(grid_problems(part, content.columns.len(), place));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let cells = |rows: Vec<Row>| rows.into_iter().map(|row| row.value).collect();
    Ok(Block::Table(Table {
        caption: content.caption.map(|words| words.0),
        columns: content.columns,
        head: cells(content.head),
        rows: cells(content.rows),
        foot: cells(content.foot),
        size: content.size,
    }))
}

/// Checks that the cells of a part of a table fill each of its rows exactly.
///
/// Typst would make more rows or columns, or move cells to where nobody wants them.
fn grid_problems(rows: &[Row], columns: usize, place: Place) -> Vec<Problem> {
    let mut problems = Vec::new();
    // For each column, in how many of the coming rows it is taken by a cell from above.
    let mut taken = vec![0_u32; columns];
    for (index, row) in rows.iter().enumerate() {
        let below = rows.len() - index - 1;
        if let Err(message) = fill_row(&row.value, &mut taken, below) {
            problems.push(place.problem(row.referenced.line(), message));
            // What follows in this part would only repeat it.
            break;
        }
    }
    problems
}

/// Lays the cells of a row into the free columns, and steps down to the next row.
fn fill_row(cells: &[Cell], taken: &mut [u32], below: usize) -> Result<(), String> {
    let columns = taken.len();
    let free = taken.iter().filter(|&&rows| rows == 0).count();
    let wanted: u64 = cells.iter().map(|cell| u64::from(cell.span.get())).sum();
    if u64::try_from(free) != Ok(wanted) {
        return Err(format!("the cells of the row take {wanted} of {columns} columns, expected {free}"));
    }
    let mut at = 0;
    for cell in cells {
        at += taken[at..].iter().take_while(|&&rows| rows > 0).count();
        let end = at + cell.span.get() as usize;
        if taken[at..end].iter().any(|&rows| rows > 0) {
            return Err("a cell of the row runs into a cell from the row above".to_owned());
        }
        if cell.rows.get() as usize > below + 1 {
            let most = below + 1;
            return Err(format!("a cell of the row takes {} rows, expected at most {most}", cell.rows));
        }
        taken[at..end].fill(cell.rows.get());
        at = end;
    }
    for rows in taken {
        *rows -= 1;
    }
    Ok(())
}

fn signatures(yaml: &str, place: Place) -> Result<Block, Vec<Problem>> {
    let signatures: Vec<Signature> = decode(yaml, place)?;
    Ok(Block::Signatures(signatures))
}

fn page_break(yaml: &str, place: Place) -> Result<Block, Vec<Problem>> {
    place.refuse_nested("page break")?;
    if !yaml.trim().is_empty() {
        return Err(vec![place.problem(1, "a page break has no content")]);
    }
    Ok(Block::PageBreak)
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct BlankContent {
    lines: u32,
}

/// More lines than this are a mistake, not a form.
const MOST_BLANK_LINES: u32 = 100;

fn blank(yaml: &str, place: Place) -> Result<Block, Vec<Problem>> {
    if yaml.trim().is_empty() {
        return Ok(Block::Blank { lines: 1 });
    }
    let BlankContent { lines } = decode(yaml, place)?;
    if !(1..=MOST_BLANK_LINES).contains(&lines) {
        let message = format!("{lines} blank lines, expected 1 to {MOST_BLANK_LINES}");
        return Err(vec![place.problem(1, message)]);
    }
    Ok(Block::Blank { lines })
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct AppendixContent {
    #[serde(default)]
    label: Option<Words>,
    #[serde(default)]
    title: Option<Words>,
    #[serde(default)]
    note: Option<Words>,
    #[serde(default)]
    landscape: bool,
}

fn appendix(yaml: &str, place: Place) -> Result<Block, Vec<Problem>> {
    place.refuse_nested("appendix")?;
    let content: AppendixContent = decode(yaml, place)?;
    Ok(Block::Appendix(Appendix {
        label: content.label.map(|words| words.0),
        title: content.title.map(|words| words.0),
        note: content.note.map(|words| words.0),
        landscape: content.landscape,
    }))
}

fn sheet(yaml: &str, place: Place) -> Result<Block, Vec<Problem>> {
    place.refuse_nested("sheet")?;
    let mut sheet = Sheet { fields: decode(yaml, place)? };
    // A text that renders to nothing counts as not given, as in front matter.
    sheet.fields.retain(|_, text| !text.trim().is_empty());
    match sheet.fields.values().find_map(|text| blank::split(text).err()) {
        Some(unpaired) => Err(vec![place.problem(1, unpaired.to_string())]),
        None => Ok(Block::Sheet(sheet)),
    }
}

/// Decodes the content of a block; the first mistake ends it, because the rest may follow from it.
pub(super) fn decode<T: DeserializeOwned>(yaml: &str, place: Place) -> Result<T, Vec<Problem>> {
    serde_saphyr::from_str(yaml).map_err(|error| {
        let error = error.without_snippet();
        let line = error.location().map_or(1, |location| location.line());
        vec![place.problem(line, UserMessageFormatter.format_message(error))]
    })
}

impl Place {
    /// Makes a problem in a line of the content; line 0 is the fence.
    pub(super) fn problem(self, line: u64, message: impl Into<String>) -> Problem {
        let line = self.fence + usize::try_from(line).unwrap_or_default();
        Problem { line, message: message.into(), help: None }
    }

    fn refuse_nested(self, what: &str) -> Result<(), Vec<Problem>> {
        if self.nested {
            let message = format!("{what} inside a list or a quotation");
            return Err(vec![self.problem(0, message)]);
        }
        Ok(())
    }
}
