//! `CycloneDX`.

use super::{good, lines, wrong};
use crate::graph::format::GraphFormat::CycloneDx;

const EXAMPLE: &str = r#"{
  "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
  "metadata": { "component": { "bom-ref": "shop", "type": "application", "name": "shop" } },
  "components": [
    { "bom-ref": "pkg:a", "type": "library", "group": "org.acme", "name": "http",
      "version": "1.0", "description": "Talks", "components": [
        { "bom-ref": "pkg:a.1", "type": "library", "name": "sockets" } ] },
    { "bom-ref": "pkg:b", "type": "library", "name": "json", "version": "1.0" },
    { "bom-ref": "pkg:c", "type": "library", "name": "json", "version": "2.0", "scope": "optional" },
    { "bom-ref": "pkg:d", "type": "library", "name": "mock", "scope": "excluded" }
  ],
  "services": [ { "bom-ref": "svc", "name": "bank" } ],
  "dependencies": [
    { "ref": "shop", "dependsOn": ["pkg:a", "pkg:c", "pkg:d", "svc", "elsewhere"] },
    { "ref": "pkg:a", "dependsOn": ["pkg:a.1", "pkg:b"] },
    { "ref": "pkg:b" },
    { "ref": "svc", "dependsOn": [], "provides": ["pkg:a"] }
  ]
}"#;

#[test]
fn parts_are_components_and_dependencies_are_required() {
    let read = good(CycloneDx, EXAMPLE);
    let expected = [
        "shop: org.acme/http@1.0, json@2.0 soft, bank, elsewhere",
        "org.acme/http@1.0: sockets, json@1.0",
        "sockets: ?",
        "json@1.0: ",
        "json@2.0: ?",
        "mock: ?",
        "bank: ",
        "elsewhere: ?",
    ];
    assert_eq!(lines(&read), expected);
    let kinds: Vec<&str> = read.components.iter().map(|c| c.kind.as_str()).collect();
    let library = "library";
    let expected = [
        "application",
        library,
        library,
        library,
        library,
        library,
        "service",
        "",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(read.components[1].description, "Talks");
}

#[test]
fn what_is_left_out_is_told() {
    let expected = [
        "1 requirement is of a component whose scope is `excluded`, and left out",
        "1 entry is under `provides`, which is not a requirement, and left out",
    ];
    assert_eq!(good(CycloneDx, EXAMPLE).notes, expected);
}

#[test]
fn parts_with_one_package_url_are_one_component_and_others_are_not() {
    let text = r#"{ "components": [
        { "bom-ref": "1", "name": "a", "version": "1", "purl": "pkg:npm/a@1" },
        { "bom-ref": "3", "name": "a", "version": "1" },
        { "bom-ref": "2", "name": "a", "version": "1", "purl": "pkg:npm/a@1" } ],
        "dependencies": [ { "ref": "1", "dependsOn": ["x"] }, { "ref": "2", "dependsOn": ["y"] } ] }"#;
    let read = good(CycloneDx, text);
    assert_eq!(lines(&read), ["a@1: x, y", "a@1 (3): ?", "x: ?", "y: ?"]);
    assert_eq!(read.notes.len(), 1);
}

#[test]
fn damage_is_told_with_its_place() {
    let error = wrong(CycloneDx, "{\n  \"components\": 5\n}");
    assert_eq!(
        error,
        "graph:2:17: invalid type: integer `5`, expected a sequence"
    );
    let error = wrong(CycloneDx, "{\n  \"components\": [}");
    assert!(error.starts_with("graph:2:18: "), "{error}");
    assert!(!error.contains("at line"), "{error}");
    let error = wrong(
        CycloneDx,
        r#"{ "components": [{ "name": "a", "scope": "maybe" }] }"#,
    );
    assert!(
        error.contains("`required`, `optional`, `excluded`"),
        "{error}"
    );
}
