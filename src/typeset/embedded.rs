//! The embedded engine: Typst inside this program, in its [workers](super::pool).

use std::sync::Arc;

use super::outcome::Work;
use super::pool::{Workers, pdf};
use super::protocol::{self, Request};
use super::{Carried, Engine, Failure, FailureKind, MAIN, Pdf, PdfOptions, TYPST_VERSION, Terms, Uncomposed};
use crate::compose::Order;
use crate::emit::TypstSource;

/// The engine whose Typst is inside this program.
#[derive(Debug)]
pub struct Embedded {
    workers: Arc<Workers>,
}

impl Embedded {
    /// Makes the engine.
    pub fn new(workers: Arc<Workers>) -> Self {
        Self { workers }
    }
}

impl Engine for Embedded {
    fn name(&self) -> &'static str {
        "embedded"
    }

    fn version(&self) -> &str {
        TYPST_VERSION
    }

    fn carry_out(&self, order: &Order, terms: &Terms) -> Result<Carried, Uncomposed> {
        self.workers.carry_out(order, Some(terms))
    }

    fn typeset(&self, source: &TypstSource, options: &PdfOptions) -> Result<Pdf, Failure> {
        let request = encode(source, options)
            .map_err(|error| Failure::plain(FailureKind::Engine, error.to_string()))?;
        let time = self.workers.limits.time_for(source);
        let answered = self.workers.ask(Work::Typesetting, request, time);
        answered.result.and_then(|answer| pdf(answer).0)
    }
}

fn encode(source: &TypstSource, options: &PdfOptions) -> std::io::Result<Vec<u8>> {
    let names = source.files.keys().cloned().chain([MAIN.to_owned()]).collect();
    let request = Request::Typeset { files: names, options: options.clone() };
    let parts: Vec<&[u8]> =
        source.files.values().map(Vec::as_slice).chain([source.main.as_bytes()]).collect();
    protocol::encode(&request, &parts)
}
