//! Every computed figure, each in one function.
//!
//! `check` compares claims with these figures and documents print them, so that prose, tables and findings
//! can't differ. Nothing here formats a whole document or reports a mistake.

mod certificates;
pub mod claims;
mod ledger;
mod rates;
mod roll;
pub mod sums;
mod words;

pub use certificates::{
    Award, SMALLEST_SHARE, awards, awards_of_honour, certificate_name, recipient_words, share_of_size,
};
pub use ledger::{Entry, Ledger, Named, YearCount, membership};
pub use rates::shares;
pub use roll::{Roll, Row, book_number, rolls};
pub use words::{actor_words, class_words, form_words, hedge_word, quantity_words};
