//! The register that both sides come from, and where its versions are.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::resolved::beside;
use crate::run::risk;

/// The register that both sides come from.
fn base() -> Value {
    let risk =
        |reference: &str, component: &str, description: &str, likelihood: &str, impact: &str| {
            json!({
                "reference": reference, "component": component, "description": description,
                "likelihood": likelihood, "impact": impact,
            })
        };
    let mut risks = vec![
        risk(
            "R01",
            "Postgres",
            "Connections to the database run out",
            "Low",
            "High",
        ),
        risk(
            "R02",
            "Redis",
            "Sessions are lost when a node restarts",
            "Medium",
            "Medium",
        ),
        risk(
            "R03",
            "CDN",
            "Certificates of the edge expire",
            "Low",
            "Low",
        ),
        risk("R04", "Queue", "Messages wait for hours", "Medium", "Low"),
        risk(
            "R05",
            "Checkout API",
            "A bad release reaches all customers",
            "High",
            "Medium",
        ),
        risk(
            "R06",
            "Checkout API",
            "Cards cannot be charged",
            "Low",
            "Medium",
        ),
    ];
    for (key, value) in [
        (
            "observations",
            json!([
                { "text": "Alarm on 80 waiting connections", "status": "implemented" },
                { "text": "Dashboard of slow queries", "status": "suggested" },
            ]),
        ),
        (
            "mitigations",
            json!([
                "Limit the connections of a client",
                "Queue what can wait",
                "Fail over"
            ]),
        ),
        (
            "notes",
            json!("Seen in May.\nThe pool has 100 connections.\nAsk Ann."),
        ),
        (
            "tracker_links",
            json!([
                "https://trello.com/c/laD9plQE",
                "https://trello.com/c/k3VtQ9aZ"
            ]),
        ),
    ] {
        risks[0][key] = value;
    }
    risks[3]["status"] = json!("accepted");
    risks[3]["acceptance"] = json!({ "by": "Ann", "until": "2026-12-31" });
    json!({
        "schema_version": 1,
        "title": "Shop",
        "components": [
            { "name": "Checkout API", "requires": ["Postgres", "Redis"] },
            { "name": "Postgres", "requires": [] },
            { "name": "Redis" },
            { "name": "CDN" },
            { "name": "Queue", "requires": [{ "of": ["Redis", "Postgres"], "need": 2 }] },
        ],
        "risks": risks,
    })
}

/// The form of a version.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    Folder,
    Json,
    Workbook,
}

impl Form {
    /// A file or a folder of the form.
    pub fn named(self, name: &str) -> String {
        match self {
            Self::Folder => name.to_owned(),
            Self::Json => format!("{name}.json"),
            Self::Workbook => format!("{name}.xlsx"),
        }
    }
}

/// The same register with each field in some risk: a workbook has the columns that were used when it was made.
fn base_with_columns() -> Value {
    let mut base = base();
    base["risks"][3]["acceptance"]["reason"] = json!("Nobody waits for them");
    let last = &mut base["risks"][5];
    last["owner"] = json!("Shop");
    last["review_by"] = json!("2027-01-31");
    last["runbook_actions"] = json!(["Take the other provider"]);
    last["extra"] = json!({ "Team": "Pay", "Cost": "much" });
    base
}

/// Where the versions of a scenario are.
pub struct Room {
    pub around: TempDir,
}

impl Room {
    /// A room for versions of some forms.
    pub fn new(forms: &[Form]) -> Self {
        let around = tempfile::tempdir().unwrap();
        let base = if forms.contains(&Form::Workbook) {
            base_with_columns()
        } else {
            base()
        };
        fs::write(around.path().join("base.json"), base.to_string()).unwrap();
        Self { around }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.around.path().join(name)
    }

    /// A version in a form, made by edits of the base.
    pub fn version(&self, name: &str, form: Form, edits: &[&[&str]]) -> String {
        let name = self.unedited(name, form);
        for edit in edits {
            self.run(&[*edit, &["-r", &name]].concat());
        }
        name
    }

    /// The base in a form. Workbooks are copies of one another, as people make them.
    pub fn unedited(&self, name: &str, form: Form) -> String {
        let name = form.named(name);
        let first = self.path("base.xlsx");
        if form == Form::Workbook && first.exists() {
            if name != "base.xlsx" {
                fs::copy(first, self.path(&name)).unwrap();
            }
        } else if !self.path(&name).exists() {
            self.run(&["export", "-r", "base.json", "--to", &name]);
        }
        name
    }

    /// The files of a register and its conflicts, to be put back.
    pub fn copy(&self, version: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let file = |path: PathBuf| (path.clone(), fs::read(path).unwrap());
        let conflicts = beside(version);
        let mut paths = vec![self.path(&conflicts)];
        if self.path(version).is_dir() {
            for folder in ["", "risks", "components"] {
                let entries = fs::read_dir(self.path(version).join(folder)).unwrap();
                paths.extend(
                    entries
                        .map(|entry| entry.unwrap().path())
                        .filter(|path| path.is_file()),
                );
            }
        } else {
            paths.push(self.path(version));
        }
        paths.into_iter().map(file).collect()
    }

    pub fn put_back(&self, version: &str, files: &[(PathBuf, Vec<u8>)]) {
        if self.path(version).is_dir() {
            for folder in ["risks", "components"] {
                fs::remove_dir_all(self.path(version).join(folder)).unwrap();
                fs::create_dir(self.path(version).join(folder)).unwrap();
            }
        }
        for (path, content) in files {
            fs::write(path, content).unwrap();
        }
    }

    pub fn run(&self, args: &[&str]) {
        let run = risk(self.around.path(), args);
        assert_eq!(run.code, 0, "{args:?}: {run:#?}");
    }

    /// What a version states, in an order of its own.
    pub fn state(&self, version: &str) -> Value {
        let whole = format!("{version}.whole.json");
        self.run(&["export", "-r", version, "--to", &whole]);
        let text = fs::read_to_string(self.path(&whole)).unwrap();
        let mut state: Value = serde_json::from_str(&text).unwrap();
        for (list, name) in [("risks", "reference"), ("components", "name")] {
            let records = state[list].as_array_mut().unwrap();
            records.sort_by_key(|record| record[name].to_string());
        }
        fs::remove_file(self.path(&whole)).unwrap();
        state
    }
}
