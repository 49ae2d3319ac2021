//! Docker Compose.

use super::{assert_sound, good, lines, wrong};
use crate::graph::format::GraphFormat::Compose;
use crate::graph::format::{ReadComponents, read_source};

const EXAMPLE: &str = "\
# A small shop.
name: shop
x-logging: &logging
  logging: { driver: local }
services:
  web:
    <<: *logging
    image: shop/web
    depends_on: [api, assets]
  api:
    <<: *logging
    depends_on:
      db:
        condition: service_healthy
        restart: true
      recommendations:
        condition: service_started
        required: false
  db:
    image: postgres
  recommendations:
    network_mode: service:api
volumes:
  data:
";

#[test]
fn depends_on_is_read_in_both_forms() {
    let read = good(Compose, EXAMPLE);
    let expected = [
        "web: api, assets",
        "api: db, recommendations soft",
        "assets: ?",
        "db: ?",
        "recommendations: api",
    ];
    assert_eq!(lines(&read), expected);
    assert_eq!(read.notes, [""; 0]);
}

#[test]
fn what_compose_starts_first_without_being_told_is_required() {
    let read = good(
        Compose,
        "services:\n  web:\n    links: ['db:postgres', cache]\n    volumes_from: ['files:ro']\n    \
         network_mode: service:proxy\n    ipc: service:a\n    pid: host\n",
    );
    assert_eq!(lines(&read)[0], "web: db, cache, files, proxy, a");
}

#[test]
fn what_depends_on_says_goes_before_what_a_link_implies() {
    let read = good(
        Compose,
        "services: { web: { links: [db], depends_on: { db: { required: false } } } }",
    );
    assert_eq!(lines(&read)[0], "web: db soft");
    assert_eq!(read.notes, [""; 0]);
}

#[test]
fn containers_and_other_files_are_told_of() {
    let read = good(
        Compose,
        "include: [a.yaml, b.yaml]\nservices:\n  web:\n    volumes_from: ['container:old:rw']\n    \
         network_mode: 'container:other'\n    external_links: [legacy]\n    \
         extends: { file: base.yaml, service: web }\n",
    );
    assert_eq!(lines(&read), ["web: ?"]);
    let expected = [
        "2 files that are included are not read",
        "1 service extends another, and what it has from there is not followed",
        "2 references are to a container instead of a service, and left out",
        "1 external link leads out of the file, and left out",
    ];
    assert_eq!(read.notes, expected);
}

#[test]
fn a_service_that_says_nothing_of_others_has_unknown_needs() {
    let read = good(
        Compose,
        "services: { db: { image: postgres }, cache:, web: { depends_on: [] } }",
    );
    assert_eq!(lines(&read), ["db: ?", "cache: ?", "web: "]);
}

#[test]
fn an_extension_is_no_service_and_a_service_may_be_called_like_one() {
    let read = good(
        Compose,
        "x-a: { b: { depends_on: [c] } }\nservices: { x-ray: { depends_on: [db] }, web: {} }",
    );
    assert_eq!(lines(&read), ["x-ray: db", "db: ?", "web: ?"]);
}

/// The one graph that several files of a source make.
fn merged(files: &[&str]) -> ReadComponents {
    let files: Vec<(&[u8], &str)> = files.iter().map(|text| (text.as_bytes(), "x")).collect();
    let mut all = read_source(&files, "graph", Some(Compose)).unwrap();
    assert_eq!(all.len(), 1);
    let read = all.remove(0);
    assert_sound(&read);
    read
}

const BASE: &str = "services:\n  web:\n    depends_on:\n      db: { condition: service_healthy }\n      \
    cache: { condition: service_started }\n    links: [mail]\n    network_mode: service:proxy\n  db: {}\n";

#[test]
fn a_later_file_states_more_or_otherwise() {
    let later = "services: { web: { depends_on: { cache: { required: false } }, network_mode: host }, new: {} }";
    let read = merged(&[BASE, later]);
    let expected = [
        "web: db, cache soft, mail",
        "db: ?",
        "cache: ?",
        "mail: ?",
        "new: ?",
    ];
    assert_eq!(lines(&read), expected);
    // The keys of one entry are merged as well, and a list is a mapping to what is required.
    let more = "services: { web: { depends_on: { cache: { condition: service_healthy } } } }";
    let read = merged(&[BASE, later, more]);
    assert_eq!(lines(&read)[0], "web: db, cache soft, mail");
    let read = merged(&[
        BASE,
        later,
        "services: { web: { depends_on: [cache, queue] } }",
    ]);
    assert_eq!(lines(&read)[0], "web: db, cache, queue, mail");
    assert_eq!(
        lines(&merged(&[BASE, "services: { web: }"]))[0],
        "web: db, cache, mail, proxy"
    );
    assert_eq!(read.notes, [""; 0]);
}

#[test]
fn the_documents_of_one_file_are_merged_as_files_are() {
    let later = "services: { web: { depends_on: { db: { required: false } } } }";
    let read = good(Compose, &format!("{BASE}---\n{later}\n"));
    assert_eq!(lines(&read)[0], "web: db soft, cache, mail, proxy");
}

