//! Files that are made to do harm.

use std::time::{Duration, Instant};

use super::GraphFormat::{Backstage, Compose, Csv, CycloneDx, Dot, NodeLink};
use super::{GraphFormat, read, read_components};
use crate::error::Error;

/// How long a file may take, on a slow machine and without optimization.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads a text as some formats and without one, within a time that only a flaw would need.
fn read_as(formats: &[GraphFormat], text: &str) {
    let start = Instant::now();
    for format in formats {
        let _ = read(*format, text);
    }
    let _ = read_components(text.as_bytes(), "graph", None);
    assert!(
        start.elapsed() < PATIENCE,
        "{formats:?}: {:?}",
        start.elapsed()
    );
}

#[test]
fn a_million_brackets_overflow_nothing() {
    for open in ["{", "[", "<", "- ", "{\"a\":"] {
        read_as(&GraphFormat::ALL, &open.repeat(1_000_000));
    }
    for (format, before, open) in [
        (Dot, "digraph ", "{"),
        (Dot, "digraph {", "subgraph a {"),
        (Dot, "digraph { a ->", "{ b ->"),
        (Compose, "services: ", "["),
        (Compose, "services: ", "{a: "),
        (Compose, "services: ", "&a ["),
        (Backstage, "kind: a\napiVersion: ", "? "),
        (
            CycloneDx,
            "{\"components\":",
            "[{\"name\":\"a\",\"components\":",
        ),
        (NodeLink, "{\"edges\":[],\"nodes\":[", "["),
        (NodeLink, "{\"edges\":[],\"nodes\":", "[{\"id\":"),
    ] {
        read_as(&[format], &format!("{before}{}", open.repeat(1_000_000)));
    }
}

#[test]
fn subgraphs_that_nest_as_people_nest_them_are_read_and_deeper_ones_refused() {
    let nested = |depth: usize| format!("digraph {}a{}", "{".repeat(depth), "}".repeat(depth));
    assert!(read(Dot, &nested(50)).is_ok());
    let error = read(Dot, &nested(500)).unwrap_err().to_string();
    assert!(error.contains("nest more than 100 deep"), "{error}");
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        let list = [before.as_str(); 9].join(", ");
        text += &format!("a{level}: &a{level} [{list}]\n");
    }
    text += "services: { web: { depends_on: *a11 } }\n";
    let start = Instant::now();
    for format in [Compose, Backstage] {
        let error = read(format, &text).unwrap_err();
        assert!(matches!(error, Error::Malformed { .. }), "{error:?}");
    }
    assert!(start.elapsed() < PATIENCE);
}

#[test]
fn merge_keys_that_multiply_are_refused_or_stay_small() {
    let mut text = "a0: &a0 { k0: 0 }\n".to_owned();
    for level in 1..40 {
        let before = format!("*a{}", level - 1);
        let list = [before.as_str(); 9].join(", ");
        text += &format!("a{level}: &a{level} {{ <<: [{list}], k{level}: 0 }}\n");
    }
    text += "services: { web: *a39 }\n";
    let start = Instant::now();
    let _ = read(Compose, &text);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn edges_between_subgraphs_that_multiply_are_refused() {
    let nodes = |letter: char| {
        let names: Vec<String> = (0..5_000).map(|n| format!("{letter}{n}")).collect();
        names.join(" ")
    };
    let text = format!("digraph {{ {{ {} }} -> {{ {} }} }}", nodes('a'), nodes('b'));
    let error = read(Dot, &text).unwrap_err();
    assert!(matches!(error, Error::Limit { .. }), "{error:?}");
    let again = "subgraph s ".repeat(5_000);
    let text = format!("digraph {{ subgraph s {{ {} }} {again} }}", nodes('a'));
    let error = read(Dot, &text).unwrap_err();
    assert!(matches!(error, Error::Limit { .. }), "{error:?}");
}

#[test]
fn a_line_of_ten_megabytes_is_read_in_time() {
    let word = "x".repeat(10_000_000);
    for (format, text) in [
        (Csv, format!("component,requires\n{word},b\n")),
        (Csv, format!("component,requires\n\"{word}")),
        (
            Compose,
            format!("services: {{ web: {{ depends_on: [{word}] }} }}"),
        ),
        (
            CycloneDx,
            format!("{{\"components\":[{{\"name\":\"{word}\"}}]}}"),
        ),
        (
            NodeLink,
            format!("{{\"nodes\":[{{\"id\":\"{word}\"}}],\"edges\":[]}}"),
        ),
        (Dot, format!("digraph {{ {word} -> \"{word}\" }}")),
    ] {
        read_as(&[format], &text);
    }
}

#[test]
fn very_many_small_things_are_read_in_time() {
    let many = |thing: &str| thing.repeat(100_000);
    for (format, text) in [
        (
            Csv,
            format!("component,requires,group\n{}", many("a,b,g\n")),
        ),
        (
            Compose,
            format!("services: {{ web: {{ depends_on: [{}] }} }}", many("a, ")),
        ),
        (Compose, many("# \n---\n")),
        (Dot, format!("digraph {{ {} }}", many("a->b [group=g] "))),
        (Dot, format!("digraph {{ \"{}\" }}", many("\\\""))),
        (Dot, format!("digraph {{ a [label=\"{}\"] }}", many("&"))),
        (Dot, many("# \n")),
    ] {
        read_as(&[format], &text);
    }
}

#[test]
fn yaml_may_nest_as_people_nest_it_and_no_deeper_than_a_small_stack_holds() {
    let nested = |depth: usize| {
        format!(
            "x: {}{}\nservices: {{}}\n",
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    assert!(read(Compose, &nested(25)).is_ok());
    assert!(read(Compose, &nested(45)).is_err());
}
