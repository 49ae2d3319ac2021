//! What is written is read back, whatever it is.

use proptest::prelude::*;

use super::generate::{component, register, risk, settings};
use super::*;
use crate::Component;
use crate::tests::cases;

/// What identifies the findings of a register, whatever it was read from.
fn fingerprints(reading: &Reading) -> Vec<String> {
    let findings = reading.check(today()).into_iter();
    findings.map(|finding| finding.fingerprint).collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_register_written_into_a_folder_is_read_back(
        register in register(),
        settings in settings(),
    ) {
        let folder = Folder::of(&register, &settings);
        let reading = folder.read();
        prop_assert_eq!(&reading.findings, &[]);
        prop_assert_eq!(&reading.settings, &settings);
        let expected = Reading::of(sorted(register), settings.clone());
        prop_assert_eq!(&reading.register, &expected.register);
        prop_assert_eq!(fingerprints(&reading), fingerprints(&expected));
        let before = folder.files();
        prop_assert_eq!(folder.write(&reading.register, &settings), []);
        prop_assert_eq!(folder.files(), before);
    }

    #[test]
    fn a_register_written_into_json_is_read_back_in_its_order(
        register in register(),
        settings in settings(),
    ) {
        let folder = Folder::new();
        let path = folder.path().join("register.json");
        write_json(&path, &register, &settings, WriteOptions::default()).unwrap();
        let before = fs::read(&path).unwrap();
        let reading = read_json(&path).unwrap();
        prop_assert_eq!(&reading.findings, &[]);
        prop_assert_eq!(&reading.settings, &settings);
        prop_assert_eq!(&reading.register, &register);
        let expected = Reading::of(register.clone(), settings.clone());
        prop_assert_eq!(fingerprints(&reading), fingerprints(&expected));
        let again = write_json(&path, &register, &settings, WriteOptions::default()).unwrap();
        prop_assert_eq!(again, []);
        prop_assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_record_is_read_from_its_own_json(risk in risk(), component in component()) {
        let text = serde_json::to_string(&risk).unwrap();
        prop_assert_eq!(serde_json::from_str::<Risk>(&text).unwrap(), risk);
        let text = serde_json::to_string(&component).unwrap();
        prop_assert_eq!(serde_json::from_str::<Component>(&text).unwrap(), component);
    }

    #[test]
    fn writing_onto_another_register_gives_the_one_that_is_written(
        before in register(),
        after in register(),
        settings in settings(),
    ) {
        let folder = Folder::of(&before, &Settings::default());
        let options = WriteOptions::default().remove(true);
        write_folder(folder.path(), &after, &settings, options).unwrap();
        let reading = folder.read();
        prop_assert_eq!(&reading.findings, &[]);
        prop_assert_eq!(&reading.register, &sorted(after.clone()));
        prop_assert_eq!(&reading.settings, &settings);

        let path = folder.path().join("register.json");
        write_json(&path, &before, &Settings::default(), options).unwrap();
        write_json(&path, &after, &settings, options).unwrap();
        let reading = read_json(&path).unwrap();
        prop_assert_eq!(&reading.findings, &[]);
        prop_assert_eq!(&reading.register, &after);
        prop_assert_eq!(&reading.settings, &settings);
    }
}

#[test]
fn a_record_with_a_key_that_nobody_knows_is_refused() {
    let refused = |text| serde_json::from_str::<Risk>(text).unwrap_err().to_string();
    assert!(refused(r#"{"reference":"R1","impct":"High"}"#).starts_with("unknown field `impct`"));
    let two_spellings = refused(r#"{"extra":{"Date":1,"Date~1":2}}"#);
    assert!(two_spellings.starts_with("the column `Date~1` is written `Date`"));
}

#[test]
fn many_risks_of_one_long_reference_keep_their_order() {
    let reference = "long ".repeat(40);
    let risks = (1..=12).map(|n| {
        let mut risk = Risk::new(&reference);
        risk.notes = n.to_string();
        risk
    });
    let register = register_of(risks.collect());
    let folder = Folder::of(&register, &Settings::default());
    assert_eq!(folder.read().register, register);
}

#[test]
fn a_column_named_like_the_form_of_a_date_is_a_column() {
    for header in ["datetime", "error"] {
        let mut risk = Risk::new("R1");
        let value = crate::register::ExtraValue::Text("2027-03-31".into());
        risk.extra.insert(crate::record::Key::first(header), value);
        let register = register_of(vec![risk]);
        let folder = Folder::of(&register, &Settings::default());
        assert_eq!(
            folder.read().register,
            register,
            "{}",
            folder.get("risks/R1.toml")
        );
    }
}

#[test]
fn the_ends_of_lines_and_a_byte_order_mark_make_no_difference() {
    let text = "\u{feff}# note\r\ndescription = \"\"\"\r\none\r\ntwo\"\"\"\r\nnotes = \"x\"\r\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    let reading = folder.read();
    assert_eq!(reading.register.risk_at(0).unwrap().description, "one\ntwo");
    assert_eq!(folder.write(&reading.register, &reading.settings), []);
    assert_eq!(folder.get("risks/R1.toml"), text);
    folder.put("r.json", "\u{feff}{\"schema_version\":1}");
    read_json(&folder.path().join("r.json")).unwrap();
}
