//! A column of references that a sheet gets behind its last header, where it has none.

use super::markup::{Dialect, set_attribute};
use super::plan::SheetPlan;
use super::regions::area;
use super::sheet::SheetUpdate;
use super::splices::Splices;
use crate::error::{Error, Remedy};
use crate::record::{RiskField, column_letters};
use crate::workbook::create::Headed;
use crate::workbook::formula::is_of;
use crate::workbook::limits::COLUMNS;
use crate::workbook::package::{Xml, attribute, local, parsed};
use crate::workbook::ranges::{self, Area, extended_list};
use crate::workbook::sources::Sources;

/// The sources of a workbook whose sheet of risks may get a column of references; `None` where it has one, or there is
/// no such sheet.
pub(super) fn with_reference_column(sources: &Sources) -> Option<Sources> {
    let mut sources = sources.clone();
    let source = sources.risks.as_mut()?;
    let field = RiskField::Reference;
    if source.table.column(field).is_some() {
        return None;
    }
    let header_row = source.table.header_row;
    let mut columns = (1..=source.table.width()).rev();
    let last = columns.find(|column| !source.table.header(*column).is_empty())?;
    let mut merges = source.merges.iter();
    let merged = merges.find(|area| area.contains(header_row, last));
    let new = merged.map_or(last, |area| area.last_column) + 1;
    source.table.add(new, field.column()?.header, field.into());
    source.new_column = Some(new);
    Some(sources)
}

impl SheetUpdate<'_, '_> {
    /// Makes room for a new column: a table and a filter that end before it take it in, as who sorts them would
    /// otherwise leave its cells where they are.
    pub fn widen(&mut self, column: u32, plan: &SheetPlan<'_>) -> Result<(), Error> {
        self.check_column(column)?;
        let parts = self.package.relationships(&self.entry.part)?;
        for id in self.regions.tables.clone() {
            if let Some(part) = parts.iter().find(|part| part.id == id) {
                self.widen_table(&part.target, column)?;
            }
        }
        let above = self.source.last_row();
        let last = plan.added.last().map_or(above, |row| row.row);
        self.widen_filter(column, above, last)
    }

    /// The cells of a new column beside the records and their header.
    fn beside(&self, column: u32) -> Area {
        let header_row = self.source.table.header_row;
        Area::between((header_row, column), (self.source.last_row(), column))
    }

    /// Refuses a column in which something stands, or that nobody would see.
    fn check_column(&self, column: u32) -> Result<(), Error> {
        let area = self.beside(column);
        if column > COLUMNS {
            let reason = "the sheet has no column behind this one";
            return Err(self.no_room(area.first_row, COLUMNS, reason));
        }
        if self.regions.is_hidden(column) {
            let reason = "the references would stand here, and the column is hidden";
            return Err(self.no_room(area.first_row, column, reason));
        }
        let rows = self.source.places.rows.iter();
        for (number, place) in rows.filter(|(row, _)| area.has_row(*row)) {
            let row = self.row_at(*place)?;
            let mut cells = row.cells.iter();
            if cells.any(|cell| cell.column == column && !cell.is_blank()) {
                let reason = "the references would stand here, and the cell has something in it";
                return Err(self.no_room(*number, column, reason));
            }
        }
        Ok(())
    }

    fn no_room(&self, row: u32, column: u32, reason: &str) -> Error {
        let sheet = self.entry.name.clone();
        let header = RiskField::Reference.column();
        let header = header.map_or("", |spec| spec.header).to_owned();
        self.refused(row, column, reason, Remedy::AddColumn { sheet, header })
    }

