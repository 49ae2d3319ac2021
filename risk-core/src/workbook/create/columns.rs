//! The columns of the sheets of a new workbook.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, IgnoreError, Worksheet, XlsxError,
};

use super::cells::Cells;
use super::components::COMPONENT_NAMES;
use super::styles::Styles;
use super::{LAST_ROW, refused, writer};
use crate::error::Error;
use crate::record::{ComponentField, Key, RiskField};
use crate::register::representable::{is_too_long, too_long};
use crate::register::{Extra, ExtraValue, Kind, Record, RecordField, Register};
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
    /// Whether it is there only where it is used, with the others of its group: `acceptance.`.
    pub group: Option<&'static str>,
}

impl Spec {
    const fn new(header: &'static str, width: f64) -> Self {
        Self {
            header,
            width,
            group: None,
        }
    }

    const fn of_acceptance(header: &'static str, width: f64) -> Self {
        Self {
            header,
            width,
            group: Some("acceptance."),
        }
    }
}

/// A field that may have a column in a new workbook.
pub(in crate::workbook) trait Headed: RecordField {
    /// The column; `None` where the field has none.
    fn column(self) -> Option<Spec>;
}

impl RiskField {
    /// The header that a new workbook has over its column; `None` where it has none of its own.
    pub fn header(self) -> Option<&'static str> {
        self.column().map(|column| column.header)
    }
}

impl Headed for RiskField {
    fn column(self) -> Option<Spec> {
        let spec = match self {
            Self::Reference => Spec::new("Reference", 10.0),
            Self::Component => Spec::new("Component", 20.0),
            Self::Description => Spec::new("Risk", 40.0),
            Self::Likelihood => Spec::new("Likelihood", 12.0),
            Self::Impact => Spec::new("Impact", 12.0),
            Self::Observations => Spec::new("Observation (bold = implemented)", 40.0),
            Self::Mitigations => Spec::new("Mitigation", 40.0),
            Self::RunbookActions => Spec::new("Runbook action", 40.0),
            Self::Notes => Spec::new("Notes", 32.0),
            Self::Status => Spec::new("Status", 12.0),
            Self::Owner => Spec::new("Owner", 14.0),
            Self::ReviewBy => Spec::new("Review by", 12.0),
            Self::AcceptedBy => Spec::of_acceptance("Accepted by", 16.0),
            Self::AcceptedUntil => Spec::of_acceptance("Accepted until", 12.0),
            Self::AcceptanceReason => Spec::of_acceptance("Acceptance reason", 36.0),
            Self::TrackerLinks | Self::Rehearsals | Self::Extra => return None,
        };
        Some(spec)
    }
}

impl Headed for ComponentField {
    fn column(self) -> Option<Spec> {
        let spec = match self {
            Self::Name => Spec::new("Name", 28.0),
            Self::Kind => Spec::new("Kind", 16.0),
            Self::Owner => Spec::new("Owner", 16.0),
            Self::Tier => Spec::new("Tier", 10.0),
            Self::Description => Spec::new("Description", 44.0),
            Self::Restore => Spec::new("Restore", 10.0),
            Self::Rto => Spec::new("RTO", 10.0),
            Self::Rpo => Spec::new("RPO", 10.0),
            Self::Within => Spec::new("Within", 22.0),
            Self::Requires => Spec::new("Requires", 44.0),
            Self::Rehearsals | Self::Extra => return None,
        };
        Some(spec)
    }
}

