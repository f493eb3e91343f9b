//! A print run as Typst: many documents in one text, each under its own layout, and a list of them in front.

use serde::{Deserialize, Serialize};

use super::{FRAME_FILE, Framed, LAYOUT_FUNCTIONS, Printer, TypstSource, functions, json};
use crate::document::{Document, Stock};

use super::escape::string;

/// The file that holds the frames of all members, so that each is read once.
const FRAMES_FILE: &str = "frames.json";

/// What the layout of a run gets.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct RunFrame<'a> {
    #[serde(flatten)]
    own: Framed<'a>,
    duplex: bool,
    /// The sheet of the members, where they have one of their own.
    stock: Option<&'a Stock>,
}

/// How a run is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sides {
    /// Each sheet has one page.
    One,
    /// Each sheet has two, and every member begins on the front of one.
    Two,
}

/// Prints a run: `run` is what stands in front, if it says anything.
pub fn emit_run(run: &Document, members: &[Document], sides: Sides) -> TypstSource {
    let has_blanks = |document: &Document| !document.blanks().is_empty();
    let frame = RunFrame {
        own: Framed { frame: &run.frame, has_blanks: has_blanks(run) || members.iter().any(has_blanks) },
        duplex: sides == Sides::Two,
        stock: members.first().and_then(|member| member.frame.stock.as_ref()),
    };
    // The rule for blanks is made once for the whole run.
    let frames: Vec<Framed<'_>> =
        members.iter().map(|member| Framed { frame: &member.frame, has_blanks: false }).collect();
    let layout = string(&layout(run));
    let mut printer = Printer::default();
    printer.files.insert(FRAME_FILE.to_owned(), json(&frame));
    printer.files.insert(FRAMES_FILE.to_owned(), json(&frames));
    printer.print(format_args!(
        "#import {layout}: document, front, member\n#let run = json(\"{FRAME_FILE}\")\n\
         #let frames = json(\"{FRAMES_FILE}\")\n#show: document.with(run)\n"
    ));
    if !run.body.is_empty() {
        // Its `document` would be the one of the whole run.
        let functions = LAYOUT_FUNCTIONS.iter().filter(|function| **function != "document");
        let functions: Vec<&str> = functions.copied().collect();
        let functions = functions.join(", ");
        printer.print(format_args!("\n#{{\nimport {layout}: {functions}\nfront(run, run)["));
        printer.body(run);
        printer.print(format_args!("]\n}}\n"));
    }
    for (index, member) in members.iter().enumerate() {
        let (layout, functions) = (string(&self::layout(member)), functions(member));
        printer.print(format_args!(
            "\n#{{\nimport {layout}: {functions}\nmember(run, document, frames.at({index}), {index})["
        ));
        printer.body(member);
        printer.print(format_args!("]\n}}\n"));
    }
    TypstSource { main: printer.out, files: printer.files }
}

fn layout(document: &Document) -> String {
    format!("/layout/{}.typ", document.frame.layout)
}
