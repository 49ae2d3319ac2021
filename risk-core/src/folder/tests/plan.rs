//! The order in which files are changed.

use super::super::plan::{Plan, Write};
use super::super::record_files::RecordFiles;
use super::*;
use crate::register::Record;

fn planned(path: PathBuf) -> Write {
    Write {
        path,
        kind: ChangeKind::Created,
        content: String::new(),
    }
}

#[test]
fn nothing_is_removed_unless_everything_is_written() {
    let folder = Folder::by_hand(&[("risks/R1.toml", "")]);
    let in_risks = |name: &str| folder.path().join(Risk::FOLDER).join(name);
    let mut plan = Plan::default();
    plan.remove(in_risks("R1.toml"));
    plan.write(planned(in_risks("there is no such folder/R3.toml")));
    plan.write(planned(in_risks("R2.toml")));
    plan.write_last(planned(folder.path().join("last.toml")));
    let options = WriteOptions::default();
    plan.carry_out(folder.path(), options).unwrap_err();
    let left: Vec<PathBuf> = folder.files().into_keys().collect();
    let expected = [REGISTER_FILE, "risks/R1.toml", "risks/R2.toml"].map(PathBuf::from);
    assert_eq!(left, expected);
}

#[test]
fn the_header_is_written_when_everything_else_is_done() {
    let folder = Folder::by_hand(&[("risks/R1.toml", "")]);
    let mut plan = Plan::default();
    plan.remove(folder.path().join("risks/R2.toml"));
    plan.write_last(planned(folder.path().join("last.toml")));
    let options = WriteOptions::default();
    let error = plan.carry_out(folder.path(), options).unwrap_err();
    assert!(matches!(error, Error::Write { .. }), "{error}");
    assert!(!folder.path().join("last.toml").exists());
}

#[test]
fn a_new_file_is_never_one_that_is_there() {
    // As where the system takes two spellings of a name for one, or somebody was faster.
    let folder = Folder::by_hand(&[("risks/R1.toml", "notes = \"theirs\"\n")]);
    let risk = Risk::new("R1");
    let mut plan = Plan::default();
    RecordFiles::new(folder.path(), [].into_iter(), [&risk].into_iter(), &[])
        .plan(&mut plan)
        .unwrap();
    let options = WriteOptions::default();
    let changes = plan.carry_out(folder.path(), options).unwrap();
    assert_eq!(changes[0].path, folder.path().join("risks/R1~2.toml"));
    assert_eq!(folder.get("risks/R1.toml"), "notes = \"theirs\"\n");
}
