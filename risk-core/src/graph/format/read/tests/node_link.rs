//! Nodes and links.

use super::{good, lines, wrong};
use crate::graph::format::GraphFormat::NodeLink;

const EXAMPLE: &str = r#"{
  "directed": true, "multigraph": false, "graph": {},
  "nodes": [
    { "id": 1, "name": "Shop", "kind": "service", "owner": "Blue", "description": "Sells" },
    { "id": 2, "label": "Postgres", "needs": "none" },
    { "id": "mail" },
    { "id": 4, "name": "Replica" },
    { "id": 5, "name": "Replica" }
  ],
  "edges": [
    { "source": 1, "target": 2 },
    { "source": 1, "target": "mail", "effect": "soft" },
    { "source": "mail", "target": 4, "group": "copies", "need": 1 },
    { "source": "mail", "target": 5, "group": "copies" },
    { "source": "mail", "target": 9 }
  ]
}"#;

#[test]
fn a_node_that_needs_nothing_has_no_edge_to_what_it_requires() {
    let error = wrong(
        NodeLink,
        "{\"nodes\":[{\"id\":\"a\",\"needs\":\"none\"},{\"id\":\"b\"}],\"edges\":[{\"source\":\"a\",\"target\":\"b\"}]}",
    );
    let expected = "an edge states what `a` requires, and its node has `\"needs\": \"none\"`";
    assert!(error.ends_with(expected), "{error}");
}

#[test]
fn nodes_are_components_and_edges_go_to_what_is_required() {
    let read = good(NodeLink, EXAMPLE);
    let expected = [
        "Shop: Postgres, mail soft",
        "Postgres: ",
        "mail: 1 of Replica Replica (5), 9",
        "Replica: ?",
        "Replica (5): ?",
        "9: ?",
    ];
    assert_eq!(lines(&read), expected);
    let shop = &read.components[0];
    assert_eq!(
        [&shop.kind, &shop.owner, &shop.description],
        ["service", "Blue", "Sells"]
    );
    assert_eq!(read.notes, [""; 0]);
}

#[test]
fn links_are_edges_under_another_name() {
    let read = good(
        NodeLink,
        r#"{"nodes":[],"links":[{"source":"a","target":"b"}]}"#,
    );
    assert_eq!(lines(&read), ["a: b", "b: ?"]);
    let error = wrong(NodeLink, r#"{"nodes":[],"links":[],"edges":[]}"#);
    assert!(error.contains("found both"), "{error}");
}

#[test]
fn a_graph_that_is_not_directed_is_an_error() {
    let error = wrong(
        NodeLink,
        "{\n \"directed\": false, \"nodes\": [], \"edges\": []}",
    );
    assert!(
        error.starts_with("graph:2:2: the graph is not directed"),
        "{error}"
    );
}

#[test]
fn attributes_that_nobody_reads_are_told_of() {
    let read = good(
        NodeLink,
        r#"{"nodes":[{"id":1,"x":3},{"id":2,"x":4,"kind":["a"]}],
            "edges":[{"source":1,"target":2,"weight":0.5}]}"#,
    );
    let expected =
        "attributes are not read: `kind` of nodes (1), `weight` of edges (1), `x` of nodes (2)";
    assert_eq!(read.notes, [expected]);
}

#[test]
fn a_description_keeps_its_lines_and_a_name_its_spaces() {
    let read = good(
        NodeLink,
        r#"{"nodes":[{"id":" a  b ","description":"one\r\n\n- two\n"},{"id":"a\nc","kind":"x\ty"}],"edges":[]}"#,
    );
    assert_eq!(lines(&read), ["a  b: ?", "a c: ?"]);
    assert_eq!(read.components[0].description, "one\n\n- two");
    assert_eq!(read.components[1].kind, "x y");
}

#[test]
fn a_node_with_edges_whose_needs_are_unknown_is_reported() {
    let read = good(
        NodeLink,
        r#"{"nodes":[{"id":"a","needs":"unknown"},{"id":"b","needs":"unknown"},{"id":"c"}],
            "edges":[{"source":"a","target":"b"},{"source":"c","target":"b"}]}"#,
    );
    assert_eq!(lines(&read), ["a: b", "b: ?", "c: b"]);
    let expected =
        "these need more than the graph has, as it states that their needs are unknown: a";
    assert_eq!(read.notes, [expected]);
}

#[test]
fn a_mistake_is_told_with_the_place_of_its_record() {
    let error = wrong(
        NodeLink,
        "{\"nodes\": [\n  {\"id\": 1},\n  {\"name\": \"b\"}], \"edges\": []}",
    );
    assert_eq!(
        error,
        "graph:3:3: expected `id` to be a text or a number, found nothing"
    );
    let error = wrong(NodeLink, "{\"nodes\": [\n  {\"id\": 1}, {\"id\": \"1\"}]}");
    assert!(
        error.starts_with("graph:2:14: a second node with the id `1`"),
        "{error}"
    );
    let error = wrong(
        NodeLink,
        "{\"edges\": [\n {\"source\": 1, \"target\": 2, \"effect\": \"x\"}]}",
    );
    assert_eq!(error, "graph:2:2: expected `hard` or `soft`, found `x`");
    let error = wrong(
        NodeLink,
        "{\"nodes\": [\n {\"id\": 1, \"needs\": \"all\"}]}",
    );
    assert!(
        error.starts_with("graph:2:2: expected `needs` to be `none`, `stated` or `unknown`"),
        "{error}"
    );
    let error = wrong(NodeLink, "{\"nodes\": [\n  5]}");
    assert_eq!(
        error,
        "graph:2:3: invalid type: integer `5`, expected a map"
    );
}

#[test]
fn a_number_is_a_position_where_no_node_has_a_number() {
    let graph =
        |links: &str| format!(r#"{{"nodes":[{{"id":"web"}},{{"id":"db"}}],"links":[{links}]}}"#);
    let read = good(NodeLink, &graph(r#"{"source":0,"target":1}"#));
    assert_eq!(lines(&read), ["web: db", "db: ?"]);
    let error = wrong(NodeLink, &graph(r#"{"source":0,"target":2}"#));
    assert!(
        error.contains("expected `target` to be the id of a node or its position, 0 to 1, found 2"),
        "{error}"
    );
}
