//! Reading workbooks in tests, and putting what was read in few words.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::test_runner::{Config as ProptestConfig, FileFailurePersistence};
use risk_core::workbook::{ReadOptions, read};
use risk_core::{Date, Error, ExtraValue, Finding, Key, Reading, Risk};

/// The day of the checks.
pub fn today() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// Reads a workbook that can be read.
pub fn reading(workbook: &[u8]) -> Reading {
    match read(workbook, &ReadOptions::default()) {
        Ok(reading) => reading,
        Err(error) => panic!("{}", chain(&error)),
    }
}

/// The error of a workbook that cannot be read.
pub fn error(workbook: &[u8]) -> Error {
    match read(workbook, &ReadOptions::default()) {
        Ok(reading) => panic!("{} risks were read", reading.register.risks().len()),
        Err(error) => error,
    }
}

/// The message of the error of a workbook that cannot be read, which is told at once.
pub fn message(workbook: &[u8]) -> String {
    let start = Instant::now();
    let message = error(workbook).to_string();
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(10), "it took {taken:?}");
    message
}

/// The risks that a workbook states.
pub fn risks(workbook: &[u8]) -> Vec<Risk> {
    let reading = reading(workbook);
    let risks = reading.register.risks();
    risks.map(|risk| risk.stated().clone()).collect()
}

/// The only risk that a workbook states.
pub fn risk(workbook: &[u8]) -> Risk {
    let mut risks = risks(workbook);
    assert_eq!(risks.len(), 1);
    risks.remove(0)
}

/// The observations of the only risk, such as `implemented: Alarm`.
pub fn observations(workbook: &[u8]) -> Vec<String> {
    let risk = risk(workbook);
    let observations = risk.observations.iter();
    observations
        .map(|observation| format!("{}: {}", observation.status, observation.text))
        .collect()
}

/// The value of the only risk under a header.
pub fn extra(workbook: &[u8], header: &str) -> Option<ExtraValue> {
    risk(workbook).extra.get(&Key::parse(header)).cloned()
}

/// Findings such as `Risks!D7 unknown-level: …`, of a rule.
pub fn told(findings: &[Finding], code: &str) -> Vec<String> {
    let of_rule = findings.iter().filter(|finding| finding.code() == code);
    of_rule
        .map(|finding| format!("{} {}", finding.location, finding.message))
        .collect()
}

/// An error with what it comes from.
pub fn chain(error: &dyn std::error::Error) -> String {
    let sources = std::iter::successors(error.source(), |error| error.source());
    let mut text = error.to_string();
    for source in sources {
        text.push_str(": ");
        text.push_str(&source.to_string());
    }
    text
}

/// The path in an environment variable; where it is not set, says that the test is skipped.
pub fn path_in(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        say(&format!("skipped: {variable} is not set"));
    }
    path
}

/// So many cases, unless the environment asks for another number. What failed once is kept beside
/// the test, and tried first.
pub fn cases(number: u32) -> ProptestConfig {
    let mut config = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(number),
    };
    config.failure_persistence = Some(Box::new(FileFailurePersistence::WithSource("failures")));
    config
}

/// Tells the person who runs the tests something.
#[expect(clippy::print_stdout, reason = "a test may talk to whoever runs it")]
pub fn say(text: &str) {
    println!("{text}");
}
