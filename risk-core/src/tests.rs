//! How many cases of a property are tried.

use proptest::prelude::ProptestConfig;

/// So many cases, unless the environment asks for another number.
pub fn cases(number: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(number),
    }
}
