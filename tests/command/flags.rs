//! What holds for every option of every command.

use std::collections::BTreeMap;

use crate::help::{Flag, commands, flags, help};

/// Every option, with the command that has it.
fn all() -> Vec<(String, Flag)> {
    let mut all = Vec::new();
    for path in commands() {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let of_command = flags(&words);
        assert!(of_command.len() >= 5, "{path:?} has the global options");
        all.extend(of_command.into_iter().map(|flag| (path.join(" "), flag)));
    }
    all
}

#[test]
fn every_option_has_help_and_a_long_name_in_kebab_case() {
    for (command, flag) in all() {
        assert!(!flag.help.is_empty(), "{command}: {flag:?}");
        assert!(!flag.help.ends_with('.'), "{command}: {flag:?}");
        assert!(!flag.long.is_empty(), "{command}: {flag:?}");
        let is_kebab = flag.long.split('-').all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
        assert!(is_kebab, "{command}: {flag:?}");
    }
}

#[test]
fn no_short_option_has_two_meanings() {
    let mut meanings = BTreeMap::new();
    for (command, flag) in all() {
        let Some(short) = flag.short else { continue };
        let meaning = meanings.entry(short).or_insert_with(|| flag.long.clone());
        assert_eq!(*meaning, flag.long, "-{short} of `risk {command}`");
    }
}

#[test]
fn one_option_says_the_same_of_itself_everywhere_it_is_global() {
    let mut texts = BTreeMap::new();
    for (command, flag) in all() {
        if matches!(
            flag.long.as_str(),
            "register" | "sheet" | "columns" | "scale" | "color"
        ) {
            let text = texts.entry(flag.long).or_insert_with(|| flag.help.clone());
            assert_eq!(*text, flag.help, "risk {command}");
        }
    }
    assert_eq!(texts.len(), 5);
}

#[test]
fn the_help_of_the_commands_that_assign_says_what_a_path_is() {
    for path in [["add"].as_slice(), &["set"], &["component", "set"]] {
        let help = help(path);
        assert!(help.contains("+="), "{path:?}: {help}");
    }
}
