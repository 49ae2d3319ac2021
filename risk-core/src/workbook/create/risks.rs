//! The sheet of risks.

use std::borrow::Cow;

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};

use super::cells::{CellError, Cells};
use super::columns::{Columns, Content, path};
use super::heights::Heights;
use super::package::TEXT_MARK;
use super::styles::{Styles, colour_levels};
use super::{LAST_ROW, of_risk, writer};
use crate::check::Settings;
use crate::error::Error;
use crate::record::column_letters;
use crate::register::{Field, Levels, Register, RiskView, Scale, Status, Trackers};
use crate::workbook::layout::{entries_text, notes_text, observation_runs};

/// Writes the sheet, and tells how high its rows have to be.
pub(super) fn write(
    sheet: &mut Worksheet,
    register: &Register,
    settings: &Settings,
    styles: &Styles,
) -> Result<Heights, Error> {
    let extras = register
        .risks()
        .filter(|risk| !risk.extra.is_empty())
        .map(|risk| (of_risk(risk), &risk.stated().extra));
    let has_acceptance = register.risks().any(|risk| !risk.acceptance.is_empty());
    let columns = Columns::of_risks(extras, has_acceptance)?;
    let count = register.risks().len();
    columns.write(sheet, (count, "risks"), styles)?;
    let formula = RatingFormula::new(&columns);
    let mut cells = Cells::new(sheet, styles, columns.widths());
    for (risk, row) in register.risks().zip(1..) {
        let mut writer = RowWriter {
            cells: &mut cells,
            columns: &columns,
            row,
            risk,
        };
        writer.write(&formula, &settings.trackers)?;
        cells.end_row();
    }
    let heights = cells.into_heights();
    help_typing(sheet, &columns).map_err(writer)?;
    colour(sheet, &columns, register.scale()).map_err(writer)?;
    Ok(heights)
}

/// A risk on its way into a row.
struct RowWriter<'a, 'c> {
    cells: &'a mut Cells<'c>,
    columns: &'a Columns,
    row: u32,
    risk: RiskView<'a>,
}

impl RowWriter<'_, '_> {
    fn write(&mut self, formula: &RatingFormula, trackers: &Trackers) -> Result<(), Error> {
        for (number, column) in self.columns.iter() {
            let written = match &column.content {
                Content::Field(field) => self.field(number, *field, trackers),
                Content::Rating => self.rating(number, formula),
                Content::Extra(_) => break,
            };
            written.map_err(|error| match &column.content {
                Content::Field(field) => error.of(of_risk(self.risk), field.path()),
                _ => error.of(of_risk(self.risk), "rating"),
            })?;
        }
        let extra = &self.risk.stated().extra;
        for (key, value) in extra.iter() {
            let number = self.columns.of_extra(key);
            let written = self.cells.value(self.row, number, value);
            written.map_err(|error| error.of(of_risk(self.risk), path(key)))?;
        }
        Ok(())
    }

    fn field(&mut self, column: u16, field: Field, trackers: &Trackers) -> Result<(), CellError> {
        let (row, risk) = (self.row, self.risk.stated());
        let cells = &mut *self.cells;
        let mut text = |text: &str| cells.text(row, column, text);
        match field {
            Field::Reference => text(&risk.reference),
            Field::Component => text(&risk.component),
            Field::Description => text(&risk.description),
            Field::Likelihood => text(risk.likelihood.as_deref().unwrap_or_default()),
            Field::Impact => text(risk.impact.as_deref().unwrap_or_default()),
            Field::Observations => cells.runs(row, column, &observation_runs(&risk.observations)),
            Field::Mitigations => text(&entries_text(
                risk.mitigations.iter().map(|entry| entry.text.as_str()),
            )),
            Field::RunbookActions => text(&entries_text(
                risk.runbook_actions.iter().map(|entry| entry.text.as_str()),
            )),
            Field::Notes => self.notes(column, trackers),
            Field::Status => match &risk.status {
                Some(status) => text(&status.to_string()),
                None => Ok(()),
            },
            Field::Owner => text(&risk.owner),
            Field::ReviewBy => match &risk.review_by {
                Some(date) => cells.date(row, column, date),
                None => Ok(()),
            },
            Field::AcceptedBy => text(&risk.acceptance.by),
            Field::AcceptedUntil => match &risk.acceptance.until {
                Some(date) => cells.date(row, column, date),
                None => Ok(()),
            },
            Field::AcceptanceReason => text(&risk.acceptance.reason),
            // A sheet of risks has no other fields.
            _ => Ok(()),
        }
    }

