//! The page for when something fails.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::registers::{copy, files, json_register, risk as stated, web_shop};
use crate::review::workbook;
use crate::run::{Run, risk};

const API: &str = "API Lambda (Django / Zappa)";

/// A copy of the web shop, in a folder of its own.
fn shop() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&web_shop(), &folder.path().join("shop"));
    folder
}

fn runbook(folder: &Path, args: &[&str]) -> Run {
    risk(folder, &[&["runbook", "-r", "shop"], args].concat())
}

/// The part of a page below a heading that begins so, up to the next one.
fn below<'p>(page: &'p str, heading: &str) -> &'p str {
    let begin = page
        .find(heading)
        .unwrap_or_else(|| panic!("no {heading} in {page}"));
    let part = &page[begin + heading.len()..];
    let end = part.find("\n#").unwrap_or(part.len());
    &part[..end]
}

#[test]
fn the_page_of_a_review_has_its_failure_modes_by_rating_with_steps_and_gaps() {
    let Some(path) = workbook() else { return };
    let args = ["runbook", "-r", path.to_str().unwrap(), "--component", API];
    let page = risk(&std::env::temp_dir(), &args).exits(0).stdout;
    let headings = page.lines().filter(|line| line.starts_with("### R"));
    let references: Vec<&str> = headings.map(|line| &line[4..7]).collect();
    let by_rating = ["R03", "R05", "R02", "R04", "R06", "R07", "R08", "R09"];
    assert_eq!(references, by_rating);
    for reference in by_rating {
        let part = below(&page, &format!("### {reference} "));
        let is_gap = part.contains("**GAP: no action is written down**");
        assert_eq!(is_gap, ["R02", "R03", "R08"].contains(&reference), "{part}");
        assert_eq!(part.contains("- [ ] "), !is_gap, "{part}");
        assert!(part.contains("](<https://trello.com/c/"), "{part}");
    }
    let unmonitored = below(&page, "### Not monitored, check by hand");
    let alarm = "Use CloudWatch metrics to monitor and alarm on Lambda concurrency.";
    assert!(
        unmonitored.contains(&format!("**R05** {alarm}")),
        "{unmonitored}"
    );
    let in_place = below(&page, "### In place");
    assert!(in_place.contains("**R02** Use Sentry"), "{in_place}");
    assert!(!in_place.contains("R05"), "{in_place}");
    assert!(page.contains(
        "**GAP: nothing that is known to be in place would show R05, R04, R07, R08, R09**"
    ));
}

#[test]
fn ticks_and_notes_stay_when_the_page_is_made_again() {
    let folder = shop();
    let page = folder.path().join("page.md");
    let make = || {
        runbook(
            folder.path(),
            &["--component", "Checkout API", "--update", "page.md"],
        )
    };
    make().exits(0).says("1 file created");
    let mut text = fs::read_to_string(&page).unwrap();
    for step in [
        "Look at payment latency first",
        "Restart instances one at a time",
    ] {
        text = text.replacen(&format!("- [ ] {step}"), &format!("- [x] {step}"), 1);
    }
    let first = text.find("- [x] Look at").unwrap();
    let end = first + text[first..].find('\n').unwrap() + 1;
    text.insert_str(end, "  Latency was 9 s at 03:12. Ann\n");
    fs::write(&page, text).unwrap();
    risk(
        folder.path(),
        &["set", "-r", "shop", "R07", "likelihood=Low"],
    )
    .exits(0);
    make()
        .exits(0)
        .says("kept 2 steps that people ticked or wrote on, and 1 line of theirs");
    let text = fs::read_to_string(&page).unwrap();
    let mode = below(&text, "### R07 · Medium: ");
    assert_eq!(mode.matches("- [x] ").count(), 2, "{mode}");
    let at = |words: &str| {
        mode.find(words)
            .unwrap_or_else(|| panic!("{words} in {mode}"))
    };
    assert!(at("- [x] Look at payment latency") < at("Latency was 9 s at 03:12. Ann"));
    assert!(at("Latency was 9 s") < at("- [ ] Terminate sessions"));
    assert!(at("Terminate sessions") < at("- [x] Restart instances"));
}

