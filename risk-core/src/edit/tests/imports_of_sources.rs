//! Components of several sources, which each name them by an id of its own.

use super::imports::{SOURCE, component, imported, why};
use super::*;
use crate::record::{ComponentField, Key};
use crate::register::ComponentOrigin;

/// A component as a source has it, by its id and its name.
fn known(id: &str, name: &str, requires: Option<Vec<Requirement>>) -> Component {
    let mut component = component(name, requires);
    component.origins = vec![ComponentOrigin::new("", id)];
    component
}

/// Imports of sources, one after the other.
fn import_all(editor: &mut Editor, sources: &[(&str, Vec<Component>)]) -> Vec<ImportSummary> {
    let import = |(source, components): &(&str, Vec<Component>)| {
        let sources = [(*source, components.as_slice())];
        editor
            .import_components(&sources, Adoption::ByName)
            .unwrap()
    };
    sources.iter().map(import).collect()
}

fn names(editor: &Editor) -> Vec<String> {
    let edited = editor.clone().finish().unwrap();
    let all = edited.after.components();
    all.map(|component| component.name.clone()).collect()
}

#[test]
fn two_things_of_one_name_in_two_sources_are_two() {
    let stack = |needs: &str| {
        let db = vec![Requirement::of("db")];
        vec![
            known("web", "web", Some(db)),
            known("db", "db", None),
            known(needs, needs, None),
        ]
    };
    let sources = [("a.yaml", stack("x")), ("b.yaml", stack("y"))];
    let mut editor = Editor::new(register(vec![], vec![]));
    let summaries = import_all(&mut editor, &sources);
    let expected = ["web", "db", "x", "web (b.yaml)", "db (b.yaml)", "y"];
    assert_eq!(names(&editor), expected);
    assert_eq!(summaries[1].renamed.len(), 2);
    let edited = editor.clone().finish().unwrap();
    let of_b = edited.after.component(&Key::first("web (b.yaml)")).unwrap();
    assert_eq!(of_b.requires.as_ref().unwrap()[0].members, ["db (b.yaml)"]);
    // Again, in the other order and after one was called otherwise.
    editor.rename_component("db", "Orders database").unwrap();
    let [a, b] = sources;
    let again = import_all(&mut editor, &[b, a]);
    let expected = [
        "web",
        "Orders database",
        "x",
        "web (b.yaml)",
        "db (b.yaml)",
        "y",
    ];
    assert_eq!(names(&editor), expected);
    for summary in again {
        assert!(summary.added.is_empty() && summary.changed.is_empty() && summary.gone.is_empty());
    }
}

#[test]
fn what_was_declared_or_named_by_a_risk_is_adopted_unless_that_is_refused() {
    let mut risk = Risk::new("R01");
    risk.component = "cache".to_owned();
    let before = register(vec![component("DB", None)], vec![risk]);
    let compose = [
        known("db", "db", None),
        known("cache", "cache", None),
        known("new", "new", None),
    ];
    let sources = [(SOURCE, compose.as_slice())];
    let mut editor = Editor::new(before.clone());
    let summary = editor
        .import_components(&sources, Adoption::ByName)
        .unwrap();
    assert_eq!(names(&editor), ["DB", "cache", "new"]);
    assert_eq!(summary.adopted, ["DB", "cache"].map(Key::first));
    let summary = editor
        .import_components(&sources, Adoption::ByName)
        .unwrap();
    assert_eq!((summary.adopted.len(), summary.unchanged.len()), (0, 3));
    let mut editor = Editor::new(before);
    let summary = editor.import_components(&sources, Adoption::Never).unwrap();
    let expected = ["DB", "db (compose.yaml)", "cache (compose.yaml)", "new"];
    assert_eq!(names(&editor), expected);
    assert!(summary.adopted.is_empty());
}

