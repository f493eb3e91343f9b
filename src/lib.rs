//! vinhdanh.

pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod source;
