//! The examples of the pages are registers, and the checks report of them what the pages show.

use std::fs;
use std::path::Path;

use super::*;
use crate::disk::read_folder;

/// The content of the code blocks of a page that are in a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let after = page.split(&*fence).skip(1);
    after
        .map(|block| block.split_once("```").expect("a closing fence").0)
        .collect()
}

/// Writes an example, whose first line is a comment with the name of its file.
fn write_example(folder: &Path, example: &str) {
    let name = example.lines().next().and_then(|l| l.strip_prefix("# "));
    let path = folder.join(name.expect("a comment with the file's name"));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, example).unwrap();
}

/// What only a spreadsheet or a link can have.
const WITHOUT_EXAMPLE: [&str; 13] = [
    "outside-link",
    "linked-record",
    "unreadable-cell",
    "formula-without-result",
    "beneath-merge",
    "doubtful-row",
    "rating-differs",
    "row-is-no-risk",
    "changed-header",
    "unfit-column",
    "beside-table",
    "assumed-scale",
    "blank-below-component",
];

/// A finding as the pages show it.
fn shown(finding: &Finding) -> String {
    let Finding {
        location, message, ..
    } = finding;
    let suggestion = finding.data.suggestion.as_ref();
    let suggestion = suggestion.map_or_else(String::new, |text| format!("suggestion: {text}\n"));
    format!("{location}\n{message}\n{suggestion}")
}

#[test]
fn the_example_of_a_page_gives_the_findings_that_it_shows() {
    for rule in catalogue() {
        let examples = blocks(rule.page(), "toml");
        if examples.is_empty() {
            // It is shown as one.
            assert!(WITHOUT_EXAMPLE.contains(&rule.code()), "{}", rule.code());
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("register.toml"), "schema_version = 1\n").unwrap();
        for example in examples {
            write_example(folder.path(), example);
        }
        let mut findings = read_folder(folder.path()).unwrap().check(today());
        findings.retain(|finding| finding.rule == rule);
        let found: Vec<String> = findings.iter().map(shown).collect();
        assert_eq!(found, blocks(rule.page(), "text"), "{}", rule.code());
    }
}
