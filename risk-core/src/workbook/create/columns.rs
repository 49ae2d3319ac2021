//! The columns of the sheets of a new workbook.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::HashMap;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, IgnoreError, Worksheet, XlsxError,
};

use super::cells::Cells;
use super::components::COMPONENT_NAMES;
use super::extras::{extra_keys, too_many};
use super::styles::Styles;
use super::{LAST_ROW, writer};
use crate::error::Error;
use crate::record::text::in_a_row;
use crate::record::{ComponentField, Key, RiskField};
use crate::register::{ExtraValue, Kind, Record, RecordField, Register};
use crate::workbook::limits::COLUMNS;

/// A column: its header, its width in characters, and what is in it.
pub(super) struct Column<F> {
    pub header: String,
    pub width: f64,
    pub content: Content<F>,
}

/// What is in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content<F> {
    Field(F),
    /// What the scale makes of likelihood and impact.
    Rating,
    Extra(Key),
}

/// The column of a field in a new workbook.
pub(in crate::workbook) struct Spec {
    pub header: &'static str,
    /// In characters.
    pub width: f64,
}

/// A field that may have a column in a new workbook.
pub(in crate::workbook) trait Headed: RecordField {
    /// The column; `None` where the field has none.
    fn column(self) -> Option<Spec>;

    /// Whether a workbook has its column only where a record states it.
    fn is_seldom_used(self) -> bool;
}

impl RiskField {
    /// The header that a new workbook has over its column; `None` where it has none of its own.
    pub fn header(self) -> Option<&'static str> {
        self.column().map(|column| column.header)
    }
}

impl Headed for RiskField {
    fn column(self) -> Option<Spec> {
        let (header, width) = match self {
            Self::Reference => ("Reference", 10.0),
            Self::Component => ("Component", 20.0),
            Self::Description => ("Risk", 40.0),
            Self::Likelihood => ("Likelihood", 12.0),
            Self::Impact => ("Impact", 12.0),
            Self::Observations => ("Observation (bold = implemented)", 40.0),
            Self::Mitigations => ("Mitigation", 40.0),
            Self::RunbookActions => ("Runbook action", 40.0),
            Self::Notes => ("Notes", 32.0),
            Self::Status => ("Status", 12.0),
            Self::Owner => ("Owner", 14.0),
            Self::ReviewBy => ("Review by", 12.0),
            Self::AcceptedBy => ("Accepted by", 16.0),
            Self::AcceptedUntil => ("Accepted until", 12.0),
            Self::AcceptanceReason => ("Acceptance reason", 36.0),
            Self::AcceptedRating => ("Accepted rating", 15.0),
            // `Category` alone is a column of their own in many registers, and stays that.
            Self::Category => ("Category of risk", 18.0),
            Self::Finding => ("Finding", 24.0),
            Self::TrackerLinks | Self::Rehearsals | Self::Extra => return None,
        };
        Some(Spec { header, width })
    }

    fn is_seldom_used(self) -> bool {
        matches!(self, Self::AcceptedRating | Self::Category | Self::Finding)
    }
}

impl Headed for ComponentField {
    fn column(self) -> Option<Spec> {
        let (header, width) = match self {
            Self::Name => ("Name", 28.0),
            Self::Kind => ("Kind", 16.0),
            Self::Owner => ("Owner", 16.0),
            Self::Tier => ("Tier", 10.0),
            Self::Description => ("Description", 44.0),
            Self::Restore => ("Restore", 10.0),
            Self::Rto => ("RTO", 10.0),
            Self::Rpo => ("RPO", 10.0),
            Self::Within => ("Within", 22.0),
            Self::Requires => ("Requires", 44.0),
            Self::Rehearsals | Self::Origins | Self::Extra => return None,
        };
        Some(Spec { header, width })
    }

    fn is_seldom_used(self) -> bool {
        false
    }
}

/// The columns of the fields of the records of a register.
fn of_fields<F: Headed>(register: &Register) -> Vec<Column<F>> {
    let blank = F::Record::default();
    let is_used =
        |field: &F| F::Record::all(register).any(|record| !field.kind().is_same(record, &blank));
    let mut columns = Vec::new();
    for field in F::ALL {
        // The fields of a group, such as `acceptance.by`, are there only where one of them is used.
        let path = field.path();
        let is_wanted = match path.split_once('.') {
            _ if field.is_seldom_used() => is_used(field),
            Some((group, _)) => {
                let mut fields = F::ALL.iter();
                fields.any(|field| field.path().starts_with(group) && is_used(field))
            }
            None => true,
        };
        let spec = field.column().filter(|_| is_wanted);
        columns.extend(spec.map(|spec| Column {
            header: spec.header.to_owned(),
            width: spec.width,
            content: Content::Field(*field),
        }));
        // The rating stands behind what people write of the risk.
        if matches!(field.kind(), Kind::Notes(..)) {
            columns.push(Column {
                header: "Rating".to_owned(),
                width: 11.0,
                content: Content::Rating,
            });
        }
    }
    columns
}

/// Between the width of a date and that of prose: nothing is known of the values.
const EXTRA_WIDTH: f64 = 18.0;

/// The columns of a sheet, from the first.
pub(super) struct Columns<F> {
    list: Vec<Column<F>>,
    extra: HashMap<Key, u16>,
}

