//! The cells of an exported workbook, put down by the bare library: what an export would take if
//! nothing had to be made of a register first. The cells are prepared beforehand.

use risk_core::{ObservationStatus, Register, Risk, RiskView, Trackers, format_requirements};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, Format, FormatAlign, Formula, Url, Workbook,
    Worksheet,
};

/// What is in a cell.
enum Cell {
    Text(String),
    /// Runs, each with whether it is bold.
    Rich(Vec<(String, bool)>),
    Bold(String),
    Link {
        text: String,
        address: String,
    },
    Rating {
        formula: String,
        result: String,
    },
}

/// The sheets, cell by cell: column and content, row after row.
pub struct Sheets {
    risks: Vec<Vec<(u16, Cell)>>,
    components: Vec<Vec<(u16, Cell)>>,
}

const RISKS: [&str; 13] = [
    "Reference",
    "Component",
    "Risk",
    "Likelihood",
    "Impact",
    "Observation (bold = implemented)",
    "Mitigation",
    "Runbook action",
    "Notes",
    "Rating",
    "Status",
    "Owner",
    "Review by",
];
const COMPONENTS: [&str; 10] = [
    "Name",
    "Kind",
    "Owner",
    "Tier",
    "Description",
    "Restore",
    "RTO",
    "RPO",
    "Within",
    "Requires",
];

impl Sheets {
    pub fn of(register: &Register) -> Self {
        let risks = register.risks().zip(2..);
        let components = register.components().map(|component| {
            let requires = component.requires.as_deref().map(format_requirements);
            vec![
                (0, Cell::Text(component.name.clone())),
                (1, Cell::Text(component.kind.clone())),
                (9, Cell::Text(requires.unwrap_or_default())),
            ]
        });
        Self {
            risks: risks
                .map(|(risk, row)| cells(register, risk, row))
                .collect(),
            components: components.collect(),
        }
    }

    /// Writes both sheets.
    pub fn write(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        put(sheet, "Risks", &RISKS, &self.risks);
        help(sheet);
        let sheet = workbook.add_worksheet();
        put(sheet, "Components", &COMPONENTS, &self.components);
        workbook.save_to_buffer().expect("memory takes all writes")
    }
}

fn cells(register: &Register, view: RiskView<'_>, row: usize) -> Vec<(u16, Cell)> {
    let risk: &Risk = view.stated();
    let text = |text: &str| Cell::Text(text.to_owned());
    let rating = view.rating();
    let rating = rating.map_or("", |level| register.scale().rating().label(level));
    let mut cells = vec![
        (0, text(&risk.reference)),
        (1, text(&risk.component)),
        (2, text(&risk.description)),
        (3, text(risk.likelihood.as_deref().unwrap_or_default())),
        (4, text(risk.impact.as_deref().unwrap_or_default())),
        (5, observations(risk)),
        (
            6,
            Cell::Text(lines(risk.mitigations.iter().map(|m| m.text.as_str()))),
        ),
        (
            7,
            Cell::Text(lines(risk.runbook_actions.iter().map(|a| a.text.as_str()))),
        ),
        (8, notes(risk)),
        (
            9,
            Cell::Rating {
                formula: format!(
                    "=INDEX(rating_matrix,1+(D{row}<>\"\")*SUMPRODUCT(MAX((likelihood_words=\
                     D{row}&\"\")*likelihood_numbers)),1+(E{row}<>\"\")*SUMPRODUCT(MAX((\
                     impact_words=E{row}&\"\")*impact_numbers)))&\"\""
                ),
                result: rating.to_owned(),
            },
        ),
    ];
    if let Some(status) = &risk.status {
        cells.push((10, Cell::Text(status.to_string())));
    }
    cells
}

fn observations(risk: &Risk) -> Cell {
    let is_bold =
        |position: usize| risk.observations[position].status == ObservationStatus::Implemented;
    let text = |position: usize| risk.observations[position].text.clone();
    match risk.observations.len() {
        1 if is_bold(0) => Cell::Bold(text(0)),
        1 => Cell::Text(text(0)),
        count => {
            let line = |position: usize| {
                let end = if position + 1 < count { "\n" } else { "" };
                (format!("• {}{end}", text(position)), is_bold(position))
            };
            Cell::Rich((0..count).map(line).collect())
        }
    }
}

fn lines<'a>(entries: impl ExactSizeIterator<Item = &'a str>) -> String {
    let mark = if entries.len() > 1 { "• " } else { "" };
    let lines: Vec<String> = entries.map(|entry| format!("{mark}{entry}")).collect();
    lines.join("\n")
}

fn notes(risk: &Risk) -> Cell {
    let urls: Vec<&str> = risk.tracker_links.iter().map(|link| link.url()).collect();
    let label = if urls.len() == 1 { "Card" } else { "Cards" };
    let line = format!("{label}: {}", urls.join(" & "));
    let text = if risk.notes.is_empty() {
        line
    } else {
        format!("{}\n{line}", risk.notes)
    };
    match risk.tracker_links.as_slice() {
        [only] if risk.notes.is_empty() => Cell::Link {
            text,
            address: Trackers::default()
                .address(only)
                .expect("it is an address")
                .into_owned(),
        },
        _ => Cell::Text(text),
    }
}

fn put(sheet: &mut Worksheet, name: &str, header: &[&str], rows: &[Vec<(u16, Cell)>]) {
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = text.clone().set_bold();
    let runs = [Format::new(), Format::new().set_bold()];
    sheet.set_name(name).expect("the name is valid");
    for (column, title) in (0..).zip(header) {
        sheet.set_column_width(column, 20).expect("it is there");
        sheet.set_column_format(column, &text).expect("it is there");
        sheet.write_string(0, column, *title).expect("it fits");
    }
    sheet.set_freeze_panes(1, 1).expect("they are there");
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in cells {
            let column = *column;
            match cell {
                Cell::Text(text) if text.is_empty() => continue,
                Cell::Text(text) => sheet.write_string(row, column, text),
                Cell::Bold(text) => sheet.write_string_with_format(row, column, text, &bold),
                Cell::Rich(parts) => {
                    let parts = parts
                        .iter()
                        .map(|(text, is_bold)| (&runs[usize::from(*is_bold)], text.as_str()));
                    let parts: Vec<(&Format, &str)> = parts.collect();
                    sheet.write_rich_string(row, column, &parts)
                }
                Cell::Link {
                    text: shown,
                    address,
                } => sheet.write_url_with_options(
                    row,
                    column,
                    Url::new(address),
                    shown,
                    "",
                    Some(&text),
                ),
                Cell::Rating { formula, result } => {
                    let formula = Formula::new(formula).set_result(result);
                    sheet.write_formula(row, column, formula)
                }
            }
            .expect("it fits");
        }
    }
}

/// Drop-downs and colours.
fn help(sheet: &mut Worksheet) {
    let last = 1_048_575;
    for (column, range) in [(3, "=D1:D3"), (4, "=E1:E3"), (10, "=K1:K4"), (1, "=B1:B3")] {
        let list = DataValidation::new().allow_list_formula(range.into());
        sheet
            .add_data_validation(1, column, last, column, &list)
            .expect("it is there");
    }
    for column in [3, 4, 9] {
        for level in ["Low", "Medium", "High"] {
            let rule = format!("=D2=\"{level}\"");
            let colour = ConditionalFormatFormula::new()
                .set_rule(rule.as_str())
                .set_format(Format::new().set_background_color("C6E7C8"));
            sheet
                .add_conditional_format(1, column, last, column, &colour)
                .expect("it is there");
        }
    }
}
