//! Writing a register as people do, with the layouts that they use.

use risk_core::{
    Component, ExtraValue, Observation, ObservationStatus, Register, Risk, format_requirements,
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::registers::EXTRA;

const RISKS: [&str; 16] = [
    "Reference",
    "Component",
    "Risk",
    "Likelihood",
    "Impact",
    "Observation (bold = implemented)",
    "Mitigation",
    "Runbook action",
    "Notes",
    "Status",
    "Owner",
    "Review by",
    "Accepted by",
    "Accepted until",
    "Acceptance reason",
    "Finding",
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

/// How the entries of a cell are marked.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    /// Each on its line, but observations of different status next to each other.
    Plain,
    Bullets,
    /// The mark is as bold as the entry.
    Stars,
    Numbers,
}

pub const LAYOUTS: [Layout; 4] = [
    Layout::Plain,
    Layout::Bullets,
    Layout::Stars,
    Layout::Numbers,
];

impl Layout {
    fn mark(self, entry: usize) -> String {
        match self {
            Self::Plain => String::new(),
            Self::Bullets => "- ".to_owned(),
            Self::Stars => "*  ".to_owned(),
            Self::Numbers => format!("{}. ", entry + 1),
        }
    }

    /// The layout for some texts: marked where one would be read as marked.
    fn of<'a>(self, mut texts: impl Iterator<Item = &'a str>) -> Self {
        match self {
            Self::Plain if texts.any(looks_marked) => Self::Bullets,
            layout => layout,
        }
    }
}

fn looks_marked(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match text.len() - rest.len() {
        0 => text.strip_prefix(['-', '*', '•']),
        1..=3 => rest.strip_prefix(['.', ')']),
        _ => None,
    };
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// The bytes of a workbook that has a register.
pub fn write(register: &Register, layout: Layout) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(register.title()));
    let sheet = workbook.add_worksheet().set_name("Risks").expect("a name");
    headers(sheet, &[&RISKS[..], &EXTRA[..]].concat());
    for (risk, row) in register.risks().zip(1..) {
        write_risk(sheet, row, &risk, layout);
    }
    let sheet = workbook
        .add_worksheet()
        .set_name("Components")
        .expect("a name");
    headers(sheet, &COMPONENTS);
    for (component, row) in register.components().zip(1..) {
        write_component(sheet, row, &component);
    }
    workbook.save_to_buffer().expect("memory takes all writes")
}

fn headers(sheet: &mut Worksheet, headers: &[&str]) {
    for (header, column) in headers.iter().zip(0..) {
        text(sheet, 0, column, header);
    }
}

fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    if !text.is_empty() {
        sheet.write_string(row, column, text).expect("it fits");
    }
}

fn stated(sheet: &mut Worksheet, row: u32, column: u16, value: Option<&impl ToString>) {
    let value = value.map(ToString::to_string).unwrap_or_default();
    text(sheet, row, column, &value);
}

fn write_risk(sheet: &mut Worksheet, row: u32, risk: &Risk, layout: Layout) {
    text(sheet, row, 0, &risk.reference);
    text(sheet, row, 1, &risk.component);
    text(sheet, row, 2, &risk.description);
    stated(sheet, row, 3, risk.likelihood.as_ref());
    stated(sheet, row, 4, risk.impact.as_ref());
    write_runs(sheet, row, 5, &runs(&risk.observations, layout));
    let mitigations = risk.mitigations.iter().map(|m| m.text.as_str());
    text(
        sheet,
        row,
        6,
        &entries(&mitigations.collect::<Vec<_>>(), layout),
    );
    let actions = risk.runbook_actions.iter().map(|a| a.text.as_str());
    text(
        sheet,
        row,
        7,
        &entries(&actions.collect::<Vec<_>>(), layout),
    );
    text(sheet, row, 8, &notes(risk));
    stated(sheet, row, 9, risk.status.as_ref());
    text(sheet, row, 10, &risk.owner);
    stated(sheet, row, 11, risk.review_by.as_ref());
    text(sheet, row, 12, &risk.acceptance.by);
    stated(sheet, row, 13, risk.acceptance.until.as_ref());
    text(sheet, row, 14, &risk.acceptance.reason);
    text(sheet, row, 15, &risk.finding);
    for (key, value) in risk.extra.iter() {
        let same = EXTRA
            .iter()
            .zip(16..)
            .filter(|(header, _)| **header == key.name());
        let nth = key.occurrence() as usize - 1;
        let column = same.map(|(_, column)| column).nth(nth).expect("a column");
        write_extra(sheet, row, column, value);
    }
}

