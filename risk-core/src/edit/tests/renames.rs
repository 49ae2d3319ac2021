//! Risks and components under other names.

use super::*;
use crate::record::Key;

#[test]
fn a_risk_gets_another_reference() {
    let mut editor = risks(&["R01", "R02"]);
    assert_eq!(
        editor.rename_risk("r02", " DB-1 ").unwrap(),
        Key::first("DB-1")
    );
    let edited = editor.finish().unwrap();
    assert_eq!(edited.lineage.risks, [Some(0), Some(1)]);
    assert_eq!(edited.changes.len(), 1);
    assert_eq!(in_words(&edited.lines()[0]), "R02 reference: R02 -> DB-1");
}

#[test]
fn the_new_reference_is_free_and_not_blank() {
    let mut editor = risks(&["R01", "R02"]);
    let mut refused = |new| editor.rename_risk("R02", new).unwrap_err().to_string();
    assert_eq!(refused(" "), "the reference of a risk cannot be blank");
    assert_eq!(
        refused("R01"),
        "`R01` is the reference of another risk already"
    );
    assert_eq!(
        refused("r01"),
        "`R01` is the reference of another risk already"
    );
    assert_eq!(
        refused("R03~2"),
        "`R03~2` would stand for one of several records with the same name"
    );
}

#[test]
fn the_case_of_a_reference_can_be_mended() {
    let mut editor = risks(&["r01"]);
    assert_eq!(editor.rename_risk("R01", "R01").unwrap(), Key::first("R01"));
    assert_eq!(changes(editor), ["r01 reference: r01 -> R01"]);
}

#[test]
fn the_same_name_changes_nothing() {
    let mut editor = risks(&["R01", "R01", "R~2"]);
    assert_eq!(
        editor.rename_risk("R01~2", "R01").unwrap(),
        Key::new("R01", 2)
    );
    editor.rename_risk("R~2", "R~2").unwrap();
    editor.add_component("API", &[]).unwrap();
    editor.rename_component("api", "API").unwrap();
    editor.remove_component("API").unwrap();
    assert_eq!(changes(editor), [""; 0]);
}

#[test]
fn one_of_several_gets_a_reference_of_its_own() {
    let mut editor = risks(&["R01", "R01", "", ""]);
    assert_eq!(
        editor.rename_risk("R01~2", "R02").unwrap(),
        Key::first("R02")
    );
    assert_eq!(editor.rename_risk("~2", "R03").unwrap(), Key::first("R03"));
    let edited = changes(editor);
    assert_eq!(
        edited,
        [
            "R01~2 reference: R01 -> R02",
            "~2 reference: nothing -> R03"
        ]
    );
}

fn named_everywhere() -> Editor {
    let components = vec![
        Component::new("Redis"),
        requiring(
            "API",
            [
                Requirement::of("redis"),
                Requirement::some_of(1, ["DB", "Redis"]),
            ],
        ),
        inside("DB", "REDIS"),
    ];
    Editor::new(register(
        components,
        vec![of("R01", "Redis"), of("R02", "redis"), of("R03", "DB")],
    ))
}

#[test]
fn a_component_is_renamed_wherever_it_is_named() {
    let mut editor = named_everywhere();
    assert_eq!(
        editor.rename_component("redis", "Cache").unwrap(),
        Key::first("Cache")
    );
    let expected = [
        "Redis name: Redis -> Cache",
        "API requires[1]: redis -> Cache",
        "API requires[2]: 1 of (DB, Redis) -> 1 of (DB, Cache)",
        "DB within: REDIS -> Cache",
        "R01 component: Redis -> Cache",
        "R02 component: redis -> Cache",
    ];
    assert_eq!(changes(editor), expected);
}

#[test]
fn mending_the_case_of_a_component_mends_it_everywhere() {
    let mut editor = named_everywhere();
    editor.rename_component("Redis", "redis").unwrap();
    assert_eq!(
        changes(editor).len(),
        4,
        "one risk and one requirement were right"
    );
    let mut editor = Editor::new(register(
        vec![Component::new("redis")],
        vec![of("R1", "redis")],
    ));
    editor.rename_component("Redis", "Redis").unwrap();
    assert_eq!(
        changes(editor),
        ["redis name: redis -> Redis", "R1 component: redis -> Redis"]
    );
}

#[test]
fn a_name_that_means_another_component_stays() {
    let components = ["API", "api"].map(Component::new).to_vec();
    let risks = ["API", "api", "Api"].map(|name| of(name, name)).to_vec();
    let mut editor = Editor::new(register(components, risks));
    editor.rename_component("API", "Gateway").unwrap();
    assert_eq!(
        changes(editor),
        ["API name: API -> Gateway", "API component: API -> Gateway"]
    );
}

