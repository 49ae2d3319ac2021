//! What is read of real workbooks, in a folder that the environment names.

use std::fs;
use std::path::{Path, PathBuf};

use risk_core::workbook::{ReadOptions, read};
use risk_core::{Reading, RiskField, Scale};

use super::outcome::{answer, answer_with, asked, brief, columns, extra, ratings, with_columns};
use crate::corpus::{CORPUS, workbooks};
use crate::reading::{path_in, today};

fn folder(name: &str) -> Option<PathBuf> {
    Some(path_in(CORPUS)?.join(name))
}

fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The bytes of a register, where there is a folder of them.
fn register(name: &str) -> Option<Vec<u8>> {
    let path = folder("registers")?.join(name).with_extension("xlsx");
    Some(bytes(&path))
}

fn reading(workbook: &[u8]) -> Reading {
    answer(workbook).unwrap_or_else(|asked| panic!("{asked:?}"))
}

/// The components of an analysis of cooling, each in the row in which it is stated.
const COMPONENTS: [&str; 18] = [
    "Temperature and humidity sensor",
    "",
    "",
    "",
    "Airflow sensor",
    "",
    "Fire sensor",
    "",
    "Fans",
    "",
    "",
    "PLC",
    "Electrical drive",
    "",
    "",
    "",
    "Profibus",
    "Ethernet",
];

/// Its failure modes, without their outer white space.
const FAILURES: [&str; 18] = [
    "No output",
    "Erroneous indication",
    "No output",
    "Erroneous indication",
    "Not measuring airflow",
    "Erroneous indication",
    "Erroneous indication : False positive",
    "Erroneous indication : False negative",
    "Fail to start",
    "Erroneous output",
    "Fail to stop",
    "Fail to work correctly",
    "Erroneous input (decreased)",
    "Erroneous input (increased)",
    "Erroneous output (decreased)",
    "Erroneous output (increased)",
    "No data delivered",
    "No data delivered",
];

#[test]
fn the_analysis_of_a_cooling_system_is_read() {
    let Some(workbook) = register("datacentre-cooling-fmea") else {
        return;
    };
    let reading = reading(&workbook);
    let risks: Vec<_> = reading.register.risks().collect();
    let components: Vec<&str> = risks.iter().map(|risk| risk.component.as_str()).collect();
    assert_eq!(components, COMPONENTS);
    let failures: Vec<&str> = risks.iter().map(|risk| risk.description.trim()).collect();
    assert_eq!(failures, FAILURES);
    let sense_findings = reading.sense_findings(today());
    let mut messages = sense_findings.iter().map(|doubt| &doubt.message);
    assert!(messages.any(|message| message.contains("fill the component down")));
    assert!(
        risks
            .iter()
            .all(|risk| risk.likelihood.is_none() && risk.impact.is_none())
    );
}

#[test]
fn merged_cells_of_the_analysis_count_in_each_of_their_rows() {
    let Some(workbook) = register("datacentre-cooling-fmea") else {
        return;
    };
    let reading = reading(&workbook);
    let risks: Vec<_> = reading.register.risks().collect();
    let observed = risks.iter().map(|risk| &risk.observations);
    assert_eq!(
        observed
            .filter(|observations| !observations.is_empty())
            .count(),
        18
    );
    let drive = &risks[12].observations[0].text;
    assert!(drive.starts_with("The fans are not working as desired"));
    assert!(
        risks[13..16]
            .iter()
            .all(|risk| risk.observations[0].text == *drive)
    );
    // The remarks of rows 2 to 5, 6 and 7, 8 and 9, 12, and 14 to 17.
    let noted: Vec<usize> = (0..18)
        .filter(|risk| !risks[*risk].notes.is_empty())
        .collect();
    assert_eq!(noted, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 15]);
    assert!(risks[1..4].iter().all(|risk| risk.notes == risks[0].notes));
    assert!(risks[0].notes.starts_with("The redundancy of the sensors"));
}

