//! Saving an edit into a folder.

use super::edits::{edited, edited_risks};
use super::*;
use crate::edit::{Edited, Lineage};
use crate::error::Remedy;
use crate::register::Component;

/// What `write_folder` writes at the top of a risk.
const TOP: &str = "#:schema ../.schema/risk.json\n";

/// Saves an edit, reads it back, and returns the changes.
pub fn save(folder: &Folder, edited: &Edited) -> Vec<String> {
    let settings = folder.read().settings;
    let options = WriteOptions::default();
    let changes = save_folder(folder.path(), edited, &settings, options).unwrap();
    assert_eq!(folder.read().register, sorted(edited.after.clone()));
    told(folder, &changes)
}

/// Changes as a person would tell them. Those of schemas are left out.
fn told(folder: &Folder, changes: &[FileChange]) -> Vec<String> {
    let told = changes.iter().map(|change| {
        let path = change.path.strip_prefix(folder.path()).unwrap();
        format!("{:?} {}", change.kind, path.display())
    });
    told.filter(|line| !line.contains(".schema")).collect()
}

/// Three risks, two of one reference, as a person wrote them.
pub fn three() -> Folder {
    Folder::by_hand(&[
        ("risks/R1.toml", "notes = \"one\" # first\n"),
        ("risks/R1~2.toml", "# second\nnotes = \"two\"\nticket = 7\n"),
        ("risks/R2.toml", "# other\nnotes = \"other\"\n"),
    ])
}

#[test]
fn a_changed_record_keeps_its_file_and_its_comments() {
    let folder = three();
    let before = folder.files();
    let edited = edited_risks(&folder.read().register, |risks| {
        risks[0].1.notes = "1".into();
    });
    assert_eq!(save(&folder, &edited), ["Updated risks/R1.toml"]);
    assert_eq!(folder.get("risks/R1.toml"), "notes = \"1\" # first\n");
    let others = ["risks/R1~2.toml", "risks/R2.toml", "register.toml"];
    for name in others {
        assert_eq!(folder.get(name), before[Path::new(name)]);
    }
}

#[test]
fn a_removed_record_leaves_the_file_of_the_next_of_its_name_alone() {
    let folder = three();
    let before = folder.files();
    let edited = edited_risks(&folder.read().register, |risks| _ = risks.remove(0));
    assert_eq!(save(&folder, &edited), ["Removed risks/R1.toml"]);
    assert_eq!(
        folder.get("risks/R1~2.toml"),
        before[Path::new("risks/R1~2.toml")]
    );
    // And a new one of that name comes after it.
    let edited = edited_risks(&folder.read().register, |risks| {
        risks.insert(1, (None, Risk::new("R1")));
    });
    assert_eq!(save(&folder, &edited), ["Created risks/R1~3.toml"]);
}

#[test]
fn a_component_in_other_case_in_place_of_a_removed_one_has_a_file_of_its_own() {
    let folder = Folder::by_hand(&[("components/api.toml", "# old\n")]);
    let edited = edited(&folder.read().register, |draft| {
        draft.components = vec![(None, Component::new("API"))];
    });
    let changes = save(&folder, &edited);
    assert!(
        changes[0].starts_with("Created components/API-"),
        "{changes:?}"
    );
    assert_eq!(changes[1..], ["Removed components/api.toml"]);
}

#[test]
fn a_record_in_place_of_a_removed_one_of_its_name_has_its_file() {
    let folder = three();
    let mut new = Risk::new("R2");
    new.notes = "new".into();
    let edited = edited_risks(&folder.read().register, |risks| risks[2] = (None, new));
    assert_eq!(save(&folder, &edited), ["Updated risks/R2.toml"]);
    assert_eq!(
        folder.get("risks/R2.toml"),
        format!("{TOP}\nnotes = \"new\"\n")
    );

    let edited = edited_risks(&folder.read().register, |risks| {
        risks[2].0 = None;
        risks[0].1.notes.push('!');
    });
    assert_eq!(save(&folder, &edited), ["Updated risks/R1.toml"]);

    let edited = edited_risks(&folder.read().register, |risks| {
        risks.remove(2);
        risks[0].1.reference = "R2".into();
    });
    let changes = save(&folder, &edited);
    assert_eq!(changes, ["Updated risks/R2.toml", "Removed risks/R1.toml"]);
    assert_eq!(folder.get("risks/R2.toml"), "notes = \"one!\" # first\n");
}

