//! Every rule has a code, a summary and a page.

use std::collections::HashSet;

use super::*;

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let mut seen = HashSet::new();
    for rule in catalogue() {
        assert!(
            seen.insert(rule.code().to_owned()),
            "{} is there twice",
            rule.code()
        );
        let word =
            |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(rule.code().split('-').all(word), "{}", rule.code());
        assert_eq!(Rule::by_code(rule.code(), &[]), Ok(rule));
    }
}

#[test]
fn rules_about_sense_stand_first() {
    assert!(catalogue().is_sorted_by_key(|rule| rule.subject() == Subject::Practice));
}

#[test]
fn summaries_are_fragments_of_one_line() {
    for rule in catalogue() {
        let first = rule.summary().chars().next();
        assert!(first.is_some_and(char::is_lowercase), "{}", rule.code());
        assert!(!rule.summary().ends_with('.'), "{}", rule.code());
        assert!(!rule.summary().contains('\n'), "{}", rule.code());
        assert!(rule.summary().len() <= 100, "{}", rule.code());
    }
}

#[test]
fn no_rule_is_off_of_itself() {
    assert!(catalogue().all(|r| r.severity() != Severity::Off));
}

#[test]
fn a_page_explains_its_rule() {
    for rule in catalogue() {
        let (code, page) = (rule.code(), rule.page());
        assert!(page.starts_with(&format!("# {code}\n\n")), "{code}");
        assert!(page.ends_with(".\n"), "{code}");
        for section in ["## Why it matters", "## Example", "## What to do"] {
            assert!(
                page.contains(&format!("\n{section}\n\n")),
                "{code}: {section}"
            );
        }
        let severity = format!("\nSeverity: {}, unless ", rule.severity());
        assert!(page.contains(&severity), "{code}: {severity}");
        let setting = format!("`{code} = \"off\" | \"note\" | \"warning\" | \"error\"`");
        assert!(page.contains(&setting), "{code}: {setting}");
    }
}

#[test]
fn a_page_fits_a_terminal() {
    for rule in catalogue() {
        let lines = rule.page().lines();
        assert!(
            (15..=40).contains(&lines.clone().count()),
            "{}",
            rule.code()
        );
        for line in lines {
            assert!(line.chars().count() <= 100, "{}: {line}", rule.code());
            assert_eq!(line, line.trim_end(), "{}", rule.code());
        }
    }
}
