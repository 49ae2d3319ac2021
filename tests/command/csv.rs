//! Comma-separated values, exact and safe.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::registers::{shop, web_shop};
use crate::run::risk;

/// What a spreadsheet takes for a formula, or what hides one.
const FORMULAS: [&str; 8] = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1",
];
const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

fn is_formula(cell: &str) -> bool {
    cell.starts_with(BEGINNINGS)
}

/// A register for each formula, with it in every text.
fn registers() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (n, formula) in FORMULAS.iter().enumerate() {
        let level = json!([{"label": formula}]);
        let register = json!({
            "schema_version": 1,
            "title": formula,
            "scale": {
                "name": formula, "likelihood": level, "impact": level, "rating": level,
                "matrix": [[formula]],
            },
            "components": [{
                "name": formula, "kind": formula, "owner": formula, "tier": formula,
                "within": formula,
            }],
            "risks": [{
                "reference": formula, "component": formula, "description": formula,
                "likelihood": formula, "impact": formula, "mitigations": [formula],
                "notes": formula, "owner": formula, "status": formula,
                "extra": {*formula: formula},
            }],
        });
        fs::write(
            folder.path().join(format!("{n}.json")),
            register.to_string(),
        )
        .unwrap();
    }
    folder
}

/// The cells of comma-separated values, by row.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("every row has as many cells"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

/// What writes a table of a register.
const TABLES: [&[&str]; 9] = [
    &["list"],
    &["check"],
    &["coverage"],
    &["next"],
    &["component", "list"],
    &["scale", "show"],
    &["add", "description==2+2", "--dry-run"],
    &["component", "add", "=2+2", "--dry-run"],
    &["component", "set", "=1+1", "owner=@x", "--dry-run"],
];

fn table(folder: &Path, register: &str, args: &[&str], format: &str) -> Vec<Vec<String>> {
    let run = risk(
        folder,
        &[args, &["-r", register, "--format", format]].concat(),
    );
    assert!(run.code < 2, "{run:?}");
    cells(&run.stdout)
}

#[test]
fn no_cell_of_csv_safe_is_a_formula_and_no_other_cell_differs() {
    let folder = registers();
    let mut formulas = 0;
    for n in 0..FORMULAS.len() {
        let register = format!("{n}.json");
        let tables = TABLES
            .iter()
            .filter(|args| n == 0 || !args.contains(&"=1+1"));
        for args in tables {
            let exact = table(folder.path(), &register, args, "csv");
            let safe = table(folder.path(), &register, args, "csv-safe");
            assert_eq!(exact.len(), safe.len());
            for (exact, safe) in exact.iter().flatten().zip(safe.iter().flatten()) {
                assert!(!is_formula(safe), "{args:?}: {safe:?}");
                if is_formula(exact) {
                    formulas += 1;
                    assert_eq!(*safe, format!("'{exact}"));
                } else {
                    assert_eq!(safe, exact);
                }
            }
        }
    }
    assert!(formulas > 100, "{formulas}");
}

#[test]
fn a_file_that_is_exported_is_exact_or_safe_as_well() {
    let folder = registers();
    for (n, formula) in FORMULAS.iter().enumerate() {
        let register = format!("{n}.json");
        let export = |name: &str, more: &[&str]| {
            let args = [&["export", "-r", &register, "--to", name], more].concat();
            risk(folder.path(), &args).exits(0);
            cells(&fs::read_to_string(folder.path().join(name)).unwrap())
        };
        let exact = export(&format!("{n}.csv"), &[]);
        let safe = export(&format!("{n}-safe.csv"), &["--safe"]);
        let count = exact
            .iter()
            .flatten()
            .filter(|cell| cell == formula)
            .count();
        assert_eq!(count, 12, "{exact:?}");
        assert!(
            !safe.iter().flatten().any(|cell| is_formula(cell)),
            "{safe:?}"
        );
    }
}

#[test]
fn an_exported_file_has_every_field_of_every_risk() {
    let shop = shop();
    risk(
        shop.path(),
        &["set", "R03", "extra.Cost=5", "acceptance.by=Ann"],
    )
    .exits(0);
    risk(shop.path(), &["export", "--to", "x.csv"]).exits(0);
    let rows = cells(&fs::read_to_string(shop.path().join("x.csv")).unwrap());
    assert_eq!(rows.len(), 23);
    let of = |header: &str| {
        let column = rows[0].iter().position(|name| name == header);
        rows[3][column.expect("the header is there")].as_str()
    };
    assert_eq!(of("Reference"), "R03");
    assert_eq!(of("Component"), "Storefront");
    assert_eq!(of("Rating"), "High");
    assert_eq!(of("Cost"), "5");
    assert_eq!(of("Accepted by"), "Ann");
    assert_eq!(of("Review by"), "2027-01-31");
    let observations: Vec<&str> = of("Observation").lines().collect();
    assert_eq!(observations.len(), 3);
    assert!(observations[0].starts_with("implemented: Dashboard"));
    assert!(observations[2].starts_with("unknown: Fraud"));
    assert_eq!(of("Tracker links").lines().count(), 2);
}

#[test]
fn the_formats_of_a_table_have_the_same_cells() {
    for args in [
        ["list"].as_slice(),
        &["component", "list"],
        &["scale", "show"],
    ] {
        let rows = table(&web_shop(), ".", args, "csv");
        let run = risk(&web_shop(), &[args, &["--format", "md"]].concat()).exits(0);
        assert_eq!(run.stdout.lines().count(), rows.len() + 1, "{args:?}");
        let run = risk(&web_shop(), &[args, &["--format", "table"]].concat()).exits(0);
        assert_eq!(run.stdout.lines().count(), rows.len(), "{args:?}");
    }
}

#[test]
fn an_export_as_csv_does_not_say_that_components_were_exported() {
    let shop = shop();
    let run = risk(shop.path(), &["export", "--to", "x.csv"]).exits(0);
    assert!(!run.stderr.contains("components"), "{run:?}");
}
