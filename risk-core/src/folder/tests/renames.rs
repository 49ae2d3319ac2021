//! Saving an edit that gives a record another name into a folder.

use super::edits::{edited, edited_risks};
use super::save_folder::{save, three};
use super::*;
use crate::register::Component;

#[test]
fn a_renamed_risk_keeps_its_comments() {
    let folder = three();
    let edited = edited_risks(&folder.read().register, |risks| {
        risks[1].1.reference = "R9".into();
        risks[1].1.owner = "me".into();
    });
    let changes = save(&folder, &edited);
    assert_eq!(
        changes,
        ["Created risks/R9.toml", "Removed risks/R1~2.toml"]
    );
    let expected = "# second\nnotes = \"two\"\n\nowner = \"me\"\nticket = 7\n";
    assert_eq!(folder.get("risks/R9.toml"), expected);
}

#[test]
fn a_renamed_risk_whose_file_states_its_reference_states_the_new_one() {
    let text = "# top\n\nreference = 'R1' # said\n";
    let folder = Folder::by_hand(&[("risks/anything.toml", text)]);
    let renamed = |name: &str| {
        edited_risks(&folder.read().register, |risks| {
            name.clone_into(&mut risks[0].1.reference);
        })
    };
    save(&folder, &renamed("R2"));
    let expected = "# top\n\nreference = \"R2\" # said\n";
    assert_eq!(folder.get("risks/R2.toml"), expected);
    save(&folder, &renamed(""));
    assert_eq!(folder.get("risks/~1.toml"), "# top\n\n# said\n");
    assert_eq!(folder.files().len(), 2);
}

#[test]
fn a_risk_renamed_to_what_its_file_is_called_stays_in_it() {
    let folder = Folder::by_hand(&[("risks/R1.toml", "reference = 'other'\n")]);
    let edited = edited_risks(&folder.read().register, |risks| {
        risks[0].1.reference = "R1".into();
    });
    assert_eq!(save(&folder, &edited), ["Updated risks/R1.toml"]);
}

#[test]
fn a_name_that_no_file_can_have_is_stated_in_the_file() {
    let folder = three();
    let long = "long ".repeat(40);
    let edited = edited_risks(&folder.read().register, |risks| {
        risks[2].1.reference.clone_from(&long);
    });
    let changes = save(&folder, &edited);
    let created = changes[0].strip_prefix("Created ").unwrap();
    let expected = format!("reference = \"{long}\"\n\n# other\nnotes = \"other\"\n");
    assert_eq!(folder.get(created), expected);
    assert_eq!(changes[1..], ["Removed risks/R2.toml"]);
}

#[test]
fn a_change_of_case_alone_stays_in_its_file() {
    let folder = Folder::by_hand(&[("components/api.toml", "kind = \"api\" # kind\n")]);
    let renamed = |name: &str| {
        edited(&folder.read().register, |draft| {
            name.clone_into(&mut draft.components[0].1.name);
        })
    };
    assert_eq!(
        save(&folder, &renamed("API")),
        ["Updated components/api.toml"]
    );
    let expected = "name = \"API\"\n\nkind = \"api\" # kind\n";
    assert_eq!(folder.get("components/api.toml"), expected);
    assert_eq!(
        save(&folder, &renamed("api")),
        ["Updated components/api.toml"]
    );
    // What is stated stays stated.
    assert_eq!(
        folder.get("components/api.toml"),
        expected.replace("API", "api")
    );
}

#[test]
fn a_new_record_comes_after_one_that_has_its_name_since_a_change_of_case() {
    let folder = Folder::by_hand(&[("components/api.toml", "kind = \"first\"\n")]);
    let edited = edited(&folder.read().register, |draft| {
        draft.components[0].1.name = "API".into();
        draft.components.push((None, Component::new("API")));
    });
    let changes = save(&folder, &edited);
    let expected = [
        "Updated components/api.toml",
        "Created components/API~2.toml",
    ];
    assert_eq!(changes, expected);
}

#[test]
fn names_that_are_exchanged_exchange_no_comments() {
    let folder = three();
    let edited = edited_risks(&folder.read().register, |risks| {
        risks[0].1.reference = "R2".into();
        risks[2].1.reference = "R1".into();
    });
    let changes = save(&folder, &edited);
    // Nothing is written over a file whose record is not in its new one yet.
    let expected = [
        "Created risks/R2~2.toml",
        "Created risks/R1~3.toml",
        "Removed risks/R1.toml",
        "Removed risks/R2.toml",
    ];
    assert_eq!(changes, expected);
    assert_eq!(folder.get("risks/R2~2.toml"), "notes = \"one\" # first\n");
    assert_eq!(
        folder.get("risks/R1~3.toml"),
        "# other\nnotes = \"other\"\n"
    );
}
