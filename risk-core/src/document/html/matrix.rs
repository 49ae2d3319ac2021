//! A matrix as a table, which is read out as one.

use super::block::inline;
use super::text::escape;
use crate::document::{Cell, Matrix};

pub(super) fn matrix(matrix: &Matrix) -> String {
    let [rows, columns] = &matrix.axes;
    let corner = format!("{} ↓ {} →", escape(rows), escape(columns));
    let name = |name: &String| format!("<th scope=\"col\">{}</th>", escape(name));
    let names: String = matrix.columns.iter().map(name).collect();
    let row = |(name, cells): &(String, Vec<Cell>)| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", escape(name))
    };
    let body: String = matrix.rows.iter().map(row).collect();
    format!(
        "<div class=\"scroll\" tabindex=\"0\">\n<table class=\"matrix\">\n\
         <thead><tr><td>{corner}</td>{names}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n"
    )
}

fn cell(cell: &Cell) -> String {
    let (shade, level) = (cell.shade.step(), escape(&cell.level));
    let mentions = inline(&cell.mentions);
    format!("<td class=\"sh{shade}\"><b>{level}</b> {mentions}</td>")
}
