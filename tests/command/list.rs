//! The list of risks and its filters, and one risk.

use serde_json::json;

use crate::registers::{json_register, risk as stated, web_shop};
use crate::run::risk;

/// The keys of the risks that a list of the web shop has.
fn listed(filters: &[&str]) -> Vec<String> {
    let args = [&["list", "--format", "csv"], filters].concat();
    let run = risk(&web_shop(), &args).exits(0);
    let rows = run.stdout.lines().skip(1);
    rows.map(|row| row.split(',').nth(1).unwrap().to_owned())
        .collect()
}

#[test]
fn the_highest_rated_come_first_and_the_unrated_last_with_a_warning() {
    let run = risk(&web_shop(), &["list"]).exits(0);
    let ratings: Vec<&str> = run
        .stdout
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    let order = ["Critical", "High", "Medium", "Low", "Note", "unrated"];
    let positions: Vec<usize> = ratings
        .iter()
        .map(|rating| order.iter().position(|known| known == rating).unwrap())
        .collect();
    assert!(positions.is_sorted(), "{ratings:?}");
    assert_eq!(ratings.last(), Some(&"unrated"));
    run.says("warning: 1 risk is unrated: R15");
}

#[test]
fn references_of_one_rating_are_in_natural_order() {
    let folder = tempfile::tempdir().unwrap();
    let risks = ["R10", "R9", "R1"].map(|reference| stated(reference, "Queue", "Low", "Low"));
    json_register(&folder.path().join("x.json"), &risks);
    let run = risk(folder.path(), &["list", "-r", "x.json", "--format", "csv"]);
    let keys: Vec<&str> = run
        .stdout
        .lines()
        .skip(1)
        .map(|row| row.split(',').nth(1).unwrap())
        .collect();
    assert_eq!(keys, ["R1", "R9", "R10"]);
}

#[test]
fn a_component_is_found_in_any_case_and_several_may_be_said() {
    assert_eq!(listed(&["--component", "Storefront"]), ["R03", "R04"]);
    assert_eq!(listed(&["--component", "sToReFrOnT"]), ["R03", "R04"]);
    let two = listed(&["--component", "Storefront", "--component", "DNS"]);
    assert_eq!(two, ["R03", "R01", "R04"]);
}

#[test]
fn a_component_called_by_signs_alone_is_not_what_has_no_component_or_other_signs() {
    let folder = tempfile::tempdir().unwrap();
    let risks = [("R1", "--"), ("R2", ""), ("R3", "__"), ("R4", " --")];
    let risks = risks.map(|(reference, component)| stated(reference, component, "Low", "Low"));
    json_register(&folder.path().join("x.json"), &risks);
    let args = ["-r", "x.json", "list", "--component=--", "--format", "csv"];
    let run = risk(folder.path(), &args).exits(0);
    let rows = run.stdout.lines().skip(1);
    let keys: Vec<&str> = rows.map(|row| row.split(',').nth(1).unwrap()).collect();
    assert_eq!(keys, ["R1", "R4"]);
}

#[test]
fn an_unknown_component_is_an_error_that_names_others() {
    risk(&web_shop(), &["list", "--component", "Storefrant"])
        .exits(2)
        .says("error: no component is named `Storefrant`")
        .says("hint: the nearest are `Storefront`");
}

#[test]
fn a_name_of_which_nothing_is_left_does_not_mean_what_has_no_component() {
    let folder = tempfile::tempdir().unwrap();
    let risks = ["Shop", "", "-"].map(|component| stated("R1", component, "Low", "Low"));
    json_register(&folder.path().join("x.json"), &risks);
    for asked in [
        &["list", "-r", "x.json", "--component=--"][..],
        &["list", "-r", "x.json", "--component", ""],
        &["check", "-r", "x.json", "--component", " _ "],
        &["list", "-r", "x.json", "--where", "component = '--'"],
        &["list", "-r", "x.json", "--tracker", ""],
        &["coverage", "-r", "x.json", "--component=--"],
    ] {
        risk(folder.path(), asked).exits(2);
    }
}

#[test]
fn a_component_without_risks_gives_an_empty_list() {
    risk(&web_shop(), &["list", "--component", "Redis B"])
        .exits(0)
        .says("no risk matches");
}

