//! What has to be decided.

use risk_core::workbook::{ColumnContent, Inspection};
use risk_core::{Answer, Question};

use super::super::page::Page;
use super::super::text::one_line;
use super::columns::spaced;
use super::preview::cut;
use crate::remedy;

/// So many values show what a column has.
const VALUES: usize = 4;
/// Longer values are cut, so that all of them fit on a line or two.
const WIDEST: usize = 24;

/// Reports the questions, and those that come up once they have their first answers.
pub fn questions(page: &mut Page, inspection: &Inspection) {
    let (asked, later) = (&inspection.questions, &inspection.later_questions);
    let mut numbered = (1..).zip(inspection.all_questions());
    if !asked.is_empty() {
        page.heading("Questions");
    }
    for (number, asked) in numbered.by_ref().take(asked.len()) {
        question(page, number, asked, inspection);
    }
    if !later.is_empty() {
        page.line("With the first answer to each, there is more to ask:");
    }
    for (number, asked) in numbered {
        question(page, number, asked, inspection);
    }
}

fn question(page: &mut Page, number: usize, question: &Question, inspection: &Inspection) {
    let mark = format!("{number}. ");
    let indent = " ".repeat(mark.len());
    page.paragraph(&mark, &one_line(&question.text));
    let mut columns: Vec<&str> = Vec::new();
    for answer in &question.answers {
        match answer {
            Answer::Column { column, .. } if !columns.contains(&column.as_str()) => {
                columns.push(column);
            }
            _ => {}
        }
    }
    for letters in columns {
        if let Some(values) = values(letters, inspection) {
            page.paragraph(&format!("{indent}  {letters} has  "), &values);
        }
    }
    page.paragraph(&indent, &one_line(&remedy::answers(&question.answers)));
}

/// The first values of a column, as far as they were read: those of a column whose field is not
/// clear are kept beside the fields.
fn values(letters: &str, inspection: &Inspection) -> Option<String> {
    let mut columns = inspection.table.iter().flat_map(|table| &table.columns);
    let column = columns.find(|column| column.column == *letters)?;
    let ColumnContent::Extra(key) = &column.content else {
        return None;
    };
    let risks = inspection.reading.as_ref()?.register.risks();
    let values = risks.filter_map(|risk| risk.stated().extra.get(key).map(ToString::to_string));
    let mut values = values.map(|value| cut(&spaced(&value), WIDEST));
    let mut first: Vec<String> = Vec::new();
    for value in values.by_ref() {
        if first.len() == VALUES {
            first.push("…".to_owned());
            break;
        }
        if !first.contains(&value) {
            first.push(value);
        }
    }
    (!first.is_empty()).then(|| first.join(", "))
}
