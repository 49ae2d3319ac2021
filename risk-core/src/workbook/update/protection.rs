//! What asks people not to change a workbook. None of it keeps a program from it, and it stays as it is; so the change
//! is made, and the person is told of it.

use super::sheet::SheetUpdate;
use crate::change::CellNote;
use crate::error::Error;
use crate::record::Location;
use crate::workbook::package::{Xml, is_true, local};

impl SheetUpdate<'_, '_> {
    /// Notes that the sheet is protected, and that the workbook is to be opened to read it.
    pub fn note_protection(&mut self) -> Result<(), Error> {
        if self.regions.is_protected {
            self.note_sheet(
                "the sheet is protected; it is changed all the same, and stays protected",
            );
        }
        let part = self.package.contents.workbook.clone();
        let Some(text) = self.package.text(&part)? else {
            return Ok(());
        };
        let mut xml = Xml::new(&part, &text, self.package.limits.depth);
        while let Some(element) = xml.next_start()? {
            match local(&element) {
                "fileSharing" if is_true(&element, "readOnlyRecommended") => {
                    self.note_sheet("its author recommends to open the workbook as read-only");
                    break;
                }
                // The element stands before this one.
                "sheets" => break,
                _ => {}
            }
        }
        Ok(())
    }

    fn note_sheet(&mut self, what: &str) {
        self.package.notes.push(CellNote {
            location: Location::Sheet {
                sheet: self.entry.name.clone(),
            },
            what: what.to_owned(),
        });
    }
}
