//! What the cells of a workbook can hold, and read back as the same.
//!
//! A cell has text where the model has lists, so an entry with a blank line in it, for example,
//! would come back as two. The rules are those of reading: each says what would not come back.

use std::fmt::Display;
use std::str::FromStr;

use super::text::fold;
use super::{
    Acceptance, Component, ExtraValue, Field, ObservationStatus, Rehearsal, Risk, Stated,
    TrackerLink, Trackers, format_requirements, parse_requirements, tracker_line,
};

/// What plain text begins with that is an observation of which nobody knows whether it is in
/// place.
pub(crate) const UNKNOWN_MARK: &str = "(?) ";

/// The most UTF-16 units that a cell holds.
pub(crate) const LONGEST_TEXT: usize = 32_767;

/// A field that a cell cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub field: Field,
    /// The position, from 0, in a field that is a list.
    pub entry: Option<usize>,
    pub reason: String,
}

/// What of a risk no cells can hold.
pub(crate) fn misfits_of_risk(risk: &Risk, trackers: &Trackers) -> Vec<Misfit> {
    let mut misfits = Misfits::default();
    misfits.name(Field::Reference, &risk.reference);
    misfits.name(Field::Component, &risk.component);
    misfits.length(Field::Description, None, &risk.description);
    misfits.level(Field::Likelihood, risk.likelihood.as_deref());
    misfits.level(Field::Impact, risk.impact.as_deref());
    for (entry, observation) in risk.observations.iter().enumerate() {
        misfits.observation(entry, &observation.text, observation.status);
    }
    for (entry, mitigation) in risk.mitigations.iter().enumerate() {
        misfits.entry(Field::Mitigations, entry, &mitigation.text);
    }
    for (entry, action) in risk.runbook_actions.iter().enumerate() {
        misfits.entry(Field::RunbookActions, entry, &action.text);
    }
    misfits.notes(&risk.notes, trackers);
    for (entry, link) in risk.tracker_links.iter().enumerate() {
        misfits.link(entry, link, trackers);
    }
    misfits.stated(Field::Status, risk.status.as_ref());
    misfits.name(Field::Owner, &risk.owner);
    misfits.stated(Field::ReviewBy, risk.review_by.as_ref());
    misfits.name(Field::AcceptedBy, &risk.acceptance.by);
    misfits.stated(Field::AcceptedUntil, risk.acceptance.until.as_ref());
    misfits.length(Field::AcceptanceReason, None, &risk.acceptance.reason);
    misfits.rehearsals(&risk.rehearsals);
    if is_blank(risk) {
        let reason = "nothing is stated that would tell its row from an empty one";
        misfits.add(Field::Reference, None, reason);
    } else if is_total(risk) {
        let reason = "it would be read as a row of totals";
        misfits.add(Field::Reference, None, reason);
    } else if is_header(risk) {
        let reason = "it would be read as the header of the table again";
        misfits.add(Field::Reference, None, reason);
    }
    misfits.list
}

/// Whether a risk states nothing but a reference or a component that reads as a heading: headings
/// stand among the risks of many sheets.
#[cfg(feature = "workbook")]
pub(crate) fn is_heading(risk: &Risk) -> bool {
    // A reference that is kept for a risk to come has a number.
    let reference = risk.reference.trim();
    let is_reference = reference.bytes().any(|byte| byte.is_ascii_digit())
        && !reference.contains(char::is_whitespace);
    let is_alone = risk.reference.trim().is_empty() != risk.component.trim().is_empty();
    is_alone
        && !is_reference
        && risk.description.trim().is_empty()
        && risk.extra.is_empty()
        && states_no_more(risk)
        && (&risk.likelihood, &risk.impact) == (&None, &None)
}

/// Whether a risk states nothing but a word for a total, and numbers.
pub(crate) fn is_total(risk: &Risk) -> bool {
    let texts = [&risk.reference, &risk.component, &risk.description];
    let mut texts = texts
        .into_iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty());
    let (Some(text), None) = (texts.next(), texts.next()) else {
        return false;
    };
    let is_number =
        |value: &ExtraValue| matches!(value, ExtraValue::Integer(_) | ExtraValue::Float(_));
    let mut levels = [&risk.likelihood, &risk.impact].into_iter().flatten();
    says_total(text)
        && states_no_more(risk)
        && levels.all(|level| level.parse::<f64>().is_ok())
        && risk.extra.iter().all(|(_, value)| is_number(value))
}

