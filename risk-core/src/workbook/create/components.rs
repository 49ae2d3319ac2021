//! The sheet of components.

use rust_xlsxwriter::Worksheet;

use super::cells::Cells;
use super::columns::{Columns, Content, offer_components};
use super::heights::Heights;
use super::styles::Styles;
use super::{COMPONENTS, LAST_ROW, rows, writer};
use crate::check::Settings;
use crate::error::Error;
use crate::record::ComponentField;
use crate::register::{Component, Register};
use crate::workbook::recognise::component_field;

/// The name of the range that has the names of all components.
pub(super) const COMPONENT_NAMES: &str = "component_names";

/// The range of the names, which grows with the sheet.
pub(super) fn names() -> (String, String) {
    let all = format!("{COMPONENTS}!$A$2:$A${}", LAST_ROW + 1);
    let range = format!("=OFFSET({COMPONENTS}!$A$2,0,0,MAX(1,COUNTA({all})),1)");
    (COMPONENT_NAMES.to_owned(), range)
}

/// Writes the sheet, and returns how high its rows have to be.
pub(super) fn write(
    sheet: &mut Worksheet,
    register: &Register,
    settings: &Settings,
    styles: &Styles,
) -> Result<Heights, Error> {
    let columns = Columns::new(register, &|header, _| component_field(header))?;
    let no_rating = |_: u32, _: &mut Cells<'_>, _: u16| Ok(());
    let heights =
        rows::write::<Component>(sheet, (register, settings), &columns, styles, no_rating)?;
    let message = "This sheet does not have this component yet.";
    let column = columns.of(&Content::Field(ComponentField::Within));
    offer_components(sheet, column, "Within", message).map_err(writer)?;
    Ok(heights)
}