#[test]
fn tags_take_back_what_stands_before_them() {
    let cases = [
        (
            "web: { depends_on: !override [db], links: !reset [] }",
            "web: db, proxy",
        ),
        (
            "web: { depends_on: !reset null, network_mode: !reset null }",
            "web: mail",
        ),
        (
            "web: { depends_on: { cache: !reset null } }",
            "web: db, mail, proxy",
        ),
        ("web: !override { links: [new] }", "web: new"),
        ("web: !reset null", "db: ?"),
    ];
    for (services, expected) in cases {
        let read = merged(&[BASE, &format!("services: {{ {services} }}")]);
        assert_eq!(lines(&read)[0], expected, "{services}");
        assert_eq!(read.notes, [""; 0], "{services}");
    }
    let read = merged(&[BASE, "services: !override { a: {} }"]);
    assert_eq!(lines(&read), ["a: ?"]);
}

#[test]
fn a_tag_that_changes_nothing_or_is_not_known_is_reported() {
    let read = good(
        Compose,
        "services: { web: { depends_on: !override [db, !x cache], ports: !reset [] }, old: !reset null }",
    );
    assert_eq!(lines(&read), ["web: db, cache", "db: ?", "cache: ?"]);
    let expected = [
        "2 tags `!override` and `!reset` change nothing, as nothing before states what they are about",
        "tags are not understood, and their values read as if they had none: `!x` (1 value)",
    ];
    assert_eq!(read.notes, expected);
}

#[test]
fn a_tag_of_an_inner_value_is_read_or_reported() {
    let base = "services:\n  web:\n    depends_on: { db: { required: false } }\n    models: { m: }\n    \
                external_links: [old]\n";
    let later = "services: { web: { depends_on: { db: { required: !reset null } }, models: { m: !reset null }, \
                 external_links: !override [] } }";
    let read = merged(&[base, later]);
    assert_eq!(lines(&read)[0], "web: db");
    assert_eq!(read.notes, [""; 0]);
    let read = good(
        Compose,
        "include: !x []\nservices:\n  web: { external_links: [!x old], build: { additional_contexts: { b: !x c } } }\n",
    );
    let expected =
        "tags are not understood, and their values read as if they had none: `!x` (3 values)";
    assert_eq!(read.notes.last().unwrap(), expected);
}

#[test]
fn the_error_of_a_later_file_has_its_place() {
    let files = [(BASE.as_bytes(), "a"), (&b"services:\n  web: 5\n"[..], "b")];
    let error = read_source(&files, "graph", None).unwrap_err();
    let expected = "b:2:8: expected a mapping with the fields of a service, found `5`";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn files_of_other_formats_are_one_each() {
    let files = [
        (&b"component,requires\nweb,mail\n"[..], "a"),
        (BASE.as_bytes(), "b"),
        (&b"services: { web: !reset null }"[..], "c"),
    ];
    let read = read_source(&files, "graph", None).unwrap();
    read.iter().for_each(assert_sound);
    let all: Vec<Vec<String>> = read.iter().map(lines).collect();
    assert_eq!(all, [vec!["web: mail", "mail: ?"], vec!["db: ?"]]);
}

#[test]
fn models_and_images_of_other_services_are_left_out_and_reported() {
    let read = good(
        Compose,
        "services:\n  llm:\n    models: [m, n]\n    build:\n      additional_contexts: { b: 'service:base', c: ./c }\n  \
         tool: { models: { m: }, build: { additional_contexts: ['x=service:base'] } }\n  base: { build: . }\n\
         models: { m: { model: x } }\n",
    );
    assert_eq!(lines(&read), ["llm: ?", "tool: ?", "base: ?"]);
    let expected = [
        "3 references are to a model, which is no service, and left out",
        "2 references are to a service whose image another one is built from, which states nothing of what is \
         needed to run, and left out",
    ];
    assert_eq!(read.notes, expected);
}

#[test]
fn something_else_in_the_place_of_a_service_is_an_error() {
    let error = wrong(Compose, "services: [web]");
    let expected = "graph:1:11: expected a mapping of services by their names, found a list";
    assert_eq!(error, expected);
    let error = wrong(Compose, "services:\n  web: nginx\n");
    let expected = "graph:2:8: expected a mapping with the fields of a service, found `nginx`";
    assert_eq!(error, expected);
    let error = wrong(Compose, "services:\n  web:\n    depends_on: [{db: 1}]\n");
    assert_eq!(
        error,
        "graph:3:18: expected the name of a service, found a mapping"
    );
    let error = wrong(
        Compose,
        "services: { web: { depends_on: { db: { required: perhaps } } } }",
    );
    assert!(
        error.contains("expected `true` or `false`, found `perhaps`"),
        "{error}"
    );
    assert!(wrong(Compose, "services: { '': {} }").contains("expected the name of a service"));
    assert!(wrong(Compose, "a: b").contains("expected a mapping with `services`"));
}

#[test]
fn a_name_with_a_variable_is_kept_and_reported() {
    let text =
        "services: { web: { depends_on: [$DB], network_mode: '${NET:-service:vpn}', ipc: host } }";
    let read = good(Compose, text);
    assert_eq!(lines(&read)[0], "web: $DB");
    assert!(
        read.notes[0].starts_with("2 references are to names with a variable"),
        "{:?}",
        read.notes
    );
    let read = good(Compose, "services: { web: { depends_on: ['${DB:-db}'] } }");
    assert_eq!(lines(&read), ["web: ${DB:-db}", "${DB:-db}: ?"]);
    let expected = "1 reference is to a name with a variable, which is not filled in: `docker compose config` writes \
                    the file with its value";
    assert_eq!(read.notes, [expected]);
}
