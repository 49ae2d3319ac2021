use super::*;
use crate::check::Reading;
use crate::folder::read_json::read;
use crate::register::Date;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn risks(risks: &str) -> Reading {
    let components = r#"[
        { "name": "Shop", "rto": "1h", "restore": "30m", "requires": [{ "of": ["Queue"] }] },
        { "name": "Queue", "restore": "1h", "requires": [] }
    ]"#;
    let text = format!(
        r#"{{ "schema_version": 1, "title": "Shop", "components": {components}, "risks": {risks} }}"#
    );
    read(&text).unwrap()
}

fn report(reading: &Reading) -> Report<'_> {
    Report::new(reading, ReportOptions::new(day("2026-11-23"))).unwrap()
}

const BEFORE: &str = r#"[
    { "reference": "R1", "component": "Queue", "likelihood": "Low", "impact": "High" },
    { "reference": "R2", "component": "Shop", "likelihood": "High", "impact": "Low" },
    { "reference": "R3", "component": "Shop", "likelihood": "Medium", "impact": "High" }
]"#;

const AFTER: &str = r#"[
    { "reference": "R1", "component": "Queue", "likelihood": "High", "impact": "High" },
    { "reference": "R2", "component": "Shop", "likelihood": "Low", "impact": "High" },
    { "reference": "R3", "component": "Shop", "likelihood": "Low", "impact": "Low" },
    { "reference": "R4", "component": "Shop", "description": "Nobody knows." },
    { "reference": "R5", "likelihood": "High", "impact": "High", "status": "closed" },
    { "reference": "R6", "component": "Shop", "likelihood": "Low", "impact": "Medium", "status": "accepted",
      "acceptance": { "by": "Ann", "until": "2026-11-01" } }
]"#;

#[test]
fn a_risk_is_in_the_cell_of_its_levels_with_how_it_moved_there() {
    let (before, after) = (risks(BEFORE), risks(AFTER));
    let mut options = ReportOptions::new(day("2026-11-23"));
    options.since = Some(Since::new("v1", &before));
    let report = Report::new(&after, options).unwrap();
    let cell = |row: usize, column: usize| {
        let risks = report.matrix.cells[row][column].risks.iter();
        let risks = risks.map(|risk| (risk.key.to_string(), risk.moved, risk.accepted));
        risks.collect::<Vec<_>>()
    };
    assert_eq!(cell(2, 2), [("R1".to_owned(), Some(Moved::Worse), false)]);
    assert_eq!(
        cell(0, 2),
        [("R2".to_owned(), Some(Moved::Elsewhere), false)]
    );
    assert_eq!(cell(0, 0), [("R3".to_owned(), Some(Moved::Better), false)]);
    assert_eq!(cell(0, 1), [("R6".to_owned(), Some(Moved::New), true)]);
    assert_eq!(report.matrix.unrated[0].key.to_string(), "R4");
    assert_eq!(report.matrix.closed, 1);
    let page = report.document().markdown();
    assert!(
        page.contains("| **High** | Medium | High | Critical R1 ▲ |"),
        "{page}"
    );
    assert!(page.contains("▲ rated higher, ▼ rated lower, + new, ↔ moved since v1"));
    assert!(page.contains("(R6 +)"));
}

#[test]
fn a_risk_that_was_closed_is_marked_where_it_is_open_again() {
    let version = |status: &str| {
        let levels = r#""likelihood": "Low", "impact": "Low""#;
        risks(&format!(
            r#"[{{ "reference": "R1", {levels}, "status": "{status}" }}]"#
        ))
    };
    let (open, closed) = (version("open"), version("closed"));
    let since = |before: &Reading, after: &Reading| {
        let diff = crate::versions::diff(before, after).unwrap();
        MatrixAnswer::since(&after.register, "v1", &diff)
    };
    let matrix = since(&closed, &open);
    assert_eq!(matrix.cells[0][0].risks[0].moved, Some(Moved::Reopened));
    assert_eq!(matrix.key().as_deref(), Some("↺ opened again since v1"));
    assert_eq!(since(&open, &open).cells[0][0].risks[0].moved, None);
    assert_eq!(since(&open, &closed).closed, 1);
}

