//! The settings of a repository by which git finds us.

use std::env;
use std::path::{Path, PathBuf};

use super::attributes::DRIVER;
use super::{Repository, output};
use crate::error::Error;

/// A setting and its value.
pub(super) type Setting = (&'static str, String);

/// The settings by which git runs a program for the merges and the texts of registers.
pub(super) fn settings(program: &Path) -> [Setting; 4] {
    let program = quoted(&program.to_string_lossy());
    // In this setting `%` begins a placeholder.
    let in_driver = program.replace('%', "%%");
    [
        ("diff.risk.textconv", format!("{program} git textconv --")),
        (
            "merge.risk.name",
            "registers of risks, by what they mean".to_owned(),
        ),
        (
            "merge.risk.driver",
            format!("{in_driver} git merge-driver -- %O %A %B %P"),
        ),
        // Where branches were merged crosswise, a conflict between the versions that both come from would be settled by ours
        // in silence; so git takes what these come from.
        ("merge.risk.recursive", "binary".to_owned()),
    ]
}

/// A word for sh, whatever is in it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The program that the setting of a driver names, and whether it is there.
pub(super) fn program_of(setting: &str) -> (String, bool) {
    let mut word = String::new();
    let mut is_quoted = false;
    let mut letters = setting.trim_start().chars();
    while let Some(c) = letters.next() {
        match c {
            '\'' => is_quoted = !is_quoted,
            '\\' if !is_quoted => word.extend(letters.next()),
            c if c.is_whitespace() && !is_quoted => break,
            c => word.push(c),
        }
    }
    let word = word.replace("%%", "%");
    let path = Path::new(&word);
    let is_there = if path.components().count() > 1 {
        path.is_file()
    } else {
        let folders = env::var_os("PATH").unwrap_or_default();
        let mut folders = env::split_paths(&folders);
        folders.any(|folder: PathBuf| folder.join(path).is_file())
    };
    (word, is_there)
}

impl Repository<'_> {
    /// The value of a setting of this repository alone.
    pub(super) fn setting(&self, key: &str) -> Option<String> {
        let mut git = self.git();
        git.args(["config", "--local", "--get", "--null", key]);
        let value = output(&mut git).ok()?;
        let value = String::from_utf8_lossy(&value);
        Some(value.trim_end_matches('\0').to_owned())
    }

    pub(super) fn set(&self, (key, value): &Setting) -> Result<(), Error> {
        let mut git = self.git();
        git.args(["config", "--local", "--replace-all", key, value]);
        output(&mut git).map(drop)
    }

    /// Removes the settings of a sort that name us.
    pub(super) fn unset(&self, section: &str) -> Result<(), Error> {
        let section = format!("{section}.{DRIVER}");
        let mut git = self.git();
        output(git.args(["config", "--local", "--remove-section", &section])).map(drop)
    }

    /// A file of the repository that git shows or merges by us.
    pub(super) fn used_by(&self) -> Result<Option<String>, Error> {
        for attribute in ["merge", "diff"] {
            let mut git = Repository::plain(self.folder);
            git.args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
                "--",
            ]);
            let files = output(git.arg(format!(":(top,attr:{attribute}={DRIVER})")))?;
            let first = files.split(|byte| *byte == 0).next().unwrap_or_default();
            if !first.is_empty() {
                return Ok(Some(String::from_utf8_lossy(first).into_owned()));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_a_setting_is_found_again_whatever_its_path_is() {
        for path in [
            "/usr/bin/risk",
            "/home/o'neill/my risk 100%/risk",
            "/a\\b\"c/risk",
        ] {
            for (key, value) in settings(Path::new(path)) {
                if key != "merge.risk.name" && key != "merge.risk.recursive" {
                    assert_eq!(program_of(&value), (path.to_owned(), false), "{key}");
                }
            }
        }
        assert!(program_of("sh -c true").1);
    }
}
