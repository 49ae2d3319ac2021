//! A register of any form as one of any other.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::registers::{corrected, files, files_inside, review_workbook, shop, web_shop};
use crate::run::{Run, risk};

/// The web shop with what the example has not: columns of its own, levels that are none, a risk
/// that is accepted, and requirements that were imported.
fn rich() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| risk(folder.path(), &[args, &["-r", "folder"]].concat()).exits(0);
    let shop = shop();
    let shop = shop.path().to_str().unwrap();
    let args = ["export", "-r", shop, "--to", "folder"];
    risk(folder.path(), &args).exits(0);
    let extra = [
        "set",
        "R01",
        "extra.Cost=1200",
        "extra.Share=0.25",
        "extra.Done=true",
        "extra.Since=2026-03-31",
        "extra.Seen=2026-03-31 14:30",
        "extra.Postcode=007",
        "extra.Formula==1+1",
        "notes+=-- by hand --",
    ];
    run(&extra);
    let accepted = [
        "set",
        "R05",
        "acceptance.by=Ann",
        "acceptance.until=2027-01-31",
    ];
    run(&accepted);
    run(&[
        "component",
        "set",
        "Login",
        "requires+=1 of (Redis A, Redis B) (assumed from x.yaml)",
    ]);
    run(&[
        "component",
        "set",
        "DNS",
        "extra.Registrar=Example",
        "rpo=1h30m",
    ]);
    folder
}

fn export(folder: &Path, from: &str, to: &str) -> Run {
    risk(folder, &["export", "-r", from, "--to", to])
}

/// Everything that two commands tell of a register.
fn told(folder: &Path, register: &str) -> [Value; 3] {
    let queries = [
        ["list"].as_slice(),
        &["component", "list"],
        &["scale", "show"],
    ];
    queries.map(|query| {
        let args = [query, &["-r", register, "--format", "json"]].concat();
        serde_json::from_str(&risk(folder, &args).exits(0).stdout).unwrap()
    })
}

#[test]
fn a_register_is_the_same_in_every_form_and_from_every_form() {
    let folder = rich();
    let root = folder.path();
    export(root, "folder", "book.xlsx")
        .exits(0)
        .says("1 file created");
    export(root, "folder", "file.json")
        .exits(0)
        .says("1 file created");
    let expected = told(root, "folder");
    for from in ["folder", "book.xlsx", "file.json"] {
        for to in ["folder", "book.xlsx", "file.json"] {
            let target = format!("from-{}-{to}", from.replace('.', "-"));
            export(root, from, &target)
                .exits(0)
                .says("22 risks and 21 components");
            assert_eq!(told(root, &target), expected, "{from} to {to}");
            let [made, there] = [&target, to].map(|path| files_inside(&root.join(path)));
            assert!(made == there, "{from} to {to}: other bytes");
        }
    }
}

#[test]
fn a_register_of_a_review_is_exported_as_it_was_read() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &corrected());
    for target in ["new.xlsx", "new.json", "new"] {
        export(folder.path(), "review.xlsx", target).exits(0);
        let [list, ..] = told(folder.path(), target);
        assert_eq!(
            list["risks"],
            told(folder.path(), "review.xlsx")[0]["risks"]
        );
    }
}

#[test]
fn an_export_twice_gives_the_same_bytes() {
    let folder = rich();
    for ending in ["xlsx", "json", "csv"] {
        let names = ["a", "b"].map(|name| format!("{name}.{ending}"));
        for name in &names {
            export(folder.path(), "folder", name).exits(0);
        }
        let [a, b] = names.map(|name| fs::read(folder.path().join(name)).unwrap());
        assert!(a == b, "{ending}");
    }
}

#[test]
fn a_workbook_that_is_imported_where_it_came_from_changes_no_byte() {
    let shop = shop();
    let note = "# Ask Web first.\n";
    let path = shop.path().join("risks/R03.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{note}{text}")).unwrap();
    risk(shop.path(), &["export", "--to", "x.xlsx"]).exits(0);
    let before = files(shop.path());
    risk(shop.path(), &["import", "x.xlsx", "--into", "."])
        .exits(0)
        .says("nothing changed");
    assert_eq!(files(shop.path()), before);
}