#[test]
fn every_risk_is_counted_once_in_the_headline_and_in_the_matrix() {
    let reading = risks(AFTER);
    let report = report(&reading);
    let headline = &report.headline;
    let rated: usize = headline.by_rating.iter().map(|count| count.risks).sum();
    assert_eq!(rated + headline.unrated, headline.risks);
    assert_eq!(headline.risks + headline.closed, report.risks.len());
    let cells = report.matrix.cells.iter().flatten();
    let placed: usize = cells.map(|cell| cell.risks.len()).sum();
    assert_eq!(placed + report.matrix.unrated.len(), headline.risks);
    let owned: usize = report.owners.iter().map(|one| one.risks).sum();
    assert_eq!(owned, headline.risks);
}

#[test]
fn what_is_overdue_or_high_and_without_mitigation_needs_a_decision() {
    let reading = risks(AFTER);
    let report = report(&reading);
    assert_eq!(report.headline.overdue, 1);
    let undecided = report.decisions.unmitigated.iter();
    let undecided: Vec<String> = undecided.map(|one| one.risk.to_string()).collect();
    // Closed and accepted ones need none, and those that are not rated high are findings of checks.
    assert_eq!(undecided, ["R1"]);
    assert!(
        report
            .decisions
            .findings
            .iter()
            .all(|one| one.severity.fails())
    );
}

#[test]
fn a_failure_that_is_drawn_is_the_one_that_the_graph_tells() {
    let reading = risks(AFTER);
    let affected = report(&reading).affected;
    let [queue] = affected.failures.as_slice() else {
        panic!("{:?}", affected.failures);
    };
    let name = |at: usize| affected.drawn[at].to_string();
    assert_eq!(name(queue.component), "Queue");
    assert_eq!(
        (queue.others_down, name(queue.down[0])),
        (1, "Shop".to_owned())
    );
    let outage = &affected.outages[0];
    assert_eq!(
        (
            outage.after.as_deref(),
            outage.failure.as_ref().unwrap().name()
        ),
        (Some("1h30m"), "Queue")
    );
    assert!(
        outage
            .rto_status
            .is_some_and(|status| status == crate::graph::RtoStatus::Missed)
    );
}

