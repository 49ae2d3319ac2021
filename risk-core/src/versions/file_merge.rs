//! One file of a register, merged as a merge driver of git has to: three contents and a path in, one content out.

mod of_register;

use std::error::Error as _;

use self::of_register::OfRegister;
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
/// A workbook, a register in JSON and the file of a record are merged by what they mean, with the comments and the keys
/// of both sides that nothing is known of. What is none of these, or cannot be read, is merged `by_line`; and so is a
/// text where theirs has such a key within an entry. A file that has no lines stays as ours has it, and is not clean.
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
    let form = OfRegister::of(path, versions);
    let refused = |error: &Error| FileMerge {
        refused: Some(in_line(error)),
        ..FileMerge::default()
    };
    let merge = match &form {
        Ok(form) => form
            .merge(versions, options)
            .unwrap_or_else(|error| refused(&error)),
        Err(error) => refused(error),
    };
    if merge.refused.is_none() || versions.iter().any(is_binary) {
        return merge;
    }
    let reads = |content: &[u8]| form.as_ref().is_ok_and(|form| form.reads(content));
    merge.or_by_line(versions, reads, by_line)
}

impl FileMerge {
    /// The same of a file that was not merged by what it means: merged by line, where it has any. `reads` tells whether a
    /// content makes sense.
    pub(crate) fn or_by_line(
        self,
        [_, ours, theirs]: [&[u8]; 3],
        reads: impl Fn(&[u8]) -> bool,
        by_line: impl FnOnce() -> Result<LineMerge, Error>,
    ) -> Self {
        let Ok(LineMerge { content, is_clean }) = by_line() else {
            return self;
        };
        // Lines that make sense on either side may make none together, such as one key twice.
        let is_broken = reads(ours) && reads(theirs) && !reads(&content);
        Self {
            is_clean: is_clean && self.conflicts.is_empty() && !is_broken,
            content: Some(content),
            ..self
        }
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
