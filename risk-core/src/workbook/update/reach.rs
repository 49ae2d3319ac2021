//! What ends at the row above new ones and is not made to reach them: formulas, charts and the sources of pivot tables.
//! They may be meant so, and so whoever adds a row is told.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use super::formula::{extended, shifted};
use super::insert::parts;
use super::sheet::SheetUpdate;
use crate::error::Error;
use crate::workbook::grid::cell_position;
use crate::workbook::package::{Xml, attribute, local};
use crate::workbook::ranges;

/// The elements that have a formula. In one edition of conditional formats and validations, it is an `f` within.
const FORMULAS: [&str; 4] = ["f", "formula", "formula1", "formula2"];

/// The element that states what a pivot table is of.
const SOURCE: &str = "worksheetSource";

/// The new rows, and what is found of what ends above them.
struct Ends<'e> {
    sheet: &'e str,
    above: u32,
    last: u32,
    /// The cells of the sheet that reach the rows by now.
    done: HashSet<(u32, u32)>,
    /// The first of what was found.
    shown: Vec<String>,
    count: usize,
}

impl SheetUpdate<'_, '_> {
    /// Notes what ends at the row above new ones.
    pub fn note_ends(&mut self, above: u32, last: u32) -> Result<(), Error> {
        let home = self.entry.clone();
        let changed = self.cells.iter().map(|cell| (cell.row, cell.column));
        let mut ends = Ends {
            sheet: &home.name,
            above,
            last,
            done: changed.collect(),
            shown: Vec::new(),
            count: 0,
        };
        for (part, _) in parts(self.package, &home)? {
            let Some(text) = self.package.text(&part)? else {
                continue;
            };
            // Most parts have neither a formula nor a source. What stands before the name of an element is one of two signs.
            if ["<f", ":f", SOURCE].iter().any(|name| text.contains(name)) {
                let mut sheets = self.package.contents.sheets.iter();
                let sheet = sheets.find(|sheet| sheet.part == part);
                let xml = Xml::new(&part, &text, self.package.limits.depth);
                ends.look(xml, sheet.map(|sheet| sheet.name.as_str()), &part)?;
            }
        }
        if ends.count > 0 {
            let shown = ends.shown.join(", ");
            let more = match ends.count - ends.shown.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let what =
                format!("what ends at row {above} does not reach the new rows: {shown}{more}");
            self.note(above + 1, 1, what);
        }
        Ok(())
    }
}

impl Ends<'_> {
    /// Looks through a part, which is a sheet, a chart or the source of a pivot table.
    fn look(&mut self, mut xml: Xml<'_>, sheet: Option<&str>, part: &str) -> Result<(), Error> {
        let mut cell = String::new();
        // What a sheet has behind its cells is of none of them.
        let mut beside = None;
        while let Some(element) = xml.next_start()? {
            match local(&element) {
                "c" => {
                    cell = attribute(&element, "r").unwrap_or_default().into_owned();
                    // A cell may have extensions of its own.
                    beside = None;
                }
                "conditionalFormatting" => beside = Some("a conditional format"),
                "dataValidation" => beside = Some("a validation"),
                "sparklineGroup" => beside = Some("a sparkline"),
                "extLst" => beside = Some("an extension"),
                name if FORMULAS.contains(&name) => {
                    let area = attribute(&element, "ref")
                        .as_deref()
                        .and_then(ranges::parse);
                    let cells = area.map_or(1, |area| area.last_row - area.first_row + 1);
                    let mut formula = String::new();
                    xml.append_text(&mut formula)?;
                    let place = beside.is_none().then_some(cell.as_str());
                    if self.is_short(&formula, sheet, place) {
                        let (what, count) = match (sheet, beside) {
                            (Some(sheet), None) => (format!("{sheet}!{cell}"), cells),
                            (Some(sheet), Some(what)) => (format!("{what} of {sheet}"), 1),
                            (None, _) => (part.to_owned(), 1),
                        };
                        self.found(what, count);
                        if sheet.is_none() {
                            return Ok(());
                        }
                    }
                }
                SOURCE if self.is_source(&element) => self.found(part.to_owned(), 1),
                _ => {}
            }
        }
        Ok(())
    }

    fn found(&mut self, what: String, count: u32) {
        const SHOWN: usize = 3;
        if self.shown.len() < SHOWN {
            self.shown.push(what);
        }
        self.count += count as usize;
    }

    /// Whether a formula has a range that ends at the row above the new ones.
    fn is_short(&self, formula: &str, sheet: Option<&str>, cell: Option<&str>) -> bool {
        let ends = |formula: &str, sheet| extended(formula, sheet, self.above, self.last).is_some();
        if sheet != Some(self.sheet) {
            return ends(formula, Some(self.sheet));
        }
        let place = cell.and_then(cell_position);
        if place.is_some_and(|place| self.done.contains(&place)) {
            return false;
        }
        // What goes as far as its own row goes one further in the next one.
        let moved = place
            .filter(|(row, _)| *row == self.above)
            .and_then(|_| shifted(formula, 1, 0));
        let formula = moved.as_deref().unwrap_or(formula);
        ends(formula, None) || ends(formula, Some(self.sheet))
    }

    /// Whether a pivot table is of the rows down to the one above the new ones.
    fn is_source(&self, source: &BytesStart<'_>) -> bool {
        let area = attribute(source, "ref").as_deref().and_then(ranges::parse);
        attribute(source, "sheet").is_some_and(|sheet| sheet == self.sheet)
            && area.is_some_and(|area| {
                ranges::reaches(area.first_row, area.last_row, self.above, self.last)
            })
    }
}
