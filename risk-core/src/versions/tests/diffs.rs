//! What a diff of two versions reports.

use super::*;
use crate::record::Key;
use crate::register::Status;
use crate::versions::{Diff, FieldChange, diff_with_findings};

/// What differs, a line for each record and field.
fn lines(diff: &Diff) -> Vec<String> {
    let mut lines = Vec::new();
    for record in &diff.records {
        let id = &record.record;
        let previous = record.previous.as_ref();
        let previous = previous.map_or_else(String::new, |previous| format!(", was {previous}"));
        let word = serde_json::to_value(record.change).unwrap();
        lines.push(format!("{id} {}{previous}", word.as_str().unwrap()));
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".into());
        if let Some(rating) = &record.rating {
            lines.push(format!(
                "  rating: {} -> {}",
                text(&rating.before),
                text(&rating.after)
            ));
        }
        let is_whole = record.fields.len() > 3;
        for field in record.fields.iter().filter(|_| !is_whole) {
            let word = match field.change {
                FieldChange::Set => "",
                FieldChange::Reworded => "reworded ",
                FieldChange::Added => "added ",
                FieldChange::Removed => "removed ",
                FieldChange::Moved => "moved ",
            };
            let (before, after) = (text(&field.before), text(&field.after));
            lines.push(format!("  {word}{}: {before} -> {after}", field.path));
        }
    }
    lines
}

#[track_caller]
fn assert_diff(before: &Register, after: &Register, expected: &[&str]) {
    let diff = diff_with_findings(&reading(before), &reading(after), today()).unwrap();
    assert_eq!(lines(&diff), expected);
}

#[test]
fn each_field_is_a_line_and_a_rating_stands_beside_its_causes() {
    assert_diff(
        &base(),
        &assigned(&["R02 likelihood=High", "R02 impact=High", "R06 owner=Web"]),
        &[
            "R02 worse",
            "  rating: Medium -> Critical",
            "  likelihood: Medium -> High",
            "  impact: Medium -> High",
            "R06 edited",
            "  owner: nothing -> Web",
        ],
    );
}

#[cfg(feature = "folder")]
#[test]
fn a_key_that_nothing_is_known_of_is_a_field_of_what_it_stands_in() {
    let version = |of_register: &str, of_first: &str, of_second: &str| {
        let text = format!(
            r#"{{ "schema_version": 1, "risks": [{{ "reference": "R01"{of_first} }}, {{ "reference": "R02"{of_second} }}]{of_register} }}"#
        );
        crate::json::read(&text).unwrap()
    };
    let before = version(
        r#", "x-team": "Web""#,
        r#", "Status": "open", "x": { "a": 1, "b": "b c" }"#,
        r#", "x": 1.0"#,
    );
    let after = version(
        r#", "x-team": "Shop""#,
        r#", "Status": "closed", "x": {"a":1, "b":"b c"}"#,
        r#", "acceptance": { "whom": 2 }"#,
    );
    let diff = diff_with_findings(&before, &after, today()).unwrap();
    assert_eq!(
        lines(&diff),
        [
            "register edited",
            r#"  x-team: "Web" -> "Shop""#,
            "R01 edited",
            r#"  Status: "open" -> "closed""#,
            "R02 edited",
            "  acceptance.whom: nothing -> 2",
            "  x: 1.0 -> nothing",
        ]
    );
    assert!(
        diff_with_findings(&after, &after, today())
            .unwrap()
            .is_empty()
    );
    // A form without a place for them does not say that they are gone.
    let sheet = sheet(&before.register);
    assert!(
        diff_with_findings(&before, &sheet, today())
            .unwrap()
            .is_empty()
    );
    let gone = version("", "", "").register.into_parts();
    let gone = Register::new(gone.0, gone.1, gone.2, gone.3[..1].to_vec()).unwrap();
    let diff = diff_with_findings(&before, &reading(&gone), today()).unwrap();
    assert_eq!(lines(&diff), ["R02 removed", "  x: 1.0 -> nothing"]);
}

