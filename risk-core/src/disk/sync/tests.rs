//! Syncs of real files, interrupted between any two writes: the histories of the model, in a folder and workbooks.

use std::collections::BTreeMap;
use std::fs;

use super::run::Step;
use super::*;
use crate::check::{Reading, Settings};
use crate::disk::{conflicts_path, read_conflicts, read_folder, save_conflicts, write_folder};
use crate::register::Register;
use crate::tests::cases;
use crate::versions::sync_model::{Copy, FIELDS, Random, World, references, set_value};
use crate::versions::{Conflict, Sync, Take};
use crate::workbook::Workbook;

/// A folder with a register and copies of a workbook, and what the model knows of them.
struct Files {
    folder: tempfile::TempDir,
    world: World,
}

fn today() -> Date {
    "2026-11-29".parse().unwrap()
}

impl Files {
    fn new() -> Self {
        let mut world = World::new(3);
        let mut risks = world.register.risks();
        // All columns are used.
        for field in FIELDS {
            set_value(&mut risks[0], field, "A");
        }
        world.register.with(risks);
        for field in FIELDS {
            let id = world.fresh();
            world.register.write(("R1".to_owned(), field), id);
        }
        let mut files = Self {
            folder: tempfile::tempdir().unwrap(),
            world,
        };
        files.write_register();
        files.run(0, &mut |_| Ok(())).unwrap();
        files.world.copies[0].version = files.world.register.clone();
        files.world.copies[0].version.register = files.sheet(0).1.register;
        files.world.copies[0].is_synced = true;
        files
    }

    fn register(&self) -> std::path::PathBuf {
        self.folder.path().join("register")
    }

    fn copy(&self, at: usize) -> std::path::PathBuf {
        self.folder.path().join(format!("risks ({at}).xlsx"))
    }

    fn sheet(&self, at: usize) -> (Workbook, Reading) {
        let bytes = fs::read(self.copy(at)).unwrap();
        Workbook::open(bytes, &ReadOptions::default()).unwrap()
    }

    fn write_register(&self) {
        let register = &self.world.register.register;
        let options = WriteOptions::default().remove(true);
        write_folder(&self.register(), register, &Settings::default(), options).unwrap();
    }

    fn write_copy(&self, at: usize) {
        let (workbook, reading) = self.sheet(at);
        let after = self.world.copies[at].version.register.clone();
        let update = workbook
            .put(&Edited::by_key(reading.register, after))
            .unwrap();
        fs::write(self.copy(at), update.bytes).unwrap();
    }

    fn run(
        &self,
        at: usize,
        reached: &mut dyn FnMut(Step) -> Result<(), Error>,
    ) -> Result<Synced, Error> {
        let (register, path, options) = (self.register(), self.copy(at), SyncOptions::default());
        let run = Run {
            register: &register,
            form: Form::Folder,
            path: &path,
            read: &ReadOptions::default(),
            today: today(),
            options: &options,
            store: Store::of(&register, Form::Folder),
        };
        let _lock = run.store.lock()?;
        run.sync(reached)
    }

    /// What the sync of a copy would complete.
    fn completed(&self, at: usize) -> Option<Edited> {
        let store = Store::of(&self.register(), Form::Folder);
        let name = self.sheet(at).0.base().unwrap()?;
        let (base, before) = (store.base(&name).unwrap()?, store.intent(&name).unwrap()?);
        let register = read_folder(&self.register()).unwrap();
        Some(Sync::complete((&base, before), &register).unwrap().0)
    }

    /// The files of risks.
    fn risks(&self) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
        let files = fs::read_dir(self.register().join("risks")).unwrap();
        let paths = files.map(|file| file.unwrap().path());
        paths
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    fn sync(&mut self, at: usize, random: &mut Random) {
        let completed = self.completed(at);
        let was = self.world.copies[at].version.clone();
        if let Some(completed) = &completed {
            for reference in references([&completed.before, &completed.after]) {
                self.world.complete_risk(&reference, completed, &was);
            }
        }
        let steps = random.below(8);
        let mut left = steps;
        let mut is_written = false;
        let before = self.risks();
        let synced = self.run(at, &mut |step| {
            is_written |= step == Step::Workbook;
            left = left.checked_sub(1).ok_or_else(|| Error::NotUpdatable {
                reason: "somebody pulled the plug".to_owned(),
            })?;
            Ok(())
        });
        if synced.is_err() && steps == 3 && completed.is_none() {
            // In the middle of the register.
            for (path, content) in self.risks() {
                match before.get(&path) {
                    Some(old) if *old != content && random.one_in(2) => {
                        fs::write(&path, old).unwrap();
                    }
                    _ => {}
                }
            }
        }
        let from = self.world.register.clone();
        let (_, sheet) = self.sheet(at);
        for reference in references([&was.register, &sheet.register]) {
            let version = &mut self.world.copies[at].version;
            version.become_of(&reference, &sheet.register, &from);
        }
        if is_written {
            self.world.meet(at);
        }
        let register = read_folder(&self.register()).unwrap().register;
        for reference in references([&from.register, &register]) {
            self.world.register.become_of(&reference, &register, &was);
        }
        let conflicts = synced.as_ref().map_or(&[][..], |synced| &synced.conflicts);
        self.world.report(at, conflicts);
        self.world.copies[at].is_synced = synced.as_ref().is_ok_and(Synced::is_clean);
        if let Some(conflict) = random.of(conflicts) {
            let take = *random.of(&[Take::Ours, Take::Theirs]).unwrap();
            self.world.decide(at, conflict, take);
            if let Some(decided) = self.world.copies[at].decided.pop() {
                self.write_register();
                let mut all = conflicts.to_vec();
                let one = all.iter_mut().find(|one| *one == conflict).unwrap();
                (one.take, one.applied) = (decided.take, decided.applied);
                let register = (self.register(), Form::Folder);
                let register = (register.0.as_path(), register.1);
                save_conflicts(register, &all, WriteOptions::default()).unwrap();
            }
        }
    }
}

