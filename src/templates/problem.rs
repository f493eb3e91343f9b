//! What is wrong with a template, with its place.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use tera::ErrorKind;

use crate::source::Span;

/// A mistake in a template, which can be sent to another process: its place is told by names and bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What is wrong.
    pub(super) message: String,
    /// The file of the template, where it is known.
    pub(super) template: Option<String>,
    /// The bytes of the text at fault in the front matter; without it the mistake is in the body.
    pub(super) front: Option<Range<usize>>,
    /// The bytes in the body, or in that text.
    pub(super) range: Range<usize>,
}

/// A text of the front matter of a template.
#[derive(Debug, Clone, Copy)]
pub(super) struct Front<'a> {
    /// The file of the template.
    pub(super) template: &'a str,
    /// The text in it.
    pub(super) span: Span,
}

impl Fault {
    pub(super) fn in_front(message: impl Into<String>, front: Front<'_>) -> Self {
        let template = Some(front.template.to_owned());
        Self { message: message.into(), template, front: Some(front.span.range()), range: 0..0 }
    }
}

/// Reads an error of Tera; `front` is the text of the front matter that was rendered, if it was one.
pub(super) fn fault(error: &tera::Error, front: Option<Front<'_>>) -> Fault {
    let (message, template, range) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.message().to_owned(), Some(report.filename().to_owned()), report.span().range.clone())
        }
        _ => (chain(error), None, 0..0),
    };
    match front {
        Some(front) => Fault { range, ..Fault::in_front(message, front) },
        None => Fault { message, template, front: None, range },
    }
}

fn chain(error: &tera::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
