//! What two sides make of a register: each scenario as a folder, as JSON, and in both.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::risk;

/// Edits of a side, each the arguments of a command.
type Edits = &'static [&'static [&'static str]];

/// What a merge is to come to.
enum Outcome {
    /// What the edits make of the base, with what is reported.
    Clean(Edits, &'static str),
    /// A conflict of a record and a field; of the whole record where that is empty.
    Conflict(&'static str, &'static str),
}

use Outcome::{Clean, Conflict};

struct Scenario {
    name: &'static str,
    ours: Edits,
    theirs: Edits,
    outcome: Outcome,
}

const LIMIT: &str = "Limit the connections of a client";
const RAISED: &[&str] = &["set", "R02", "likelihood=High", "impact=High"];
#[rustfmt::skip]
const OTHER_SCALE: &[&str] = &[
    "scale", "use", "five-by-five", "likelihood.Low=Unlikely", "likelihood.Medium=Possible", "likelihood.High=Likely",
    "impact.Low=Minor", "impact.Medium=Moderate", "impact.High=Major",
];

macro_rules! scenarios {
    ($($name:literal: $ours:expr, $theirs:expr => $outcome:expr;)*) => {
        &[$(Scenario {
            name: $name,
            ours: $ours,
            theirs: $theirs,
            outcome: $outcome,
        }),*]
    };
}

#[rustfmt::skip]
const SCENARIOS: &[Scenario] = scenarios! {
    "1 two fields of one risk": &[&["set", "R02", "likelihood=High"]], &[&["set", "R02", "owner=Web"]]
        => Clean(&[&["set", "R02", "likelihood=High", "owner=Web"]], "");
    "2 likelihood and impact": &[&["set", "R02", "likelihood=High"]], &[&["set", "R02", "impact=High"]]
        => Clean(&[RAISED], "R02: it is rated Critical, which neither side chose");
    "3 the same value": &[&["set", "R02", "likelihood=High"]], &[&["set", "R02", "likelihood=High"]]
        => Clean(&[&["set", "R02", "likelihood=High"]], "");
    "4 another value": &[&["set", "R02", "likelihood=High"]], &[&["set", "R02", "likelihood=Low"]]
        => Conflict("R02", "likelihood");
    "5 neighbours": &[&["set", "R02", "owner=Web"]], &[&["set", "R03", "owner=Ops"]]
        => Clean(&[&["set", "R02", "owner=Web"], &["set", "R03", "owner=Ops"]], "");
    "6 delete and edit": &[&["remove", "R02"]], &[&["set", "R02", "owner=Web"]] => Conflict("R02", "");
    "7 edit and delete": &[&["set", "R02", "owner=Web"]], &[&["remove", "R02"]] => Conflict("R02", "");
    "8 delete twice": &[&["remove", "R02"]], &[&["remove", "R02"]] => Clean(&[&["remove", "R02"]], "");
    "9 delete and edit the neighbour": &[&["remove", "R02"]], &[&["set", "R03", "owner=Ops"]]
        => Clean(&[&["remove", "R02"], &["set", "R03", "owner=Ops"]], "");
    "9b theirs deletes": &[&["set", "R03", "owner=Ops"]], &[&["remove", "R02"]]
        => Clean(&[&["remove", "R02"], &["set", "R03", "owner=Ops"]], "R02: theirs removed it");
    "10 add two": &[&["add", "--reference", "R07", "description=Disk full"]], &[&["add", "--reference", "R08", "description=Out of memory"]]
        => Clean(&[&["add", "--reference", "R07", "description=Disk full"], &["add", "--reference", "R08", "description=Out of memory"]], "");
    "11 one reference for two": &[&["add", "--reference", "R07", "description=Disk full"]], &[&["add", "--reference", "R07", "description=Out of memory"]]
        => Conflict("R07", "");
    "12 the same one twice": &[&["add", "--reference", "R07", "description=Disk full"]], &[&["add", "--reference", "R07", "description=Disk full"]]
        => Clean(&[&["add", "--reference", "R07", "description=Disk full"]], "");
    "13 rename and edit": &[&["rename", "R03", "R30"]], &[&["set", "R03", "owner=Ops"]]
        => Clean(&[&["rename", "R03", "R30"], &["set", "R30", "owner=Ops"]], "");
    "13b edit and rename": &[&["set", "R03", "owner=Ops"]], &[&["rename", "R03", "R30"]]
        => Clean(&[&["rename", "R03", "R30"], &["set", "R30", "owner=Ops"]], "");
    "14 two names": &[&["rename", "R03", "R30"]], &[&["rename", "R03", "R31"]] => Conflict("R30", "reference");
    "15 a name that is taken": &[&["rename", "R03", "R07"]], &[&["add", "--reference", "R07", "description=Disk full"]]
        => Conflict("R07", "");
    "15b the other way": &[&["add", "--reference", "R07", "description=Disk full"]], &[&["rename", "R03", "R07"]]
        => Conflict("R03", "reference");
    "16 append each": &[&["set", "R01", "mitigations+=Shed load"]], &[&["set", "R01", "mitigations+=Add a replica"]]
        => Clean(&[&["set", "R01", "mitigations+=Shed load", "mitigations+=Add a replica"]], "");
    "17 append the same": &[&["set", "R01", "mitigations+=Shed load"]], &[&["set", "R01", "mitigations+=Shed load"]]
        => Clean(&[&["set", "R01", "mitigations+=Shed load"]], "");
    "18 append and reword": &[&["set", "R01", "mitigations+=Shed load"]], &[&["set", "R01", "mitigations[1]=Limit the connections of each client"]]
        => Clean(&[&["set", "R01", "mitigations+=Shed load", "mitigations[1]=Limit the connections of each client"]], "");
    "19 remove and reword": &[&["set", "R01", "mitigations[1]="]], &[&["set", "R01", "mitigations[1]=Limit the connections of each client"]]
        => Conflict("R01", "mitigations[1]");
    "19b reword and remove": &[&["set", "R01", "mitigations[2]=Queue all that can wait"]], &[&["set", "R01", "mitigations[2]="]]
        => Conflict("R01", "mitigations[2]");
    "20 reword two": &[&["set", "R01", "mitigations[1]=Limit the connections of each client"]], &[&["set", "R01", "mitigations[2]=Queue all that can wait"]]
        => Clean(&[&["set", "R01", "mitigations[1]=Limit the connections of each client", "mitigations[2]=Queue all that can wait"]], "");
    "21 move and reword another": &[&["set", "R01", "mitigations[1]=", "mitigations+=Limit the connections of a client"]], &[&["set", "R01", "mitigations[2]=Queue all that can wait"]]
        => Clean(&[&["set", "R01", "mitigations[2]=Queue all that can wait", "mitigations[1]=", "mitigations+=Limit the connections of a client"]], "");
    "21b reword another and move": &[&["set", "R01", "mitigations[2]=Queue all that can wait"]], &[&["set", "R01", "mitigations[1]=", "mitigations+=Limit the connections of a client"]]
        => Clean(&[&["set", "R01", "mitigations[2]=Queue all that can wait", "mitigations[1]=", "mitigations+=Limit the connections of a client"]], "");
    "22 move and reword the same": &[&["set", "R01", "mitigations[1]=", "mitigations+=Limit the connections of a client"]], &[&["set", "R01", "mitigations[1]=Limit the connections of each client"]]
        => Clean(&[&["set", "R01", "mitigations[1]=", "mitigations+=Limit the connections of each client"]], "");
    "23 two cards": &[&["set", "R01", "tracker_links+=https://trello.com/c/aaaaaaaa"]], &[&["set", "R01", "tracker_links+=https://trello.com/c/bbbbbbbb"]]
        => Clean(&[&["set", "R01", "tracker_links+=https://trello.com/c/aaaaaaaa", "tracker_links+=https://trello.com/c/bbbbbbbb"]], "");
    "24 a card less and one more": &[&["set", "R01", "tracker_links[1]="]], &[&["set", "R01", "tracker_links+=https://trello.com/c/bbbbbbbb"]]
        => Clean(&[&["set", "R01", "tracker_links[1]=", "tracker_links+=https://trello.com/c/bbbbbbbb"]], "");
    "25 status and words": &[&["set", "R01", "observations[2].status=implemented"]], &[&["set", "R01", "observations[2].text=Dashboard of all slow queries"]]
        => Clean(&[&["set", "R01", "observations[2].status=implemented", "observations[2].text=Dashboard of all slow queries"]],
            "R01 observations[2]: one side changed the text and the other one the status");
    "26 status and another": &[&["set", "R01", "observations[2].status=implemented"]], &[&["set", "R01", "observations+=Log of refused connections"]]
        => Clean(&[&["set", "R01", "observations[2].status=implemented", "observations+=Log of refused connections"]], "");
    "27 the same status": &[&["set", "R01", "observations[2].status=implemented"]], &[&["set", "R01", "observations[2].status=implemented"]]
        => Clean(&[&["set", "R01", "observations[2].status=implemented"]], "");
    "28 a renamed component and a new risk of it": &[&["component", "rename", "Postgres", "Main database"]], &[&["add", "--reference", "R07", "component=Postgres", "description=Disk full"]]
        => Clean(&[&["component", "rename", "Postgres", "Main database"], &["add", "--reference", "R07", "component=Main database", "description=Disk full"]], "");
    "28b the other way": &[&["add", "--reference", "R07", "component=Postgres", "description=Disk full"]], &[&["component", "rename", "Postgres", "Main database"]]
        => Clean(&[&["component", "rename", "Postgres", "Main database"], &["add", "--reference", "R07", "component=Main database", "description=Disk full"]], "");
    "29 a renamed component and its risk": &[&["component", "rename", "Postgres", "Main database"]], &[&["set", "R01", "likelihood=High"]]
        => Clean(&[&["component", "rename", "Postgres", "Main database"], &["set", "R01", "likelihood=High"]], "");
    "30 a component that is gone and a new risk of it": &[&["remove", "R03"], &["component", "remove", "CDN"]], &[&["add", "--reference", "R07", "component=CDN", "description=Disk full"]]
        => Conflict("R07", "component");
    "30b the other way": &[&["add", "--reference", "R07", "component=CDN", "description=Disk full"]], &[&["remove", "R03"], &["component", "remove", "CDN"]]
        => Conflict("R07", "component");
    "31 another scale and a level": &[OTHER_SCALE], &[&["set", "R02", "likelihood=High"]]
        => Clean(&[&["set", "R02", "likelihood=High"], OTHER_SCALE], "");
    "31b another scale and a risk": &[&["add", "--reference", "R07", "description=Disk full", "likelihood=Low", "impact=High"]], &[OTHER_SCALE]
        => Clean(&[&["add", "--reference", "R07", "description=Disk full", "likelihood=Low", "impact=High"], OTHER_SCALE], "");
    "33 a column and an edit": &[&["set", "R01", "extra.Team=A"]], &[&["set", "R02", "owner=Web"]]
        => Clean(&[&["set", "R01", "extra.Team=A"], &["set", "R02", "owner=Web"]], "");
    "34 two columns": &[&["set", "R01", "extra.Team=A"]], &[&["set", "R01", "extra.Cost=5"]]
        => Clean(&[&["set", "R01", "extra.Team=A", "extra.Cost=5"]], "");
    "35 one column": &[&["set", "R01", "extra.Team=A"]], &[&["set", "R01", "extra.Team=B"]] => Conflict("R01", "extra.Team");
    "36 first and third line": &[&["set", "R01", "notes=Seen in June.\nThe pool has 100 connections.\nAsk Ann."]], &[&["set", "R01", "notes=Seen in May.\nThe pool has 100 connections.\nAsk Bob."]]
        => Clean(&[&["set", "R01", "notes=Seen in June.\nThe pool has 100 connections.\nAsk Bob."]], "");
    "37 a line more each": &[&["set", "R01", "notes=Seen in May.\nThe pool has 100 connections.\nAsk Ann.\nOr Bob."]], &[&["set", "R01", "notes=Seen in May.\nThe pool has 100 connections.\nAsk Ann.\nAnd Cy."]]
        => Conflict("R01", "notes");
    "38 accept and raise": &[&["set", "R02", "status=accepted", "acceptance.by=Ann"]], &[RAISED] => Conflict("R02", "status");
    "38b raise and accept": &[RAISED], &[&["set", "R02", "status=accepted", "acceptance.by=Ann"]] => Conflict("R02", "status");
    "39 close and raise": &[&["set", "R02", "status=closed"]], &[RAISED] => Conflict("R02", "status");
    "40 two requirements": &[&["component", "set", "Checkout API", "requires+=Queue"]], &[&["component", "set", "Checkout API", "requires+=CDN"]]
        => Clean(&[&["component", "set", "Checkout API", "requires+=Queue", "requires+=CDN"]], "");
    "41 clear and set": &[&["set", "R02", "impact="]], &[&["set", "R02", "impact=High"]] => Conflict("R02", "impact");
    "42 many fields": &[&["set", "R02", "owner=Web", "likelihood=High", "status=open", "extra.Team=A", "review_by=2027-03-31"]], &[&["set", "R02", "owner=Web", "mitigations+=Shed load"]]
        => Clean(&[&["set", "R02", "owner=Web", "likelihood=High", "status=open", "extra.Team=A", "review_by=2027-03-31", "mitigations+=Shed load"]], "");
    "43 both extend an acceptance": &[&["set", "R04", "acceptance.until=2027-03-31"]], &[&["set", "R04", "acceptance.until=2028-03-31"]]
        => Conflict("R04", "acceptance.until");
    "44 two rehearsals": &[&["rehearse", "R01", "--kind", "tabletop", "--outcome", "passed", "--date", "2026-03-01"]], &[&["rehearse", "R01", "--kind", "incident", "--outcome", "failed", "--date", "2026-04-01"]]
        => Clean(&[
            &["rehearse", "R01", "--kind", "tabletop", "--outcome", "passed", "--date", "2026-03-01"],
            &["rehearse", "R01", "--kind", "incident", "--outcome", "failed", "--date", "2026-04-01"],
        ], "");
    "45 the kind of a group": &[&["component", "set", "Queue", "requires[1]=1 of (Redis, Postgres)"]], &[&["component", "set", "Queue", "requires[1]=soft: 2 of (Redis, Postgres)"]]
        => Conflict("component Queue", "requires[1]");
};
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
            json!([LIMIT, "Queue what can wait", "Fail over"]),
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
enum Form {
    Folder,
    Json,
}

/// Where the versions of a scenario are.
struct Room {
    around: TempDir,
}

impl Room {
    fn new() -> Self {
        let around = tempfile::tempdir().unwrap();
        fs::write(around.path().join("base.json"), base().to_string()).unwrap();
        Self { around }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.around.path().join(name)
    }

    /// A version in a form, made by edits of the base.
    fn version(&self, name: &str, form: Form, edits: Edits) -> String {
        let name = match form {
            Form::Folder => name.to_owned(),
            Form::Json => format!("{name}.json"),
        };
        self.run(&["export", "-r", "base.json", "--to", &name]);
        for edit in edits {
            self.run(&[*edit, &["-r", &name]].concat());
        }
        name
    }

    fn run(&self, args: &[&str]) {
        let run = risk(self.around.path(), args);
        assert_eq!(run.code, 0, "{args:?}: {run:#?}");
    }

    /// What a version states, in an order of its own.
    fn state(&self, version: &str) -> Value {
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

fn merge(room: &Room, base: &str, ours: &str, theirs: &str, out: &str) -> (i32, Value) {
    let args = [
        "merge", base, ours, theirs, "--into", out, "--format", "json",
    ];
    let run = risk(room.around.path(), &args);
    assert!(run.code < 2, "{run:#?}");
    (run.code, serde_json::from_str(&run.stdout).unwrap())
}

/// The record and the field of each conflict or note.
fn places(found: &Value) -> Vec<(String, String)> {
    let found = found.as_array().unwrap().iter();
    let place = |one: &Value| {
        let key = one["record"]["key"].as_str().unwrap_or_default();
        let kind = if one["record"]["kind"] == "component" {
            "component "
        } else {
            ""
        };
        let field = one["field"].as_str().unwrap_or_default();
        (format!("{kind}{key}"), field.to_owned())
    };
    found.map(place).collect()
}

fn check(scenario: &Scenario, [of_base, of_ours, of_theirs]: [Form; 3]) {
    let room = Room::new();
    let base = room.version("base", of_base, &[]);
    let ours = room.version("ours", of_ours, scenario.ours);
    let theirs = room.version("theirs", of_theirs, scenario.theirs);
    let out = if of_ours == Form::Json {
        "out.json"
    } else {
        "out"
    };
    let (code, answer) = merge(&room, &base, &ours, &theirs, out);
    let name = scenario.name;
    let conflicts = places(&answer["conflicts"]);
    match &scenario.outcome {
        Clean(edits, note) => {
            assert_eq!((code, conflicts), (0, Vec::new()), "{name}: {answer:#}");
            let expected = room.version("expected", Form::Json, edits);
            assert_eq!(room.state(out), room.state(&expected), "{name}");
            let notes = answer["notes"].as_array().unwrap().iter();
            let notes: Vec<String> = notes
                .map(|note| note["message"].as_str().unwrap().to_owned())
                .collect();
            let told = places(&answer["notes"]).into_iter().zip(notes);
            let told = told.map(|((key, field), message)| match field.as_str() {
                "" => format!("{key}: {message}"),
                field => format!("{key} {field}: {message}"),
            });
            let told: Vec<String> = told.collect();
            let expected: Vec<&str> = Some(*note)
                .filter(|note| !note.is_empty())
                .into_iter()
                .collect();
            assert_eq!(told, expected, "{name}");
        }
        Conflict(record, field) => {
            let expected = [((*record).to_owned(), (*field).to_owned())];
            assert_eq!(
                (code, conflicts.as_slice()),
                (1, &expected[..]),
                "{name}: {answer:#}"
            );
        }
    }
    // What is there still answers.
    for command in ["list", "check", "runbook"] {
        let args: &[&str] = match command {
            "runbook" => &["runbook", "--component", "Redis", "-r", out],
            command => &[command, "-r", out],
        };
        let run = risk(room.around.path(), args);
        assert!(run.code < 2, "{name}: {run:#?}");
    }
}

/// Checks every scenario, and tells all that fail.
fn each(check: impl Fn(&Scenario) + std::panic::RefUnwindSafe) {
    let failed = SCENARIOS.iter().filter(|scenario| {
        let check = std::panic::AssertUnwindSafe(|| check(scenario));
        std::panic::catch_unwind(check).is_err()
    });
    let failed: Vec<&str> = failed.map(|scenario| scenario.name).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn each_scenario_is_merged_rightly_as_folders() {
    each(|scenario| check(scenario, [Form::Folder; 3]));
}

#[test]
fn each_scenario_is_merged_rightly_as_json() {
    each(|scenario| check(scenario, [Form::Json; 3]));
}

#[test]
fn scenarios_are_merged_rightly_in_mixed_forms() {
    for scenario in SCENARIOS.iter().take(3) {
        check(scenario, [Form::Json, Form::Folder, Form::Json]);
        check(scenario, [Form::Folder, Form::Json, Form::Folder]);
    }
}
