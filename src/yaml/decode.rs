//! Nodes → values. Every problem is reported and decoding goes on with the next field.

use std::collections::HashSet;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{SourceMap, Span};
use crate::vi::{self, FaultKind, LineBreaks};

use super::lines::Lines;
use super::tree::{Entry, Node, Value};

/// The most characters that a text may have: some thirty pages.
const LONGEST_TEXT: usize = 100_000;

/// A type that can be read from a node.
pub trait Decode: Sized {
    /// Reads the node; on a mistake reports it and returns nothing.
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self>;

    /// Returns the value of a key that is not given, if it may be left out.
    fn absent() -> Option<Self> {
        None
    }
}

/// What decoding needs: the texts, to point into them, and a list for what is wrong.
#[derive(Debug)]
pub struct Decoder<'a> {
    sources: &'a SourceMap,
    diagnostics: &'a mut Vec<Diagnostic>,
    references: Vec<Reference>,
    /// The words that records share, such as ids, each kept once.
    words: HashSet<Arc<str>>,
}

/// A link as it was written, to be resolved when everything is read.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The id that it names.
    pub id: Arc<str>,
    /// Where it is written.
    pub span: Span,
    /// The kinds of record that it may name, in words with their article.
    pub kinds: &'static [&'static str],
}

/// The keys of a mapping while a record is read from it.
#[derive(Debug)]
pub struct Fields<'a> {
    record: &'static str,
    /// The fields as they are named in Rust.
    known: &'static [&'static str],
    span: Span,
    entries: &'a [Entry],
}

impl<'a> Decoder<'a> {
    /// Makes a decoder that adds to `diagnostics`.
    pub fn new(sources: &'a SourceMap, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self { sources, diagnostics, references: Vec::new(), words: HashSet::new() }
    }

    /// Notes a link, so that no link can be forgotten when they are resolved.
    pub fn refer(&mut self, id: &Arc<str>, span: Span, kinds: &'static [&'static str]) {
        self.references.push(Reference { id: id.clone(), span, kinds });
    }

    /// Returns the first text that is equal to this one: thousands of records name the same few others.
    pub fn shared(&mut self, text: &Arc<str>) -> Arc<str> {
        if let Some(known) = self.words.get(text) {
            return known.clone();
        }
        self.words.insert(text.clone());
        text.clone()
    }

    /// Returns the links that were noted.
    pub fn into_references(self) -> Vec<Reference> {
        self.references
    }

    /// Adds a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports that `node` is not what was expected there.
    pub fn expected<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let found = match &node.value {
            Value::Scalar { text, .. } if !node.is_null() && text.trim().is_empty() => {
                "an empty text".to_owned()
            }
            Value::Scalar { text, .. } if !node.is_null() => format!("`{}`", excerpt(text)),
            _ => node.kind().to_owned(),
        };
        let label = format!("expected {expected}");
        self.report(
            Diagnostic::new(Code::WrongType, format!("expected {expected}, found {found}"))
                .at(first_line(node.span, self.sources), label),
        );
        None
    }

    /// Returns the fields of a record, and reports the keys that it does not know.
    pub fn fields<'n>(
        &mut self,
        node: &'n Node,
        record: &'static str,
        known: &'static [&'static str],
    ) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            return self.expected(node, &format!("a mapping with the keys of {record}"));
        };
        for entry in entries.iter().filter(|entry| !known.iter().any(|name| same_key(name, &entry.key))) {
            self.unknown_key(entry, record, known);
        }
        Some(Fields { record, known, span: node.span, entries })
    }

    /// Reads one field of a record.
    pub fn field<T: Decode>(&mut self, fields: &Fields<'_>, name: &'static str) -> Option<T> {
        match fields.entries.iter().find(|entry| same_key(name, &entry.key)) {
            Some(entry) if !entry.node.is_null() => T::decode(&entry.node, self),
            found => T::absent().or_else(|| {
                self.missing(fields, name, found);
                None
            }),
        }
    }

    /// Reads a scalar's text, whatever it looks like.
    pub fn text<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n Arc<str>> {
        match &node.value {
            Value::Scalar { text, .. } if !node.is_null() => self.is_readable(node, text).then_some(text),
            _ => self.expected(node, expected),
        }
    }

    /// Reads a text that says something: a name of nothing but spaces would leave a hole in every document.
    fn words<'n>(&mut self, node: &'n Node) -> Option<&'n Arc<str>> {
        let text = self.text(node, "a text")?;
        if text.trim().is_empty() { self.expected(node, "a text") } else { Some(text) }
    }

    /// Answers whether a text is no longer than any honest one, and reports it if it is.
    fn is_readable(&mut self, node: &Node, text: &str) -> bool {
        // Characters are counted only where there may be too many: a text has no more of them than bytes.
        if text.len() <= LONGEST_TEXT || text.chars().count() <= LONGEST_TEXT {
            return true;
        }
        let headline = format!("a text has {} characters; {LONGEST_TEXT} is the most", text.chars().count());
        self.report(Diagnostic::new(Code::TooMuch, headline).at(first_line(node.span, self.sources), ""));
        false
    }

    /// Reports what a text must not hold: letters that are not NFC, control characters, look-alikes, legacy fonts.
    fn hygiene(&mut self, node: &Node, text: &str, lines: LineBreaks) {
        for fault in vi::faults(text, lines) {
            let span = self.place_in(node.span, text, fault.range.clone());
            self.report(unclean(&fault, &text[fault.range.clone()]).at(span, ""));
        }
    }

    /// Returns the place of a part of a scalar; the first line of it where escapes moved the letters.
    pub fn place_in(&self, span: Span, text: &str, part: Range<usize>) -> Span {
        match Lines::of(self.sources.slice(span), text).find(part) {
            Some(part) => span.part(part),
            None => first_line(span, self.sources),
        }
    }

    fn unknown_key(&mut self, entry: &Entry, record: &str, known: &[&str]) {
        let known: Vec<String> = known.iter().map(|name| key_name(name)).collect();
        let headline = format!("{record} has no key `{}`", excerpt(&entry.key));
        let diagnostic = Diagnostic::new(Code::UnknownKey, headline).at(entry.key_span, "");
        self.report(match nearest(&entry.key, known.iter().map(String::as_str)) {
            Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
            None => diagnostic.help(format!("its keys are {}", listed(&known))),
        });
    }

    fn missing(&mut self, fields: &Fields<'_>, name: &str, found: Option<&Entry>) {
        let name = key_name(name);
        // A key that is only misspelt was reported, with this one as what was meant.
        let known: Vec<String> = fields.known.iter().map(|name| key_name(name)).collect();
        let is_known = |key: &str| known.iter().any(|name| name == key);
        let meant = |key: &str| nearest(key, known.iter().map(String::as_str));
        if fields.entries.iter().any(|entry| !is_known(&entry.key) && meant(&entry.key) == Some(&name)) {
            return;
        }
        let record = fields.record;
        let headline = format!("{record} needs the key `{name}`");
        let place = match (found, fields.entries.first()) {
            (Some(entry), _) => entry.key_span,
            (None, Some(first)) => first.key_span,
            (None, None) => first_line(fields.span, self.sources),
        };
        let label = if found.is_some() {
            "nothing is written here".to_owned()
        } else {
            format!("this {}", without_article(record))
        };
        self.report(Diagnostic::new(Code::MissingKey, headline).at(place, label));
    }
}

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Decode> Decode for Located<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Some(Self { value: T::decode(node, decoder)?, span: node.span })
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, decoder).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::List(items) = &node.value else {
            return decoder.expected(node, "a list (lines that begin with `- `)");
        };
        // All items are read before one bad item fails the list, so that each mistake is reported.
        let read: Vec<Option<T>> = items.iter().map(|item| T::decode(item, decoder)).collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, decoder).map(Self::new)
    }
}