impl<F: Headed> Columns<F> {
    /// The columns for the records of a register.
    ///
    /// # Errors
    ///
    /// When the header of an extra value would be read as something else.
    pub fn new(
        register: &Register,
        own_field: &dyn Fn(&str, &ExtraValue) -> Option<F>,
    ) -> Result<Self, Error> {
        let mut list = of_fields(register);
        let mut extra = HashMap::new();
        for key in extra_keys::<F::Record>(register, own_field)? {
            let position = u16::try_from(list.len()).ok();
            let position = position.filter(|position| u32::from(*position) < COLUMNS);
            extra.insert(key.clone(), position.ok_or_else(too_many)?);
            list.push(Column {
                header: key.name().to_owned(),
                width: EXTRA_WIDTH,
                content: Content::Extra(key),
            });
        }
        Ok(Self { list, extra })
    }

    /// The columns, each with its number from 0.
    pub fn iter(&self) -> impl Iterator<Item = (u16, &Column<F>)> {
        (0..).zip(&self.list)
    }

    /// The widths of the columns.
    pub fn widths(&self) -> Vec<f64> {
        self.list.iter().map(|column| column.width).collect()
    }

    /// The column of an extra value.
    pub fn of_extra(&self, key: &Key) -> u16 {
        self.extra[key]
    }

    /// The column of a field or of the rating, which is there.
    pub fn of(&self, content: &Content<F>) -> u16 {
        self.find(content).unwrap_or_default()
    }

    /// The column of a field or of the rating, where there is one.
    pub fn find(&self, content: &Content<F>) -> Option<u16> {
        let mut all = self.iter();
        let found = all.find(|(_, column)| column.content == *content);
        found.map(|(number, _)| number)
    }

    /// Writes the headers, and sets up the sheet for so many rows of records.
    ///
    /// # Errors
    ///
    /// When there are more records than a sheet has rows for.
    pub fn write(
        &self,
        sheet: &mut Worksheet,
        (rows, records): (usize, &str),
        styles: &Styles,
    ) -> Result<(), Error> {
        let columns = self.iter();
        let columns =
            columns.map(|(number, column)| (number, column.header.as_str(), column.width));
        head(sheet, columns, (rows, records), styles)?;
        // A formula that gives no text gives an empty one.
        sheet.set_formula_result_default("");
        Ok(())
    }
}

/// Writes headers, each with its column and how wide that is, and sets up the sheet for so many rows of records.
///
/// # Errors
///
/// When there are more records than a sheet has rows for.
pub(super) fn head<'a>(
    sheet: &mut Worksheet,
    columns: impl Iterator<Item = (u16, &'a str, f64)>,
    (rows, records): (usize, &str),
    styles: &Styles,
) -> Result<(), Error> {
    let last_row = u32::try_from(rows).ok().filter(|last| *last <= LAST_ROW);
    let last_row = last_row.ok_or_else(|| Error::Limit {
        what: format!("the number of {records} of a sheet"),
        limit: LAST_ROW.into(),
        name: None,
    })?;
    let mut last_column = 0;
    for (number, header, width) in columns {
        sheet
            .set_column_width(number, width)
            .and_then(|sheet| sheet.set_column_format(number, &styles.text))
            .map_err(writer)?;
        let mut cells = Cells::new(sheet, styles, Vec::new());
        let written = cells.text_in(0, number, header, Some(&styles.header));
        written.map_err(|error| error.of("register", header))?;
        last_column = number;
    }
    sheet
        .set_row_height(0, HEADER_HEIGHT)
        .and_then(|sheet| sheet.set_freeze_panes(1, 1))
        .and_then(|sheet| sheet.set_repeat_rows(0, 0))
        .and_then(|sheet| sheet.autofilter(0, 0, last_row, last_column))
        // A reference such as `12` is text on purpose.
        .and_then(|sheet| {
            let error = IgnoreError::NumberStoredAsText;
            sheet.ignore_error_range(1, 0, LAST_ROW, last_column, error)
        })
        .map_err(writer)?;
    Ok(())
}

/// Offers the components in a column that names one; `lacks` is what is said of another name.
pub(super) fn offer_components(
    sheet: &mut Worksheet,
    column: u16,
    title: &str,
    lacks: &str,
) -> Result<(), XlsxError> {
    let components = DataValidation::new()
        .allow_list_formula(format!("={COMPONENT_NAMES}").as_str().into())
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title(title)?
        .set_error_message(lacks)?;
    sheet.add_data_validation(1, column, LAST_ROW, column, &components)?;
    Ok(())
}

/// Offers the words of a column that takes no others.
pub(super) fn offer_words(
    sheet: &mut Worksheet,
    column: u16,
    title: &str,
    words: &[&str],
) -> Result<(), XlsxError> {
    let choice = in_a_row(words, "or");
    let words = DataValidation::new()
        .allow_list_strings(words)?
        .set_error_title(title)?
        .set_error_message(format!("Choose {choice}."))?;
    sheet.add_data_validation(1, column, LAST_ROW, column, &words)?;
    Ok(())
}

/// The height of the header in points, for two lines.
const HEADER_HEIGHT: f64 = 32.0;
