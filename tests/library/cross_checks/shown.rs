//! What a person sees in the cells of a new workbook, and what another program says that it sees.

use risk_core::{Component, Observation, ObservationStatus, Register, Risk, format_requirements};
use serde_json::Value;

/// The lines of a cell, each with its runs, each with whether it is bold.
type Lines = Vec<Vec<(String, bool)>>;

/// What a program says of the sheets: `{"sheets": {"Risks": [[lines]]}}`.
pub struct Seen<'a> {
    pub program: &'a str,
    pub sheets: &'a Value,
    /// Whether it says which text is bold.
    pub has_bold: bool,
}

impl Seen<'_> {
    /// Asserts that the program sees the records of a register, in rows from the second on.
    pub fn assert_of(&self, register: &Register) {
        let keys: Vec<_> = register
            .risks()
            .flat_map(|risk| extra_keys(risk.stated()))
            .collect();
        let mut extras = Vec::new();
        for key in keys {
            if !extras.contains(&key) {
                extras.push(key);
            }
        }
        for (risk, row) in register.risks().zip(1..) {
            let rating = risk
                .rating()
                .map(|level| register.scale().rating().label(level));
            let mut cells = risk_cells(risk.stated(), rating.unwrap_or_default());
            if register.risks().any(|risk| !risk.finding.is_empty()) {
                cells.push(plain(&risk.finding));
            }
            let values = extras.iter().map(|key| risk.extra.get(key));
            cells.extend(values.map(|value| plain(&value.map_or(String::new(), shown))));
            self.assert_row("Risks", row, &cells);
        }
        for (component, row) in register.components().zip(1..) {
            let mut cells = component_cells(component.stated());
            let values = component
                .extra
                .iter()
                .map(|(_, value)| plain(&shown(value)));
            cells.extend(values);
            self.assert_row("Components", row, &cells);
        }
        for (cells, row) in rehearsal_rows(register).iter().zip(1..) {
            self.assert_row("Rehearsals", row, cells);
        }
    }

    fn assert_row(&self, sheet: &str, row: usize, cells: &[Lines]) {
        for (column, expected) in cells.iter().enumerate() {
            let cell = &self.sheets["sheets"][sheet][row][column];
            let seen = match cell {
                Value::Null => vec![Vec::new()],
                cell => serde_json::from_value::<Lines>(cell.clone()).expect("it is lines of runs"),
            };
            let place = format!(
                "{}: {sheet}, row {}, column {}",
                self.program,
                row + 1,
                column + 1
            );
            if self.has_bold {
                assert_eq!(seen, *expected, "{place}");
            } else {
                assert_eq!(texts(&seen), texts(expected), "{place}");
            }
        }
    }
}

fn texts(lines: &Lines) -> Vec<String> {
    let text = |line: &Vec<(String, bool)>| line.iter().map(|(text, _)| text.as_str()).collect();
    lines.iter().map(text).collect()
}

fn extra_keys(risk: &Risk) -> impl Iterator<Item = risk_core::Key> {
    risk.extra.iter().map(|(key, _)| key.clone())
}

/// A value beyond the model, in the forms that cells show dates in.
fn shown(value: &risk_core::ExtraValue) -> String {
    match value {
        risk_core::ExtraValue::Boolean(value) => value.to_string().to_uppercase(),
        risk_core::ExtraValue::DateTime(value) => value.to_string().replace('T', " "),
        value => value.to_string(),
    }
}

/// Lines of which none is bold.
fn plain(text: &str) -> Lines {
    lines(text, false)
}

fn lines(text: &str, is_bold: bool) -> Lines {
    let run = |line: &str| (!line.is_empty()).then(|| (line.to_owned(), is_bold));
    text.split('\n')
        .map(|line| run(line).into_iter().collect())
        .collect()
}