#[test]
fn the_new_name_of_a_component_is_free_and_not_blank() {
    let mut editor = named_everywhere();
    let mut refused = |new| {
        editor
            .rename_component("Redis", new)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(refused(""), "the name of a component cannot be blank");
    assert_eq!(
        refused("db"),
        "`DB` is the name of another component already"
    );
    assert_eq!(refused("a\nb"), "name takes one line of text");
}

#[test]
fn a_blank_name_is_named_by_nobody() {
    let components = vec![Component::new(""), Component::new("API")];
    let mut editor = Editor::new(register(components, vec![Risk::new("R01")]));
    editor.rename_component("~1", "DB").unwrap();
    assert_eq!(changes(editor), ["~1 name: nothing -> DB"]);
}

#[test]
fn of_several_components_one_is_renamed_and_who_names_them_names_the_others() {
    let components = vec![
        Component::new("DB"),
        Component::new("DB"),
        inside("API", "DB"),
    ];
    let mut editor = Editor::new(register(components, vec![of("R01", "DB")]));
    let error = editor.rename_component("DB", "Replica").unwrap_err();
    assert_told(
        &error,
        "2 components have the name `DB`",
        "write `DB~1` or `DB~2`",
    );
    assert_eq!(
        editor.rename_component("DB~1", "Replica").unwrap(),
        Key::first("Replica")
    );
    assert_eq!(changes(editor), ["DB name: DB -> Replica"]);
}

#[test]
fn a_component_that_is_declared_nowhere_is_renamed_where_it_is_named() {
    let components = vec![
        requiring("API", [Requirement::of("Cache")]),
        inside("DB", "Cache"),
    ];
    let mut editor = Editor::new(register(
        components,
        vec![of("R01", "Cache"), of("R02", "API")],
    ));
    assert_eq!(
        editor.rename_component("cache", "Redis").unwrap(),
        Key::first("Redis")
    );
    let expected = [
        "API requires[1]: Cache -> Redis",
        "DB within: Cache -> Redis",
        "R01 component: Cache -> Redis",
    ];
    assert_eq!(changes(editor), expected);
}

#[test]
fn a_misspelt_component_gets_the_name_of_the_declared_one() {
    let mut editor = Editor::new(register(
        vec![Component::new("Postgres")],
        vec![of("R01", "Postgress")],
    ));
    assert_eq!(
        editor.rename_component("Postgress", "postgres").unwrap(),
        Key::first("Postgres")
    );
    assert_eq!(changes(editor), ["R01 component: Postgress -> Postgres"]);
}

#[test]
fn two_spellings_become_one() {
    let risks = vec![of("R01", "redis"), of("R02", "Redis")];
    let mut editor = Editor::new(register(vec![], risks));
    editor.rename_component("redis", "Redis").unwrap();
    assert_eq!(changes(editor), ["R01 component: redis -> Redis"]);
}

#[test]
fn a_component_that_nobody_declares_is_renamed_in_all_its_spellings() {
    for old in ["Web shop", "web-shop", "WEB_SHOP"] {
        let names = ["Web shop", "web-shop", "Web\u{a0}Shop"];
        let risks = names.map(|name| of(name, name)).to_vec();
        let components = vec![requiring("API", [Requirement::of("web shop")])];
        let mut editor = Editor::new(register(components, risks));
        let key = editor.rename_component(old, "Shop").unwrap();
        assert_eq!(key, Key::first("Shop"));
        let expected = [
            "API requires[1]: web shop -> Shop",
            "Web shop component: Web shop -> Shop",
            "web-shop component: web-shop -> Shop",
            "Web\u{a0}Shop component: Web\u{a0}Shop -> Shop",
        ];
        assert_eq!(changes(editor), expected, "{old}");
    }
}

#[test]
fn a_rename_does_not_make_two_names_of_a_requirement_one() {
    let either = Requirement::some_of(1, ["Redis", "redis"]);
    let mut editor = Editor::new(register(vec![requiring("API", [either])], vec![]));
    let error = editor.rename_component("Redis", "Shop").unwrap_err();
    assert!(
        matches!(error, EditError::RepeatedMember { .. }),
        "{error:?}"
    );
    assert_eq!(changes(editor), [""; 0]);
}

#[test]
fn declared_components_keep_their_names_when_another_spelling_is_renamed() {
    let components = ["API", "api"].map(Component::new).to_vec();
    let risks = ["API", "api", "Api", "aPI"].map(|name| of(name, name));
    let mut editor = Editor::new(register(components, risks.to_vec()));
    editor.rename_component("Api", "Gateway").unwrap();
    let expected = [
        "Api component: Api -> Gateway",
        "aPI component: aPI -> Gateway",
    ];
    assert_eq!(changes(editor), expected);
}

#[test]
fn a_component_that_nobody_names_is_told_with_the_nearest() {
    let mut editor = Editor::new(register(
        vec![Component::new("Redis B")],
        vec![of("R1", "Redis A")],
    ));
    let error = editor.rename_component("Redis", "Cache").unwrap_err();
    let hint = "the nearest are `Redis A`, `Redis B`";
    assert_told(&error, "no component is named `Redis`", hint);
}

#[test]
fn a_rename_that_repeats_a_member_is_refused() {
    let group = Requirement::some_of(1, ["Redis", "Cache"]);
    let components = vec![Component::new("Redis"), requiring("API", [group])];
    let mut editor = Editor::new(register(components, vec![]));
    for (old, new) in [("Redis", "cache"), ("Cache", "Redis")] {
        let error = editor.rename_component(old, new).unwrap_err().to_string();
        assert_eq!(error, format!("a requirement of `API` names `{new}` twice"));
    }
    assert_eq!(changes(editor), [""; 0]);
}

#[test]
fn a_rename_with_which_a_component_names_itself_is_refused() {
    let components = vec![
        requiring("API", [Requirement::of("Gateway")]),
        inside("DB", "Disk"),
    ];
    let mut editor = Editor::new(register(components, vec![]));
    for (old, new, message) in [
        ("API", "gateway", "`gateway` cannot require itself"),
        ("Gateway", "api", "`API` cannot require itself"),
        ("DB", "Disk", "`Disk` cannot be within itself"),
        ("Disk", "DB", "`DB` cannot be within itself"),
    ] {
        let error = editor.rename_component(old, new).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}
