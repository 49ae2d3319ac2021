//! Checking an `.xls` workbook: a stream of records, [MS-XLS]. Two cells far apart are few bytes,
//! and the range between them may be more than any memory has.
//!
//! [MS-XLS]: https://learn.microsoft.com/openspecs/office_file_formats/ms-xls/

use super::compound::{Compound, number_16, number_32};
use super::limits::AREA;
use super::package::{damage, limit};
use crate::error::Error;

/// The streams that a workbook may be in, of newer and of older versions.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// The most rows and columns of a sheet of this format, as Excel 97 has them: 2^16 and 2^8.
const ROWS: u64 = 65_536;
const COLUMNS: u64 = 256;

/// The types of records that are looked at, by their numbers in MS-XLS 2.3: BOF, EOF, `FilePass`,
/// `BoundSheet8`, Dimensions and `MulRk`.
const BEGINNING: u16 = 0x0809;
const END: u16 = 0x000A;
const ENCRYPTION: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const NUMBERS: u16 = 0x00BD;
/// Records that have a cell: formulas, texts, numbers, booleans and errors.
const CELLS: [u16; 7] = [0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// Refuses a workbook that is encrypted, whose streams do not hold together, or whose sheets take
/// up too much.
pub(super) fn check(workbook: &[u8]) -> Result<(), Error> {
    let file = Compound::open(workbook)?;
    if file.has("EncryptedPackage") {
        return Err(Error::Encrypted);
    }
    for name in STREAMS {
        if let Some(stream) = file.stream(name)? {
            check_stream(&stream)?;
        }
    }
    Ok(())
}

fn check_stream(stream: &[u8]) -> Result<(), Error> {
    let mut area = 0;
    // Sheets that overlap would be read again and again.
    let mut read = 0;
    for start in sheets(stream)? {
        let sheet = stream.get(start as usize..).unwrap_or_default();
        area += check_sheet(sheet, &mut read)?;
        if area > AREA {
            return Err(limit("the number of cells that the sheets take up", AREA));
        }
        if read > stream.len() {
            return Err(damage("its sheets overlap"));
        }
    }
    Ok(())
}

/// Where the sheets start.
fn sheets(stream: &[u8]) -> Result<Vec<u32>, Error> {
    let mut sheets = Vec::new();
    for (kind, data) in records(stream) {
        match kind {
            SHEET => sheets.push(number_32(data, 0)?),
            ENCRYPTION if number_16(data, 0)? != 0 => return Err(Error::Encrypted),
            END => break,
            _ => {}
        }
    }
    Ok(sheets)
}

/// How many cells a sheet takes up, from its first one on.
fn check_sheet(sheet: &[u8], read: &mut usize) -> Result<u64, Error> {
    let (mut rows, mut columns) = (0, 0);
    // Within a sheet, a chart has a beginning and an end of its own.
    let mut depth = 0_usize;
    for (kind, data) in records(sheet) {
        *read += 4 + data.len();
        match kind {
            BEGINNING => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS => check_dimensions(data)?,
            NUMBERS => {
                rows = rows.max(u64::from(number_16(data, 0)?) + 1);
                let last = number_16(data, data.len().saturating_sub(2))?;
                columns = columns.max(u64::from(last) + 1);
            }
            kind if CELLS.contains(&kind) => {
                rows = rows.max(u64::from(number_16(data, 0)?) + 1);
                columns = columns.max(u64::from(number_16(data, 2)?) + 1);
            }
            _ => {}
        }
    }
    Ok(rows * columns)
}

/// Memory is set aside for what a sheet declares to have.
fn check_dimensions(data: &[u8]) -> Result<(), Error> {
    let (rows, columns) = match data.len() {
        10 => (u32::from(number_16(data, 2)?), number_16(data, 6)?),
        14 | 16 => (number_32(data, 4)?, number_16(data, 10)?),
        _ => return Ok(()),
    };
    if u64::from(rows) > ROWS || u64::from(columns) > COLUMNS {
        return Err(damage(
            "a sheet declares more rows or columns than it can have",
        ));
    }
    Ok(())
}

/// The records of a stream: the kind and the content of each.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let kind = number_16(rest, 0).ok()?;
        let length = usize::from(number_16(rest, 2).ok()?);
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}