#[test]
fn a_risk_that_states_no_status_is_open() {
    assert_eq!(listed(&["--status", "closed"]), ["R04"]);
    assert_eq!(listed(&["--status", "accepted"]), ["R22"]);
    let open = listed(&["--status", "open"]);
    assert!(open.contains(&"R16".to_owned()), "{open:?}");
    assert!(!open.contains(&"R03".to_owned()), "{open:?}");
    risk(&web_shop(), &["list", "--status", "opn"])
        .exits(2)
        .says("the statuses are open, in-progress, accepted, closed");
}

#[test]
fn a_least_rating_leaves_out_what_is_lower_and_what_is_unrated() {
    assert_eq!(listed(&["--min-rating", "Critical"]), ["R07", "R16"]);
    assert_eq!(listed(&["--min-rating", "critical"]), ["R07", "R16"]);
    let all_rated = listed(&["--min-rating", "Note"]);
    assert!(!all_rated.contains(&"R15".to_owned()));
    risk(&web_shop(), &["list", "--min-rating", "Severe"])
        .exits(2)
        .says("the ratings are Note, Low, Medium, High, Critical");
}

#[test]
fn a_tracker_is_said_by_its_name_by_a_card_or_by_any_spelling_of_its_address() {
    let trello = listed(&["--tracker", "trello"]);
    assert!(trello.contains(&"R03".to_owned()), "{trello:?}");
    assert!(!trello.contains(&"R07".to_owned()), "{trello:?}");
    for spelling in [
        "Hq7bW2xN",
        "https://trello.com/c/Hq7bW2xN",
        "https://trello.com/c/Hq7bW2xN/12-bots-hit-a-release",
        "http://www.trello.com/c/Hq7bW2xN",
    ] {
        assert_eq!(listed(&["--tracker", spelling]), ["R03"], "{spelling}");
    }
    assert_eq!(listed(&["--tracker", "example-shop/platform#47"]), ["R03"]);
}

#[test]
fn filters_of_different_kinds_all_hold() {
    let filters = [
        "--component",
        "Storefront",
        "--min-rating",
        "High",
        "--status",
        "in-progress",
    ];
    assert_eq!(listed(&filters), ["R03"]);
}

#[test]
fn a_risk_is_shown_by_its_reference_in_any_case() {
    risk(&web_shop(), &["show", "r03"])
        .exits(0)
        .writes("R03  Storefront  High\n");
    risk(&web_shop(), &["show", "R033"])
        .exits(2)
        .says("no risk has the reference `R033`")
        .says("hint: the nearest are `R03`");
}

#[test]
fn risks_that_share_a_reference_are_shown_by_their_number() {
    let folder = tempfile::tempdir().unwrap();
    let risks = ["Queue", "Login"].map(|component| stated("R1", component, "Low", "Low"));
    json_register(&folder.path().join("x.json"), &risks);
    risk(folder.path(), &["show", "-r", "x.json", "R1"])
        .exits(0)
        .writes("Queue")
        .says("2 risks have the reference R1; they are R1 to R1~2");
    risk(folder.path(), &["show", "-r", "x.json", "R1~2"])
        .exits(0)
        .writes("Login");
}

#[test]
fn an_address_is_never_broken_over_two_lines() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("https://tracker.example/{}", "a-long/path/".repeat(20));
    let mut linked = stated("R1", "Queue", "Low", "Low");
    linked["notes"] = format!("See {address} for more").into();
    linked["tracker_links"] = serde_json::json!([address]);
    json_register(&folder.path().join("x.json"), &[linked]);
    let run = risk(folder.path(), &["show", "-r", "x.json", "R1"]).exits(0);
    assert_eq!(run.stdout.matches(&address).count(), 2, "{}", run.stdout);
}

/// Two risks with owners, one of them that of its component, and one without.
fn owned(folder: &std::path::Path) {
    let mut web = stated("R1", "Shop", "Low", "Low");
    web["owner"] = "Web".into();
    web["review_by"] = "2027-03-01".into();
    web["extra"] = serde_json::json!({ "Team": "B" });
    let mut data = stated("R2", "Database", "High", "High");
    data["review_by"] = "2027-01-01".into();
    data["extra"] = serde_json::json!({ "Team": "A" });
    let nobody = stated("R10", "Shop", "Medium", "Medium");
    let register = serde_json::json!({
        "schema_version": 1,
        "components": [{ "name": "Database", "owner": "Data platform" }, { "name": "Shop" }],
        "risks": [web, data, nobody],
    });
    std::fs::write(folder.join("x.json"), register.to_string()).unwrap();
}

