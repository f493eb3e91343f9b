//! The path of a document below the output folder: a text, in a batch with fields of each record.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::yaml::{Decode, Decoder, Node, choices, excerpt, listed};

choices! {
    /// A field of the path of a batch, written as `{name}`.
    pub enum PathField as "a field of a path" {
        /// The number in the list of the decision, which is that of the golden book; `{number:05}` writes five digits.
        Number = "number",
        /// The id of the recipient, with a number after it where the recipient stands in the batch several times.
        Id = "id",
        /// The name of the recipient.
        Name = "name",
        /// The given name; of a unit its name.
        GivenName = "given-name",
        /// The family name; of a unit its name.
        FamilyName = "family-name",
        /// The abbreviation of the unit of the recipient, its id if it has none.
        Unit = "unit",
        /// The id of the title or form.
        Form = "form",
        /// The year that the honour counts for.
        Year = "year",
        /// The date of the decision, as `2025-12-04`.
        Date = "date",
        /// The id of the decision.
        Decision = "decision",
    }
}

impl PathField {
    /// Answers whether it is a text of the data, whose letters can be kept.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Name | Self::GivenName | Self::FamilyName | Self::Unit)
    }
}

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPart {
    /// A text that all documents have.
    Text(String),
    /// A field of the record.
    Field(PathField, Looks),
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// With small letters `a` to `z`, digits and hyphens.
    Folded,
    /// With the letters of the data: `{name:vi}`.
    Kept,
    /// With zeros before it up to so many digits: `{number:05}`.
    Padded(usize),
}

/// A path that was read, as text and as parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern {
    text: String,
    parts: Vec<PathPart>,
}

/// What is wrong with a pattern and where in its text.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    place: Range<usize>,
    message: String,
    help: String,
}

/// The most digits that a number is padded to: more than any list has.
const MOST_DIGITS: usize = 9;

impl PathPattern {
    /// Returns the pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns its parts.
    pub fn parts(&self) -> &[PathPart] {
        &self.parts
    }

    /// Answers whether it has a field, which differs from record to record.
    pub fn has_fields(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, PathPart::Field(..)))
    }

    fn parse(text: &str) -> Result<Self, Fault> {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(found) = text[at..].find(['{', '}']) {
            let open = at + found;
            if open > at {
                parts.push(PathPart::Text(text[at..open].to_owned()));
            }
            if text[open..].starts_with('}') {
                return Err(unpaired(open, "`}` closes nothing"));
            }
            let inside = open + 1;
            let length = text[inside..]
                .find(['{', '}'])
                .filter(|end| text[inside + end..].starts_with('}'))
                .ok_or_else(|| unpaired(open, "`{` is never closed"))?;
            parts.push(field(text, inside..inside + length)?);
            at = inside + length + 1;
        }
        if at < text.len() {
            parts.push(PathPart::Text(text[at..].to_owned()));
        }
        Ok(Self { text: text.to_owned(), parts })
    }
}

fn unpaired(at: usize, message: &str) -> Fault {
    let help = "braces stand around a field, such as `{number:05}`; a file name has no others".to_owned();
    Fault { place: at..at + 1, message: format!("in the path {message}"), help }
}

fn field(text: &str, place: Range<usize>) -> Result<PathPart, Fault> {
    let inside = &text[place.clone()];
    let (name, looks) = inside.split_once(':').map_or((inside, None), |(name, looks)| (name, Some(looks)));
    let Some(field) = PathField::ALL.iter().copied().find(|field| field.as_str() == name) else {
        let words: Vec<&str> = PathField::ALL.iter().map(|field| field.as_str()).collect();
        let help = match nearest(name, words.iter().copied()) {
            Some(word) => format!("did you mean `{{{word}}}`?"),
            None => format!("the fields are {}", listed(&words)),
        };
        return Err(Fault { place, message: format!("`{}` is no field of a path", excerpt(name)), help });
    };
    let is_digits = |looks: &str| looks.starts_with('0') && looks.bytes().all(|byte| byte.is_ascii_digit());
    let looks = match looks {
        None => Looks::Folded,
        Some("vi") if field.is_text() => Looks::Kept,
        Some(digits) if field == PathField::Number && is_digits(digits) => match digits.parse() {
            Ok(digits @ 1..=MOST_DIGITS) => Looks::Padded(digits),
            Ok(_) | Err(_) => return Err(unknown_looks(place, field, inside)),
        },
        Some(_) => return Err(unknown_looks(place, field, inside)),
    };
    Ok(PathPart::Field(field, looks))
}

fn unknown_looks(place: Range<usize>, field: PathField, inside: &str) -> Fault {
    let name = field.as_str();
    let help = if field == PathField::Number {
        format!("`{{number}}`, or with zeros before it from `{{number:01}}` to `{{number:0{MOST_DIGITS}}}`")
    } else if field.is_text() {
        format!("write `{{{name}}}` for the letters a to z, `{{{name}:vi}}` for those of Vietnamese")
    } else {
        format!("write `{{{name}}}`")
    };
    Fault { place, message: format!("`{{{}}}` can't be written so", excerpt(inside)), help }
}

impl Decode for PathPattern {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = String::decode(node, decoder)?;
        // The ending is ours to add; one that was written means the same file.
        let text = text.strip_suffix(".pdf").unwrap_or(&text);
        Self::parse(text).map_or_else(
            |fault| {
                let place = decoder.place_in(node.span, text, fault.place);
                decoder.report(Diagnostic::new(Code::BadPath, fault.message).at(place, "").help(fault.help));
                None
            },
            Some,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_split_into_texts_and_fields() {
        use PathField::{GivenName, Name, Number};
        let text = |text: &str| PathPart::Text(text.to_owned());
        let cases = [
            ("a/b", vec![text("a/b")]),
            ("{number}", vec![PathPart::Field(Number, Looks::Folded)]),
            (
                "thu-khen/{number:05}-{given-name}",
                vec![
                    text("thu-khen/"),
                    PathPart::Field(Number, Looks::Padded(5)),
                    text("-"),
                    PathPart::Field(GivenName, Looks::Folded),
                ],
            ),
            ("{name:vi}.x", vec![PathPart::Field(Name, Looks::Kept), text(".x")]),
        ];
        for (pattern, parts) in cases {
            let text = pattern.to_owned();
            assert_eq!(PathPattern::parse(pattern), Ok(PathPattern { text, parts }), "{pattern}");
        }
    }

    #[test]
    fn what_is_no_field_is_refused_where_it_stands() {
        let cases = [
            ("a{number", 1..2),
            ("a}b", 1..2),
            ("{a{id}}", 0..1),
            ("{id}}", 4..5),
            ("{}", 1..1),
            ("x/{nummer}", 3..9),
            ("{number:5}", 1..9),
            ("{number:00}", 1..10),
            ("{number:010}", 1..11),
            ("{number:vi}", 1..10),
            ("{id:vi}", 1..6),
            ("{name:05}", 1..8),
            ("{năm:05}", 1..8),
        ];
        for (pattern, place) in cases {
            assert_eq!(PathPattern::parse(pattern).map_err(|fault| fault.place), Err(place), "{pattern}");
        }
    }
}
