//! vinhdanh.

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
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod publish;
pub mod source;
pub mod templates;
pub mod typeset;
pub mod vi;
pub mod yaml;
