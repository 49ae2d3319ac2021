//! When there are colours.

use crate::registers::web_shop;
use crate::run::{command, end, risk};

const ESCAPE: char = '\u{1b}';

#[test]
fn a_pipe_gets_no_colours() {
    for args in [
        ["list", "--format=table"].as_slice(),
        &["show", "R03"],
        &["check", "--format=table"],
        &["component", "list"],
        &["scale", "show"],
        &["set", "R03", "likelihood=Low", "--dry-run"],
        &["set", "R03", "likelihood=Lwo"],
    ] {
        let run = risk(&web_shop(), args);
        assert!(!run.stdout.contains(ESCAPE), "{run:?}");
        assert!(!run.stderr.contains(ESCAPE), "{run:?}");
    }
}

#[test]
fn colours_that_are_asked_for_are_there_on_both_streams() {
    let run = risk(&web_shop(), &["list", "--color", "always"]);
    assert!(run.stdout.contains(ESCAPE));
    assert!(run.stderr.contains(ESCAPE));
    for args in [
        ["component", "list"].as_slice(),
        &["scale", "show"],
        &["set", "R03", "likelihood=Low", "--dry-run"],
    ] {
        let run = risk(&web_shop(), &[args, &["--color", "always"]].concat());
        assert!(run.stdout.contains(ESCAPE), "{args:?}");
    }
}

#[test]
fn no_color_and_color_never_are_obeyed() {
    for args in [
        ["list"].as_slice(),
        &["component", "list"],
        &["scale", "show"],
        &["set", "R03", "likelihood=Low", "--dry-run"],
        &["set", "R03", "likelihood=Lwo"],
    ] {
        let no_color = end(command(&web_shop())
            .args(args)
            .envs([("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
        let never = end(command(&web_shop())
            .args(args)
            .args(["--color", "never"])
            .env("CLICOLOR_FORCE", "1"));
        for run in [no_color, never] {
            assert!(!run.stdout.contains(ESCAPE), "{run:?}");
            assert!(!run.stderr.contains(ESCAPE), "{run:?}");
        }
    }
}

#[test]
fn colours_change_nothing_but_the_colours() {
    let plain = risk(&web_shop(), &["show", "R03"]).stdout;
    let colourful = risk(&web_shop(), &["show", "R03", "--color", "always"]).stdout;
    let stripped = anstream::adapter::strip_str(&colourful).to_string();
    assert_ne!(plain, colourful);
    assert_eq!(plain, stripped);
}

#[test]
fn data_for_programs_has_no_colours_at_all() {
    for format in ["json", "md", "csv", "csv-safe"] {
        let run = risk(
            &web_shop(),
            &["list", "--color", "always", "--format", format],
        );
        assert!(!run.stdout.contains(ESCAPE), "{format}");
    }
}
