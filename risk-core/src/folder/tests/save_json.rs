//! Saving an edit into a JSON file.

use super::edits::{edited, edited_risks};
use super::*;
use crate::edit::{Edited, Lineage};
use crate::register::Component;

const THREE: &str = concat!(
    r#"{"schema_version":1,"meta":{"exported":1.10},"risks":["#,
    r#"{"reference":"R2","x":{"y":[1,2]}},"#,
    r#"{"reference":"R1","notes":"one","ticket":1},"#,
    r#"{"reference":"R1","notes":"two","ticket":2}]}"#
);

fn three() -> (Folder, PathBuf, Register) {
    let folder = Folder::new();
    folder.put("r.json", THREE);
    let path = folder.path().join("r.json");
    let register = read_json(&path).unwrap().register;
    (folder, path, register)
}

fn save(path: &Path, edited: &Edited) -> Vec<FileChange> {
    let settings = Settings::default();
    let options = WriteOptions::default();
    let changes = save_json(path, edited, &settings, options).unwrap();
    assert_eq!(read_json(path).unwrap().register, edited.after);
    changes
}

#[test]
fn a_renamed_record_keeps_what_is_unknown_of_it() {
    let (folder, path, register) = three();
    let edited = edited_risks(&register, |risks| {
        risks[1].1.reference = "R9".into();
        risks[0].1.reference = "r2".into();
    });
    assert_eq!(save(&path, &edited).len(), 1);
    let text = folder.get("r.json");
    for part in [
        r#""meta":{"exported":1.10}"#,
        r#""x":{"y":[1,2]}"#,
        r#""ticket":1"#,
        r#"{"reference":"R1","notes":"two","ticket":2}"#,
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_removed_record_takes_what_is_unknown_of_it_with_it_and_no_other() {
    let (folder, path, register) = three();
    let edited = edited_risks(&register, |risks| _ = risks.remove(1));
    save(&path, &edited);
    let text = folder.get("r.json");
    let kept = r#"{"reference":"R1","notes":"two","ticket":2}"#;
    assert!(text.contains(kept) && !text.contains(r#""one""#), "{text}");
}

#[test]
fn records_stand_in_the_order_of_the_edit() {
    let (folder, path, register) = three();
    let edited = edited(&register, |draft| {
        draft.risks.reverse();
        draft.risks.insert(1, (None, Risk::new("R3")));
        draft.components.push((None, Component::new("DB")));
    });
    save(&path, &edited);
    let text = folder.get("r.json");
    let at = |part: &str| text.find(part).unwrap();
    assert!(at("\"ticket\":2") < at("R3") && at("R3") < at("\"ticket\":1"));
    assert!(at("\"ticket\":1") < at("\"x\""), "{text}");
}

#[test]
fn an_edit_that_changes_nothing_writes_nothing_into_json() {
    let (folder, path, register) = three();
    assert_eq!(save(&path, &edited_risks(&register, |_| {})), []);
    assert_eq!(folder.get("r.json"), THREE);
}

#[test]
fn an_edit_of_json_that_has_changed_since_is_refused() {
    let (folder, path, register) = three();
    let edit = |notes: &str| {
        edited_risks(&register, |risks| {
            notes.clone_into(&mut risks[0].1.notes);
        })
    };
    save(&path, &edit("mine"));
    let before = folder.get("r.json");
    let settings = Settings::default();
    let options = WriteOptions::default();
    let error = save_json(&path, &edit("yours"), &settings, options).unwrap_err();
    assert!(matches!(&error, Error::Changed { path: told } if *told == path));
    assert_eq!(folder.get("r.json"), before);
}

#[test]
fn an_edit_is_saved_only_where_json_is() {
    let folder = Folder::new();
    let path = folder.path().join("r.json");
    let edited = edited_risks(&register_of(Vec::new()), |_| {});
    let settings = Settings::default();
    let options = WriteOptions::default();
    let error = save_json(&path, &edited, &settings, options).unwrap_err();
    assert!(matches!(error, Error::Read { .. }), "{error}");
    assert!(!path.exists());
}

#[test]
fn a_dry_run_tells_the_change_of_json_and_makes_none() {
    let (folder, path, register) = three();
    let edited = edited_risks(&register, |risks| risks.clear());
    let settings = Settings::default();
    let dry = WriteOptions::default().dry_run(true);
    let changes = save_json(&path, &edited, &settings, dry).unwrap();
    assert_eq!(folder.get("r.json"), THREE);
    assert_eq!(save(&path, &edited), changes);
    assert_eq!(changes[0].kind, ChangeKind::Updated);
}

#[test]
fn a_lineage_that_does_not_fit_loses_no_record_of_json_that_is_to_be() {
    for origins in [Vec::new(), vec![Some(9); 3], vec![Some(0); 3]] {
        let (_folder, path, register) = three();
        let mut edited = edited_risks(&register, |risks| risks[1].1.notes.push('!'));
        edited.lineage = Lineage {
            components: vec![Some(3)],
            risks: origins,
        };
        save(&path, &edited);
    }
}

#[test]
fn a_list_that_cannot_be_rewritten_is_told_by_the_name_that_stands_there() {
    let text = r#"{"schema_version":1,"risks":[{"reference":"R1","mitigations":["a",5]}]}"#;
    let folder = Folder::new();
    folder.put("r.json", text);
    let path = folder.path().join("r.json");
    let edited = edited_risks(&read_json(&path).unwrap().register, |risks| {
        risks[0].1.reference = "R2".into();
        risks[0].1.mitigations.clear();
    });
    let settings = Settings::default();
    let options = WriteOptions::default();
    let error = save_json(&path, &edited, &settings, options).unwrap_err();
    assert!(error.to_string().contains("R1 mitigations"), "{error}");
    assert_eq!(folder.get("r.json"), text);
}
