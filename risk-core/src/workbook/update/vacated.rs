//! What stays of a record in its row when the record is gone: a comment stands there still, and a hidden row is hidden.
//! A new record may get the row.

use std::collections::BTreeSet;
use std::ops::Range;

use super::markup::attribute_span;
use super::plan::SheetPlan;
use super::rows::RawRow;
use super::sheet::SheetUpdate;
use crate::error::Error;
use crate::workbook::grid::cell_position;
use crate::workbook::package::{Xml, attribute, local};

impl SheetUpdate<'_, '_> {
    /// Shows a row that gets a record, whatever stood there before.
    pub fn unhide(&mut self, number: u32, row: &RawRow) {
        let span = attribute_span(&self.text, row.tag.clone(), "hidden");
        let is_hidden = |span: &Range<usize>| matches!(&self.text[span.clone()], "1" | "true");
        if let Some(span) = span.filter(is_hidden) {
            self.splices.replace(span, "0");
            self.note(number, 1, "the row was hidden, and is shown now");
        }
    }

    /// Notes the comments on rows that nothing stands in any more, and on those that get a new record.
    pub fn note_comments(&mut self, plan: &SheetPlan<'_>) -> Result<(), Error> {
        let is_new = |row: u32| plan.added.binary_search_by_key(&row, |added| added.row);
        for (row, column) in self.comments()? {
            if plan.cleared.binary_search(&row).is_ok() {
                let what = if self.is_emptied(column) {
                    "a comment stays on the emptied cell"
                } else {
                    "a comment stays in the emptied row"
                };
                self.note(row, column, what);
            } else if is_new(row).is_ok() {
                let what = "a comment that stood there before is on the cell of the new row";
                self.note(row, column, what);
            }
        }
        Ok(())
    }

    /// The cells of the sheet that have a comment.
    fn comments(&mut self) -> Result<BTreeSet<(u32, u32)>, Error> {
        let mut cells = BTreeSet::new();
        for related in self.package.relationships(&self.entry.part)? {
            if !matches!(related.kind.as_str(), "comments" | "threadedComment") {
                continue;
            }
            let Some(text) = self.package.text(&related.target)? else {
                continue;
            };
            let mut xml = Xml::new(&related.target, &text, self.package.limits.depth);
            while let Some(element) = xml.next_start()? {
                if matches!(local(&element), "comment" | "threadedComment") {
                    let cell = attribute(&element, "ref");
                    cells.extend(cell.as_deref().and_then(cell_position));
                }
            }
        }
        Ok(cells)
    }
}