#[test]
fn entries_are_added_removed_reworded_moved_and_implemented() {
    let mut after = base().into_parts();
    let risk = &mut after.3[0];
    risk.mitigations.swap(0, 2);
    risk.mitigations[1] = "Queue all that can wait".into();
    risk.observations[1].status = crate::register::ObservationStatus::Implemented;
    risk.tracker_links.swap(0, 1);
    let after = Register::new(after.0, after.1, after.2, after.3).unwrap();
    assert_diff(
        &base(),
        &after,
        &[
            "R01 edited",
            "  observations[2].status: suggested -> implemented",
            "  reworded mitigations[2]: Queue what can wait -> Queue all that can wait",
            "  moved mitigations[3]: Limit the connections of a client -> Limit the connections of a client",
        ],
    );
    let after = assigned(&["R01 mitigations[1]=", "R01 runbook_actions+=Page the owner"]);
    assert_diff(
        &base(),
        &after,
        &[
            "R01 edited",
            "  removed mitigations[1]: Limit the connections of a client -> nothing",
            "  added runbook_actions[1]: nothing -> Page the owner",
        ],
    );
}

#[test]
fn a_record_under_another_name_is_renamed_and_who_names_it_is_not_edited() {
    let after = edited(&base(), |editor| {
        editor.rename_risk("R03", "R30").unwrap();
        editor
            .rename_component("Postgres", "Main database")
            .unwrap();
    });
    assert_diff(
        &base(),
        &after,
        &[
            "component Main database edited, was component Postgres",
            "R30 edited, was R03",
        ],
    );
    // No finding is new where nothing but names changed.
    let diff = diff_with_findings(&reading(&base()), &reading(&after), today()).unwrap();
    assert_eq!(diff.summary.to_string(), "1 edited; 1 component");
}

#[test]
fn a_renamed_risk_is_known_by_its_words_where_they_are_the_most_alike() {
    let after = edited(&base(), |editor| {
        editor.rename_risk("R05", "R50").unwrap();
        let words = "description=A bad release reaches nearly all customers"
            .parse()
            .unwrap();
        editor.set_risk("R50", &[words]).unwrap();
    });
    assert_diff(
        &base(),
        &after,
        &[
            "R50 edited, was R05",
            "  reworded description: A bad release reaches all customers -> A bad release reaches nearly all customers",
        ],
    );
    let after = edited(&base(), |editor| {
        editor.rename_risk("R05", "R50").unwrap();
        editor
            .set_risk("R50", &["description=Out of memory".parse().unwrap()])
            .unwrap();
    });
    let diff = diff_with_findings(&reading(&base()), &reading(&after), today()).unwrap();
    assert_eq!((diff.summary.new, diff.summary.removed), (1, 1));
}

#[test]
fn a_reference_that_was_given_to_another_risk_leaves_the_first_one_known() {
    let after = edited(&base(), |editor| {
        editor.rename_risk("R03", "EDGE-1").unwrap();
        editor
            .add_risk(&["component=Queue".parse().unwrap()], Some("R03"))
            .unwrap();
        editor
            .set_risk("R03", &["description=The disk is full".parse().unwrap()])
            .unwrap();
    });
    let expected = [
        "EDGE-1 edited, was R03",
        "R03 new",
        "  component: nothing -> Queue",
    ];
    let diff = diff_with_findings(&reading(&base()), &reading(&after), today()).unwrap();
    assert_eq!(lines(&diff)[..3], expected);
}

