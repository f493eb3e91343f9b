//! Tables as Typst.

use super::Printer;
use crate::document::{Align, Cell, Column, Table, Width};

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
            let widths = array(&table.columns, |column| width(column.width));
            printer.line(|printer| printer.print(format_args!("columns: {widths}")));
            let alignments = array(&table.columns, |column| column.align.map_or("auto", align).to_owned());
            printer.line(|printer| printer.print(format_args!("align: {alignments}")));
            printer.rows_in("table.header", "", &table.head);
            table.rows.iter().for_each(|row| printer.row(row));
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
                rows.iter().for_each(|row| printer.row(row));
            });
        });
    }

    /// Prints a row on a line of its own; one that cells from above fill has no cells.
    fn row(&mut self, cells: &[Cell]) {
        let Some((last, others)) = cells.split_last() else { return };
        self.line(|printer| {
            for cell in others {
                printer.cell(cell);
                printer.out.push_str(", ");
            }
            printer.cell(last);
        });
    }

    fn cell(&mut self, cell: &Cell) {
        let mut options = Vec::new();
        if cell.span.get() > 1 {
            options.push(format!("colspan: {}", cell.span));
        }
        if cell.rows.get() > 1 {
            options.push(format!("rowspan: {}", cell.rows));
        }
        options.extend(cell.align.map(|place| format!("align: {}", align(place))));
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

fn array(columns: &[Column], item: impl Fn(&Column) -> String) -> String {
    // The last comma makes an array of a single item.
    let items: Vec<String> = columns.iter().map(|column| item(column) + ",").collect();
    format!("({})", items.join(" "))
}

fn width(width: Width) -> String {
    match width {
        Width::Auto => "auto".to_owned(),
        Width::Fraction(share) => format!("{share}fr"),
        Width::Millimetres(length) => format!("{length}mm"),
    }
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}
