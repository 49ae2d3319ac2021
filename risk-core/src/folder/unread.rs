//! What lies in a register's folder and nothing is read from, though it looks like a record; and what is read from
//! elsewhere.

use super::files::Files;
use super::read::{REGISTER_FILE, record_of};
use crate::check::rules::reading::{LINKED_RECORD, OUTSIDE_LINK, UNREAD_FILE};
use crate::check::{Draft, Remark};
use crate::record::{Location, RecordKind};
use crate::register::{Component, Record, Risk};

/// What whoever lists a folder sees there, beside the files that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    not(all(feature = "disk", not(target_arch = "wasm32"))),
    expect(dead_code, reason = "nobody lists a folder without a disk")
)]
pub(crate) enum Seen {
    /// A file that looks like a record: see [`is_unread`].
    Unread,
    /// What is passed over, and why.
    Passed(&'static str),
    /// A link that leads out of the folder, and to where.
    LeadsOut(String),
    /// A link to the file of another record, and which.
    LeadsToRecord(String),
}

/// What has the ending of a record at the top of a folder and is none: what this program keeps there, and what others do
/// where a register is at the root of a repository.
const KNOWN: [&str; 28] = [
    REGISTER_FILE,
    "conflicts.toml",
    "book.toml",
    "buf.toml",
    "cargo.toml",
    "cliff.toml",
    "clippy.toml",
    "cross.toml",
    "deny.toml",
    "dprint.toml",
    "fly.toml",
    "hugo.toml",
    "lychee.toml",
    "mise.toml",
    "netlify.toml",
    "pixi.toml",
    "project.toml",
    "pyproject.toml",
    "release.toml",
    "ruff.toml",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "stylua.toml",
    "taplo.toml",
    "treefmt.toml",
    "typos.toml",
    "uv.toml",
    "wrangler.toml",
];

/// The endings of files that a record may have been meant to be in.
const ENDINGS: [&str; 4] = ["toml", "yaml", "yml", "json"];

/// Whether a file of a register's folder looks like a record and is not read.
pub(crate) fn is_unread(path: &str) -> bool {
    let mut parts = path.split('/');
    if parts.clone().any(|part| part.starts_with('.')) {
        return false;
    }
    let name = parts.next_back().unwrap_or_default();
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let ending = ending.unwrap_or_default();
    match (parts.next(), parts.next()) {
        (None, _) => ending == "toml" && !KNOWN.contains(&&*name.to_ascii_lowercase()),
        (Some(folder), within) => {
            let is_read = within.is_none() && folder_of(folder) == Some(folder);
            folder_of(folder).is_some()
                && ENDINGS.contains(&&*ending)
                && !(is_read && record_of(name).is_some())
        }
    }
}

/// The folder of records that one is, case aside.
pub(crate) fn folder_of(name: &str) -> Option<&'static str> {
    let folders = [Component::FOLDER, Risk::FOLDER];
    folders
        .into_iter()
        .find(|folder| folder.eq_ignore_ascii_case(name))
}

/// The record that a file which is not read looks like: its kind, and what it is called.
pub(crate) fn record_named(path: &str) -> Option<(RecordKind, String)> {
    let (folder, within) = path.split_once('/')?;
    let kind = match folder_of(folder)? {
        Component::FOLDER => Component::KIND,
        _ => Risk::KIND,
    };
    let name = within.rsplit('/').next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    let is_record = ENDINGS.contains(&&*ending.to_ascii_lowercase());
    let key = record_of(&format!("{stem}.toml")).filter(|_| is_record)?;
    Some((kind, key.name().to_owned()))
}

/// What is found of the files that are not read, and of those that are elsewhere.
pub(super) fn findings(files: &Files) -> Vec<Draft> {
    let unread = files
        .iter()
        .map(|(path, _)| path)
        .filter(|path| is_unread(path));
    let unread = unread.map(|path| (path, &Seen::Unread));
    let findings = unread.chain(files.seen()).map(|(path, seen)| {
        let (rule, message) = match seen {
            Seen::Unread => (&UNREAD_FILE, format!("{} and is not read", why(path))),
            Seen::Passed(why) => (&UNREAD_FILE, (*why).to_owned()),
            Seen::LeadsOut(target) => (
                &OUTSIDE_LINK,
                format!("the link leads out of the register's folder, to {target}; it is read, and never written"),
            ),
            Seen::LeadsToRecord(target) => (
                &LINKED_RECORD,
                format!("the link leads to {target}: the two records are one file"),
            ),
        };
        let location = Location::Position {
            file: path.to_owned(),
            line: 1,
            column: 1,
        };
        let suggestion = matches!(seen, Seen::Unread).then(|| suggestion(path)).flatten();
        let remark = Remark::new(message).found(path).suggest(suggestion);
        Draft::of_register(rule, location, remark)
    });
    findings.collect()
}

/// Why a file is not read.
fn why(path: &str) -> &'static str {
    let mut parts = path.split('/');
    match (parts.next_back(), parts.next(), parts.next()) {
        (_, None, _) => "the file looks like a record outside of `risks` and `components`",
        (_, Some(folder), None) if folder_of(folder) == Some(folder) => {
            "the file looks like a record whose name does not end with `.toml`"
        }
        _ => "the file looks like a record in a folder of its own",
    }
}

/// Where a file would be read, as far as its name shows.
fn suggestion(path: &str) -> Option<String> {
    let folder = folder_of(path.split_once('/')?.0)?;
    let name = path.rsplit('/').next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    ending
        .eq_ignore_ascii_case("toml")
        .then(|| format!("{folder}/{stem}.toml"))
}