/// A text of one line: names, titles, sentences. Line breaks in the file are folded by YAML itself.
impl Decode for String {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.words(node)?;
        // The line break behind a block of one line is no part of what was meant.
        decoder.hygiene(node, text.trim_end(), LineBreaks::Forbidden);
        Some(text.trim().to_owned())
    }
}

/// A narrative written in Markdown, with as many lines as it needs, and the place of its first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown(pub String, pub Span, Lines, Span);

impl Markdown {
    /// Returns the place of a part of it; nothing where that runs over several lines, or stands behind an escape.
    pub fn place(&self, part: Range<usize>) -> Option<Span> {
        self.2.find(part).map(|part| self.3.part(part))
    }
}

impl Decode for Markdown {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.words(node)?;
        decoder.hygiene(node, text, LineBreaks::Allowed);
        let text = text.trim().to_owned();
        let lines = Lines::of(decoder.sources.slice(node.span), &text);
        Some(Self(text, first_line(node.span, decoder.sources), lines, node.span))
    }
}

impl Decode for bool {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Scalar { text, .. } if &**text == "true" => Some(true),
            Value::Scalar { text, .. } if &**text == "false" => Some(false),
            _ => decoder.expected(node, "`true` or `false`"),
        }
    }
}

macro_rules! whole_numbers {
    ($($type:ty),+) => {$(
        impl Decode for $type {
            fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
                let Value::Scalar { text, .. } = &node.value else {
                    return decoder.expected(node, "a whole number such as 12");
                };
                let is_too_large = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                text.parse().ok().or_else(|| match is_too_large {
                    true => decoder.expected(node, &format!("a whole number up to {}", <$type>::MAX)),
                    false => decoder.expected(node, "a whole number such as 12"),
                })
            }
        }
    )+};
}

whole_numbers!(u16, u32);

