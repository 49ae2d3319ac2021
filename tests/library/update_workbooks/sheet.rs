//! The cells of the sheet of risks, and what they state.

use risk_core::{DateTime, ExtraValue, Risk, RiskField};

use super::cells::{Cell, Cells, Content, Form};
use super::columns::{Column, What};
use super::dates::serial;
use super::features::Feature;
use super::plan::{Layout, Plan};
use super::styles::Look;
use super::typed;
use crate::update_checker::places::Place;

/// The name of the table in formulas.
pub const TABLE: &str = "Register";

/// The texts of the legend.
pub const LEGEND: [&str; 3] = [
    "Low: once a decade",
    "Medium: once a year",
    "High: once a month",
];
/// The label before the rows.
pub const SECTION: &str = "Databases";
/// The text below the rows.
pub const NOTE: &str = "Reviewed by everybody, in spring";

/// The cells of the sheet of risks.
pub fn cells(plan: &Plan) -> Cells {
    let layout = plan.layout();
    let mut sheet = Cells::default();
    above(&mut sheet, &layout, plan);
    for (number, column) in &layout.columns {
        let header = Cell::text(column.header).bold(Look::Header);
        sheet.put(layout.header, *number, header);
        for (position, (row, risk)) in layout.rows.iter().zip(&plan.risks).enumerate() {
            let place = Place::new(*row, *number);
            let cell = of_risk(*column, position, place, risk, &layout, plan);
            let is_there = plan.has(Feature::BlankCells)
                || cell.formula.is_some()
                || !matches!(cell.content, Content::Nothing);
            if is_there {
                sheet.put(*row, *number, cell);
            }
        }
        prefilled(&mut sheet, *number, *column, &layout, plan);
    }
    below_and_beside(&mut sheet, &layout, plan);
    merge(&mut sheet, &layout, plan);
    sheet
}

/// The title, and what else stands above the header.
fn above(sheet: &mut Cells, layout: &Layout, plan: &Plan) {
    if plan.above == 0 {
        return;
    }
    let first = layout.first_column();
    sheet.put(1, first, Cell::text("Risks of the shop").bold(Look::Bold));
    // Where a formula stands first, it says what its column has.
    let description = layout.description();
    if plan.has(Feature::TitleFormula) && plan.above > 1 {
        let counted = layout.below_header(description);
        let count = Content::Number(plan.risks.len().to_string());
        let cell = Cell::new(count).formula(format!("COUNTA({counted})"), Form::Plain);
        sheet.put(2, description, cell);
    }
    if plan.has(Feature::MergedTitle) && layout.last_column() > first {
        let last = Place::new(1, layout.last_column());
        sheet
            .merged
            .push(format!("{}:{last}", Place::new(1, first)));
    }
}

/// The cell of a column in the row of a risk.
fn of_risk(
    column: Column,
    position: usize,
    place: Place,
    risk: &Risk,
    layout: &Layout,
    plan: &Plan,
) -> Cell {
    let What::Field(field) = column.what else {
        if column.what == What::Scores && plan.typed_over() == Some(position) {
            return Cell::new(Content::Number(TYPED.to_owned()));
        }
        if column.what.is_formula() {
            let content = result(column.what, risk);
            return computed(column.what, place, Cell::new(content), layout, plan);
        }
        return beyond(column.what, position, plan);
    };
    if field == RiskField::Component && position == 1 && plan.has_merged_component() {
        return Cell::default();
    }
    if field == RiskField::Reference && plan.has(Feature::ComputedReferences) {
        return numbered(&risk.reference, layout);
    }
    typed::cell(field, risk, plan)
}

/// The number that somebody has typed over a score.
pub const TYPED: &str = "99";

/// A reference that the number of its row gives.
fn numbered(reference: &str, layout: &Layout) -> Cell {
    let formula = format!("\"R\"&TEXT(ROW()-{},\"00\")", layout.header);
    Cell::text(reference).formula(formula, Form::Plain)
}

/// A cell with the formula of a column.
fn computed(what: What, place: Place, cell: Cell, layout: &Layout, plan: &Plan) -> Cell {
    let formula = formula(what, place.row, layout, plan);
    if !plan.has(Feature::SharedFormulas) {
        let is_array = plan.has(Feature::ArrayFormulas);
        return cell.formula(formula, if is_array { Form::Array } else { Form::Plain });
    }
    let mut rows = layout.rows.iter().chain(&layout.prefilled).copied();
    let first = Place::new(rows.next().unwrap_or(place.row), place.column);
    let last = Place::new(rows.last().unwrap_or(first.row), place.column);
    if place == first {
        return cell.formula(
            formula,
            Form::Master(place.column, format!("{first}:{last}")),
        );
    }
    cell.formula("", Form::Shared(place.column))
}

fn formula(what: What, row: u32, layout: &Layout, plan: &Plan) -> String {
    let level = |field| {
        let column = layout.column(field).expect("scores need levels");
        let headed = layout.columns.iter().find(|(number, _)| *number == column);
        match headed.filter(|_| plan.is_table() && !plan.has(Feature::SharedFormulas)) {
            Some((_, column)) => format!("{TABLE}[[#This Row],[{}]]", column.header),
            None => Place::new(row, column).to_string(),
        }
    };
    let description = Place::new(row, layout.description());
    match what {
        What::Scores => {
            format!(
                "LEN({})*LEN({})",
                level(RiskField::Likelihood),
                level(RiskField::Impact)
            )
        }
        What::Lengths => format!("LEN({description})"),
        _ => format!("IF({description}=\"\",\"\",LEFT({description},1))"),
    }
}

