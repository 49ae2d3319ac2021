//! Rows that are inserted into a sheet. What stands below moves down, and whatever refers to it follows, as when a person
//! inserts them in a spreadsheet program.

mod anchors;
mod shared;
mod walk;

use std::borrow::Cow;
use std::collections::HashSet;

use self::walk::Walk;
use super::package::PackageUpdate;
use crate::change::{CellNote, PartChange};
use crate::error::Error;
use crate::register::Trackers;
use crate::workbook::Limits;
use crate::workbook::limits::ROWS;
use crate::workbook::package::{SheetEntry, damage};
use crate::workbook::ranges::{Area, row_number};

/// Rows that are inserted.
#[derive(Debug, Clone)]
pub(super) struct NewRows {
    /// The name of the sheet.
    pub sheet: String,
    /// What the list of formulas calls it.
    pub id: String,
    /// The first of them: the row that stood there is the first to move.
    pub at: u32,
    pub count: u32,
}

impl NewRows {
    /// Where a row is afterwards. None moves beyond the last one of a sheet.
    pub fn after(&self, row: u32) -> u32 {
        let moved = row.saturating_add(if row < self.at { 0 } else { self.count });
        moved.min(ROWS)
    }

    /// The row of a reference, such as `$7`, afterwards.
    pub fn pushed<'t>(&self, row: &'t str) -> Cow<'t, str> {
        match row_number(row) {
            Some(number) if self.after(number) != number => {
                let dollar = if row.starts_with('$') { "$" } else { "" };
                Cow::Owned(format!("{dollar}{}", self.after(number)))
            }
            _ => Cow::Borrowed(row),
        }
    }

    /// Whether they would stand among the rows of an area.
    pub fn are_within(&self, area: &Area) -> bool {
        area.first_row < self.at && self.at <= area.last_row
    }
}

/// A workbook with rows inserted into one of its sheets.
#[derive(Debug)]
pub(super) struct Inserted {
    pub bytes: Vec<u8>,
    /// What changes in its parts.
    pub parts: Vec<PartChange>,
    /// What a person should look at.
    pub notes: Vec<CellNote>,
}

/// A workbook with rows inserted into one of its sheets, below the records.
///
/// # Errors
///
/// When something that would move, or refers to what would, cannot follow.
pub(super) fn insert_rows(
    bytes: &[u8],
    limits: Limits,
    position: usize,
    (at, count): (u32, u32),
) -> Result<Inserted, Error> {
    let trackers = Trackers::default();
    let mut package = PackageUpdate::open(bytes, limits, &trackers)?;
    let home = package.contents.sheets.get(position).cloned();
    let home = home.ok_or_else(|| damage("a sheet is not where it was"))?;
    let rows = NewRows {
        sheet: home.name.clone(),
        id: home.id.clone(),
        at,
        count,
    };
    let mut notes = Vec::new();
    for (part, is_home) in parts(&mut package, &home)? {
        let Some(text) = package.text(&part)? else {
            continue;
        };
        let mut sheets = package.contents.sheets.iter();
        let sheet = sheets.find(|sheet| sheet.part == part);
        let sheet = sheet.map_or(rows.sheet.as_str(), |sheet| &sheet.name);
        let walk = Walk::new((&part, &text), sheet, is_home, &rows);
        let (splices, mut more) = walk.run(limits.depth)?;
        notes.append(&mut more);
        let what = if part == home.part {
            format!("what stood from row {at} on is {count} lower")
        } else {
            format!("follows the rows inserted in {}", rows.sheet)
        };
        package.change(&part, &text, splices, what);
    }
    let (bytes, parts) = package.finish()?;
    Ok(Inserted {
        bytes,
        parts,
        notes,
    })
}

/// The kinds of parts that refer to cells.
const KINDS: [&str; 16] = [
    "worksheet",
    "chartsheet",
    "dialogsheet",
    "drawing",
    "vmlDrawing",
    "chart",
    "chartEx",
    "chartUserShapes",
    "comments",
    "threadedComment",
    "table",
    "tableSingleCells",
    "pivotTable",
    "pivotCacheDefinition",
    "ctrlProp",
    "namedSheetView",
];

/// The parts that may refer to cells, and whether each is the sheet or belongs to it.
pub(super) fn parts(
    package: &mut PackageUpdate<'_>,
    home: &SheetEntry,
) -> Result<Vec<(String, bool)>, Error> {
    let mut found = vec![(package.contents.workbook.clone(), false)];
    let mut known: HashSet<String> = found.iter().map(|(part, _)| part.clone()).collect();
    let mut at = 0;
    while let Some((part, _)) = found.get(at).cloned() {
        at += 1;
        for related in package.relationships(&part)? {
            let is_one = KINDS.contains(&related.kind.as_str());
            if is_one && known.insert(related.target.clone()) {
                let is_home = part == home.part || related.target == home.part;
                found.push((related.target, is_home));
            }
        }
    }
    let chain = package.contents.calc_chain.clone();
    found.extend(chain.map(|chain| (chain, false)));
    Ok(found)
}
