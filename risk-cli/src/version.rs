//! Which version of a register is meant: a path, or a revision of git.

use std::path::{Path, PathBuf};

use risk_core::disk::{is_revision, open_object, open_revision};
use risk_core::workbook::ReadOptions;
use risk_core::{Finding, Form, Reading};

use crate::cli::Global;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::counted;
use crate::source;

/// A version of a register.
#[derive(Debug, Clone)]
pub enum Version {
    /// What is at a path now.
    Path(PathBuf),
    /// The register as it was at a revision.
    Revision(String),
    /// What was at a path of a revision, as git writes the two, of the repository that a folder is in.
    Object(String, PathBuf),
}

impl Version {
    /// The version that a text means: what exists is a path, and all else is of git.
    pub fn of(text: &str, global: &Global) -> Result<Self, Failure> {
        let path = Path::new(text);
        if path.exists() {
            // `./` before a path says that it is one; nothing of git begins so.
            let is_said = text.starts_with('.') || path.is_absolute();
            if !is_said && is_revision_of(text, global) {
                return Err(Failure::request(
                    format!("`{text}` is a path and a revision of git"),
                    Some(format!(
                        "`./{text}` is the path, and `{text}:` the revision"
                    )),
                ));
            }
            return Ok(Self::Path(path.to_owned()));
        }
        match text.split_once(':') {
            // A drive of Windows.
            Some((drive, _)) if drive.len() == 1 => Ok(Self::Path(path.to_owned())),
            Some((revision, "")) => Ok(Self::Revision(revision.to_owned())),
            Some(_) => Ok(Self::Object(text.to_owned(), PathBuf::new())),
            None if is_revision_of(text, global) => Ok(Self::Revision(text.to_owned())),
            None => Err(Failure::request(
                format!("`{text}` is neither a path nor a revision of git"),
                Some("a version is a path, a revision such as `HEAD~1`, or REV:PATH".to_owned()),
            )),
        }
    }

    /// Reads it.
    pub fn read(&self, global: &Global, options: &ReadOptions) -> Result<Reading, Failure> {
        Ok(match self {
            Self::Path(path) => risk_core::open(path, options)?,
            Self::Revision(revision) => open_revision(revision, &source::path(global)?, options)?,
            Self::Object(object, folder) => open_object(object, folder, options)?,
        })
    }

    /// Whether it is known to be no workbook, so that it says how one beside it is to be read.
    fn is_text(&self) -> bool {
        match self {
            Self::Path(path) => Form::of(path).is_ok_and(|form| form != Form::Workbook),
            Self::Revision(_) | Self::Object(..) => false,
        }
    }
}

/// Whether a text is a revision of the repository that the register is in; else, of the one here.
fn is_revision_of(text: &str, global: &Global) -> bool {
    let folder = source::folder(global).unwrap_or_default();
    is_revision(text, &folder)
}

/// The code of what a merge left to decide: the register has what ours states there.
pub const UNRESOLVED: &str = "unresolved-conflict";

/// Keeps a version until the command ends, and warns of what could not be read of it.
fn keep(reading: Reading, name: &str, output: &mut Output) -> &'static Reading {
    let unread = reading.findings.iter();
    let is_unread = |finding: &&Finding| finding.severity.fails() && finding.code() != UNRESOLVED;
    let unread = unread.filter(is_unread).count();
    if unread > 0 {
        let findings = counted(unread, "finding");
        output.warning(&format!(
            "{findings} in {name}, and what could not be read is as if it were not there; `risk check` shows them"
        ));
    }
    Box::leak(Box::new(reading))
}

/// Reads the three versions of a merge, of which ours is at a path. A workbook is read as ours says of columns, trackers and scale.
pub fn read_three(
    (base, ours, theirs): (&str, &Path, &str),
    global: &Global,
    output: &mut Output,
) -> Result<[&'static Reading; 3], Failure> {
    let global = Global {
        register: Some(ours.to_owned()),
        ..global.clone()
    };
    let options = source::options(&global)?;
    let mut kept = |reading: Reading, name: &str| keep(reading, name, output);
    let ours = kept(
        Version::Path(ours.to_owned()).read(&global, &options)?,
        "OURS",
    );
    let beside = options.with_register(ours);
    let base = Version::of(base, &global)?.read(&global, &beside)?;
    let theirs = Version::of(theirs, &global)?.read(&global, &beside)?;
    Ok([kept(base, "BASE"), ours, kept(theirs, "THEIRS")])
}

/// Reads two versions. A workbook is read as the other version says of columns, trackers and scale, where that one has a
/// place for it. Both are kept until the command ends, as to free them takes long.
pub fn read_both(
    (old, new): (&Version, &Version),
    global: &Global,
    output: &mut Output,
) -> Result<(&'static Reading, &'static Reading), Failure> {
    let options = source::options(global)?;
    let mut kept = |reading: Reading, name: &str| keep(reading, name, output);
    if old.is_text() && !new.is_text() {
        let old = kept(old.read(global, &options)?, "OLD");
        let new = kept(new.read(global, &options.with_register(old))?, "NEW");
        return Ok((old, new));
    }
    let new = kept(new.read(global, &options)?, "NEW");
    Ok((read_before(old, new, global, output)?, new))
}

/// Reads an older version of a register that was read: a workbook as that one says. It is kept until the command ends.
pub fn read_before(
    old: &Version,
    new: &Reading,
    global: &Global,
    output: &mut Output,
) -> Result<&'static Reading, Failure> {
    let options = source::options(global)?.with_register(new);
    Ok(keep(old.read(global, &options)?, "OLD", output))
}
