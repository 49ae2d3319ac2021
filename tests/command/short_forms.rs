//! What can be typed in fewer words, and what is left out when nobody wants to hear it.

use std::fs;

use crate::registers::{corrected, review_workbook, shop, web_shop};
use crate::run::risk;

#[test]
fn the_name_of_the_program_alone_prints_a_short_page_with_every_command() {
    let run = risk(&std::env::temp_dir(), &[]).exits(0);
    assert!(run.stdout.lines().count() < 24, "it fits on a screen");
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80));
    for command in crate::help::subcommands(&[]) {
        assert!(run.stdout.contains(&command), "{command}");
    }
    assert_eq!(run.stderr, "");
}

#[test]
fn a_register_may_stand_behind_list_and_check_but_not_beside_another() {
    let here = std::env::temp_dir();
    let shop = web_shop();
    let path = shop.to_str().unwrap();
    let named = risk(&here, &["list", "-r", path]).exits(0);
    assert_eq!(risk(&here, &["ls", path]).exits(0).stdout, named.stdout);
    let named = risk(&here, &["check", "-r", path]).exits(1);
    assert_eq!(risk(&here, &["check", path]).exits(1).stdout, named.stdout);
    risk(&here, &["list", path, "-r", "other"])
        .exits(2)
        .says("two registers: ")
        .says("hint: name one of them");
}

#[test]
fn json_is_short_for_its_format_among_options_alone() {
    let long = risk(&web_shop(), &["list", "--format", "json"]).exits(0);
    let short = risk(&web_shop(), &["list", "--json"]).exits(0);
    assert_eq!(short.stdout, long.stdout);
    let before = risk(&web_shop(), &["--json", "list"]).exits(0);
    assert_eq!(before.stdout, long.stdout);
    let shop = shop();
    let added = risk(shop.path(), &["--json", "component", "add", "--", "--json"]).exits(0);
    added.writes("\"schema_version\"");
    risk(shop.path(), &["comp", "list"])
        .exits(0)
        .writes("--json");
}

#[test]
fn a_page_of_a_risk_is_asked_for_by_its_reference() {
    let long = risk(&web_shop(), &["runbook", "--risk", "R05"]).exits(0);
    let short = risk(&web_shop(), &["runbook", "R05"]).exits(0);
    assert_eq!(short.stdout, long.stdout);
}

#[test]
fn quiet_leaves_data_and_errors_and_verbose_names_the_register() {
    let run = risk(&web_shop(), &["list", "-q"]).exits(0);
    assert!(
        run.stdout.contains("R15") && run.stderr.is_empty(),
        "{run:?}"
    );
    let run = risk(&web_shop(), &["show", "R99", "-q"]).exits(2);
    assert_eq!(run.stderr, "error: no risk has the reference `R99`\n");
    risk(&web_shop(), &["list", "-v"])
        .exits(0)
        .says("read .: 22 risks and 21 components");
}

#[test]
fn check_shows_the_first_findings_and_counts_those_of_each_rule() {
    let run = risk(&web_shop(), &["check", "--top", "2"]).exits(1);
    assert_eq!(run.stdout.matches(": warning[").count(), 2, "{run:?}");
    run.says("2 of 9 rows; --top 0 shows all")
        .says("7 warnings, 2 notes")
        .writes("2         warning   no-runbook-action");
    let run = risk(&web_shop(), &["blast", "Postgres primary", "--top", "1"]).exits(0);
    run.says("1 of 8 rows; --top 0 shows all");
}

#[test]
fn csv_has_all_rows_unless_fewer_are_asked_for() {
    let shop = shop();
    let names: Vec<String> = (0..60).map(|n| format!("Spare {n}")).collect();
    for name in &names {
        risk(shop.path(), &["component", "add", name, "requires=Redis A"]).exits(0);
        risk(
            shop.path(),
            &["add", &format!("component={name}"), "description=It stops"],
        )
        .exits(0);
    }
    for (command, rows) in [
        (["check", "--format", "csv"].as_slice(), 100),
        (&["blast", "Redis A", "--format", "csv"], 60),
    ] {
        let all = risk(shop.path(), command);
        assert!(all.stdout.lines().count() > rows, "{all:?}");
        assert!(!all.stderr.contains("--top"), "{all:?}");
        let two = risk(shop.path(), &[command, &["--top", "2"]].concat()).says("2 of ");
        assert_eq!(two.stdout.lines().count(), 3);
    }
    let table = risk(shop.path(), &["blast", "Redis A"]).exits(0);
    table.says("50 of ");
}

#[test]
fn a_point_of_failure_names_what_it_brings_down_where_that_is_asked() {
    let counts = risk(&web_shop(), &["spof"]).exits(0);
    assert!(!counts.stdout.contains("What it brings down"), "{counts:?}");
    let names = risk(&web_shop(), &["spof", "--affected"]).exits(0);
    names
        .writes("What it brings down")
        .writes("CDN, Checkout API, Storefront");
    let data = risk(&web_shop(), &["spof", "--affected", "--json"]).exits(0);
    data.writes("\"down_components\": [");
}

#[test]
fn options_of_workbooks_are_on_the_pages_of_those_who_read_one_and_work_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &corrected());
    let here = folder.path();
    for page in [
        ["help", "workbooks"],
        ["inspect", "--help"],
        ["import", "-h"],
    ] {
        risk(here, &page).exits(0).writes("--fill-down");
    }
    let page = risk(here, &["list", "--help"]).exits(0);
    assert!(!page.stdout.contains("--fill-down"), "{page:?}");
    risk(here, &["list", "review.xlsx", "--sheet", "Risks"]).exits(0);
}

#[test]
fn rules_are_known_by_the_codes_that_they_had_before() {
    let shop = shop();
    let page = risk(shop.path(), &["check", "--explain", "broken-promise"]).exits(0);
    let new = risk(shop.path(), &["check", "--explain", "rto-missed"]).exits(0);
    assert_eq!(page.stdout, new.stdout);
    risk(shop.path(), &["check"])
        .exits(1)
        .writes("[rto-missed]");
    let header = shop.path().join("register.toml");
    let text = fs::read_to_string(&header).unwrap() + "\n[severities]\nbroken-promise = \"off\"\n";
    fs::write(&header, &text).unwrap();
    let run = risk(shop.path(), &["check"]);
    assert!(!run.stdout.contains("rto-missed"), "{run:?}");
    risk(shop.path(), &["set", "R07", "owner=Ann"]).exits(0);
    assert_eq!(fs::read_to_string(&header).unwrap(), text);
}