/// What the formula of a column gives for a risk.
pub fn result(what: What, risk: &Risk) -> Content {
    let length = |text: &Option<String>| text.as_deref().unwrap_or_default().len();
    match what {
        What::Scores => {
            Content::Number((length(&risk.likelihood) * length(&risk.impact)).to_string())
        }
        What::Lengths => Content::Number(risk.description.encode_utf16().count().to_string()),
        _ => Content::text(&risk.description.chars().take(1).collect::<String>()),
    }
}

/// What the model has no field for, in the row of a risk.
pub fn extra(what: What, position: usize, plan: &Plan) -> Option<ExtraValue> {
    let day = |day, hour| DateTime::new(2026, 2, day, hour, 0, 0).map(ExtraValue::DateTime);
    let text = |text: &str| Some(ExtraValue::Text(text.to_owned()));
    match (what, position % 3) {
        (What::Texts, 0) => text("Blue"),
        (What::Texts, 1) => text(" Größe & <co>\n"),
        (What::Numbers, 0) => Some(ExtraValue::Integer(1200)),
        (What::Numbers, 1) => ExtraValue::number(-2.5),
        (What::Dates, _) if plan.has(Feature::NoStyles) => text("2026-02-28"),
        (What::Dates, 0) => day(28, 0),
        (What::Dates, 1) => day(3, 12),
        (What::Booleans, 0) => Some(ExtraValue::Boolean(true)),
        (What::Booleans, 1) => Some(ExtraValue::Boolean(false)),
        (What::Errors, 0) => Some(ExtraValue::Error("#N/A".to_owned())),
        (What::Errors, 1) => Some(ExtraValue::Error("#DIV/0!".to_owned())),
        _ => None,
    }
}

fn beyond(what: What, position: usize, plan: &Plan) -> Cell {
    match extra(what, position, plan) {
        None => Cell::default(),
        Some(ExtraValue::Text(text)) => Cell::text(&text),
        Some(ExtraValue::Boolean(value)) => Cell::new(Content::Boolean(value)),
        Some(ExtraValue::Error(error)) => Cell::new(Content::Error(error)),
        Some(ExtraValue::DateTime(moment)) => {
            let days = serial(&moment.to_string(), plan.has(Feature::Dates1904));
            let days = days.expect("it is a date");
            let look = if days.contains('.') {
                Look::DateAndTime
            } else {
                Look::Date
            };
            Cell::new(Content::Number(days)).look(look)
        }
        Some(number) => Cell::new(Content::Number(number.to_string())),
    }
}

/// The cells of a column in the rows below the risks.
fn prefilled(sheet: &mut Cells, number: u32, column: Column, layout: &Layout, plan: &Plan) {
    for row in &layout.prefilled {
        if plan.has(Feature::PrefilledFormulas) && column.what.is_formula() {
            let content = result(column.what, &Risk::default());
            let place = Place::new(*row, number);
            let cell = computed(column.what, place, Cell::new(content), layout, plan);
            sheet.put(*row, number, cell);
        } else if plan.has(Feature::PrefilledFormulas)
            && plan.has(Feature::ComputedReferences)
            && column.is(RiskField::Reference)
        {
            sheet.put(*row, number, numbered("R00", layout));
        } else if plan.has(Feature::PrefilledStyles) {
            sheet.put(*row, number, Cell::default().look(Look::Wrapped));
        }
    }
    if let Some(row) = layout.totals.filter(|_| column.is(RiskField::Description)) {
        let formula = format!("SUBTOTAL(103,{TABLE}[{}])", column.header);
        let count = Content::Number(plan.risks.len().to_string());
        sheet.put(row, number, Cell::new(count).formula(formula, Form::Plain));
    }
}

fn below_and_beside(sheet: &mut Cells, layout: &Layout, plan: &Plan) {
    if let (Some(column), Some(row)) = (layout.section, layout.rows.first()) {
        sheet.put(*row, column, Cell::text(SECTION).bold(Look::Bold));
    }
    if let Some(column) = layout.legend {
        for (text, row) in LEGEND.iter().zip(layout.header + 1..) {
            sheet.put(row, column, Cell::text(text));
        }
    }
    if let Some(column) = layout
        .column_of(What::Texts)
        .filter(|_| plan.has(Feature::NotesBeside))
    {
        sheet.put(layout.notes + 1, column, Cell::text(NOTE));
    }
}

fn merge(sheet: &mut Cells, layout: &Layout, plan: &Plan) {
    let mut merge = |first: (u32, u32), last: (u32, u32)| {
        let [first, last] = [first, last].map(|(row, column)| Place::new(row, column));
        sheet.merged.push(format!("{first}:{last}"));
    };
    if plan.has_merged_component() {
        let column = layout.column(RiskField::Component).expect("there is one");
        merge((layout.rows[0], column), (layout.rows[1], column));
    }
    if !plan.has(Feature::MergedLegend) {
        return;
    }
    if let (Some(column), [first, .., last]) = (layout.section, layout.rows.as_slice()) {
        merge((*first, column), (*last, column));
    }
    if let Some(column) = layout.legend {
        for row in (layout.header + 1..).take(LEGEND.len()) {
            merge((row, column), (row, column + 1));
        }
    }
}
