//! What reaches new rows: ranges of the sheet, tables, and defined names. And links, where the text
//! that they stood on is another.

use std::collections::{HashMap, HashSet};

use super::formula::extended;
use super::markup::{attribute_span, set_attribute};
use super::regions::{Link, area};
use super::sheet::SheetUpdate;
use super::splices::Splices;
use crate::error::Error;
use crate::workbook::package::{Relationship, Xml, attribute, local, parsed};
use crate::workbook::ranges::{self, Area, extended_list};

impl SheetUpdate<'_, '_> {
    /// Makes what ends in a row reach a later one.
    pub fn extend(&mut self, above: u32, last: u32) -> Result<(), Error> {
        self.extend_lists(above, last);
        self.extend_totals(above, last)?;
        self.extend_tables(above, last)?;
        self.extend_names(above, last)?;
        self.note_ends(above, last)
    }

    fn extend_lists(&mut self, above: u32, last: u32) {
        let mut reaching: Vec<&'static str> = Vec::new();
        for (span, what) in &self.regions.lists {
            if let Some(list) = extended_list(&self.text[span.clone()], above, last) {
                self.splices.replace(span.clone(), list);
                reaching.push(what);
            }
        }
        reaching.dedup();
        for what in reaching {
            let part = self.entry.part.clone();
            self.package
                .report(&part, format!("{what} extended to row {last}"));
        }
    }

