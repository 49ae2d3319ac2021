//! What the cells of a workbook can hold, and read back as the same.
//!
//! A cell has text where the model has lists, so an entry with a blank line in it, for example,
//! would come back as two. The rules are those of reading: each states what would not come back.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::HashSet;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::LazyLock;

use super::{
    Component, Extra, ExtraValue, Kind, Observation, ObservationStatus, Record, RecordField,
    Rehearsal, Risk, Stated, Text, TrackerLink, Trackers, format_requirements, is_of_review,
    parse_requirements, tracker_line, word_lists,
};
use crate::record::RiskField;
use crate::record::text::fold;

/// What plain text begins with that is an observation of which nobody knows whether it is in
/// place.
pub(crate) const UNKNOWN_MARK: &str = "(?) ";

/// The most UTF-16 units that a cell holds, by Microsoft's *Excel specifications and limits*.
pub(crate) const LONGEST_TEXT: usize = 32_767;

/// A field that a cell cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation<F> {
    pub field: F,
    /// The position, from 0, in a field that is a list.
    pub entry: Option<usize>,
    pub reason: String,
}

/// What of a record no cells can hold.
pub(crate) fn violations<T: Record>(record: &T, trackers: &Trackers) -> Vec<Violation<T::Field>> {
    let mut violations = Violations { list: Vec::new() };
    for field in T::Field::ALL.iter().copied() {
        match field.kind() {
            Kind::Text(Text::Prose, at) => violations.length(field, None, at.get(record)),
            Kind::Notes(at, _) => violations.notes(field, at.get(record), trackers),
            Kind::Text(Text::Name | Text::Line | Text::Component | Text::Container, at) => {
                violations.name(field, at.get(record));
            }
            Kind::Text(Text::Finding, at) => violations.finding(field, at.get(record)),
            Kind::Level(_, at) => violations.level(field, at.get(record).as_deref()),
            Kind::Status(at) => violations.stated(field, at.get(record).as_ref()),
            Kind::Date(at) => violations.stated(field, at.get(record).as_ref()),
            Kind::Duration(at) => violations.stated(field, at.get(record).as_ref()),
            Kind::Observations(at) => violations.observations(field, at.get(record)),
            Kind::Mitigations(at) => {
                violations.entries(field, at.get(record).iter().map(|entry| &entry.text));
            }
            Kind::RunbookActions(at) => {
                violations.entries(field, at.get(record).iter().map(|entry| &entry.text));
            }
            Kind::TrackerLinks(at) => violations.links(field, at.get(record), trackers),
            Kind::Rehearsals(at) => {
                for (entry, rehearsal) in at.get(record).iter().enumerate() {
                    violations.rehearsal(field, entry, (record.name(), rehearsal));
                }
            }
            Kind::Requires(at) => {
                let requires = at.get(record).as_ref();
                let text = requires.map(|list| format_requirements(list));
                if text.is_some_and(|text| parse_requirements(&text).as_ref().ok() != requires) {
                    let reason = "the words for it would be read as something else";
                    violations.add(field, None, reason);
                }
            }
            // A workbook has no place for origins, and for the rest columns that are checked when they are made.
            Kind::Origins(_) | Kind::Extra => {}
        }
    }
    if let Some(reason) = record.row_violation() {
        violations.add(T::Field::NAME, None, reason);
    }
    violations.list
}

/// Why the row of a risk would not be read as one.
pub(super) fn row_violation_of_risk(risk: &Risk) -> Option<&'static str> {
    if is_blank(risk) {
        Some(BLANK_ROW)
    } else if is_total(risk) {
        Some("it would be read as a row of totals")
    } else if is_header(risk) {
        Some("it would be read as the header of the table again")
    } else {
        None
    }
}

/// Why the row of a component would not be read as one.
pub(super) fn row_violation_of_component(component: &Component) -> Option<&'static str> {
    if is_blank(component) {
        Some(BLANK_ROW)
    } else if is_total_of_components(component) {
        Some("it would be read as a row of totals")
    } else {
        None
    }
}

const BLANK_ROW: &str = "nothing is stated that would distinguish its row from an empty one";

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

