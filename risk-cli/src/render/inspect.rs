//! What was found in a workbook, for people.

mod columns;
mod preview;
mod questions;
mod resolved;
mod rows;

use std::path::Path;

use anstyle::{AnsiColor, Style};
use risk_core::workbook::{
    Certainty, Inspection, LeftBehind, ScaleFound, SheetContent, SheetFound,
};
use risk_core::{Answer, Finding, Levels, Question};

use self::columns::columns;
use self::preview::preview;
use self::questions::questions;
use self::resolved::{command, lines};
use self::rows::rows;
use super::findings::{finding, severity_style};
use super::left_behind::left_behind_line;
use super::page::{HEADING, Page};
use super::table::Table;
use super::text::{counted, one_line};

const CLEAR: Style = AnsiColor::Green.on_default().bold();
const ASKED: Style = AnsiColor::Red.on_default().bold();

/// What was found in a workbook, and where.
pub struct Inspected<'a> {
    /// The workbook, as it was specified.
    pub path: &'a Path,
    /// What an import would write into, as it was specified.
    pub target: String,
    /// What was found.
    pub inspection: Inspection,
}

/// Whether the workbook alone makes everything certain, so that nothing has to be kept.
fn is_certain(inspection: &Inspection) -> bool {
    let resolved = &inspection.resolved;
    let columns = inspection.table.iter().flat_map(|table| &table.columns);
    let columns = columns.map(|column| column.certainty);
    let mut all = columns.chain(inspection.scale.iter().map(|scale| scale.certainty));
    let is_rival = |sheet: &SheetFound| sheet.content == SheetContent::OtherRisks;
    let is_specified = resolved.header_row.is_some()
        || !resolved.fill_down.is_empty()
        || resolved.columns.values().any(String::is_empty);
    !is_specified
        && inspection.questions.is_empty()
        && !inspection.sheets.iter().any(is_rival)
        && all.all(|sure| sure == Certainty::Certain)
}

/// What was found, for people: what has to be decided first, and what to do next last.
pub fn inspection(inspected: &Inspected<'_>, width: Option<usize>) -> String {
    let mut page = Page::new(width);
    let inspection = &inspected.inspection;
    page.line(&verdict(inspected));
    questions(&mut page, inspection);
    sheets(&mut page, &inspection.sheets);
    if let Some(table) = &inspection.table {
        columns(&mut page, table);
    }
    if let Some(found) = &inspection.scale {
        scale(&mut page, found);
    }
    let reading = inspection.reading.as_ref();
    let all = reading.map(|reading| reading.findings.as_slice());
    let all = all.unwrap_or_default();
    let others = match &inspection.table {
        Some(table) => rows(&mut page, table, all),
        None => all.iter().collect(),
    };
    findings(&mut page, &others);
    left_behind(&mut page, &inspection.not_imported);
    if let Some(reading) = reading {
        preview(
            &mut page,
            &reading.register,
            inspection.questions.is_empty(),
        );
    }
    certain(&mut page, inspected);
    page.text
}

/// In one line, what was found and whether anything has to be decided.
fn verdict(inspected: &Inspected<'_>) -> String {
    let questions = &inspected.inspection.questions;
    let found = found(&inspected.inspection);
    let (style, asked) = match questions.len() {
        0 => (CLEAR, "nothing to ask".to_owned()),
        count => (ASKED, format!("{} to answer", counted(count, "question"))),
    };
    let path = one_line(&inspected.path.display().to_string());
    format!("{HEADING}{path}{HEADING:#}: {found}; {style}{asked}{style:#}")
}

/// How many risks there are, and where.
fn found(inspection: &Inspection) -> String {
    let register = inspection.reading.as_ref().map(|reading| &reading.register);
    let Some(table) = &inspection.table else {
        return match register {
            Some(register) if register.risks().len() > 0 => {
                let read = inspection.sheets.iter();
                let read = read.filter(|sheet| sheet.content == SheetContent::Risks);
                let sheets: Vec<String> = read.map(|sheet| one_line(&sheet.name)).collect();
                let risks = counted(register.risks().len(), "risk");
                format!("{risks} in the sheets {}", sheets.join(", "))
            }
            // A workbook may declare components alone.
            Some(register) => counted(register.components().len(), "component") + " and no risks",
            None => "it is not clear which sheet has the risks".to_owned(),
        };
    };
    let risks = match register.map(|register| register.risks().len()) {
        None => "a table of risks".to_owned(),
        Some(0) => "no risks".to_owned(),
        Some(risks) => counted(risks, "risk"),
    };
    let header = match table.header_rows {
        [first, last] if first == last => format!("row {last}"),
        [first, last] => format!("rows {first} to {last}"),
    };
    let sheet = one_line(&table.sheet);
    format!("{risks} in the sheet {sheet}, header in {header}")
}

