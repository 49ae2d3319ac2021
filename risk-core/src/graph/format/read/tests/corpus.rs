//! Real files, in a folder that the environment names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{GraphFormat, assert_sound, read_components};

type Edge = (String, String);

/// The edges of `depends_on` by a reading of our own, which knows lines and how far they are
/// indented and nothing else of YAML.
fn expected(text: &str) -> BTreeSet<Edge> {
    let mut edges = BTreeSet::new();
    let mut service = String::new();
    // How far the services are indented, and the field that is being read.
    let (mut in_services, mut of_services, mut of_field) = (false, None, None);
    for line in text.lines() {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if indent == 0 {
            (in_services, of_services) = (content == "services:", None);
            continue;
        }
        if !in_services {
            continue;
        }
        let service_indent = *of_services.get_or_insert(indent);
        if indent == service_indent {
            (service, of_field) = (content.trim_end_matches(':').to_owned(), None);
        } else if content == "depends_on:" {
            of_field = Some((indent, None));
        } else if let Some((field, entry)) = &mut of_field {
            let is_entry = content.starts_with("- ");
            if indent < *field || (indent == *field && !is_entry) {
                of_field = None;
            } else if indent == *entry.get_or_insert(indent) {
                let name = content
                    .trim_start_matches("- ")
                    .trim_end_matches(':')
                    .trim();
                edges.insert((service.clone(), name.to_owned()));
            }
        }
    }
    edges
}

/// The edges that were read.
fn found(text: &str) -> BTreeSet<Edge> {
    let read = read_components(text.as_bytes(), "graph", None).expect("it is a Compose file");
    assert_sound(&read);
    assert_eq!(read.format, GraphFormat::Compose);
    let mut edges = BTreeSet::new();
    for component in &read.components {
        for requirement in component.requires.iter().flatten() {
            for member in &requirement.members {
                edges.insert((component.name.clone(), member.clone()));
            }
        }
    }
    edges
}

#[test]
fn every_edge_of_real_compose_files_is_read() {
    let Some(corpus) = std::env::var_os("RISK_CORPUS") else {
        say("skipped: set RISK_CORPUS to a folder with `components/*.yaml`");
        return;
    };
    let folder = Path::new(&corpus).join("components");
    let mut files = 0;
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if !path.extension().is_some_and(|e| e == "yaml" || e == "yml") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("the file can be read");
        let expected = expected(&text);
        assert!(!expected.is_empty(), "{}", path.display());
        assert_eq!(found(&text), expected, "{}", path.display());
        files += 1;
    }
    assert!(files > 0, "there are files");
}

/// Reports what a test did not do.
#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn say(text: &str) {
    eprintln!("{text}");
}
