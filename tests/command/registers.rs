//! Registers to run the command on.

use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The register that the documentation shows.
pub fn web_shop() -> PathBuf {
    repository().join("examples/web-shop")
}

/// A copy of it, to change.
pub fn shop() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&web_shop(), folder.path());
    folder
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().expect("the repository exists")
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file below a folder with its content, by its path.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let content = fs::read(&path).unwrap();
                found.push((path, content));
            }
        }
    }
    found.sort();
    found
}

/// The same by their paths in the folder; of a file, its content alone.
pub fn files_inside(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    if path.is_file() {
        return vec![(PathBuf::new(), fs::read(path).unwrap())];
    }
    let inside = |file: &Path| file.strip_prefix(path).unwrap().to_owned();
    let files = files(path).into_iter();
    files
        .map(|(file, content)| (inside(&file), content))
        .collect()
}

/// A register in JSON of the given risks.
pub fn json_register(path: &Path, risks: &[Value]) {
    let register = json!({
        "schema_version": 1,
        "title": "Test",
        "risks": risks,
    });
    fs::write(path, register.to_string()).unwrap();
}

/// A risk that is rated by the default scale.
pub fn risk(reference: &str, component: &str, likelihood: &str, impact: &str) -> Value {
    json!({
        "reference": reference,
        "component": component,
        "description": format!("{component} fails"),
        "likelihood": likelihood,
        "impact": impact,
    })
}

/// Over the columns of a sheet of rehearsals.
pub const REHEARSALS: [&str; 9] = [
    "Reference",
    "Component",
    "Date",
    "Kind",
    "Outcome",
    "Time to detect",
    "Time to recover",
    "Notes",
    "Link",
];

pub const HEADER: [&str; 9] = [
    "Reference",
    "Component",
    "Risk",
    "Likelihood",
    "Impact",
    "Observation",
    "Mitigation",
    "Runbook action",
    "Notes",
];

/// What a review of a web shop left behind: six risks, in D7 of which a level is mistyped.
pub const REVIEW: [[&str; 9]; 6] = [
    [
        "R01",
        "DNS",
        "A record is removed by hand",
        "Low",
        "High",
        "Synthetic check",
        "Zone in git",
        "Restore the zone",
        "",
    ],
    [
        "R02",
        "CDN",
        "Certificate expires",
        "Medium",
        "High",
        "Alarm 14 days before",
        "Renew by DNS",
        "Renew by hand",
        "Card: https://trello.com/c/k3VtQ9aZ",
    ],
    [
        "R03",
        "Checkout",
        "Connection pool runs dry",
        "High",
        "High",
        "Alarm on latency",
        "Pool per service",
        "Restart one at a time",
        "Seen in May",
    ],
    [
        "R04",
        "Search",
        "Index is half built",
        "Low",
        "Medium",
        "Count of documents",
        "Swap when whole",
        "Rebuild",
        "",
    ],
    [
        "R05",
        "Login",
        "Keys rotate",
        "Medium",
        "Medium",
        "Errors",
        "Overlap",
        "Roll back",
        "",
    ],
    [
        "R06",
        "Queue",
        "Backlog of hours",
        "Hgih",
        "Medium",
        "Age of messages",
        "More workers",
        "Scale out",
        "",
    ],
];

/// The rows of [`REVIEW`] with the level put right.
pub fn corrected() -> [[&'static str; 9]; 6] {
    let mut rows = REVIEW;
    rows[5][3] = "High";
    rows
}

/// A workbook with one sheet of risks. Observations are bold: implemented.
pub fn workbook(path: &Path, header: &[&str], rows: &[&[&str]]) {
    let mut workbook = Workbook::new();
    sheet(workbook.add_worksheet(), "Risks", header, rows);
    workbook.save(path).unwrap();
}

/// Fills a sheet.
pub fn sheet(sheet: &mut Worksheet, name: &str, header: &[&str], rows: &[&[&str]]) {
    sheet.set_name(name).unwrap();
    sheet.write_row(0, 0, header.iter().copied()).unwrap();
    let bold = Format::new().set_bold();
    for (row, texts) in (1..).zip(rows) {
        for (column, text) in (0..).zip(*texts) {
            let is_observation = header[usize::from(column)] == "Observation";
            if text.is_empty() {
                continue;
            }
            if is_observation {
                sheet
                    .write_string_with_format(row, column, *text, &bold)
                    .unwrap();
            } else {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
}

/// A workbook with the columns of [`HEADER`].
pub fn review_workbook(path: &Path, rows: &[[&str; 9]]) {
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 9]>::as_slice).collect();
    workbook(path, &HEADER, &rows);
}
