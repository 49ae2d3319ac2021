//! The rows and cells of a sheet as XML.

use super::cells::{Cell, Cells, Content, Form};
use super::features::Feature;
use super::plan::{Plan, Texts};
use super::strings::{Strings, string};
use super::xml::{escaped, text};
use crate::update_checker::places::{Place, letters};

/// The rows of a sheet.
pub fn rows(cells: &Cells, plan: &Plan, strings: &mut Strings) -> String {
    let mut xml = String::new();
    let mut numbers: Vec<u32> = cells.cells.keys().map(|(row, _)| *row).collect();
    numbers.dedup();
    let mut previous = 0;
    for row in numbers {
        let of_row = cells.cells.range((row, 0)..=(row, u32::MAX));
        let of_row: Vec<(u32, &Cell)> = of_row.map(|((_, column), cell)| (*column, cell)).collect();
        let has_number =
            previous + 1 != row || row % 3 == 0 || !plan.has(Feature::RowsWithoutNumbers);
        let mut inside = String::new();
        let mut before = 0;
        for (column, cell) in &of_row {
            let is_known = before + 1 == *column && (row + column) % 3 > 0;
            let shares = matches!(&cell.formula, Some(formula) if formula.form != Form::Plain);
            // Not all programs find a shared formula in a cell that does not say where it is.
            let has_reference = !is_known || shares || !plan.has(Feature::CellsWithoutReferences);
            let place = Place::new(row, *column);
            inside.push_str(&self::cell(place, has_reference, cell, plan, strings));
            before = *column;
        }
        let number = if has_number {
            format!(" r=\"{row}\"")
        } else {
            String::new()
        };
        let more = attributes(row, &of_row, plan);
        xml.push_str(&format!("<row{number}{more}>{inside}</row>"));
        previous = row;
    }
    xml
}

/// What a row says beside its number.
fn attributes(row: u32, cells: &[(u32, &Cell)], plan: &Plan) -> String {
    let mut xml = String::new();
    if plan.has(Feature::RowExtras) {
        let (first, last) = (cells[0].0, cells[cells.len() - 1].0);
        xml.push_str(&format!(
            " spans=\"{first}:{last}\" ht=\"30.5\" customHeight=\"1\""
        ));
    }
    if plan.has(Feature::RowStyles) && !plan.has(Feature::NoStyles) && row.is_multiple_of(2) {
        xml.push_str(" s=\"3\" customFormat=\"1\"");
    }
    if plan.has(Feature::RowExtras) {
        xml.push_str(" x14ac:dyDescent=\"0.25\"");
    }
    xml
}

fn cell(
    place: Place,
    has_reference: bool,
    cell: &Cell,
    plan: &Plan,
    strings: &mut Strings,
) -> String {
    let mut attributes = String::new();
    if has_reference {
        attributes.push_str(&format!(" r=\"{place}\""));
    }
    if !plan.has(Feature::NoStyles) && cell.look.number() > 0 {
        attributes.push_str(&format!(" s=\"{}\"", cell.look.number()));
    }
    let (kind, content) = content(place, cell, plan, strings);
    if !kind.is_empty() {
        attributes.push_str(&format!(" t=\"{kind}\""));
    }
    let inside = formula(place, cell) + &content;
    if inside.is_empty() {
        // An empty element has two forms.
        return match place.column % 2 {
            0 => format!("<c{attributes}></c>"),
            _ => format!("<c{attributes}/>"),
        };
    }
    format!("<c{attributes}>{inside}</c>")
}

/// The type of a cell, and the elements of its content.
fn content(
    place: Place,
    cell: &Cell,
    plan: &Plan,
    strings: &mut Strings,
) -> (&'static str, String) {
    let value = |value: &str| format!("<v>{value}</v>");
    match &cell.content {
        // What a formula gives is never nothing.
        Content::Nothing if cell.formula.is_some() => ("str", value("")),
        Content::Nothing => ("", String::new()),
        Content::Number(number) => ("", value(number)),
        Content::Boolean(is_true) => ("b", value(if *is_true { "1" } else { "0" })),
        Content::Error(error) => ("e", value(error)),
        Content::Text(runs) => {
            let is_bold = cell.look.is_bold() && !plan.has(Feature::NoStyles);
            let is_plain = runs.iter().all(|run| run.is_bold == is_bold);
            let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
            match texts(place, plan) {
                _ if cell.formula.is_some() => ("str", value(&text(&whole, plan))),
                Texts::Values if is_plain => ("str", value(&text(&whole, plan))),
                Texts::Shared => {
                    let number = strings.add(string(runs, is_bold, plan));
                    ("s", value(&number.to_string()))
                }
                _ => (
                    "inlineStr",
                    format!("<is>{}</is>", string(runs, is_bold, plan)),
                ),
            }
        }
    }
}

/// Where the text of a cell stands.
fn texts(place: Place, plan: &Plan) -> Texts {
    match (plan.texts, (place.row + 2 * place.column) % 4) {
        (Texts::Mixed, 0) => Texts::Inline,
        (Texts::Mixed, 1) => Texts::Values,
        (Texts::Mixed, _) => Texts::Shared,
        (texts, _) => texts,
    }
}

fn formula(place: Place, cell: &Cell) -> String {
    let Some(formula) = &cell.formula else {
        return String::new();
    };
    let text = escaped(&formula.text);
    match &formula.form {
        Form::Plain => format!("<f>{text}</f>"),
        Form::Array => format!("<f t=\"array\" ref=\"{place}\">{text}</f>"),
        Form::Master(number, range) => {
            format!("<f t=\"shared\" ref=\"{range}\" si=\"{number}\">{text}</f>")
        }
        Form::Shared(number) => format!("<f t=\"shared\" si=\"{number}\"/>"),
    }
}

/// How far the cells go.
pub fn dimension(cells: &Cells) -> String {
    let rows = || cells.cells.keys().map(|(row, _)| *row);
    let columns = || cells.cells.keys().map(|(_, column)| *column);
    let (first, last) = (rows().min().unwrap_or(1), rows().max().unwrap_or(1));
    let (left, right) = (columns().min().unwrap_or(1), columns().max().unwrap_or(1));
    format!("{}{first}:{}{last}", letters(left), letters(right))
}
