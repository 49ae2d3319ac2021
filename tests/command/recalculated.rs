//! After an edit of a workbook with formulas of every sort, what LibreOffice shows once it has computed them anew is
//! what the command lists. Only where the environment says that LibreOffice is there.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use rust_xlsxwriter::{Formula, Table, TableColumn, Workbook, Worksheet};
use serde_json::Value;

use crate::libreoffice::are_installed;
use crate::registers::HEADER;
use crate::run::risk;

const COUNT: u32 = 60;
/// The column with what is computed: twice the weight.
const WEIGHT: u16 = 10;
const DOUBLE: u16 = 11;

/// Settings of a profile in which LibreOffice takes no result from a file.
const ALWAYS_CALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
oor:op="fuse"><value>0</value></prop></item></oor:items>"#;

/// Makes the formulas below the first in a column share that one, as Excel writes them.
const SHARE: &str = r#"
import os, re, sys, zipfile
for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    rows = re.findall(r'<c r="L(\d+)"[^>]*><f>', sheet)
    first, last = rows[0], rows[-1]
    for row in rows:
        start = f't="shared" ref="L{first}:L{last}" si="0">K{first}*2</f>' if row == first else 't="shared" si="0"/>'
        sheet = re.sub(rf'(<c r="L{row}"[^>]*><f)>[^<]*</f>', lambda found: f"{found[1]} {start}", sheet)
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
"#;

/// The name of a workbook, whose number decides what it is like.
fn name(number: u32) -> String {
    format!("{number}.xlsx")
}

/// How many risks a workbook has.
fn risks(number: u32) -> u32 {
    3 + number / 20
}

fn weight(row: u32) -> f64 {
    f64::from(row * 3)
}

/// Writes what is computed: by formulas of their own, which are shared later, by an array formula, by one that spills,
/// or by a column of a table.
fn computed(
    sheet: &mut Worksheet,
    number: u32,
    last: u32,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    let range = format!("=K2:K{}*2", last + 1);
    let formula = |text: &str, row| Formula::new(text).set_result((weight(row) * 2.0).to_string());
    match number % 4 {
        1 => _ = sheet.write_array_formula(1, DOUBLE, last, DOUBLE, formula(&range, 1))?,
        2 => _ = sheet.write_dynamic_array_formula(1, DOUBLE, last, DOUBLE, formula(&range, 1))?,
        3 => {
            let headers = HEADER.iter().chain(&["Owner", "Weight"]);
            let columns = headers.map(|header| TableColumn::new().set_header(*header));
            let double = TableColumn::new()
                .set_header("Double")
                .set_formula("[@Weight]*2");
            let columns: Vec<TableColumn> = columns.chain([double]).collect();
            sheet.add_table(0, 0, last, DOUBLE, &Table::new().set_columns(&columns))?;
        }
        _ => {}
    }
    for row in 1..=last {
        match number % 4 {
            0 => _ = sheet.write_formula(row, DOUBLE, formula(&format!("=K{}*2", row + 1), row))?,
            3 => {
                let text = "=Table1[[#This Row],[Weight]]*2";
                sheet.write_formula(row, DOUBLE, formula(text, row))?;
            }
            _ if row > 1 => _ = sheet.write_number(row, DOUBLE, weight(row) * 2.0)?,
            _ => {}
        }
    }
    Ok(())
}

fn generated(path: &Path, number: u32) -> Result<(), rust_xlsxwriter::XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Risks")?;
    let last = risks(number);
    sheet.write_row(
        0,
        0,
        HEADER.iter().chain(&["Owner", "Weight", "Double"]).copied(),
    )?;
    for row in 1..=last {
        let reference = format!("R{row}");
        let description = format!("It fails in the way {row}");
        let cells = [
            &reference,
            "API",
            &description,
            "Low",
            "High",
            "",
            "Retry",
            "Call",
            "",
            "Ann",
        ];
        for (text, column) in cells.iter().zip(0..) {
            sheet.write_string(row, column, *text)?;
        }
        sheet.write_number(row, WEIGHT, weight(row))?;
    }
    computed(sheet, number, last)?;
    workbook.save(path)
}

