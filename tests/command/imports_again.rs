//! What an import makes of a workbook that its people went on with since the last one.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Formula, Workbook, Worksheet};
use tempfile::TempDir;

use crate::registers::{sheet, workbook};
use crate::run::{Run, risk};

const HEADER: [&str; 5] = ["Reference", "Component", "Risk", "Likelihood", "Impact"];

const RISKS: [[&str; 5]; 2] = [
    ["R1", "DNS", "A record is removed", "Low", "High"],
    ["R2", "CDN", "Its certificate expires", "High", "High"],
];

/// The same risks with another column, before one of theirs or behind the last.
fn with_column(at: usize, values: [&'static str; 2]) -> Vec<Vec<&'static str>> {
    let rows = RISKS.iter().zip(values);
    let rows = rows.map(|(row, value)| [&row[..at], &[value], &row[at..]].concat());
    rows.collect()
}

fn import(folder: &TempDir, more: &[&str]) -> Run {
    let args = ["import", "risks.xlsx", "--into", "register"];
    risk(folder.path(), &[&args, more].concat())
}

fn list(folder: &Path, register: &str, fields: &str) -> String {
    let args = [
        "list", "-r", register, "--format", "csv", "--sort", "ref", "--fields", fields,
    ];
    risk(folder, &args).exits(0).stdout
}

fn write<'a>(folder: &TempDir, header: &[&str], rows: &[impl AsRef<[&'a str]>]) {
    let rows: Vec<&[&str]> = rows.iter().map(AsRef::as_ref).collect();
    workbook(&folder.path().join("risks.xlsx"), header, &rows);
}

/// Rows of formulas that show what another sheet has, in a sheet from a row on.
fn show(sheet: &mut Worksheet, first: u32, rows: &[Vec<&str>]) {
    for (row, cells) in (first..).zip(rows) {
        for (column, result) in (0..).zip(cells) {
            let formula = Formula::new(format!("=Team!{column}{row}")).set_result(*result);
            sheet.write_formula(row, column, formula).unwrap();
        }
    }
}

#[test]
fn rows_that_formulas_take_from_another_sheet_are_risks_and_those_that_wait_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let risks = workbook.add_worksheet();
    sheet(
        risks,
        "Risks",
        &HEADER,
        &[&["R1", "DNS", "A record is removed", "Low", "High"]],
    );
    let computed = [
        ["R2", "CDN", "Its certificate expires", "Medium", "High"],
        ["R3", "", "0", "Low", "Low"],
        ["R4", "", "Failure of ", "", "0"],
        ["R5", "Queue", "It fills up", "", ""],
        ["R6", "0", "It is slow", "Low", "Low"],
    ];
    show(risks, 2, &computed.map(Vec::from));
    let components = workbook.add_worksheet();
    let own: [&[&str]; 1] = [&["DNS", "Ann"]];
    sheet(components, "Components", &["Name", "Owner"], &own);
    show(
        components,
        2,
        &[vec!["CDN", "Bob"], vec!["Queue", "0"], vec!["", ""]],
    );
    workbook.save(folder.path().join("risks.xlsx")).unwrap();
    let listed = list(folder.path(), "risks.xlsx", "ref,component,likelihood");
    // What refers to an empty cell gives 0, which is no name, and may be a level.
    let expected = "R1,DNS,Low\nR2,CDN,Medium\nR5,Queue,0?\nR6,,Low\n";
    assert_eq!(listed, format!("Ref,Component,Likelihood\n{expected}"));
    import(&folder, &[]).exits(1).says("invalid likelihood `0`");
    let args = ["component", "list", "-r", "register", "--format", "json"];
    let listed = risk(folder.path(), &args).exits(0).stdout;
    for name in ["DNS", "CDN", "Queue", "Bob"] {
        assert!(
            listed.contains(&format!("\"{name}\"")),
            "{name} in {listed}"
        );
    }
    assert!(!listed.contains("\"0\""), "{listed}");
}