/// Whether a risk states nothing but some of its fields.
#[cfg(feature = "workbook")]
pub(crate) fn has_only(risk: &Risk, fields: &[RiskField]) -> bool {
    let mut others = RiskField::ALL
        .iter()
        .filter(|field| !fields.contains(field));
    risk.extra.is_empty() && others.all(|field| !has_cell(*field, risk))
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

/// Whether a component states nothing but a word for a total, and numbers.
pub(crate) fn is_total_of_components(component: &Component) -> bool {
    if !says_total(&component.name) {
        return false;
    }
    let is_number = |text: &str| text.trim().is_empty() || text.trim().parse::<f64>().is_ok();
    let mut extra = component.extra.iter();
    let mut beyond = component.clone();
    let texts = [&mut beyond.kind, &mut beyond.owner, &mut beyond.tier].map(std::mem::take);
    beyond.extra = Extra::default();
    texts.iter().all(|text| is_number(text))
        && extra.all(|(_, value)| is_number(&value.to_string()))
        && beyond == Component::new(&component.name)
}

/// Whether a risk states what the header of a table of risks states.
fn is_header(risk: &Risk) -> bool {
    let level = |level: &Option<String>| level.as_deref().map(fold);
    fold(&risk.reference) == "reference"
        && fold(&risk.component) == "component"
        && fold(&risk.description) == "risk"
        && level(&risk.likelihood).as_deref() == Some("likelihood")
        && level(&risk.impact).as_deref() == Some("impact")
}

/// Whether a risk states nothing beside its identity, its levels, and what the model does
/// not know.
fn states_no_more(risk: &Risk) -> bool {
    let said = [
        RiskField::Reference,
        RiskField::Component,
        RiskField::Description,
        RiskField::Likelihood,
        RiskField::Impact,
    ];
    let mut others = RiskField::ALL.iter().filter(|field| !said.contains(field));
    others.all(|field| !has_cell(*field, risk))
}

/// Words that a row of sums begins with.
static TOTALS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let languages = word_lists(include_str!("totals.txt"));
    languages.flat_map(|(_, words)| words).collect()
});

/// Whether a text is a word for a total.
pub(crate) fn says_total(text: &str) -> bool {
    let word = fold(text.trim_end_matches([':', '.']));
    TOTALS.contains(word.as_str())
}

/// Whether every cell of the record's row would be blank, those beyond the model aside.
fn is_blank<T: Record>(record: &T) -> bool {
    T::Field::ALL.iter().all(|field| !has_cell(*field, record))
}

/// Whether a cell of the model would show that a field is stated.
fn has_cell<T: Record>(field: T::Field, record: &T) -> bool {
    match field.kind() {
        Kind::Text(_, at) | Kind::Notes(at, _) => !at.get(record).trim().is_empty(),
        Kind::Level(_, at) => at.get(record).is_some(),
        Kind::Status(at) => at.get(record).is_some(),
        Kind::Date(at) => at.get(record).is_some(),
        Kind::Duration(at) => at.get(record).is_some(),
        Kind::Observations(at) => !at.get(record).is_empty(),
        Kind::Mitigations(at) => !at.get(record).is_empty(),
        Kind::RunbookActions(at) => !at.get(record).is_empty(),
        Kind::TrackerLinks(at) => !at.get(record).is_empty(),
        Kind::Requires(at) => at.get(record).is_some(),
        Kind::Rehearsals(_) | Kind::Origins(_) | Kind::Extra => false,
    }
}

struct Violations<F> {
    list: Vec<Violation<F>>,
}

impl<F: Copy> Violations<F> {
    fn add(&mut self, field: F, entry: Option<usize>, reason: impl Into<String>) {
        self.list.push(Violation {
            field,
            entry,
            reason: reason.into(),
        });
    }

    fn length(&mut self, field: F, entry: Option<usize>, text: &str) {
        if is_too_long(text) {
            self.add(field, entry, too_long());
        }
    }

    /// Text whose outer white space is layout in a cell.
    fn name(&mut self, field: F, text: &str) {
        if text.trim() != text {
            self.add(field, None, OUTER_SPACE);
        }
        self.length(field, None, text);
    }

