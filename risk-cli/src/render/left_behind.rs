//! What a workbook has and a register could not take.

use risk_core::workbook::{Inspection, LeftBehind, LeftBehindKind, SheetContent, SheetFound};

use super::{counted, one_line};

/// What an import does not carry, line by line; nothing where it carries all.
pub fn left_behind(inspection: &Inspection) -> Vec<String> {
    let left = inspection.not_imported.iter();
    let mut lines: Vec<String> = left.map(left_behind_line).collect();
    let is_unread = |sheet: &&SheetFound| {
        matches!(
            sheet.content,
            SheetContent::Other | SheetContent::OtherRisks
        )
    };
    let unread = inspection.sheets.iter().filter(is_unread);
    let unread: Vec<&str> = unread.map(|sheet| sheet.name.as_str()).collect();
    if !unread.is_empty() {
        let sheets = counted(unread.len(), "other sheet");
        lines.push(format!("{sheets}: {}", unread.join(", ")));
    }
    if lines.is_empty() {
        return lines;
    }
    let words = "not imported, and still in the workbook:".to_owned();
    let indented = lines.into_iter().map(|line| format!("  {line}"));
    std::iter::once(words).chain(indented).collect()
}

/// One sort of things: how many, and where.
pub fn left_behind_line(left: &LeftBehind) -> String {
    // Enough cells to find the others by, on one line.
    const SHOWN: usize = 6;
    let count = left.kind.counted(left.count);
    if left.kind == LeftBehindKind::Unknown {
        return count;
    }
    let Some(sheet) = &left.sheet else {
        return format!("{count} in the workbook");
    };
    let sheet = one_line(sheet);
    let mut cells = left.cells[..left.cells.len().min(SHOWN)].join(", ");
    if left.cells.len() > SHOWN {
        cells.push_str(", …");
    }
    if cells.is_empty() {
        format!("{count} in {sheet}")
    } else {
        format!("{count} in {sheet} ({cells})")
    }
}
