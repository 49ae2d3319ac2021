//! The sheet of rehearsals.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cells::{CellError, Cells};
use super::columns::{head, offer_components, offer_words};
use super::heights::Heights;
use super::rows::write_cell;
use super::styles::Styles;
use super::{NO_COMPONENT, writer};
use crate::check::Settings;
use crate::error::Error;
use crate::record::{FieldPath, RecordKind};
use crate::register::{
    Component, Outcome, Record, RecordField, Register, Rehearsal, RehearsalKind, Risk,
};
use crate::workbook::rehearsals::Part;

/// Writes the sheet of so many rehearsals, those of risks before those of components, and returns how high its rows have
/// to be.
pub(super) fn write(
    sheet: &mut Worksheet,
    (register, count): (&Register, usize),
    settings: &Settings,
    styles: &Styles,
) -> Result<Heights, Error> {
    let columns = (0..).zip(Part::ALL.map(Part::column));
    let columns = columns.map(|(number, (header, width))| (number, header, width));
    head(sheet, columns, (count, "rehearsals"), styles)?;
    help_typing(sheet).map_err(writer)?;
    let widths = Part::ALL.map(|part| part.column().1).to_vec();
    let mut rows = Rows {
        cells: Cells::new(sheet, styles, widths),
        next: 1,
        settings,
    };
    rows.of_records::<Risk>(register)?;
    rows.of_records::<Component>(register)?;
    Ok(rows.cells.into_heights())
}

/// Drop-downs for what is one of a few words.
fn help_typing(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    offer_components(sheet, Part::Component as u16, "Component", NO_COMPONENT)?;
    let kinds = RehearsalKind::ALL.map(RehearsalKind::as_str);
    offer_words(sheet, Part::Kind as u16, "Kind", &kinds)?;
    let outcomes = Outcome::ALL.map(Outcome::as_str);
    offer_words(sheet, Part::Outcome as u16, "Outcome", &outcomes)
}

/// The rows, as they are written.
struct Rows<'a> {
    cells: Cells<'a>,
    next: u32,
    settings: &'a Settings,
}

impl Rows<'_> {
    fn of_records<T: Record>(&mut self, register: &Register) -> Result<(), Error> {
        for (position, record) in T::all(register).enumerate() {
            if record.rehearsals().is_empty() {
                continue;
            }
            let id = T::id_at(register, position).to_string();
            let key = T::key_at(register, position).map(|key| key.to_string());
            let of = (T::KIND, key.as_deref().unwrap_or_default());
            for (entry, rehearsal) in record.rehearsals().iter().enumerate() {
                let written = self.write(of, rehearsal);
                let path = FieldPath::from(T::Field::REHEARSALS).entry(entry);
                written.map_err(|error| error.of(&id, path.to_string()))?;
            }
        }
        Ok(())
    }

    fn write(&mut self, of: (RecordKind, &str), rehearsal: &Rehearsal) -> Result<(), CellError> {
        let trackers = &self.settings.trackers;
        for part in Part::ALL {
            let place = (self.next, part as u16);
            let link = rehearsal.link.as_ref().filter(|_| part == Part::Link);
            match link.and_then(|link| trackers.address(link)) {
                Some(address) => self
                    .cells
                    .link(place.0, place.1, rehearsal.url(), &address)?,
                None => write_cell(&mut self.cells, place, part.wanted(of, rehearsal), trackers)?,
            }
        }
        self.cells.end_row();
        self.next += 1;
        Ok(())
    }
}
