//! A register as people look at it: one page, the matrix, and the trend.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::git::{commit_on, git, with_history};
use crate::registers::{json_register, risk as described, shop};
use crate::run::{Run, command, end, risk};

fn history() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    with_history(folder.path());
    folder
}

fn json(run: Run) -> Value {
    serde_json::from_str(&run.exits(0).stdout).unwrap()
}

#[test]
fn a_report_goes_to_a_file_and_over_an_older_one_and_over_nothing_else() {
    let shop = shop();
    for (name, begins) in [
        ("r.html", "<!DOCTYPE html>"),
        ("r.md", "<!-- risk report -->\n# Web shop"),
        ("r.json", "{"),
    ] {
        risk(shop.path(), &["report", "--to", name])
            .exits(0)
            .says("1 file created");
        let text = fs::read_to_string(shop.path().join(name)).unwrap();
        assert!(text.starts_with(begins), "{name}");
        risk(shop.path(), &["report", "--to", name])
            .exits(0)
            .says("1 file updated");
        let again = fs::read_to_string(shop.path().join(name)).unwrap();
        assert_eq!(text, again, "the same register and day");
    }
    fs::write(shop.path().join("page.html"), "<p>of somebody else</p>").unwrap();
    let refused = risk(shop.path(), &["report", "--to", "page.html"]).exits(2);
    refused.says("page.html is there, and is no report");
    for (name, format) in [
        ("register.toml", "html"),
        ("register.toml", "json"),
        ("risks", "md"),
    ] {
        let args = ["report", "--to", name, "--format", format];
        risk(shop.path(), &args)
            .exits(2)
            .says("is there, and is no report");
    }
    assert!(shop.path().join("risks").is_dir());
}

#[test]
fn a_page_of_another_kind_is_no_report_to_write_over() {
    let shop = shop();
    let write = |name: &str, text: &str| fs::write(shop.path().join(name), text).unwrap();
    write("README.md", "# Web shop\n\nHow to run it: make run\n");
    let page = |args: &[&str]| risk(shop.path(), args).exits(0).stdout;
    write("outage.md", &page(&["runbook", "--component", "DNS"]));
    write(
        "outage.html",
        &page(&["runbook", "--component", "DNS", "--format", "html"]),
    );
    write("coverage.html", &page(&["coverage", "--format", "html"]));
    write(
        "plan.json",
        &page(&["runbook", "--component", "DNS", "--format", "json"]),
    );
    write("schema.json", &page(&["schema", "report"]));
    let names = [
        "README.md",
        "outage.md",
        "outage.html",
        "coverage.html",
        "plan.json",
        "schema.json",
    ];
    for name in names {
        let before = fs::read(shop.path().join(name)).unwrap();
        risk(shop.path(), &["report", "--to", name])
            .exits(2)
            .says("is there, and is no report")
            .says("hint: name another file");
        assert_eq!(fs::read(shop.path().join(name)).unwrap(), before, "{name}");
    }
    // One that was removed, as the hint has it, and one of which git changed the ends of lines.
    fs::remove_file(shop.path().join("coverage.html")).unwrap();
    for name in ["coverage.html", "r.md", "r.json"] {
        risk(shop.path(), &["report", "--to", name]).exits(0);
        let text = fs::read_to_string(shop.path().join(name)).unwrap();
        write(name, &format!("\u{feff}{}", text.replace('\n', "\r\n")));
        risk(shop.path(), &["report", "--to", name])
            .exits(0)
            .says("1 file updated");
    }
}

#[test]
fn the_json_of_a_register_is_no_report_to_write_over() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("risks.json");
    json_register(&register, &[]);
    let before = fs::read(&register).unwrap();
    let args = ["report", "risks.json", "--to", "risks.json"];
    risk(folder.path(), &args).exits(2).says("is no report");
    assert_eq!(fs::read(&register).unwrap(), before);
}