fn risk_cells(risk: &Risk, rating: &str) -> Vec<Lines> {
    let stated = |value: Option<String>| plain(&value.unwrap_or_default());
    vec![
        plain(&risk.reference),
        plain(&risk.component),
        plain(&risk.description),
        stated(risk.likelihood.clone()),
        stated(risk.impact.clone()),
        observations(&risk.observations),
        entries(risk.mitigations.iter().map(|entry| &entry.text)),
        entries(risk.runbook_actions.iter().map(|entry| &entry.text)),
        plain(&notes(risk)),
        plain(rating),
        stated(risk.status.as_ref().map(ToString::to_string)),
        plain(&risk.owner),
        stated(risk.review_by.as_ref().map(ToString::to_string)),
        plain(&risk.acceptance.by),
        stated(risk.acceptance.until.as_ref().map(ToString::to_string)),
        plain(&risk.acceptance.reason),
    ]
}

/// The mark before each of several entries.
fn mark(count: usize) -> &'static str {
    if count > 1 { "• " } else { "" }
}

fn observations(observations: &[Observation]) -> Lines {
    let mark = mark(observations.len());
    let shown = observations
        .iter()
        .flat_map(|observation| match observation.status {
            ObservationStatus::Implemented => lines(&format!("{mark}{}", observation.text), true),
            ObservationStatus::Suggested => plain(&format!("{mark}{}", observation.text)),
            ObservationStatus::Unknown => plain(&format!("{mark}(?) {}", observation.text)),
        });
    let shown: Lines = shown.collect();
    if shown.is_empty() { plain("") } else { shown }
}

fn entries<'a>(texts: impl ExactSizeIterator<Item = &'a String>) -> Lines {
    let mark = mark(texts.len());
    let entries: Vec<String> = texts
        .map(|text| format!("{mark}{}", text.replace('\n', "\n  ")))
        .collect();
    plain(&entries.join("\n"))
}

fn notes(risk: &Risk) -> String {
    let links: Vec<&str> = risk.tracker_links.iter().map(|link| link.url()).collect();
    let label = if links.len() == 1 { "Card" } else { "Cards" };
    let links = (!links.is_empty()).then(|| format!("{label}: {}", links.join(" & ")));
    let notes = Some(risk.notes.clone()).filter(|notes| !notes.is_empty());
    let parts: Vec<String> = notes.into_iter().chain(links).collect();
    parts.join("\n")
}

fn rehearsal_rows(register: &Register) -> Vec<Vec<Lines>> {
    let of_risks = register.risks().map(|risk| {
        let key = risk.key().to_string();
        ([key, String::new()], &risk.stated().rehearsals)
    });
    let of_components = register.components().map(|component| {
        let key = component.key().to_string();
        ([String::new(), key], &component.stated().rehearsals)
    });
    let mut rows = Vec::new();
    for (of, rehearsals) in of_risks.chain(of_components) {
        for one in rehearsals {
            let time =
                |time: &Option<_>| time.as_ref().map_or_else(String::new, ToString::to_string);
            let outcome = one.outcome.as_ref();
            let texts = [
                of[0].clone(),
                of[1].clone(),
                one.date.to_string(),
                one.kind.to_string(),
                outcome.map_or_else(String::new, ToString::to_string),
                time(&one.time_to_detect),
                time(&one.time_to_recover),
                one.notes.clone(),
                one.link.as_ref().map_or("", |link| link.url()).to_owned(),
            ];
            rows.push(texts.map(|text| plain(&text)).to_vec());
        }
    }
    rows
}

fn component_cells(component: &Component) -> Vec<Lines> {
    let stated = |value: &Option<_>| value.as_ref().map_or_else(String::new, ToString::to_string);
    let requires = component.requires.as_deref().map(format_requirements);
    let texts = [
        component.name.clone(),
        component.kind.clone(),
        component.owner.clone(),
        component.tier.clone(),
        component.description.clone(),
        stated(&component.restore),
        stated(&component.rto),
        stated(&component.rpo),
        component.within.clone(),
        requires.unwrap_or_default(),
    ];
    texts.map(|text| plain(&text)).to_vec()
}
