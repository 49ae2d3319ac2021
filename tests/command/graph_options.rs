//! What the commands about the graph write in which format.

use std::fs;

use serde_json::json;

use crate::registers::web_shop;
use crate::run::{Run, risk};

/// The rows of a command on a chain of many components.
fn of_chain(args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let component = |at: usize| {
        let requires = (at > 0).then(|| json!([{ "of": [format!("C{}", at - 1)] }]));
        json!({ "name": format!("C{at}"), "requires": requires.unwrap_or_else(|| json!([])) })
    };
    let components: Vec<_> = (0..80).map(component).collect();
    let register = json!({ "schema_version": 1, "components": components });
    fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
    risk(folder.path(), &[args, &["-r", "r.json"]].concat()).exits(0)
}

#[test]
fn csv_has_all_rows_unless_somebody_asks_for_fewer() {
    for (command, all) in [("exposure", 80), ("spof", 79)] {
        let csv = of_chain(&[command, "--format", "csv"]);
        assert_eq!(csv.stdout.lines().count(), all + 1, "{command}");
        assert!(!csv.stderr.contains("--top"), "{}", csv.stderr);
        let first = of_chain(&[command, "--format", "csv", "--top", "3"]);
        assert_eq!(first.stdout.lines().count(), 4, "{command}");
        of_chain(&[command]).says(&format!("50 of {all} rows; --top 0 shows all"));
    }
}

#[test]
fn what_a_format_has_no_place_for_is_refused() {
    for (args, told) in [
        (
            &["--failed", "DNS", "--format", "csv"][..],
            "--failed: CSV has no place",
        ),
        (
            &["--most", "3", "--format", "json"],
            "--most: json has all components",
        ),
        (&["--depth", "2"], "--around <COMPONENT>"),
    ] {
        let run = risk(&web_shop(), &[&["graph"], args].concat());
        run.exits(2).says(told);
    }
    for args in [
        &["--failed", "DNS", "--format", "json"][..],
        &["--around", "DNS", "--depth", "2"],
        &["--most", "3", "--format", "dot"],
    ] {
        risk(&web_shop(), &[&["graph"], args].concat()).exits(0);
    }
}

#[test]
fn a_component_of_which_a_requirement_makes_no_sense_is_not_exported_as_fully_known() {
    let folder = tempfile::tempdir().unwrap();
    let components = json!([
        { "name": "A", "requires": ["C", { "of": ["B", "C"], "need": 3 }] },
        { "name": "B", "requires": [] },
        { "name": "C", "requires": [] },
        { "name": "D" },
        { "name": "E", "within": "A", "requires": ["B", 5] },
        { "name": "F", "within": "A" },
    ]);
    let register = json!({ "schema_version": 1, "components": components });
    fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
    let graph = |format| {
        let args = ["-r", "r.json", "graph", "--format", format];
        risk(folder.path(), &args).exits(0)
    };
    let graph_json: serde_json::Value = serde_json::from_str(&graph("json").stdout).unwrap();
    let nodes = graph_json["nodes"].as_array().unwrap().iter();
    let needs: Vec<_> = nodes.map(|node| node["needs"].as_str().unwrap()).collect();
    let unknown = "unknown";
    assert_eq!(needs, [unknown, "none", "none", unknown, unknown, unknown]);
    let xml = graph("graphml").stdout;
    assert_eq!(xml.matches(">unknown<").count(), 4, "{xml}");
    assert!(!xml.contains(">stated<"), "{xml}");
    graph("csv")
        .says("whose dependencies are unknown and that nothing requires: D\n")
        .says("dependencies unknown, and CSV has their container alone: F\n")
        .says("not all dependencies are known, and CSV has those alone that are: A, E\n");
}

#[test]
fn a_picture_reports_what_it_does_not_draw_inside_its_container() {
    let folder = tempfile::tempdir().unwrap();
    let mut components = vec![
        json!({ "name": "A", "within": "B" }),
        json!({ "name": "B", "within": "A" }),
        json!({ "name": "C0" }),
    ];
    let deep =
        (1..25).map(|at| json!({ "name": format!("C{at}"), "within": format!("C{}", at - 1) }));
    components.extend(deep);
    let register = json!({ "schema_version": 1, "components": components });
    fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
    let told = "warning: 10 components not drawn inside what they live in, as that is a cycle \
                or nests more than 16 deep: A, B, C17,";
    for format in ["dot", "mermaid"] {
        let args = ["-r", "r.json", "graph", "--format", format];
        risk(folder.path(), &args).exits(0).says(told);
    }
    let args = ["-r", "r.json", "graph", "--format", "json"];
    let data = risk(folder.path(), &args).exits(0);
    assert!(!data.stderr.contains("not drawn"), "{}", data.stderr);
    risk(folder.path(), &["-r", "r.json", "report", "--format", "md"])
        .exits(0)
        .writes("Not drawn inside what they live in");
}

#[test]
fn words_of_groups_mean_the_same_in_any_case() {
    let folder = tempfile::tempdir().unwrap();
    let register = json!({ "schema_version": 1 });
    fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
    let rows =
        "component,requires,group,need\nCheckout,Redis A,sessions,1\nCheckout,Redis B,Sessions,1\n";
    fs::write(folder.path().join("graph.csv"), rows).unwrap();
    risk(
        folder.path(),
        &["-r", "r.json", "component", "import", "graph.csv"],
    )
    .exits(0);
    let blast = ["-r", "r.json", "blast", "Redis A", "--format", "json"];
    let blast = risk(folder.path(), &blast).exits(0).stdout;
    let blast: serde_json::Value = serde_json::from_str(&blast).unwrap();
    let down = blast["down"].as_array().unwrap().iter();
    let down: Vec<_> = down.map(|one| one["component"].as_str()).collect();
    assert_eq!(down, [Some("Redis A")], "{blast}");
}
