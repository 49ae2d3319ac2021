//! Files that are replaced, and workbooks that are saved in place: at any moment the old content or
//! the new one, whole, and never over what somebody else did or has open.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use risk_core::disk::{OpenRegister, save_workbook, write_folder, write_json, write_workbook};
use risk_core::edit::{Edited, Editor};
use risk_core::workbook::ReadOptions;
use risk_core::{Error, Form, Register, Settings, WriteOptions, open, replace_file};
use tempfile::TempDir;

use crate::create_examples::{everything, of_risk, workbook_of};

/// A folder with a file of this content.
fn file(content: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("x.xlsx");
    fs::write(&path, content).expect("it is written");
    (folder, path)
}

/// The names of what is in a folder, in order.
fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("it is a folder");
    let name = |entry: io::Result<fs::DirEntry>| entry.expect("it can be read").file_name();
    let mut names: Vec<_> = entries
        .map(|entry| name(entry).into_string().expect("it is text"))
        .collect();
    names.sort();
    names
}

/// Why a file was not written.
#[track_caller]
fn reason(result: Result<impl std::fmt::Debug, Error>) -> io::Error {
    match result {
        Err(Error::Write { source, .. }) => source,
        other => panic!("{other:?}"),
    }
}

/// A workbook of one risk, and an edit of it.
fn edited_workbook() -> (TempDir, PathBuf, Edited) {
    let settings = everything().1;
    let register = of_risk(|risk| risk.owner = "Web".into());
    let (folder, path) = file(&workbook_of(&register, &settings));
    let edited = edit(&path, "owner=Mobile");
    (folder, path, edited)
}

fn edit(path: &Path, assignment: &str) -> Edited {
    let reading = open(path, &ReadOptions::default()).expect("it is a register");
    let mut editor = Editor::new(reading.register);
    let assignment = assignment.parse().expect("it is an assignment");
    editor.set_risk("R1", &[assignment]).expect("it is allowed");
    editor.finish().expect("it is a register")
}

fn save(path: &Path, edited: &Edited, options: WriteOptions) -> Result<usize, Error> {
    save_workbook(path, edited, &ReadOptions::default(), options).map(|files| files.len())
}

#[test]
fn a_file_is_replaced_and_made_with_nothing_beside_it() {
    let (folder, path) = file(b"old");
    replace_file(&path, b"new").expect("it can be written");
    assert_eq!(fs::read(&path).expect("it is there"), b"new");
    replace_file(&folder.path().join("y"), b"").expect("it can be written");
    assert_eq!(names(&folder), ["x.xlsx", "y"]);
}

#[test]
fn a_folder_is_not_replaced_by_a_file() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("x");
    fs::create_dir(&path).expect("it is made");
    let reason = reason(replace_file(&path, b"new"));
    assert_eq!(reason.kind(), io::ErrorKind::IsADirectory);
    assert_eq!(names(&folder), ["x"]);
    assert!(path.is_dir());
}

#[test]
fn a_file_in_no_folder_is_not_made() {
    let (folder, path) = file(b"old");
    for missing in [folder.path().join("missing/x"), path.join("x")] {
        reason(replace_file(&missing, b"new"));
    }
    assert_eq!(names(&folder), ["x.xlsx"]);
}

#[test]
fn a_lock_file_is_no_register_whatever_it_begins_with() {
    let folder = TempDir::new().expect("a folder");
    for name in ["~$x.xlsx", ".~lock.x.xlsx#"] {
        let path = folder.path().join(name);
        for content in [
            "",
            "\u{5}Tom B",
            "PK\u{3}\u{4}",
            "{\"",
            "\u{feff}{",
            ",ada,vm,;",
        ] {
            fs::write(&path, content).expect("it is written");
            for error in [
                Form::of(&path).err(),
                open(&path, &ReadOptions::default()).err(),
            ] {
                let Some(Error::File { source, .. }) = error else {
                    panic!("{error:?}");
                };
                assert!(
                    source.to_string().contains("it is the lock file"),
                    "{source}"
                );
            }
        }
    }
}

