//! What a page of a runbook and its updates say, line by line.

use std::fs;

use crate::registers::{copy, web_shop};
use crate::run::{Run, risk};

fn runbook(folder: &std::path::Path, args: &[&str]) -> Run {
    risk(folder, &[&["runbook", "-r", "shop"], args].concat())
}

#[test]
fn a_step_that_is_gone_is_named_with_the_heading_that_it_stood_below() {
    let folder = tempfile::tempdir().unwrap();
    copy(&web_shop(), &folder.path().join("shop"));
    let of = ["--component", "Postgres primary", "--update", "page.md"];
    runbook(folder.path(), &of).exits(0);
    let text = fs::read_to_string(folder.path().join("page.md")).unwrap();
    let closed = ["set", "-r", "shop", "R11", "status=closed"];
    risk(folder.path(), &closed).exits(0);
    let said = runbook(folder.path(), &of).exits(0).stderr;
    let gone: Vec<(&str, &str)> = said
        .lines()
        .filter_map(|line| line.split_once("` below `"))
        .collect();
    assert!(gone.len() > 3, "{said}");
    for (step, heading) in gone {
        let step = step.split_once('`').unwrap().1;
        let heading = heading.split('`').next().unwrap();
        let mut last = "";
        let stood = text.lines().find_map(|line| {
            if line.starts_with('#') {
                last = line.trim_start_matches('#').trim();
            }
            line.contains(step).then_some(last)
        });
        let stood = stood.unwrap_or_else(|| panic!("{step} in {text}"));
        assert!(stood.starts_with(heading), "{step}: {stood}, not {heading}");
    }
}

#[test]
fn a_command_on_a_page_takes_names_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let register = serde_json::json!({
        "schema_version": 1,
        "components": [{ "name": "~1" }, { "name": "-x" }],
        "risks": [
            { "reference": "-R2", "component": "~1", "observations": [{ "text": "Alarm", "status": "suggested" }] },
            { "reference": "R3", "component": "-x" },
        ],
    });
    for subject in [
        &["--risk=-R2"][..],
        &["--component=~1~1"],
        &["--component=-x"],
    ] {
        fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
        let args = [&["runbook", "-r", "r.json"], subject].concat();
        let page = risk(folder.path(), &args).exits(0).stdout;
        let lines = page.lines().map(str::trim_start);
        let commands = lines.filter(|line| line.starts_with("risk "));
        let commands: Vec<&str> = commands.collect();
        assert!(commands.len() > 2, "{page}");
        for line in commands {
            let (line, _) = line.split_once(" # ").unwrap_or((line, ""));
            let line = line.replace("[N]", "[1]").replace("LEVEL", "High");
            let line = line.replace("OUTCOME", "passed").replace("TIME", "5m");
            let words = in_words(&line);
            let words: Vec<&str> = words.iter().map(String::as_str).skip(1).collect();
            let at = usize::from(words[0] == "component") + 1;
            let (command, rest) = words.split_at(at);
            risk(folder.path(), &[command, &["-r", "r.json"], rest].concat()).exits(0);
        }
    }
}

/// The words of a command as a shell has them, where quotes are single ones.
fn in_words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.last_mut().unwrap().push_str(part);
            continue;
        }
        let mut pieces = part.split(' ');
        words.last_mut().unwrap().push_str(pieces.next().unwrap());
        words.extend(pieces.map(str::to_owned));
    }
    words.retain(|word| !word.is_empty());
    words
}
