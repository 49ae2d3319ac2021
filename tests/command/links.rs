//! Links that lead out of a register, and what is no file.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::registers::{files, shop};
use crate::run::risk;

/// A clone can have links to what is its reader's own.
#[test]
fn a_link_that_leads_out_of_the_folder_is_not_followed_to_write() {
    for place in [".schema/risk.json", "risks/R07.toml", "risks"] {
        let (shop, outside) = (shop(), tempfile::tempdir().unwrap());
        let (link, own) = (shop.path().join(place), outside.path().join("own"));
        if link.is_dir() {
            fs::rename(&link, &own).unwrap();
        } else {
            // The record is read through the link; a schema that differs would be written anew.
            let content = fs::read_to_string(&link).unwrap();
            fs::write(&own, content + "\n").unwrap();
            fs::remove_file(&link).unwrap();
        }
        symlink(&own, &link).unwrap();
        let before = files(outside.path());
        let within = files(shop.path());
        for extra in [["--dry-run"].as_slice(), &[]] {
            let args = [["set", "R07", "owner=Ann"].as_slice(), extra].concat();
            risk(shop.path(), &args)
                .exits(2)
                .says("a link there leads out of the folder of the register, to ");
        }
        assert_eq!(files(outside.path()), before, "{place}");
        assert_eq!(files(shop.path()), within, "{place}");
        assert!(link.is_symlink(), "{place}");
    }
}

/// A pipe keeps whoever opens it waiting, until somebody writes into it.
fn make_pipe(path: &Path) {
    let status = Command::new("mkfifo").arg(path).status();
    assert!(status.unwrap().success());
}

#[test]
fn a_pipe_in_place_of_a_file_is_refused_and_nothing_waits() {
    for place in [
        "register.toml",
        "risks/R07.toml",
        "risks/R99.toml",
        "whole.xlsx",
        "whole.json",
    ] {
        let shop = shop();
        let path = shop.path().join(place);
        let _ = fs::remove_file(&path);
        make_pipe(&path);
        let register = if place.starts_with("whole") {
            place
        } else {
            "."
        };
        for args in [&["list"][..], &["set", "R07", "owner=Ann"]] {
            risk(shop.path(), &[&["-r", register], args].concat())
                .exits(2)
                .says("it is not a regular file");
        }
    }
    // One that is nothing of the register is left alone.
    let shop = shop();
    let path = shop.path().join("risks/pipe");
    make_pipe(&path);
    risk(shop.path(), &["set", "R07", "owner=Ann"]).exits(0);
}
