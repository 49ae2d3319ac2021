//! The loop of a person: a register becomes a workbook, which is edited in LibreOffice or by a script and imported
//! again. Every edit arrives, and nothing else changes. Only where the environment says that the programs are there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::registers::{copy, web_shop};
use crate::run::risk;

/// What is written into a new row.
const ADDED: [&str; 1] = ["R23: null → Purge misses images"];
const WORDS: [&str; 3] = [
    "R01 likelihood: Low → high",
    "R03 status: in-progress → closed",
    "R04 review_by: null → 2027-03-31",
];
const LINES: [&str; 2] = [
    "R01 mitigations[1]: Manage the zone from code and take console write access away → First step",
    "R01 mitigations[2]: Lower the TTL of the apex and www records to 300 s → Second step",
];
/// What an import that takes columns anew keeps of them.
const COLUMNS: &str = "register columns";

/// The edits of both programs, and what an import of each changes.
const EDITS: [(&str, &[&str]); 6] = [
    ("nothing", &[]),
    ("insert", &ADDED),
    ("append", &ADDED),
    (
        "delete",
        &[
            "R03: Bots hit a limited release. Product pages and basket calls rise to thirty times normal and shoppers get 503s. → null",
        ],
    ),
    ("words", &WORDS),
    ("lines", &LINES),
];

/// Those of LibreOffice alone. Bold within a line makes two observations of it.
const MORE: [(&str, &[&str]); 4] = [
    ("sort", &[]),
    ("move", &[COLUMNS]),
    (
        "column",
        &[
            COLUMNS,
            "R01 extra.Team: null → Web",
            "R02 extra.Team: null → 7",
        ],
    ),
    (
        "bold",
        &[
            "R04 observations[1]: null → Error rate (implemented)",
            "R04 observations[2].text: Error rate and add-to-basket rate per release, alarm on the canary → \
             and add-to-basket rate per release, alarm on the canary",
            "R04 observations[2].status: implemented → suggested",
        ],
    ),
];

pub fn are_installed() -> bool {
    std::env::var_os("RISK_CROSS_CHECKS").is_some_and(|value| !value.is_empty())
}

/// A folder with the example as a workbook, `in.xlsx`, and a folder for what is made of it.
fn exported() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let shop = web_shop().display().to_string();
    let args = ["export", "-r", &shop, "--to", "in.xlsx"];
    risk(folder.path(), &args).exits(0);
    fs::create_dir(folder.path().join("out")).unwrap();
    folder
}

/// Has LibreOffice run a macro of the example's folder.
fn libreoffice(folder: &Path) {
    let address = |name: &str| format!("file://{}", folder.join(name).display());
    let run = |what: &str| {
        let profile = format!("-env:UserInstallation={}", address("profile"));
        let output = Command::new("soffice")
            .args([&profile, "--headless", "--norestore", what])
            .output()
            .expect("soffice runs");
        assert!(output.status.success(), "{output:?}");
    };
    // Only a profile that is there has a place for macros.
    run("--terminate_after_init");
    let text = include_str!("libreoffice/edits.bas");
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let module = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<script:module \
         xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Module1\" \
         script:language=\"StarBasic\">{text}</script:module>"
    );
    let place = folder.join("profile/user/basic/Standard/Module1.xba");
    fs::write(place, module).unwrap();
    let (source, out) = (address("in.xlsx"), address("out"));
    run(&format!(
        "macro:///Standard.Module1.Main(\"{source}\",\"{out}\")"
    ));
}

/// What an import of an edited workbook onto the example changes, and the notes of it. A second one changes nothing.
fn imported(folder: &Path, workbook: &str) -> (Vec<String>, Value) {
    let register = folder.join("register");
    if register.exists() {
        fs::remove_dir_all(&register).unwrap();
    }
    copy(&web_shop(), &register);
    let import = || -> Value {
        let path = format!("out/{workbook}");
        let args = [
            "import", &path, "--into", "register", "--remove", "--format", "json",
        ];
        let run = risk(folder, &args);
        serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("{workbook}: {error}: {run:?}"))
    };
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let line = |change: &Value| {
        let (key, path) = (&change["record"]["key"], &change["path"]);
        if key.is_null() {
            return format!("register {}", text(path));
        }
        let path = path
            .as_str()
            .map_or_else(String::new, |path| format!(" {path}"));
        let (before, after) = (text(&change["before"]), text(&change["after"]));
        format!("{}{path}: {before} → {after}", text(key))
    };
    let first = import();
    let changes = first["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(line)
        .collect();
    assert_eq!(
        import()["changes"],
        Value::Array(Vec::new()),
        "{workbook}, again"
    );
    (changes, first["notes"].clone())
}