    /// Makes the totals below new rows reach these: the formulas of the next row that has any, and of all that are
    /// near where the rows were inserted.
    fn extend_totals(&mut self, above: u32, last: u32) -> Result<(), Error> {
        // Totals stand near what they are of; elsewhere is another table.
        const MOST_ROWS: usize = 10;
        let rows = &self.source.places.rows;
        let below = rows.partition_point(|(row, _)| *row <= last);
        let places: Vec<(u32, usize)> = rows[below..].iter().take(MOST_ROWS).copied().collect();
        for (number, place) in places {
            let row = self.row_at(place)?;
            let mut formulas = row.cells.iter();
            let has_formula = formulas.any(|cell| cell.formula.is_some());
            for cell in row.cells {
                let Some(formula) = cell.formula.filter(|formula| formula.kind.is_empty()) else {
                    continue;
                };
                if let Some(text) = extended(&formula.text, None, above, last) {
                    self.splices.replace(formula.span, self.dialect.text(&text));
                    let before = format!("={}", formula.text);
                    let after = format!("={text}");
                    self.record(number, cell.column, Some(before), Some(after));
                }
            }
            if has_formula && !self.source.has_new_rows {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The dimension takes in the cells that are new.
    pub fn extend_dimension(&mut self) {
        let Some(span) = self.regions.dimension.clone() else {
            return;
        };
        let Some(mut area) = ranges::parse(&self.text[span.clone()]) else {
            return;
        };
        let before = area;
        for cell in self.cells.iter().filter(|cell| cell.before.is_none()) {
            area.first_row = area.first_row.min(cell.row);
            area.last_row = area.last_row.max(cell.row);
            area.first_column = area.first_column.min(cell.column);
            area.last_column = area.last_column.max(cell.column);
        }
        if area != before {
            self.splices.replace(span, area.to_string());
        }
    }

    fn extend_tables(&mut self, above: u32, last: u32) -> Result<(), Error> {
        let parts = self.package.relationships(&self.entry.part)?;
        let tables: HashSet<String> = self.regions.tables.drain(..).collect();
        for part in &parts {
            let what = if tables.contains(&part.id) {
                "the table"
            } else if part.kind == "namedSheetView" {
                "the filters of named views"
            } else {
                continue;
            };
            self.extend_table((&part.target, what), above, last)?;
        }
        Ok(())
    }

    /// Makes a table reach new rows, or what named views filter.
    fn extend_table(
        &mut self,
        (part, what): (&str, &str),
        above: u32,
        last: u32,
    ) -> Result<(), Error> {
        let Some(text) = self.package.text(part)? else {
            return Ok(());
        };
        let mut splices = Splices::default();
        let mut xml = Xml::new(part, &text, self.package.limits.depth);
        while let Some(element) = xml.next_start()? {
            let tag = xml.span();
            match (local(&element), area(&element)) {
                ("table", Some(area)) => {
                    let totals = parsed(&element, "totalsRowCount").unwrap_or(0);
                    self.check_table(&area, totals, above, last)?;
                    if area.has_row(above) && area.last_row < last {
                        let reached = Area {
                            last_row: last,
                            ..area
                        };
                        set_attribute(&mut splices, &text, tag, "ref", &reached.to_string());
                    }
                }
                ("autoFilter" | "nsvFilter", _) => {
                    if let Some(span) = attribute_span(&text, tag, "ref")
                        && let Some(list) = extended_list(&text[span.clone()], above, last)
                    {
                        splices.replace(span, list);
                    }
                }
                _ => {}
            }
        }
        let what = format!("{what} extended to row {last}");
        self.package.change(part, &text, splices, what);
        Ok(())
    }

    /// Refuses to write over a table that new rows are not of, and over its row of totals.
    fn check_table(&self, area: &Area, totals: u32, above: u32, last: u32) -> Result<(), Error> {
        let width = self.source.table.width().max(1);
        let new = Area::between((above + 1, 1), (last, width));
        let is_taken = if area.has_row(above) {
            totals > 0 && area.last_row.saturating_sub(totals) < last
        } else {
            area.overlaps(&new)
        };
        if is_taken {
            let reason = format!("a new row would stand there, and the table {area} is in the way");
            let remedy = self.insert_row_above(above + 1);
            return Err(self.refused(above + 1, area.first_column, &reason, remedy));
        }
        Ok(())
    }

    fn extend_names(&mut self, above: u32, last: u32) -> Result<(), Error> {
        let part = self.package.contents.workbook.clone();
        let Some(text) = self.package.text(&part)? else {
            return Ok(());
        };
        let mut splices = Splices::default();
        let mut names = Vec::new();
        let mut xml = Xml::new(&part, &text, self.package.limits.depth);
        while let Some(element) = xml.next_start()? {
            if local(&element) != "definedName" {
                continue;
            }
            let start = xml.position();
            let mut formula = String::new();
            xml.append_unescaped(&mut formula)?;
            if let Some(formula) = extended(&formula, Some(&self.entry.name), above, last) {
                splices.replace(start..xml.span().start, self.dialect.text(&formula));
                let name = attribute(&element, "name").unwrap_or_default();
                names.push(name.replace("_xlnm.", ""));
            }
        }
        let what = format!("the names {} extended to row {last}", names.join(", "));
        self.package.change(&part, &text, splices, what);
        Ok(())
    }

    /// Takes away the link of a cell whose text named its address, or the card that it is of, and does not any more: a
    /// click would open something else than it states.
    pub fn unlink(&mut self) -> Result<(), Error> {
        if self.regions.links.is_empty() {
            return Ok(());
        }
        let parts = self.package.relationships(&self.entry.part)?;
        let links = std::mem::take(&mut self.regions.links);
        let gone: Vec<&Link> = self.misleading(&links, &parts);
        if gone.is_empty() {
            return Ok(());
        }
        if gone.len() == links.len() {
            // A list of links is not empty.
            self.splices.replace(self.regions.link_list.clone(), "");
        } else {
            for link in &gone {
                self.splices.replace(link.element.clone(), "");
            }
        }
        let cells: Vec<String> = gone.iter().map(|link| link.area.to_string()).collect();
        let what = format!("no link on {}, where the text changes", cells.join(", "));
        let part = self.entry.part.clone();
        self.package.report(&part, what);
        Ok(())
    }

    /// The links of cells that do not state any more where they lead.
    fn misleading<'l>(&self, links: &'l [Link], parts: &[Relationship]) -> Vec<&'l Link> {
        let cells = self
            .cells
            .iter()
            .map(|cell| ((cell.row, cell.column), cell));
        let cells: HashMap<_, _> = cells.collect();
        let addresses = parts
            .iter()
            .map(|part| (part.id.as_str(), part.target.as_str()));
        let addresses: HashMap<&str, &str> = addresses.collect();
        let is_misleading = |link: &&Link| {
            let place = (link.area.first_row, link.area.first_column);
            let Some(cell) = cells.get(&place).filter(|_| link.area.is_one_cell()) else {
                return false;
            };
            let address = link
                .relationship
                .as_deref()
                .and_then(|id| addresses.get(id));
            match (address, &cell.before, &cell.after) {
                (_, _, None) => true,
                (None, ..) | (_, None, _) => false,
                (Some(address), Some(before), Some(after)) => {
                    let name = last_part(address);
                    let was_named = before.contains(address) || before.trim() == name;
                    was_named && !after.contains(address) && !has_word(after, name)
                }
            }
        };
        links.iter().filter(is_misleading).collect()
    }
}

/// What an address is of in a tracker or a folder, as people name it.
fn last_part(address: &str) -> &str {
    let address = address.trim_end_matches('/');
    let start = address.rfind(['/', '=', '#']).map_or(0, |at| at + 1);
    &address[start..]
}

/// Whether a text has a name that is no part of a longer one, as `PAY-1` is of `PAY-12`.
fn has_word(text: &str, name: &str) -> bool {
    let is_in_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(is_in_word) && !text[at + name.len()..].starts_with(is_in_word)
    })
}