/// Whether a risk says what the header of a table of risks says.
fn is_header(risk: &Risk) -> bool {
    let level = |level: &Option<String>| level.as_deref().map(fold);
    fold(&risk.reference) == "reference"
        && fold(&risk.component) == "component"
        && fold(&risk.description) == "risk"
        && level(&risk.likelihood).as_deref() == Some("likelihood")
        && level(&risk.impact).as_deref() == Some("impact")
}

/// Whether a risk states nothing beside what says which it is, its levels, and what the model does
/// not know.
fn states_no_more(risk: &Risk) -> bool {
    let texts = [&risk.notes, &risk.owner];
    risk.observations.is_empty()
        && risk.mitigations.is_empty()
        && risk.runbook_actions.is_empty()
        && risk.tracker_links.is_empty()
        && risk.status.is_none()
        && risk.review_by.is_none()
        && risk.acceptance == Acceptance::default()
        && texts.into_iter().all(|text| text.trim().is_empty())
}

/// Words that a row of sums begins with.
const TOTALS: [&str; 28] = [
    "total",
    "totals",
    "subtotal",
    "sub total",
    "grand total",
    "overall",
    "sum",
    "average",
    "mean",
    "count",
    "summe",
    "gesamt",
    "gesamtsumme",
    "durchschnitt",
    "somme",
    "moyenne",
    "suma",
    "promedio",
    "soma",
    "totale",
    "somma",
    "totaal",
    "итого",
    "всего",
    "сумма",
    "разом",
    "всього",
    "сума",
];

/// Whether a text is a word for a total.
pub(crate) fn says_total(text: &str) -> bool {
    let word = fold(text.trim_end_matches([':', '.']));
    TOTALS.contains(&word.as_str())
}

/// What of a component no cells can hold.
pub(crate) fn misfits_of_component(component: &Component) -> Vec<Misfit> {
    let mut misfits = Misfits::default();
    misfits.name(Field::Name, &component.name);
    misfits.name(Field::Kind, &component.kind);
    misfits.name(Field::Owner, &component.owner);
    misfits.name(Field::Tier, &component.tier);
    misfits.length(Field::Description, None, &component.description);
    misfits.stated(Field::Restore, component.restore.as_ref());
    misfits.stated(Field::Rto, component.rto.as_ref());
    misfits.stated(Field::Rpo, component.rpo.as_ref());
    misfits.name(Field::Within, &component.within);
    if let Some(requirements) = &component.requires {
        let text = format_requirements(requirements);
        if parse_requirements(&text).as_ref() != Ok(requirements) {
            let reason = "the words for it would be read as something else";
            misfits.add(Field::Requires, None, reason);
        }
    }
    misfits.rehearsals(&component.rehearsals);
    if is_blank_component(component) {
        let reason = "nothing is stated that would tell its row from an empty one";
        misfits.add(Field::Name, None, reason);
    }
    misfits.list
}

/// Whether every cell of the risk's row would be blank, those beyond the model aside.
fn is_blank(risk: &Risk) -> bool {
    let blank = |text: &str| text.trim().is_empty();
    let has_entries = !risk.observations.is_empty()
        || !risk.mitigations.is_empty()
        || !risk.runbook_actions.is_empty()
        || !risk.tracker_links.is_empty();
    let has_values = risk.likelihood.is_some()
        || risk.impact.is_some()
        || risk.status.is_some()
        || risk.review_by.is_some()
        || risk.acceptance.until.is_some();
    let texts = [
        &risk.reference,
        &risk.component,
        &risk.description,
        &risk.notes,
        &risk.owner,
        &risk.acceptance.by,
        &risk.acceptance.reason,
    ];
    !has_entries && !has_values && texts.into_iter().all(|text| blank(text))
}

/// Whether every cell of the component's row would be blank, those beyond the model aside.
fn is_blank_component(component: &Component) -> bool {
    let has_values = component.restore.is_some()
        || component.rto.is_some()
        || component.rpo.is_some()
        || component.requires.is_some();
    let texts = [
        &component.name,
        &component.kind,
        &component.owner,
        &component.tier,
        &component.description,
        &component.within,
    ];
    !has_values && texts.into_iter().all(|text| text.trim().is_empty())
}

