//! The tree of a YAML text, built from the parser's events.

use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, Span as Marks};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::vi::code_point;

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it is written; for an alias, where the alias stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node can be.
#[derive(Debug, Clone)]
pub enum Value {
    /// A scalar as it was written, without its quotes.
    Scalar {
        /// The text.
        text: Arc<str>,
        /// Whether it was written without quotes and not as a block.
        plain: bool,
    },
    /// A sequence.
    List(Arc<[Node]>),
    /// A mapping, in the order of the text.
    Map(Arc<[Entry]>),
}

/// A key of a mapping and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Arc<str>,
    /// The place of the key.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// Answers whether nothing was written (`key:`, `~` or `null`).
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if matches!(&**text, "" | "~" | "null"))
    }

    /// Returns what it is, in words that fit after "found".
    pub fn kind(&self) -> &'static str {
        match &self.value {
            _ if self.is_null() => "nothing",
            Value::Scalar { .. } => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// What a file may contain at most, so that no file can exhaust the machine.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How deeply lists and mappings may be nested.
    pub depth: usize,
    /// How many nodes aliases may add in all.
    pub alias_nodes: usize,
    /// How many keys a mapping may have.
    pub keys: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64, alias_nodes: 10_000, keys: 1_000 }
    }
}

/// Reads the first document of a YAML text; an empty text gives no node.
///
/// A duplicate key is reported and the first one kept. Anything the parser can't read ends the file.
pub fn parse(file: FileId, text: &str, limits: Limits, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut builder = Builder {
        file,
        text,
        limits,
        diagnostics,
        open: Vec::new(),
        anchors: HashMap::new(),
        alias_nodes: 0,
        root: None,
    };
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((Event::DocumentStart(..), marks)) => {
                documents += 1;
                if documents == 1 { Ok(()) } else { Err(builder.second_document(&marks)) }
            }
            Ok((event, marks)) => builder.event(event, &marks),
            Err(error) => Err(builder.unreadable(&error)),
        };
        if let Err(diagnostic) = step {
            builder.diagnostics.push(*diagnostic);
            return None;
        }
    }
    builder.root
}

/// A list or mapping whose end has not been seen.
struct Open {
    start: usize,
    anchor: Option<usize>,
    items: Items,
}

enum Items {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(Arc<str>, Span)> },
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    limits: Limits,
    diagnostics: &'a mut Vec<Diagnostic>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    alias_nodes: usize,
    root: Option<Node>,
}

