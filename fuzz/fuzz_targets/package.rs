#![no_main]

use std::io::{Cursor, Read};

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use risk_fuzz::rearranged::rearranged;
use risk_fuzz::targets::stored;
use risk_fuzz::xlsx::Package;
use zip::ZipArchive;

fuzz_target!(|bytes: &[u8]| risk_fuzz::targets::package(bytes));

// A change of packed bytes is hardly ever more than damage, which their checksum tells. So what
// changes most often is the content of a part.
fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    match mutated(&bytes[..size], most, seed) {
        Some(package) => {
            bytes[..package.len()].copy_from_slice(&package);
            package.len()
        }
        None => fuzzer_mutate(bytes, size, most),
    }
});

/// The package with another content of one part; `None` where the bytes are to change as they are.
fn mutated(bytes: &[u8], most: usize, seed: u32) -> Option<Vec<u8>> {
    const SORTS: u32 = 16;
    let sort = seed % SORTS;
    let seed = seed / SORTS;
    let mut parts = parts(bytes)?;
    let number = seed as usize % parts.len().max(1);
    let (_, content) = parts.get_mut(number)?;
    match sort {
        0 => return None,
        1..4 => {
            let length = content.len();
            content.resize(most.max(length), 0);
            let changed = fuzzer_mutate(content, length, most.max(length));
            content.truncate(changed);
        }
        _ => *content = rearranged(str::from_utf8(content).ok()?, seed)?.into_bytes(),
    }
    let package = package(parts)?;
    (package.len() <= most).then_some(package)
}

/// The parts of a package; `None` where it is none, or larger than a fuzzer makes it.
fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    const LARGEST: u64 = 1 << 16;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for position in 0..archive.len() {
        let mut entry = archive.by_index(position).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut content = Vec::new();
        entry
            .by_ref()
            .take(LARGEST)
            .read_to_end(&mut content)
            .ok()?;
        parts.push((name, content));
    }
    Some(parts)
}

fn package(parts: Vec<(String, Vec<u8>)>) -> Option<Vec<u8>> {
    let names: std::collections::HashSet<&String> = parts.iter().map(|(name, _)| name).collect();
    if names.len() < parts.len() {
        return None;
    }
    let package = parts.into_iter();
    let package = package.fold(Package::empty(), |package, (name, content)| {
        package.part(&name, content)
    });
    Some(stored(&package))
}