#[test]
fn the_owner_of_a_risk_is_its_own_or_else_that_of_its_component() {
    let folder = tempfile::tempdir().unwrap();
    owned(folder.path());
    let rows = |more: &[&str]| {
        let args = [
            "list",
            "-r",
            "x.json",
            "--fields",
            "ref,owner",
            "--format",
            "csv",
        ];
        let run = risk(folder.path(), &[&args, more].concat()).exits(0);
        run.stdout.lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rows(&[]), "R2,Data platform R10, R1,Web");
    assert_eq!(rows(&["--owner", "DATA platform"]), "R2,Data platform");
    assert_eq!(rows(&["--unowned"]), "R10,");
    assert_eq!(rows(&["--owner", "web", "--unowned"]), "R10, R1,Web");
    risk(folder.path(), &["list", "-r", "x.json", "--owner", "Wep"])
        .exits(2)
        .says("`Wep` owns no risk and no component")
        .says("hint: the owners are Data platform, Web");
    risk(folder.path(), &["list", "-r", "x.json"])
        .exits(0)
        .writes("Critical  R2   High        High    Data platform  Database");
}

#[test]
fn risks_are_sorted_by_any_field_and_what_states_nothing_is_last() {
    let folder = tempfile::tempdir().unwrap();
    owned(folder.path());
    let sorted = |by: &str| {
        let args = [
            "list", "-r", "x.json", "--sort", by, "--fields", "ref", "--format", "csv",
        ];
        let run = risk(folder.path(), &args).exits(0);
        run.stdout.lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sorted("reference"), "R1 R2 R10");
    assert_eq!(sorted("Review by"), "R2 R1 R10");
    assert_eq!(sorted("owner"), "R2 R1 R10");
    assert_eq!(sorted("component,reference"), "R2 R1 R10");
    assert_eq!(sorted("component, impact"), "R2 R10 R1");
    assert_eq!(sorted("team"), "R2 R1 R10");
    // The other way round is nothing that is done in silence as this one.
    risk(folder.path(), &["list", "-r", "x.json", "--sort=-team"]).exits(2);
    assert_eq!(sorted("likelihood"), "R2 R10 R1");
}

#[test]
fn fields_are_columns_under_any_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    owned(folder.path());
    let fields = "REF,rating,review_by,accepted by,Team,risk,runbook_actions";
    let args = ["list", "-r", "x.json", "--fields", fields, "--owner", "web"];
    let run = risk(folder.path(), &[&args[..], &["--format", "csv"]].concat()).exits(0);
    let header = "Ref,Rating,Review by,Accepted by,Team,Risk,Runbook action\n";
    assert!(
        run.stdout
            .starts_with(&format!("{header}R1,Note,2027-03-01,,B,")),
        "{}",
        run.stdout
    );
    risk(folder.path(), &["list", "-r", "x.json", "--fields", "teem"])
        .exits(2)
        .says("`teem` is not a field of a risk")
        .says("hint: the nearest are Team");
    risk(
        folder.path(),
        &[
            "list", "-r", "x.json", "--fields", "ref", "--format", "json",
        ],
    )
    .exits(2)
    .says("JSON has all fields");
}

#[test]
fn a_tracker_that_there_is_not_is_an_error_that_names_the_nearest() {
    let shop = web_shop();
    risk(&shop, &["list", "--tracker", "jria"])
        .exits(2)
        .says("no tracker is called `jria`, and no risk has a card of that name")
        .says("`Jira`");
    risk(&shop, &["list", "--tracker", "Hq7bW2xM"])
        .exits(2)
        .says("`Hq7bW2xN`");
    // What there is and no risk has a card of is no mistake.
    for tracker in [
        "asana",
        "https://trello.com/c/aaaabbbb",
        "https://other.example/1",
    ] {
        risk(&shop, &["list", "--tracker", tracker])
            .exits(0)
            .says("no risk matches");
    }
}

