//! The columns of a table.

use anstyle::{AnsiColor, Style};
use risk_core::workbook::{Certainty, ColumnContent, ColumnFound, TableFound};

use super::super::page::Page;
use super::super::table::{Cell, Table};
use super::preview::cut;

/// Longer headers are cut, so that the reasons beside them fit into 80 columns.
const WIDEST_HEADER: usize = 24;

pub fn columns(page: &mut Page, found: &TableFound) {
    let mut table = Table::new(&["Column", "Header", "Field", "Sure", "Why"]);
    for column in &found.columns {
        let because = match column.is_hidden {
            true if column.because.is_empty() => "hidden".to_owned(),
            true => format!("{}; hidden", column.because),
            false => column.because.clone(),
        };
        table.row([
            Cell::from(column.column.as_str()),
            cut(&spaced(&column.header), WIDEST_HEADER).into(),
            Cell::styled(field(column), style(column)),
            Cell::styled(column.certainty.as_str(), of_certainty(column.certainty)),
            because.into(),
        ]);
    }
    page.heading("Columns");
    page.table(&table);
}

/// A header on one line.
pub fn spaced(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a column has, with what it may have instead.
fn field(column: &ColumnFound) -> String {
    if let (Some(field), Certainty::Unclear) = (column.possible, column.certainty) {
        return format!("{field}?");
    }
    let has = match &column.content {
        ColumnContent::Field(field) => field.to_string(),
        ColumnContent::NotRead => "not read".to_owned(),
        other => other.as_str().to_owned(),
    };
    match column.possible {
        Some(possible) => format!("{has} ({possible}?)"),
        None => has,
    }
}

/// What becomes a field stands out.
fn style(column: &ColumnFound) -> Style {
    match column.content {
        _ if column.certainty == Certainty::Unclear => of_certainty(column.certainty),
        ColumnContent::Field(_) => Style::new(),
        _ => Style::new().dimmed(),
    }
}

fn of_certainty(certainty: Certainty) -> Style {
    match certainty {
        Certainty::Unclear => AnsiColor::Red.on_default().bold(),
        Certainty::Likely => AnsiColor::Yellow.on_default(),
        _ => AnsiColor::Green.on_default(),
    }
}
