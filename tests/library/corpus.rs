//! Real workbooks, in a folder that the environment names: each is read, or refused with words
//! that help.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use risk_core::workbook::{ReadOptions, read};
use risk_core::{Error, Location, Reading};

use crate::reading::{chain, path_in, say, today};

/// Where the folder with real workbooks is.
pub const CORPUS: &str = "RISK_CORPUS";

/// The `.xlsx` files below a folder.
pub fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "xlsx")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What became of a workbook, in a line, after checking that a person can act on it.
fn outcome(result: Result<Reading, Error>) -> String {
    match result {
        Ok(reading) => {
            let findings = reading.check(today());
            for finding in &findings {
                assert!(
                    matches!(
                        finding.location,
                        Location::Cell { .. } | Location::Sheet { .. }
                    ),
                    "{finding:?}"
                );
                assert!(!finding.message.is_empty());
            }
            let (risks, findings) = (reading.register.risks().len(), findings.len());
            format!("{risks} risks, {findings} findings")
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            let is_question = matches!(error, Error::Unclear { .. } | Error::Encrypted);
            assert!(!is_question || error.remedy().is_some(), "{error:?}");
            chain(&error)
        }
    }
}

#[test]
fn every_real_workbook_is_read_or_refused_with_words_that_help() {
    let Some(corpus) = path_in(CORPUS) else {
        return;
    };
    let workbooks = workbooks(&corpus);
    assert!(
        !workbooks.is_empty(),
        "there are workbooks in {}",
        corpus.display()
    );
    for path in workbooks {
        let bytes = fs::read(&path).expect("the file can be read");
        let outcome = outcome(read(&bytes, &ReadOptions::default()));
        let name = path
            .strip_prefix(&corpus)
            .unwrap_or(&path)
            .display()
            .to_string();
        say(&format!("{name:<80} {outcome}"));
    }
}

/// The readings and errors of the registers, by the names of their files.
fn registers() -> Option<BTreeMap<String, Result<Reading, Error>>> {
    let folder = path_in(CORPUS)?.join("registers");
    let registers = workbooks(&folder).into_iter().map(|path| {
        let bytes = fs::read(&path).expect("the file can be read");
        let name = path.file_stem().expect("it has a name").to_string_lossy();
        (name.into_owned(), read(&bytes, &ReadOptions::default()))
    });
    Some(registers.collect())
}

#[test]
fn what_is_clear_in_a_real_register_is_read() {
    let Some(registers) = registers() else {
        return;
    };
    let reading = |name: &str| {
        registers[name]
            .as_ref()
            .unwrap_or_else(|error| panic!("{error}"))
    };
    let cooling = &reading("datacentre-cooling-fmea").register;
    assert_eq!(cooling.risks().len(), 18);
    let observed = cooling.risks().filter(|risk| !risk.observations.is_empty());
    assert_eq!(
        observed.count(),
        18,
        "merged cells count in each of their rows"
    );
    let recovery = &reading("dr-bcp-risk-register").register;
    let rating = recovery.scale().rating();
    let ratings: Vec<_> = recovery
        .risks()
        .map(|r| r.rating().map(|r| rating.label(r)))
        .collect();
    assert_eq!(ratings, [Some("Critical"), Some("High")]);
    assert_eq!(reading("tpm-risk-log").register.risks().len(), 0);
}

#[test]
fn what_is_not_clear_in_a_real_workbook_is_asked() {
    let Some(registers) = registers() else {
        return;
    };
    for name in ["sweettube-risks", "tpm-risk-scorecard"] {
        let result = &registers[name];
        assert!(
            matches!(result, Err(Error::Unclear { .. })),
            "{name}: {result:?}"
        );
    }
}
