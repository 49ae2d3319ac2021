//! The bases of syncs, in the folder `sync` beside a register.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::bytes::{beginning, read};
use super::super::file;
use super::super::git;
use super::super::json::LARGEST_JSON;
use super::super::lock::lock;
use super::super::open::folder_of;
use super::super::root::Root;
use crate::content::Form;
use crate::error::Error;
use crate::folder::read::utf8;
use crate::register::Date;
use crate::versions::Base;

/// The folder.
pub(super) const FOLDER: &str = "sync";
/// What the name of a base that the register did not have yet ends with, where a sync is not done.
const INTENT: &str = "intent.json";
/// An intent is of this working copy alone.
const IGNORED: &str = "*.intent.json\n";
/// Bases of older copies of a workbook are kept for so many days, and so many in any case: a copy that somebody finds
/// again after longer is looked up in git.
const DAYS: i64 = 90;
const AT_LEAST: usize = 5;
/// The day of a base stands among its first bytes.
const BEGINNING: u64 = 256;

pub(super) struct Store {
    folder: PathBuf,
}

impl Store {
    /// The bases of the register at a path.
    pub fn of(register: &Path, form: Form) -> Self {
        Self {
            folder: folder_of(register, form).join(FOLDER),
        }
    }

    /// Keeps others from a sync of the register until the lock is dropped. Makes the folder.
    pub fn lock(&self) -> Result<Option<File>, Error> {
        let failed = |source| Error::write(&self.folder, source);
        self.refuse_outside(&[self.folder.join(INTENT)])?;
        fs::create_dir_all(&self.folder).map_err(failed)?;
        lock(&self.folder)
    }

    /// Refuses files that links lead out of the register's folder to.
    fn refuse_outside(&self, files: &[PathBuf]) -> Result<(), Error> {
        Root::of(file::parent(&self.folder)).refuse_outside(files.iter().cloned())
    }

    /// Leaves no folder that has nothing in it.
    pub fn leave(&self) {
        let _ = fs::remove_dir(&self.folder);
    }

    /// Where a base of a name is kept.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }

    fn intent_path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{INTENT}"))
    }

    /// The base of a name, if it is here or was here before in what led to this.
    pub fn base(&self, name: &str) -> Result<Option<Base>, Error> {
        if !Base::is_name(name) {
            return Ok(None);
        }
        match Self::read(&self.path(name))? {
            Some(base) => Ok(Some(base)),
            None => {
                let register = file::parent(&self.folder);
                let path = format!("{FOLDER}/{name}.json");
                let bytes = git::added(register, &path, LARGEST_JSON);
                // Where there is no git, it has nothing.
                let bytes = bytes.ok().flatten();
                let text = bytes.map(|bytes| utf8(&path, bytes)).transpose()?;
                text.map(|text| Base::read(&text)).transpose()
            }
        }
    }

    /// What the register had of a base before, where the sync that made it is not done.
    pub fn intent(&self, name: &str) -> Result<Option<Base>, Error> {
        Self::read(&self.intent_path(name))
    }

    fn read(path: &Path) -> Result<Option<Base>, Error> {
        if !path.exists() {
            return Ok(None);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = utf8(&name, read(path, (None, LARGEST_JSON))?);
        let base = text.and_then(|text| Base::read(&text));
        base.map(Some).map_err(|error| error.of_file(path))
    }

    /// Keeps a base, and what the register has of it until it is written, where it is to be.
    pub fn keep(&self, (name, text): (&str, &str), before: Option<&str>) -> Result<(), Error> {
        let ignore = self.folder.join(".gitignore");
        self.refuse_outside(&[self.path(name), self.intent_path(name), ignore.clone()])?;
        file::replace(&self.path(name), text.as_bytes())?;
        if let Some(before) = before {
            if !ignore.exists() {
                file::replace(&ignore, IGNORED.as_bytes())?;
            }
            file::replace(&self.intent_path(name), before.as_bytes())?;
        }
        file::sync_folder(&self.folder);
        Ok(())
    }

    /// The sync that made a base is done.
    pub fn done(&self, name: &str) -> Result<(), Error> {
        let path = self.intent_path(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::write(&path, error))
            }
            _ => Ok(()),
        }
    }

    /// The names of the bases that are kept, with their days, the newest first; of one day those whose files are newer.
    pub fn kept(&self) -> Vec<(String, Date)> {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let named = files.filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let name = name
                .strip_suffix(".json")
                .filter(|name| Base::is_name(name))?;
            let start = beginning(&file.path(), BEGINNING).ok()?;
            let day = Base::day(&String::from_utf8_lossy(&start))?;
            let made = file.metadata().and_then(|file| file.modified()).ok();
            Some((name.to_owned(), day, made))
        });
        let mut kept: Vec<(String, Date, Option<SystemTime>)> = named.collect();
        kept.sort_by_key(|(_, day, made)| std::cmp::Reverse((*day, *made)));
        kept.into_iter().map(|(name, day, _)| (name, day)).collect()
    }

    /// Removes bases that are too old to be named by a copy that somebody still has. What cannot be removed stays.
    pub fn prune(&self, today: Date) {
        for (name, day) in self.kept().into_iter().skip(AT_LEAST) {
            if day.days_until(today) > DAYS {
                let _ = fs::remove_file(self.path(&name));
                let _ = fs::remove_file(self.intent_path(&name));
            }
        }
    }
}
