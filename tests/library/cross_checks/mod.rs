//! What other programs make of our workbooks, and we of theirs: LibreOffice converts and
//! recalculates them, openpyxl reads them, and a validator of Open XML looks for what Excel would
//! complain about. Only where the environment says that all are installed.

mod conversions;
mod created;
mod inserted;
mod ratings;
mod shown;
mod untouched;
mod validity;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::reading::path_in;

/// Whether the other programs are there.
fn are_installed() -> bool {
    path_in("RISK_CROSS_CHECKS").is_some()
}

/// Has LibreOffice convert files into the folder `out` beside them, with a profile in that folder.
/// A format may say how: `csv:Text - txt - csv (StarCalc):44,34`.
fn convert(folder: &Path, files: &[&str], format: &str) -> Output {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir"])
        .arg(folder.join("out"))
        .args(files.iter().map(|file| folder.join(file)))
        .output()
        .expect("soffice runs")
}

/// Has LibreOffice convert a file.
fn converted(folder: &Path, file: &str, format: &str) -> Vec<u8> {
    let output = convert(folder, &[file], format);
    let stem = file.split('.').next().expect("there is a name");
    let result = fs::read(folder.join("out").join(format!("{stem}.{format}")));
    result.unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// The JSON that a Python script prints about a file.
fn python(script: &str, path: &Path) -> Value {
    python_of(script, &[path])
}

/// The JSON that a Python script prints about files.
fn python_of(script: &str, paths: &[&Path]) -> Value {
    let python = Command::new("python3")
        .args(["-c", script])
        .args(paths)
        .output();
    let output = python.expect("python3 runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}
