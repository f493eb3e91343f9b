//! Every computed figure, each in one function.
//!
//! `check` compares claims with these figures and documents print them, so that prose, tables and findings
//! can't differ. Nothing here formats a whole document or reports a mistake.

mod claims;
mod ledger;
mod sums;
mod words;

pub use claims::{Verdict, reconcile};
pub use ledger::{Entry, Ledger, YearCount, membership};
pub use sums::{Sum, SumFault, sum};
pub use words::{class_words, form_words, quantity_words};