#[test]
fn an_edit_of_what_a_workbook_does_not_have_any_more_is_not_saved() {
    let (folder, path, edited) = edited_workbook();
    let settings = everything().1;
    let theirs = of_risk(|risk| risk.owner = "Data".into());
    let theirs = workbook_of(&theirs, &settings);
    fs::write(&path, &theirs).expect("it is written");
    for options in [WriteOptions::default(), WriteOptions::default().force(true)] {
        let error = save(&path, &edited, options).expect_err("it has changed");
        assert!(matches!(error, Error::Changed { .. }), "{error:?}");
        assert!(error.remedy().is_some());
    }
    assert!(fs::read(&path).expect("it is there") == theirs);
    assert_eq!(names(&folder), ["x.xlsx"]);
}

#[test]
fn an_edit_is_saved_with_nothing_beside_it_unless_it_is_a_dry_run() {
    let (folder, path, edited) = edited_workbook();
    let before = fs::read(&path).expect("it is there");
    let dry_run = WriteOptions::default().dry_run(true);
    assert_eq!(save(&path, &edited, dry_run).expect("it is allowed"), 1);
    assert!(fs::read(&path).expect("it is there") == before);
    save(&path, &edited, WriteOptions::default()).expect("it is allowed");
    let reading = open(&path, &ReadOptions::default()).expect("it is a register");
    assert!(reading.register == edited.after);
    assert_eq!(names(&folder), ["x.xlsx"]);
}

/// A register in one of the forms, on the disk, and the same with another owner of its risk.
fn in_forms() -> Vec<(TempDir, PathBuf, PathBuf)> {
    let settings = Settings::default();
    let register = |owner: &str| of_risk(|risk| risk.owner = owner.into());
    let made = |form: Form| {
        let folder = TempDir::new().expect("a folder");
        let paths = ["Web", "Data"].map(|owner| {
            let path = folder.path().join(owner);
            let (register, options) = (register(owner), WriteOptions::default());
            match form {
                Form::Folder => write_folder(&path, &register, &settings, options),
                Form::Json => write_json(&path, &register, &settings, options),
                _ => fs::write(&path, workbook_of(&register, &settings))
                    .map(|()| Vec::new())
                    .map_err(|error| panic!("{error}")),
            }
            .expect("it can be written");
            path
        });
        let [ours, theirs] = paths;
        (folder, ours, theirs)
    };
    [Form::Folder, Form::Json, Form::Workbook].map(made).into()
}

#[test]
fn a_register_that_was_opened_is_saved_as_one_that_is_read_again() {
    for (_folder, path, _) in in_forms() {
        let open = OpenRegister::open(&path, &ReadOptions::default()).expect("it is a register");
        let edited = edit(&path, "owner=Mobile");
        let (options, read) = (WriteOptions::default(), ReadOptions::default());
        let planned = open
            .save(&path, &edited, options.dry_run(true))
            .expect("it can be");
        assert_eq!(planned.len(), 1);
        assert!(open_at(&path) == edited.before);
        let settings = &open.reading.settings;
        let again = risk_core::save(&path, &edited, settings, &read, options.dry_run(true));
        assert_eq!(again.expect("it can be"), planned);
        assert_eq!(
            open.save(&path, &edited, options).expect("it can be"),
            planned
        );
        assert!(open_at(&path) == edited.after);
        // What it was opened as is not there any more.
        let error = open
            .save(&path, &edited, options)
            .expect_err("it has changed");
        assert!(is_changed(&error), "{error:?}");
        assert!(open_at(&path) == edited.after);
    }
}

#[test]
fn an_edit_is_not_saved_over_what_somebody_wrote_since_it_was_opened() {
    for (_folder, path, theirs) in in_forms() {
        let open = OpenRegister::open(&path, &ReadOptions::default()).expect("it is a register");
        let edited = edit(&path, "owner=Mobile");
        if path.is_dir() {
            fs::remove_dir_all(&path).expect("it can go");
        }
        fs::rename(&theirs, &path).expect("it can be moved");
        let error = open
            .save(&path, &edited, WriteOptions::default())
            .expect_err("it has changed");
        assert!(is_changed(&error), "{error:?}");
        assert_eq!(
            open_at(&path).risks().next().expect("one").stated().owner,
            "Data"
        );
    }
}