#[test]
fn what_changed_is_told_since_a_month_ago_or_since_what_is_asked_for() {
    let history = history();
    let page = |args: &[&str]| {
        let args: Vec<&str> = [&["report", "--format", "md"], args].concat();
        risk(history.path(), &args).exits(0).stdout
    };
    // On 23 November, the version of 20 October is 34 days old, and on 10 November the one before is the latest of a month ago.
    assert!(page(&[]).contains("Since 2026-10-20 ("), "{}", page(&[]));
    let earlier = page(&["--today", "2026-11-10"]);
    assert!(earlier.contains("Since 2026-07-06 ("), "{earlier}");
    git(history.path(), &["tag", "first", "HEAD~2"]);
    // Of a younger register, it is the first version.
    let young = page(&["--today", "2026-03-03"]);
    assert!(young.contains("Since 2026-03-02 ("), "{young}");
    let since = page(&["--since", "first"]);
    assert!(since.contains("Since first: 3 new, 2 worse"), "{since}");
    assert!(
        since.contains("| **High** | Medium R12 | High R03 R17 | Critical R07 ▲ R16 ▲ |"),
        "{since}"
    );
}

#[test]
fn what_was_renamed_is_told_as_renamed() {
    let history = history();
    let path = history.path();
    risk(path, &["rename", "R01", "R99"]).exits(0);
    risk(path, &["component", "rename", "DNS", "Names"]).exits(0);
    risk(path, &["report", "--format", "md", "--since", "HEAD"])
        .exits(0)
        .writes("| R99 | **edited** | renamed: R01 → R99 |")
        .writes("| component Names | **edited** | renamed: DNS → Names |");
}

#[test]
fn without_git_a_report_says_that_there_is_no_history() {
    let shop = shop();
    let page = risk(shop.path(), &["report", "--format", "md"]).exits(0);
    assert!(page.stdout.contains("There is no history"));
    assert!(!page.stdout.contains("Changed since"));
    risk(shop.path(), &["trend"])
        .exits(2)
        .says("has no history");
    let mut without = command(shop.path());
    let without = end(without.args(["report", "--format", "md"]).env("PATH", ""));
    assert!(without.exits(0).stdout.contains("There is no history"));
}

/// Each version, checked out, as another command counts it.
#[test]
fn a_point_of_the_trend_counts_what_coverage_counts_at_that_version() {
    let history = history();
    let trend = json(risk(history.path(), &["trend", "--format", "json"]));
    let points = trend["points"].as_array().unwrap();
    let days: Vec<&str> = points
        .iter()
        .map(|point| point["day"].as_str().unwrap())
        .collect();
    assert_eq!(
        days,
        ["2026-03-02", "2026-07-06", "2026-10-20", "2026-11-23"]
    );
    assert_eq!(points[3]["revision"], Value::Null);
    for point in points {
        let revision = point["revision"].as_str().unwrap_or("main");
        git(history.path(), &["checkout", "--quiet", revision]);
        let day = point["day"].as_str().unwrap();
        let coverage = json(risk(
            history.path(),
            &["coverage", "--today", day, "--format", "json"],
        ));
        assert_eq!(point["counts"], coverage["total"], "{day}");
        let report = json(risk(
            history.path(),
            &["report", "--today", day, "--format", "json"],
        ));
        assert_eq!(point["by_rating"], report["headline"]["by_rating"], "{day}");
        assert_eq!(point["unrated"], report["headline"]["unrated"], "{day}");
    }
}

#[test]
fn the_trend_of_a_workbook_and_of_json_is_that_of_the_folder() {
    let folder = history();
    let counts = |folder: &Path, args: &[&str]| {
        let trend = json(risk(
            folder,
            &[&["trend", "--format", "json"], args].concat(),
        ));
        let points = trend["points"].as_array().unwrap().clone();
        let numbers = points.into_iter().map(|point| {
            let mut counts = point["counts"].clone();
            // A sheet has no place for what a register knows of requirements alone.
            counts.as_object_mut().unwrap().remove("accepted_untracked");
            (point["day"].clone(), point["by_rating"].clone(), counts)
        });
        numbers.collect::<Vec<_>>()
    };
    let expected = counts(folder.path(), &[]);
    for name in ["risks.xlsx", "risks.json"] {
        let other = tempfile::tempdir().unwrap();
        let target = other.path().join(name);
        git(other.path(), &["init", "--quiet", "--initial-branch=main"]);
        for day in ["2026-03-02", "2026-07-06", "2026-10-20"] {
            let revision = git(
                folder.path(),
                &[
                    "log",
                    "-1",
                    "--format=%H",
                    "--before",
                    &format!("{day}T13:00:00Z"),
                    "main",
                ],
            );
            git(folder.path(), &["checkout", "--quiet", revision.trim()]);
            let _ = fs::remove_file(&target);
            risk(folder.path(), &["export", "--to", target.to_str().unwrap()]).exits(0);
            commit_on(other.path(), day);
        }
        assert_eq!(counts(other.path(), &["-r", name]), expected, "{name}");
    }
}