#[test]
fn levels_numbers_and_days_are_sorted_as_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let values = [
        ("R1", "High", json!(0.25), json!("2026-03-01")),
        ("R2", "Critical", json!(-5), json!("nan")),
        ("R3", "Low", json!("-10"), json!("")),
        ("R4", "Note", json!(1_000_000), json!("12")),
        ("R5", "Medium", json!(2.5), json!("2025-12-31T08:00:00")),
        ("R6", "odd", json!(null), json!("soon")),
    ];
    let risks = values.map(|(reference, accepted, cost, mixed)| {
        let mut one = stated(reference, "Shop", "Low", "Low");
        one["acceptance"] = json!({ "rating": accepted });
        one["extra"] = json!({ "Mixed": mixed });
        if !cost.is_null() {
            one["extra"]["Cost"] = cost;
        }
        one
    });
    json_register(&folder.path().join("x.json"), &risks);
    let sorted = |by: &str| {
        let args = [
            "list", "-r", "x.json", "--sort", by, "--fields", "ref", "--format", "csv",
        ];
        let run = risk(folder.path(), &args).exits(0);
        run.stdout.lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sorted("acceptance.rating"), "R2 R1 R5 R3 R4 R6");
    assert_eq!(sorted("Cost"), "R3 R2 R1 R5 R4 R6");
    assert_eq!(sorted("Mixed"), "R4 R5 R1 R2 R6 R3");
}

#[test]
fn times_of_a_day_and_versions_are_sorted_as_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let values = [
        ("R1", json!("2026-03-01T16:00:00"), json!("1.10"), "1.10"),
        ("R2", json!("2026-03-01T09:00:00"), json!("1.9"), "2.50"),
        ("R3", json!("2026-03-01"), json!("2.0.1"), "1.25"),
        ("R4", json!("2026-02-28T23:00:00"), json!("1.11"), "10.00"),
    ];
    let risks = values.map(|(reference, at, version, price)| {
        let mut one = stated(reference, "Shop", "Low", "Low");
        one["extra"] = json!({ "At": at, "Version": version, "Price": price });
        one
    });
    json_register(&folder.path().join("x.json"), &risks);
    let sorted = |by: &str| {
        let args = [
            "list", "-r", "x.json", "--sort", by, "--fields", "ref", "--format", "csv",
        ];
        let run = risk(folder.path(), &args).exits(0);
        run.stdout.lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sorted("At"), "R4 R3 R2 R1");
    assert_eq!(sorted("Version"), "R2 R1 R4 R3");
    assert_eq!(sorted("Price"), "R1 R3 R2 R4");
}

#[test]
fn a_column_that_is_spelled_in_several_ways_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let risks = [("R1", "Service line", "B"), ("R2", "service line", "A")];
    let risks = risks.map(|(reference, header, value)| {
        let mut one = stated(reference, "Shop", "Low", "Low");
        one["extra"] = json!({ header: value });
        one
    });
    json_register(&folder.path().join("x.json"), &risks);
    for (field, header) in [
        ("Service line", "Service line"),
        ("SERVICE LINE", "Service line"),
        ("service line", "service line"),
    ] {
        let args = [
            "list",
            "-r",
            "x.json",
            "--sort",
            field,
            "--fields",
            &format!("ref,{field}"),
            "--format",
            "csv",
        ];
        let run = risk(folder.path(), &args).exits(0);
        assert_eq!(run.stdout, format!("Ref,{header}\nR2,A\nR1,B\n"), "{field}");
    }
}

#[test]
fn a_column_is_not_shown_for_another_that_a_record_has_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = stated("R1", "Shop", "Low", "Low");
    first["extra"] = json!({ "Date": "a", "date": "b" });
    let mut second = stated("R2", "Shop", "Low", "Low");
    second["extra"] = json!({ "date": "a" });
    json_register(&folder.path().join("x.json"), &[first, second]);
    let list = ["list", "-r", "x.json", "--format", "csv"];
    let fields = [&list[..], &["--fields", "ref,Date,date"]].concat();
    let run = risk(folder.path(), &fields).exits(0);
    assert_eq!(run.stdout, "Ref,Date,date\nR1,a,b\nR2,,a\n");
    let meant = [&list[..], &["--fields", "ref", "--where", "extra.Date = a"]].concat();
    let run = risk(folder.path(), &meant).exits(0);
    assert_eq!(run.stdout, "Ref\nR1\n");
}
