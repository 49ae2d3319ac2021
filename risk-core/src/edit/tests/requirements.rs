//! What components require, and what they are within.

use super::*;
use crate::register::Origin;

fn editor() -> Editor {
    components(&["API", "Postgres", "Redis A", "Redis B", "Zone A", "DB;1"])
}

#[track_caller]
fn required(texts: &[&str]) -> Option<Vec<Requirement>> {
    required_after(&[], texts)
}

/// What a second command leaves of what a first one stated.
#[track_caller]
fn required_after(before: &[&str], texts: &[&str]) -> Option<Vec<Requirement>> {
    let mut editor = editor();
    for texts in [before, texts] {
        editor.set_component("API", &assignments(texts)).unwrap();
    }
    let after = editor.finish().unwrap().after;
    after.component_at(0).unwrap().requires.clone()
}

#[track_caller]
fn refused(texts: &[&str]) -> EditError {
    editor()
        .set_component("API", &assignments(texts))
        .unwrap_err()
}

#[test]
fn requirements_are_set_by_the_grammar_with_the_declared_spelling() {
    let expected = vec![
        Requirement::of("Postgres"),
        Requirement::some_of(1, ["Redis A", "Redis B"]).soft(),
        Requirement::of("DB;1"),
    ];
    let text = "requires=postgres; soft: 1 of (redis a, Redis B); \"DB;1\"";
    assert_eq!(required(&[text]), Some(expected));
}

#[test]
fn none_says_that_nothing_is_needed_and_nothing_that_nobody_has_said() {
    assert_eq!(required(&["requires=none"]), Some(vec![]));
    let mut editor = editor();
    for text in ["requires+=Postgres", "requires="] {
        editor.set_component("API", &assignments(&[text])).unwrap();
    }
    let after = editor.finish().unwrap().after;
    assert_eq!(after.component_at(0).unwrap().requires, None);
}

#[test]
fn requirements_are_added_replaced_and_taken_out() {
    let [postgres, redis] = ["Postgres", "Redis A"].map(Requirement::of);
    let added = required(&["requires+=Postgres", "requires+=Redis A"]);
    assert_eq!(added, Some(vec![postgres.clone(), redis.clone()]));
    let replaced = required_after(&["requires=Postgres; Redis B"], &["requires[2]=redis a"]);
    assert_eq!(replaced, Some(vec![postgres.clone(), redis]));
    let taken_out = required_after(&["requires=Redis B; Postgres"], &["requires[1]="]);
    assert_eq!(taken_out, Some(vec![postgres]));
    let none = required_after(&["requires=Postgres"], &["requires[1]="]);
    assert_eq!(none, Some(vec![]));
}

#[test]
fn an_entry_of_a_list_that_the_same_command_sets_is_refused() {
    let error = refused(&["requires=Postgres; Redis B", "requires[2]=Redis A"]);
    assert_told(&error, "`requires[2]` is set twice", "");
}

#[test]
fn the_last_requirement_that_was_assumed_leaves_unknown_what_is_needed() {
    let taken_out = |origins: &[Origin], paths: &[&str]| {
        let mut editor = editor();
        let names = ["Postgres", "Redis A"];
        let mut api = Component::new("API");
        let requires = names.iter().zip(origins).map(|(name, origin)| Requirement {
            origin: origin.clone(),
            ..Requirement::of(*name)
        });
        api.requires = Some(requires.collect());
        editor
            .update_component("API", |component| component.requires = api.requires)
            .unwrap();
        editor.set_component("API", &assignments(paths)).unwrap();
        editor
            .finish()
            .unwrap()
            .after
            .component_at(0)
            .unwrap()
            .requires
            .clone()
    };
    let assumed = Origin::Assumed("compose.yaml".to_owned());
    let both = ["requires[1]=", "requires[2]="];
    assert_eq!(taken_out(std::slice::from_ref(&assumed), &both[..1]), None);
    assert_eq!(taken_out(&[assumed.clone(), assumed.clone()], &both), None);
    // Who takes out what a person stated knows that nothing else is needed.
    for origins in [
        [Origin::Declared, assumed.clone()],
        [assumed, Origin::Declared],
    ] {
        assert_eq!(taken_out(&origins, &both), Some(vec![]));
    }
}

