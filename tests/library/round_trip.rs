//! Whatever register a workbook can have is read as it was written.

use proptest::prelude::*;
use proptest::sample::select;
use risk_core::workbook::{ReadOptions, read};

use crate::reading::cases;
use crate::registers::register;
use crate::writer::{LAYOUTS, write};

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_register_is_read_as_it_was_written(register in register(), layout in select(&LAYOUTS[..])) {
        // The levels are of any sort, and may be of several scales.
        let mut options = ReadOptions::default();
        options.scale = Some(register.scale().clone());
        let reading = read(&write(&register, layout), &options).expect("it is a register");
        prop_assert_eq!(&reading.findings, &[]);
        let (title, _, components, risks) = reading.register.into_parts();
        let (expected_title, _, expected_components, expected_risks) = register.into_parts();
        prop_assert_eq!(title, expected_title);
        prop_assert_eq!(components, expected_components);
        prop_assert_eq!(risks, expected_risks);
    }
}
