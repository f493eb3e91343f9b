//! Ids and the links between records.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::yaml::{Decode, Decoder, Node, Value, excerpt};

use super::{Person, Referable, Unit};

/// The name of a record, unique in the whole project: lower-case ASCII letters, digits and hyphens.
///
/// Ids become parts of file names, so nothing else is allowed in them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// The longest id.
    pub const LONGEST: usize = 80;

    /// Returns the id if `text` may be one.
    pub fn new(text: &str) -> Option<Self> {
        Self::is_allowed(text).then(|| Self(text.into()))
    }

    fn is_allowed(text: &str) -> bool {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let ends = |byte: Option<&u8>| byte.is_some_and(|&byte| byte != b'-');
        let bytes = text.as_bytes();
        bytes.len() <= Self::LONGEST
            && bytes.iter().all(|&byte| allowed(byte))
            && ends(bytes.first())
            && ends(bytes.last())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// So that what is written can be looked up as it stands.
impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl Decode for Id {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "an id")?;
        let id = Self::is_allowed(text).then(|| Self(decoder.shared(text)));
        id.or_else(|| {
            let shown: String = text.chars().take(Self::LONGEST).collect();
            let diagnostic = Diagnostic::new(Code::BadId, format!("`{}` can't be an id", excerpt(&shown)))
                .at(node.span, "");
            let is_long = text.chars().count() > Self::LONGEST;
            decoder.report(diagnostic.help(if is_long {
                format!("an id has at most {} characters", Self::LONGEST)
            } else {
                "use lower-case letters a–z, digits and hyphens between them, such as `phong-tong-hop`"
                    .to_owned()
            }));
            None
        })
    }
}

/// A link to a record by its id.
pub struct Ref<T> {
    /// The id.
    pub id: Id,
    /// Where the link is written.
    pub span: Span,
    target: PhantomData<fn() -> T>,
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), span: self.span, target: PhantomData }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.id)
    }
}

impl<T: Referable> Decode for Ref<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let id = Id::decode(node, decoder)?;
        decoder.refer(&id.0, node.span, T::WORDS);
        Some(Self { id, span: node.span, target: PhantomData })
    }
}

/// Whoever does something: a unit or person of the data, or just a name.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Written as `{unit: ID}`.
    Unit(Ref<Unit>),
    /// Written as `{person: ID}`.
    Person(Ref<Person>),
    /// Written as a text: somebody of whom the data says nothing else.
    Name(Arc<str>),
}

impl Decode for Actor {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        const WORDS: &[&str] = &["unit", "person"];
        if let Value::Scalar { .. } = node.value {
            return String::decode(node, decoder).map(|name| Self::Name(decoder.shared(&name.into())));
        }
        let what = "a name, `{unit: ID}` or `{person: ID}`";
        let entry = decoder.single_entry(node, what, WORDS)?;
        match &*entry.key {
            "unit" => Ref::decode(&entry.node, decoder).map(Self::Unit),
            "person" => Ref::decode(&entry.node, decoder).map(Self::Person),
            _ => decoder.unknown_variant(entry, what, WORDS),
        }
    }
}
