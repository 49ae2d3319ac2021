//! Any edit, saved: it is read back, and whatever it leaves alone is as it was.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value as Json;

use super::super::read::{FolderFiles, RecordFile, read_files};
use super::comments::{annotate, note};
use super::edits::edit;
use super::generate::{register, settings};
use super::*;
use crate::disk::files_of;
use crate::edit::Edited;
use crate::register::Record;
use crate::register::{Component, Risk};
use crate::tests::cases;

/// The marks of a person's notes, by file.
type Marks = BTreeMap<PathBuf, Vec<String>>;

/// A record that an edit leaves in the register, and its file before and after.
struct Survivor<'a, T> {
    before: (&'a T, &'a RecordFile),
    after: (&'a T, &'a RecordFile),
    /// Whether all records of its name were there before, in the same order.
    among_old: bool,
    /// Whether its old file is another record's now.
    is_displaced: bool,
}

fn survivors<'a, T: Record>(
    (before, old_files): (Vec<&'a T>, &'a [RecordFile]),
    (after, new_files): (Vec<&'a T>, &'a [RecordFile]),
    origins: &[Option<usize>],
) -> Vec<Survivor<'a, T>> {
    // The folder has them in the natural order of their names.
    let mut order: Vec<usize> = (0..after.len()).collect();
    order.sort_by(|a, b| natural_order(after[*a].name(), after[*b].name()));
    let old = |at: usize| origins[at].filter(|from| before[*from].name() == after[at].name());
    let survivor = |(file, at): (usize, usize)| {
        let from = origins[at]?;
        let of_name = (0..after.len()).filter(|other| after[*other].name() == after[at].name());
        let is_old = |file: &RecordFile| file.file_name == old_files[from].file_name;
        let among_old = of_name.clone().all(|other| old(other).is_some());
        Some(Survivor {
            before: (before[from], &old_files[from]),
            after: (after[at], &new_files[file]),
            is_displaced: new_files.iter().any(is_old) && !is_old(&new_files[file]),
            among_old: among_old && of_name.is_sorted_by_key(old),
        })
    };
    order.into_iter().enumerate().filter_map(survivor).collect()
}

/// Checks the files of the records that an edit leaves in the register.
fn check_files<T: Record>(
    survivors: Vec<Survivor<'_, T>>,
    marks: &Marks,
) -> Result<(), TestCaseError> {
    for Survivor {
        before,
        after,
        among_old,
        is_displaced,
    } in survivors
    {
        let text = &after.1.text;
        let path = Path::new(T::FOLDER).join(&before.1.file_name);
        for mark in &marks[&path] {
            prop_assert_eq!(
                text.matches(mark).count(),
                1,
                "{} in\n{}\nwas\n{}",
                mark,
                text,
                before.1.text
            );
        }
        let stays = before.1.file_name == after.1.file_name;
        prop_assert!(stays || !among_old, "{:?} is moved", path);
        prop_assert!(
            !is_displaced,
            "{:?} may be lost when the write is stopped",
            path
        );
        if before.0 == after.0 && before.1.states_name == after.1.states_name {
            prop_assert_eq!(text, &before.1.text);
        }
    }
    Ok(())
}

fn check_records(
    edited: &Edited,
    old: &FolderFiles,
    new: &FolderFiles,
    marks: &Marks,
) -> Result<(), TestCaseError> {
    let risks = survivors(
        (
            edited.before.risks().map(|r| r.stated()).collect(),
            &old.risks,
        ),
        (
            edited.after.risks().map(|r| r.stated()).collect(),
            &new.risks,
        ),
        &edited.lineage.risks,
    );
    check_files::<Risk>(risks, marks)?;
    let components = survivors(
        (
            edited.before.components().map(|c| c.stated()).collect(),
            &old.components,
        ),
        (
            edited.after.components().map(|c| c.stated()).collect(),
            &new.components,
        ),
        &edited.lineage.components,
    );
    check_files::<Component>(components, marks)
}

