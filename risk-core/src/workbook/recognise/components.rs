//! Tables of components.

use std::collections::HashMap;

use super::header::HEADER_ROWS;
use super::meaning::{Header, Meaning, Strength};
use super::phrases::component_field;
use super::senses::language;
use super::table::{HeaderText, Table, header_texts};
use crate::question::{Answer, Question};
use crate::record::column_letters;
use crate::record::text::quote;
use crate::record::{ComponentField, RiskField};
use crate::workbook::grid::Grid;

/// Columns that only tables of components have.
const OF_COMPONENTS: [ComponentField; 5] = [
    ComponentField::Restore,
    ComponentField::Rto,
    ComponentField::Rpo,
    ComponentField::Within,
    ComponentField::Requires,
];

/// Whether a sheet has a table of components, whatever it is called.
pub(in crate::workbook) fn is_of_components(grid: &Grid) -> bool {
    let is_header = |texts: &[HeaderText]| {
        let named = component_fields(texts);
        has(&named, &[ComponentField::Name]) && has(&named, &OF_COMPONENTS)
    };
    let mut rows = grid.rows().take(HEADER_ROWS);
    rows.any(|cells| is_header(&header_texts(grid, cells)))
}

fn has(named: &[(u32, ComponentField)], wanted: &[ComponentField]) -> bool {
    named.iter().any(|(_, field)| wanted.contains(field))
}

/// The columns of a header that are those of components.
fn component_fields(texts: &[HeaderText]) -> Vec<(u32, ComponentField)> {
    let named = texts
        .iter()
        .filter_map(|text| Some((text.column, component_field(&text.text)?)));
    let mut named: Vec<(u32, ComponentField)> = named.collect();
    // A system with a recovery time is a component.
    if has(&named, &OF_COMPONENTS) && !has(&named, &[ComponentField::Name]) {
        let language = language(texts.iter().flat_map(|text| &text.words));
        let is_component = |text: &&HeaderText| {
            let meaning = Header::read(&text.text, language).meaning;
            meaning == Meaning::Field(RiskField::Component, Strength::Sure)
        };
        let name = texts.iter().find(is_component);
        named.extend(name.map(|text| (text.column, ComponentField::Name)));
    }
    named
}

/// The table of components of a sheet; `None` when it has none.
pub(in crate::workbook) fn components(grid: &Grid) -> Option<(Table, Vec<Question>)> {
    for cells in grid.rows().take(HEADER_ROWS) {
        let texts = header_texts(grid, cells);
        let named = component_fields(&texts);
        if !has(&named, &[ComponentField::Name]) {
            continue;
        }
        let mut columns: HashMap<u32, ComponentField> = HashMap::new();
        let mut questions = Vec::new();
        for (column, field) in named {
            if let Some((first, _)) = columns.iter().find(|(_, known)| **known == field) {
                let shown = [*first, column].map(|column| {
                    let text = texts.iter().find(|text| text.column == column);
                    let text = text.map(|text| text.text.as_str()).unwrap_or_default();
                    format!("{} ({})", column_letters(column), quote(text))
                });
                let text = format!(
                    "in the sheet `{}` the columns {} and {} could both be the {field}",
                    grid.name, shown[0], shown[1]
                );
                let answers = vec![Answer::Words(
                    "give one of them another header, in a spreadsheet program".to_owned(),
                )];
                questions.push(Question { text, answers });
                continue;
            }
            columns.insert(column, field);
        }
        return Some((Table::new(grid, &texts, &columns, &[]), questions));
    }
    None
}