#[test]
fn json_that_was_laid_out_anew_since_it_was_opened_keeps_its_layout() {
    let [_, (_folder, path, _), _] = in_forms().try_into().expect("three forms");
    let open = OpenRegister::open(&path, &ReadOptions::default()).expect("it is a register");
    let edited = edit(&path, "owner=Mobile");
    let text = fs::read_to_string(&path)
        .expect("it is text")
        .replace("  ", "\t");
    fs::write(&path, &text).expect("it is written");
    open.save(&path, &edited, WriteOptions::default())
        .expect("it states the same");
    let expected = text.replace("\"Web\"", "\"Mobile\"");
    assert_eq!(fs::read_to_string(&path).expect("it is text"), expected);
}

fn open_at(path: &Path) -> Register {
    let reading = open(path, &ReadOptions::default());
    reading.expect("it is a register").register
}

/// Whether what stands somewhere has changed, in whichever file.
fn is_changed(error: &Error) -> bool {
    match error {
        Error::File { source, .. } => is_changed(source),
        error => matches!(error, Error::Changed { .. }),
    }
}

#[test]
fn a_workbook_that_somebody_has_open_is_written_only_by_force() {
    for (name, content) in [
        ("~$x.xlsx", "\u{3}Ada"),
        (
            ".~lock.x.xlsx#",
            "Ada,ada,vm,23.11.2026 05:04,file:///home/ada;",
        ),
    ] {
        let (folder, path, edited) = edited_workbook();
        let expected = folder.path().join(name);
        fs::write(&expected, content).expect("it is written");
        let before = fs::read(&path).expect("it is there");
        let settings = everything().1;
        let read = ReadOptions::default();
        for options in [
            WriteOptions::default(),
            WriteOptions::default().dry_run(true),
        ] {
            let written = write_workbook(&path, &edited.after, &settings, &read, options);
            for error in [save(&path, &edited, options).err(), written.err()] {
                let Some(Error::Locked { path: of, by, lock }) = error else {
                    panic!("{error:?}");
                };
                assert_eq!((of, lock), (path.clone(), expected.clone()));
                assert_eq!(by.as_deref(), Some("Ada"));
            }
        }
        assert!(fs::read(&path).expect("it is there") == before);
        save(&path, &edited, WriteOptions::default().force(true)).expect("it is forced");
        assert!(fs::read(&path).expect("it is there") != before);
        assert_eq!(names(&folder).len(), 2);
    }
}

