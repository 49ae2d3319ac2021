//! Whatever register a workbook can have is read as it was written.

use proptest::prelude::*;
use proptest::sample::select;

use crate::reading::{cases, reading};
use crate::registers::register;
use crate::writer::{LAYOUTS, write};

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_register_is_read_as_it_was_written(register in register(), layout in select(&LAYOUTS[..])) {
        let reading = reading(&write(&register, layout));
        prop_assert_eq!(&reading.findings, &[]);
        let (title, _, components, risks) = reading.register.into_parts();
        let (expected_title, _, expected_components, expected_risks) = register.into_parts();
        prop_assert_eq!(title, expected_title);
        prop_assert_eq!(components, expected_components);
        prop_assert_eq!(risks, expected_risks);
    }
}
