//! The sheet of components.

use rust_xlsxwriter::Worksheet;

use super::cells::Cells;
use super::columns::{Columns, Content, path};
use super::heights::Heights;
use super::styles::Styles;
use super::{COMPONENTS, LAST_ROW, of_component, writer};
use crate::error::Error;
use crate::register::{Component, ComponentView, Field, Register, format_requirements};

/// The name of the range that has the names of all components.
pub(super) const COMPONENT_NAMES: &str = "component_names";

/// The range of the names, which grows with the sheet.
pub(super) fn names() -> (String, String) {
    let all = format!("{COMPONENTS}!$A$2:$A${}", LAST_ROW + 1);
    let range = format!("=OFFSET({COMPONENTS}!$A$2,0,0,MAX(1,COUNTA({all})),1)");
    (COMPONENT_NAMES.to_owned(), range)
}

/// Writes the sheet, and tells how high its rows have to be.
pub(super) fn write(
    sheet: &mut Worksheet,
    register: &Register,
    styles: &Styles,
) -> Result<Heights, Error> {
    let extras = register
        .components()
        .filter(|component| !component.extra.is_empty())
        .map(|component| (of_component(component), &component.stated().extra));
    let columns = Columns::of_components(extras)?;
    let count = register.components().len();
    columns.write(sheet, (count, "components"), styles)?;
    let mut cells = Cells::new(sheet, styles, columns.widths());
    for (component, row) in register.components().zip(1..) {
        write_row(&mut cells, &columns, row, component)?;
        cells.end_row();
    }
    let heights = cells.into_heights();
    let message = "This sheet does not have this component yet.";
    columns
        .offer_components(sheet, Field::Within, "Within", message)
        .map_err(writer)?;
    Ok(heights)
}

fn write_row(
    cells: &mut Cells<'_>,
    columns: &Columns,
    row: u32,
    component: ComponentView<'_>,
) -> Result<(), Error> {
    for (number, column) in columns.iter() {
        if let Content::Field(field) = &column.content {
            let text = text(component.stated(), *field);
            let written = cells.text(row, number, &text);
            written.map_err(|error| error.of(of_component(component), field.path()))?;
        }
    }
    for (key, value) in component.stated().extra.iter() {
        let written = cells.value(row, columns.of_extra(key), value);
        written.map_err(|error| error.of(of_component(component), path(key)))?;
    }
    Ok(())
}

/// The text of a cell.
fn text(component: &Component, field: Field) -> String {
    let stated = |value: &Option<_>| value.as_ref().map_or_else(String::new, ToString::to_string);
    match field {
        Field::Name => component.name.clone(),
        Field::Kind => component.kind.clone(),
        Field::Owner => component.owner.clone(),
        Field::Tier => component.tier.clone(),
        Field::Description => component.description.clone(),
        Field::Restore => stated(&component.restore),
        Field::Rto => stated(&component.rto),
        Field::Rpo => stated(&component.rpo),
        Field::Within => component.within.clone(),
        Field::Requires => match &component.requires {
            Some(requirements) => format_requirements(requirements),
            None => String::new(),
        },
        // A sheet of components has no other fields.
        _ => String::new(),
    }
}
