//! Where the register is.

use std::fs;

use crate::registers::{copy, corrected, json_register, review_workbook, risk as stated, web_shop};
use crate::run::{command, end, risk};

#[test]
fn a_register_is_named_by_its_folder_or_by_its_file() {
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = web_shop();
    let file = folder.join("register.toml");
    for path in [folder, file] {
        risk(
            elsewhere.path(),
            &["list", "--register", path.to_str().unwrap()],
        )
        .exits(0)
        .writes("R03");
    }
}

#[test]
fn json_and_workbooks_are_registers_whatever_their_names() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["x.json", "x.txt"] {
        json_register(
            &folder.path().join(name),
            &[stated("R1", "Queue", "Low", "Low")],
        );
        risk(folder.path(), &["list", "-r", name])
            .exits(0)
            .writes("Queue");
    }
    review_workbook(&folder.path().join("y.xlsx"), &corrected());
    fs::copy(folder.path().join("y.xlsx"), folder.path().join("y")).unwrap();
    for name in ["y.xlsx", "y"] {
        risk(folder.path(), &["list", "-r", name])
            .exits(0)
            .writes("Checkout");
    }
}

#[test]
fn the_nearest_register_upward_is_meant_where_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    copy(&web_shop(), folder.path());
    let below = folder.path().join("src/deep");
    fs::create_dir_all(&below).unwrap();
    risk(&below, &["list"]).exits(0).writes("R03");
    risk(&below, &["init", "."]).exits(0);
    risk(&below, &["list"])
        .exits(0)
        .says("the register has no risks");
}

#[test]
fn the_variable_names_the_register_and_the_option_goes_before_it() {
    let folder = tempfile::tempdir().unwrap();
    json_register(
        &folder.path().join("x.json"),
        &[stated("X1", "Queue", "Low", "Low")],
    );
    let with = |args: &[&str]| {
        end(command(folder.path())
            .args(args)
            .env("RISK_REGISTER", web_shop()))
    };
    with(&["list"]).exits(0).writes("R03");
    with(&["list", "-r", "x.json"]).exits(0).writes("X1");
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    end(command(&web_shop()).arg("list").env("RISK_REGISTER", ""))
        .exits(0)
        .writes("R03");
    risk(&web_shop(), &["list", "-r", ""])
        .exits(2)
        .says("expected a path");
}

#[test]
fn no_register_anywhere_is_an_error_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    risk(folder.path(), &["list"])
        .exits(2)
        .says("error: no register")
        .says("hint: name one with --register PATH, or make one with `risk init`");
}

#[test]
fn a_path_where_nothing_is_says_so_and_who_named_it() {
    let folder = tempfile::tempdir().unwrap();
    risk(folder.path(), &["list", "-r", "missing"])
        .exits(2)
        .says("error: there is nothing at missing\n")
        .says("hint:");
    end(command(folder.path())
        .arg("list")
        .env("RISK_REGISTER", "gone"))
    .exits(2)
    .says("there is nothing at gone, which RISK_REGISTER names");
}

#[test]
fn a_folder_or_a_file_that_is_no_register_is_told_from_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "DNS is fragile").unwrap();
    for path in [".", "notes.txt"] {
        risk(folder.path(), &["list", "-r", path])
            .exits(2)
            .says("not a register")
            .says("hint: a register is a folder with a register.toml");
    }
}

#[test]
fn the_lock_file_of_a_workbook_is_told_from_the_workbook() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["~$x.xlsx", ".~lock.x.xlsx#"] {
        fs::write(folder.path().join(name), "\u{5}Tom B").unwrap();
        risk(folder.path(), &["list", "-r", name])
            .exits(2)
            .says("lock file")
            .says("hint:");
    }
}

#[test]
fn findings_name_files_as_they_are_said_from_here() {
    let folder = tempfile::tempdir().unwrap();
    copy(&web_shop(), &folder.path().join("shop"));
    let from_above = risk(folder.path(), &["check", "-r", "shop"]).exits(1);
    let path = from_above.stdout.split(':').next().unwrap();
    assert!(folder.path().join(path).is_file(), "{path}");
    risk(&folder.path().join("shop"), &["check"])
        .exits(1)
        .writes("\nrisks/R11.toml:");
}
