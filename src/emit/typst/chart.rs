//! Charts as Typst.

use super::{Printer, string};
use crate::chart::svg;
use crate::document::Chart;

impl Printer {
    /// Prints a chart: the picture, which is a file beside the text, its numbers in a table, and what has to be known
    /// about them. They stay on one page.
    pub(super) fn chart(&mut self, chart: &Chart) {
        let drawn = self.files.keys().filter(|name| name.starts_with("chart-")).count();
        let file = format!("chart-{}.svg", drawn + 1);
        self.out.push_str("#block(breakable: false, width: 100%)[");
        self.indent += 1;
        self.call("#figure", |printer| {
            printer.line(|printer| {
                let (path, alt) = (string(&file), string(&chart.alt));
                printer.print(format_args!("image({path}, width: 100%, alt: {alt})"));
            });
            // The caption says what the chart is called.
            printer.line(|printer| printer.out.push_str("supplement: none"));
            printer.line(|printer| printer.out.push_str("numbering: none"));
            if let Some(caption) = &chart.caption {
                printer.line(|printer| printer.content("caption: ", caption));
            }
        });
        self.new_line();
        self.table(&chart.table());
        if let Some(note) = &chart.note {
            self.new_line();
            self.content("#par[#text(size: 0.85em, style: \"italic\")", note);
            self.out.push(']');
        }
        self.indent -= 1;
        self.out.push(']');
        self.files.insert(file, svg(chart).into_bytes());
    }
}
