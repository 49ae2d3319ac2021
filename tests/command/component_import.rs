//! Components brought in from files of other programs.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::registers::{files, shop};
use crate::run::{Run, command, risk};

const COMPOSE: &str = "\
x-needs: &needs
  depends_on: { database: { condition: service_healthy }, mail: { condition: service_started, required: false } }
services:
  api:
    <<: *needs
  database: {}
  mail: { depends_on: [relay] }
";

fn made(register: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    risk(folder.path(), &["init", register]).exits(0);
    fs::write(folder.path().join("compose.yaml"), COMPOSE).unwrap();
    folder
}

fn import(folder: &Path, register: &str, more: &[&str]) -> Run {
    let args = ["-r", register, "component", "import"];
    risk(folder, &[&args, more].concat())
}

fn requires(folder: &Path, register: &str, name: &str) -> Value {
    let run = risk(
        folder,
        &["-r", register, "component", "list", "--format", "json"],
    )
    .exits(0);
    let listed: Value = serde_json::from_str(&run.stdout).unwrap();
    let all = listed["components"].as_array().unwrap();
    let found = all.iter().find(|component| component["name"] == name);
    found.expect("it is listed")["requires"].clone()
}

#[test]
fn a_compose_file_goes_into_every_form_of_a_register() {
    for register in [".", "r.json", "r.xlsx"] {
        let folder = made(if register == "r.xlsx" { "." } else { register });
        if register == "r.xlsx" {
            risk(folder.path(), &["export", "--to", "r.xlsx"]).exits(0);
        }
        import(folder.path(), register, &["compose.yaml"])
            .exits(0)
            .says("compose.yaml (compose): 4 components and 3 requirements; 4 added, 0 changed, 0 unchanged")
            .says("`risk component confirm NAME`");
        let expected = json!([
            { "of": ["database"], "assumed_from": "compose.yaml" },
            { "of": ["mail"], "effect": "soft", "assumed_from": "compose.yaml" },
        ]);
        assert_eq!(
            requires(folder.path(), register, "api"),
            expected,
            "{register}"
        );
        assert_eq!(requires(folder.path(), register, "relay"), Value::Null);
        let before = files(folder.path());
        import(folder.path(), register, &["compose.yaml"])
            .exits(0)
            .says("0 added, 0 changed, 4 unchanged");
        assert!(
            files(folder.path()) == before,
            "{register}: a second import changes no byte"
        );
    }
}

#[test]
fn what_people_declared_stays_and_is_told() {
    let folder = shop();
    let compose = "services: { Checkout API: { depends_on: [Redis A, Email provider] } }";
    fs::write(folder.path().join("compose.yaml"), compose).unwrap();
    import(folder.path(), ".", &["compose.yaml", "--as", "compose"])
        .exits(0)
        .says("not taken over, of Checkout API: Redis A is required otherwise already")
        .says("changed: Checkout API");
    let found = requires(folder.path(), ".", "Checkout API");
    let found = found.as_array().unwrap();
    assert!(found.contains(&json!({ "of": ["Redis A", "Redis B"], "need": 1 })));
    let new = json!({ "of": ["Email provider"], "assumed_from": "compose.yaml" });
    assert_eq!(found.last(), Some(&new));
    risk(folder.path(), &["why", "Checkout API", "Email provider"])
        .exits(0)
        .writes("it needs Email provider (assumed from compose.yaml), which has failed");
    let mistyped = ["component", "confirm", "--source", "compos.yaml"];
    risk(folder.path(), &mistyped)
        .exits(2)
        .says("nothing was imported from `compos.yaml`")
        .says("did you mean `compose.yaml`?");
    risk(folder.path(), &["component", "confirm", "checkout api"])
        .exits(0)
        .says("1 requirement confirmed");
    let found = requires(folder.path(), ".", "Checkout API");
    assert_eq!(
        found.as_array().unwrap().last(),
        Some(&json!("Email provider"))
    );
    // What is confirmed is declared, so the file that says no more of it takes nothing back.
    fs::write(
        folder.path().join("compose.yaml"),
        "services: { Checkout API: {} }",
    )
    .unwrap();
    import(folder.path(), ".", &["compose.yaml"])
        .exits(0)
        .says("0 changed");
}