    fn widen_table(&mut self, part: &str, column: u32) -> Result<(), Error> {
        let Some(text) = self.package.text(part)? else {
            return Ok(());
        };
        let header_row = self.source.table.header_row;
        let header = self.source.table.header(column).to_owned();
        let mut splices = Splices::default();
        let mut columns: Vec<u32> = Vec::new();
        let mut end = 0;
        let mut xml = Xml::new(part, &text, self.package.limits.depth);
        while let Some(element) = xml.next_start()? {
            let tag = xml.span();
            match (local(&element), area(&element)) {
                ("table", Some(area)) => {
                    let is_beside = area.has_row(header_row) && area.last_column + 1 == column;
                    let is_in_the_way = area.overlaps(&self.beside(column));
                    // The columns of a query or of mapped XML are given by those.
                    let is_given = attribute(&element, "tableType").is_some();
                    if is_in_the_way || is_beside && (is_given || area.first_row != header_row) {
                        let reason = format!("the table {area} has no room for a column there");
                        return Err(self.no_room(header_row, column, &reason));
                    }
                    if !is_beside {
                        return Ok(());
                    }
                    set_attribute(&mut splices, &text, tag, "ref", &wider(area, column));
                }
                ("autoFilter", Some(area)) if area.last_column + 1 == column => {
                    set_attribute(&mut splices, &text, tag, "ref", &wider(area, column));
                }
                ("tableColumns", _) => {
                    let count: u32 = parsed(&element, "count").unwrap_or_default();
                    set_attribute(&mut splices, &text, tag, "count", &(count + 1).to_string());
                }
                ("tableColumn", _) => {
                    columns.extend(parsed::<u32>(&element, "id"));
                    let name = attribute(&element, "name").unwrap_or_default();
                    if name.eq_ignore_ascii_case(&header) {
                        let reason = format!("the table has another column {header}");
                        return Err(self.no_room(header_row, column, &reason));
                    }
                    xml.skip()?;
                    end = xml.position();
                }
                _ => {}
            }
        }
        let Some(id) = columns.into_iter().max().map(|last| last + 1) else {
            return Ok(());
        };
        let name = Dialect::of(&text).name("tableColumn");
        splices.insert(end, format!("<{name} id=\"{id}\" name=\"{header}\"/>"));
        let what = format!("the table extended to column {}", column_letters(column));
        self.package.change(part, &text, splices, what);
        Ok(())
    }

    /// Widens the filter of the sheet, which reaches new rows at once, and the name that programs give it.
    fn widen_filter(&mut self, column: u32, above: u32, last: u32) -> Result<(), Error> {
        let header_row = self.source.table.header_row;
        let old = |span: &std::ops::Range<usize>| ranges::parse(&self.text[span.clone()]);
        let is_beside = |area: &Area| area.has_row(header_row) && area.last_column + 1 == column;
        let mut lists = self.regions.lists.iter();
        let Some(at) = lists.position(|(span, what)| {
            *what == "the filter" && old(span).as_ref().is_some_and(is_beside)
        }) else {
            return Ok(());
        };
        let (span, _) = self.regions.lists.remove(at);
        let text = &self.text[span.clone()];
        let old = ranges::parse(text);
        let longer = extended_list(text, above, last);
        let longer = ranges::parse(longer.as_deref().unwrap_or(text));
        if let (Some(old), Some(longer)) = (old, longer) {
            self.splices.replace(span, wider(longer, column));
            let what = format!("the filter extended to column {}", column_letters(column));
            let part = self.entry.part.clone();
            self.package.report(&part, what);
            self.widen_name(old, column)?;
        }
        Ok(())
    }

    /// Programs keep the range of a filter as a name, too.
    fn widen_name(&mut self, old: Area, column: u32) -> Result<(), Error> {
        let part = self.package.contents.workbook.clone();
        let Some(text) = self.package.text(&part)? else {
            return Ok(());
        };
        let mut splices = Splices::default();
        let mut xml = Xml::new(&part, &text, self.package.limits.depth);
        while let Some(element) = xml.next_start()? {
            let name = attribute(&element, "name").unwrap_or_default();
            if local(&element) != "definedName" || name != "_xlnm._FilterDatabase" {
                continue;
            }
            let start = xml.position();
            let mut formula = String::new();
            xml.append_unescaped(&mut formula)?;
            if let Some((sheet, range)) = formula.rsplit_once('!')
                && is_of(sheet, &self.entry.name)
                && ranges::parse(range) == Some(old)
            {
                let (from, to) = (column_letters(old.first_column), column_letters(column));
                let (first, last) = (old.first_row, old.last_row);
                let formula = format!("{sheet}!${from}${first}:${to}${last}");
                splices.replace(start..xml.span().start, self.dialect.text(&formula));
            }
        }
        let what = "the name of the filter extended";
        self.package.change(&part, &text, splices, what);
        Ok(())
    }
}

/// A range that ends in another column.
fn wider(area: Area, column: u32) -> String {
    let last_column = column;
    Area {
        last_column,
        ..area
    }
    .to_string()
}