/// What changed between two states of a folder.
fn difference(
    folder: &Folder,
    before: &BTreeMap<PathBuf, String>,
    after: &BTreeMap<PathBuf, String>,
) -> BTreeMap<PathBuf, ChangeKind> {
    let removed = before.keys().filter(|path| !after.contains_key(*path));
    let removed = removed.map(|path| (path, ChangeKind::Removed));
    let written = after
        .iter()
        .filter_map(|(path, text)| match before.get(path) {
            None => Some((path, ChangeKind::Created)),
            Some(old) => (old != text).then_some((path, ChangeKind::Updated)),
        });
    let changes = removed.chain(written);
    changes
        .map(|(path, kind)| (folder.path().join(path), kind))
        .collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn any_edit_of_a_folder_is_read_back_and_touches_nothing_else(
        register in register(),
        settings in settings(),
        notes in vec((any::<Index>(), note()), 0..20),
        style in any::<u8>(),
        edit in edit(),
    ) {
        let folder = Folder::of(&register, &settings);
        let marks: Marks = annotate(&folder, (0, &notes), style).into_iter().collect();
        let edited = edit.make(&folder.read().register);
        let (before, old) = (folder.files(), read_files(&files_of(folder.path()).unwrap()).unwrap());
        let dry = WriteOptions::default().dry_run(true);
        let told = save_folder(folder.path(), &edited, &settings, dry).unwrap();
        prop_assert_eq!(folder.files(), before.clone());

        let options = WriteOptions::default();
        let changes = save_folder(folder.path(), &edited, &settings, options).unwrap();
        prop_assert_eq!(&told, &changes);
        let number = changes.len();
        let changes: BTreeMap<_, _> = changes.into_iter().map(|c| (c.path, c.kind)).collect();
        prop_assert_eq!(changes.len(), number);
        let after = folder.files();
        prop_assert_eq!(changes, difference(&folder, &before, &after));
        if edited.after.title() == edited.before.title() {
            let header = Path::new(REGISTER_FILE);
            prop_assert_eq!(&after[header], &before[header]);
        }
        let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let folded = names.iter().map(|path| path.to_str().unwrap().to_lowercase());
        let folded: BTreeSet<_> = folded.collect();
        prop_assert_eq!(names.len(), folded.len(), "{:?}", names);
        let reading = folder.read();
        let unknown = |finding: &Finding| finding.code() == "unknown-key";
        prop_assert!(reading.findings.iter().all(unknown), "{:?}", reading.findings);
        prop_assert_eq!(&reading.register, &sorted(edited.after.clone()));
        prop_assert_eq!(&reading.settings, &settings);
        let new = read_files(&files_of(folder.path()).unwrap()).unwrap();
        check_records(&edited, &old, &new, &marks)?;

        if reading.register == edited.before {
            prop_assert_eq!(&after, &before);
        } else {
            let again = save_folder(folder.path(), &edited, &settings, options);
            let is_refused = matches!(again, Err(Error::Changed { .. }));
            prop_assert!(is_refused, "{:?}", again);
            prop_assert_eq!(folder.files(), after);
        }
    }

    #[test]
    fn any_edit_of_json_is_read_back_and_touches_nothing_else(
        register in register(),
        settings in settings(),
        edit in edit(),
    ) {
        let mut json: Json = serde_json::from_str(&to_json(&register, &settings)).unwrap();
        for list in [Component::FOLDER, Risk::FOLDER] {
            for (at, record) in json[list].as_array_mut().unwrap().iter_mut().enumerate() {
                record["note_"] = Json::from(at);
            }
        }
        let folder = Folder::new();
        folder.put("r.json", json.to_string());
        let path = folder.path().join("r.json");
        let edited = edit.make(&register);
        let options = WriteOptions::default();
        let changes = save_json(&path, &edited, &settings, options).unwrap();
        let reading = read_json(&path).unwrap();
        prop_assert_eq!(&reading.register, &edited.after);
        prop_assert_eq!(&reading.settings, &settings);
        if edited.after == edited.before {
            prop_assert_eq!(changes, []);
            return Ok(());
        }
        let after: Json = serde_json::from_str(&folder.get("r.json")).unwrap();
        let origins = [
            (Component::FOLDER, edited.lineage.components.clone()),
            (Risk::FOLDER, edited.lineage.risks.clone()),
        ];
        for (list, origins) in origins {
            let notes = after[list].as_array().unwrap().iter().map(|record| record.get("note_"));
            let notes: Vec<_> = notes.map(|note| note.cloned()).collect();
            let expected: Vec<_> = origins.into_iter().map(|at| at.map(Json::from)).collect();
            prop_assert_eq!(notes, expected);
        }
        let again = save_json(&path, &edited, &settings, options);
        let is_refused = matches!(again, Err(Error::Changed { .. }));
        prop_assert!(is_refused, "{:?}", again);
    }
}