#[test]
fn a_scale_that_a_register_has_is_kept_where_most_levels_are_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let rows: [&[&str]; 4] = [
        &["R1", "DNS", "A record is removed", "1", "4"],
        &["R2", "DNS", "The zone expires", "2", "3"],
        &["R3", "CDN", "It serves an old page", "3", "2"],
        &["R4", "CDN", "Its certificate expires", "4", "1"],
    ];
    write(&folder, &HEADER, &rows);
    import(&folder, &["--scale", "1-4"]).exits(0);
    for odd in ["tbd", "IV", "5"] {
        let more: [&[&str]; 1] = [&["R5", "CDN", "It is slow", "2", odd]];
        write(&folder, &HEADER, &[&rows[..], &more].concat());
        import(&folder, &["--dry-run"])
            .exits(1)
            .says(odd)
            .says("expected 1, 2, 3 or 4");
    }

    // A scale of one's own has no name that an option could take, and its ratings are nobody else's.
    let register = folder.path().join("register/register.toml");
    let levels = "[{ label = \"Low\" }, { label = \"Medium\" }, { label = \"High\" }]";
    let own = format!(
        "schema_version = 1\n[scale]\nname = \"ours\"\nlikelihood = {levels}\nimpact = {levels}\n\
         rating = [{{ label = \"Fine\" }}, {{ label = \"Bad\" }}]\n\
         matrix = [[\"Fine\", \"Fine\", \"Fine\"], [\"Fine\", \"Fine\", \"Bad\"], [\"Fine\", \"Bad\", \"Bad\"]]\n"
    );
    fs::write(&register, own).unwrap();
    let rows: [&[&str]; 4] = [
        &["R1", "DNS", "A record is removed", "Low", "High"],
        &["R2", "DNS", "The zone expires", "Medium", "Very high"],
        &["R3", "CDN", "It serves an old page", "High", "Low"],
        &["R4", "CDN", "Its certificate expires", "High", "Medium"],
    ];
    write(&folder, &HEADER, &rows);
    import(&folder, &[])
        .exits(1)
        .says("invalid impact `Very high`");
    let kept = fs::read_to_string(&register).unwrap();
    assert!(
        kept.contains("name = \"ours\"") && kept.contains("\"Bad\""),
        "{kept}"
    );
}

#[test]
fn a_column_without_a_header_is_asked_about_once_another_one_stands_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut header = HEADER.to_vec();
    header[2] = "";
    write(&folder, &header, &RISKS);
    import(&folder, &["--columns", "description=C"]).exits(0);
    import(&folder, &[]).exits(0).says("nothing changed");
    header.insert(2, "Region text");
    let rows = with_column(2, ["eu west one", "us east two"]);
    write(&folder, &header, &rows);
    import(&folder, &[])
        .exits(2)
        .says("the column `C`, which had the description, is gone; it may be");
    let answer = ["--columns", "description=D"];
    import(&folder, &answer).exits(0);
    let listed = list(folder.path(), "register", "ref,description");
    assert_eq!(
        listed,
        "Ref,Risk\nR1,A record is removed\nR2,Its certificate expires\n"
    );
}

#[test]
fn levels_without_a_header_are_asked_about_as_well_once_another_column_stands_in_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut header = HEADER.to_vec();
    header[3] = "";
    write(&folder, &header, &RISKS);
    import(&folder, &["--columns", "likelihood=D"]).exits(0);
    header.insert(3, "Class");
    write(&folder, &header, &with_column(3, ["High", "Low"]));
    import(&folder, &[])
        .exits(2)
        .says("the column `D`, which had the likelihood, is gone");
}

#[test]
fn a_column_that_a_later_import_takes_is_missed_when_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let rows = with_column(5, ["Ann", "Bob"]);
    write(&folder, &HEADER, &RISKS);
    import(&folder, &[]).exits(0);
    write(&folder, &[&HEADER[..], &["Owner"]].concat(), &rows);
    import(&folder, &[]).exits(0);
    write(&folder, &[&HEADER[..], &["Keeper"]].concat(), &rows);
    import(&folder, &[])
        .exits(2)
        .says("the column `Owner`, which had the owner, is gone; it may be");
}

