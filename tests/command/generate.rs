//! The manual and the completions.

use std::fs;

use crate::help::subcommands;
use crate::run::risk;

#[test]
fn every_shell_is_told_of_every_subcommand() {
    let here = std::env::temp_dir();
    for what in ["bash", "zsh", "fish", "powershell", "man"] {
        let run = risk(&here, &["generate", what]).exits(0).says_nothing();
        for subcommand in subcommands(&[]) {
            assert!(run.stdout.contains(&subcommand), "{what}: {subcommand}");
        }
    }
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("man");
    let args = ["generate", "man", "--into", target.to_str().unwrap()];
    risk(folder.path(), &args).exits(0).says_nothing();
    for subcommand in subcommands(&[]) {
        let page = fs::read_to_string(target.join(format!("risk-{subcommand}.1"))).unwrap();
        assert!(page.contains(".SH NAME"), "{subcommand}");
        assert!(page.contains("register"), "{subcommand}");
    }
    assert!(target.join("risk.1").is_file());
}
