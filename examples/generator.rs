//! Makes a register in code, checks it, and gives it out as a workbook, as the text files of a folder and as JSON.
//! All of it is bytes; what becomes of them is up to the program. Here they go to the disk.
//!
//! `cargo run --example generator -- FOLDER`; without a folder, a temporary one.

#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use std::error::Error;
use std::path::PathBuf;

use risk_core::folder::{self, Files};
use risk_core::{
    Component, Date, Error as RiskError, Key, Mitigation, Observation, Register, Requirement, Risk,
    RunbookAction, Scale, Settings, TrackerLink, WriteOptions, json, replace_file, workbook,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut booking = Component::new("Booking API");
    booking.owner = "Trips team".into();
    booking.rto = Some("30m".parse::<risk_core::Duration>()?.into());
    booking.requires = Some(vec![
        Requirement::of("Postgres"),
        Requirement::some_of(1, ["Cache A", "Cache B"]),
        Requirement::of("Mail relay").soft(),
    ]);
    let others = ["Postgres", "Cache A", "Cache B", "Mail relay"].map(Component::new);
    let components = [vec![booking], others.to_vec()].concat();

    let mut risk = Risk::new("R01");
    risk.component = "Booking API".into();
    risk.description = "Connections to Postgres run out while a price update locks rows".into();
    risk.likelihood = Some("Medium".to_owned());
    risk.impact = Some("High".to_owned());
    risk.observations = vec![
        Observation::implemented("Alarm on waiting connections"),
        Observation::suggested("Synthetic booking every five minutes"),
    ];
    risk.mitigations = vec![Mitigation::from(
        "Update prices in batches of a hundred rows",
    )];
    risk.runbook_actions = vec![RunbookAction::from(
        "Stop the price update and end its sessions",
    )];
    risk.tracker_links = vec![TrackerLink::new(
        "https://github.com/example-trips/api/issues/7",
    )];

    let register = Register::new("Trips", Scale::default(), components, vec![risk])?;
    let settings = Settings::default();

    let risk = register
        .risk(&Key::first("R01"))
        .expect("it was just added");
    let rating = risk
        .rating()
        .map(|level| register.scale().rating().label(level));
    println!("R01 is rated {}", rating.unwrap_or("nothing"));
    let today = Date::new(2026, 6, 1).ok_or("no such day")?;
    for finding in risk_core::check(&register, &settings, today) {
        println!("{}: {}", finding.location, finding.message);
    }

    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("risk-example-generator"));
    for (path, content) in files_of(&register, &settings)?.iter() {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        replace_file(&path, content)?;
        println!("{}: {} bytes", path.display(), content.len());
    }
    Ok(())
}

/// The register in all three forms. The folder is put into none that is there, so all of it is new.
fn files_of(register: &Register, settings: &Settings) -> Result<Files, RiskError> {
    let mut files = Files::default();
    let plan = folder::put(&files, register, settings, WriteOptions::default())?;
    files.apply(plan);
    files.insert("trips.xlsx", workbook::create(register, settings)?);
    files.insert("trips.json", json::write(register, settings));
    Ok(files)
}