#[test]
fn a_component_that_is_spelled_in_another_way_is_the_same_one() {
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str, own: &str| {
        let mut workbook = Workbook::new();
        let risks: [&[&str]; 1] = [&["R1", name, "A record is removed", "Low", "High"]];
        sheet(workbook.add_worksheet(), "Risks", &HEADER, &risks);
        let components: [&[&str]; 2] = [&[name, "Ann"], &["Web", "Bob"]];
        sheet(
            workbook.add_worksheet(),
            "Components",
            &["Name", own],
            &components,
        );
        workbook.save(folder.path().join("risks.xlsx")).unwrap();
    };
    made("Core DNS", "Owner");
    import(&folder, &[]).exits(0);
    let set = ["component", "set", "Core DNS", "rto=4h", "-r", "register"];
    risk(folder.path(), &set).exits(0);
    made("core-dns", "Owner");
    import(&folder, &[]).exits(0);
    let listed = ["component", "list", "-r", "register", "--format", "json"];
    let listed = risk(folder.path(), &listed).exits(0).stdout;
    assert!(
        listed.contains("core-dns") && listed.contains("4h"),
        "{listed}"
    );
    assert!(!listed.contains("Core DNS"), "{listed}");

    // Owners are under another header now.
    made("core-dns", "Looks after it");
    import(&folder, &["--dry-run"])
        .exits(0)
        .says("new columns beyond the fields of a component: `Looks after it`");
}

#[test]
fn a_reference_of_two_sheets_is_two_risks_whichever_of_them_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let web: [&[&str]; 2] = [
        &["R1", "DNS", "A record is removed", "Low", "High"],
        &["R2", "CDN", "Its certificate expires", "High", "High"],
    ];
    let data: [&[&str]; 2] = [
        &["D1", "Database", "Its disk is full", "Low", "High"],
        &["R1", "Replica", "Its index is corrupt", "High", "High"],
    ];
    sheet(workbook.add_worksheet(), "Web", &HEADER, &web);
    sheet(workbook.add_worksheet(), "Data", &HEADER, &data);
    workbook.save(folder.path().join("risks.xlsx")).unwrap();
    import(&folder, &["--sheet", "Web"]).exits(0);
    let set = ["-r", "register", "set", "R1", "owner=Anna"];
    risk(folder.path(), &set).exits(0);
    import(&folder, &["--sheet", "Data"]).exits(2).says("3=new");
    import(&folder, &["--sheet", "Data", "--match", "3=new"]).exits(0);
    let sheets = [&[][..], &["--sheet", "Web"], &["--sheet", "Data"]];
    for again in sheets {
        import(&folder, again).exits(0);
        let listed = list(folder.path(), "register", "component,owner");
        let mut listed: Vec<&str> = listed.lines().skip(1).collect();
        listed.sort_unstable();
        assert_eq!(
            listed,
            ["CDN,", "DNS,Anna", "Database,", "Replica,"],
            "{again:?}"
        );
    }

    // In other letters, it is the same one.
    let mut workbook = Workbook::new();
    let web: [&[&str]; 2] = [
        &["r1", "DNS", "A record is removed", "Low", "High"],
        &["R2", "CDN", "Its certificate expires", "High", "High"],
    ];
    sheet(workbook.add_worksheet(), "Web", &HEADER, &web);
    sheet(workbook.add_worksheet(), "Data", &HEADER, &data);
    workbook.save(folder.path().join("risks.xlsx")).unwrap();
    for again in sheets {
        import(&folder, again).exits(0);
        let listed = list(folder.path(), "register", "component,owner");
        let mut listed: Vec<&str> = listed.lines().skip(1).collect();
        listed.sort_unstable();
        assert_eq!(
            listed,
            ["CDN,", "DNS,Anna", "Database,", "Replica,"],
            "{again:?}"
        );
    }
}
