//! What `--help` says of a command, read back.

use crate::run::risk;

/// An option as `--help` tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flag {
    pub short: Option<char>,
    pub long: String,
    pub help: String,
}

/// The help of a command.
pub fn help(path: &[&str]) -> String {
    let mut args = path.to_vec();
    args.push("--help");
    risk(&std::env::temp_dir(), &args).exits(0).stdout
}

/// The names of the subcommands of a command.
pub fn subcommands(path: &[&str]) -> Vec<String> {
    let help = help(path);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// The paths of all commands: `[]`, `["list"]`, `["generate", "man"]` and so on.
pub fn commands() -> Vec<Vec<String>> {
    let mut found = vec![Vec::new()];
    let mut position = 0;
    while position < found.len() {
        let path: Vec<String> = found[position].clone();
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        for name in subcommands(&words) {
            let mut longer = path.clone();
            longer.push(name);
            found.push(longer);
        }
        position += 1;
    }
    found
}

/// The options of a command.
pub fn flags(path: &[&str]) -> Vec<Flag> {
    let help = help(path);
    let lines: Vec<&str> = help.lines().collect();
    let mut flags = Vec::new();
    for (position, line) in lines.iter().enumerate() {
        let text = line.trim_start();
        if !text.starts_with('-') || line.len() - text.len() > 6 {
            continue;
        }
        let names = text
            .split_whitespace()
            .map(|word| word.trim_end_matches(','));
        let mut short = None;
        let mut long = String::new();
        for name in names {
            if let Some(name) = name.strip_prefix("--") {
                name.clone_into(&mut long);
            } else if let Some(name) = name.strip_prefix('-') {
                short = name.chars().next();
            }
        }
        let help = lines.get(position + 1).map_or("", |line| line.trim());
        flags.push(Flag {
            short,
            long,
            help: help.to_owned(),
        });
    }
    flags
}

/// The values that an option or argument takes, of which this one is the first.
pub fn choices(path: &[&str], first: &str) -> Vec<String> {
    let help = help(path);
    let listed = help
        .lines()
        .skip_while(|line| !line.trim_start().starts_with(first));
    let choices = listed.map_while(|line| match line.trim_start() {
        "" => None,
        text => Some(text.strip_prefix("- ").map(|text| {
            let (name, _) = text.split_once(':').unwrap();
            name.to_owned()
        })),
    });
    choices.flatten().collect()
}
