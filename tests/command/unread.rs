//! What cannot be read: nothing is taken back because of it, and nothing made of it looks whole.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;

use crate::registers::{sheet, shop};
use crate::run::risk;

/// A workbook in which a component has the given requirements.
fn requiring(path: &Path, requires: &str) {
    let mut workbook = Workbook::new();
    let header = ["Reference", "Component", "Risk", "Likelihood", "Impact"];
    let risks: [&[&str]; 1] = [&["R1", "Web", "It fails", "Low", "High"]];
    sheet(workbook.add_worksheet(), "Risks", &header, &risks);
    let components: [&[&str]; 3] = [
        &["Web", "Ann", requires],
        &["Database", "Bob", "none"],
        &["Cache", "Bob", "none"],
    ];
    let header = ["Name", "Owner", "Requires"];
    sheet(workbook.add_worksheet(), "Components", &header, &components);
    workbook.save(path).unwrap();
}

#[test]
fn requirements_that_cannot_be_read_take_nothing_back_and_are_corrected_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path(), folder.path().join("w.xlsx"));
    requiring(&file, "Database; Cache");
    risk(path, &["import", "w.xlsx", "--into", "r"]).exits(0);
    requiring(&file, "Database, Cache");
    risk(path, &["import", "w.xlsx", "--into", "r"])
        .exits(1)
        .says("nothing changed")
        .says("Components!C2: error[unreadable-cell]: the requirements cannot be read");
    let needed = risk(path, &["-r", "r", "component", "list", "--format", "csv"]);
    needed.exits(0).writes("Database; Cache");
    let mended = [
        "-r",
        "w.xlsx",
        "component",
        "set",
        "Web",
        "requires=Database; Cache",
    ];
    risk(path, &mended)
        .exits(0)
        .writes("Components!C2: Database, Cache → Database; Cache");
    risk(
        path,
        &["-r", "w.xlsx", "check", "--rule", "unreadable-cell"],
    )
    .exits(0);
}

#[test]
fn a_register_with_values_that_cannot_be_read_is_not_exported_without_them() {
    let shop = shop();
    let component = shop.path().join("components/DNS.toml");
    fs::write(
        &component,
        "requires = [{ of = [\"DNS 2\"], effect = \"Soft\" }]\n",
    )
    .unwrap();
    for to in ["j.json", "w.xlsx", "w.csv", "other"] {
        risk(shop.path(), &["export", "--to", to])
            .exits(2)
            .says("components/DNS.toml:1:13 has what cannot be read and would be lost")
            .says("hint: mend it first");
        assert!(!shop.path().join(to).exists());
    }
    // Nor does a list show it as one that needs nothing.
    let listed = risk(shop.path(), &["component", "list", "--format", "json"]).exits(0);
    let listed: serde_json::Value = serde_json::from_str(&listed.stdout).unwrap();
    let components = listed["components"].as_array().unwrap();
    let dns = components.iter().find(|one| one["name"] == "DNS").unwrap();
    assert!(dns["requires"].is_null());
}

#[test]
fn keys_of_unknown_meaning_are_left_out_of_an_export_with_a_word() {
    let shop = shop();
    let component = shop.path().join("components/DNS.toml");
    let text = fs::read_to_string(&component).unwrap();
    fs::write(&component, format!("colour = \"red\"\n{text}")).unwrap();
    risk(shop.path(), &["export", "--to", "j.json"])
        .exits(0)
        .says("1 key of unknown meaning left out");
    // Nothing is left out of what is not written.
    for refused in [
        &["--to", "gone/x.xlsx"][..],
        &["--to", "j.json", "--match", "A=B"],
    ] {
        let run = risk(shop.path(), &[&["export"], refused].concat()).exits(2);
        assert!(!run.stderr.contains("left out"), "{run:#?}");
    }
}

#[test]
fn a_record_whose_file_is_not_read_keeps_its_name_and_an_export_names_the_file() {
    let shop = shop();
    let path = shop.path();
    fs::write(path.join("risks/R23.TOML"), "owner = \"Ann\"\n").unwrap();
    fs::write(path.join("components/Ledger.yaml"), "owner: Ann\n").unwrap();
    let new = ["component=CDN", "description=new"];
    let add = |more: &[&str]| risk(path, &[&["add"], &new[..], more].concat());
    add(&["--reference", "r23"])
        .exits(2)
        .says("`r23` may be in risks/R23.TOML, which is not read");
    add(&[]).exits(0).writes("R24");
    assert!(!path.join("risks/R23.toml").exists());
    for args in [&["add", "Ledger"][..], &["rename", "CDN", "ledger"]] {
        risk(path, &[&["component"], args].concat())
            .exits(2)
            .says("components/Ledger.yaml");
    }
    risk(path, &["export", "--to", "all.json"])
        .exits(0)
        .says("warning: components/Ledger.yaml and 1 more file left out, of which nothing is read");
}