#[test]
fn an_id_that_means_the_same_everywhere_is_one_component_and_its_own_source_describes_it() {
    let db = "resource:default/db";
    let mut declared = known(db, "resource:db", Some(vec![]));
    declared.kind = "database".to_owned();
    let needs = Some(vec![Requirement::of("resource:db")]);
    let web = vec![
        known("component:default/web", "web", needs),
        known(db, "resource:db", None),
    ];
    let mut editor = Editor::new(register(vec![], vec![]));
    let summaries = import_all(
        &mut editor,
        &[("web.yaml", web.clone()), ("db.yaml", vec![declared])],
    );
    assert_eq!(names(&editor), ["web", "resource:db"]);
    assert_eq!(summaries[1].changed, [Key::first("resource:db")]);
    let edited = editor.clone().finish().unwrap();
    let found = edited.after.component(&Key::first("resource:db")).unwrap();
    assert_eq!((found.kind.as_str(), found.origins.len()), ("database", 2));
    // One source has it no more, and the other one does.
    let summaries = import_all(&mut editor, &[("web.yaml", vec![web[0].clone()])]);
    assert!(summaries[0].gone.is_empty());
    let edited = editor.finish().unwrap();
    let found = edited.after.component(&Key::first("resource:db")).unwrap();
    assert_eq!(found.origins.len(), 1);
}

#[test]
fn what_a_source_has_under_another_id_is_reported_with_its_risks_and_can_be_joined() {
    let mut risk = Risk::new("R01");
    risk.component = "DB".to_owned();
    let needs = |name: &str| Some(vec![Requirement::of(name)]);
    let mut db = known("db", "db", None);
    db.description = "Holds orders".to_owned();
    let before = vec![known("web", "web", needs("db")), db];
    let mut editor = Editor::new(register(vec![], vec![risk]));
    import_all(&mut editor, &[(SOURCE, before)]);
    let after = vec![
        known("web", "web", needs("database")),
        known("database", "database", None),
    ];
    let summary = import_all(&mut editor, &[(SOURCE, after.clone())]).remove(0);
    assert_eq!(summary.added, [Key::first("database")]);
    assert_eq!(summary.gone.len(), 1);
    assert_eq!(summary.gone[0].component, Key::first("DB"));
    assert_eq!(summary.gone[0].risks, [Key::first("R01")]);
    let (key, left) = editor.join_components("DB", "database").unwrap();
    assert_eq!((key, left), (Key::first("DB"), vec![]));
    let edited = editor.clone().finish().unwrap();
    let web = edited.after.component(&Key::first("web")).unwrap();
    assert_eq!(web.requires.as_ref().unwrap()[0].members, ["DB"]);
    let summary = import_all(&mut editor, &[(SOURCE, after)]).remove(0);
    assert_eq!(
        (
            summary.gone.len(),
            summary.added.len(),
            summary.unchanged.len()
        ),
        (0, 0, 2)
    );
}

#[test]
fn a_component_that_was_copied_or_whose_name_others_have_is_not_gone_from_its_source() {
    let needs = |name: &str| Some(vec![Requirement::of(name)]);
    let source = vec![known("web", "web", needs("db")), known("db", "db", None)];
    let mut editor = Editor::new(register(vec![], vec![]));
    import_all(&mut editor, &[(SOURCE, source.clone())]);
    let imported = editor.finish().unwrap().after;
    let stated: Vec<Component> = imported
        .components()
        .map(|one| one.stated().clone())
        .collect();
    let copied = |name: &str, has_origins: bool| {
        let mut all = stated.clone();
        all.push(all[0].clone());
        all[2].name = name.to_owned();
        if !has_origins {
            for one in &mut all {
                one.origins.clear();
            }
        }
        register(all, vec![])
    };
    for register in [copied("web2", true), copied("web", false)] {
        let mut editor = Editor::new(register.clone());
        let summary = import_all(&mut editor, &[(SOURCE, source.clone())]).remove(0);
        assert_eq!(summary.left.len(), 1);
        assert_eq!(summary.gone, []);
        // A source that has it no more has neither.
        let summary = import_all(&mut editor, &[(SOURCE, source[1..].to_vec())]).remove(0);
        assert_eq!(summary.gone.len(), 2);
    }
}