fn write_extra(sheet: &mut Worksheet, row: u32, column: u16, value: &ExtraValue) {
    match value {
        ExtraValue::Text(value) => text(sheet, row, column, value),
        #[expect(clippy::cast_precision_loss, reason = "a cell has floats")]
        ExtraValue::Integer(number) => _ = sheet.write_number(row, column, *number as f64),
        ExtraValue::Float(number) => _ = sheet.write_number(row, column, *number),
        ExtraValue::Boolean(value) => _ = sheet.write_boolean(row, column, *value),
        ExtraValue::DateTime(value) => {
            let value = ExcelDateTime::parse_from_str(&value.to_string()).expect("a date");
            let format = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
            let written = sheet.write_datetime_with_format(row, column, &value, &format);
            written.expect("it fits");
        }
        other => panic!("{other:?} has no place in these tests"),
    }
}

fn write_component(sheet: &mut Worksheet, row: u32, component: &Component) {
    text(sheet, row, 0, &component.name);
    text(sheet, row, 1, &component.kind);
    text(sheet, row, 2, &component.owner);
    text(sheet, row, 3, &component.tier);
    text(sheet, row, 4, &component.description);
    stated(sheet, row, 5, component.restore.as_ref());
    stated(sheet, row, 6, component.rto.as_ref());
    stated(sheet, row, 7, component.rpo.as_ref());
    text(sheet, row, 8, &component.within);
    let requires = component.requires.as_deref().map(format_requirements);
    stated(sheet, row, 9, requires.as_ref());
}

/// Entries, one to a line; the lines that continue one are indented further.
fn entries(entries: &[&str], layout: Layout) -> String {
    let layout = layout.of(entries.iter().copied());
    let lines: Vec<String> = entries
        .iter()
        .enumerate()
        .map(|(number, entry)| format!("{}{}", layout.mark(number), entry.replace('\n', "\n   ")))
        .collect();
    lines.join("\n")
}

fn notes(risk: &Risk) -> String {
    let links: Vec<&str> = risk.tracker_links.iter().map(|link| link.url()).collect();
    match (risk.notes.as_str(), links.as_slice()) {
        (notes, []) => notes.to_owned(),
        ("", [link]) => format!("Card: {link}"),
        ("", links) => format!("Cards: {}", links.join(" & ")),
        (notes, links) => format!("{notes}\ntickets: {}", links.join(" ; ")),
    }
}

/// The runs of text of some observations, each with whether it is bold.
fn runs(observations: &[Observation], layout: Layout) -> Vec<(String, bool)> {
    let layout = layout.of(observations.iter().map(|o| o.text.as_str()));
    let mut runs: Vec<(String, bool)> = Vec::new();
    for (number, observation) in observations.iter().enumerate() {
        let is_bold = observation.status == ObservationStatus::Implemented;
        if number > 0 {
            let before = &observations[number - 1];
            let stays = matches!(layout, Layout::Plain) && may_share_a_line(before, observation);
            runs.push((if stays { " " } else { "\n" }.to_owned(), false));
        }
        let mark_is_bold = is_bold && matches!(layout, Layout::Stars);
        runs.push((layout.mark(number), mark_is_bold));
        if observation.status == ObservationStatus::Unknown {
            runs.push(("(?) ".to_owned(), false));
        }
        runs.push((observation.text.clone(), is_bold));
    }
    runs.retain(|(text, _)| !text.is_empty());
    runs
}

fn may_share_a_line(before: &Observation, after: &Observation) -> bool {
    let is_bold = |o: &Observation| o.status == ObservationStatus::Implemented;
    let says_something = |o: &Observation| o.text.contains(char::is_alphanumeric);
    is_bold(before) != is_bold(after) && says_something(before) && says_something(after)
}

fn write_runs(sheet: &mut Worksheet, row: u32, column: u16, runs: &[(String, bool)]) {
    let (bold, plain) = (Format::new().set_bold(), Format::new());
    let formats = |is_bold: bool| if is_bold { &bold } else { &plain };
    let written = match runs {
        [] => return,
        [(text, is_bold)] => sheet.write_string_with_format(row, column, text, formats(*is_bold)),
        runs => {
            let escaped: Vec<String> = runs.iter().map(|(text, _)| escaped(text)).collect();
            let runs = runs.iter().zip(&escaped);
            let segments: Vec<(&Format, &str)> = runs
                .map(|((_, is_bold), text)| (formats(*is_bold), text.as_str()))
                .collect();
            sheet.write_rich_string(row, column, &segments)
        }
    };
    written.expect("it fits");
}

/// A text in which nothing reads as the escape of a character, which rich text is not escaped for.
fn escaped(text: &str) -> String {
    text.replace("_x", "_x005F_x")
}
