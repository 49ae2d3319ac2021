//! Edits that are refused: the reason is told, and nothing is written.

use std::fs;

use serde_json::json;

use crate::registers::{corrected, files, json_register, review_workbook, risk as stated, shop};
use crate::run::risk;

/// Arguments that are refused, with the error and the hint.
const REFUSED: [(&[&str], &str, &str); 21] = [
    (
        &["set", "R99", "owner=Web"],
        "no risk has the reference `R99`",
        "the nearest are `R09`",
    ),
    (
        &["set", "R07", "likelihood=Hihg"],
        "invalid likelihood `Hihg`; expected Low, Medium or High",
        "did you mean `High`?",
    ),
    (
        &["set", "R07", "impact=9"],
        "invalid impact `9`; expected Low, Medium or High",
        "the scale is low-medium-high",
    ),
    (
        &["set", "R07", "likelyhood=High"],
        "a risk has no field `likelyhood`",
        "did you mean `likelihood`?",
    ),
    (
        &["set", "R07", "likelihood"],
        "expected a field to change, found none",
        "PATH=VALUE",
    ),
    (
        &["set", "R07", "mitigations=One"],
        "mitigations is a list",
        "`mitigations+=…`",
    ),
    (
        &["set", "R07", "mitigations[9]=One"],
        "mitigations has 3 entries, not 9",
        "",
    ),
    (
        &["set", "R07", "mitigations[0]=One"],
        "is not a path",
        "a path is such as",
    ),
    (
        &["set", "R07", "observations[1].status=done"],
        "`done` is not a status of an observation",
        "",
    ),
    (
        &["set", "R07", "reference=R30"],
        "the reference of a risk cannot be set",
        "rename the risk",
    ),
    (
        &["set", "R07", "status=done"],
        "`done` is not a status: open, in-progress, accepted or closed",
        "",
    ),
    (
        &["set", "R07", "review_by=31.3.2027"],
        "`31.3.2027` is not a date",
        "",
    ),
    (
        &["set", "R07", "component=Checkout AIP"],
        "no component is named `Checkout AIP`",
        "`Checkout API`",
    ),
    (
        &["set", "R07", "tracker_links+=a b"],
        "white space inside",
        "one link at a time",
    ),
    (
        &["set", "R07", "extra.Owner=Web"],
        "the header `Owner` is that of the field owner",
        "`owner=…`",
    ),
    (
        &["set", "R07", "owner=Web", "status=done"],
        "`done` is not a status",
        "",
    ),
    (
        &["add", "component=Sotrefront"],
        "no component is named `Sotrefront`",
        "`Storefront`",
    ),
    (
        &["add", "description=x", "--reference", "r07"],
        "`R07` is the reference of another risk already",
        "",
    ),
    (
        &["rename", "R21", "r07"],
        "`R07` is the reference of another risk already",
        "",
    ),
    (
        &["rename", "R21", "R07~2"],
        "would stand for one of several",
        "`~`",
    ),
    (&["rename", "R21", " "], "cannot be blank", ""),
];

#[test]
fn what_makes_no_sense_is_refused_with_what_would_and_nothing_is_written() {
    let shop = shop();
    let before = files(shop.path());
    for (args, error, hint) in REFUSED {
        for more in [[].as_slice(), &["--dry-run"], &["--format", "json"]] {
            let run = risk(shop.path(), &[args, more].concat())
                .exits(2)
                .says("error: ")
                .says(error);
            assert_eq!(run.stdout, "", "{args:?}");
            assert!(
                hint.is_empty() || run.stderr.contains("\nhint: "),
                "{args:?}"
            );
            run.says(hint);
        }
        assert_eq!(files(shop.path()), before, "{args:?}");
    }
}

#[test]
fn a_reference_that_several_risks_have_is_refused_until_one_of_them_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut risks = ["R1", "R1", ""].map(|name| stated(name, "Queue", "Low", "Low"));
    risks[1]["component"] = json!("Login");
    json_register(&folder.path().join("x.json"), &risks);
    let run = |args: &[&str]| risk(folder.path(), &[args, &["-r", "x.json"]].concat());
    let before = files(folder.path());
    for args in [
        ["set", "R1", "impact=High"].as_slice(),
        &["set", "r1", "impact=High"],
        &["set", "R1~3", "impact=High"],
        &["rename", "R1", "R2"],
        &["remove", "R1"],
    ] {
        run(args)
            .exits(2)
            .says("2 risks have the reference `R1`")
            .says("hint: write `R1~1` or `R1~2`");
    }
    run(&["set", "", "impact=High"]).exits(2).says("write `~1`");
    assert_eq!(files(folder.path()), before);
    run(&["set", "R1~2", "impact=High"])
        .exits(0)
        .writes("R1~2    impact");
    run(&["show", "R1~2"]).exits(0).writes("Login  Medium");
    run(&["rename", "R1~2", "R2"]).exits(0);
    run(&["set", "~1", "impact=High"]).exits(0);
    run(&["rename", "~1", "R3"]).exits(0);
    run(&["set", "R1", "impact=High"]).exits(0);
}

