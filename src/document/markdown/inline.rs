//! What stands inside a line of Markdown.

use pulldown_cmark::{CowStr, Event, LinkType, Tag};

use super::reader::Reader;
use crate::document::target::{self, Refused};
use crate::document::{Image, Inline, blank, plain};

/// Answers whether an event belongs into a line.
pub(super) fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    }
}

impl<'a> Reader<'a> {
    /// Reads what stands in a line, up to the end of what holds it or to the next block.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        while self.peek().is_some_and(is_inline) {
            let Some((event, line)) = self.next() else { break };
            match event {
                Event::Text(text) => content.extend(self.words(&text, line)),
                Event::Code(text) => {
                    self.refuse_blanks(&text, "code", line);
                    content.push(Inline::Code(text.into_string()));
                }
                Event::InlineHtml(html) => self.refuse_html(&html, line),
                Event::SoftBreak => content.push(Inline::SoftBreak),
                Event::HardBreak => content.push(Inline::LineBreak),
                Event::Start(tag) => content.push(self.tagged_inline(tag, line)),
                _ => {}
            }
        }
        content
    }

    fn words(&mut self, text: &str, line: usize) -> Vec<Inline> {
        blank::split(text).unwrap_or_else(|unpaired| {
            self.refuse(line, unpaired.to_string());
            Vec::new()
        })
    }

    fn tagged_inline(&mut self, tag: Tag<'a>, line: usize) -> Inline {
        let content = self.nested(line, Self::inlines);
        match tag {
            Tag::Strong => Inline::Strong(content),
            Tag::Strikethrough => Inline::Strikethrough(content),
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = self.link_target(link_type, dest_url, line);
                let title = (!title.is_empty()).then(|| title.into_string());
                Inline::Link { target, title, content }
            }
            Tag::Image { dest_url, .. } => Inline::Image(self.image(dest_url, &content, line)),
            // All others but emphasis are no inline tags.
            _ => Inline::Emphasis(content),
        }
    }

    fn link_target(&mut self, kind: LinkType, target: CowStr, line: usize) -> String {
        let target = match kind {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.into_string(),
        };
        self.refuse_blanks(&target, "the target of a link", line);
        self.refuse_unless(target::check_link(&target), line);
        target
    }

    fn image(&mut self, path: CowStr, alt: &[Inline], line: usize) -> Image {
        self.refuse_blanks(&path, "the path of an image", line);
        self.refuse_unless(target::check_image(&path), line);
        let alt = plain::inlines(alt);
        if alt.trim().is_empty() {
            // A file that is to be accessible to all could not be made.
            let help = "say between the brackets what can be seen, as in `![Quốc huy](quoc-huy.svg)`";
            self.refuse_with_help(line, "image without a description", help);
        }
        Image { path: path.into_string(), alt }
    }

    fn refuse_unless(&mut self, checked: Result<(), Refused>, line: usize) {
        if let Err(Refused { message, help }) = checked {
            self.refuse_with_help(line, message, help);
        }
    }
}
