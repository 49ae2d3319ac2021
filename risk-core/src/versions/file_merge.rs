//! One file of a register, merged as a merge driver of git has to: three contents and a path in, one content out.

mod of_register;

use std::error::Error as _;

#[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
pub(crate) use self::of_register::of_three as merge_read;
use self::of_register::{Merged, OfRegister};
use super::merge::{Conflict, MergeNote};
use crate::change::CellNote;
use crate::content::{Form, is_pointer};
use crate::error::Error;
use crate::workbook::ReadOptions;

/// What came of three versions of one file.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct FileMerge {
    /// What the file is to have; `None` where it stays as ours has it.
    pub content: Option<Vec<u8>>,
    /// Whether nothing is left to a person.
    pub is_clean: bool,
    /// What not both can be. In a workbook and in JSON the content has what ours states there; in the file of a record
    /// both stand between git's markers.
    pub conflicts: Vec<Conflict>,
    /// What nobody decided, and what a person should see.
    pub notes: Vec<MergeNote>,
    /// What a person should look at in a workbook.
    pub cells: Vec<CellNote>,
    /// What theirs changed of a workbook and the content has as ours, as it is nothing of a register, such as another sheet:
    /// a person has to bring it over.
    pub left_out: Vec<String>,
    /// Why the file was not merged by what it means, where it was not.
    pub refused: Option<String>,
}

/// What a merge by line made of three texts.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a text, with conflicts or without"
)]
pub struct LineMerge {
    /// The text, with markers at its conflicts.
    pub content: Vec<u8>,
    /// Whether there are none.
    pub is_clean: bool,
}

/// Merges the versions of one file: that both sides come from, which is empty where both added the file, ours and
/// theirs. The path has the name of the file, with the folder of a record: `risks/R03.toml`.
///
/// A workbook, a register in JSON and the file of a record are merged by what they mean. What is none of these, or
/// cannot be read, is merged `by_line`; and so is a text of which theirs changed what means nothing to a register, such
/// as a comment. A file that has no lines stays as ours has it, and is not clean.
///
/// ```
/// use risk_core::versions::{LineMerge, merge_file};
///
/// let base = "component = \"CDN\"\nlikelihood = \"Low\"\nimpact = \"Low\"\n";
/// let ours = base.replace("likelihood = \"Low\"", "likelihood = \"High\"");
/// let theirs = base.replace("impact = \"Low\"", "impact = \"High\"");
/// let versions = [base, &ours, &theirs].map(str::as_bytes);
/// // Lines that touch each other are a conflict to git.
/// let by_line = || Ok(LineMerge { content: Vec::new(), is_clean: false });
///
/// let merge = merge_file("risks/R1.toml", versions, &Default::default(), by_line);
/// assert!(merge.is_clean);
/// let both = "component = \"CDN\"\nlikelihood = \"High\"\nimpact = \"High\"\n";
/// assert_eq!(merge.content.unwrap(), both.as_bytes());
/// ```
pub fn merge_file(
    path: &str,
    versions: [&[u8]; 3],
    options: &ReadOptions,
    by_line: impl FnOnce() -> Result<LineMerge, Error>,
) -> FileMerge {
    let is_binary = |bytes: &&[u8]| {
        let is_workbook = Form::of_bytes(bytes).is_ok_and(|form| form == Form::Workbook);
        is_workbook || is_pointer(bytes) || bytes.contains(&0)
    };
    let of_register = OfRegister::of(path, versions);
    match of_register.and_then(|form| Ok((form, form.merge(versions, options)?))) {
        Ok((OfRegister::Workbook, merged)) => merged.into_file(),
        Ok((form, merged)) => chosen(form, merged, by_line()),
        Err(error) => {
            let refused = Some(in_line(&error));
            if versions.iter().any(is_binary) {
                return FileMerge {
                    refused,
                    ..FileMerge::default()
                };
            }
            FileMerge {
                refused,
                ..of_lines(by_line())
            }
        }
    }
}

/// What a merge by line came to; where there is none, ours stays.
fn of_lines(merged: Result<LineMerge, Error>) -> FileMerge {
    merged.map_or_else(
        |_| FileMerge::default(),
        |LineMerge { content, is_clean }| FileMerge {
            content: Some(content),
            is_clean,
            ..FileMerge::default()
        },
    )
}

/// Of a text, the merge by line where that states the same, as it keeps all that both sides wrote; where only it has all
/// that theirs wrote, too; else the one by meaning.
fn chosen(form: OfRegister<'_>, merged: Merged, by_line: Result<LineMerge, Error>) -> FileMerge {
    let is_same = by_line.as_ref().is_ok_and(|line| {
        line.is_clean
            && merged.conflicts.is_empty()
            && form.states(&line.content, (&merged.register, &merged.settings))
    });
    if !is_same && !merged.is_more_than_register {
        return merged.into_file();
    }
    let refused = (!is_same).then(|| {
        "theirs changed comments or keys that mean nothing to a register, so it is merged by line"
            .to_owned()
    });
    FileMerge {
        is_clean: is_same,
        refused,
        conflicts: merged.conflicts,
        notes: merged.notes,
        ..of_lines(by_line)
    }
}

/// An error with its causes, in one line.
fn in_line(error: &Error) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        line = format!("{line}: {cause}");
        source = cause.source();
    }
    line.replace('\n', "; ")
}