#[test]
fn the_register_of_a_recovery_plan_is_read() {
    let Some(workbook) = register("dr-bcp-risk-register") else {
        return;
    };
    let reading = reading(&workbook);
    let expected = [
        ["", "Ransomware", "High", "High"],
        ["", "Power Failure", "Medium", "High"],
    ];
    assert_eq!(brief(&reading), expected);
    assert_eq!(ratings(&reading), ["Critical", "High"]);
    assert_eq!(
        extra(&reading, 0, "Risk Level").as_deref(),
        Some("Critical")
    );
    assert_eq!(extra(&reading, 1, "Risk Level").as_deref(), Some("High"));
    let mitigations: Vec<String> = reading
        .register
        .risks()
        .flat_map(|risk| risk.stated().mitigations.iter())
        .map(|mitigation| mitigation.text.clone())
        .collect();
    assert_eq!(mitigations, ["Backup + EDR", "UPS + Generator"]);
}

#[test]
fn a_card_of_scores_is_no_register() {
    let name = "tpm-risk-scorecard";
    if let Some(workbook) = register(name) {
        super::outcome::assert_no_register(&workbook, name);
    }
}

#[test]
fn a_table_of_recovery_times_is_one_of_components() {
    let Some(workbook) = register("dr-bcp-rto-rpo") else {
        return;
    };
    let reading = answer(&workbook).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(reading.register.risks().len(), 0);
    let components = reading.register.components();
    let names: Vec<String> = components.map(|component| component.name.clone()).collect();
    assert_eq!(names, ["HIMS", "Database"]);
    let sense_findings = reading.sense_findings(today());
    let meant = sense_findings
        .iter()
        .filter_map(|finding| finding.data.suggestion.as_deref());
    assert_eq!(meant.collect::<Vec<_>>(), ["2h", "15m", "1h", "10m"]);
}

#[test]
fn of_two_likelihoods_of_a_student_project_it_is_asked_which_is_meant() {
    let Some(workbook) = register("sweettube-risks") else {
        return;
    };
    let asked = asked(&workbook);
    assert!(asked.answers.contains("likelihood="), "{asked:?}");
    let mut options = with_columns(&[(RiskField::Likelihood, "E"), (RiskField::Impact, "F")]);
    options.scale = Some(Scale::built_in("1-10").expect("it is built in"));
    let reading = answer_with(&workbook, &options).unwrap_or_else(|asked| panic!("{asked:?}"));
    let risks = brief(&reading);
    assert_eq!(risks.len(), 13);
    let first = "Один з учасиків команди перестане працювати над проектом";
    assert_eq!(risks[0], ["1", first, "2", "8"]);
    let last = "Під час здачі проекту захвориють усі учасники команди";
    assert_eq!(risks[12], ["13", last, "3", "5"]);
    // 16, 36, 40, 18, … of 100, by the bounds of 16 and 36.
    let rated = ratings(&reading);
    assert_eq!(rated[..4], ["Low", "Medium", "High", "Medium"]);
    assert_eq!(rated[12], "Low");
}

#[test]
fn a_log_without_risks_has_columns() {
    let Some(workbook) = register("tpm-risk-log") else {
        return;
    };
    let reading = reading(&workbook);
    assert_eq!(reading.register.risks().len(), 0);
    let (fields, others) = columns(&reading);
    for field in [
        RiskField::Reference,
        RiskField::Description,
        RiskField::Likelihood,
        RiskField::Impact,
    ] {
        assert!(fields.contains(&field), "{field}: {fields:?}");
    }
    assert!(others.contains(&"Strategy".to_owned()), "{others:?}");
}

#[test]
fn no_other_real_workbook_is_a_register() {
    for name in ["rich-text", "packages", "hostile"] {
        let Some(folder) = folder(name) else {
            return;
        };
        for path in workbooks(&folder) {
            // Damaged and encrypted ones are among them.
            if let Ok(reading) = read(&bytes(&path), &ReadOptions::default()) {
                panic!("{} was read: {:?}", path.display(), brief(&reading));
            }
        }
    }
}
