//! The worker: the program in its hidden mode, which composes and typesets what it is given through a pipe.

use std::any::Any;
use std::cell::OnceCell;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::memory;
use super::protocol::{self, Reply, Request};
#[cfg(feature = "embedded")]
use super::typesetter::Typesetter;
use super::{MAIN, PdfOptions, Terms};
use crate::compose::{Composed, Composer};
use crate::emit::TypstSource;

/// The first argument that turns the program into a worker; it is in no help text.
pub const ARGUMENT: &str = "__worker";

/// How much stack templates and Typst get, which is as much as documents can be nested.
pub(super) const STACK: usize = 64 << 20;

/// Named bytes, as they come to a worker.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// What a worker is asked for.
enum Task {
    Compose { order: Vec<u8>, terms: Option<Terms> },
    Typeset { files: Files, options: PdfOptions },
}

/// What a worker works with, each part of it made ready when it is first needed.
struct Bench {
    /// What the composer is made of, as JSON.
    materials: Vec<u8>,
    composer: OnceCell<Composer>,
    #[cfg(feature = "embedded")]
    typst: Typst,
    #[cfg(feature = "embedded")]
    typesetter: OnceCell<Typesetter>,
}

/// What Typst works with.
#[cfg(feature = "embedded")]
struct Typst {
    layouts: Files,
    fonts: Vec<Vec<u8>>,
    inputs: std::collections::BTreeMap<String, String>,
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
            Request::Compose { terms } => Task::Compose { order: parts.pop().unwrap_or_default(), terms },
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
    #[cfg(feature = "embedded")]
    let fonts = parts.split_off(layouts.len() + 1);
    let materials = parts.remove(0);
    #[cfg(feature = "embedded")]
    let typst = Typst { layouts: layouts.into_iter().zip(parts).collect(), fonts, inputs };
    #[cfg(not(feature = "embedded"))]
    drop(inputs);
    protocol::write(output, &Reply::Ready, &[])?;
    Ok(Some(Bench {
        materials,
        composer: OnceCell::new(),
        #[cfg(feature = "embedded")]
        typst,
        #[cfg(feature = "embedded")]
        typesetter: OnceCell::new(),
    }))
}

fn work(mut bench: Bench, tasks: &Receiver<Task>, output: &mut impl Write) -> io::Result<()> {
    for task in tasks {
        protocol::write(output, &Reply::Taken, &[])?;
        // What a panic leaves behind is never used again: the program ends this worker.
        let done = catch_unwind(AssertUnwindSafe(|| match task {
            Task::Compose { order, terms } => bench.carry_out(&order, terms.as_ref(), output),
            Task::Typeset { files, options } => Ok(bench.typeset(files, &options)),
        }));
        let (reply, parts) = done.unwrap_or_else(|panic| {
            let message = panic_message(panic.as_ref());
            Ok((Reply::Panicked { message }, Vec::new()))
        })?;
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        protocol::write(output, &reply, &parts)?;
    }
    Ok(())
}

impl Bench {
    /// Composes a text, and typesets it if there are terms for that and it meets them.
    fn carry_out(
        &mut self,
        order: &[u8],
        terms: Option<&Terms>,
        output: &mut impl Write,
    ) -> io::Result<Answer> {
        let composed = match self.compose(order) {
            Ok(composed) => composed,
            Err(reply) => return Ok((reply, Vec::new())),
        };
        let Composed { source: TypstSource { main, files }, blanks, pictures } = composed;
        let is_met = |terms: &&Terms| {
            (blanks.is_empty() || !terms.refuse_blanks) && !terms.is_shown && pictures.is_empty()
        };
        let Some(terms) = terms.filter(is_met) else {
            let (files, parts): (Vec<_>, Vec<_>) = files.into_iter().unzip();
            let parts = [main.into_bytes()].into_iter().chain(parts).collect();
            return Ok((Reply::Composed { files, blanks, pictures }, parts));
        };
        let size = main.len() + files.values().map(Vec::len).sum::<usize>();
        protocol::write(output, &Reply::Typesetting { size, blanks }, &[])?;
        let text = main.clone().into_bytes();
        let files = files.into_iter().chain([(MAIN.to_owned(), main.into_bytes())]).collect();
        let (reply, mut parts) = self.typeset(files, &terms.pdf);
        if !matches!(&reply, Reply::Done { warnings, .. } if warnings.is_empty()) {
            parts.push(text);
        }
        Ok((reply, parts))
    }

    fn compose(&mut self, order: &[u8]) -> Result<Composed, Reply> {
        let unfit = |error: serde_json::Error| Reply::Unfit { reason: error.to_string() };
        let composer = if let Some(composer) = self.composer.get() {
            composer
        } else {
            let materials = std::mem::take(&mut self.materials);
            let materials = serde_json::from_slice(&materials).map_err(unfit)?;
            self.composer.get_or_init(|| Composer::new(materials))
        };
        let order = serde_json::from_slice(order).map_err(unfit)?;
        composer.compose(&order).map_err(|mistakes| Reply::Mistaken { mistakes })
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
fn no_reason() -> Vec<super::Problem> {
    vec![super::Problem::plain("Typst gave no reason")]
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
