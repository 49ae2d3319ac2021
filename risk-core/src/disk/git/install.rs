//! Having git show and merge the files of a register by what they mean.

use std::path::Path;

use super::attributes::{Attribute, DRIVER, Wanted, put_lines, wanted};
use super::config::{program_of, settings};
use super::{Repository, failed, output};
use crate::error::Error;

/// One thing that git needs for a register, or that was done to what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GitItem {
    /// What it is: a line of `.gitattributes`, or a setting.
    pub what: String,
    /// Whether it is as it has to be.
    pub is_done: bool,
    /// What a person should see of it.
    pub detail: String,
}

impl GitItem {
    fn new(what: impl Into<String>, is_done: bool, detail: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            is_done,
            detail: detail.into(),
        }
    }
}

/// Has git merge the files of the register at a path, and show it as text where it is a workbook, by running a program:
/// lines of a `.gitattributes` beside it, and settings of the repository. What it is then is given, as by
/// [`git_status`].
///
/// # Errors
///
/// When git cannot be run, when the path is no register, is in no repository, or has an attribute already by which another
/// program stores or merges it; and when something cannot be written.
pub fn git_install(path: &Path, program: &Path) -> Result<Vec<GitItem>, Error> {
    let (folder, wanted) = wanted(path)?;
    let repository = Repository::of(&folder).existing()?;
    let mut lines = Vec::new();
    for wanted in &wanted {
        let attributes = repository.attributes(&wanted.files, &["filter", "merge", "diff"])?;
        if let Some(foreign) = attributes.iter().find(|attribute| attribute.is_foreign()) {
            return Err(refused(&repository, foreign)?);
        }
        if other(wanted, &attributes).is_some() {
            lines.push(wanted.line());
        }
    }
    if !lines.is_empty() {
        // A line that is there and does not hold has to come last.
        put_lines(&folder, &lines, true)?;
    }
    for setting in settings(program) {
        repository.set(&setting)?;
    }
    git_status(path, program)
}

/// What git has of what it needs for the register at a path, and what is missing.
///
/// # Errors
///
/// When git cannot be run, and when the path is no register or in no repository.
pub fn git_status(path: &Path, program: &Path) -> Result<Vec<GitItem>, Error> {
    let (folder, wanted) = wanted(path)?;
    let repository = Repository::of(&folder).existing()?;
    let mut items = Vec::new();
    let mut is_shown = false;
    for wanted in &wanted {
        is_shown |= wanted.attributes.contains(&"diff");
        let attributes = repository.attributes(&wanted.files, wanted.attributes)?;
        let line = wanted.line();
        items.push(match other(wanted, &attributes) {
            None => GitItem::new(line, true, "stated in the attributes"),
            Some(Attribute { file, name, value }) => {
                let detail = format!("{name} is {value} for {file}");
                GitItem::new(line, false, detail)
            }
        });
    }
    for (key, value) in settings(program) {
        if key.starts_with("merge") || is_shown {
            items.push(setting(&repository, key, &value));
        }
    }
    items.push(tracked(&repository, &wanted)?);
    Ok(items)
}

/// Takes back what [`git_install`] did: the lines beside the register, and the settings once no file of the repository
/// needs them.
///
/// # Errors
///
/// When git cannot be run, when the path is no register or in no repository, and when something cannot be written.
pub fn git_uninstall(path: &Path) -> Result<Vec<GitItem>, Error> {
    let (folder, wanted) = wanted(path)?;
    let repository = Repository::of(&folder).existing()?;
    let mut items = Vec::new();
    for line in wanted.iter().map(Wanted::line) {
        let is_removed = put_lines(&folder, std::slice::from_ref(&line), false)?;
        let detail = if is_removed {
            "removed"
        } else {
            "was not there"
        };
        items.push(GitItem::new(line, true, detail));
    }
    let used = repository.used_by()?;
    for (section, key) in [
        ("diff", "diff.risk.textconv"),
        ("merge", "merge.risk.driver"),
    ] {
        let detail = match &used {
            _ if repository.setting(key).is_none() => "was not there".to_owned(),
            Some(file) => format!("stays, as {file} needs it"),
            None => {
                repository.unset(section)?;
                "removed".to_owned()
            }
        };
        items.push(GitItem::new(key, true, detail));
    }
    Ok(items)
}

/// The first attribute that does not name us.
fn other<'a>(wanted: &Wanted, attributes: &'a [Attribute]) -> Option<&'a Attribute> {
    let mut attributes = attributes.iter();
    attributes.find(|attribute| {
        wanted.attributes.contains(&attribute.name.as_str()) && attribute.value != DRIVER
    })
}

/// Why a file is not taken from another program.
fn refused(repository: &Repository<'_>, attribute: &Attribute) -> Result<Error, Error> {
    let at = repository.stated_at(attribute)?;
    let at = at.map(|at| format!(" by {at}")).unwrap_or_default();
    let Attribute { file, name, value } = attribute;
    let reason =
        format!("{file} has {name}={value}{at}, and another program would lose it to this one");
    Ok(failed(&reason))
}

/// How a setting is. git takes a program that is not there for a merge with conflicts, so it is looked for.
fn setting(repository: &Repository<'_>, key: &str, expected: &str) -> GitItem {
    let Some(value) = repository.setting(key) else {
        return GitItem::new(key, false, "not set in this clone");
    };
    if value == expected {
        let (program, is_there) = program_of(&value);
        if is_there || !program.contains('/') {
            return GitItem::new(key, true, "set");
        }
        return GitItem::new(key, false, format!("{program} is not there"));
    }
    if !key.ends_with(".textconv") && !key.ends_with(".driver") {
        return GitItem::new(key, true, format!("set to `{value}`"));
    }
    match program_of(&value) {
        (program, true) => GitItem::new(key, true, format!("runs another program: {program}")),
        (program, false) => GitItem::new(key, false, format!("{program} is not there")),
    }
}

/// Whether git has any file of the register: it merges no others.
fn tracked(repository: &Repository<'_>, wanted: &[Wanted]) -> Result<GitItem, Error> {
    let places = wanted.iter().map(|wanted| &wanted.place);
    let tracked = output(repository.git().args(["ls-files", "--"]).args(places))?;
    let files = wanted.iter().filter_map(|wanted| wanted.files.first());
    let mut git = Repository::plain(repository.folder);
    git.args(["check-ignore", "-q", "--"]).args(files);
    let detail = if !tracked.is_empty() {
        "tracked by git"
    } else if output(&mut git).is_ok() {
        "ignored by git, which merges nothing of it"
    } else {
        "not tracked by git yet"
    };
    Ok(GitItem::new("the register", true, detail))
}
