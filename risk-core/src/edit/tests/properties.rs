//! What holds for every register and every edit.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::generators::{
    REFERENCES, TIDY, any_of, any_register, apply, assignment_text, edit, tidy_register,
};
use super::*;
use crate::record::Key;
use crate::register::ExtraValue;

/// Where one thing is not itself, such as a number that is none, its words are.
fn shown(register: &Register) -> String {
    format!("{register:?}")
        .split_once("component_names")
        .unwrap()
        .0
        .to_owned()
}

proptest! {
    #[test]
    fn no_text_makes_an_assignment_panic(text in any::<String>(), typed in assignment_text()) {
        for text in [text, typed] {
            let _ = text.parse::<LevelMapping>();
            if let Ok(assignment) = text.parse::<Assignment>() {
                prop_assert_eq!(assignment.to_string().parse(), Ok(assignment));
            }
        }
    }

    #[test]
    fn an_edit_that_is_refused_changes_nothing(
        register in any_register(),
        edits in vec(edit(), 0..6),
    ) {
        let mut editor = Editor::new(register);
        for edit in edits {
            let before = editor.clone();
            if let Err(error) = apply(&mut editor, &edit) {
                let (message, hint) = told(&error);
                prop_assert!(!message.contains('\n') && !hint.contains('\n'), "{message} {hint}");
                let (before, after) = (before.finish().unwrap(), editor.clone().finish().unwrap());
                prop_assert_eq!(shown(&before.after), shown(&after.after));
                prop_assert_eq!(before.lineage, after.lineage);
            }
        }
    }

    #[test]
    fn edits_tell_all_that_changed(register in any_register(), edits in vec(edit(), 0..6)) {
        let mut editor = Editor::new(register.clone());
        for edit in &edits {
            let _ = apply(&mut editor, edit);
        }
        let edited = editor.finish().unwrap();
        prop_assert_eq!(shown(&edited.before), shown(&register));
        prop_assert_eq!(edited.lineage.risks.len(), edited.after.risks().len());
        prop_assert_eq!(edited.lineage.components.len(), edited.after.components().len());
        if edited.changes.is_empty() {
            prop_assert_eq!(edited.after.scale(), register.scale());
            let fields = |register: &Register| -> Vec<_> {
                register.risks().map(|risk| serde_json::to_value(risk.stated()).unwrap()).collect()
            };
            prop_assert_eq!(fields(&edited.after), fields(&register));
        }
        for line in edited.lines() {
            prop_assert_ne!(&line.before, &line.after, "{:?}", line);
        }
    }

    #[test]
    fn changes_give_the_register_after_and_their_inverse_the_one_before(
        register in any_register(),
        edits in vec(edit(), 0..6),
    ) {
        let mut editor = Editor::new(register.clone());
        for edit in &edits {
            let _ = apply(&mut editor, edit);
        }
        let edited = editor.finish().unwrap();
        let again = Edited::apply(&register, &edited.changes).unwrap();
        prop_assert_eq!(&again.after, &edited.after);
        prop_assert_eq!(&again.lineage, &edited.lineage);
        let undone = Edited::apply(&edited.after, &edited.inverse().changes).unwrap();
        prop_assert_eq!(&undone.after, &register);
    }

    #[test]
    fn changes_between_any_two_registers_can_be_applied_and_taken_back(
        before in any_register(),
        after in any_register(),
    ) {
        let edited = Edited::by_key(before.clone(), after.clone());
        prop_assert_eq!(&Edited::apply(&before, &edited.changes).unwrap().after, &after);
        let undone = Edited::apply(&after, &edited.inverse().changes).unwrap();
        prop_assert_eq!(&undone.after, &before);
    }

    #[test]
    fn changes_of_another_register_are_refused_or_make_a_valid_one(
        register in any_register(),
        other in any_register(),
        edits in vec(edit(), 0..6),
    ) {
        let mut editor = Editor::new(register);
        for edit in &edits {
            let _ = apply(&mut editor, edit);
        }
        let changes = editor.finish().unwrap().changes;
        if let Ok(applied) = Edited::apply(&other, &changes) {
            let undone = Edited::apply(&applied.after, &applied.inverse().changes).unwrap();
            prop_assert_eq!(undone.after, other);
        }
    }

    #[test]
    fn without_edits_nothing_changed(register in any_register()) {
        let edited = Editor::new(register.clone()).finish().unwrap();
        prop_assert_eq!(edited.changes, []);
        prop_assert_eq!(shown(&edited.after), shown(&register));
        let identity = |count: usize| (0..count).map(Some).collect::<Vec<_>>();
        prop_assert_eq!(edited.lineage.risks, identity(register.risks().len()));
        prop_assert_eq!(edited.lineage.components, identity(register.components().len()));
    }

    #[test]
    fn renaming_there_and_back_gives_the_register_before(
        register in tidy_register(),
        name in select(TIDY),
        at in 0_usize..3,
    ) {
        let mut editor = Editor::new(register.clone());
        if let Some(risk) = register.risk_at(at) {
            editor.rename_risk(&risk.reference, "XYZ").unwrap();
            editor.rename_risk("xyz", &risk.reference).unwrap();
        }
        if editor.rename_component(name, "XYZ").is_ok() {
            editor.rename_component("xyz", name).unwrap();
        }
        let edited = editor.finish().unwrap();
        prop_assert_eq!(&edited.after, &register);
        prop_assert_eq!(edited.changes, []);
    }

    #[test]
    fn no_name_is_left_behind_by_a_rename(register in any_register(), at in 0_usize..5) {
        let Some(component) = register.component_at(at) else { return Ok(()) };
        let name = component.name.clone();
        let only = register.components().filter(|other| other.name == name).count() == 1;
        let mut editor = Editor::new(register);
        let named = only && !name.trim().is_empty();
        if named && editor.rename_component(&format!("{name}~1"), "XYZ").is_ok() {
            let after = editor.finish().unwrap().after;
            prop_assert!(after.risks().all(|risk| risk.component != name));
            for component in after.components() {
                prop_assert_ne!(&component.name, &name);
                prop_assert_ne!(&component.within, &name);
                let mut members = component.requires.iter().flatten().flat_map(|r| &r.members);
                prop_assert!(members.all(|member| *member != name));
            }
        }
    }

    #[test]
    fn what_is_set_is_what_is_read(text in any::<String>(), header in any::<String>()) {
        prop_assume!(!text.trim().is_empty());
        let set = |path: &str| Assignment::set(path, text.clone()).unwrap();
        let mut editor = risks(&["R01"]);
        let mitigation = Assignment::add("mitigations", text.clone()).unwrap();
        let texts = [set("notes"), set("description"), mitigation];
        editor.set_risk("R01", &texts).unwrap();
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        let path = format!("extra.\"{}\"", header.replace('"', "\"\""));
        let extra = Assignment::set(&path, quoted).unwrap();
        let has_extra = editor.set_risk("R01", &[extra]).is_ok();
        let risk = first_risk(editor);
        prop_assert_eq!(&risk.notes, &text);
        prop_assert_eq!(&risk.description, &text);
        prop_assert_eq!(&risk.mitigations[0].text, text.trim());
        if has_extra {
            let value = risk.extra.get(&Key::parse(&header));
            prop_assert_eq!(value, Some(&ExtraValue::Text(text)));
        }
    }

    #[test]
    fn the_next_reference_can_always_be_taken(references in vec(any_of(REFERENCES), 0..8)) {
        let references: Vec<&str> = references.iter().map(String::as_str).collect();
        let mut editor = risks(&references);
        let next = editor.next_reference();
        prop_assert_eq!(editor.add_risk(&[], None).map(|key| key.to_string()), Ok(next));
    }
}