#[test]
fn an_edit_that_changes_nothing_needs_no_leave() {
    let (folder, path, _) = edited_workbook();
    fs::write(folder.path().join("~$x.xlsx"), "").expect("it is written");
    let edited = edit(&path, "owner=Web");
    let files = save(&path, &edited, WriteOptions::default()).expect("nothing is written");
    assert_eq!(files, 0);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("it is there").mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(path, permissions).expect("it is ours");
    }

    #[test]
    fn the_mode_of_a_file_is_kept_also_where_it_is_read_only() {
        for kept in [0o600, 0o640, 0o664, 0o777, 0o444, 0o400] {
            let (folder, path) = file(b"old");
            set_mode(&path, kept);
            replace_file(&path, b"new").expect("it can be written");
            assert_eq!(mode(&path), kept, "{kept:o}");
            assert_eq!(names(&folder), ["x.xlsx"]);
        }
    }

    #[test]
    fn the_owner_of_a_file_is_kept_where_that_is_allowed() {
        let (_folder, path) = file(b"old");
        if chown(&path, Some(65534), Some(65534)).is_err() {
            return;
        }
        set_mode(&path, 0o640);
        replace_file(&path, b"new").expect("it can be written");
        let metadata = fs::metadata(&path).expect("it is there");
        assert_eq!((metadata.uid(), metadata.gid()), (65534, 65534));
        assert_eq!(mode(&path), 0o640);
    }

    #[test]
    fn a_link_is_followed_to_its_end_and_stays_a_link() {
        let (folder, path) = file(b"old");
        let elsewhere = TempDir::new().expect("a folder");
        let links = ["one", "two"].map(|name| elsewhere.path().join(name));
        symlink(&path, &links[0]).expect("a link");
        symlink("one", &links[1]).expect("a link");
        replace_file(&links[1], b"new").expect("it can be written");
        assert_eq!(fs::read(&path).expect("it is there"), b"new");
        assert!(links.iter().all(|link| link.is_symlink()));
        assert!(!path.is_symlink());
        assert_eq!(names(&elsewhere), ["one", "two"]);
        assert_eq!(names(&folder), ["x.xlsx"]);
    }

    #[test]
    fn a_link_that_leads_nowhere_or_in_a_circle_stays_as_it_is() {
        let folder = TempDir::new().expect("a folder");
        for target in ["missing", "x"] {
            let link = folder.path().join("x");
            symlink(target, &link).expect("a link");
            reason(replace_file(&link, b"new"));
            assert_eq!(fs::read_link(&link).expect("a link"), Path::new(target));
            assert_eq!(names(&folder), ["x"]);
            fs::remove_file(&link).expect("it is there");
        }
    }

    #[test]
    fn what_is_no_file_is_not_replaced_by_one() {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("x");
        let _socket = UnixListener::bind(&path).expect("a socket");
        let reason = reason(replace_file(&path, b"new"));
        assert_eq!(reason.to_string(), "it is not a regular file");
        assert!(!path.is_file());
        assert_eq!(names(&folder), ["x"]);
    }

    #[test]
    fn in_a_folder_that_is_read_only_a_file_stays_as_it_is() {
        let (folder, path) = file(b"old");
        set_mode(folder.path(), 0o555);
        // An administrator writes there all the same.
        if let Err(error) = replace_file(&path, b"new") {
            let reason = reason(Err::<(), _>(error));
            assert_eq!(reason.kind(), io::ErrorKind::PermissionDenied);
            assert_eq!(fs::read(&path).expect("it is there"), b"old");
        }
        set_mode(folder.path(), 0o755);
        assert_eq!(names(&folder), ["x.xlsx"]);
    }

    #[test]
    fn a_workbook_that_is_read_only_is_replaced_as_any_file_is_and_stays_read_only() {
        let (folder, path, edited) = edited_workbook();
        set_mode(&path, 0o444);
        let before = fs::read(&path).expect("it is there");
        save(&path, &edited, WriteOptions::default()).expect("it is saved");
        assert!(fs::read(&path).expect("it is there") != before);
        assert_eq!(mode(&path), 0o444);
        assert_eq!(names(&folder), ["x.xlsx"]);
    }

    #[test]
    fn a_lock_file_beside_a_link_or_where_it_leads_refuses_the_workbook() {
        let (folder, path, edited) = edited_workbook();
        let elsewhere = TempDir::new().expect("a folder");
        let link = elsewhere.path().join("link.xlsx");
        symlink(&path, &link).expect("a link");
        for lock in [
            elsewhere.path().join("~$link.xlsx"),
            elsewhere.path().join(".~lock.link.xlsx#"),
            folder.path().join("~$x.xlsx"),
            folder.path().join(".~lock.x.xlsx#"),
        ] {
            fs::write(&lock, "").expect("it is written");
            let error = save(&link, &edited, WriteOptions::default());
            assert!(
                matches!(&error, Err(Error::Locked { lock: found, by: None, .. }) if *found == lock),
                "{error:?}"
            );
            fs::remove_file(&lock).expect("it is there");
        }
        // These are of other workbooks.
        fs::write(elsewhere.path().join("~$x.xlsx"), "").expect("it is written");
        fs::write(folder.path().join("~$link.xlsx"), "").expect("it is written");
        save(&link, &edited, WriteOptions::default()).expect("nobody has it open");
        assert!(link.is_symlink());
        let reading = open(&path, &ReadOptions::default()).expect("it is a register");
        assert!(reading.register == edited.after);
    }

    #[test]
    fn a_lock_file_that_cannot_be_read_refuses_the_workbook_too() {
        let (folder, path, edited) = edited_workbook();
        let lock = folder.path().join("~$x.xlsx");
        let refused = || {
            let error = save(&path, &edited, WriteOptions::default());
            assert!(
                matches!(&error, Err(Error::Locked { by: None, .. })),
                "{error:?}"
            );
        };
        fs::create_dir(&lock).expect("it is made");
        refused();
        fs::remove_dir(&lock).expect("it is empty");
        symlink("missing", &lock).expect("a link");
        refused();
        fs::remove_file(&lock).expect("it is there");
        let _socket = UnixListener::bind(&lock).expect("a socket");
        refused();
        fs::remove_file(&lock).expect("it is there");
        fs::write(&lock, vec![0xFF; 100_000]).expect("it is written");
        refused();
    }
}
