//! Every computed figure, each in one function.
//!
//! `check` compares claims with these figures and documents print them, so that prose, tables and findings
//! can't differ. Nothing here formats a whole document or reports a mistake.

mod amounts;
mod batch;
mod certificates;
pub mod claims;
mod counted;
mod grid;
mod ledger;
mod payments;
mod rates;
mod roll;
pub mod series;
pub mod statistics;
pub mod sums;
mod words;

pub use amounts::Amounts;
pub use batch::selected;
pub use certificates::{
    Award, SMALLEST_SHARE, awards, awards_of_honour, certificate_name, recipient_words, share_of_size,
};
pub use counted::{Counted, counted};
pub use grid::{Column, Grid, KINDS, Row};
pub use ledger::{Entry, Ledger, Named, membership};
pub use payments::{Payments, payments};
pub use rates::shares;
pub use roll::{Roll, RollRow, rolls};
pub use words::{actor_words, class_words, form_words, hedge_word, quantity_words, with_unit};
