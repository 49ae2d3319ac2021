//! A register to a new workbook: the sheets `Risks`, `Components` and `Scale`, and `Rehearsals` where it has any.
//!
//! Whatever is written is read back as the same register; what would not be is refused before
//! anything is written.

mod cells;
mod columns;
mod components;
#[cfg(all(feature = "folder", feature = "disk", not(target_arch = "wasm32")))]
mod conflicts;
mod extras;
mod heights;
mod package;
mod rehearsals;
mod risks;
mod rows;
mod scale;
mod styles;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

pub(super) use self::columns::Headed;
#[cfg(all(feature = "folder", feature = "disk", not(target_arch = "wasm32")))]
pub(crate) use self::conflicts::create as create_conflicts;
pub(super) use self::heights::{height, lines};
use self::scale::ScaleLayout;
use self::styles::Styles;
use crate::check::Settings;
use crate::error::Error;
use crate::parallel;
use crate::record::{Field, FieldPath, Location, RecordId};
use crate::register::representable::{Violation, violations};
use crate::register::{Component, Record, Register, Risk};

/// The name of the sheet of risks in a new workbook.
const RISKS: &str = "Risks";
/// The name of the sheet of components in a new workbook.
const COMPONENTS: &str = "Components";
/// The name of the sheet of rehearsals in a new workbook.
pub(super) const REHEARSALS: &str = "Rehearsals";
/// What is said of a name that the sheet of components does not have.
const NO_COMPONENT: &str = "The sheet Components does not have this component yet.";
/// The name of the sheet with the scale in a new workbook.
const SCALE: &str = "Scale";

/// Makes the bytes of a new `.xlsx` workbook of a register: what [`read`](super::read()) reads back as
/// the same register. The same register gives the same bytes.
///
/// The settings tell the trackers that links are recognised for; a workbook has no place for
/// settings themselves.
///
/// # Errors
///
/// When something in the register is not representable: when no cell can hold it and give it back.
/// The error names the record and the field. And when there is more of the register than a sheet has rows or columns
/// for.
///
/// # Panics
///
/// On `wasm32-unknown-unknown`, unless the feature `wasm` of the crate `rust_xlsxwriter` is on: it asks for a
/// time that is not there, and does not use it.
pub fn create(register: &Register, settings: &Settings) -> Result<Vec<u8>, Error> {
    // The look for what does not fit takes a twentieth of the time; it runs beside the writing.
    let (fits, made) = parallel::join(
        || representable(register, settings),
        || make(register, settings),
    );
    fits?;
    made
}

/// Makes the workbook of what may not be read back.
fn make(register: &Register, settings: &Settings) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(register)?);
    let styles = Styles::new();
    let layout = ScaleLayout::new(register);
    let mut heights = vec![
        risks::write(sheet(&mut workbook, RISKS)?, register, settings, &styles)?,
        components::write(
            sheet(&mut workbook, COMPONENTS)?,
            register,
            settings,
            &styles,
        )?,
    ];
    let count = register.count_rehearsals();
    if count > 0 {
        let sheet = sheet(&mut workbook, REHEARSALS)?;
        heights.push(rehearsals::write(
            sheet,
            (register, count),
            settings,
            &styles,
        )?);
    }
    scale::write(sheet(&mut workbook, SCALE)?, &layout, &styles)?;
    let names = layout.names().into_iter().chain([components::names()]);
    for (name, range) in names {
        workbook.define_name(name, &range).map_err(writer)?;
    }
    let bytes = workbook.save_to_buffer().map_err(writer)?;
    // To take a large workbook apart takes as long as to complete its package.
    let complete = || package::complete(&bytes, &heights);
    parallel::join(move || drop(workbook), complete).1
}

fn sheet<'w>(workbook: &'w mut Workbook, name: &str) -> Result<&'w mut Worksheet, Error> {
    let sheet = workbook.add_worksheet().set_name(name).map_err(writer)?;
    sheet
        .set_landscape()
        .set_paper_size(A3)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&L&A&RPage &P of &N");
    Ok(sheet)
}

/// The number of A3, the size of paper that holds all columns legibly, in `pageSetup` (ECMA-376 part 1, 18.3.1.63).
const A3: u8 = 8;

/// Nothing that a workbook writes depends on the clock.
const CREATED: (u16, u8, u8) = (2000, 1, 1);

fn properties(register: &Register) -> Result<DocProperties, Error> {
    let (year, month, day) = CREATED;
    let created = ExcelDateTime::from_ymd(year, month, day).map_err(writer)?;
    let title = register.title();
    if let Some(reason) = unfit_title(title) {
        return Err(refused("register", "title", reason));
    }
    Ok(DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&created))
}

/// Why a title cannot be a property of a document, which has no escapes of its own.
fn unfit_title(title: &str) -> Option<&'static str> {
    let unfit = |c: char| matches!(c, '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    title
        .contains(unfit)
        .then_some("it has control characters or line breaks")
}

/// Refuses a register that would not be read back as it is.
fn representable(register: &Register, settings: &Settings) -> Result<(), Error> {
    all_representable::<Component>(register, settings)?;
    all_representable::<Risk>(register, settings)
}

fn all_representable<T: Record>(register: &Register, settings: &Settings) -> Result<(), Error> {
    for (position, record) in T::all(register).enumerate() {
        if let Some(violation) = violations(record, &settings.trackers).into_iter().next() {
            return Err(not_representable(&T::id_at(register, position), violation));
        }
    }
    Ok(())
}

/// The error of a record of which no cell can hold something.
pub(super) fn not_representable<F: Into<Field>>(id: &RecordId, violation: Violation<F>) -> Error {
    let path = FieldPath {
        field: violation.field.into(),
        entry: violation.entry,
    };
    refused(id.to_string(), path.to_string(), violation.reason)
}

fn refused(
    record: impl Into<String>,
    field: impl Into<String>,
    reason: impl Into<String>,
) -> Error {
    Error::NotRepresentable {
        location: Location::Record {
            record: record.into(),
            field: Some(field.into()),
        },
        reason: reason.into(),
    }
}

/// The error of the writer, which is met only past what a sheet can hold.
fn writer(error: XlsxError) -> Error {
    Error::Unwritable {
        source: Box::new(error),
    }
}

/// The last row that a sheet has, counted from 0.
const LAST_ROW: u32 = super::limits::ROWS - 1;
