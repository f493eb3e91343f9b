//! vinhdanh.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod figures;
pub mod fs;
pub mod law;
pub mod load;
pub mod model;
pub mod source;
pub mod vi;
pub mod yaml;
