#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use risk_fuzz::rearranged::rearranged;

fuzz_target!(|bytes: &[u8]| risk_fuzz::targets::rich_text(bytes));

fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    let other = str::from_utf8(&bytes[..size]).ok();
    let other = other.filter(|_| seed.is_multiple_of(2));
    let other = other.and_then(|xml| rearranged(xml, seed / 2));
    match other.filter(|other| other.len() <= most) {
        Some(other) => {
            bytes[..other.len()].copy_from_slice(other.as_bytes());
            other.len()
        }
        None => fuzzer_mutate(bytes, size, most),
    }
});
