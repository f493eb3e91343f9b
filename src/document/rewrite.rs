//! Changing the words of a document everywhere at once.

use super::table::Table;
use super::{Appendix, Block, Chart, Document, Frame, Image, Inline, Signature};

impl Document {
    /// Changes all that is printed; paths, targets of links, code and the names of blanks stay as they are.
    pub(crate) fn rewrite(&mut self, change: &impl Fn(&mut String)) {
        frame(&mut self.frame, change);
        blocks(&mut self.body, change);
    }
}

fn frame(frame: &mut Frame, change: &impl Fn(&mut String)) {
    let texts = [
        &mut frame.title,
        &mut frame.subject,
        &mut frame.superior,
        &mut frame.issuer,
        &mut frame.number,
        &mut frame.place_date,
        &mut frame.authority,
        &mut frame.resolution,
        &mut frame.marks.urgency,
        &mut frame.marks.drafted_by,
        &mut frame.marks.contact,
        &mut frame.meta.title,
        &mut frame.meta.author,
        &mut frame.meta.description,
    ];
    texts.into_iter().flatten().for_each(change);
    let lists = [&mut frame.bases, &mut frame.addressees, &mut frame.recipients, &mut frame.meta.keywords];
    lists.into_iter().flatten().for_each(change);
    frame.signatures.iter_mut().for_each(|it| signature(it, change));
}

fn signature(signature: &mut Signature, change: &impl Fn(&mut String)) {
    let Signature { capacity, title, name, note } = signature;
    capacity.iter_mut().chain(title).chain(name).chain(note).for_each(change);
}

fn blocks(blocks: &mut [Block], change: &impl Fn(&mut String)) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => inlines(content, change),
            Block::List { items, .. } => items.iter_mut().for_each(|item| self::blocks(item, change)),
            Block::Quote(content) => self::blocks(content, change),
            Block::Table(it) => table(it, change),
            Block::Signatures(signatures) => signatures.iter_mut().for_each(|it| signature(it, change)),
            Block::Appendix(Appendix { label, title, note, landscape: _ }) => {
                label.iter_mut().chain(title).chain(note).for_each(|line| inlines(line, change));
            }
            Block::Figure(image) => change_alt(image, change),
            Block::Chart(it) => chart(it, change),
            Block::Sheet(sheet) => sheet.fields.values_mut().for_each(change),
            Block::Code { .. } | Block::Rule | Block::PageBreak | Block::Blank { .. } => {}
        }
    }
}

fn table(table: &mut Table, change: &impl Fn(&mut String)) {
    let Table { caption, columns: _, head, rows, foot, size: _ } = table;
    if let Some(caption) = caption {
        inlines(caption, change);
    }
    for cell in head.iter_mut().chain(rows).chain(foot).flatten() {
        inlines(&mut cell.content, change);
    }
}

fn chart(chart: &mut Chart, change: &impl Fn(&mut String)) {
    let Chart { kind: _, caption, unit, head, categories, series, total, note, alt } = chart;
    let optional = [caption, unit, total, note].into_iter().flatten();
    let names = series.iter_mut().map(|series| &mut series.name);
    optional.chain([head]).chain(categories).chain(names).for_each(|line| inlines(line, change));
    change(alt);
}

fn inlines(content: &mut [Inline], change: &impl Fn(&mut String)) {
    for inline in content {
        match inline {
            Inline::Text(text) => change(text),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                inlines(content, change);
            }
            Inline::Link { title, content, .. } => {
                title.iter_mut().for_each(change);
                inlines(content, change);
            }
            Inline::Image(image) => change_alt(image, change),
            Inline::Code(_) | Inline::SoftBreak | Inline::LineBreak | Inline::Blank(_) => {}
        }
    }
}

fn change_alt(image: &mut Image, change: &impl Fn(&mut String)) {
    change(&mut image.alt);
}