#[test]
fn a_list_that_is_cut_says_how_long_it_is() {
    let many: Vec<String> = (0..30)
        .map(|at| format!(r#"{{ "reference": "R{at}", "likelihood": "High", "impact": "High" }}"#))
        .collect();
    let reading = risks(&format!("[{}]", many.join(",")));
    let page = report(&reading).document();
    let text = page.markdown();
    assert!(text.contains("20 of 30 are listed."), "{text}");
    assert!(text.contains("and 6 more"));
    // Each of them is there whole.
    assert_eq!(page.html().matches("<article id=\"risk-R").count(), 30);
}

#[test]
fn a_comment_is_as_long_as_it_may_be_and_says_what_it_leaves_out() {
    let long = "It fails in a way that takes long to tell. ".repeat(40);
    let many: Vec<String> = (0..60)
        .map(|at| format!(r#"{{ "reference": "R{at}", "description": "{long}" }}"#))
        .collect();
    let reading = risks(&format!("[{}]", many.join(",")));
    let comment = report(&reading).document().markdown_within(Report::COMMENT);
    let length = comment.chars().count();
    assert!(
        length <= Report::COMMENT && length > Report::COMMENT / 2,
        "{length}"
    );
    let last = comment.lines().last().unwrap();
    assert!(last.starts_with("Left out for its length: "), "{last}");
    let left_out: usize = last.split(' ').find_map(|word| word.parse().ok()).unwrap();
    assert_eq!(comment.matches("### **R").count() + left_out, 60);
}

#[test]
fn what_is_long_in_one_risk_costs_no_other_its_place_in_a_comment() {
    let notes = "Lorem ipsum ".repeat(6_000);
    let many: Vec<String> = (1..=20)
        .map(|at| {
            let notes = if at == 3 { &*notes } else { "short" };
            let card = r#"["https://tracker.example/1"]"#;
            format!(r#"{{ "reference": "R{at}", "notes": "{notes}", "tracker_links": {card} }}"#)
        })
        .collect();
    let reading = risks(&format!("[{}]", many.join(",")));
    let comment = report(&reading).document().markdown_within(Report::COMMENT);
    assert!(comment.chars().count() < Report::COMMENT / 2);
    assert_eq!(comment.matches("### **R").count(), 20);
    let (_, third) = comment.split_once("### **R3**").unwrap();
    let (third, _) = third.split_once("### ").unwrap();
    let told = "**Notes**\n\nLeft out here for its length.\n\n**Cards**\n\n- <https";
    assert!(third.contains(told), "{third}");
    let last = comment.lines().last().unwrap();
    assert_eq!(last, "Left out for its length: 1 part of “Every risk”.");
}

#[test]
fn a_reference_that_is_no_name_in_a_page_is_found_by_its_place() {
    let reading = risks(
        r#"[{ "reference": "A b" }, { "reference": "" }, { "reference": "R1" }, { "reference": "R1" }]"#,
    );
    let html = report(&reading).document().html();
    for (id, key) in [
        ("row-1", "~1"),
        ("row-2", "A b"),
        ("risk-R1", "R1"),
        ("row-4", "R1~2"),
    ] {
        assert!(html.contains(&format!("<article id=\"{id}\"")), "{id}");
        assert!(html.contains(&format!("href=\"#{id}\">{key}</a>")), "{id}");
    }
}

#[test]
fn the_same_register_and_day_give_the_same_page() {
    let reading = risks(AFTER);
    let page = || report(&reading).document().html();
    assert_eq!(page(), page());
    let json = serde_json::to_value(report(&reading)).unwrap();
    assert_eq!(json["matrix"]["cells"][2][2]["risks"][0]["key"], "R1");
    assert_eq!(json["trend"], serde_json::Value::Null);
}

#[test]
fn a_page_of_a_register_without_anything_says_so() {
    let reading = read(r#"{ "schema_version": 1 }"#).unwrap();
    let text = report(&reading).document().markdown();
    for told in [
        "0 risks",
        "Nothing does.",
        "No risk is rated.",
        "There is no history",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
}

#[test]
fn owners_who_differ_in_case_alone_are_one() {
    let reading = risks(
        r#"[
            { "reference": "R1", "owner": "Web", "review_by": "2026-01-01" },
            { "reference": "R2", "owner": "web", "review_by": "2026-01-01" },
            { "reference": "R3" }
        ]"#,
    );
    let owners = report(&reading).owners;
    let shown: Vec<_> = owners
        .iter()
        .map(|one| (one.owner.as_str(), one.risks, one.overdue))
        .collect();
    assert_eq!(shown, [("Web", 2, 2), ("", 1, 0)]);
}

#[test]
fn a_comment_is_as_long_as_it_may_be_whatever_the_register_and_the_version_are_called() {
    let title = "_*".repeat(50_000);
    let text = format!(r#"{{ "schema_version": 1, "title": "{title}", "risks": {AFTER} }}"#);
    let (before, after) = (risks(BEFORE), read(&text).unwrap());
    let mut options = ReportOptions::new(day("2026-11-23"));
    options.since = Some(Since::new("_v".repeat(40_000), &before));
    let page = Report::new(&after, options).unwrap().document();
    for characters in [4_000, Report::COMMENT] {
        let comment = page.markdown_within(characters);
        assert!(comment.chars().count() <= characters);
    }
    let comment = page.markdown_within(4_000);
    let last = comment.lines().last().unwrap();
    assert!(last.contains("” and 6 parts of “Every risk”."), "{last}");
}