/// An edit of each sort.
pub const EDITS: [&[&str]; 9] = [
    &["add", "description=x"],
    &["set", "R01", "impact=Low"],
    &["rename", "R01", "R30"],
    &["remove", "R01"],
    &["component", "add", "Kafka"],
    &["component", "set", "DNS", "tier=3"],
    &["component", "rename", "DNS", "Names"],
    &["component", "remove", "Kafka"],
    &["scale", "use", "nist-800-30"],
];

#[test]
fn what_a_workbook_has_no_place_for_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("x.xlsx"), &corrected());
    let before = files(folder.path());
    let refused = [
        (
            ["component", "add", "Kafka"],
            "the workbook has no sheet `Components` for component Kafka",
            "hint: add a sheet `Components` with the header `Name`",
        ),
        (
            ["set", "R01", "status=open"],
            "the sheet `Risks` has no column for R01 status",
            "the header `Status`",
        ),
        (
            ["set", "R01", "extra.Budget=5"],
            "the sheet `Risks` has no column for R01 extra.Budget",
            "the header `Budget`",
        ),
    ];
    for (args, error, hint) in refused {
        risk(
            folder.path(),
            &[&args, ["-r", "x.xlsx"].as_slice()].concat(),
        )
        .exits(2)
        .says(error)
        .says(hint);
    }
    let scale = ["scale", "use", "nist-800-30", "-r", "x.xlsx"];
    let levels = ["likelihood.Medium=Moderate", "impact.Medium=Moderate"];
    risk(folder.path(), &[&scale, levels.as_slice()].concat())
        .exits(2)
        .says("refused to change register scale: a workbook keeps the scale");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn an_edit_without_a_register_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for args in EDITS {
        risk(folder.path(), args)
            .exits(2)
            .says("no register")
            .says("risk init");
    }
    assert!(files(folder.path()).is_empty());
}

#[test]
fn an_entry_that_cannot_be_read_is_not_lost_by_an_edit_of_its_list() {
    let shop = shop();
    let path = shop.path().join("risks/R05.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let broken = text.replace("mitigations = [\n", "mitigations = [\n    3,\n");
    assert_ne!(text, broken);
    std::fs::write(&path, &broken).unwrap();
    risk(shop.path(), &["set", "R05", "mitigations+=x"])
        .exits(2)
        .says("refused to change risks/R05.toml mitigations");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
    risk(shop.path(), &["set", "R05", "owner=Web team"]).exits(0);
    assert!(std::fs::read_to_string(&path).unwrap().contains("    3,\n"));
}

#[test]
fn what_an_array_formula_gives_is_changed_by_no_edit_and_its_cell_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("array.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write_row(
            0,
            0,
            ["Reference", "Risk", "Likelihood", "Impact", "Letters"],
        )
        .unwrap();
    for (at, reference) in (1..).zip(["R1", "R2", "R3"]) {
        sheet
            .write_row(at, 0, [reference, "Backlog", "Low", "High"])
            .unwrap();
    }
    let formula = rust_xlsxwriter::Formula::new("=LEN(B2:B3)").set_result("7");
    sheet.write_array_formula(1, 4, 2, 4, formula).unwrap();
    sheet.write_number(2, 4, 7).unwrap();
    sheet.write_number(3, 4, 5).unwrap();
    book.save(&path).unwrap();
    let before = fs::read(&path).unwrap();
    let edit = |args: &[&str]| risk(folder.path(), &[&["-r", "array.xlsx"], args].concat());
    for args in [&["set", "R2", "extra.Letters=5"][..], &["remove", "R2"]] {
        edit(args)
            .exits(2)
            .says("refused to change Sheet1!E3: the formula in E2 gives the cells E2:E3");
    }
    edit(&["set", "R1", "extra.Letters=5"])
        .exits(2)
        .says("Sheet1!E2");
    assert_eq!(fs::read(&path).unwrap(), before);
    edit(&["set", "R3", "extra.Letters=6"])
        .exits(0)
        .writes("Sheet1!E4: 5 → 6");
}

#[test]
fn a_risk_goes_above_a_row_of_totals_and_into_one_that_formulas_number() {
    let folder = tempfile::tempdir().unwrap();
    let book = |below: &str| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet
            .write_row(0, 0, ["No.", "Risk", "Likelihood", "Impact", "Cost"])
            .unwrap();
        for row in 1..4_u32 {
            sheet.write_row(row, 1, ["Backlog", "Low", "High"]).unwrap();
            sheet.write_number(row, 4, 7).unwrap();
            sheet
                .write_formula(row, 0, format!("=ROW(A{row})").as_str())
                .unwrap();
        }
        sheet.write_formula(4, 0, "=ROW(A4)").unwrap();
        sheet.write_formula(4, 4, below).unwrap();
        book.save(folder.path().join("totals.xlsx")).unwrap();
        risk(
            folder.path(),
            &[
                "-r",
                "totals.xlsx",
                "add",
                "description=New",
                "likelihood=Low",
                "--columns",
                "reference=",
            ],
        )
    };
    book("=SUM(E2:E4)")
        .exits(0)
        .writes("Sheet1!B5: (empty) → New")
        .writes("Sheet1!E6: =SUM(E2:E4) → =SUM(E2:E5)");
    // One that is computed of its own row, or of another sheet, is filled in beforehand.
    book("=LEN(B5)+Sheet1!E4")
        .exits(0)
        .writes("Sheet1!B5: (empty) → New");
}
