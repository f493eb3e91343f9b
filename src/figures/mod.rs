//! Every computed figure, each in one function.
//!
//! A claim is compared with, and a document prints, the very same figure.

pub mod claims;
pub mod sums;
