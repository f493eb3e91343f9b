//! Nodes → values. Every problem is reported and decoding goes on with the next field.

use std::ops::Deref;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{SourceMap, Span};
use crate::vi::{self, FaultKind, LineBreaks};

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
    span: Span,
    entries: &'a [Entry],
}

impl<'a> Decoder<'a> {
    /// Makes a decoder that adds to `diagnostics`.
    pub fn new(sources: &'a SourceMap, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self { sources, diagnostics, references: Vec::new() }
    }

    /// Notes a link, so that no link can be forgotten when they are resolved.
    pub fn refer(&mut self, id: &Arc<str>, span: Span, kinds: &'static [&'static str]) {
        self.references.push(Reference { id: id.clone(), span, kinds });
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
        known: &[&'static str],
    ) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            return self.expected(node, &format!("a mapping with the keys of {record}"));
        };
        for entry in entries.iter() {
            if !known.iter().any(|name| same_key(name, &entry.key)) {
                self.unknown_key(entry, record, known);
            }
        }
        Some(Fields { record, span: node.span, entries })
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

    /// Returns the place of a part of a scalar; the whole scalar where escapes or folding moved the letters.
    fn place_in(&self, span: Span, text: &str, range: std::ops::Range<usize>) -> Span {
        let written = self.sources.slice(span);
        let quoted = usize::from(written.starts_with(['"', '\'']));
        match written.get(quoted..quoted + text.len()) {
            Some(raw) if raw == text => span.part(quoted + range.start..quoted + range.end),
            _ => first_line(span, self.sources),
        }
    }

    fn unknown_key(&mut self, entry: &Entry, record: &str, known: &[&'static str]) {
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
        let record = fields.record;
        let headline = format!("{record} needs the key `{name}`");
        let place = match (found, fields.entries.first()) {
            (Some(entry), _) => entry.key_span,
            (None, Some(first)) => first.key_span,
            (None, None) => first_line(fields.span, self.sources),
        };
        let label = if found.is_some() { "nothing is written here".to_owned() } else { format!("this {}", without_article(record)) };
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
        let text = decoder.text(node, "a text")?;
        decoder.hygiene(node, text, LineBreaks::Forbidden);
        Some(text.trim().to_owned())
    }
}

/// A narrative written in Markdown, with as many lines as it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown(pub String);

impl Decode for Markdown {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "a text")?;
        decoder.hygiene(node, text, LineBreaks::Allowed);
        Some(Self(text.trim().to_owned()))
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
                match &node.value {
                    Value::Scalar { text, .. } => text.parse().ok(),
                    Value::List(_) | Value::Map(_) => None,
                }
                .or_else(|| decoder.expected(node, "a whole number such as 12"))
            }
        }
    )+};
}

whole_numbers!(u16, u32);

/// Declares a record: a struct whose keys are its fields, with `-` for `_`.
///
/// A field of type `Option` or `Vec` may be left out; every other field is required.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident as $shown:literal {
            $( $(#[$field_meta:meta])* pub $field:ident: $type:ty, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            /// The place of the whole record.
            pub span: $crate::source::Span,
            $( $(#[$field_meta])* pub $field: $type, )*
        }

        impl $crate::yaml::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                decoder: &mut $crate::yaml::Decoder<'_>,
            ) -> Option<Self> {
                let fields = decoder.fields(node, $shown, &[$( stringify!($field) ),*])?;
                // Every field is read before one missing field fails the record.
                $( let $field = decoder.field(&fields, stringify!($field)); )*
                Some(Self { span: node.span, $( $field: $field?, )* })
            }
        }
    };
}

/// Declares an enum whose variants are words.
macro_rules! choices {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $shown:literal {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$( Self::$variant ),+];

            /// Returns the word that the data uses.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl $crate::yaml::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                decoder: &mut $crate::yaml::Decoder<'_>,
            ) -> Option<Self> {
                let text = decoder.text(node, $shown)?.clone();
                match &*text {
                    $( $word => Some(Self::$variant), )+
                    _ => decoder.unknown_choice(node, $shown, &[$( $word ),+]),
                }
            }
        }
    };
}

/// Declares an enum whose variants are mappings with one key that names them.
macro_rules! variants {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $shown:literal {
            $( $(#[$variant_meta:meta])* $variant:ident($type:ty) = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant($type), )+
        }

        impl $crate::yaml::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                decoder: &mut $crate::yaml::Decoder<'_>,
            ) -> Option<Self> {
                let words = &[$( $word ),+];
                let entry = decoder.single_entry(node, $shown, words)?;
                match &*entry.key {
                    $( $word => <$type as $crate::yaml::Decode>::decode(&entry.node, decoder).map(Self::$variant), )+
                    _ => decoder.unknown_variant(entry, $shown, words),
                }
            }
        }
    };
}

pub(crate) use {choices, record, variants};

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
fn same_key(name: &str, key: &str) -> bool {
    name.len() == key.len()
        && name.bytes().zip(key.bytes()).all(|(name, key)| match name {
            b'_' => key == b'-',
            _ => name == key,
        })
}

fn key_name(name: &str) -> String {
    name.replace('_', "-")
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
        FaultKind::Control(_) => (Code::ControlCharacter, format!("the text holds the control character {}", named(found))),
        FaultKind::Invisible(_) => (Code::InvisibleCharacter, format!("the text holds the invisible character {}", named(found))),
        FaultKind::PrivateUse(_) => (Code::InvisibleCharacter, format!("the text holds the private-use character {}", named(found))),
        FaultKind::LookAlike { found, meant } => {
            (Code::LookAlike, format!("`{found}` ({}) only looks like `{meant}`", vi::code_point(*found)))
        }
        FaultKind::LegacyFont(_) => (Code::LegacyFont, "the text is written for a font from before Unicode".to_owned()),
    };
    let diagnostic = Diagnostic::new(code, headline);
    match &fault.meant {
        Some(meant) if matches!(fault.kind, FaultKind::LegacyFont(_)) => diagnostic.help(format!("in Unicode it reads: {meant}")),
        Some(meant) if !meant.is_empty() => diagnostic.help(format!("write `{meant}`")),
        None if found.contains('\u{fffd}') => diagnostic.help("put back the letter that was lost in a conversion"),
        Some(_) | None => diagnostic.help("remove it"),
    }
}

fn named(text: &str) -> String {
    let names: Vec<String> = text.chars().map(vi::code_point).collect();
    names.join(" ")
}
