//! Numbers that documents repeat.

use std::fs;
use std::path::Path;

use risk_core::workbook::Limits;

/// A number with commas between thousands, as the documents write it.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let group = |(at, digit): (usize, char)| {
        let is_first_of_group = at > 0 && (digits.len() - at).is_multiple_of(3);
        is_first_of_group.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(group).collect()
}

#[test]
fn the_documents_list_every_limit_of_workbooks_with_its_number() {
    let limits = Limits::default();
    let numbers = [
        limits.file_bytes,
        limits.parts,
        limits.part_bytes,
        limits.total_bytes,
        limits.ratio,
        limits.cells,
        limits.text_bytes,
        limits.depth,
    ];
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for document in ["SECURITY.md", "docs/cli/README.md"] {
        let text = fs::read_to_string(repository.join(document)).unwrap();
        for (name, number) in Limits::NAMES.into_iter().zip(numbers) {
            let start = format!("| `{name}` |");
            let row = text.lines().find(|line| line.starts_with(&start));
            let number = format!("| {} |", grouped(number));
            assert!(
                row.is_some_and(|row| row.contains(&number)),
                "{document}: {name}"
            );
        }
    }
}
