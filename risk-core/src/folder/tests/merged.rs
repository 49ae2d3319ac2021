//! What stands in the files beside the records, of two sides.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::comments::{Note, annotate, change, note};
use super::generate::{register, settings};
use super::*;
use crate::tests::cases;
use crate::versions::{Conflict, Merge, MergeOptions, merge};

/// The files of a folder, as bytes.
fn bytes(folder: &Folder) -> Files {
    let mut files = Files::default();
    for (path, text) in folder.files() {
        files.insert(path.to_str().unwrap(), text);
    }
    files
}

fn copy(folder: &Folder) -> Folder {
    let copy = Folder::new();
    for (path, text) in folder.files() {
        copy.put(path.to_str().unwrap(), text);
    }
    copy
}

/// Merges folders: what came of them, and the files of ours with it.
fn merged([base, ours, theirs]: [&Folder; 3]) -> (Merge, Files) {
    let [base, other] = [base, theirs].map(Folder::read);
    let (mut files, own) = (bytes(ours), ours.read());
    let merge = merge(&base, &own, &other, MergeOptions::default()).unwrap();
    let mut plan = put_edit(&files, &merge.edited, &own.settings).unwrap();
    plan.writes
        .retain(|write| !write.path.starts_with(schema::FOLDER));
    files.apply(plan);
    (merge, files)
}

/// Removes comments that stand on lines of their own.
fn uncomment(folder: &Folder, which: &[Index]) {
    for (path, text) in folder.files() {
        let lines: Vec<&str> = text.split('\n').collect();
        let gone: HashSet<usize> = which.iter().map(|at| at.index(lines.len())).collect();
        let is_gone = |at: usize, line: &str| gone.contains(&at) && line.starts_with("  # note");
        let kept = lines.iter().enumerate();
        let kept = kept.filter(|(at, line)| !is_gone(*at, line));
        let kept: Vec<&str> = kept.map(|(_, line)| *line).collect();
        folder.put(path.to_str().unwrap(), kept.join("\n"));
    }
}

fn notes() -> impl Strategy<Value = Vec<(Index, Note)>> {
    vec((any::<Index>(), note()), 0..12)
}

/// Whether each record has a name of its own, so that all know which is which.
fn is_clear(register: &Register) -> bool {
    let risks = register.risks().map(|risk| risk.key());
    let components = register.components().map(|component| component.key());
    let mut names = risks.chain(components);
    names.all(|key| key.occurrence() == 1 && !key.name().trim().is_empty())
}

fn is_unknown(conflict: &Conflict) -> bool {
    let field = conflict.field.as_deref();
    field.is_some_and(|field| field.contains("note_"))
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn what_both_sides_wrote_beside_their_records_is_in_what_came_of_both(
        register in register().prop_filter("names", is_clear),
        settings in settings(),
        notes in [notes(), notes(), notes()],
        styles in (any::<u8>(), prop_oneof![Just(0), any::<u8>()]),
        removed in vec(any::<Index>(), 0..40),
        changes in vec(proptest::option::of(change().boxed()), 2),
    ) {
        let base = Folder::of(&register, &settings);
        annotate(&base, (0, &notes[0]), styles.0);
        let (ours, theirs) = (copy(&base), copy(&base));
        annotate(&ours, (100, &notes[1]), styles.1);
        annotate(&theirs, (200, &notes[2]), 0);
        uncomment(&theirs, &removed);
        for (folder, change) in [&ours, &theirs].into_iter().zip(changes) {
            let Some(change) = change else { continue };
            let Reading { register, mut settings, .. } = folder.read();
            let register = change.make(register, &mut settings);
            folder.write(&register, &settings);
        }

        let (merge, files) = merged([&base, &ours, &theirs]);
        let out = read(&files).unwrap();
        prop_assert_eq!(&out.register, &merge.edited.after);
        // Else ours has comments elsewhere, or with more behind them.
        let is_in_place = styles.1 == 0 && notes[1].iter().all(|(_, note)| matches!(note, Note::Line(_)));
        for path in base.files().keys().map(|path| path.to_str().unwrap()) {
            let out = String::from_utf8(files.get(path).unwrap().to_vec()).unwrap();
            let [before, ours, theirs] = [&base, &ours, &theirs].map(|folder| folder.get(path));
            for n in 0..300 {
                for mark in [format!("# note {n}."), format!("note_{n:02} ="), format!("[note_{n:02}]")] {
                    let [now, one, other] = [&out, &ours, &theirs].map(|text| text.matches(&mark).count());
                    // Both wrote into a table that nothing is known of, which is one value.
                    let is_in_conflict = !mark.starts_with('#') && merge.conflicts.iter().any(is_unknown);
                    let is_right = if is_in_conflict {
                        now > 0 || one == 0
                    } else if n >= 100 {
                        now == one + other
                    } else if one > 0 && other > 0 {
                        now > 0
                    } else {
                        now == 0 || !is_in_place
                    };
                    prop_assert!(is_right, "{mark} in\n{out}\nwas\n{before}\nours\n{ours}\ntheirs\n{theirs}");
                }
            }
        }
        // What only one side touched is as that side has it.
        for (path, was) in bytes(&base).iter() {
            let theirs = bytes(&theirs).get(path).map(<[u8]>::to_vec);
            if bytes(&ours).get(path) == Some(was) && merge.conflicts.is_empty() {
                prop_assert_eq!(files.get(path), theirs.as_deref(), "{}", path);
            }
        }
    }

    #[test]
    fn what_one_side_alone_wrote_is_the_result(
        register in register().prop_filter("names", is_clear),
        settings in settings(),
        notes in [notes(), notes()],
        styles in any::<[u8; 2]>(),
    ) {
        let base = Folder::of(&register, &settings);
        annotate(&base, (0, &notes[0]), styles[0]);
        let other = copy(&base);
        annotate(&other, (100, &notes[1]), styles[1]);
        for versions in [[&base, &base, &other], [&base, &other, &base], [&base, &other, &other]] {
            let (merge, files) = merged(versions);
            prop_assert!(merge.conflicts.is_empty(), "{:?}", merge.conflicts);
            prop_assert_eq!(&files, &bytes(&other));
        }
    }
}
