//! The files of a register's folder as one text, for reading.

use super::files::Files;
use super::plan::Write;
use super::write::put;
use crate::change::WriteOptions;
use crate::check::Reading;
use crate::error::Error;
use crate::register::{Component, Record, Risk, natural_order};

/// The text form of a register as one text: each file of its folder below a line with its path, components before
/// risks, in the natural order of their names; and a line for each value that could not be read, so that nobody takes it
/// for absent. It is for comparing versions by line, and cannot be read back.
///
/// # Errors
///
/// When the register cannot be written as a folder.
///
/// ```
/// use risk_core::{folder, json};
///
/// let text = r#"{ "schema_version": 1, "risks": [{ "reference": "R01", "component": "Booking API" }] }"#;
/// let text = folder::in_one_text(&json::read(text)?)?;
/// assert!(text.ends_with("# risks/R01.toml\ncomponent = \"Booking API\"\n"));
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn in_one_text(reading: &Reading) -> Result<String, Error> {
    let (register, settings) = (&reading.register, &reading.settings);
    let plan = put(
        &Files::default(),
        register,
        settings,
        WriteOptions::default(),
    )?;
    let folders = [Component::FOLDER, Risk::FOLDER].map(Some);
    let is_record = |write: &Write| folders.contains(&write.path.split('/').next());
    let mut records: Vec<Write> = plan.writes.into_iter().filter(is_record).collect();
    records.sort_by(|a, b| natural_order(&a.path, &b.path));
    let mut text = String::new();
    for Write { path, content, .. } in plan.header.into_iter().chain(records) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("# {path}\n"));
        // Which schema an editor takes is nothing that anybody stated.
        let lines = content.split_inclusive('\n');
        text.extend(lines.skip_while(|line| line.starts_with("#:schema") || *line == "\n"));
    }
    let findings = reading.findings.iter();
    for finding in findings.filter(|finding| finding.severity.fails()) {
        let message = finding.message.replace('\n', " ");
        text.push_str(&format!("# {}: {message}\n", finding.location));
    }
    Ok(text)
}