#[test]
fn a_compose_file_and_those_that_override_it_are_one_source() {
    let folder = made(".");
    let more =
        "services: { api: { depends_on: { mail: !reset null, database: { required: false } } } }";
    fs::write(folder.path().join("more.yaml"), more).unwrap();
    let args = ["compose.yaml", "more.yaml", "--source", "compose"];
    import(folder.path(), ".", &args)
        .exits(0)
        .says("compose (compose): 4 components and 2 requirements; 4 added");
    let expected = json!([{ "of": ["database"], "effect": "soft", "assumed_from": "compose" }]);
    assert_eq!(requires(folder.path(), ".", "api"), expected);
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = made(".");
    let before = files(folder.path());
    import(folder.path(), ".", &["compose.yaml", "--dry-run"])
        .exits(0)
        .says("would create 4 files");
    assert!(files(folder.path()) == before);
}

#[test]
fn standard_input_is_a_file_whose_source_can_be_named() {
    let folder = made(".");
    let mut child = command(folder.path())
        .args(["component", "import", "-", "--source", "terraform"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let graph = "digraph { \"aws_instance.web\" -> \"aws_vpc.main\" }";
    child
        .stdin
        .take()
        .unwrap()
        .write_all(graph.as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success());
    let expected = json!([{ "of": ["aws_vpc.main"], "assumed_from": "terraform" }]);
    assert_eq!(requires(folder.path(), ".", "aws_instance.web"), expected);
}

#[test]
fn what_is_no_component_graph_is_refused_with_what_would_be_right() {
    let folder = made(".");
    fs::write(folder.path().join("x"), "hello").unwrap();
    import(folder.path(), ".", &["x"]).exits(2).says("--as");
    fs::write(folder.path().join("x"), "services: [").unwrap();
    import(folder.path(), ".", &["x"]).exits(2).says("x:1:");
    import(folder.path(), ".", &["missing.yaml"])
        .exits(2)
        .says("missing.yaml");
    fs::write(folder.path().join("x"), [0xff, 0xfe, 0x00]).unwrap();
    import(folder.path(), ".", &["x"]).exits(2).says("UTF-8");
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn every_edge_of_the_compose_files_of_real_systems_comes_in() {
    let Some(corpus) = std::env::var_os("RISK_CORPUS") else {
        eprintln!("skipped: RISK_CORPUS names no folder with real files");
        return;
    };
    let files = [
        "hotel-reservation.compose.yml",
        "opentelemetry-demo.compose.yaml",
    ];
    // As PyYAML and a count by hand have them.
    for (name, edges) in files.into_iter().zip([22, 46]) {
        let folder = made(".");
        let file = Path::new(&corpus).join("components").join(name);
        import(folder.path(), ".", &[file.to_str().unwrap()]).exits(0);
        let run = risk(folder.path(), &["component", "list", "--format", "json"]).exits(0);
        let listed: Value = serde_json::from_str(&run.stdout).unwrap();
        let all = listed["components"].as_array().unwrap().iter();
        let found = all
            .filter_map(|component| component["requires"].as_array())
            .map(Vec::len);
        assert_eq!(found.sum::<usize>(), edges, "{name}");
    }
}

#[test]
fn a_register_in_json_is_made_like_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    risk(folder.path(), &["init", "shop.json"])
        .exits(0)
        .says("made shop.json");
    let run = risk(
        folder.path(),
        &["-r", "shop.json", "list", "--format", "json"],
    )
    .exits(0);
    assert!(run.stdout.contains("\"title\": \"shop\""), "{}", run.stdout);
    risk(folder.path(), &["init", "shop.json"])
        .exits(2)
        .says("exists already");
}

#[test]
fn a_file_of_the_same_name_takes_nothing_back_unless_told_to() {
    let folder = made(".");
    import(folder.path(), ".", &["compose.yaml"]).exits(0);
    fs::create_dir(folder.path().join("other")).unwrap();
    fs::write(
        folder.path().join("other/compose.yaml"),
        "services: { web: { depends_on: [api] } }",
    )
    .unwrap();
    let named = ["other/compose.yaml", "--source", "compose.yaml"];
    import(folder.path(), ".", &named)
        .exits(0)
        .says("compose.yaml does not have these any more, which stay as they are: database, mail")
        .says("--source");
    assert_ne!(requires(folder.path(), ".", "mail"), Value::Null);
    import(folder.path(), ".", &[&named[..], &["--remove"]].concat())
        .exits(0)
        .says("taken back, as compose.yaml does not have them: database, mail")
        .says("0 added, 3 changed, 2 unchanged")
        .says("changed: database, mail, relay");
    assert_eq!(requires(folder.path(), ".", "mail"), Value::Null);
    import(folder.path(), ".", &["compose.yaml", "--source", " "])
        .exits(2)
        .says("a name of one line");
}

#[test]
fn files_of_one_name_in_two_folders_are_two_sources_and_their_services_two_things() {
    let folder = made(".");
    for stack in ["shop-a", "shop-b"] {
        fs::create_dir(folder.path().join(stack)).unwrap();
        let text = format!("services: {{ web: {{ depends_on: [db, {stack}] }}, db: {{}} }}");
        fs::write(folder.path().join(stack).join("compose.yaml"), text).unwrap();
    }
    import(folder.path(), ".", &["shop-a/compose.yaml"]).exits(0);
    import(folder.path(), ".", &["./shop-b/compose.yaml"])
        .exits(0)
        .says("other components have these names: web as web (shop-b/compose.yaml), db as db (shop-b/compose.yaml)");
    let needs = requires(folder.path(), ".", "web (shop-b/compose.yaml)");
    assert_eq!(needs[0]["of"], json!(["db (shop-b/compose.yaml)"]));
    // Both at once, again, change nothing.
    import(
        folder.path(),
        ".",
        &["shop-b/compose.yaml", "shop-a/compose.yaml"],
    )
    .exits(0)
    .says("of all components, 0 added, 0 changed, 6 unchanged");
}

#[test]
fn a_service_that_a_review_named_otherwise_is_made_the_same() {
    let folder = made(".");
    risk(
        folder.path(),
        &["add", "component=Database", "description=Full"],
    )
    .exits(0);
    risk(
        folder.path(),
        &["add", "component=Mail relay", "description=Full"],
    )
    .exits(0);
    import(folder.path(), ".", &["compose.yaml"])
        .exits(0)
        .says("taken for components that were here by these names: Database");
    let run = risk(folder.path(), &["component", "add", "--all-named"]).exits(0);
    assert!(
        run.stdout.contains("component Mail relay  added"),
        "{}",
        run.stdout
    );
    risk(folder.path(), &["component", "same", "Mail relay", "relay"]).exits(0);
    assert_eq!(
        requires(folder.path(), ".", "mail"),
        json!([{ "of": ["Mail relay"], "assumed_from": "compose.yaml" }])
    );
    import(folder.path(), ".", &["compose.yaml"])
        .exits(0)
        .says("nothing changed");
    fs::write(
        folder.path().join("compose.yaml"),
        "services: { api: {}, mail: {}, database: {} }",
    )
    .unwrap();
    import(folder.path(), ".", &["compose.yaml"])
        .exits(0)
        .says("does not have these any more, which stay as they are: Mail relay (R02)");
}

#[test]
fn what_stands_beside_a_component_that_becomes_another_one_is_reported_as_not_taken_over() {
    let folder = made(".");
    let components = json!([
        { "name": "db", "color": "blue", "size": 1 },
        { "name": "orders-db", "color": "red", "size": 1, "sub": { "x": 1 } },
    ]);
    let register = json!({ "schema_version": 1, "components": components });
    fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
    let same = |register| {
        let args = ["-r", register, "component", "same", "db", "orders-db"];
        risk(folder.path(), &args).exits(0)
    };
    same("r.json").says(
        "warning: not taken over of orders-db, keys of unknown meaning: color = \"red\", sub = {\"x\":1}\n",
    );
    let file = |name: &str| folder.path().join("components").join(name);
    fs::create_dir_all(file("")).unwrap();
    fs::write(file("db.toml"), "color = 'red'\n").unwrap();
    let gone = "#:schema ../.schema/component.json\ncolor = 'red'\n";
    fs::write(file("orders-db.toml"), gone).unwrap();
    let run = same(".");
    assert!(!run.stderr.contains("not taken over"), "{}", run.stderr);
    fs::write(file("orders-db.toml"), "kind = 'cache' # since 2024\n").unwrap();
    same(".").says("warning: not taken over of orders-db: its comments\n");
}

#[test]
fn of_a_group_that_has_its_owner_among_others_so_many_fewer_of_these_are_needed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let rows = "A,A,hard,g,2\nA,B,hard,g,2\nA,C,hard,g,2\nA,D,,,\n";
    fs::write(
        folder.join("needs.csv"),
        format!("component,requires,effect,group,need\n{rows}"),
    )
    .unwrap();
    let register = json!({ "schema_version": 1, "components": [], "risks": [] });
    fs::write(folder.join("r.json"), register.to_string()).unwrap();
    risk(
        folder,
        &["component", "import", "needs.csv", "-r", "r.json"],
    )
    .exits(0)
    .says("of A: needs.csv states that it requires itself");
    let blast = |failed: &[&str]| risk(folder, &[&["blast", "-r", "r.json"], failed].concat());
    blast(&["B"]).exits(0).writes("no redundancy  A");
    blast(&["B", "C"]).exits(0).writes("down    A");
}