/// More sheets, which is a screen of them, are not listed one by one.
const MOST_SHEETS: usize = 20;

fn sheets(page: &mut Page, sheets: &[SheetFound]) {
    if sheets.len() < 2 {
        return;
    }
    let is_chosen = sheets
        .iter()
        .any(|sheet| sheet.content == SheetContent::Risks);
    let has = |sheet: &SheetFound| match sheet.content {
        SheetContent::OtherRisks if is_chosen => "also risks",
        SheetContent::Risks | SheetContent::OtherRisks => "risks",
        SheetContent::Components => "components",
        SheetContent::Rehearsals => "rehearsals",
        SheetContent::Scale => "the scale",
        _ => NOTHING,
    };
    let is_shown =
        |sheet: &&SheetFound| sheets.len() <= MOST_SHEETS || sheet.content != SheetContent::Other;
    let shown: Vec<&SheetFound> = sheets.iter().filter(is_shown).collect();
    let mut table = Table::new(&["Sheet", "Has"]);
    for sheet in &shown {
        let hidden = if sheet.is_hidden { ", hidden" } else { "" };
        table.row([sheet.name.clone(), format!("{}{hidden}", has(sheet))]);
    }
    if shown.len() < sheets.len() {
        let others = format!("{} more", sheets.len() - shown.len());
        table.row([others, NOTHING.to_owned()]);
    }
    page.heading("Sheets");
    page.table(&table);
}

const NOTHING: &str = "nothing of a register";

fn scale(page: &mut Page, found: &ScaleFound) {
    let scale = &found.scale;
    page.block(
        "Scale",
        &format!("{} ({}: {})", scale.name(), found.certainty, found.because),
    );
    // The lowest level first.
    let levels = |levels: &Levels| one_line(&levels.labels().join(" < "));
    let (likelihood, impact) = (levels(scale.likelihood()), levels(scale.impact()));
    if likelihood == impact {
        page.paragraph("  likelihood, impact  ", &likelihood);
    } else {
        page.paragraph("  likelihood  ", &likelihood);
        page.paragraph("  impact      ", &impact);
    }
}

/// More findings, which is a screen of them, are not listed one by one.
const MOST_FINDINGS: usize = 20;

fn findings(page: &mut Page, findings: &[&Finding]) {
    if findings.is_empty() {
        return;
    }
    page.heading("Findings");
    for found in findings.iter().take(MOST_FINDINGS) {
        let style = severity_style(found.severity);
        page.text.push_str(&finding(found, style, Path::new("")));
    }
    if findings.len() > MOST_FINDINGS {
        let more = findings.len() - MOST_FINDINGS;
        page.line(&format!("and {more} more, which --format json has"));
    }
}

fn left_behind(page: &mut Page, left: &[LeftBehind]) {
    if left.is_empty() {
        return;
    }
    page.block(
        "Not imported",
        "the workbook keeps these, and an import does not carry them",
    );
    for left in left {
        page.line(&format!("  {}", left_behind_line(left)));
    }
}

/// What makes everything certain: to be kept, and to be run.
fn certain(page: &mut Page, inspected: &Inspected<'_>) {
    let inspection = &inspected.inspection;
    let is_option = |answer: &Answer| !matches!(answer, Answer::Words(_));
    let has_option = |question: &Question| question.answers.iter().any(is_option);
    let given = match inspection.questions.len() {
        0 => "",
        _ if inspection.all_questions().all(has_option) => "with the first answer to each question",
        _ => "once all questions are answered",
    };
    if !is_certain(inspection) {
        let gap = if given.is_empty() { "" } else { ", " };
        page.block("Resolved", &format!("in register.toml{gap}{given}"));
        for line in lines(&inspection.resolved) {
            page.line(&line);
        }
    }
    page.block("Import", given);
    page.line(&command(inspected));
}