#[test]
fn a_record_before_another_of_its_name_is_read_before_it() {
    let folder = three();
    let text = "notes = \"two\" # no line break";
    folder.put("risks/R1~2.toml", text);
    let edited = edited_risks(&folder.read().register, |risks| {
        risks.insert(1, (None, Risk::new("R1")));
    });
    let changes = save(&folder, &edited);
    let expected = [
        "Created risks/R1~3.toml",
        "Created risks/R1~4.toml",
        "Removed risks/R1~2.toml",
    ];
    assert_eq!(changes, expected);
    assert_eq!(folder.get("risks/R1~4.toml"), text);
}

#[test]
fn a_record_that_moves_to_a_file_that_cannot_tell_its_name_states_it() {
    let folder = Folder::by_hand(&[
        ("risks/R1.toml", "# one\n"),
        ("risks/R1~2.toml", "reference = 'other'\n"),
        ("risks/R1~3.toml", "reference = 'another'\n"),
    ]);
    let edited = edited_risks(&folder.read().register, |risks| {
        risks.insert(0, (None, Risk::new("R1")));
    });
    let changes = save(&folder, &edited);
    let moved = changes[1].strip_prefix("Created ").unwrap();
    assert_eq!(folder.get(moved), "# one\n\nreference = \"R1\"\n");
}

#[test]
fn blank_references_are_told_apart() {
    let folder = Folder::by_hand(&[
        ("risks/~1.toml", "reference = 'A'\n"),
        ("risks/~2.toml", "# two\n"),
        ("risks/~3.toml", "# three\n"),
    ]);
    let edited = edited_risks(&folder.read().register, |risks| {
        risks.retain(|(origin, _)| *origin != Some(0));
        risks.push((None, Risk::new("")));
        risks.push((Some(2), Risk::new("")));
    });
    save(&folder, &edited);
    let edited = edited_risks(&folder.read().register, |risks| {
        risks.remove(0);
        risks[0].1.reference = "A".into();
    });
    save(&folder, &edited);
}

#[test]
fn a_blank_reference_never_takes_a_file_that_cannot_tell_it() {
    let folder = Folder::by_hand(&[("risks/~1.toml", "reference = 'A'\n")]);
    let edited = edited_risks(&folder.read().register, |risks| {
        risks.insert(0, (None, Risk::new("")));
    });
    assert_eq!(save(&folder, &edited), ["Created risks/~2.toml"]);
}

#[test]
fn the_title_is_changed_in_the_header_alone() {
    let folder = three();
    folder.put(REGISTER_FILE, "# ours\nschema_version = 1\n");
    let edited = edited(&folder.read().register, |draft| draft.title = "T".into());
    assert_eq!(save(&folder, &edited), ["Updated register.toml"]);
    let expected = "# ours\nschema_version = 1\n\ntitle = \"T\"\n";
    assert_eq!(folder.get(REGISTER_FILE), expected);
}

#[test]
fn an_edit_that_changes_nothing_writes_nothing() {
    let folder = three();
    let before = folder.files();
    let nothing = edited_risks(&folder.read().register, |_| {});
    assert_eq!(save(&folder, &nothing), [""; 0]);
    // The order of records of different names is that of their names.
    let moved = edited_risks(&folder.read().register, |risks| risks.rotate_right(1));
    assert_eq!(save(&folder, &moved), [""; 0]);
    let again = edited_risks(&folder.read().register, |risks| risks[2].0 = None);
    assert_eq!(save(&folder, &again), [""; 0]);
    assert_eq!(folder.files(), before);
    assert!(!folder.path().join(".schema").exists());
}

