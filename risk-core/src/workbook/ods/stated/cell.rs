//! The attributes of a cell, and what they mean.

use quick_xml::events::BytesStart;

use super::attributes;
use crate::workbook::grid::Value;
use crate::workbook::values::{ERRORS, iso_length};

/// The attributes of a cell that matter.
#[derive(Default)]
pub(super) struct CellAttributes {
    pub number: Option<f64>,
    /// A time in days.
    pub time: Option<f64>,
    text: Option<String>,
    pub formula: Option<String>,
    is_error: bool,
    /// The type of its value; empty where it has none.
    pub kind: String,
    pub style: Option<String>,
    /// How many rows and columns it is merged over, 0 where it says nothing.
    pub merged: (u32, u32),
}

impl CellAttributes {
    pub(super) fn of(element: &BytesStart<'_>) -> Self {
        let mut of_cell = Self::default();
        for (name, value) in attributes(element) {
            match name {
                "office:value-type" => of_cell.kind = value,
                "office:value" => of_cell.number = value.parse().ok(),
                "office:time-value" => of_cell.time = iso_length(&value),
                "office:string-value" => of_cell.text = Some(value),
                "calcext:value-type" => of_cell.is_error = value == "error",
                "table:formula" => of_cell.formula = Some(value),
                "table:style-name" => of_cell.style = Some(value),
                "table:number-rows-spanned" => of_cell.merged.0 = value.parse().unwrap_or(0),
                "table:number-columns-spanned" => of_cell.merged.1 = value.parse().unwrap_or(0),
                _ => {}
            }
        }
        // Amounts of money and percentages are numbers, whatever is shown with them.
        of_cell.number = of_cell.number.filter(|_| of_cell.kind == "float");
        of_cell
    }

    /// The value that it has, where that is written as one of another type: an error as the text or the number of a
    /// formula, and true and false as the numbers of one.
    pub(super) fn meant(&self, shown: &str) -> Option<Value> {
        let formula = self.formula.as_deref();
        let text = self.text.as_deref().filter(|text| !text.is_empty());
        let text = text.unwrap_or(shown);
        if self.is_error && !text.is_empty() || formula.is_some() && ERRORS.contains(&text) {
            return Some(Value::Error(text.to_owned()));
        }
        // What is shown may be in any language.
        let states = |value: &str| {
            let stated = formula.and_then(|formula| formula.strip_prefix("of:="));
            shown == value || stated.and_then(|stated| stated.strip_suffix("()")) == Some(value)
        };
        match self.number.filter(|_| formula.is_some()) {
            Some(1.0) if states("TRUE") => Some(Value::Boolean(true)),
            Some(0.0) if states("FALSE") => Some(Value::Boolean(false)),
            _ => None,
        }
    }

    /// Whether its text is what stands within it.
    pub(super) fn has_text_within(&self) -> bool {
        self.kind == "string" && self.text.is_none()
    }
}
