//! The worker: the program in its hidden mode, which composes and typesets what it is given through a pipe.

use std::any::Any;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::memory;
use super::protocol::{self, Reply, Request};
#[cfg(feature = "embedded")]
use super::typesetter::Typesetter;
use super::{PdfOptions, Problem};
use crate::compose::{Composed, Composer};

/// The first argument that turns the program into a worker; it is in no help text.
pub const ARGUMENT: &str = "__worker";

/// How much stack templates and Typst get, which is as much as documents can be nested.
pub(super) const STACK: usize = 64 << 20;

/// Named bytes, as they come to a worker.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// What a worker is asked for.
enum Task {
    Compose { order: Vec<u8> },
    Typeset { files: Files, options: PdfOptions },
}

/// What a worker works with, each part of it made ready when it is first needed.
struct Bench {
    /// What the composer is made of, as JSON.
    materials: Vec<u8>,
    composer: OnceCell<Composer>,
    #[cfg_attr(not(feature = "embedded"), expect(dead_code, reason = "there is no Typst to need it"))]
    typst: Typst,
    #[cfg(feature = "embedded")]
    typesetter: OnceCell<Typesetter>,
}

/// What Typst works with.
struct Typst {
    layouts: Files,
    fonts: Vec<Vec<u8>>,
    inputs: BTreeMap<String, String>,
}

/// A reply, and the bytes that belong to it.
type Answer = (Reply, Vec<Vec<u8>>);

/// Serves the requests of `input` until it ends.
///
/// It returns as soon as the input ends, also in the middle of a document: then the program that
/// wanted it is gone, and the caller should end the process, or a document that never ends would
/// outlive it.
pub fn serve(mut input: impl Read, mut output: impl Write + Send + 'static) -> io::Result<()> {
    let Some(bench) = get_ready(&mut input, &mut output)? else { return Ok(()) };
    let (sender, tasks) = mpsc::channel();
    let builder = thread::Builder::new().name("work".to_owned()).stack_size(STACK);
    let thread = builder.spawn(move || work(bench, &tasks, &mut output))?;
    while let Some((request, mut parts)) = protocol::read(&mut input)? {
        let task = match request {
            Request::Compose => Task::Compose { order: parts.pop().unwrap_or_default() },
            Request::Typeset { files, options } => {
                Task::Typeset { files: files.into_iter().zip(parts).collect(), options }
            }
            Request::Start { .. } => return Err(unexpected("a worker is started once")),
        };
        if sender.send(task).is_err() {
            // Only a pipe that broke ends that thread before this one.
            return thread.join().unwrap_or_else(|_| Err(unexpected("the worker's thread broke down")));
        }
    }
    Ok(())
}

/// Reads the first request; nothing if there is none, or none that can be met.
fn get_ready(input: &mut impl Read, output: &mut impl Write) -> io::Result<Option<Bench>> {
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
    if parts.len() < layouts.len() + 1 {
        return Err(unexpected("a worker was not given all that it needs"));
    }
    let fonts = parts.split_off(layouts.len() + 1);
    let materials = parts.remove(0);
    let layouts = layouts.into_iter().zip(parts).collect();
    protocol::write(output, &Reply::Ready, &[])?;
    Ok(Some(Bench {
        materials,
        composer: OnceCell::new(),
        typst: Typst { layouts, fonts, inputs },
        #[cfg(feature = "embedded")]
        typesetter: OnceCell::new(),
    }))
}

fn work(mut bench: Bench, tasks: &Receiver<Task>, output: &mut impl Write) -> io::Result<()> {
    for task in tasks {
        protocol::write(output, &Reply::Taken, &[])?;
        // What a panic leaves behind is never used again: the program ends this worker.
        let done = catch_unwind(AssertUnwindSafe(|| match task {
            Task::Compose { order } => bench.compose(&order),
            Task::Typeset { files, options } => bench.typeset(files, &options),
        }));
        let (reply, parts) = done.unwrap_or_else(|panic| {
            let message = panic_message(panic.as_ref());
            (Reply::Panicked { message }, Vec::new())
        });
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        protocol::write(output, &reply, &parts)?;
    }
    Ok(())
}

impl Bench {
    fn compose(&mut self, order: &[u8]) -> Answer {
        let unfit = |error: serde_json::Error| (Reply::Unfit { reason: error.to_string() }, Vec::new());
        if self.composer.get().is_none() {
            match serde_json::from_slice(&std::mem::take(&mut self.materials)) {
                Ok(materials) => self.composer = Composer::new(materials).into(),
                Err(error) => return unfit(error),
            }
        }
        let order = match serde_json::from_slice(order) {
            Ok(order) => order,
            Err(error) => return unfit(error),
        };
        match self.composer.get().map(|composer| composer.compose(&order)) {
            Some(Ok(Composed { source, blanks, pictures })) => {
                let (files, parts): (Vec<_>, Vec<_>) = source.files.into_iter().unzip();
                let parts = [source.main.into_bytes()].into_iter().chain(parts).collect();
                (Reply::Composed { files, blanks, pictures }, parts)
            }
            Some(Err(mistakes)) => (Reply::Mistaken { mistakes }, Vec::new()),
            None => (Reply::Unfit { reason: "it has no templates".to_owned() }, Vec::new()),
        }
    }

    #[cfg(feature = "embedded")]
    fn typeset(&mut self, files: Files, options: &PdfOptions) -> Answer {
        memory::forget_peak();
        if self.typesetter.get().is_none() {
            let Typst { layouts, fonts, inputs } = &mut self.typst;
            let made =
                Typesetter::new(std::mem::take(layouts), std::mem::take(fonts), std::mem::take(inputs));
            match made {
                Ok(typesetter) => self.typesetter = typesetter.into(),
                Err(problems) => {
                    let reason = problems.into_iter().map(|problem| problem.message).collect();
                    return (Reply::Unfit { reason }, Vec::new());
                }
            }
        }
        match self.typesetter.get().map(|typesetter| typesetter.typeset(files, options)) {
            Some(Ok(pdf)) => {
                let reply = Reply::Done { pages: pdf.pages, warnings: pdf.warnings, memory: memory::usage() };
                (reply, vec![pdf.bytes])
            }
            Some(Err(problems)) if !problems.is_empty() => {
                (Reply::Refused { problems, memory: memory::usage() }, Vec::new())
            }
            Some(Err(_)) | None => {
                (Reply::Refused { problems: no_reason(), memory: memory::usage() }, Vec::new())
            }
        }
    }

    #[cfg(not(feature = "embedded"))]
    #[expect(clippy::unused_self, clippy::needless_pass_by_ref_mut, reason = "with Typst it needs it")]
    fn typeset(&mut self, _: Files, _: &PdfOptions) -> Answer {
        (Reply::Unfit { reason: "this build has no embedded engine".to_owned() }, Vec::new())
    }
}

#[cfg(feature = "embedded")]
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
        let reason = format!("it speaks version {} of the protocol, not 0", protocol::VERSION);
        let reply = protocol::read(&mut output.as_slice()).unwrap();
        assert_eq!(reply, Some((Reply::Unfit { reason }, Vec::new())));
    }
}
