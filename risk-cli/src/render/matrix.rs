//! The matrix with the risks in it.

use anstyle::Style;
use risk_core::report::{MatrixAnswer, MatrixRisk, Moved};
use risk_core::{Levels, Register};

use super::table::{Cell, Table};
use super::text::{first_names, level_style};

/// So many risks of a cell are named, on a screen of some lines.
const NAMED: usize = 12;

/// The matrix, the highest likelihood first.
pub fn matrix(answer: &MatrixAnswer, ratings: &Levels) -> Table {
    let corner = "Likelihood ↓ Impact →".to_owned();
    let impacts = answer.scale.impact.iter().map(|level| level.label.clone());
    let header: Vec<String> = [corner].into_iter().chain(impacts).collect();
    let mut table = Table::new(&header);
    for (likelihood, row) in answer.scale.likelihood.iter().zip(&answer.cells).rev() {
        let label = Cell::styled(likelihood.label.clone(), Style::new().bold());
        let cells = row.iter().map(|cell| {
            let style = ratings.find(&cell.rating);
            let style = style.map(|level| level_style(ratings, level));
            let text = match cell.risks.as_slice() {
                [] => cell.rating.clone(),
                risks => format!("{}: {}", cell.rating, matrix_risks(risks)),
            };
            Cell::styled(text, style.unwrap_or_default())
        });
        table.row([label].into_iter().chain(cells));
    }
    table
}

/// Some risks by their references, in brackets where they are accepted.
pub fn matrix_risks(risks: &[MatrixRisk]) -> String {
    let named = risks.iter().map(|risk| {
        let sign = risk.moved.map(|moved| format!("{}", moved.sign()));
        let text = format!("{}{}", risk.key, sign.unwrap_or_default());
        if risk.accepted {
            format!("({text})")
        } else {
            text
        }
    });
    first_names(named, NAMED)
}

/// A row for each risk, for programs. Of one that is unrated, what the register states of its levels.
pub fn matrix_rows(answer: &MatrixAnswer, register: &Register) -> Table {
    let mut table = Table::new(&[
        "Likelihood",
        "Impact",
        "Rating",
        "Reference",
        "Accepted",
        "Moved",
    ]);
    let rows = answer.scale.likelihood.iter().zip(&answer.cells).rev();
    for (likelihood, cells) in rows {
        for (impact, cell) in answer.scale.impact.iter().zip(cells).rev() {
            let place = [&likelihood.label, &impact.label, &cell.rating].map(String::as_str);
            for risk in &cell.risks {
                table.row(row(place, risk));
            }
        }
    }
    for risk in &answer.unrated {
        let stated = register.risk(&risk.key).map(|risk| risk.stated());
        let [likelihood, impact] = stated.map_or([None; 2], |stated| {
            [stated.likelihood.as_deref(), stated.impact.as_deref()]
        });
        let place = [likelihood, impact, None].map(Option::unwrap_or_default);
        table.row(row(place, risk));
    }
    table
}

fn row(place: [&str; 3], risk: &MatrixRisk) -> impl Iterator<Item = String> {
    let accepted = if risk.accepted { "yes" } else { "no" };
    let moved = risk.moved.map_or("", Moved::as_str);
    let risk = [risk.key.to_string(), accepted.to_owned(), moved.to_owned()];
    place.map(str::to_owned).into_iter().chain(risk)
}
