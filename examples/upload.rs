//! What an upload handler does with a register that somebody sent: bytes to rated risks, each with what is found
//! in it, as JSON. Nothing of it touches a disk; here a file stands for the upload.
//!
//! `cargo run --example upload -- examples/web-shop.xlsx`

#![expect(clippy::print_stdout, reason = "an example shows what it answers")]

use risk_core::workbook::ReadOptions;
use risk_core::{Date, Error, RecordId, open_bytes};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1);
    let workbook = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/web-shop.xlsx");
    let path = path.as_deref().unwrap_or(workbook);
    let today = Date::new(2026, 6, 1).ok_or("no such day")?;
    let (status, answer) = match handle("upload", &std::fs::read(path)?, today) {
        Ok(answer) => (200, answer),
        Err(error) => (
            422,
            json!({ "error": error.to_string(), "code": error.code() }),
        ),
    };
    println!("{status} {answer:#}");
    Ok(())
}

/// Reads a workbook or JSON, whichever it is, and rates it, on a day.
fn handle(name: &str, bytes: &[u8], today: Date) -> Result<Value, Error> {
    let reading = open_bytes(name, bytes, &ReadOptions::default())?;
    let register = &reading.register;
    let findings = risk_core::check(register, &reading.settings, today);
    let risks = register.risks().map(|risk| {
        let rating = risk.rating();
        let id = RecordId::Risk(risk.key());
        let own = findings.iter().filter(|finding| finding.record == id);
        json!({
            "risk": risk.key(),
            "component": risk.component,
            "description": risk.description,
            "rating": rating.map(|level| register.scale().rating().label(level)),
            "findings": own.collect::<Vec<_>>(),
        })
    });
    Ok(json!({
        "title": register.title(),
        "risks": risks.collect::<Vec<_>>(),
        "not_read": reading.findings,
    }))
}