#[test]
fn order_and_spelling_are_no_difference() {
    let (title, scale, mut components, mut risks) = base().into_parts();
    risks.reverse();
    components.reverse();
    for risk in &mut risks {
        risk.likelihood = risk
            .likelihood
            .as_ref()
            .map(|level| format!(" {} ", level.to_uppercase()));
        risk.component = risk.component.to_lowercase();
    }
    let last = risks.len() - 1;
    risks[last].tracker_links = [
        "https://www.trello.com/c/k3VtQ9aZ/12-pool",
        "https://trello.com/c/laD9plQE",
    ]
    .map(TrackerLink::new)
    .into();
    let after = Register::new(title, scale, components, risks).unwrap();
    let diff = diff_with_findings(&reading(&base()), &reading(&after), today()).unwrap();
    assert!(diff.is_empty(), "{:?}", lines(&diff));
    let formal: Vec<_> = diff
        .formal
        .iter()
        .flat_map(|record| &record.fields)
        .collect();
    let path = |path: &str| formal.iter().filter(|field| field.path == path).count();
    assert_eq!((path("likelihood"), path("component")), (6, 6));
    assert!(
        formal
            .iter()
            .any(|field| field.path.starts_with("tracker_links"))
    );
}

#[test]
fn a_reference_that_repeats_is_matched_by_what_the_risk_is_about() {
    let (title, scale, components, mut risks) = base().into_parts();
    for risk in &mut risks {
        risk.reference = "R1".into();
    }
    let before = Register::new(&*title, scale.clone(), components.clone(), risks.clone()).unwrap();
    risks.swap(1, 4);
    risks[1].owner = "Web".into();
    let after = Register::new(title, scale, components, risks).unwrap();
    assert_diff(&before, &after, &["R1~2 edited", "  owner: nothing -> Web"]);
}

#[test]
fn a_closed_risk_is_closed_whatever_else_changed() {
    let after = assigned(&["R05 status=closed", "R05 likelihood=Low"]);
    let diff = diff_with_findings(&reading(&base()), &reading(&after), today()).unwrap();
    assert_eq!(diff.summary.closed, 1);
    assert_eq!(diff.summary.better, 0);
}

#[test]
fn what_a_form_has_no_place_for_is_no_difference_in_either_direction() {
    let all = edited(&base(), |editor| {
        editor
            .set_risk("R01", &["status=accepted".parse().unwrap()])
            .unwrap();
        editor
            .set_risk("R02", &["likelihood=High".parse().unwrap()])
            .unwrap();
    });
    let (_, _, _, mut risks) = base().into_parts();
    for risk in &mut risks {
        risk.tracker_links.clear();
    }
    let sheet = sheet(&Register::new("", Scale::default(), Vec::new(), risks).unwrap());
    let there = diff_with_findings(&reading(&all), &sheet, today()).unwrap();
    let expected = [
        "R02 better",
        "  rating: High -> Medium",
        "  likelihood: High -> Medium",
    ];
    assert_eq!(lines(&there), expected);
    let back = diff_with_findings(&sheet, &reading(&all), today()).unwrap();
    let expected = [
        "R02 worse",
        "  rating: Medium -> High",
        "  likelihood: Medium -> High",
    ];
    assert_eq!(lines(&back), expected);
    assert!(
        diff_with_findings(&sheet, &sheet, today())
            .unwrap()
            .is_empty()
    );
    let accepted = all.risk(&Key::first("R01")).unwrap().status.clone();
    assert_eq!(accepted, Some(Status::Accepted.into()));
}

#[test]
fn another_scale_is_told_by_its_levels_and_ratings_are_neither_better_nor_worse() {
    let after = edited(&base(), |editor| {
        let scale = Scale::built_in("five-by-five").unwrap();
        editor.use_scale(scale, &[]).unwrap();
    });
    let diff = diff_with_findings(&reading(&base()), &reading(&after), today()).unwrap();
    let paths: Vec<&str> = diff.records[0]
        .fields
        .iter()
        .map(|field| field.path.as_str())
        .collect();
    let expected = [
        "scale",
        "scale.likelihood",
        "scale.impact",
        "scale.rating",
        "scale.matrix",
    ];
    assert_eq!(paths, expected);
    assert_eq!((diff.summary.worse, diff.summary.better), (0, 0));
}