/// The edit of a workbook, in words of the command.
fn edit(number: u32) -> Vec<&'static str> {
    match number / 4 % 7 {
        0 => vec!["set", "R2", "likelihood=High", "owner="],
        1 => vec!["set", "R1", "extra.Weight=41", "component=Cache"],
        2 => vec![
            "add",
            "description=It stops for good",
            "extra.Weight=5",
            "owner=Bob",
        ],
        3 => vec!["remove", "R3"],
        4 => vec!["rename", "R2", "R9"],
        5 => vec!["remove", "R1"],
        _ => vec!["set", "R3", "mitigations+=Wait", "extra.Weight=2.5"],
    }
}

/// Has LibreOffice compute all workbooks anew, in one run, into a folder beside them.
fn calculate(folder: &Path, files: &[String]) {
    let settings = folder.join("profile/user");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("registrymodifications.xcu"), ALWAYS_CALCULATE).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            "out",
        ])
        .args(files)
        .current_dir(folder)
        .output()
        .expect("soffice runs");
    assert!(output.status.success(), "{output:?}");
}

/// The risks of a workbook by their references, and what is computed of each.
fn listed(folder: &Path, path: &str) -> (HashMap<String, Value>, HashMap<String, f64>) {
    let run = risk(folder, &["list", "-r", path, "--format", "json"]).exits(0);
    let list: Value = serde_json::from_str(&run.stdout).unwrap();
    let (mut risks, mut doubles) = (HashMap::new(), HashMap::new());
    for risk in list["risks"].as_array().unwrap() {
        let (mut risk, key) = (risk.clone(), risk["key"].as_str().unwrap().to_owned());
        let double = risk["extra"].as_object_mut().unwrap().remove("Double");
        doubles.extend(double.and_then(|double| Some((key.clone(), double.as_f64()?))));
        risks.insert(key, risk);
    }
    (risks, doubles)
}

#[test]
fn what_libreoffice_computes_after_an_edit_is_what_is_listed() {
    if !are_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<String> = (0..COUNT).map(name).collect();
    for number in 0..COUNT {
        generated(&folder.path().join(name(number)), number).unwrap();
    }
    let shared = files.iter().step_by(4);
    let python = Command::new("python3")
        .args(["-c", SHARE])
        .args(shared)
        .current_dir(&folder)
        .output();
    assert!(
        python.as_ref().is_ok_and(|output| output.status.success()),
        "{python:?}"
    );
    let mut accepted = 0;
    for number in 0..COUNT {
        let file = name(number);
        let args = [&edit(number)[..], &["-r", &file]].concat();
        let run = risk(folder.path(), &args);
        // What is refused is a cell that a formula in another one gives.
        assert!(
            run.code == 0 || run.stderr.contains("formula"),
            "{number}: {run:?}"
        );
        accepted += u32::from(run.code == 0);
    }
    assert!(accepted > COUNT / 2, "{accepted}");
    calculate(folder.path(), &files);
    for number in 0..COUNT {
        let (stated, before) = listed(folder.path(), &name(number));
        let (shown, computed) = listed(folder.path(), &format!("out/{}", name(number)));
        assert_eq!(shown, stated, "{number}: {:?}", edit(number));
        // An array has as many rows as it had; other formulas go on in a new row.
        if number % 4 % 3 == 0 {
            assert_eq!(computed.len(), shown.len(), "{number}");
        }
        for (key, double) in &computed {
            let weight = shown[key]["extra"]["Weight"].as_f64().unwrap_or_default();
            assert!(
                (double - weight * 2.0).abs() < 1e-9,
                "{number}, {key}: {double} of {weight}"
            );
        }
        // A result is listed as it was until it is computed anew, and none is lost.
        for key in before.keys() {
            assert!(computed.contains_key(key), "{number}, {key}");
        }
    }
}
