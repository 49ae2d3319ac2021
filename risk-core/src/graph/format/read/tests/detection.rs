//! Telling the format from the content.

use super::{GraphFormat, assert_sound, read_components};
use crate::error::{Error, Remedy};

fn told(text: &str) -> GraphFormat {
    let read = read_components(text.as_bytes(), "graph", None);
    let read = read.unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_sound(&read);
    read.format
}

fn error(bytes: &[u8]) -> Error {
    read_components(bytes, "graph", None).expect_err("it is wrong")
}

#[test]
fn each_format_is_told_from_its_content() {
    use GraphFormat::{Backstage, Compose, Csv, CycloneDx, Dot, NodeLink};
    let cases = [
        (Csv, "component,requires\na,b\n"),
        (Csv, "# made by hand\n\n Need,Requires,Component\n"),
        (Csv, "graph,component,requires\n"),
        (Csv, "\"component\",\"requires\"\n"),
        (Compose, "services: {}"),
        (Compose, "# web\n---\nversion: '3'\nservices:\n  web: {}\n"),
        (Compose, "{services: {web: {}}}"),
        (Compose, "{\"services\": {\"web\": {}}, \"nodes\": 1}"),
        (Compose, "  services:\n    web: {}\n"),
        (Compose, "\"services\":\n  web: {}\n"),
        (Compose, "graph: 1\nservices:\n  web: {}\n"),
        (Backstage, "kind: Group\napiVersion: backstage.io/v1beta1\n"),
        (
            Backstage,
            "---\n# None yet.\n---\napiVersion: backstage.io/v1alpha1\nkind: Group\n",
        ),
        (
            Backstage,
            "{\"apiVersion\": \"backstage.io/v1alpha1\", \"kind\": \"Group\"}",
        ),
        (CycloneDx, "{\"bomFormat\": \"CycloneDX\"}"),
        (
            CycloneDx,
            "\n {\"services\": [], \"nodes\": 1, \"edges\": 1, \"bomFormat\": \"CycloneDX\"}",
        ),
        (NodeLink, "{\"nodes\": [], \"links\": []}"),
        (NodeLink, "{\"edges\": [], \"services\": {}, \"nodes\": []}"),
        (Dot, "digraph { }"),
        (Dot, "DiGraph{}"),
        (Dot, "// a\n/* b\n*/ \n# c\n strict digraph x { }"),
        (Dot, "#include\nstrict\ndigraph \"x\"{ }"),
        (Dot, "graph { a }"),
    ];
    for (format, text) in cases {
        assert_eq!(told(text), format, "{text}");
        let marked = format!("\u{feff}\n{text}");
        assert_eq!(told(&marked), format, "{text}");
    }
}

#[test]
fn a_damaged_file_is_told_and_its_damage_too() {
    let cases = [
        ("services:\n  web: [a\n", "graph:"),
        (
            "{\"bomFormat\": \"CycloneDX\", \"components\": [}",
            "graph:1:43: ",
        ),
        ("{\"hello\": [}", "graph:1:12: "),
        ("digraph { a -> }", "graph:1:16: "),
        ("component,requires\n,b\n", "graph:2:1: "),
    ];
    for (text, expected) in cases {
        let error = error(text.as_bytes()).to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn what_is_none_of_the_formats_is_answered_with_all_of_them() {
    for text in [
        "",
        "hello",
        "[1, 2]",
        "{}",
        "a,b\n",
        "---\n",
        "{\"nodes\": 1}",
        "kind: Pod\n",
        "\u{feff}",
    ] {
        let error = error(text.as_bytes());
        assert!(matches!(&error, Error::Unclear { .. }), "{text}: {error:?}");
        for format in GraphFormat::ALL {
            assert!(error.to_string().contains(format.as_str()), "{error}");
        }
        assert_eq!(error.remedy(), Some(Remedy::Format));
    }
}

#[test]
fn a_format_that_is_given_is_not_looked_for() {
    let read = read_components(b"component,requires\n", "graph", Some(GraphFormat::Csv));
    assert_eq!(read.expect("it is a table").format, GraphFormat::Csv);
    let read = read_components(b"component,requires\n", "graph", Some(GraphFormat::Dot));
    assert!(matches!(read, Err(Error::Malformed { .. })));
}

#[test]
fn other_bytes_than_utf_8_are_an_error_at_their_place() {
    let told = error(b"component,requires\nca\xe9,b\n").to_string();
    assert_eq!(
        told,
        "graph:2:3: expected UTF-8, found other bytes: save the file as UTF-8"
    );
    let utf_16: Vec<u8> = "\u{feff}services:"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(error(&utf_16).to_string().contains("UTF-8"));
}

#[test]
fn documents_of_other_programs_with_a_version_and_a_kind_are_no_catalogue() {
    for (text, version) in [
        (
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n",
            "apps/v1",
        ),
        (
            "apiVersion: v3\nkind: service\nmetadata: { name: web }\n",
            "v3",
        ),
        (
            "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": []}",
            "v1",
        ),
        (
            "kind: Service\nmetadata:\n  annotations: { backstage.io/techdocs-ref: . }\napiVersion: v1\n",
            "v1",
        ),
    ] {
        let message = error(text.as_bytes()).to_string();
        assert!(
            message.contains(&format!("found `{version}`: what other")),
            "{message}"
        );
        let read = read_components(text.as_bytes(), "graph", Some(GraphFormat::Backstage));
        assert!(read.is_err(), "{text}");
    }
}
