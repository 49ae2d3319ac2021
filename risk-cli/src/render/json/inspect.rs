//! What was found in a workbook, as JSON.

use std::collections::BTreeMap;

use risk_core::workbook::{
    ColumnContent, ColumnFound, LeftBehind, Question, ScaleFound, SheetFound, TableFound,
};
use risk_core::{Finding, Levels};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::inspect::{FIRST, Inspected, arguments, column_letters, content, kept_columns};
use super::{Risk, describe};

/// What `risk inspect --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Inspect<'a> {
    /// The workbook, as it was said.
    workbook: String,
    /// The sheets, in their order.
    sheets: Vec<Sheet<'a>>,
    /// The table of risks; null where it is not clear which sheet has it.
    table: Option<Table<'a>>,
    /// The scale of its levels; null where it is not known which columns have them.
    scale: Option<FoundScale<'a>>,
    /// What has to be decided before the workbook is read.
    questions: Vec<Asked<'a>>,
    /// What has to be decided beside, once each question has the first of its answers.
    later_questions: Vec<Asked<'a>>,
    /// What makes everything certain, with the first answer to each question.
    settled: SettledBy<'a>,
    /// What the reader found in the workbook.
    findings: &'a [Finding],
    /// How many risks there are; null where that cannot be told before the questions are answered.
    risks: Option<usize>,
    /// The first few of them, as far as they can be read.
    preview: Vec<Risk<'a>>,
    /// What the workbook has and a register has no place for.
    left_behind: Vec<Left<'a>>,
}

/// A sheet, and what it has.
#[derive(Serialize, JsonSchema)]
struct Sheet<'a> {
    /// Its name.
    name: &'a str,
    /// `risks`, `other-risks` (which are not read), `components`, `scale` or `other`.
    content: &'static str,
    /// Whether it is hidden.
    hidden: bool,
}

/// A table of risks.
#[derive(Serialize, JsonSchema)]
struct Table<'a> {
    /// The sheet that it is in.
    sheet: &'a str,
    /// The first and the last row of its header.
    header_rows: [u32; 2],
    /// The first and the last row of a risk; null where there is none.
    risk_rows: Option<[u32; 2]>,
    /// The rows among them that are no risks; the findings say why.
    left_alone: &'a [u32],
    /// The columns, from the left.
    columns: Vec<FoundColumn<'a>>,
}

/// A column of the table.
#[derive(Serialize, JsonSchema)]
struct FoundColumn<'a> {
    /// Its letters.
    column: String,
    /// Its header.
    header: &'a str,
    /// Whether it is hidden.
    hidden: bool,
    /// `field`, `extra`, `computed` or `not-read`.
    content: &'static str,
    /// The field that it has; null when it has none.
    field: Option<&'static str>,
    /// Under what the values that the model does not know are kept; null when it has none.
    extra: Option<String>,
    /// `said`, `certain`, `likely` or `unclear`.
    certainty: &'static str,
    /// Why.
    because: &'a str,
    /// The field that it may have; null when there is no doubt.
    possible: Option<&'static str>,
}

/// The scale, and how sure it is.
#[derive(Serialize, JsonSchema)]
struct FoundScale<'a> {
    /// What it is called.
    name: &'a str,
    /// The levels of likelihood, lowest first.
    likelihood: Vec<&'a str>,
    /// The levels of impact, lowest first.
    impact: Vec<&'a str>,
    /// `said`, `certain`, `likely` or `unclear`.
    certainty: &'static str,
    /// Why.
    because: &'a str,
}

/// Something that has to be decided.
#[derive(Serialize, JsonSchema)]
struct Asked<'a> {
    /// What.
    text: &'a str,
    /// The answers, each as it is said on the command line; any one of them decides it.
    answers: Vec<String>,
    /// How to answer it, in one line.
    hint: String,
}

/// What makes everything certain.
#[derive(Serialize, JsonSchema)]
struct SettledBy<'a> {
    /// The sheet; null where there is only one.
    sheet: Option<&'a str>,
    /// The row of the header; null where it need not be said.
    header_row: Option<u32>,
    /// The columns of the fields by header, as register.toml has them; nothing for a field that no
    /// column has.
    columns: BTreeMap<&'static str, String>,
    /// The scale; null where no name says it.
    scale: Option<&'a str>,
    /// The fields of which a blank cell means what the one above has.
    fill_down: Vec<&'static str>,
    /// The same as options of a command, quoted for a shell.
    arguments: String,
}