#[test]
fn a_step_that_is_gone_is_told_and_kept_where_it_was_ticked() {
    let folder = shop();
    let page = folder.path().join("page.md");
    runbook(folder.path(), &["--risk", "R07", "--update", "page.md"]).exits(0);
    let text = fs::read_to_string(&page).unwrap();
    fs::write(
        &page,
        text.replacen("- [ ] Terminate", "- [x] Terminate", 1),
    )
    .unwrap();
    let none = ["set", "-r", "shop", "R07", "runbook_actions="];
    risk(folder.path(), &none).exits(0);
    let run = runbook(folder.path(), &["--update", "page.md"]).exits(0);
    run.says("Look at payment latency first")
        .says("nothing was written on it")
        .says("it was ticked or written on and is kept at the end");
    let text = fs::read_to_string(&page).unwrap();
    let kept = below(&text, "## Kept from earlier pages");
    assert!(kept.contains("- [x] Terminate sessions"), "{kept}");
    assert!(below(&text, "### R07").contains("GAP: no action"));
}

#[test]
fn what_is_no_page_or_another_one_is_refused_and_stays() {
    let folder = shop();
    let page = folder.path().join("page.md");
    fs::write(&page, "# My notes\n").unwrap();
    runbook(
        folder.path(),
        &["--component", "DNS", "--update", "page.md"],
    )
    .exits(2)
    .says("is missing")
    .says("hint:");
    assert_eq!(fs::read_to_string(&page).unwrap(), "# My notes\n");
    fs::remove_file(&page).unwrap();
    runbook(
        folder.path(),
        &["--component", "DNS", "--update", "page.md"],
    )
    .exits(0);
    runbook(
        folder.path(),
        &["--component", "CDN", "--update", "page.md"],
    )
    .exits(2)
    .says("it is the checklist of DNS");
    runbook(folder.path(), &["--update", "none.md"])
        .exits(2)
        .says("there is no file none.md");
}

#[test]
fn all_pages_are_made_and_made_again_with_what_people_wrote() {
    let folder = shop();
    let all = || runbook(folder.path(), &["--all", "--out", "pages"]);
    let again = ["--all", "--out", "pages", "--dry-run"];
    runbook(folder.path(), &again)
        .exits(0)
        .says("would create 22 files");
    assert!(!folder.path().join("pages").exists());
    all().exits(0).says("22 files created");
    all().exits(0).says("nothing changed");
    let page = folder.path().join("pages/checkout-api.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(
        &page,
        text.replacen("- [ ] Terminate", "- [x] Terminate", 1),
    )
    .unwrap();
    let before = files(&folder.path().join("pages"));
    risk(
        folder.path(),
        &["set", "-r", "shop", "R16", "likelihood=Low"],
    )
    .exits(0);
    all().exits(0).says("22 files updated").says("kept 1 step");
    assert!(
        fs::read_to_string(&page)
            .unwrap()
            .contains("- [x] Terminate")
    );
    assert_ne!(files(&folder.path().join("pages")), before);
    let index = fs::read_to_string(folder.path().join("pages/index.md")).unwrap();
    assert!(
        index.contains("[Checkout API](./checkout%2Dapi.md)"),
        "{index}"
    );
}

#[test]
fn files_of_others_are_not_written_over() {
    let folder = shop();
    fs::create_dir(folder.path().join("pages")).unwrap();
    let theirs = folder.path().join("pages/dns.html");
    fs::write(&theirs, "<p>mine</p>").unwrap();
    let args = ["--all", "--out", "pages", "--format", "html"];
    runbook(folder.path(), &args)
        .exits(2)
        .says("was not made here");
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "<p>mine</p>");
    assert_eq!(files(&folder.path().join("pages")).len(), 1);
    // Neither is another page of the same register.
    let args = ["coverage", "-r", "shop", "--format", "html"];
    let page = risk(folder.path(), &args).exits(0).stdout;
    fs::write(&theirs, &page).unwrap();
    let args = ["--all", "--out", "pages", "--format", "html"];
    runbook(folder.path(), &args)
        .exits(2)
        .says("was not made here");
    assert_eq!(fs::read_to_string(&theirs).unwrap(), page);
    fs::remove_file(&theirs).unwrap();
    runbook(folder.path(), &args).exits(0);
    runbook(
        folder.path(),
        &["--all", "--out", "pages", "--format", "html", "--rehearsal"],
    )
    .exits(0);
    runbook(folder.path(), &args).exits(0);
}

#[test]
fn a_reference_of_several_risks_names_all_that_have_it() {
    let folder = tempfile::tempdir().unwrap();
    let risks = ["Queue", "Cache"].map(|name| stated("R1", name, "Low", "Low"));
    json_register(&folder.path().join("x.json"), &risks);
    for (named, title) in [("R1", "R1, Queue"), ("R1~2", "R1\\~2, Cache")] {
        for args in [vec![named], vec!["--risk", named]] {
            let args = [&["runbook", "-r", "x.json"], args.as_slice()].concat();
            risk(folder.path(), &args)
                .exits(0)
                .writes(title)
                .says("2 risks have the reference R1; they are R1 to R1~2");
        }
    }
}

