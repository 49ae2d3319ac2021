//! What stands in a workbook and what does not, where the other versions have another form.

use std::fs;

use serde_json::{Value, json};

use super::merge;
use super::room::{Form, Room};
use crate::run::risk;

const REHEARSED: &[&str] = &[
    "rehearse",
    "R01",
    "--kind",
    "tabletop",
    "--outcome",
    "passed",
    "--date",
    "2026-03-01",
];

/// The references of a version, in its order.
fn order(room: &Room, version: &str) -> Vec<String> {
    let whole = format!("{version}.order.json");
    room.run(&["export", "-r", version, "--to", &whole]);
    let text = fs::read_to_string(room.path(&whole)).unwrap();
    let state: Value = serde_json::from_str(&text).unwrap();
    let risks = state["risks"].as_array().unwrap().iter();
    let references = risks.map(|risk| risk["reference"].as_str().unwrap().to_owned());
    references.collect()
}

/// The base with its risks in the order of their descriptions, as somebody sorts a sheet.
fn sorted(room: &Room, name: &str) -> String {
    let text = fs::read_to_string(room.path("base.json")).unwrap();
    let mut sorted: Value = serde_json::from_str(&text).unwrap();
    let risks = sorted["risks"].as_array_mut().unwrap();
    risks.sort_by_key(|risk| risk["description"].to_string());
    fs::write(room.path("sorted.json"), sorted.to_string()).unwrap();
    let name = Form::Workbook.named(name);
    room.run(&["export", "-r", "sorted.json", "--to", &name]);
    name
}

#[test]
fn sorted_rows_and_an_edit_are_merged_to_both() {
    let room = Room::new(&[Form::Workbook]);
    let edit: &[&[&str]] = &[&["set", "R02", "likelihood=High"]];
    let base = room.version("base", Form::Workbook, &[]);
    let edited = room.version("edited", Form::Workbook, edit);
    let sorted = sorted(&room, "sorted");
    let none = json!([]);

    let (code, answer) = merge(&room, &base, &sorted, &edited, "out.xlsx");
    assert_eq!(
        (code, &answer["conflicts"], &answer["notes"]),
        (0, &none, &none)
    );
    assert_eq!(room.state("out.xlsx"), room.state(&edited));
    assert_eq!(order(&room, "out.xlsx"), order(&room, &sorted));

    // Where the other side is sorted, the rows of ours stay where they are.
    let (code, answer) = merge(&room, &base, &edited, &sorted, "other.xlsx");
    assert_eq!(
        (code, &answer["conflicts"], &answer["notes"]),
        (0, &none, &none)
    );
    let [ours, out] = [&edited, "other.xlsx"].map(|name| fs::read(room.path(name)).unwrap());
    assert!(ours == out, "the bytes differ");
}

#[test]
fn a_merge_of_a_workbook_with_itself_changes_no_byte() {
    let room = Room::new(&[Form::Workbook]);
    let base = room.version("base", Form::Workbook, &[]);
    assert_eq!(merge(&room, &base, &base, &base, "out.xlsx").0, 0);
    let [base, out] = [&base, "out.xlsx"].map(|name| fs::read(room.path(name)).unwrap());
    assert!(base == out, "the bytes differ");
}

#[test]
fn what_a_workbook_has_no_place_for_is_not_taken_from_a_folder() {
    let room = Room::new(&[Form::Workbook]);
    let base = room.version("base", Form::Folder, &[REHEARSED]);
    let ours = room.version(
        "ours",
        Form::Folder,
        &[REHEARSED, &["set", "R03", "owner=Web"]],
    );
    room.version(
        "theirs",
        Form::Workbook,
        &[&["set", "R02", "likelihood=High"]],
    );
    let (code, answer) = merge(&room, &base, &ours, "theirs.xlsx", "out");
    assert_eq!((code, &answer["conflicts"]), (0, &json!([])), "{answer:#}");
    let expected = [
        &["set", "R03", "owner=Web"],
        &["set", "R02", "likelihood=High"][..],
    ];
    let expected = room.version(
        "expected",
        Form::Folder,
        &[REHEARSED, expected[0], expected[1]],
    );
    assert_eq!(room.state("out"), room.state(&expected));
}

#[test]
fn what_the_other_side_has_and_our_workbook_has_no_place_for_is_refused() {
    let room = Room::new(&[Form::Workbook]);
    let ours = room.version("ours", Form::Workbook, &[&["set", "R03", "owner=Web"]]);
    let before = fs::read(room.path(&ours)).unwrap();
    for (name, edit, reason) in [
        (
            "rehearsed",
            REHEARSED,
            "a workbook cannot hold R01 rehearsals",
        ),
        (
            "column",
            &["set", "R02", "extra.Floor=3"],
            "has no column for R02 extra.Floor",
        ),
        (
            "scale",
            &[
                "scale",
                "use",
                "five-by-five",
                "likelihood.Low=Unlikely",
                "likelihood.Medium=Possible",
                "likelihood.High=Likely",
                "impact.Low=Minor",
                "impact.Medium=Moderate",
                "impact.High=Major",
            ],
            "a workbook keeps the scale that it was made with",
        ),
    ] {
        let theirs = room.version(name, Form::Folder, &[edit]);
        let args = ["merge", "base.json", &ours, &theirs, "--into", "out.xlsx"];
        // The workbook is named, and not the copy that was to become the result.
        let run = risk(room.around.path(), &args).exits(2);
        run.says(reason).says("error: cannot use ours.xlsx\n");
        assert!(!room.path("out.xlsx").exists());
        assert!(before == fs::read(room.path(&ours)).unwrap(), "{name}");
    }
}

#[test]
fn each_file_that_a_merge_makes_is_reported_and_by_a_dry_run_too() {
    for form in [Form::Folder, Form::Json, Form::Workbook] {
        let room = Room::new(&[form]);
        let [base, ours, theirs] = [
            room.version("base", form, &[]),
            room.version("ours", form, &[]),
            room.version("theirs", form, &[&["set", "R03", "owner=Web"]]),
        ];
        let out = form.named("out");
        let into = |more: &[&str]| {
            let args = [
                "merge", &base, &ours, &theirs, "--into", &out, "--format", "json",
            ];
            let run = risk(room.around.path(), &[&args, more].concat()).exits(0);
            let answer: Value = serde_json::from_str(&run.stdout).unwrap();
            answer["files"].clone()
        };
        let planned = into(&["--dry-run"]);
        assert!(!room.path(&out).exists());
        assert_eq!(into(&[]), planned);
        let made = crate::registers::files(room.around.path());
        let made = made
            .iter()
            .filter(|(path, _)| path.starts_with(room.path(&out)))
            .count();
        assert_eq!(planned.as_array().unwrap().len(), made, "{planned:#}");
    }
}
