//! The workbook in which people choose what the conflicts of a merge are to be.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Workbook, Worksheet,
    XlsxError,
};

use super::cells::Cells;
use super::styles::Styles;
use super::{CREATED, LAST_ROW, package, sheet, writer};
use crate::error::Error;
use crate::versions::{Conflict, Take};
use crate::workbook::conflicts::{AS_JSON, COLUMNS, words};

/// How wide the columns that people read are.
const WIDTHS: [f64; COLUMNS.len()] = [14.0, 18.0, 30.0, 30.0, 30.0, 34.0, 10.0];

/// A cell holds 32,767 characters (ECMA-376 part 1 leaves that to programs; it is the limit of Excel).
const LONGEST: usize = 32_000;

/// Makes the workbook: a row for each conflict, with a list of what can be taken. What each version states stands as
/// words, and as JSON in hidden columns of the same row, from which it is read back however the rows are sorted.
pub(crate) fn create(conflicts: &[Conflict]) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    let (year, month, day) = CREATED;
    let created = ExcelDateTime::from_ymd(year, month, day).map_err(writer)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let styles = Styles::new();
    let sheet = sheet(&mut workbook, "Conflicts")?;
    let last = u32::try_from(conflicts.len()).ok();
    let last = last
        .filter(|last| *last <= LAST_ROW)
        .ok_or_else(|| Error::Limit {
            what: "the number of conflicts of a sheet".to_owned(),
            limit: LAST_ROW.into(),
            name: None,
        })?;
    let mut cells = Cells::new(sheet, &styles, WIDTHS.to_vec());
    let mut parts = 1;
    for (row, conflict) in (1..).zip(conflicts) {
        let json = ascii(&serde_json::to_string(conflict).unwrap_or_default());
        let chunks = json.as_bytes().chunks(LONGEST).map(String::from_utf8_lossy);
        let texts = words(conflict).into_iter().map(Into::into).chain(chunks);
        for (column, text) in (0..).zip(texts) {
            let written = cells.text_in(row, column, &text, Some(&styles.text));
            written.map_err(|error| error.of(conflict.record.to_string(), "conflict"))?;
            parts = parts.max(usize::from(column + 1).saturating_sub(COLUMNS.len()));
        }
        cells.end_row();
    }
    let heights = cells.into_heights();
    lay_out(sheet, &styles, last, parts).map_err(writer)?;
    let bytes = workbook.save_to_buffer().map_err(writer)?;
    package::complete(&bytes, &[heights])
}

fn lay_out(
    sheet: &mut Worksheet,
    styles: &Styles,
    last: u32,
    parts: usize,
) -> Result<(), XlsxError> {
    let hidden = std::iter::repeat_n((AS_JSON, 10.0), parts);
    for (column, (header, width)) in (0..).zip(COLUMNS.into_iter().zip(WIDTHS).chain(hidden)) {
        sheet.set_column_width(column, width)?;
        sheet.set_column_format(column, &styles.text)?;
        sheet.write_with_format(0, column, header, &styles.header)?;
        if header == AS_JSON {
            sheet.set_column_hidden(column)?;
        }
    }
    let take = 6;
    let words = Take::ALL.map(Take::as_str);
    let choice = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_input_title("What is it to be?")?
        .set_input_message("ours, theirs, or both where both can be; then save, and run `risk resolve --from` with this file")?;
    sheet.add_data_validation(1, take, last.max(1), take, &choice)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.autofilter(0, 0, last, take)?;
    Ok(())
}

/// JSON without what a spreadsheet program may write otherwise: characters beyond ASCII, and underscores, which begin
/// the escapes of cells.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if c.is_ascii_graphic() && c != '_' || c == ' ' {
            text.push(c);
        } else {
            let units = c.encode_utf16(&mut units).iter();
            text.extend(units.map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}