#[test]
fn an_exported_workbook_is_read_by_its_own_scale() {
    let shop = shop();
    let five = [
        "scale",
        "use",
        "five-by-five",
        "likelihood.Low=Rare",
        "likelihood.Medium=Possible",
        "likelihood.High=Likely",
        "impact.Low=Minor",
        "impact.Medium=Major",
        "impact.High=Catastrophic",
    ];
    risk(shop.path(), &five).exits(0);
    risk(shop.path(), &["export", "--to", "x.xlsx"]).exits(0);
    risk(
        shop.path(),
        &["list", "-r", "x.xlsx", "--min-rating", "Critical"],
    )
    .exits(0)
    .writes("R07");
    risk(shop.path(), &["scale", "show", "-r", "x.xlsx"])
        .exits(0)
        .writes("Almost certain (5)");
    crate::registers::copy(&web_shop(), &shop.path().join("old"));
    for target in ["new", "old"] {
        risk(shop.path(), &["import", "x.xlsx", "--into", target]).exits(0);
        let text = fs::read_to_string(shop.path().join(target).join("register.toml")).unwrap();
        assert!(
            text.contains("scale = \"five-by-five\""),
            "{target}: {text}"
        );
    }
}

#[test]
fn a_file_that_is_exported_onto_changes_by_what_differs() {
    let shop = shop();
    let export = |more: &[&str]| {
        let args = [&["export", "--to", "x.json"], more].concat();
        risk(shop.path(), &args)
    };
    export(&[]).exits(0).says("1 file created");
    export(&[]).exits(0).says("nothing changed");
    let path = shop.path().join("x.json");
    let mut register: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    register["team"] = json!("Web");
    fs::write(&path, register.to_string()).unwrap();
    risk(shop.path(), &["set", "R07", "owner=Web"]).exits(0);
    export(&[]).exits(0).says("1 file updated");
    let after: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(after["team"], "Web");
    assert_eq!(after["risks"][6]["owner"], "Web");
    risk(shop.path(), &["remove", "R22"]).exits(0);
    export(&[])
        .exits(2)
        .says("1 record would be deleted: R22")
        .says("hint: pass --remove");
    export(&["--remove"]).exits(0).says("1 file updated");
}

#[test]
fn settings_go_along_where_there_is_a_place_for_them_and_are_warned_of_elsewhere() {
    let shop = shop();
    let path = shop.path().join("register.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text + "\n[severities]\n\nno-tracker-link = \"off\"\n",
    )
    .unwrap();
    for target in ["x", "x.json"] {
        let run = risk(shop.path(), &["export", "--to", target]).exits(0);
        assert_eq!(run.stderr.matches("warning").count(), 0, "{run:?}");
        let check = risk(shop.path(), &["check", "-r", target]).exits(1);
        assert!(!check.stdout.contains("no-tracker-link"), "{check:?}");
    }
    risk(shop.path(), &["export", "--to", "x.xlsx"])
        .exits(0)
        .says("warning: a workbook has no place for severities; they are left out");
}

#[test]
fn the_form_is_told_by_the_name_whatever_its_case() {
    let shop = shop();
    risk(shop.path(), &["export", "--to", "A.XLSX"]).exits(0);
    risk(shop.path(), &["export", "--to", "B.Json"]).exits(0);
    risk(shop.path(), &["export", "--to", "v1.2"]).exits(0);
    risk(shop.path(), &["list", "-r", "A.XLSX"])
        .exits(0)
        .writes("R07");
    risk(shop.path(), &["list", "-r", "B.Json"])
        .exits(0)
        .writes("R07");
    assert!(shop.path().join("v1.2/register.toml").is_file());
}

#[test]
fn a_register_is_exported_onto_the_folder_that_its_file_names() {
    let shop = shop();
    risk(shop.path(), &["export", "--to", "register.toml"])
        .exits(0)
        .says("nothing changed");
}
