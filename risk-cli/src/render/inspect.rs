//! What was found in a workbook, for people.

mod columns;
mod preview;
mod questions;
mod rows;
mod settled;

use std::path::Path;

use anstyle::{AnsiColor, Style};
use risk_core::workbook::{
    Answer, Certainty, ColumnFound, Inspection, LeftBehind, Question, ScaleFound, Settled,
    SheetContent, SheetFound,
};
use risk_core::{Finding, Levels, RiskField};
use textwrap::WordSplitter::NoHyphenation;
use textwrap::core::display_width;

use self::columns::columns;
pub use self::columns::{column_letters, content};
pub use self::preview::FIRST;
use self::preview::preview;
use self::questions::questions;
use self::rows::rows;
pub use self::settled::{arguments, kept_columns};
use self::settled::{command, lines};
use super::findings::{finding, severity_style};
use super::left_behind::left_behind_line;
use super::table::Table;
use super::text::{counted, one_line};
use crate::cli::Format;

const HEADING: Style = Style::new().bold();
const CLEAR: Style = AnsiColor::Green.on_default().bold();
const ASKED: Style = AnsiColor::Red.on_default().bold();

/// What was found in a workbook, and what would make it certain.
pub struct Inspected<'a> {
    /// The workbook, as it was said.
    pub path: &'a Path,
    /// What an import would write into, as it is said.
    pub target: String,
    /// What was found.
    pub inspection: Inspection,
    /// What makes everything certain when each question gets its first answer.
    pub settled: Settled,
    /// The columns as they are by then.
    pub columns: Vec<ColumnFound>,
    /// The questions that come up only with the first answers to the others.
    pub later: Vec<Question>,
}

impl<'a> Inspected<'a> {
    pub fn new(path: &'a Path, target: Option<&Path>, inspection: Inspection) -> Self {
        let table = inspection.table.as_ref();
        Self {
            path,
            target: target.map_or_else(|| "FOLDER".to_owned(), |path| path.display().to_string()),
            settled: inspection.settled.clone(),
            columns: table.map(|table| table.columns.clone()).unwrap_or_default(),
            inspection,
            later: Vec::new(),
        }
    }

    /// Whether a question is asked.
    pub fn asks(&self, question: &Question) -> bool {
        self.questions().any(|asked| asked == question)
    }

    /// Takes in what was found once more is decided, and the questions that came up.
    pub fn follow(&mut self, next: Inspection, questions: &[Question]) {
        self.settled = next.settled;
        self.columns = next.table.map(|table| table.columns).unwrap_or_default();
        self.later.extend_from_slice(questions);
    }

    /// All questions.
    fn questions(&self) -> impl Iterator<Item = &Question> {
        self.inspection.questions.iter().chain(&self.later)
    }

    /// The scale, where it is known which columns have the levels.
    pub fn scale(&self) -> Option<&ScaleFound> {
        let of_axis = |answer: &Answer| {
            matches!(
                answer,
                Answer::Column(RiskField::Likelihood | RiskField::Impact, _)
            )
        };
        let mut answers = self
            .inspection
            .questions
            .iter()
            .flat_map(|asked| &asked.answers);
        let scale = self.inspection.scale.as_ref();
        scale.filter(|_| !answers.any(of_axis))
    }

    /// Whether the workbook alone makes everything certain, so that nothing has to be kept.
    fn is_certain(&self) -> bool {
        let Inspection {
            sheets,
            scale,
            questions,
            ..
        } = &self.inspection;
        let columns = self.columns.iter().map(|column| column.certainty);
        let mut all = columns.chain(scale.iter().map(|scale| scale.certainty));
        let is_rival = |sheet: &SheetFound| sheet.content == SheetContent::OtherRisks;
        let settled = &self.settled;
        let is_said = settled.header_row.is_some()
            || !settled.fill_down.is_empty()
            || settled.columns.values().any(String::is_empty);
        !is_said
            && questions.is_empty()
            && !sheets.iter().any(is_rival)
            && all.all(|sure| sure == Certainty::Certain)
    }
}

