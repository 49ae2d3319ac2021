//! Putting a register into the files of a folder, which changes only what differs.

use super::beside::{put as put_beside, stated_header};
use super::fields::{Fields, fields, refused};
use super::files::Files;
use super::header::Header;
use super::layout::Layout;
use super::markers;
use super::plan::{Plan, Write};
use super::put_toml::{create, put as put_text};
use super::read::{FolderFiles, REGISTER_FILE, read_files, read_register};
use super::record_files::RecordFiles;
use super::schema;
use super::successor::Successor;
use crate::change::WriteOptions;
use crate::check::{Reading, Settings};
use crate::edit::{Edited, Lineage, OfTheirs};
use crate::error::Error;
use crate::record::RecordPosition;
use crate::register::{Component, Register, Risk};

/// Plans what puts a register into the files of a folder, or into none. The records are matched by
/// their keys; of the options, [`WriteOptions::remove`] counts.
///
/// # Errors
///
/// When the files cannot be read, or when records would be lost that [`WriteOptions::remove`] does not
/// allow to go.
///
/// ```
/// use risk_core::folder::{self, Files};
/// use risk_core::{Register, Risk, Scale, Settings, WriteOptions};
///
/// let mut risk = Risk::new("R01");
/// risk.component = "Booking API".into();
/// let register = Register::new("Trips", Scale::default(), Vec::new(), vec![risk])?;
///
/// let mut files = Files::default();
/// let plan = folder::put(&files, &register, &Settings::default(), WriteOptions::default())?;
/// files.apply(plan);
/// assert!(files.get("risks/R01.toml").is_some());
/// assert_eq!(folder::read(&files)?.register, register);
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn put(
    files: &Files,
    register: &Register,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Plan, Error> {
    let existing = read_files(files)?;
    let successor = Successor::matched(&existing.reading.register, register, settings, options)?;
    plan(files, &|path| files.has(path), &existing, &successor)
}

/// Plans what puts an edit into the files that the register before it was read from, with the settings
/// that were read with it.
///
/// A record that was not changed stays in its file as it is, and one that was keeps what stands
/// there beside it, also under another name. Records are in the natural order of their names, in
/// which the folder is read.
///
/// # Errors
///
/// When the files are not the register before the edit, with the same settings, and when they cannot be
/// read.
pub fn put_edit(files: &Files, edited: &Edited, settings: &Settings) -> Result<Plan, Error> {
    let existing = read_register(files)?;
    let successor = Successor::of_edit(REGISTER_FILE, &existing.reading, edited, settings)?;
    plan(files, &|path| files.has(path), &existing, &successor)
}

/// Plans what makes the files of a folder those of another register. There may be more than was read:
/// `is_there` is whether there is something at a path.
pub(crate) fn plan(
    files: &Files,
    is_there: &dyn Fn(&str) -> bool,
    existing: &FolderFiles,
    successor: &Successor<'_>,
) -> Result<Plan, Error> {
    let mut plan = Plan::default();
    let (old, new) = (&existing.reading.register, successor.register);
    if existing.header.is_some() && successor.is_same(&existing.reading) {
        return Ok(plan);
    }
    let Lineage { components, risks } = &successor.lineage;
    let beside = |record| successor.beside(record);
    // A new file is one of this folder.
    let header_layout = existing.header.as_ref().map(|(_, layout)| layout.of_new());
    let of_new = &header_layout.unwrap_or_default();
    let stand = (old, existing.components.as_slice());
    let files_of = RecordFiles::<Component>::new(is_there, stand, (new, components));
    files_of.plan(beside, of_new, &mut plan)?;
    let stand = (old, existing.risks.as_slice());
    let files_of = RecordFiles::<Risk>::new(is_there, stand, (new, risks));
    files_of.plan(beside, of_new, &mut plan)?;
    plan.header = header(existing, successor)?;
    if !plan.is_empty() {
        schemas(files, of_new, &mut plan);
    }
    refuse_conflicts(files, &plan)?;
    Ok(plan)
}

/// Refuses to change a file that git left conflicts in.
fn refuse_conflicts(files: &Files, plan: &Plan) -> Result<(), Error> {
    let written = plan.writes.iter().chain(&plan.header);
    let mut changed = written.map(|write| &write.path).chain(&plan.removals);
    changed.try_for_each(|path| {
        let text = files.get(path).and_then(|text| str::from_utf8(text).ok());
        text.map_or(Ok(()), |text| markers::refuse(path, text))
    })
}

fn header(existing: &FolderFiles, successor: &Successor<'_>) -> Result<Option<Write>, Error> {
    let new = Header::new(successor.register, successor.settings);
    let refused = |unreadable| refused(REGISTER_FILE.to_owned(), unreadable);
    let put = |text: &str, old: &Fields| put_text(text, old, &fields(&new));
    let theirs = successor.beside(RecordPosition::Register);
    let (text, layout) = existing.header.clone().unzip();
    let content = match (&text, theirs.and_then(OfTheirs::whole_text)) {
        (None, _) => create("#:schema .schema/register.json", &fields(&new)),
        (Some(_), Some(text)) => put(text, &stated_header(text)).map_err(refused)?,
        (Some(text), None) => {
            let Reading {
                register, settings, ..
            } = &existing.reading;
            let made = put(text, &fields(&Header::new(register, settings))).map_err(refused)?;
            let restate = |text: &str| put(text, &stated_header(text)).ok();
            match theirs {
                Some(theirs) => put_beside(made, theirs, restate).map_err(refused)?,
                None => made,
            }
        }
    };
    let old = text.as_ref().map(String::as_bytes);
    let write = Write::over(old, REGISTER_FILE.to_owned(), content);
    Ok(write.map(|write| write.laid_out(&layout.unwrap_or_default())))
}

/// Plans the schemas that the files point to, where they are not up to date.
fn schemas(files: &Files, of_new: &Layout, plan: &mut Plan) {
    for (name, of) in schema::FILES {
        let content = schema::schema(of);
        let path = format!("{}/{name}", schema::FOLDER);
        let old = files.get(&path);
        let layout = old.map_or_else(|| of_new.clone(), Layout::of);
        let old = old.and_then(|old| Some(Layout::take(String::from_utf8(old.to_vec()).ok()?).0));
        let write = Write::over(old.as_ref().map(String::as_bytes), path, content);
        plan.writes
            .extend(write.map(|write| write.laid_out(&layout)));
    }
}