#[test]
fn what_a_person_edits_in_libreoffice_arrives_and_nothing_else_changes() {
    if !are_installed() {
        return;
    }
    let folder = exported();
    libreoffice(folder.path());
    for (edit, changes) in EDITS.iter().chain(&MORE) {
        let (read, _) = imported(folder.path(), &format!("{edit}.xlsx"));
        assert_eq!(read, *changes, "{edit}.xlsx");
        // A format without bold states nothing of what is bold, and the import says of which new text.
        let (read, notes) = imported(folder.path(), &format!("{edit}.ods"));
        let changes = if *edit == "bold" { &[] } else { *changes };
        assert_eq!(read, changes, "{edit}.ods");
        let is_new = ["insert", "append"].contains(edit);
        let is_told = notes.to_string().contains("\"R23 observations[1]\"");
        assert_eq!(is_told, is_new, "{edit}.ods: {notes}");
    }
}

#[test]
fn what_a_script_edits_by_openpyxl_arrives_and_nothing_else_changes() {
    if !are_installed() {
        return;
    }
    let folder = exported();
    let script = include_str!("libreoffice/edits.py");
    let paths: [PathBuf; 2] = ["in.xlsx", "out"].map(|name| folder.path().join(name));
    let output = Command::new("python3")
        .args(["-c", script])
        .args(paths)
        .output();
    let output = output.expect("python3 runs");
    assert!(output.status.success(), "{output:?}");
    for (edit, changes) in EDITS {
        let (read, _) = imported(folder.path(), &format!("{edit}.xlsx"));
        assert_eq!(read, changes, "{edit}");
    }
    let (read, _) = imported(folder.path(), "bold.xlsx");
    let expected = [
        "R04 observations[1].text: Error rate and add-to-basket rate per release, alarm on the canary → Error rate",
        "R04 observations[2]: null → and more (suggested)",
    ];
    assert_eq!(read, expected);
}

/// The day of docs/sync-day.md, with the edits made in LibreOffice.
#[test]
fn a_service_owner_in_libreoffice_and_an_engineer_in_git_stay_together() {
    if !are_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(&web_shop(), &folder.join("register"));
    fs::create_dir(folder.join("out")).unwrap();
    let sync = |workbook: &str| risk(folder, &["sync", workbook, "-r", "register"]);
    sync("in.xlsx").exits(0);
    libreoffice(folder);
    // In the cells: R01 is likelier, R03 is closed, R04 has a day of review.
    let workbook = "out/words.xlsx";
    risk(
        folder,
        &["set", "R01", "likelihood=Medium", "-r", "register"],
    )
    .exits(0);
    risk(folder, &["set", "R07", "owner=Platform", "-r", "register"]).exits(0);
    let run = sync(workbook).exits(1).says("1 conflict");
    let changes = [
        "register    R03     status",
        "register    R04     review_by",
        "workbook    R07     owner",
    ];
    for change in changes {
        assert!(run.stdout.contains(change), "{change}: {run:?}");
    }
    risk(
        folder,
        &["resolve", "R01", "likelihood", "theirs", "-r", "register"],
    )
    .exits(0);
    sync(workbook).exits(0);
    let run = risk(folder, &["diff", "register", workbook, "--format", "json"]).exits(0);
    let diff: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(diff["records"], Value::Array(Vec::new()), "{diff:#}");
    let before = fs::read(folder.join(workbook)).unwrap();
    sync(workbook).exits(0).says("are the same");
    assert!(fs::read(folder.join(workbook)).unwrap() == before);
}
