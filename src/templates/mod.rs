//! Templates and layouts: finding them, and rendering templates with Tera.
//!
//! A template is one file: front matter between two lines `---`, and a Markdown body. A file of the project takes the
//! place of the built-in one of the same name. There are two instances of Tera, since the way of escaping belongs to the
//! instance: one prints Markdown (the body), the other plain text (the strings of the front matter).

mod bounded;
mod filters;
mod front_matter;
mod library;
mod problem;

pub use library::{Library, Rendered};
pub use problem::Fault;