type Step = Result<(), Box<Diagnostic>>;

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, marks: &Marks) -> Step {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let value = Value::Scalar { text: text.as_ref().into(), plain };
                self.finish(Node { span: self.scalar_span(marks, style), value }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => self.begin(marks, anchor, Items::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => {
                self.begin(marks, anchor, Items::Map { entries: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(marks),
            Event::Alias(id) => self.alias(id, marks),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, marks: &Marks, anchor: usize, items: Items) -> Step {
        if self.open.len() >= self.limits.depth {
            let span = self.span(byte(&marks.start)..byte(&marks.start));
            return Err(Box::new(self.too_deep(span)));
        }
        self.open.push(Open { start: byte(&marks.start), anchor: named(anchor), items });
        Ok(())
    }

    fn end(&mut self, marks: &Marks) -> Step {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let (value, last) = match open.items {
            Items::List(items) => {
                let last = items.last().map(|node| node.span.end as usize);
                (Value::List(items.into()), last)
            }
            Items::Map { entries, .. } => {
                let last = entries.last().map(|entry| entry.node.span.end as usize);
                (Value::Map(entries.into()), last)
            }
        };
        // The end mark of a block collection lies behind the white space after it.
        let flow = matches!(self.text.as_bytes().get(open.start), Some(b'[' | b'{'));
        let end = if flow { byte(&marks.end) } else { last.unwrap_or(open.start) };
        let span = self.span(open.start..end.max(open.start));
        self.finish(Node { span, value }, open.anchor.unwrap_or(0))
    }

    fn alias(&mut self, id: usize, marks: &Marks) -> Step {
        let span = self.span(byte(&marks.start)..byte(&marks.end));
        let Some((node, size)) = self.anchors.get(&id) else {
            return Err(Box::new(
                Diagnostic::new(Code::InvalidYaml, "an alias stands inside the value it names").at(span, ""),
            ));
        };
        self.alias_nodes += size;
        if self.alias_nodes > self.limits.alias_nodes {
            let headline = format!("aliases add more than {} values", self.limits.alias_nodes);
            return Err(Box::new(Diagnostic::new(Code::TooMuch, headline).at(span, "")));
        }
        let node = Node { span, value: node.value.clone() };
        self.finish(node, 0)
    }

    /// Puts a finished node where it belongs.
    fn finish(&mut self, node: Node, anchor: usize) -> Step {
        if let Some(id) = named(anchor) {
            let size = size(&node);
            self.anchors.insert(id, (node.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.items {
            Items::List(items) => items.push(node),
            Items::Map { entries, key } => match key.take() {
                None => *key = Some((key_text(&node)?, node.span)),
                Some((name, key_span)) => {
                    if entries.len() >= self.limits.keys {
                        let headline = format!("a mapping has more than {} keys", self.limits.keys);
                        return Err(Box::new(Diagnostic::new(Code::TooMuch, headline).at(key_span, "")));
                    }
                    match entries.iter().find(|entry| entry.key == name) {
                        Some(first) => self.diagnostics.push(duplicate_key(&name, key_span, first.key_span)),
                        None => entries.push(Entry { key: name, key_span, node }),
                    }
                }
            },
        }
        Ok(())
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// Returns the place of a scalar: the parser's end of a block scalar lies behind the line breaks after it.
    fn scalar_span(&self, marks: &Marks, style: ScalarStyle) -> Span {
        let (start, end) = (byte(&marks.start), byte(&marks.end));
        let written = self.text.get(start..end).unwrap_or_default();
        let trimmed = match style {
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => written.trim_end(),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                written.trim_end_matches(char::is_whitespace)
            }
        };
        self.span(start..start + trimmed.len())
    }

    fn second_document(&self, marks: &Marks) -> Box<Diagnostic> {
        let span = self.span(byte(&marks.start)..byte(&marks.end));
        Box::new(
            Diagnostic::new(Code::InvalidYaml, "the file holds a second YAML document")
                .at(span, "it begins here")
                .help("put the second one into a file of its own"),
        )
    }

    fn unreadable(&self, error: &granit_parser::ScanError) -> Box<Diagnostic> {
        let at = byte(error.marker()).min(self.text.len());
        if let ErrorKind::UnexpectedCharacter { character } = error.kind()
            && character.is_control()
        {
            return Box::new(self.control_character(at, *character));
        }
        let next = self.text[at..].chars().next().filter(|next| !next.is_whitespace());
        let span = self.span(at..at + next.map_or(0, char::len_utf8));
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            return Box::new(self.too_deep(span));
        }
        let diagnostic =
            Diagnostic::new(Code::InvalidYaml, format!("this is not YAML: {}", error.info())).at(span, "");
        Box::new(match way_out(error.kind()) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        })
    }

    /// The parser stops at the text that holds the character, and nobody would see where in it.
    fn control_character(&self, from: usize, character: char) -> Diagnostic {
        let at = self.text[from..].find(character).map_or(from, |at| from + at);
        let headline = format!("the text holds the control character {}", code_point(character));
        Diagnostic::new(Code::ControlCharacter, headline)
            .at(self.span(at..at + character.len_utf8()), "")
            .help("remove it")
    }

    fn too_deep(&self, span: Span) -> Diagnostic {
        let headline = format!("lists and mappings are nested more than {} deep", self.limits.depth);
        Diagnostic::new(Code::TooMuch, headline).at(span, "")
    }
}

/// Returns what to do about the slips that people make who don't know YAML well.
fn way_out(error: &ErrorKind) -> Option<&'static str> {
    match error {
        ErrorKind::MappingValueNotAllowed => Some("put a text that holds `: ` in quotation marks"),
        ErrorKind::UnknownAnchor => Some("put a text that begins with `*` in quotation marks"),
        ErrorKind::UnexpectedCharacter { .. } => {
            Some("put a text that begins with such a character in quotation marks")
        }
        ErrorKind::UnclosedQuotedScalar => Some("close the text with the quotation mark that opens it"),
        ErrorKind::UnclosedFlowCollection { .. } => {
            Some("close the bracket, or put a text that begins with one in quotation marks")
        }
        ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabNotAllowed => {
            Some("indent with spaces")
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            Some("write `\\\\` for a backslash, or use single quotation marks")
        }
        ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidIndentation => Some("keys of one record begin in the same column"),
        _ => None,
    }
}

/// The parser counts anchors from 1; 0 means none.
fn named(anchor: usize) -> Option<usize> {
    (anchor > 0).then_some(anchor)
}

fn byte(mark: &granit_parser::Marker) -> usize {
    mark.byte_offset().expect("a parser over a string knows byte offsets")
}

fn size(node: &Node) -> usize {
    match &node.value {
        Value::Scalar { .. } => 1,
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|entry| size(&entry.node)).sum::<usize>(),
    }
}

fn key_text(node: &Node) -> Result<Arc<str>, Box<Diagnostic>> {
    match &node.value {
        Value::Scalar { text, .. } => Ok(text.clone()),
        Value::List(_) | Value::Map(_) => Err(Box::new(
            Diagnostic::new(Code::InvalidYaml, format!("a key must be a text, found {}", node.kind()))
                .at(node.span, ""),
        )),
    }
}

fn duplicate_key(name: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, format!("the key `{name}` is given twice"))
        .at(second, "given again")
        .and(first, "first given here")
        .help("keep one of the two")
}
