//! Whatever a register states comes back from a new workbook as it was, or an error names what
//! would not.

use proptest::prelude::*;
use risk_core::workbook::{ReadOptions, create, read};
use risk_core::{Reading, Register, Settings};

use crate::create_extras::{agree, sorted};
use crate::create_mending::{named, without};
use crate::create_registers::{register, settings};
use crate::create_soundness::assert_sound;
use crate::reading::{cases, chain, today};

/// Reads a workbook with the settings of the register that it was made of.
pub fn read_back(workbook: &[u8], settings: &Settings) -> Reading {
    let mut options = ReadOptions::default();
    options.settings = settings.clone();
    match read(workbook, &options) {
        Ok(reading) => reading,
        Err(error) => panic!("{}", chain(&error)),
    }
}

/// The register with what is named taken out, until a workbook can be made of it, and the workbook.
pub fn mended(mut register: Register, settings: &Settings) -> (Register, Vec<u8>) {
    let mut taken = None;
    loop {
        match create(&register, settings) {
            Ok(workbook) => return (register, workbook),
            Err(error) => {
                let (record, field) = named(&error);
                let mended = without(register.clone(), &record, &field);
                assert_ne!(mended, register, "nothing is stated where {error}");
                // An entry that is taken out gives its number to the next one.
                if !field.ends_with(']') {
                    let next = Some((record, field));
                    assert_ne!(next, taken, "{error}, but that was taken out");
                    taken = next;
                }
                register = mended;
            }
        }
    }
}

/// The register with what records say beyond the model in an order of its own, unless the order is
/// one that columns can have.
fn comparable(register: Register, keeps_order: [bool; 2]) -> Register {
    let (title, scale, mut components, mut risks) = register.into_parts();
    let [of_components, of_risks] = keeps_order;
    let extras = components.iter_mut().map(|component| &mut component.extra);
    let of_components = extras.filter(|_| !of_components);
    let extras = risks.iter_mut().map(|risk| &mut risk.extra);
    for extra in of_components.chain(extras.filter(|_| !of_risks)) {
        *extra = sorted(extra);
    }
    Register::new(title, scale, components, risks).expect("no entry is blank")
}

/// Codes, messages and fingerprints of findings, without places, which only a workbook has.
fn said(reading: &Reading) -> Vec<(String, String, String)> {
    let without_place = |message: &str| match message.split_once(", at ") {
        Some((message, _)) => message.to_owned(),
        None => message.to_owned(),
    };
    let findings = reading.check(today());
    let mut said: Vec<_> = findings
        .iter()
        .map(|finding| {
            let code = finding.code().to_owned();
            (
                code,
                without_place(&finding.message),
                finding.fingerprint.clone(),
            )
        })
        .collect();
    said.sort();
    said
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn what_no_error_names_comes_back_as_it_was(register in register(), settings in settings()) {
        let (register, workbook) = mended(register, &settings);
        let back = read_back(&workbook, &settings);
        prop_assert_eq!(&back.findings, &[]);
        prop_assert_eq!(&back.settings, &settings);
        let keeps_order = [
            agree(register.components().map(|component| &component.stated().extra)),
            agree(register.risks().map(|risk| &risk.stated().extra)),
        ];
        let found = said(&back);
        let expected = said(&Reading::of(register.clone(), settings));
        prop_assert_eq!(
            comparable(back.register, keeps_order),
            comparable(register, keeps_order)
        );
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_same_register_gives_the_same_bytes(register in register(), settings in settings()) {
        let (register, workbook) = mended(register, &settings);
        let again = create(&register.clone(), &settings).expect("it could be made before");
        prop_assert!(again == workbook);
    }

    #[test]
    fn a_workbook_is_sound_whatever_is_in_it(register in register(), settings in settings()) {
        assert_sound(&mended(register, &settings).1);
    }
}
