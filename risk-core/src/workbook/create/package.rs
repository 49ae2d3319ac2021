//! What the writer has no words for: the heights of rows that still fit themselves to their texts,
//! and the name of the program that made the workbook.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::heights::Heights;
use crate::error::Error;

/// The part with the properties of the program.
const PROPERTIES: &str = "docProps/app.xml";
const WRITERS: &str = "<Application>Microsoft Excel</Application>";
const OURS: &str = "<Application>risk</Application>";

/// Before a result that is text and that the writer would take for something else. It is a
/// character for private use.
pub(super) const TEXT_MARK: char = '\u{e000}';

/// Completes a workbook, of whose sheets the first ones have the given heights of rows.
///
/// The writer marks every height as set by a person, and then a row does not grow with its text
/// any more. Without heights, LibreOffice shows one line of each text.
pub(super) fn complete(workbook: &[u8], heights: &[Heights]) -> Result<Vec<u8>, Error> {
    rewritten(workbook, heights).map_err(|error| Error::Unwritable {
        source: Box::new(error),
    })
}

fn rewritten(workbook: &[u8], heights: &[Heights]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len())));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let name = part.name()?.into_owned();
        let of_sheet = sheet_number(&name).and_then(|number| heights.get(number - 1));
        if of_sheet.is_none() && name != PROPERTIES {
            drop(part);
            writer.raw_copy_file(archive.by_index_raw(index)?)?;
            continue;
        }
        let mut text = String::with_capacity(usize::try_from(part.size()).unwrap_or_default());
        part.read_to_string(&mut text)?;
        let text = match of_sheet {
            Some(heights) => with_heights(&text, heights),
            None => text.replace(WRITERS, OURS),
        };
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::default())
            .compression_level(Some(1));
        writer.start_file(name, options)?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The number of a sheet, counted from 1, by the name of its part.
fn sheet_number(part: &str) -> Option<usize> {
    let number = part.strip_prefix("xl/worksheets/sheet")?;
    let number = number.strip_suffix(".xml")?.parse().ok()?;
    (number > 0).then_some(number)
}

/// The text of a sheet in which rows have heights. Where `<row` stands, a row begins: in texts of
/// the sheet the bracket is escaped.
fn with_heights(sheet: &str, heights: &Heights) -> String {
    const ROW: &str = "<row r=\"";
    let mut text = String::with_capacity(sheet.len() + sheet.len() / 16);
    let mut rest = sheet;
    while let Some(start) = rest.find(ROW) {
        let number = &rest[start + ROW.len()..];
        let length = number.find('"').unwrap_or(number.len());
        let end = start + ROW.len() + length + 1;
        text.push_str(&rest[..end]);
        if let Some(points) = number[..length]
            .parse()
            .ok()
            .and_then(|row| heights.of(row))
        {
            text.push_str(&format!(" ht=\"{points}\""));
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    let marked = format!("<v>{TEXT_MARK}");
    if text.contains(&marked) {
        return text.replace(&marked, "<v>");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_several_lines_get_a_height() {
        let mut heights = Heights::default();
        heights.add(10.0, "x");
        heights.end_row();
        heights.add(10.0, "two\nlines");
        heights.end_row();
        let sheet =
            "<a/><row r=\"1\" ht=\"32\"/><row r=\"2\"></row><row r=\"3\" spans=\"1:2\"></row>";
        let expected = "<a/><row r=\"1\" ht=\"32\"/><row r=\"2\"></row><row r=\"3\" ht=\"30\" spans=\"1:2\"></row>";
        assert_eq!(with_heights(sheet, &heights), expected);
    }
}
