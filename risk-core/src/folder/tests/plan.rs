//! The order in which files are changed.

use super::super::layout::Layout;
use super::super::record_files::RecordFiles;
use super::*;
use crate::disk::{carry_out, is_there};

fn planned(path: &str) -> Write {
    Write {
        path: path.to_owned(),
        kind: ChangeKind::Created,
        content: String::new(),
    }
}

#[test]
fn nothing_is_removed_unless_everything_is_written() {
    let folder = Folder::by_hand(&[("risks/R1.toml", "")]);
    let plan = Plan {
        writes: vec![
            planned("risks/there is no such folder/R3.toml"),
            planned("risks/R2.toml"),
        ],
        removals: vec!["risks/R1.toml".to_owned()],
        header: Some(planned("last.toml")),
    };
    carry_out(plan, folder.path(), WriteOptions::default()).unwrap_err();
    let left: Vec<PathBuf> = folder.files().into_keys().collect();
    let expected = [REGISTER_FILE, "risks/R1.toml", "risks/R2.toml"].map(PathBuf::from);
    assert_eq!(left, expected);
}

#[test]
fn the_header_is_written_when_everything_else_is_done() {
    let folder = Folder::by_hand(&[("risks/R1.toml", "")]);
    let plan = Plan {
        writes: Vec::new(),
        removals: vec!["risks/R2.toml".to_owned()],
        header: Some(planned("last.toml")),
    };
    let error = carry_out(plan, folder.path(), WriteOptions::default()).unwrap_err();
    assert!(matches!(error, Error::Write { .. }), "{error}");
    assert!(!folder.path().join("last.toml").exists());
}

#[test]
fn a_new_file_is_never_one_that_is_there() {
    // As where the system takes two spellings of a name for one, or somebody was faster.
    let folder = Folder::by_hand(&[("risks/R1.toml", "notes = \"theirs\"\n")]);
    let new = register_of(vec![Risk::new("R1")]);
    let mut plan = Plan::default();
    let is_there = is_there(folder.path());
    RecordFiles::<Risk>::new(&is_there, (&Register::default(), &[]), (&new, &[]))
        .plan(|_| None, &Layout::default(), &mut plan)
        .unwrap();
    let changes = carry_out(plan, folder.path(), WriteOptions::default()).unwrap();
    assert_eq!(changes[0].path, folder.path().join("risks/R1~2.toml"));
    assert_eq!(folder.get("risks/R1.toml"), "notes = \"theirs\"\n");
}
