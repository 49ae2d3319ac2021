#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use risk_fuzz::rearranged::rearrange;

fuzz_target!(|bytes: &[u8]| risk_fuzz::targets::sheet(bytes));

fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    rearrange(bytes, size, most, seed).unwrap_or_else(|| fuzzer_mutate(bytes, size, most))
});
