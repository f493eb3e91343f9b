//! vinhdanh.

pub mod diagnostic;
pub mod emit;
pub mod fs;
pub mod publish;
pub mod source;
pub mod typeset;
