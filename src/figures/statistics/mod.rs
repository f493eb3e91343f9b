//! The tables of the official statistics: how many campaigns and awards there were, told apart as the forms ask it.
//!
//! What is not known is not nought. Whether something belongs into a row or column is answered with yes, no or unknown;
//! a cell that is empty only because nobody knows says so, and what a question leaves over has a row of its own.

mod awards;
mod campaigns;

pub use awards::{Award, AwardColumn, AwardRow, award_table, awards};
pub use campaigns::{CampaignColumn, CampaignRow, Duration, campaign_table, campaigns};

use super::amounts::Amounts;

/// A cell of a statistical table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What surely belongs here.
    pub amounts: Amounts,
    /// Whether something might belong here too.
    pub is_open: bool,
}

/// Whether something belongs somewhere; nothing where the data does not say.
pub type Answer = Option<bool>;

/// Counts items into the cells of a table: for each row, a cell for each column.
fn tabulate<T>(
    items: impl Iterator<Item = (T, Amounts)>,
    rows: &[impl Fn(&T) -> Answer],
    columns: &[impl Fn(&T) -> Answer],
) -> Vec<Vec<Cell>> {
    let mut table = vec![vec![Cell::default(); columns.len()]; rows.len()];
    for (item, amounts) in items {
        let across: Vec<Answer> = columns.iter().map(|column| column(&item)).collect();
        for (cells, row) in table.iter_mut().zip(rows) {
            let down = row(&item);
            for (cell, across) in cells.iter_mut().zip(&across) {
                match (down, across) {
                    (Some(true), Some(true)) => cell.amounts.add_all(&amounts),
                    (Some(false), _) | (_, Some(false)) => {}
                    (None, _) | (_, None) => cell.is_open = true,
                }
            }
        }
    }
    table
}
