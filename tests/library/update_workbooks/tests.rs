//! What is planned is what a reader finds, and a sound workbook.

use proptest::prelude::*;
use risk_core::workbook::{ReadOptions, read};
use risk_core::{Register, Scale};

use super::{fixed, plan};
use crate::reading::cases;
use crate::update_checker::problems;

/// The register of a workbook, whose levels are of any sort.
fn register_of(bytes: &[u8]) -> Register {
    let mut options = ReadOptions::default();
    options.scale = Some(Scale::default());
    read(bytes, &options).expect("it is a register").register
}

#[test]
fn fixed_workbooks_state_their_registers_and_are_sound() {
    for (name, plan) in fixed::all() {
        let made = plan.make();
        assert_eq!(problems(&made.bytes), [""; 0], "{name}");
        assert_eq!(register_of(&made.bytes), made.register, "{name}");
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_workbook_states_its_register_and_is_sound(plan in plan()) {
        let made = plan.make();
        prop_assert_eq!(problems(&made.bytes), [""; 0]);
        let (title, _, components, risks) = register_of(&made.bytes).into_parts();
        let (expected_title, _, expected_components, expected_risks) = made.register.into_parts();
        prop_assert_eq!(title, expected_title);
        prop_assert_eq!(components, expected_components);
        prop_assert_eq!(risks, expected_risks);
    }
}