/// The columns of the fields of a record, as they are in every new workbook.
fn of_fields<F: Headed>(is_used: impl Fn(&str) -> bool) -> Vec<Column<F>> {
    let mut columns = Vec::new();
    for field in F::ALL {
        let spec = field.column();
        let wanted = spec.filter(|spec| spec.group.is_none_or(&is_used));
        columns.extend(wanted.map(|spec| Column {
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
    pub fn new(register: &Register, own_field: fn(&str) -> Option<F>) -> Result<Self, Error> {
        let records = || F::Record::all(register);
        let is_used = |group: &str| {
            let mut fields = F::ALL
                .iter()
                .filter(|field| field.path().starts_with(group));
            let blank = F::Record::default();
            fields.any(|field| records().any(|record| !field.kind().is_same(record, &blank)))
        };
        let extras = records()
            .enumerate()
            .filter(|(_, record)| !record.extra().is_empty());
        let extras = extras.map(|(position, record)| {
            (
                F::Record::id_at(register, position).to_string(),
                record.extra(),
            )
        });
        Self::with_extras(of_fields(is_used), extras, own_field)
    }

    fn with_extras<'a>(
        known: Vec<Column<F>>,
        extras: impl Iterator<Item = (String, &'a Extra)> + Clone,
        field: fn(&str) -> Option<F>,
    ) -> Result<Self, Error> {
        for (record, extra) in extras.clone() {
            for (key, value) in extra.iter() {
                if key.occurrence() > COLUMNS {
                    return Err(too_many());
                }
                if let Some(reason) = unfit(key, value, field) {
                    return Err(refused(record, path(key), reason));
                }
            }
        }
        let mut list = known;
        let mut positions = HashMap::new();
        for key in order(extras.clone().map(|(_, extra)| extra)) {
            let position = u16::try_from(list.len()).ok();
            let Some(position) = position.filter(|position| u32::from(*position) < COLUMNS) else {
                return Err(too_many());
            };
            positions.insert(key.clone(), position);
            list.push(Column {
                header: key.name().to_owned(),
                width: EXTRA_WIDTH,
                content: Content::Extra(key),
            });
        }
        let columns = Self {
            list,
            extra: positions,
        };
        match columns.unfilled(extras) {
            Some((record, key)) => {
                let reason = "a column before it has no header and would be empty";
                Err(refused(record, path(&key), reason))
            }
            None => Ok(columns),
        }
    }

    /// A value under no header where a column without one before it has no value: nothing would
    /// tell that there is such a column.
    fn unfilled<'a>(
        &self,
        extras: impl Iterator<Item = (String, &'a Extra)> + Clone,
    ) -> Option<(String, Key)> {
        let mut blank = self.extra.keys().filter(|key| key.name().is_empty());
        blank.next()?;
        let used: HashSet<&Key> = extras
            .clone()
            .flat_map(|(_, extra)| extra.iter().map(|(key, _)| key))
            .collect();
        extras.into_iter().find_map(|(record, extra)| {
            let mut keys = extra.iter().map(|(key, _)| key);
            let unfilled = keys.find(|key| {
                let earlier = (1..key.occurrence()).map(|occurrence| Key::new("", occurrence));
                key.name().is_empty() && earlier.into_iter().any(|key| !used.contains(&key))
            });
            unfilled.map(|key| (record, key.clone()))
        })
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
        let mut all = self.iter();
        let found = all.find(|(_, column)| column.content == *content);
        found.map_or(0, |(number, _)| number)
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
        let last_row = u32::try_from(rows).ok().filter(|last| *last <= LAST_ROW);
        let last_row = last_row.ok_or_else(|| Error::Limit {
            what: format!("the number of {records} of a sheet"),
            limit: LAST_ROW.into(),
            name: None,
        })?;
        for (number, column) in self.iter() {
            sheet
                .set_column_width(number, column.width)
                .and_then(|sheet| sheet.set_column_format(number, &styles.text))
                .map_err(writer)?;
            let header = Cells::new(sheet, styles, Vec::new()).text_in(
                0,
                number,
                &column.header,
                Some(&styles.header),
            );
            header.map_err(|error| error.of("register", &column.header))?;
        }
        // A formula that gives no text gives an empty one.
        sheet.set_formula_result_default("");
        let last_column = self.last();
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

    /// The last column.
    fn last(&self) -> u16 {
        u16::try_from(self.list.len() - 1).unwrap_or(u16::MAX)
    }

    /// Offers the components for a field that names one.
    pub fn offer_components(
        &self,
        sheet: &mut Worksheet,
        field: F,
        title: &str,
        message: &str,
    ) -> Result<(), XlsxError> {
        let components = DataValidation::new()
            .allow_list_formula(format!("={COMPONENT_NAMES}").as_str().into())
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title(title)?
            .set_error_message(message)?;
        let column = self.of(&Content::Field(field));
        sheet.add_data_validation(1, column, LAST_ROW, column, &components)?;
        Ok(())
    }
}

/// The height of the header in points, for two lines.
const HEADER_HEIGHT: f64 = 32.0;

fn too_many() -> Error {
    Error::Limit {
        what: "the number of columns of a sheet".to_owned(),
        limit: COLUMNS.into(),
        name: None,
    }
}

/// The path of an extra value.
pub(super) fn path(key: &Key) -> String {
    format!("extra.{key}")
}

/// Why a column of its own cannot have a value under its header.
fn unfit<F: Headed>(key: &Key, value: &ExtraValue, field: fn(&str) -> Option<F>) -> Option<String> {
    let header = key.name();
    let is_blank = matches!(value, ExtraValue::Text(text) if text.trim().is_empty());
    if is_too_long(header) {
        Some(too_long())
    } else if header.trim() != header {
        Some("its header begins or ends with white space, which in a cell is layout".to_owned())
    } else if let Some(field) = field(header) {
        Some(format!("its header would be read as that of {field}"))
    } else if header.is_empty() && is_blank {
        Some("it has neither a header nor a text that can be seen".to_owned())
    } else {
        None
    }
}

/// The columns of extra values, such that those of each record keep their order, where that is
/// possible: records may contradict each other. A second `Date` needs a first one before it, which
/// may be one that only its header fills.
fn order<'a>(extras: impl Iterator<Item = &'a Extra>) -> Vec<Key> {
    let mut known: HashMap<Key, usize> = HashMap::new();
    let mut keys: Vec<Key> = Vec::new();
    let mut followers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut number_of = |key: &Key, followers: &mut BTreeMap<usize, BTreeSet<usize>>| {
        if let Some(number) = known.get(key) {
            return *number;
        }
        // An earlier one of the same header has a lower number, and so goes first in any case.
        let mut number = 0;
        let mut previous = None;
        for occurrence in 1..=key.occurrence() {
            let key = Key::new(key.name(), occurrence);
            number = *known.entry(key).or_insert_with_key(|key| {
                keys.push(key.clone());
                keys.len() - 1
            });
            if let Some(previous) = previous {
                followers.entry(previous).or_default().insert(number);
            }
            previous = Some(number);
        }
        number
    };
    for extra in extras {
        let mut previous = None;
        for (key, _) in extra.iter() {
            let number = number_of(key, &mut followers);
            if let Some(previous) = previous {
                followers.entry(previous).or_default().insert(number);
            }
            previous = Some(number);
        }
    }
    let ordered = topological(keys.len(), &followers);
    ordered
        .into_iter()
        .map(|number| keys[number].clone())
        .collect()
}

/// Numbers such that each stands before its followers; the lowest first where that leaves a
/// choice, and where followers go in circles.
fn topological(count: usize, followers: &BTreeMap<usize, BTreeSet<usize>>) -> Vec<usize> {
    let mut waiting = vec![0_usize; count];
    for follower in followers.values().flatten() {
        waiting[*follower] += 1;
    }
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut free: BTreeSet<usize> = left.iter().copied().filter(|n| waiting[*n] == 0).collect();
    let mut ordered = Vec::with_capacity(count);
    while let Some(next) = free.pop_first().or_else(|| left.first().copied()) {
        if !left.remove(&next) {
            continue;
        }
        ordered.push(next);
        for follower in followers.get(&next).into_iter().flatten() {
            waiting[*follower] = waiting[*follower].saturating_sub(1);
            if waiting[*follower] == 0 {
                free.insert(*follower);
            }
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(records: &[&[&str]]) -> Vec<String> {
        let extra = |headers: &&[&str]| {
            let mut extra = Extra::default();
            for header in *headers {
                extra.insert(Key::parse(header), ExtraValue::Integer(1));
            }
            extra
        };
        let extras: Vec<Extra> = records.iter().map(extra).collect();
        order(extras.iter()).iter().map(Key::to_string).collect()
    }

    #[test]
    fn columns_keep_the_order_of_every_record() {
        assert_eq!(ordered(&[&["a", "c"], &["a", "b", "c"]]), ["a", "b", "c"]);
        assert_eq!(ordered(&[&["a"], &["b"], &["b", "a"]]), ["b", "a"]);
        assert_eq!(ordered(&[&["a", "b"], &["b", "a"]]), ["a", "b"]);
    }

    #[test]
    fn a_repeated_header_has_its_columns_in_order() {
        assert_eq!(
            ordered(&[&["Date~3"], &["Team"]]),
            ["Date", "Date~2", "Date~3", "Team"]
        );
        assert_eq!(ordered(&[&["Date~2", "Date"]]), ["Date", "Date~2"]);
    }
}
