//! The conflicts of a merge, in a file beside the register.

use std::fs;
use std::path::{Path, PathBuf};

use super::bytes::read;
use super::file;
use super::git::is_unmerged;
use super::json::LARGEST_JSON;
use super::open::folder_of;
use super::root::Root;
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::rules::reading::UNRESOLVED_CONFLICT;
use crate::check::{Draft, Finding, Reading, Remark};
use crate::content::Form;
use crate::edit::{Edited, list_and_entry};
use crate::error::{Error, Remedy};
use crate::folder::conflicts::{of_json, of_toml, refuse_beside, to_json, to_toml};
use crate::folder::first_marker;
use crate::folder::layout::Layout;
use crate::folder::read::utf8;
use crate::record::text::quote;
use crate::record::{ComponentField, Field, Location, Place, RecordId, RecordPosition, RiskField};
use crate::register::RecordField;
use crate::versions::{Conflict, follow, in_words, without_removed};
use crate::workbook::{Limits, conflicts as workbook, create_conflicts};

/// The file of the conflicts of a folder.
const OF_FOLDER: &str = "conflicts.toml";

/// Where the conflicts of the register at a path stand, or would stand: `conflicts.toml` in a folder,
/// `NAME.conflicts.json` beside JSON, and `NAME.conflicts.xlsx` beside a workbook.
///
/// ```
/// use std::path::Path;
///
/// use risk_core::{Form, disk::conflicts_path};
///
/// let path = conflicts_path(Path::new("systems/risks.xlsx"), Form::Workbook);
/// assert_eq!(path, Path::new("systems/risks.conflicts.xlsx"));
/// ```
pub fn conflicts_path(register: &Path, form: Form) -> PathBuf {
    match form {
        Form::Folder => folder_of(register, form).join(OF_FOLDER),
        Form::Json => register.with_extension("conflicts.json"),
        Form::Workbook => register.with_extension("conflicts.xlsx"),
    }
}

/// Reads a file of conflicts, in any of its three forms, with what somebody chose for each.
///
/// # Errors
///
/// When it cannot be read, or has no conflicts.
pub fn read_conflicts(path: &Path) -> Result<Vec<Conflict>, Error> {
    let bytes = read(path, (None, LARGEST_JSON))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let conflicts = match Form::of_bytes(&bytes) {
        Ok(Form::Workbook) => workbook::read(&bytes, Limits::default()),
        Ok(Form::Json) => unmarked(&name, bytes).and_then(|text| of_json(&name, &text)),
        _ => unmarked(&name, bytes).and_then(|text| of_toml(&name, &text)),
    };
    conflicts.map_err(|error| error.of_file(path))
}

/// A text of conflicts, unless git left its marks in it, as where two branches each synced.
fn unmarked(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    let text = utf8(name, bytes)?;
    let Some(line) = first_marker(&text) else {
        return Ok(text);
    };
    let file = name.to_owned();
    Err(Error::Refused {
        location: Location::Position {
            file,
            line,
            column: 1,
        },
        reason: "git has left its marks in these conflicts".to_owned(),
        remedy: Some(Box::new(Remedy::TakeMarksOut)),
    })
}

/// Writes the conflicts of the register of a form at a path to where they stand; where there are none, there is no file.
///
/// # Errors
///
/// When the file cannot be written, and when people wrote something else into it, which would be lost.
pub fn save_conflicts(
    (register, form): (&Path, Form),
    conflicts: &[Conflict],
    options: WriteOptions,
) -> Result<Option<FileChange>, Error> {
    refuse_lost((register, form))?;
    let path = conflicts_path(register, form);
    let kind = match (path.exists(), conflicts.is_empty()) {
        (false, true) => return Ok(None),
        (true, true) => ChangeKind::Removed,
        (true, false) => ChangeKind::Updated,
        (false, false) => ChangeKind::Created,
    };
    Root::of(file::parent(&path)).refuse_outside([path.clone()].into_iter())?;
    if options.dry_run {
        return Ok(Some(FileChange::new(path, kind)));
    }
    if conflicts.is_empty() {
        fs::remove_file(&path).map_err(|source| Error::write(&path, source))?;
    } else {
        let content = match form {
            Form::Folder => {
                // One that is there keeps its line ends, as all files of a folder do.
                let stands = read(&path, (None, LARGEST_JSON)).unwrap_or_default();
                Layout::of(&stands).give(&to_toml(conflicts)).into_bytes()
            }
            Form::Json => to_json(conflicts).into_bytes(),
            Form::Workbook => create_conflicts(conflicts)?,
        };
        file::replace(&path, &content)?;
    }
    file::sync_folder(file::parent(&path));
    Ok(Some(FileChange::new(path, kind)))
}

/// Refuses to write conflicts over a file of them in which people wrote something else, and to remove it.
///
/// # Errors
///
/// That, and when the file cannot be read.
pub(super) fn refuse_lost((register, form): (&Path, Form)) -> Result<(), Error> {
    let path = conflicts_path(register, form);
    if !path.exists() {
        return Ok(());
    }
    let bytes = read(&path, (None, LARGEST_JSON))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let refused = match form {
        Form::Workbook => workbook::refuse_own(&bytes, Limits::default()),
        Form::Folder | Form::Json => {
            unmarked(&name, bytes).and_then(|text| refuse_beside(&name, &text, form))
        }
    };
    refused.map_err(|error| error.of_file(&path))
}