#[test]
fn what_was_merged_is_one_version() {
    let history = history();
    let path = history.path();
    git(path, &["checkout", "--quiet", "-b", "side", "HEAD~1"]);
    for (day, level) in [("2026-08-01", "Low"), ("2026-08-02", "Medium")] {
        risk(path, &["set", "R01", &format!("likelihood={level}")]).exits(0);
        commit_on(path, day);
    }
    git(path, &["checkout", "--quiet", "main"]);
    git(
        path,
        &["merge", "--quiet", "--no-ff", "--message", "merged", "side"],
    );
    let trend = json(risk(path, &["trend", "--format", "json"]));
    let points = trend["points"].as_array().unwrap();
    assert_eq!(points.len(), 5, "three versions, the merge, and now");
    assert_eq!(points[3]["by_rating"], points[4]["by_rating"]);
}

#[test]
fn a_version_that_cannot_be_read_is_told_and_not_counted() {
    let history = history();
    let path = history.path();
    let file = path.join("risks/R01.toml");
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, "this is = = no TOML").unwrap();
    commit_on(path, "2026-10-21");
    fs::write(&file, whole).unwrap();
    commit_on(path, "2026-10-22");
    let trend = risk(path, &["trend", "--format", "json"]).says("of 2026-10-21 not counted: ");
    let trend = json(trend);
    assert_eq!(trend["points"].as_array().unwrap().len(), 5);
    assert_eq!(trend["unread"][0]["day"], "2026-10-21");
    let page = risk(path, &["report", "--format", "md"]).exits(0).stdout;
    assert!(
        page.contains("1 version could not be read and not counted, the first of 2026-10-21"),
        "{page}"
    );
}

#[test]
fn a_clone_without_all_of_the_history_says_so() {
    let history = history();
    let around = tempfile::tempdir().unwrap();
    let from = format!("file://{}", history.path().display());
    git(
        around.path(),
        &["clone", "--quiet", "--depth", "1", &from, "clone"],
    );
    let clone = around.path().join("clone");
    let run = risk(&clone, &["trend"])
        .exits(0)
        .says("has not all of the history");
    assert_eq!(run.stdout.lines().count(), 3, "a header, a version and now");
    let page = risk(&clone, &["report", "--format", "md"]).exits(0).stdout;
    assert!(page.contains("has not all of the history"));
}

#[test]
fn a_register_that_is_not_committed_has_what_it_is_now() {
    let shop = shop();
    git(shop.path(), &["init", "--quiet", "--initial-branch=main"]);
    let trend = json(risk(shop.path(), &["trend", "--format", "json"]));
    assert_eq!(trend["points"].as_array().unwrap().len(), 1);
    let page = risk(shop.path(), &["report", "--format", "md"])
        .exits(0)
        .stdout;
    assert!(
        page.contains("git has no version of the register"),
        "{page}"
    );
}

/// A repository that git refuses to open is no register without history.
#[test]
fn a_repository_that_does_not_open_is_warned_of() {
    let history = history();
    fs::write(history.path().join(".git/config"), "[broken").unwrap();
    let page = risk(history.path(), &["report", "--format", "md"]).exits(0);
    page.says("warning: there is no history: ");
}

#[test]
fn a_page_has_no_style_of_its_elements_and_no_script_but_its_own() {
    let shop = shop();
    for args in [
        &["report"][..],
        &["coverage", "--format", "html"],
        &["runbook", "R07", "--format", "html"],
    ] {
        let page = risk(shop.path(), args).exits(0).stdout;
        assert!(!page.contains(" style="), "{args:?}");
        assert!(
            page.contains("content=\"default-src &#39;none&#39;;")
                || page.contains("content=\"default-src 'none';"),
            "{args:?}"
        );
        assert!(!page.contains("unsafe-inline"), "{args:?}");
        let scripts = page.matches("<script").count();
        assert_eq!(
            scripts,
            if args == ["report"] { 2 } else { 0 },
            "its own, and its data"
        );
    }
}