impl Decoder<'_> {
    /// Reports a word that is none of the choices.
    pub fn unknown_choice<T>(&mut self, node: &Node, what: &str, words: &[&str]) -> Option<T> {
        let Value::Scalar { text, .. } = &node.value else { return self.expected(node, what) };
        self.not_among(node.span, text, what, words)
    }

    /// Reports a key that names none of the variants.
    pub fn unknown_variant<T>(&mut self, entry: &Entry, what: &str, words: &[&str]) -> Option<T> {
        self.not_among(entry.key_span, &entry.key, what, words)
    }

    /// Returns the only entry of a mapping that must have exactly one.
    pub fn single_entry<'n>(&mut self, node: &'n Node, what: &str, words: &[&str]) -> Option<&'n Entry> {
        if let Value::Map(entries) = &node.value {
            if let [entry] = &**entries {
                return Some(entry);
            }
            if let [_, second, ..] = &**entries {
                let headline = format!("{what} is a mapping with one key, found {}", entries.len());
                self.report(
                    Diagnostic::new(Code::WrongType, headline)
                        .at(second.key_span, "one too many")
                        .help("indent it if it belongs to the key above"),
                );
                return None;
            }
        }
        self.expected(node, &format!("{what}: one of {}", listed(words)))
    }

    fn not_among<T>(&mut self, span: Span, found: &str, what: &str, words: &[&str]) -> Option<T> {
        let headline = format!("`{}` is not {what}", excerpt(found));
        let diagnostic = Diagnostic::new(Code::UnknownWord, headline).at(span, "");
        self.report(match nearest(found, words.iter().copied()) {
            Some(word) => diagnostic.help(format!("did you mean `{word}`?")),
            None => diagnostic.help(format!("use one of {}", listed(words))),
        });
        None
    }
}

/// Fields are named with `_` in Rust and with `-` in YAML.
///
/// One that is a word of Rust has `r#` before it there.
fn same_key(name: &str, key: &str) -> bool {
    let name = name.strip_prefix("r#").unwrap_or(name);
    name.len() == key.len()
        && name.bytes().zip(key.bytes()).all(|(name, key)| match name {
            b'_' => key == b'-',
            _ => name == key,
        })
}

fn key_name(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).replace('_', "-")
}

/// Returns the first line of a place, so that a caret never covers a whole record.
fn first_line(span: Span, sources: &SourceMap) -> Span {
    let written = sources.slice(span);
    match written.find('\n') {
        Some(end) => span.part(0..written[..end].trim_end().len()),
        None => span,
    }
}

/// Shortens what is quoted in a message.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST && line.len() == text.len() {
        return text.to_owned();
    }
    let mut short: String = line.chars().take(LONGEST).collect();
    short.push('…');
    short
}

/// Lists words in a message, each in backticks.
pub fn listed<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    quoted.join(", ")
}

fn without_article(noun: &str) -> &str {
    noun.split_once(' ').map_or(noun, |(_, noun)| noun)
}

fn unclean(fault: &vi::Fault, found: &str) -> Diagnostic {
    let (code, headline) = match &fault.kind {
        FaultKind::NotNfc => (Code::NotNfc, "the text is not in the composed form (NFC)".to_owned()),
        FaultKind::Control('\n') => {
            let headline = "the text has a line break, but it must stand on one line";
            return Diagnostic::new(Code::ControlCharacter, headline)
                .help("join the lines, or fold them with `>-`");
        }
        FaultKind::Control(_) => {
            (Code::ControlCharacter, format!("the text holds the control character {}", named(found)))
        }
        FaultKind::Invisible(_) => {
            (Code::InvisibleCharacter, format!("the text holds the invisible character {}", named(found)))
        }
        FaultKind::PrivateUse(_) => {
            (Code::InvisibleCharacter, format!("the text holds the private-use character {}", named(found)))
        }
        FaultKind::LookAlike { found, meant } => {
            (Code::LookAlike, format!("`{found}` ({}) only looks like `{meant}`", vi::code_point(*found)))
        }
        FaultKind::LegacyFont(_) => {
            (Code::LegacyFont, "the text is written for a font from before Unicode".to_owned())
        }
    };
    let diagnostic = Diagnostic::new(code, headline);
    match &fault.meant {
        Some(meant) if matches!(fault.kind, FaultKind::LegacyFont(_)) => {
            diagnostic.help(format!("in Unicode it reads: {meant}"))
        }
        Some(meant) if !meant.is_empty() => diagnostic.help(format!("write `{meant}`")),
        None if found.contains('\u{fffd}') => {
            diagnostic.help("put back the letter that was lost in a conversion")
        }
        Some(_) | None => diagnostic.help("remove it"),
    }
}

fn named(text: &str) -> String {
    let names: Vec<String> = text.chars().map(vi::code_point).collect();
    names.join(" ")
}
