//! The sheet of risks.

use std::borrow::Cow;

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};

use super::cells::Cells;
use super::columns::{Columns, Content, offer_components, offer_words};
use super::heights::Heights;
use super::package::TEXT_MARK;
use super::styles::{Styles, colour_levels};
use super::{LAST_ROW, NO_COMPONENT, rows, writer};
use crate::check::Settings;
use crate::error::Error;
use crate::record::{RiskField, column_letters};
use crate::register::{ExtraValue, Levels, Record, Register, Risk, Scale, Status, is_of_review};
use crate::workbook::recognise::own_field;

/// Writes the sheet, and returns how high its rows have to be.
pub(super) fn write(
    sheet: &mut Worksheet,
    register: &Register,
    settings: &Settings,
    styles: &Styles,
) -> Result<Heights, Error> {
    let has_findings = Risk::all(register).any(|risk| !risk.finding.is_empty());
    // In a column of its own, `Finding` is what else people call so.
    let own_field = |header: &str, value: &ExtraValue| {
        own_field(header)
            .filter(|field| *field != RiskField::Finding || has_findings || may_be_of_review(value))
    };
    let columns = Columns::new(register, &own_field)?;
    let formula = rating_formula(&columns);
    let rating = |row: u32, cells: &mut Cells<'_>, column: u16| {
        let risk = register.risk_at(row as usize - 1);
        let label = risk
            .and_then(|risk| risk.rating_label())
            .unwrap_or_default();
        let formula = Formula::new(formula(row + 1)).set_result(text_result(label));
        cells.sheet.write_formula(row, column, formula)?;
        Ok(())
    };
    let heights = rows::write::<Risk>(sheet, (register, settings), &columns, styles, rating)?;
    help_typing(sheet, &columns).map_err(writer)?;
    colour(sheet, &columns, register.scale()).map_err(writer)?;
    Ok(heights)
}

/// Whether the value of a column headed `Finding` may have it read as that of the field.
fn may_be_of_review(value: &ExtraValue) -> bool {
    matches!(value, ExtraValue::Text(text) if text.trim().is_empty() || is_of_review(text))
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

/// The formula that looks a rating up on the sheet of the scale, for a row counted from 1.
///
/// Of each axis it takes the number of the level whose words the cell is one of, and 0 for what is
/// none, which is the empty row or column before the matrix. It uses nothing that only some
/// spreadsheet programs have, and nothing for which `?` and `*` would stand for other letters.
fn rating_formula(columns: &Columns<RiskField>) -> impl Fn(u32) -> String {
    let letters = |field| {
        let column = columns.of(&Content::Field(field));
        column_letters(u32::from(column) + 1)
    };
    let likelihood = letters(RiskField::Likelihood);
    let impact = letters(RiskField::Impact);
    move |row| {
        format!(
            "=INDEX(rating_matrix,\
             1+({likelihood}{row}<>\"\")*SUMPRODUCT(MAX((likelihood_words={likelihood}{row}&\"\")*likelihood_numbers)),\
             1+({impact}{row}<>\"\")*SUMPRODUCT(MAX((impact_words={impact}{row}&\"\")*impact_numbers)))&\"\""
        )
    }
}

type Done = Result<(), XlsxError>;

/// Drop-downs for what is one of a few words.
fn help_typing(sheet: &mut Worksheet, columns: &Columns<RiskField>) -> Done {
    let column = |field| columns.of(&Content::Field(field));
    for (field, title, range) in [
        (RiskField::Likelihood, "Likelihood", "=likelihood_levels"),
        (RiskField::Impact, "Impact", "=impact_levels"),
        (RiskField::AcceptedRating, "Rating", "=rating_levels"),
    ] {
        let Some(number) = columns.find(&Content::Field(field)) else {
            continue;
        };
        let levels = DataValidation::new()
            .allow_list_formula(range.into())
            // The other words for a level are right too.
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title(title)?
            .set_error_message("The sheet Scale has the levels, and other words for them.")?;
        sheet.add_data_validation(1, number, LAST_ROW, number, &levels)?;
    }
    let statuses = Status::ALL.map(Status::as_str);
    offer_words(sheet, column(RiskField::Status), "Status", &statuses)?;
    offer_components(
        sheet,
        column(RiskField::Component),
        "Component",
        NO_COMPONENT,
    )
}

/// The colours of the scale behind its words.
fn colour(sheet: &mut Worksheet, columns: &Columns<RiskField>, scale: &Scale) -> Done {
    let likelihood = Content::Field(RiskField::Likelihood);
    let impact = Content::Field(RiskField::Impact);
    let axes: [(&str, &Levels, &Content<RiskField>); 3] = [
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