fn history(seed: u64) -> usize {
    let mut random = Random(seed);
    let mut files = Files::new();
    for _ in 0..14 {
        match random.below(8) {
            0 | 1 => {
                files.world.edit(None, &mut random);
                files.write_register();
            }
            2 | 3 => {
                let at = random.below(files.world.copies.len());
                files.world.edit(Some(at), &mut random);
                files.write_copy(at);
            }
            4 => {
                let at = random.below(files.world.copies.len());
                if files.world.copies[at].is_synced && files.world.copies.len() < 3 {
                    let copy: Copy = files.world.copies[at].clone();
                    let new = files.world.copies.len();
                    fs::copy(files.copy(at), files.copy(new)).unwrap();
                    files.world.copies.push(copy);
                }
            }
            _ => {
                let at = random.below(files.world.copies.len());
                files.sync(at, &mut random);
            }
        }
    }
    let states = |register: &Register| register.risks().len();
    assert_eq!(
        states(&read_folder(&files.register()).unwrap().register),
        states(&files.world.register.register)
    );
    files.world.reported
}

#[test]
fn no_history_of_files_and_syncs_that_were_killed_takes_back_what_nobody_saw() {
    let mut reported = 0;
    // Each writes some hundred files.
    for seed in 0..u64::from(cases(360).cases / 6) {
        let result = std::panic::catch_unwind(|| history(seed));
        reported += result.unwrap_or_else(|_| panic!("history {seed}"));
    }
    assert!(reported > 3, "{reported} reports");
}

/// The content of every file of a register and of its workbook.
fn all(files: &Files) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut left = vec![files.folder.path().to_owned()];
    let mut all = BTreeMap::new();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else {
            let content = fs::read(&path).unwrap();
            all.insert(path, content);
        }
    }
    all
}

#[test]
fn a_dry_run_shows_what_an_interrupted_sync_left_and_writes_nothing() {
    let mut files = Files::new();
    let mut risks = files.world.copies[0].version.risks();
    set_value(&mut risks[1], "owner", "Ada");
    files.world.copies[0].version.with(risks);
    files.write_copy(0);
    let killed = files.run(0, &mut |step| match step {
        Step::Workbook => Err(Error::NotUpdatable {
            reason: "somebody pulled the plug".to_owned(),
        }),
        _ => Ok(()),
    });
    assert!(killed.is_err());
    let before = all(&files);
    let options = SyncOptions {
        write: WriteOptions::default().dry_run(true),
        ..SyncOptions::default()
    };
    let (register, copy) = (files.register(), files.copy(0));
    let read = ReadOptions::default();
    let synced = sync(&register, &copy, &read, today(), &options).unwrap();
    let completed = synced.completed.unwrap();
    assert_eq!(completed.lines().len(), 1);
    assert!(all(&files) == before, "a dry run writes nothing");
    let written: Vec<_> = synced.files.iter().map(|file| file.path.clone()).collect();
    assert_eq!(written, [register.join("risks/R2.toml")]);

    let synced = sync(&register, &copy, &read, today(), &SyncOptions::default()).unwrap();
    assert_eq!(synced.files.len(), 1, "{:?}", synced.files);
    let reading = read_folder(&register).unwrap();
    let owners: Vec<_> = reading
        .register
        .risks()
        .map(|risk| risk.owner.clone())
        .collect();
    assert_eq!(owners[1], "Ada");
}

#[test]
fn every_form_of_the_conflicts_keeps_what_was_taken_and_an_older_one_has_nothing() {
    let conflict = |applied: &str| -> Conflict {
        let text = r#"{ "record": { "kind": "risk", "key": "R1" }, "field": "owner", "ours": "Ann", "theirs": "Max",
            "reason": "both sides changed it", "workbook": "risks.xlsx", "take": "theirs""#;
        serde_json::from_str(&format!("{text}{applied} }}")).unwrap()
    };
    let older = conflict("");
    assert!(older.is_open() && older.applied.is_none());
    let conflicts = [
        conflict(r#", "applied": "theirs""#),
        conflict(r#", "applied": "ours""#),
        older,
    ];
    assert_eq!(
        conflicts.each_ref().map(Conflict::is_open),
        [false, true, true]
    );
    let folder = tempfile::tempdir().unwrap();
    for (form, name) in [
        (Form::Folder, "."),
        (Form::Json, "r.json"),
        (Form::Workbook, "r.xlsx"),
    ] {
        let register = folder.path().join(name);
        save_conflicts((&register, form), &conflicts, WriteOptions::default()).unwrap();
        let path = conflicts_path(&register, form);
        assert_eq!(read_conflicts(&path).unwrap(), conflicts);
    }
}