/// What a plan says is down.
fn down(plan: &Value) -> Vec<&Value> {
    let hits = plan["down"].as_array().unwrap().iter();
    hits.map(|hit| &hit["component"]).collect()
}

#[test]
fn json_has_the_plan() {
    let folder = shop();
    let args = ["--component", "Postgres primary", "--format", "json"];
    let run = runbook(folder.path(), &args).exits(0);
    let plan: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(down(&plan), ["Checkout API", "Login", "Order worker"]);
    assert_eq!(plan["failure_modes"][0]["risk"], "R11");
    assert_eq!(plan["failure_modes"][0]["is_observed"], false);
    assert_eq!(plan["recovery"][1]["components"][0]["is_late"], true);
    assert_eq!(plan["contacts"][0]["owner"], "Data platform");
}

#[test]
fn several_components_are_one_scenario() {
    let folder = shop();
    let args = [
        "--component",
        "Redis A",
        "--component",
        "redis b",
        "--format",
        "json",
    ];
    let run = runbook(folder.path(), &args).exits(0);
    let plan: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(plan["failed"].as_array().unwrap().len(), 2);
    assert_eq!(down(&plan), ["Checkout API", "Storefront"]);
    let region = plan["causes"].as_array().unwrap().iter();
    let region = region
        .into_iter()
        .find(|cause| cause["component"] == "eu-west-1")
        .unwrap();
    assert_eq!(region["effect"], "all-down");
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let folder = shop();
    let args: [(&[&str], &str); 6] = [
        (&[], "required"),
        (
            &["--component", "DNS", "--risk", "R07"],
            "cannot be used with",
        ),
        (
            &["--component", "DNS", "--rehearsal", "--format", "json"],
            "form for people",
        ),
        (&["--component", "DNS", "--dry-run"], "no file is written"),
        (&["--component", "Postgres"], "Postgres primary"),
        (&["--risk", "R99"], "no risk has the reference `R99`"),
    ];
    for (args, words) in args {
        runbook(folder.path(), args).exits(2).says(words);
    }
}

#[test]
fn a_page_loads_nothing_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let text = "<script src=http://x></script> ](http://x) `a` | <img src=x>";
    let mut hostile = stated("R1", text, "High", "High");
    hostile["description"] = text.into();
    hostile["runbook_actions"] = json!([text]);
    json_register(&folder.path().join("r.json"), &[hostile]);
    let args = [
        "runbook",
        "-r",
        "r.json",
        "--component",
        text,
        "--format",
        "html",
    ];
    let page = risk(folder.path(), &args).exits(0).stdout;
    assert!(page.contains("default-src 'none'"));
    for active in [
        "<script", "<img", "<link", "<iframe", "url(", "@import", "src=",
    ] {
        let text = page
            .replace("&lt;script src=http://x&gt;", "")
            .replace("&lt;img src=x&gt;", "");
        assert!(!text.contains(active), "{active} in {text}");
    }
}

#[test]
fn pages_are_made_again_over_themselves_in_each_format() {
    let folder = shop();
    for (format, likelihood) in [("md", "Low"), ("html", "High"), ("json", "Low")] {
        let all = ["--all", "--out", format, "--format", format];
        runbook(folder.path(), &all).exits(0).says("files created");
        let likelihood = format!("likelihood={likelihood}");
        risk(folder.path(), &["set", "-r", "shop", "R16", &likelihood]).exits(0);
        runbook(folder.path(), &all).exits(0).says("files updated");
        // As git and editors of another system may leave a file.
        let page = folder.path().join(format!("{format}/dns.{format}"));
        let text = fs::read_to_string(&page).unwrap();
        fs::write(&page, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
        runbook(folder.path(), &all).exits(0);
    }
}

#[test]
fn a_folder_for_all_pages_is_refused_beside_what_asks_for_one() {
    let shop = shop();
    for one in [
        &["R07"][..],
        &["--component", "DNS"],
        &["--risk", "R07"],
        &["--update", "x.md"],
    ] {
        let args = [&["runbook", "--out", "pages"], one].concat();
        risk(shop.path(), &args)
            .exits(2)
            .says("cannot be used with");
        assert!(!shop.path().join("pages").exists(), "{args:?}");
    }
}