/// Reads the conflicts beside a register; none where there is no file of them.
///
/// # Errors
///
/// Those of [`read_conflicts`].
pub fn conflicts_beside(register: &Path, form: Form) -> Result<Vec<Conflict>, Error> {
    let path = conflicts_path(register, form);
    if !path.exists() {
        return Ok(Vec::new());
    }
    read_conflicts(&path)
}

/// Saves an edit of the register of a form at a path, and has the conflicts beside it follow.
///
/// # Errors
///
/// Those of saving it, and when it removes a record of which something is not resolved.
pub(super) fn with_conflicts(
    of_register: (&Path, Form),
    edited: &Edited,
    options: WriteOptions,
    save: impl FnOnce() -> Result<Vec<FileChange>, Error>,
) -> Result<Vec<FileChange>, Error> {
    let conflicts = followed(of_register, edited)?;
    let mut files = save()?;
    if let Some(conflicts) = conflicts {
        files.extend(save_conflicts(of_register, &conflicts, options)?);
    }
    Ok(files)
}

/// The conflicts of the register of a form at a path as they are to be after an edit, where that changes them: they are of
/// the records that they were of, whatever these are called then.
///
/// # Errors
///
/// When the edit removes a record of which something is not resolved: the next record of its name would get that.
fn followed(
    (register, form): (&Path, Form),
    edited: &Edited,
) -> Result<Option<Vec<Conflict>>, Error> {
    let before = conflicts_beside(register, form)?;
    let (mut left, removed) = without_removed(before.clone(), edited);
    if let Some(open) = removed.iter().find(|conflict| conflict.is_open()) {
        let record = open.record.to_string();
        return Err(Error::Refused {
            reason: format!(
                "it has a conflict in {} that is not resolved",
                conflicts_path(register, form).display()
            ),
            location: Location::Record {
                record,
                field: open.field.clone(),
            },
            remedy: Some(Box::new(Remedy::Resolve)),
        });
    }
    // What is decided for a workbook is found again by the next sync of that.
    follow(&mut left, edited);
    if left == before {
        return Ok(None);
    }
    refuse_lost((register, form))?;
    Ok(Some(left))
}

/// What is found of conflicts beside a register: of those in a file, and of those that git's index alone has.
pub(super) fn findings(register: &Path, form: Form, reading: &Reading) -> Vec<Finding> {
    let finding = |place: Place, remark: Remark| {
        let location = reading.locate(place);
        let rule = (&UNRESOLVED_CONFLICT).into();
        let draft = Draft {
            rule,
            place,
            location,
            remark,
        };
        draft.finding(&reading.register)
    };
    let whole = Place::from(RecordPosition::Register);
    let conflicts = match conflicts_beside(register, form) {
        Ok(conflicts) => conflicts,
        Err(error) => {
            let reason = std::error::Error::source(&error).map(ToString::to_string);
            let message = format!("{error}: {}", reason.unwrap_or_default());
            return vec![finding(whole, message.into())];
        }
    };
    let is_told = |finding: &Finding| finding.code() == UNRESOLVED_CONFLICT.code;
    // Conflicts of syncs do not state what git left.
    let is_of_merge = conflicts.iter().any(|one| one.workbook.is_none());
    let is_told = is_of_merge || reading.findings.iter().any(is_told);
    let remark_of_git = "a merge by git is not resolved; what is read is as git left it";
    let of_git = (!is_told && is_unmerged(register)).then(|| finding(whole, remark_of_git.into()));
    // What is decided waits for the next sync.
    let open = conflicts.iter().filter(|conflict| conflict.is_open());
    let open = open.map(|conflict| finding(place(conflict, reading), remark(conflict)));
    of_git.into_iter().chain(open).collect()
}

/// Where a conflict is, as far as the register has it.
fn place(conflict: &Conflict, reading: &Reading) -> Place {
    let register = &reading.register;
    let path = conflict.field.as_deref().unwrap_or_default();
    let (field, entry) = list_and_entry(path);
    let (record, field) = match &conflict.record {
        RecordId::Register => None,
        RecordId::Component(key) => register.component(key).map(|found| {
            let field = ComponentField::by_path(field).map(Field::from);
            (RecordPosition::Component(found.position()), field)
        }),
        RecordId::Risk(key) => register.risk(key).map(|found| {
            let field = RiskField::by_path(field).map(Field::from);
            (RecordPosition::Risk(found.position()), field)
        }),
    }
    .unwrap_or((RecordPosition::Register, None));
    let mut place = Place::from(record);
    place.field = field;
    place.entry = entry;
    place
}

fn remark(conflict: &Conflict) -> Remark {
    let field = conflict.field.as_ref();
    let field = field.map(|field| format!(" {field}")).unwrap_or_default();
    let subject = format!("{}{field}", conflict.record);
    let [ours, theirs] = [&conflict.ours, &conflict.theirs].map(|value| quote(&in_words(value)));
    let reason = &conflict.reason;
    Remark::new(format!("{subject}: {reason}; ours {ours}, theirs {theirs}")).subject(subject)
}
