//! Names of files that this crate would not have chosen.

use super::*;

fn noted(reference: &str, notes: &str) -> Risk {
    let mut risk = Risk::new(reference);
    risk.notes = notes.to_owned();
    risk
}

fn notes(register: &Register) -> Vec<String> {
    register.risks().map(|risk| risk.notes.clone()).collect()
}

#[test]
fn a_new_risk_follows_those_of_its_reference_whatever_their_files_are_called() {
    for file in ["risks/R1~2.toml", "risks/R1~5.toml", "risks/%521.toml"] {
        let folder = Folder::by_hand(&[(file, "notes = \"old\"\n")]);
        let reading = folder.read();
        for n in 1..4 {
            let register = changed(folder.read().register, |risks| {
                risks.push(noted("R1", &n.to_string()));
            });
            folder.write(&register, &reading.settings);
        }
        let reading = folder.read();
        assert_eq!(notes(&reading.register), ["old", "1", "2", "3"], "{file}");
        assert_eq!(folder.get(file), "notes = \"old\"\n");
    }
}

#[test]
fn a_file_can_state_its_reference() {
    let folder = Folder::by_hand(&[
        ("risks/anything.toml", "reference = \"R1\"\n"),
        ("risks/R1.toml", "notes = \"second\"\n"),
    ]);
    let reading = folder.read();
    let keys: Vec<String> = reading
        .register
        .risks()
        .map(|risk| risk.key().to_string())
        .collect();
    assert_eq!(keys, ["R1", "R1~2"]);
    let register = changed(reading.register, |risks| {
        for risk in risks {
            risk.owner = "me".into();
        }
    });
    folder.write(&register, &reading.settings);
    assert_eq!(folder.read().register, register);
    assert!(
        folder
            .get("risks/anything.toml")
            .starts_with("reference = \"R1\"\n")
    );
}

#[test]
fn a_file_name_that_cannot_be_decoded_is_taken_as_it_is() {
    let folder = Folder::by_hand(&[("risks/100%FF.toml", "notes = \"n\"\n")]);
    let reading = folder.read();
    assert_eq!(reading.register.risk_at(0).unwrap().reference, "100%FF");
    folder.change_risk(|risk| risk.notes = "m".into()).unwrap();
    assert_eq!(folder.get("risks/100%FF.toml"), "notes = \"m\"\n");
}

#[test]
fn files_that_are_no_records_are_left_alone() {
    let folder = Folder::by_hand(&[
        ("risks/.R1.toml.swp", "no toml"),
        ("risks/.hidden.toml", "no toml"),
        ("risks/README.md", "# Risks"),
        ("risks/R1.toml~", "no toml"),
    ]);
    let reading = folder.read();
    assert_eq!(reading.register.risks().len(), 0);
    let options = WriteOptions::default().remove(true);
    write_folder(
        folder.path(),
        &register_of(Vec::new()),
        &reading.settings,
        options,
    )
    .unwrap();
    assert_eq!(folder.files().len(), 5);
}