#[test]
fn what_only_a_risk_names_is_neither_of_two_that_a_source_spells_alike() {
    let mut risk = Risk::new("R01");
    risk.component = "web_app".to_owned();
    let needs = |name: &str| Some(vec![Requirement::of(name)]);
    let shop = known("shop", "shop", needs("Web App"));
    let alike = [
        known("1", "Web App", needs("db")),
        known("2", "web-app", None),
    ];
    let [first, second] = alike.clone();
    for alike in [alike.clone(), [second, first]] {
        for has_origins in [true, false] {
            let declared = vec![component("db", None)];
            let mut editor = Editor::new(register(declared, vec![risk.clone()]));
            editor.has_origins = has_origins;
            let source = [vec![shop.clone()], alike.to_vec()].concat();
            let summary = import_all(&mut editor, &[(SOURCE, source.clone())]).remove(0);
            let mut expected = vec!["db", "shop"];
            expected.extend(alike.iter().map(|one| one.name.as_str()));
            assert_eq!(names(&editor), expected);
            let told = "web_app may be this one or another one that is spelled alike";
            let told = alike.iter().map(|one| format!("{}: {told}", one.name));
            assert_eq!(why(&summary.left), told.collect::<Vec<_>>());
            let summary = import_all(&mut editor, &[(SOURCE, source)]).remove(0);
            assert_eq!(names(&editor), expected);
            assert_eq!(
                (summary.left, summary.gone, summary.changed),
                (vec![], vec![], vec![])
            );
        }
    }
    // Where the source has that name, too, it is that one.
    let mut editor = Editor::new(register(vec![], vec![risk]));
    let source = [alike.to_vec(), vec![known("3", "web_app", None)]].concat();
    let summary = import_all(&mut editor, &[(SOURCE, source)]).remove(0);
    assert_eq!(names(&editor), ["Web App", "web-app", "web_app"]);
    assert_eq!(summary.adopted, [Key::first("web_app")]);
    assert_eq!(why(&summary.left), [""; 0]);
}

#[test]
fn a_container_that_the_source_does_not_describe_is_kept_by_its_name() {
    let mut web = known("web", "web", None);
    web.within = "eu-west-1a".to_owned();
    let mut editor = Editor::new(register(vec![], vec![]));
    import_all(&mut editor, &[(SOURCE, vec![web])]);
    let edited = editor.finish().unwrap();
    let web = edited.after.component(&Key::first("web")).unwrap();
    assert_eq!(web.within, "eu-west-1a");
}

#[test]
fn what_a_component_lives_in_is_taken_over_where_nothing_is_stated_and_else_reported() {
    let housed = |name: &str, zone: &str| {
        let mut one = known(name, name, Some(vec![]));
        one.within = zone.to_owned();
        one
    };
    let mut editor = Editor::new(register(vec![component("VM 1", None)], vec![]));
    let zones = ["zone-a", "zone-b"].map(|zone| known(zone, zone, Some(vec![])));
    let source = |vms: &[Component]| (SOURCE, [&zones[..], vms].concat());
    let first = source(&[housed("VM 1", "zone-a"), housed("VM 2", "zone-a")]);
    let summary = import_all(&mut editor, &[first]).remove(0);
    assert_eq!(summary.changed, [Key::first("VM 1")]);
    assert_eq!(summary.without_needs, ["zone-a", "zone-b"].map(Key::first));
    assert_eq!(summary.housed, ["VM 1", "VM 2"].map(Key::first));
    let moved = source(&[
        housed("VM 1", "Zone A"),
        housed("VM 2", "zone-b"),
        housed("VM 3", "vm-3"),
    ]);
    let summary = import_all(&mut editor, &[moved]).remove(0);
    let expected = [
        "VM 2: it lives in zone-a, and compose.yaml states zone-b",
        "VM 3: compose.yaml states that it lives in itself",
    ];
    assert_eq!(why(&summary.left), expected);
    assert!(summary.changed.is_empty());
    let edited = editor.finish().unwrap();
    let within = edited.after.components().map(|one| one.within.clone());
    assert_eq!(within.collect::<Vec<_>>(), ["zone-a", "", "", "zone-a", ""]);
}

#[test]
fn a_container_that_is_called_nearly_alike_is_another_one() {
    let mut web = known("web", "web", None);
    web.within = "WEB".to_owned();
    let mut editor = Editor::new(register(vec![], vec![]));
    let source = (SOURCE, vec![web.clone(), known("WEB", "WEB", None)]);
    let summary = import_all(&mut editor, &[source]).remove(0);
    assert_eq!(why(&summary.left), [""; 0]);
    web.within = "--".to_owned();
    let summary = import_all(
        &mut editor,
        &[(SOURCE, vec![web, known("WEB", "WEB", None)])],
    );
    let expected = ["web: it lives in WEB, and compose.yaml states --"];
    assert_eq!(why(&summary[0].left), expected);
}

