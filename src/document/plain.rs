//! The words of a document without their form.

use super::{Block, Inline, Signature, blank};

/// Returns the words of blocks, one block a line.
pub(super) fn blocks(blocks: &[Block]) -> String {
    let lines: Vec<String> = blocks.iter().map(block).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Returns the words of inline content.
pub(super) fn inlines(content: &[Inline]) -> String {
    content.iter().map(inline).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) => inlines(content),
        Block::List { items, .. } => lines(items.iter().map(|item| blocks(item))),
        Block::Quote(content) => blocks(content),
        Block::Code { text, .. } => text.clone(),
        Block::Table(table) => lines(table.texts().map(inlines)),
        Block::Chart(chart) => {
            let table = chart.table();
            lines(chart.around().chain(table.texts()).map(inlines))
        }
        Block::Signatures(signatures) => lines(signatures.iter().flat_map(Signature::lines).map(words)),
        Block::Appendix(appendix) => lines(appendix.lines().map(inlines)),
        Block::Sheet(sheet) => lines(sheet.texts().map(words)),
        Block::Rule | Block::PageBreak | Block::Blank { .. } | Block::Figure(_) => String::new(),
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the words of a text that may have blanks.
fn words(text: &str) -> String {
    blank::split(text).map_or_else(|_| text.to_owned(), |content| inlines(&content))
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content)
        | Inline::Link { content, .. } => inlines(content),
        Inline::SoftBreak => " ".to_owned(),
        Inline::LineBreak => "\n".to_owned(),
        Inline::Blank(_) => "…".to_owned(),
        Inline::Image(_) => String::new(),
    }
}
