//! The worker: the program in its hidden mode, which typesets what it is given through a pipe.

use std::any::Any;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::embedded::{Files, Typesetter};
use super::memory;
use super::protocol::{self, Reply, Request};
use super::{PdfOptions, Problem};

/// The first argument that turns the program into a worker; it is in no help text.
pub const ARGUMENT: &str = "__worker";

/// How much stack Typst gets, which is as much as documents can be nested.
pub(super) const STACK: usize = 64 << 20;

/// One document to typeset.
struct Task {
    files: Files,
    options: PdfOptions,
}

/// Serves the requests of `input` until it ends.
///
/// It returns as soon as the input ends, also in the middle of a document: then the program that
/// wanted it is gone, and the caller should end the process, or a document that never ends would
/// outlive it.
pub fn serve(mut input: impl Read, mut output: impl Write + Send + 'static) -> io::Result<()> {
    let Some(typesetter) = get_ready(&mut input, &mut output)? else { return Ok(()) };
    let (sender, tasks) = mpsc::channel();
    let builder = thread::Builder::new().name("typst".to_owned()).stack_size(STACK);
    let thread = builder.spawn(move || work(&typesetter, &tasks, &mut output))?;
    while let Some((request, parts)) = protocol::read(&mut input)? {
        let Request::Typeset { files, options } = request else {
            return Err(unexpected("a worker is started once"));
        };
        let task = Task { files: files.into_iter().zip(parts).collect(), options };
        if sender.send(task).is_err() {
            // Only a pipe that broke ends that thread before this one.
            return thread.join().unwrap_or_else(|_| Err(unexpected("the worker's thread broke down")));
        }
    }
    Ok(())
}

/// Reads the first request; nothing if there is none, or none that can be met.
fn get_ready(input: &mut impl Read, output: &mut impl Write) -> io::Result<Option<Typesetter>> {
    let Some((request, mut parts)) = protocol::read(input)? else { return Ok(None) };
    let Request::Start { version, inputs, layouts, memory } = request else {
        return Err(unexpected("a worker is started before it works"));
    };
    if version != protocol::VERSION {
        let reason = format!("it speaks version {} of the protocol, not {version}", protocol::VERSION);
        protocol::write(output, &Reply::Unfit { reason }, &[])?;
        return Ok(None);
    }
    if let Some(Err(error)) = memory.map(memory::limit_this_process) {
        let reason = format!("its memory can't be limited: {error}");
        protocol::write(output, &Reply::Unfit { reason }, &[])?;
        return Ok(None);
    }
    let fonts = parts.split_off(layouts.len().min(parts.len()));
    match Typesetter::new(layouts.into_iter().zip(parts).collect(), fonts, inputs) {
        Ok(typesetter) => {
            protocol::write(output, &Reply::Ready, &[])?;
            Ok(Some(typesetter))
        }
        Err(problems) => {
            let reason = problems.into_iter().map(|problem| problem.message).collect();
            protocol::write(output, &Reply::Unfit { reason }, &[])?;
            Ok(None)
        }
    }
}

fn work(typesetter: &Typesetter, tasks: &Receiver<Task>, output: &mut impl Write) -> io::Result<()> {
    for task in tasks {
        protocol::write(output, &Reply::Taken, &[])?;
        memory::forget_peak();
        // What a panic leaves behind is never used again: the program ends this worker.
        let typeset = AssertUnwindSafe(|| typesetter.typeset(task.files, &task.options));
        match catch_unwind(typeset) {
            Ok(Ok(pdf)) => {
                let reply = Reply::Done { pages: pdf.pages, warnings: pdf.warnings, memory: memory::usage() };
                protocol::write(output, &reply, &[&pdf.bytes])?;
            }
            Ok(Err(problems)) => {
                let problems = if problems.is_empty() { no_reason() } else { problems };
                protocol::write(output, &Reply::Refused { problems, memory: memory::usage() }, &[])?;
            }
            Err(panic) => {
                let message = panic_message(panic.as_ref());
                protocol::write(output, &Reply::Panicked { message }, &[])?;
            }
        }
    }
    Ok(())
}

fn no_reason() -> Vec<Problem> {
    vec![Problem::plain("Typst gave no reason")]
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

fn unexpected(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn another_version_of_the_protocol_is_refused() {
        let request =
            Request::Start { version: 0, inputs: BTreeMap::new(), layouts: Vec::new(), memory: None };
        let input = protocol::encode(&request, &[]).unwrap();
        let mut output = Vec::new();
        assert!(get_ready(&mut input.as_slice(), &mut output).unwrap().is_none());
        let reason = "it speaks version 3 of the protocol, not 0".to_owned();
        let reply = protocol::read(&mut output.as_slice()).unwrap();
        assert_eq!(reply, Some((Reply::Unfit { reason }, Vec::new())));
    }
}