#[test]
fn an_edit_of_what_has_changed_since_is_refused() {
    let folder = three();
    let reading = folder.read();
    let edit = |notes: &str| {
        edited_risks(&reading.register, |risks| {
            notes.clone_into(&mut risks[2].1.notes);
        })
    };
    save(&folder, &edit("mine"));
    let before = folder.files();
    let save = |edited: &Edited, settings: &Settings| {
        let options = WriteOptions::default();
        let error = save_folder(folder.path(), edited, settings, options).unwrap_err();
        assert_eq!(folder.files(), before);
        error
    };
    let error = save(&edit("yours"), &reading.settings);
    assert!(matches!(error, Error::Changed { .. }), "{error}");
    let expected = format!("{} has changed since it was read", folder.path().display());
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.remedy(), Some(Remedy::TryAgain));

    // So do settings that somebody else changed.
    let mut settings = reading.settings;
    settings
        .severities
        .set("unrated", crate::check::Severity::Off)
        .unwrap();
    let edited = edited_risks(&folder.read().register, |risks| _ = risks.pop());
    let error = save(&edited, &settings);
    assert!(matches!(error, Error::Changed { .. }), "{error}");
}

#[test]
fn an_edit_is_saved_only_where_a_register_is() {
    let folder = Folder::new();
    let edited = edited_risks(&register_of(Vec::new()), |_| {});
    let settings = Settings::default();
    let options = WriteOptions::default();
    let error = save_folder(folder.path(), &edited, &settings, options).unwrap_err();
    assert!(matches!(error, Error::NotARegister { .. }), "{error}");
}

#[test]
fn a_dry_run_tells_every_change_of_an_edit_and_makes_none() {
    let folder = three();
    let before = folder.files();
    let reading = folder.read();
    let edited = edited(&reading.register, |draft| {
        draft.title = "T".into();
        draft.risks[1].1.reference = "R9".into();
        draft.risks.remove(0);
        draft.components.push((None, Component::new("API")));
    });
    let dry = WriteOptions::default().dry_run(true);
    let changes = save_folder(folder.path(), &edited, &reading.settings, dry).unwrap();
    assert_eq!(folder.files(), before);
    assert!(!folder.path().join("components").exists());
    let expected = [
        "Created components/API.toml",
        "Created risks/R9.toml",
        "Removed risks/R1~2.toml",
        "Removed risks/R1.toml",
        "Updated register.toml",
    ];
    assert_eq!(told(&folder, &changes), expected);
    assert_eq!(save(&folder, &edited), expected);
}

#[test]
fn a_lineage_that_does_not_fit_loses_no_record_that_is_to_be() {
    let origins: [&[Option<usize>]; 3] = [&[], &[Some(9), Some(8), None], &[Some(0); 3]];
    for origins in origins {
        let folder = three();
        let mut edited = edited_risks(&folder.read().register, |risks| {
            risks[1].1.notes.push('!');
        });
        edited.lineage = Lineage {
            components: vec![Some(3)],
            risks: origins.to_vec(),
        };
        save(&folder, &edited);
    }
}

#[test]
fn a_list_that_cannot_be_rewritten_refuses_the_whole_edit() {
    let text = "mitigations = [\"a\", 5]\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text), ("risks/R2.toml", "")]);
    let before = folder.files();
    let edited = edited_risks(&folder.read().register, |risks| {
        risks[0].1.reference = "R3".into();
        risks[0].1.mitigations.clear();
        risks.remove(1);
    });
    let settings = Settings::default();
    let options = WriteOptions::default();
    let error = save_folder(folder.path(), &edited, &settings, options).unwrap_err();
    assert!(
        error.to_string().contains("risks/R1.toml mitigations"),
        "{error}"
    );
    assert_eq!(folder.files(), before);

    let renamed = edited_risks(&folder.read().register, |risks| {
        risks[0].1.reference = "R3".into();
    });
    save(&folder, &renamed);
    assert_eq!(folder.get("risks/R3.toml"), text);
}
