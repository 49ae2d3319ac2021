//! Data as JSON, with a schema of its own.

mod edit;
mod export;
mod inspect;

use std::fmt::Write;

use risk_core::runbook::Plan;
use risk_core::{Finding, Level, Levels, Reading, RiskView, Stated, TrackerLink};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value, json};

pub use self::edit::Edit;
pub use self::export::Export;
pub use self::inspect::Inspect;
use super::text::is_active;

/// The version of the form of all answers.
const SCHEMA_VERSION: u32 = 1;

/// An answer, and before it the version of its form.
#[derive(Serialize)]
struct Versioned<'a, T> {
    schema_version: u32,
    #[serde(flatten)]
    answer: &'a T,
}

/// What `risk list --format json` and `risk show --format json` write.
#[derive(Serialize, JsonSchema)]
pub struct List<'a> {
    /// What the register is called.
    title: &'a str,
    /// The name of the scale.
    scale: &'a str,
    /// The risks, the highest rated first and the unrated last.
    risks: Vec<Risk<'a>>,
}

/// A risk, with its rating.
#[derive(Serialize, JsonSchema)]
struct Risk<'a> {
    /// The identity: the reference, and which of those of that reference it is (`R03~2`).
    key: String,
    /// The reference, which may repeat or be empty.
    reference: &'a str,
    /// The component that fails.
    component: &'a str,
    /// How it fails.
    description: &'a str,
    /// The label of the level, or the text that is none; null when missing.
    likelihood: Option<String>,
    /// The label of the level, or the text that is none; null when missing.
    impact: Option<String>,
    /// The label of the rating; null when the risk is unrated.
    rating: Option<&'a str>,
    /// How the failure would be noticed.
    observations: &'a [risk_core::Observation],
    /// What makes the failure rarer or milder.
    mitigations: Vec<Entry<'a>>,
    /// What to do when it happens.
    runbook_actions: Vec<Entry<'a>>,
    /// Anything else worth knowing.
    notes: &'a str,
    /// Cards, tickets and issues.
    tracker_links: Vec<Link<'a>>,
    /// Where the work on the risk stands; null when nobody has said.
    status: Option<String>,
    /// Who answers for it.
    owner: &'a str,
    /// The day by which it is to be looked at again; null when nobody has said.
    review_by: Option<String>,
    /// Who accepted the risk, until when and why.
    acceptance: &'a risk_core::Acceptance,
    /// When its failure was met or practised.
    rehearsals: &'a [risk_core::Rehearsal],
    /// What the register says beyond the fields above, by header.
    extra: &'a risk_core::Extra,
}

/// An entry of a list.
#[derive(Serialize, JsonSchema)]
struct Entry<'a> {
    /// What it says.
    text: &'a str,
}

/// A tracker link, and what it was recognised as.
#[derive(Serialize, JsonSchema)]
struct Link<'a> {
    /// The link, as it was stated.
    url: &'a str,
    /// The tracker; null when it is not known.
    tracker: Option<String>,
    /// The card's key; null when it is not known.
    key: Option<String>,
}

/// What `risk check --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Findings<'a> {
    /// The findings: those about sense before those about good practice.
    pub findings: &'a [Finding],
}

/// What `risk runbook --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Runbook<'a> {
    /// All that the register knows of the failure.
    #[serde(flatten)]
    pub plan: &'a Plan,
}

impl<'a> List<'a> {
    /// A list of risks.
    pub fn new(reading: &'a Reading, risks: &[RiskView<'a>]) -> Self {
        let register = &reading.register;
        Self {
            title: register.title(),
            scale: register.scale().name(),
            risks: risks.iter().map(|risk| describe(reading, *risk)).collect(),
        }
    }
}

fn describe<'a>(reading: &'a Reading, risk: RiskView<'a>) -> Risk<'a> {
    let scale = reading.register.scale();
    let stated = risk.stated();
    let link = |link: &'a TrackerLink| {
        let found = reading.settings.trackers.recognise(link);
        Link {
            url: link.url(),
            tracker: found.tracker,
            key: found.key,
        }
    };
    Risk {
        key: risk.key().to_string(),
        reference: &stated.reference,
        component: &stated.component,
        description: &stated.description,
        likelihood: level(scale.likelihood(), risk.likelihood()),
        impact: level(scale.impact(), risk.impact()),
        rating: risk.rating_label(),
        observations: &stated.observations,
        mitigations: stated
            .mitigations
            .iter()
            .map(|m| Entry { text: &m.text })
            .collect(),
        runbook_actions: stated
            .runbook_actions
            .iter()
            .map(|a| Entry { text: &a.text })
            .collect(),
        notes: &stated.notes,
        tracker_links: stated.tracker_links.iter().map(link).collect(),
        status: stated.status.as_ref().map(ToString::to_string),
        owner: &stated.owner,
        review_by: stated.review_by.as_ref().map(ToString::to_string),
        acceptance: &stated.acceptance,
        rehearsals: &stated.rehearsals,
        extra: &stated.extra,
    }
}

fn level(levels: &Levels, stated: Option<Stated<Level>>) -> Option<String> {
    Some(match stated? {
        Stated::Known(level) => levels.label(level).to_owned(),
        Stated::Unrecognised(text) => text,
    })
}

/// The schema of an answer.
pub fn schema<T: JsonSchema>() -> String {
    // What is written is described, and not what could be read.
    let settings = SchemaSettings::draft07().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let version = json!({
        "description": "The version of this form.",
        "type": "integer",
        "format": "uint32",
        "minimum": 0,
    });
    if let Some(Value::Object(known)) = schema.get_mut("properties") {
        known.shift_insert(0, "schema_version".to_owned(), version);
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.insert(0, "schema_version".into());
    }
    pretty(&schema)
}

/// An answer as JSON.
pub fn answer(answer: &impl Serialize) -> String {
    pretty(&Versioned {
        schema_version: SCHEMA_VERSION,
        answer,
    })
}

/// JSON in which nothing is left that a terminal would obey.
fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("the value has a JSON form");
    // Next to no answer has any, and a long one is not copied for nothing.
    if text.contains(is_active) {
        text = escaped(&text);
    }
    text.push('\n');
    text
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_active(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("a string takes all writes");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}
