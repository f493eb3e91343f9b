//! What is wrong with a template, with its place.

use tera::ErrorKind;

use crate::source::Span;

/// A mistake in a template.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) message: String,
    /// The template, for a mistake in a body.
    pub(super) template: Option<String>,
    /// The bytes in that template.
    pub(super) range: std::ops::Range<usize>,
    /// The place of a text of the front matter.
    pub(super) span: Option<Span>,
}

impl Fault {
    pub(super) fn new(message: &str, span: Span) -> Self {
        Self { message: message.to_owned(), template: None, range: 0..0, span: Some(span) }
    }
}

/// Reads an error of Tera; `front` is the place of the text of the front matter that was rendered.
pub(super) fn fault(error: &tera::Error, front: Option<Span>) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Fault {
            message: report.message().to_owned(),
            template: Some(report.filename().to_owned()),
            range: report.span().range.clone(),
            span: front,
        },
        _ => Fault { message: chain(error), template: None, range: 0..0, span: front },
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