#[test]
fn what_is_not_the_grammar_is_told_with_its_position() {
    let error = refused(&["requires=Postgres, Redis A"]);
    assert_eq!(
        error.to_string(),
        "`Postgres, Redis A` is not a list of requirements: expected `;` between requirements at \
         character 9"
    );
    assert!(error.hint().unwrap().contains("1 of (Redis A, Redis B)"));
    assert!(matches!(
        refused(&["requires+="]),
        EditError::Requirements { .. }
    ));
    assert!(matches!(
        refused(&["requires=Postgres", "requires[1]= "]),
        EditError::Requirements { .. }
    ));
}

#[test]
fn an_entry_is_exactly_one_requirement() {
    let error = refused(&["requires=Postgres", "requires[1]=Postgres; Redis A"]);
    let hint = "write `requires+=…` to add requirements, or `requires=…` to replace all";
    assert_told(
        &error,
        "an entry of requires is one requirement, not 2",
        hint,
    );
    let error = refused(&["requires=Postgres", "requires[1]=none"]);
    assert_eq!(
        error.to_string(),
        "an entry of requires is one requirement, not 0"
    );
    let error = refused(&["requires[1]=Postgres"]);
    assert_eq!(error.to_string(), "requires has no entries");
    assert!(matches!(
        refused(&["requires=Postgres", "requires[1].of=a"]),
        EditError::UnknownField { .. }
    ));
    assert!(matches!(
        refused(&["requires=Postgres", "requires[1]+=a"]),
        EditError::CannotAdd { .. }
    ));
}

#[test]
fn adding_none_is_refused() {
    let error = refused(&["requires+=none"]);
    let hint = "`requires=none` means that nothing is needed";
    assert_told(&error, "there is nothing to add to requires", hint);
}

#[test]
fn a_need_is_of_the_members_there_are() {
    let error = refused(&["requires=3 of (Redis A, Redis B)"]);
    assert_eq!(
        error.to_string(),
        "the need is 3 and must be from 1 to 2, as the requirement names 2 components"
    );
    assert_eq!(
        refused(&["requires=0 of (Redis A)"]).to_string(),
        "the need is 0 and must be 1, as the requirement names one component"
    );
}

#[test]
fn a_member_stands_once() {
    let error = refused(&["requires=1 of (Redis A, redis a)"]);
    assert_eq!(
        error.to_string(),
        "a requirement of `API` names `Redis A` twice"
    );
}

#[test]
fn a_component_names_only_declared_ones() {
    for text in [
        "requires=Postgress",
        "requires+=1 of (Redis A, Postgress)",
        "within=Postgress",
    ] {
        let (message, hint) = told(&refused(&[text]));
        assert_eq!(message, "no component is named `Postgress`");
        assert!(hint.starts_with("the nearest are `Postgres`, "), "{hint}");
    }
    assert!(matches!(
        refused(&["requires=\"\""]),
        EditError::Unknown { .. }
    ));
}

#[test]
fn a_component_neither_requires_itself_nor_is_within_itself() {
    for text in ["requires=API", "requires=Postgres; api"] {
        assert_told(&refused(&[text]), "`API` cannot require itself", "");
    }
    assert_told(
        &refused(&["within= api"]),
        "`API` cannot be within itself",
        "",
    );
    let mut editor = editor();
    let error = editor.add_component("Cache", &assignments(&["requires=cache"]));
    assert_told(&error.unwrap_err(), "`Cache` cannot require itself", "");
}

#[test]
fn a_repeated_name_can_be_required_as_it_is_one_name() {
    let mut editor = components(&["API", "DB", "DB"]);
    editor
        .set_component("API", &assignments(&["requires=db", "within=DB"]))
        .unwrap();
    let after = editor.finish().unwrap().after;
    assert_eq!(after.component_at(0).unwrap().within, "DB");
    assert_eq!(
        after.component_at(0).unwrap().requires,
        Some(vec![Requirement::of("DB")])
    );
}

#[test]
fn where_names_differ_in_case_alone_one_has_to_be_said() {
    let mut editor = components(&["API", "DB", "db"]);
    editor
        .set_component("API", &assignments(&["requires=db"]))
        .unwrap();
    let error = editor
        .set_component("API", &assignments(&["within=Db"]))
        .unwrap_err();
    assert_told(
        &error,
        "no component is named `Db`",
        "the nearest are `DB`, `db`, `API`",
    );
}