/// What the workbook has and a register has no place for.
#[derive(Serialize, JsonSchema)]
struct Left<'a> {
    /// `formulas`, `comments`, `threaded-comments`, `images`, `charts`, `shapes`,
    /// `embedded-objects`, `pivot-tables`, `macros` or `external-links`.
    kind: &'static str,
    /// The sheet that has it; null for what is of the whole workbook.
    sheet: Option<&'a str>,
    /// How many of it there are.
    count: usize,
    /// Where, as ranges such as `J2:J15`; the first few where there are many.
    cells: &'a [String],
}

impl<'a> Inspect<'a> {
    /// What was found in a workbook.
    pub fn new(inspected: &'a Inspected<'_>) -> Self {
        let found = &inspected.inspection;
        let reading = found.reading.as_ref();
        let preview = reading.map(|reading| {
            let first = reading.register.risks().take(FIRST);
            first.map(|risk| describe(reading, risk)).collect()
        });
        Self {
            workbook: inspected.path.display().to_string(),
            sheets: found.sheets.iter().map(sheet).collect(),
            table: found.table.as_ref().map(table),
            scale: inspected.scale().map(scale),
            questions: found.questions.iter().map(asked).collect(),
            later_questions: inspected.later.iter().map(asked).collect(),
            settled: settled(inspected),
            findings: reading
                .map(|reading| reading.findings.as_slice())
                .unwrap_or_default(),
            risks: reading.map(|reading| reading.register.risks().len()),
            preview: preview.unwrap_or_default(),
            left_behind: found.left_behind.iter().map(left).collect(),
        }
    }
}

fn sheet(sheet: &SheetFound) -> Sheet<'_> {
    Sheet {
        name: &sheet.name,
        content: sheet.content.name(),
        hidden: sheet.is_hidden,
    }
}

fn table(table: &TableFound) -> Table<'_> {
    let pair = |(first, last): (u32, u32)| [first, last];
    Table {
        sheet: &table.sheet,
        header_rows: pair(table.header_rows),
        risk_rows: table.risk_rows.map(pair),
        left_alone: &table.left_alone,
        columns: table.columns.iter().map(column).collect(),
    }
}

fn column(column: &ColumnFound) -> FoundColumn<'_> {
    let (field, extra) = match &column.content {
        ColumnContent::Field(field) => (Some(field.path()), None),
        ColumnContent::Extra(key) => (None, Some(key.to_string())),
        _ => (None, None),
    };
    FoundColumn {
        column: column_letters(column.column),
        header: &column.header,
        hidden: column.is_hidden,
        content: content(column),
        field,
        extra,
        certainty: column.certainty.name(),
        because: &column.because,
        possible: column.possible.map(|field| field.path()),
    }
}

fn scale(found: &ScaleFound) -> FoundScale<'_> {
    FoundScale {
        name: found.scale.name(),
        likelihood: labels(found.scale.likelihood()),
        impact: labels(found.scale.impact()),
        certainty: found.certainty.name(),
        because: &found.because,
    }
}

fn labels(levels: &Levels) -> Vec<&str> {
    let labels = levels.iter().map(|(_, level)| level.label.as_str());
    labels.collect()
}

fn asked(question: &Question) -> Asked<'_> {
    Asked {
        text: &question.text,
        answers: question.answers.iter().map(ToString::to_string).collect(),
        hint: question.hint(),
    }
}

fn settled<'a>(inspected: &'a Inspected<'_>) -> SettledBy<'a> {
    let settled = &inspected.settled;
    let columns = kept_columns(inspected).into_iter();
    SettledBy {
        sheet: settled.sheet.as_deref(),
        header_row: settled.header_row,
        columns: columns
            .map(|(field, column)| (field.path(), column))
            .collect(),
        scale: settled.scale.as_deref(),
        fill_down: settled.fill_down.iter().map(|field| field.path()).collect(),
        arguments: arguments(inspected),
    }
}

fn left(left: &LeftBehind) -> Left<'_> {
    Left {
        kind: left.kind.name(),
        sheet: left.sheet.as_deref(),
        count: left.count,
        cells: &left.cells,
    }
}
