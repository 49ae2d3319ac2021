//! Docker Compose.

use super::{good, lines, wrong};
use crate::graph::format::GraphFormat::Compose;

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
fn extensions_are_no_services() {
    let read = good(
        Compose,
        "x-a: 1\nservices: { x-b: { depends_on: [c] }, web: {} }",
    );
    assert_eq!(lines(&read), ["web: ?"]);
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
