//! vinhdanh (Vietnamese *vinh danh*, to honour) turns YAML data about units, emulation campaigns and honours into
//! checked official documents: summary reports, conference minutes, award decisions, submissions and letters.
//!
//! # The one idea
//!
//! A document is written once, as Markdown, and laid out by rules.
//!
//! ```text
//! data/**/*.yaml ── load ── check ── plan ── compose ── emit ── typeset ── publish ── output/
//!                             │        │        │
//!                          figures ────┘        │
//! templates/*.md ───────────── templates ───────┘
//! ```
//!
//! - A *template* holds all words: front matter (the frame: kind of document, number, signatories) and a Markdown body,
//!   rendered by Tera.
//! - The *data* holds all facts. Strings of the data are escaped when they are printed, so data can't become code;
//!   narratives that are Markdown themselves pass the filter `markdown`.
//! - A *layout* (`templates/typst/*.typ`) holds all looks and sees only the frame as JSON and calls of its own functions.
//! - In between stands a [`document::Document`], a small tree that knows neither the domain nor a format.
//!
//! # Modules
//!
//! A module imports only modules above it in this table; a test holds the code to it.
//!
//! | module | owns |
//! |---|---|
//! | [`fs`] | the only reads and writes; the path in every error; temp file and rename |
//! | [`source`] | texts and places in them |
//! | [`diagnostic`] | what is wrong with the user's files, as data; how it is shown |
//! | [`vi`] | how Vietnamese writes numbers, dates, names and texts |
//! | [`yaml`] | YAML → a tree with places → values, going on after a mistake |
//! | [`measure`] | the built-in font, and how wide texts are in it |
//! | [`model`] | the domain: what exists and which values are possible |
//! | [`load`] | finding the files, YAML → model; every bad record reported in one run |
//! | [`law`] | the law as data: titles and forms, rules, texts and when they rule, money, the sheets of certificates |
//! | [`figures`] | every computed figure, each in one function |
//! | [`check`](mod@check) | links, consistency, claims against computed figures → [`check::Checked`] |
//! | [`document`] | `Document`, frame, blocks; Markdown → blocks |
//! | [`chart`] | a chart of a document as SVG, drawn once for every format |
//! | [`emit`] | a `Document`, or many in one file, as Typst; a register as CSV and XLSX |
//! | [`templates`] | finding templates and layouts, Tera with its filters, digests |
//! | [`plan`] | which documents to make, exactly what each template sees, and the fingerprint of that |
//! | [`compose`](mod@compose) | a template and what it sees → `Document` → the text for the engine |
//! | [`typeset`] | Typst engines: the program, and the crates inside; the worker processes, which compose as well |
//! | [`publish`] | from finished documents to the output folder, manifest |
//! | [`pipeline`] | the order of the stages, and nothing else |
//! | [`cli`] | arguments, terminal, progress, exit codes |
//!
//! # Decisions
//!
//! - **Two kinds of failure.** A [`diagnostic::Diagnostic`] is about the user's files: collected, with places and codes. An `Error`
//!   is about the world: no permission, no engine, disk full. Errors in the data stop a build before anything is
//!   published; a document that can't be composed or laid out fails alone.
//! - **Decoding is ours.** Serde stops at the first mistake of a record and loses places in flattened and untagged types.
//!   So [`yaml`] builds a tree from the events of granit-parser, the parser under serde-saphyr, and the macros `record!`,
//!   `choices!` and `variants!` read it: all mistakes of all fields, with the key that is missing and the word that was
//!   probably meant. What a scalar is, the model says, never its looks: `no` is a word, `010` keeps its zero.
//! - **One namespace of ids.** Links are noted while records are read, so none can be forgotten when they are resolved.
//!   A record that could not be read keeps its id, so that links to it are not reported as well.
//! - **Blanks.** What is missing is written U+E000, what it is, U+E001. It passes Tera and Markdown as text, prints as a
//!   dotted line, and is listed. Data can't hold these characters, since private-use characters are refused.
//! - **`Checked`** is made only by [`check::check`], and a plan only from it: unchecked data can't be printed.
//! - **The fingerprint** of a document is the hash of exactly what its template saw, with the digests of templates, layouts
//!   and fonts, the settings, the version of Typst and the sources of this program. What is not in the key is not visible
//!   to the template, so no dependency can be forgotten. The engine's name is not in it: at the same version both give the
//!   same bytes, and a test holds them to it.
//! - **A batch is planned, not written.** `each` makes a planned document of every recipient, which holds only references; a print run
//!   is one Typst text of the same documents under the same layouts, so its pages are theirs, and its parts bound what it takes.
//! - **The manifest follows from the input alone**: no time, no machine. So parts that were built elsewhere can be put together, and
//!   compared, byte for byte; a part carries a digest of the whole plan, by which a merge knows gaps and strangers.
//! - **Rules of the law are data** where a few kinds of need can say them: titles in consecutive years, ratings, shares of members,
//!   what came after an earlier honour. A verdict has three values, because what is absent from the data proves nothing:
//!   [`law::rules::Verdict`]. What was not seen in the text of the law only warns.
//! - **Pages are proven.** A test reads the finished PDF back, run by run and stroke by stroke, and holds every document of the
//!   sample and the examples to a table of named rules (`docs/rules.md`); wrong layouts must break exactly theirs.
//! - **A chart is drawn once**, as SVG, and its numbers are printed as a table from the same block, so no format can differ.
//! - **A certificate is a sheet with boxes.** The boxes are data (`stocks:`), in tenths of a millimetre; the layout only fills them.
//! - **Templates and Typst run in worker processes**, because neither can be cancelled or limited from inside. A document is sent
//!   there as a [`compose::Order`], all that its text is made of, and then as Typst text. The program's own threads only prepare
//!   and publish; there are twice as many as workers, so that no worker waits. They are plain threads, because rayon's tasks
//!   nest with Typst's own.
//! - **A document fails alone, a run stops at once.** Whoever waits for a process looks every few milliseconds at its deadline and
//!   at one flag ([`typeset::Stop`]), which a signal or the first failure sets; the memory of a process is limited by the system.
//! - **Nothing below [`cli`]** prints, reads the environment, the clock (but to measure) or the current folder.

pub mod chart;
pub mod check;
pub mod cli;
pub mod compose;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod figures;
pub mod fs;
pub mod law;
pub mod load;
pub mod measure;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod publish;
pub mod source;
pub mod templates;
pub mod typeset;
pub mod vi;
pub mod yaml;