    /// The notes and the links. A cell can be one link: it is where it has one and nothing else. Among
    /// prose, a click to edit would open the link, and LibreOffice would show one line of all.
    fn notes(&mut self, column: u16, trackers: &Trackers) -> Result<(), CellError> {
        let risk = self.risk.stated();
        let text = notes_text(&risk.notes, &risk.tracker_links);
        let address = match risk.tracker_links.as_slice() {
            [only] if risk.notes.is_empty() => trackers.address(only),
            _ => None,
        };
        match address {
            Some(address) => self.cells.link(self.row, column, &text, &address),
            None => self.cells.text(self.row, column, &text),
        }
    }

    fn rating(&mut self, column: u16, formula: &RatingFormula) -> Result<(), CellError> {
        let label = self.risk.rating_label().unwrap_or_default();
        let formula = Formula::new(formula.of_row(self.row + 1)).set_result(text_result(label));
        self.cells.sheet.write_formula(self.row, column, formula)?;
        Ok(())
    }
}

/// The result of a formula that gives a text. One that reads as something else would be taken for
/// that, and so is marked; the package is completed without the mark.
fn text_result(text: &str) -> Cow<'_, str> {
    let is_other = text.parse::<f64>().is_ok()
        || text.starts_with('#')
        || text.starts_with(TEXT_MARK)
        || matches!(text, "TRUE" | "FALSE");
    if is_other {
        Cow::Owned(format!("{TEXT_MARK}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The formula that looks a rating up on the sheet of the scale.
///
/// Of each axis it takes the number of the level whose words the cell is one of, and 0 for what is
/// none, which is the empty row or column before the matrix. It uses nothing that only some
/// spreadsheet programs have, and nothing for which `?` and `*` would stand for other letters.
struct RatingFormula {
    likelihood: String,
    impact: String,
}

impl RatingFormula {
    fn new(columns: &Columns) -> Self {
        let letters = |field| {
            let column = columns.of(&Content::Field(field));
            column_letters(u32::from(column) + 1)
        };
        Self {
            likelihood: letters(Field::Likelihood),
            impact: letters(Field::Impact),
        }
    }

    /// The formula of a row, counted from 1.
    fn of_row(&self, row: u32) -> String {
        let Self { likelihood, impact } = self;
        format!(
            "=INDEX(rating_matrix,\
             1+({likelihood}{row}<>\"\")*SUMPRODUCT(MAX((likelihood_words={likelihood}{row}&\"\")*likelihood_numbers)),\
             1+({impact}{row}<>\"\")*SUMPRODUCT(MAX((impact_words={impact}{row}&\"\")*impact_numbers)))&\"\""
        )
    }
}

type Done = Result<(), XlsxError>;

/// Drop-downs for what is one of a few words.
fn help_typing(sheet: &mut Worksheet, columns: &Columns) -> Done {
    let column = |field| columns.of(&Content::Field(field));
    for (field, title, range) in [
        (Field::Likelihood, "Likelihood", "=likelihood_levels"),
        (Field::Impact, "Impact", "=impact_levels"),
    ] {
        let levels = DataValidation::new()
            .allow_list_formula(range.into())
            // The other words for a level are right too.
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title(title)?
            .set_error_message("The sheet Scale has the levels, and other words for them.")?;
        let number = column(field);
        sheet.add_data_validation(1, number, LAST_ROW, number, &levels)?;
    }
    let statuses = DataValidation::new()
        .allow_list_strings(&Status::ALL.map(Status::as_str))?
        .set_error_title("Status")?
        .set_error_message("Choose open, in-progress, accepted or closed.")?;
    let number = column(Field::Status);
    sheet.add_data_validation(1, number, LAST_ROW, number, &statuses)?;
    let message = "The sheet Components does not have this component yet.";
    columns.offer_components(sheet, Field::Component, "Component", message)
}

/// The colours of the scale behind its words.
fn colour(sheet: &mut Worksheet, columns: &Columns, scale: &Scale) -> Done {
    let likelihood = Content::Field(Field::Likelihood);
    let impact = Content::Field(Field::Impact);
    let axes: [(&str, &Levels, &Content); 3] = [
        ("likelihood", scale.likelihood(), &likelihood),
        ("impact", scale.impact(), &impact),
        ("rating", scale.rating(), &Content::Rating),
    ];
    for (axis, levels, content) in axes {
        let column = columns.of(content);
        let cell = format!("${}2", column_letters(u32::from(column) + 1));
        colour_levels(sheet, (1, column, LAST_ROW, column), levels, |number| {
            format!("=({cell}<>\"\")*SUMPRODUCT(--(INDEX({axis}_words,{number},0)={cell}&\"\"))>0")
        })?;
    }
    Ok(())
}