/// What was found, for people: what has to be decided first, and what to do next last.
pub fn inspection(inspected: &Inspected<'_>, width: Option<usize>) -> String {
    let mut page = Page {
        text: String::new(),
        width,
    };
    let Inspection {
        sheets,
        table,
        reading,
        left_behind: left,
        ..
    } = &inspected.inspection;
    page.line(&verdict(inspected));
    questions(&mut page, inspected);
    self::sheets(&mut page, sheets);
    if let Some(table) = table {
        columns(&mut page, table);
    }
    if let Some(scale) = inspected.scale() {
        self::scale(&mut page, scale);
    }
    let all = reading.as_ref().map(|reading| reading.findings.as_slice());
    let all = all.unwrap_or_default();
    let others = match table {
        Some(table) => rows(&mut page, table, all),
        None => all.iter().collect(),
    };
    findings(&mut page, &others);
    left_behind(&mut page, left);
    if let Some(reading) = reading {
        let is_whole = inspected.inspection.questions.is_empty();
        preview(&mut page, &reading.register, is_whole);
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
        (first, last) if first == last => format!("row {last}"),
        (first, last) => format!("rows {first} to {last}"),
    };
    let sheet = one_line(&table.sheet);
    format!("{risks} in the sheet {sheet}, header in {header}")
}

/// More sheets are not listed one by one.
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
    let sure = found.certainty.name();
    if found.certainty == Certainty::Unclear {
        page.block("Scale", &format!("{sure}: {}", found.because));
        return;
    }
    let scale = &found.scale;
    page.block(
        "Scale",
        &format!("{} ({sure}: {})", scale.name(), found.because),
    );
    let (likelihood, impact) = (levels(scale.likelihood()), levels(scale.impact()));
    if likelihood == impact {
        page.paragraph("  likelihood, impact  ", &likelihood);
    } else {
        page.paragraph("  likelihood  ", &likelihood);
        page.paragraph("  impact      ", &impact);
    }
}

/// The levels of an axis, the lowest first.
fn levels(levels: &Levels) -> String {
    let labels = levels.iter().map(|(_, level)| level.label.as_str());
    labels.collect::<Vec<_>>().join(" < ")
}

/// More findings are not told one by one.
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
        "Left behind",
        "the workbook keeps these, and an import does not carry them",
    );
    for left in left {
        page.line(&format!("  {}", left_behind_line(left)));
    }
}

/// What makes everything certain: to be kept, and to be run.
fn certain(page: &mut Page, inspected: &Inspected<'_>) {
    let is_said = |answer: &Answer| !matches!(answer, Answer::Words(_));
    let can_be_said = |question: &Question| question.answers.iter().any(is_said);
    let given = match inspected.inspection.questions.len() {
        0 => "",
        _ if inspected.questions().all(can_be_said) => "with the first answer to each question",
        _ => "once all questions are answered",
    };
    if !inspected.is_certain() {
        let given = if given.is_empty() {
            String::new()
        } else {
            format!(", {given}")
        };
        page.block("Settled", &format!("in register.toml{given}"));
        for line in lines(inspected) {
            page.line(&line);
        }
    }
    page.block("Import", given);
    page.line(&command(inspected));
}

/// The text so far.
struct Page {
    text: String,
    width: Option<usize>,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line(&format!("\n{HEADING}{heading}{HEADING:#}"));
    }

    /// A heading with text beside it.
    fn block(&mut self, heading: &str, text: &str) {
        let indent = " ".repeat(display_width(heading) + 2);
        let wrapped = self.wrapped(&indent, text);
        let rest = wrapped.get(indent.len()..).unwrap_or_default();
        let gap = if rest.is_empty() { "" } else { "  " };
        self.line(&format!("\n{HEADING}{heading}{HEADING:#}{gap}{rest}"));
    }

    fn table(&mut self, table: &Table) {
        self.text.push_str(&table.render(Format::Table, self.width));
    }

    /// Text behind a mark, in as many lines as the terminal needs.
    fn paragraph(&mut self, mark: &str, text: &str) {
        let wrapped = self.wrapped(mark, text);
        self.line(&wrapped);
    }

    fn wrapped(&self, mark: &str, text: &str) -> String {
        let text = one_line(text);
        let Some(width) = self.width else {
            return format!("{mark}{text}");
        };
        let indent = " ".repeat(display_width(mark));
        let options = textwrap::Options::new(width.max(40))
            .initial_indent(mark)
            .subsequent_indent(&indent)
            .break_words(false)
            .word_splitter(NoHyphenation);
        textwrap::fill(&text, options)
    }
}