    fn finding(&mut self, field: F, text: &str) {
        self.name(field, text);
        if !text.trim().is_empty() && !is_of_review(text) {
            let reason = "it is not of the form `questionnaire/question@subject`, by which its column is known \
                          among all that are headed so";
            self.add(field, None, reason);
        }
    }

    fn level(&mut self, field: F, text: Option<&str>) {
        if let Some(text) = text {
            self.name(field, text);
            if text.is_empty() {
                self.add(field, None, EMPTY);
            }
        }
    }

    fn stated<T>(&mut self, field: F, value: Option<&Stated<T>>)
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

    /// A row of its own, which names its record and has a cell for each part.
    fn rehearsal(&mut self, field: F, entry: usize, (of, rehearsal): (&str, &Rehearsal)) {
        let before = self.list.len();
        if of.trim().is_empty() {
            let reason =
                "the sheet of rehearsals names the risk or the component, which has no name";
            self.add(field, None, reason);
        }
        // A row has a date and a kind; what is blank there is stated as blank.
        if !rehearsal.date.to_string().is_empty() {
            self.stated(field, Some(&rehearsal.date));
        }
        if !rehearsal.kind.to_string().is_empty() {
            self.stated(field, Some(&rehearsal.kind));
        }
        self.stated(field, rehearsal.outcome.as_ref());
        self.stated(field, rehearsal.time_to_detect.as_ref());
        self.stated(field, rehearsal.time_to_recover.as_ref());
        self.length(field, None, &rehearsal.notes);
        self.level(field, rehearsal.link.as_ref().map(TrackerLink::url));
        for violation in &mut self.list[before..] {
            violation.entry = Some(entry);
        }
    }

    fn entries<'t>(&mut self, field: F, texts: impl Iterator<Item = &'t String>) {
        for (entry, text) in texts.enumerate() {
            self.entry(field, entry, text);
        }
    }

    fn entry(&mut self, field: F, entry: usize, text: &str) {
        if text.trim() != text {
            self.add(field, Some(entry), OUTER_SPACE);
        }
        let mut further = text.split('\n').skip(1);
        if further.clone().any(|line| line.trim().is_empty()) {
            let reason = "it has a blank line, and in a cell each line is an entry";
            self.add(field, Some(entry), reason);
        } else if further.any(|line| line.starts_with(char::is_whitespace)) {
            let reason = "a line of it is indented, and in a cell the indent means that a line \
                          continues the entry above";
            self.add(field, Some(entry), reason);
        }
        self.length(field, Some(entry), text);
    }

    fn observations(&mut self, field: F, observations: &[Observation]) {
        for (entry, Observation { text, status }) in observations.iter().enumerate() {
            if text.trim() != text {
                self.add(field, Some(entry), OUTER_SPACE);
            }
            if text.contains('\n') {
                let reason = "it has several lines, and in a cell each line is an observation";
                self.add(field, Some(entry), reason);
            }
            if *status == ObservationStatus::Suggested && text.starts_with(UNKNOWN_MARK) {
                let reason =
                    "it begins with `(?)`, which in a cell means that its status is unknown";
                self.add(field, Some(entry), reason);
            }
            self.length(field, Some(entry), text);
        }
    }

    fn notes(&mut self, field: F, notes: &str, trackers: &Trackers) {
        let mut lines = notes.split('\n');
        if let Some(line) = lines.find(|line| tracker_line(line, trackers).is_some()) {
            let line = line.trim();
            let reason = format!("the line `{line}` would be read as tracker links");
            self.add(field, None, reason);
        }
        self.length(field, None, notes);
    }

    fn links(&mut self, field: F, links: &[TrackerLink], trackers: &Trackers) {
        for (entry, link) in links.iter().enumerate() {
            if link.url().contains(char::is_whitespace) {
                let reason = "it has white space, which separates links in a cell";
                self.add(field, Some(entry), reason);
            } else if !trackers.is_link(link.url()) {
                let reason = "it is neither an address nor a key of a known tracker, so in a cell \
                              it would be read as notes";
                self.add(field, Some(entry), reason);
            }
            self.length(field, Some(entry), link.url());
        }
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
