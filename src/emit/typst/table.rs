//! Tables as Typst.

use super::{Printer, array};
use crate::document::{Align, Cell, Table, Width};

impl Printer {
    /// Prints a table: its rows are arguments of Typst's own `table`, which the layout passes on.
    pub(super) fn table(&mut self, table: &Table) {
        self.call("#table-block", |printer| {
            if let Some(caption) = &table.caption {
                printer.line(|printer| printer.content("caption: ", caption));
            }
            if let Some(size) = table.size {
                printer.line(|printer| printer.print(format_args!("size: {size}pt")));
            }
            let widths = array(table.columns.iter().map(|column| width(column.width)));
            printer.line(|printer| printer.print(format_args!("columns: {widths}")));
            let places = array(table.columns.iter().map(|column| place(column.align).to_owned()));
            printer.line(|printer| printer.print(format_args!("align: {places}")));
            printer.rows_in("table.header", "", &table.head);
            for row in &table.rows {
                if is_group(row, table.columns.len()) {
                    // Typst never leaves such a row alone at the end of a page.
                    printer.rows_in("table.header", "level: 2, repeat: false", std::slice::from_ref(row));
                } else {
                    printer.rows(std::slice::from_ref(row));
                }
            }
            // Totals belong to the end of the table, not to the foot of every page.
            printer.rows_in("table.footer", "repeat: false", &table.foot);
        });
    }

    fn rows_in(&mut self, function: &str, option: &str, rows: &[Vec<Cell>]) {
        if rows.is_empty() {
            return;
        }
        self.line(|printer| {
            printer.call(function, |printer| {
                if !option.is_empty() {
                    printer.line(|printer| printer.out.push_str(option));
                }
                printer.rows(rows);
            });
        });
    }

    /// Prints rows, each on a line of its own; one that cells from above fill has no cells.
    fn rows(&mut self, rows: &[Vec<Cell>]) {
        for (last, others) in rows.iter().filter_map(|cells| cells.split_last()) {
            self.line(|printer| {
                for cell in others {
                    printer.cell(cell);
                    printer.out.push_str(", ");
                }
                printer.cell(last);
            });
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let mut options = Vec::new();
        if cell.span.get() > 1 {
            options.push(format!("colspan: {}", cell.span));
        }
        if cell.rows.get() > 1 {
            options.push(format!("rowspan: {}", cell.rows));
        }
        if cell.align.is_some() {
            options.push(format!("align: {}", place(cell.align)));
        }
        if !options.is_empty() {
            self.print(format_args!("table.cell({})", options.join(", ")));
        }
        if cell.bold {
            self.content("[#strong", &cell.content);
            self.out.push(']');
        } else {
            self.content("", &cell.content);
        }
    }
}

/// Answers whether a row names those that follow: one bold cell over all columns, or over all but a number before it.
fn is_group(row: &[Cell], columns: usize) -> bool {
    let over_all = |cell: &Cell, others: usize| cell.bold && cell.span.get() as usize + others == columns;
    match row {
        [cell] => columns > 1 && over_all(cell, 0),
        [number, cell] => columns > 2 && number.bold && over_all(cell, 1),
        _ => false,
    }
}

fn width(width: Width) -> String {
    match width {
        Width::Auto => "auto".to_owned(),
        Width::Fraction(share) => format!("{share}fr"),
        Width::Millimetres(length) => format!("{length}mm"),
    }
}

fn place(align: Option<Align>) -> &'static str {
    match align {
        None => "auto",
        Some(Align::Left) => "left",
        Some(Align::Center) => "center",
        Some(Align::Right) => "right",
    }
}
