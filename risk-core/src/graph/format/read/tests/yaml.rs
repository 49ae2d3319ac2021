//! What both readers of YAML rely on.

use super::{good, lines, wrong};
use crate::graph::format::GraphFormat::{Backstage, Compose};

#[test]
fn a_merge_key_brings_what_the_anchor_has() {
    let read = good(
        Compose,
        "x-base: &base\n  depends_on: [db]\nservices:\n  web:\n    <<: *base\n    image: shop\n",
    );
    assert_eq!(lines(&read), ["web: db", "db: ?"]);
}

#[test]
fn a_merge_key_with_a_list_prefers_the_earlier_anchor() {
    let read = good(
        Compose,
        "x-a: &a { depends_on: [db] }\nx-b: &b { depends_on: [cache], links: [mail] }\n\
         services:\n  web:\n    <<: [*a, *b]\n",
    );
    assert_eq!(lines(&read), ["web: db, mail", "db: ?", "mail: ?"]);
}

#[test]
fn what_a_mapping_states_itself_goes_before_what_it_merges() {
    let read = good(
        Compose,
        "x-a: &a { depends_on: [db] }\nservices: { web: { depends_on: [cache], <<: *a } }\n",
    );
    assert_eq!(lines(&read)[0], "web: cache");
}

#[test]
fn a_merged_mapping_merges_with_others_in_depends_on() {
    let read = good(
        Compose,
        "x-needs: &needs\n  db: { condition: service_healthy }\nservices:\n  web:\n    depends_on:\n      \
         <<: *needs\n      cache: { condition: service_started, required: false }\n",
    );
    let mut parts: Vec<String> = lines(&read);
    parts.sort();
    assert!(
        ["web: db, cache soft", "web: cache soft, db"].contains(&parts[2].as_str()),
        "{parts:?}"
    );
}

#[test]
fn an_alias_of_a_list_is_the_list() {
    let read = good(
        Compose,
        "services:\n  web: { depends_on: &needs [db, cache] }\n  mail: { depends_on: *needs }\n",
    );
    assert_eq!(
        lines(&read),
        ["web: db, cache", "db: ?", "cache: ?", "mail: db, cache"]
    );
}

#[test]
fn names_that_look_like_numbers_keep_their_spelling() {
    let read = good(
        Compose,
        "services:\n  1.10: { depends_on: [007, yes, 1e3, 0x1F, &n 2.50, *n, -.inf] }\n",
    );
    assert_eq!(lines(&read)[0], "1.10: 007, yes, 1e3, 0x1F, 2.50, -.inf");
}

#[test]
fn all_documents_are_read() {
    let read = good(
        Compose,
        "---\nservices: { web: { depends_on: [db] } }\n---\n---\nservices: { mail: {} }\n...\n",
    );
    assert_eq!(lines(&read), ["web: db", "db: ?", "mail: ?"]);
}

#[test]
fn the_place_of_a_mistake_is_told() {
    let error = wrong(Compose, "services:\n  web:\n    depends_on: [db\n");
    assert!(error.starts_with("graph:"), "{error}");
    assert!(!error.contains(" at line"), "{error}");
    let error = wrong(Compose, "services:\n  web: {}\n  web: {}\n");
    assert!(error.starts_with("graph:3:3: "), "{error}");
    assert!(error.contains("web"), "{error}");
    let error = wrong(Compose, "# é\nservices:\n  web:\n    depends_on: 5\n");
    let expected = "graph:4:17: expected a list or a mapping of services, found `5`";
    assert_eq!(error, expected);
}

#[test]
fn the_place_of_a_mistake_in_an_anchor_is_where_it_is_used_or_stands() {
    let error = wrong(
        Compose,
        "x-a: &a { depends_on: 5 }\nservices:\n  web:\n    <<: *a\n",
    );
    assert!(
        error.contains("expected a list or a mapping of services"),
        "{error}"
    );
    assert!(
        error.starts_with("graph:1:23") || error.starts_with("graph:4:"),
        "{error}"
    );
}

#[test]
fn a_description_of_several_lines_keeps_them() {
    let text = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: web\n  \
                description: |\n    First.\n\n    - restart A\n    - then C\n";
    let read = good(Backstage, text);
    let expected = "First.\n\n- restart A\n- then C";
    assert_eq!(read.components[0].description, expected);
}