#[test]
fn what_a_person_requires_by_another_spelling_is_not_required_again() {
    let some = Requirement::some_of(1, ["redis-a", "REDIS B"]);
    let before = vec![
        component(
            "Web",
            Some(vec![some.clone(), Requirement::of("mail-relay")]),
        ),
        component("Redis A", None),
        component("Redis B", None),
        component("Mail relay", None),
    ];
    let names = ["Redis A", "Redis B", "Mail relay"];
    let web = component("Web", Some(names.map(Requirement::of).into()));
    let import = [vec![web], names.map(|name| component(name, None)).into()].concat();
    let (after, summary) = imported(before.clone(), &import);
    assert_eq!(after, before);
    let expected = [
        "Web: Redis A is required otherwise already",
        "Web: Redis B is required otherwise already",
    ];
    assert_eq!(why(&summary.left), expected);
}

#[test]
fn what_requires_itself_alone_is_not_reported_to_need_nothing() {
    let itself = component("web", Some(vec![Requirement::of("web")]));
    let (_, summary) = imported(vec![], &[itself]);
    assert_eq!(
        why(&summary.left),
        ["web: compose.yaml states that it requires itself"]
    );
    assert!(summary.without_needs.is_empty());
}

#[test]
fn that_nothing_is_needed_is_not_joined_with_what_is() {
    for (kept, gone, left) in [("none", "some", "third"), ("some", "none", "none")] {
        let needs = |name: &str| match name {
            "none" => Some(vec![]),
            _ => Some(vec![Requirement::of("third")]),
        };
        let all = [kept, gone].map(|name| component(name, needs(name)));
        let all = [all.to_vec(), vec![component("third", None)]].concat();
        let mut editor = Editor::new(register(all, vec![]));
        let (_, found) = editor.join_components(kept, gone).unwrap();
        let expected = format!("{gone}: requires `{left}`, as {kept} states another one");
        assert_eq!(why(&found), [expected]);
        let edited = editor.finish().unwrap();
        let joined = edited.after.component(&Key::first(kept)).unwrap();
        assert_eq!(joined.requires, needs(kept));
    }
}

#[test]
fn what_cannot_be_one_is_not_joined_and_what_differs_is_returned() {
    let mut one = component("one", Some(vec![Requirement::of("third")]));
    let mut other = component("other", Some(vec![Requirement::of("fourth")]));
    (one.kind, other.kind) = ("database".to_owned(), "cache".to_owned());
    (one.owner, other.tier) = ("Blue".to_owned(), "1".to_owned());
    let third = component(
        "third",
        Some(vec![Requirement::some_of(1, ["fourth", "fifth"])]),
    );
    let rest = ["fourth", "fifth"].map(|name| component(name, None));
    let all = [vec![one, other, third], rest.to_vec()].concat();
    let mut editor = Editor::new(register(all, vec![]));
    let (_, left) = editor.join_components("one", "other").unwrap();
    assert_eq!(
        why(&left),
        ["other: kind `cache`, as one states another one"]
    );
    let edited = editor.clone().finish().unwrap();
    let one = edited.after.component(&Key::first("one")).unwrap();
    assert_eq!((one.owner.as_str(), one.tier.as_str()), ("Blue", "1"));
    assert_eq!(one.requires.as_ref().map(Vec::len), Some(2));
    for (kept, gone) in [
        ("one", "third"),
        ("fourth", "fifth"),
        ("one", "ONE"),
        ("one", "nobody"),
    ] {
        assert!(editor.join_components(kept, gone).is_err(), "{kept} {gone}");
    }
}

#[test]
fn a_component_of_which_something_could_not_be_read_is_not_joined_into_another_one() {
    let mut gone = component("orders-db", None);
    gone.unread = vec![ComponentField::Requires, ComponentField::Owner];
    let mut editor = Editor::new(register(vec![component("db", None), gone], vec![]));
    let error = editor.join_components("db", "orders-db").unwrap_err();
    let told = "the requires, owner of `orders-db` could not be read, and would be lost";
    assert!(error.to_string().starts_with(told), "{error}");
    assert!(editor.join_components("orders-db", "db").is_ok());
}