#[test]
fn the_rows_of_the_matrix_are_the_risks_that_are_not_closed() {
    let shop = shop();
    let rows = risk(shop.path(), &["matrix", "--format", "csv"])
        .exits(0)
        .stdout;
    assert_eq!(rows.lines().count(), 22, "a header and 21 risks: {rows}");
    assert!(rows.contains("\nHigh,High,Critical,R07,no,\n"), "{rows}");
    assert!(rows.ends_with(",High,,R15,no,\n"), "{rows}");
}

/// Files of records that state nothing, links, and what a person may have told git.
#[cfg(unix)]
#[test]
fn a_trend_reads_a_folder_as_every_command_does_whatever_git_is_told() {
    let history = history();
    let path = history.path();
    fs::write(path.join("risks/R30.toml"), "").unwrap();
    fs::create_dir(path.join("kept")).unwrap();
    fs::rename(path.join("risks/R01.toml"), path.join("kept/R01.toml")).unwrap();
    std::os::unix::fs::symlink("../kept/R01.toml", path.join("risks/R01.toml")).unwrap();
    commit_on(path, "2026-11-01");
    let coverage = json(risk(
        path,
        &["coverage", "--today", "2026-11-01", "--format", "json"],
    ));
    let plain = json(risk(path, &["trend", "--format", "json"]));
    let points = plain["points"].as_array().unwrap();
    assert_eq!(points[3]["day"], "2026-11-01");
    assert_eq!(points[3]["counts"], coverage["total"]);
    for (name, value) in [
        ("log.showRoot", "false"),
        ("log.showSignature", "true"),
        ("log.follow", "true"),
        ("color.ui", "always"),
        ("diff.renames", "copies"),
        ("core.quotePath", "true"),
    ] {
        git(path, &["config", name, value]);
    }
    assert_eq!(json(risk(path, &["trend", "--format", "json"])), plain);
}

#[test]
fn a_day_before_the_history_draws_no_page_that_goes_back_in_time() {
    let history = history();
    let page = risk(history.path(), &["report", "--today", "2020-01-01"])
        .exits(0)
        .stdout;
    let (_, chart) = page.split_once("<svg class=\"chart\"").unwrap();
    let (chart, _) = chart.split_once("</svg>").unwrap();
    let corners = chart.split("points=\"").skip(1).flat_map(|points| {
        let (points, _) = points.split_once('"').unwrap();
        points
            .split([' ', ','])
            .map(|number| number.parse::<i64>().unwrap())
    });
    let corners: Vec<i64> = corners.collect();
    assert!(
        corners.len() > 20 && corners.iter().all(|one| (0..=600).contains(one)),
        "{corners:?}"
    );
}

#[test]
fn what_an_older_version_states_and_cannot_be_read_is_told() {
    let (older, newer) = (shop(), shop());
    let file = older.path().join("risks/R07.toml");
    let text = fs::read_to_string(&file).unwrap();
    let unread = text.replace("likelihood = \"High\"", "likelihood = 7");
    assert_ne!(unread, text);
    fs::write(&file, unread).unwrap();
    let since = older.path().to_str().unwrap();
    for command in [&["matrix"][..], &["report", "--format", "md"]] {
        let args = [command, &["--since", since]].concat();
        risk(newer.path(), &args)
            .exits(0)
            .says(" in OLD, and what could not be read");
    }
}

#[cfg(unix)]
#[test]
fn a_register_that_is_a_link_has_the_history_of_what_it_led_to() {
    let around = tempfile::tempdir().unwrap();
    let register = around.path().join("kept.json");
    json_register(&register, &[]);
    std::os::unix::fs::symlink("kept.json", around.path().join("risks.json")).unwrap();
    git(around.path(), &["init", "--quiet", "--initial-branch=main"]);
    commit_on(around.path(), "2026-10-01");
    let trend = json(risk(
        around.path(),
        &["trend", "-r", "risks.json", "--format", "json"],
    ));
    assert_eq!(trend["unread"].as_array().unwrap().len(), 0, "{trend}");
    assert_eq!(trend["points"].as_array().unwrap().len(), 2);
    json_register(&register, &[described("R1", "Web", "Low", "Low")]);
    commit_on(around.path(), "2026-10-02");
    risk(around.path(), &["trend", "-r", "risks.json"])
        .exits(0)
        .writes("2026-10-02")
        .writes("2026-10-01");
    risk(around.path(), &["diff", "HEAD~1", "-r", "risks.json"])
        .exits(0)
        .writes("R1");
}