#[derive(Default)]
struct Misfits {
    list: Vec<Misfit>,
}

impl Misfits {
    fn add(&mut self, field: Field, entry: Option<usize>, reason: impl Into<String>) {
        self.list.push(Misfit {
            field,
            entry,
            reason: reason.into(),
        });
    }

    fn length(&mut self, field: Field, entry: Option<usize>, text: &str) {
        if is_too_long(text) {
            self.add(field, entry, too_long());
        }
    }

    /// Text whose outer white space is layout in a cell.
    fn name(&mut self, field: Field, text: &str) {
        if text.trim() != text {
            self.add(field, None, OUTER_SPACE);
        }
        self.length(field, None, text);
    }

    fn level(&mut self, field: Field, text: Option<&str>) {
        if let Some(text) = text {
            self.name(field, text);
            if text.is_empty() {
                self.add(field, None, EMPTY);
            }
        }
    }

    fn stated<T>(&mut self, field: Field, value: Option<&Stated<T>>)
    where
        T: FromStr + PartialEq + Display,
    {
        let Some(value) = value else {
            return;
        };
        if let Stated::Unrecognised(text) = value {
            self.level(field, Some(text));
        }
        if Stated::parse(&value.to_string()) != *value {
            let reason = "its text would be read as something else than is stated";
            self.add(field, None, reason);
        }
    }

    fn entry(&mut self, field: Field, entry: usize, text: &str) {
        if text.trim() != text {
            self.add(field, Some(entry), OUTER_SPACE);
        }
        let mut further = text.split('\n').skip(1);
        if further.clone().any(|line| line.trim().is_empty()) {
            let reason = "it has a blank line, and in a cell each line is an entry";
            self.add(field, Some(entry), reason);
        } else if further.any(|line| line.starts_with(char::is_whitespace)) {
            let reason = "a line of it is indented, and in a cell the indent says that a line \
                          continues the entry above";
            self.add(field, Some(entry), reason);
        }
        self.length(field, Some(entry), text);
    }

    fn observation(&mut self, entry: usize, text: &str, status: ObservationStatus) {
        let field = Field::Observations;
        if text.trim() != text {
            self.add(field, Some(entry), OUTER_SPACE);
        }
        if text.contains('\n') {
            let reason = "it has several lines, and in a cell each line is an observation";
            self.add(field, Some(entry), reason);
        }
        if status == ObservationStatus::Suggested && text.starts_with(UNKNOWN_MARK) {
            let reason = "it begins with `(?)`, which in a cell says that its status is unknown";
            self.add(field, Some(entry), reason);
        }
        self.length(field, Some(entry), text);
    }

    fn rehearsals(&mut self, rehearsals: &[Rehearsal]) {
        if !rehearsals.is_empty() {
            self.add(Field::Rehearsals, None, "it has no place for them");
        }
    }

    fn notes(&mut self, notes: &str, trackers: &Trackers) {
        let mut lines = notes.split('\n');
        if let Some(line) = lines.find(|line| tracker_line(line, trackers).is_some()) {
            let line = line.trim();
            let reason = format!("the line `{line}` would be read as tracker links");
            self.add(Field::Notes, None, reason);
        }
        self.length(Field::Notes, None, notes);
    }

    fn link(&mut self, entry: usize, link: &TrackerLink, trackers: &Trackers) {
        let field = Field::TrackerLinks;
        if link.url().contains(char::is_whitespace) {
            let reason = "it has white space, which separates links in a cell";
            self.add(field, Some(entry), reason);
        } else if !trackers.is_link(link.url()) {
            let reason = "it is neither an address nor a key of a known tracker, so in a cell it \
                          would be read as notes";
            self.add(field, Some(entry), reason);
        }
        self.length(field, Some(entry), link.url());
    }
}

const OUTER_SPACE: &str = "it begins or ends with white space, which in a cell is layout";
const EMPTY: &str = "it is stated as an empty text, which in a cell is nothing";

/// Whether a text is longer than a cell holds.
pub(crate) fn is_too_long(text: &str) -> bool {
    // Counting is slow, and no text has more units than bytes.
    text.len() > LONGEST_TEXT && text.encode_utf16().count() > LONGEST_TEXT
}

/// Why a text is too long.
pub(crate) fn too_long() -> String {
    format!("it is longer than the {LONGEST_TEXT} characters that a cell holds")
}
