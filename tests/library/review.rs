//! The register that a review left behind, in a file that the environment names: every field of
//! every risk is what the JSON file beside it says.

use std::fs;

use risk_core::workbook::{ReadOptions, read};
use risk_core::{ObservationStatus, Risk};
use serde_json::{Value, json};

use crate::reading::path_in;

/// A risk as the JSON file states one.
fn stated(risk: &Risk) -> Value {
    let observations: Vec<Value> = risk
        .observations
        .iter()
        .map(|observation| {
            let is_implemented = match observation.status {
                ObservationStatus::Implemented => Value::Bool(true),
                ObservationStatus::Suggested => Value::Bool(false),
                ObservationStatus::Unknown => Value::Null,
            };
            json!({ "text": observation.text, "implemented": is_implemented })
        })
        .collect();
    json!({
        "reference": risk.reference,
        "component": risk.component,
        "risk": risk.description,
        "likelihood": risk.likelihood,
        "impact": risk.impact,
        "observations": observations,
        "mitigations": risk.mitigations,
        "runbook_actions": risk.runbook_actions,
        "notes": risk.notes,
        "tracker_links": risk.tracker_links,
    })
}

#[test]
fn the_register_of_a_review_is_read_in_every_field() {
    let Some(path) = path_in("RISK_REVIEW_REGISTER") else {
        return;
    };
    let workbook = fs::read(&path).expect("the workbook can be read");
    let expected = fs::read(path.with_extension("json")).expect("the JSON can be read");
    let expected: Value = serde_json::from_slice(&expected).expect("it is JSON");
    let reading = read(&workbook, &ReadOptions::default()).expect("it is a register");
    let risks: Vec<Value> = reading.register.risks().map(|risk| stated(&risk)).collect();
    assert_eq!(risks.len(), 14);
    assert_eq!(expected["risks"], Value::Array(risks));
    assert!(reading.findings.is_empty());
}
