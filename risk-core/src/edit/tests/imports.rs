//! Components that another program knows of.

use proptest::prelude::*;

use super::*;
use crate::record::Key;
use crate::register::Origin;

pub(super) const SOURCE: &str = "compose.yaml";

pub(super) fn component(name: &str, requires: Option<Vec<Requirement>>) -> Component {
    let mut component = Component::new(name);
    component.requires = requires;
    component
}

fn assumed(requirement: Requirement, source: &str) -> Requirement {
    Requirement {
        origin: Origin::Assumed(source.to_owned()),
        ..requirement
    }
}

/// What an import makes of a register.
pub(super) fn imported(
    components: Vec<Component>,
    import: &[Component],
) -> (Vec<Component>, ImportSummary) {
    let mut editor = Editor::new(register(components, vec![]));
    let sources = [(SOURCE, import)];
    let summary = editor
        .import_components(&sources, Adoption::ByName)
        .unwrap();
    let (_, _, mut components, _) = editor.finish().unwrap().after.into_parts();
    for component in &mut components {
        component.origins.clear();
    }
    (components, summary)
}

pub(super) fn why(left: &[LeftOut]) -> Vec<String> {
    left.iter()
        .map(|left| format!("{}: {}", left.component, left.why))
        .collect()
}

#[test]
fn what_is_imported_is_assumed_and_goes_to_the_components_it_means() {
    let before = vec![
        component("Postgres primary", Some(vec![])),
        component("API", None),
    ];
    let import = [
        component(
            "api",
            Some(vec![
                Requirement::of("postgres-primary"),
                Requirement::of("mail"),
            ]),
        ),
        component("postgres-primary", None),
        component("mail", None),
    ];
    let (after, summary) = imported(before, &import);
    let expected = vec![
        component("Postgres primary", Some(vec![])),
        component(
            "API",
            Some(vec![
                assumed(Requirement::of("Postgres primary"), SOURCE),
                assumed(Requirement::of("mail"), SOURCE),
            ]),
        ),
        component("mail", None),
    ];
    assert_eq!(after, expected);
    let keys = |keys: &[Key]| keys.iter().map(Key::to_string).collect::<Vec<_>>();
    assert_eq!(keys(&summary.added), ["mail"]);
    assert_eq!(keys(&summary.changed), ["API"]);
    assert_eq!((summary.unchanged.len(), summary.left.len()), (1, 0));
}

#[test]
fn what_a_person_declared_stays_and_what_the_source_says_otherwise_is_told() {
    let declared = vec![
        Requirement::some_of(1, ["Redis A", "Redis B"]),
        Requirement::of("Mail").soft(),
    ];
    let before = vec![
        component("API", Some(declared.clone())),
        component("Redis A", Some(vec![])),
        component("Redis B", None),
        component("Mail", None),
    ];
    let all = ["Redis A", "Redis B", "Mail", "Queue"].map(Requirement::of);
    let import = [
        component("API", Some(all.to_vec())),
        component(
            "Redis A",
            Some(vec![Requirement::of("Queue"), Requirement::of("Redis A")]),
        ),
        component("Queue", None),
    ];
    let (after, summary) = imported(before, &import);
    let mut expected = declared;
    expected.push(assumed(Requirement::of("Queue"), SOURCE));
    assert_eq!(after[0].requires, Some(expected));
    assert_eq!(after[1].requires, Some(vec![]));
    assert_eq!(
        why(&summary.left),
        [
            "Redis A: compose.yaml states that it requires itself",
            "API: Redis A is required otherwise already",
            "API: Redis B is required otherwise already",
            "API: Mail is required otherwise already",
            "Redis A: it is declared to need nothing, and compose.yaml states requirements",
        ]
    );
}

#[test]
fn a_second_import_takes_back_what_it_brought_and_nothing_else() {
    let other = assumed(Requirement::of("Disk"), "catalog-info.yaml");
    let api = vec![
        assumed(Requirement::of("Old"), SOURCE),
        Requirement::of("Login"),
        assumed(Requirement::of("Kept"), SOURCE),
        other.clone(),
    ];
    let before = vec![
        component("API", Some(api)),
        component("Gone", Some(vec![assumed(Requirement::of("Old"), SOURCE)])),
        component("Old", None),
    ];
    let wanted = vec![
        Requirement::of("New"),
        Requirement::of("Kept"),
        Requirement::of("Login"),
    ];
    let names = ["New", "Kept", "Login", "Old"].map(|name| component(name, None));
    let import = [vec![component("API", Some(wanted))], names.to_vec()].concat();
    let (after, mut summary) = imported(before, &import);
    let expected = vec![
        Requirement::of("Login"),
        assumed(Requirement::of("Kept"), SOURCE),
        other,
        assumed(Requirement::of("New"), SOURCE),
    ];
    assert_eq!(after[0].requires, Some(expected));
    // Another file may have the same name, so nothing goes unless it is specified so.
    assert_eq!(after[1].requires.as_ref().map(Vec::len), Some(1));
    let gone: Vec<&Key> = summary.gone.iter().map(|gone| &gone.component).collect();
    assert_eq!(gone, [&Key::first("Gone")]);
    let mut editor = Editor::new(register(after, vec![]));
    assert_eq!(summary.changed, [Key::first("API")]);
    editor.take_back(&mut summary);
    assert_eq!(summary.changed, ["API", "Gone"].map(Key::first));
    let (_, _, after, _) = editor.finish().unwrap().after.into_parts();
    assert_eq!(after[1].requires, None);
}

#[test]
fn what_is_spelled_nearly_the_same_in_the_source_is_two_components() {
    let import = [
        component("a-b", None),
        component("a_b", Some(vec![Requirement::of("a-b")])),
    ];
    let (after, _) = imported(vec![], &import);
    let names: Vec<&str> = after
        .iter()
        .map(|component| component.name.as_str())
        .collect();
    assert_eq!(names, ["a-b", "a_b"]);
    let (again, summary) = imported(after.clone(), &import);
    assert_eq!(again, after);
    assert_eq!(summary.unchanged.len(), 2);
}

#[test]
fn what_needs_nothing_according_to_the_source_is_reported_and_may_need_something_later() {
    let from_source = assumed(Requirement::of("A"), SOURCE);
    let before = vec![
        component("A", None),
        component("C", Some(vec![from_source.clone()])),
    ];
    let nothing = ["A", "B", "C"].map(|name| component(name, Some(vec![])));
    let (after, summary) = imported(before, &nothing);
    assert!(after.iter().all(|component| component.requires.is_none()));
    // Of C the source stated something before, and does no more.
    assert_eq!(summary.without_needs, ["A", "B", "C"].map(Key::first));
    let something = [
        component("B", Some(vec![Requirement::of("A")])),
        component("A", None),
    ];
    let (after, _) = imported(after, &something);
    assert_eq!(after[2].requires, Some(vec![from_source]));
}

#[test]
fn what_is_confirmed_is_declared() {
    let requires = vec![
        assumed(Requirement::of("A"), SOURCE),
        assumed(Requirement::of("B"), "other"),
        Requirement::of("C"),
    ];
    let components = ["X", "Y"].map(|name| component(name, Some(requires.clone())));
    let confirmed = |names: &[&str], source: Option<&str>| {
        let mut editor = Editor::new(register(components.to_vec(), vec![]));
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let count = editor.confirm_requirements(&names, source).unwrap();
        let (_, _, after, _) = editor.finish().unwrap().after.into_parts();
        let left = after.iter().flat_map(|one| one.requires.iter().flatten());
        let left = left
            .filter(|requirement| requirement.origin != Origin::Declared)
            .count();
        (count, left)
    };
    assert_eq!(confirmed(&["x"], None), (2, 2));
    assert_eq!(confirmed(&["x"], Some("other")), (1, 3));
    assert_eq!(confirmed(&[], Some(SOURCE)), (2, 2));
    let mut editor = Editor::new(register(components.to_vec(), vec![]));
    assert!(
        editor
            .confirm_requirements(&["Z".to_owned()], None)
            .is_err()
    );
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let members = prop::collection::btree_set("[a-d]", 1..=3);
    let source = prop::sample::select(vec![None, Some(SOURCE), Some("other")]);
    (members, 1_u32..=3, any::<bool>(), source).prop_map(|(members, need, soft, source)| {
        let need = need.min(u32::try_from(members.len()).unwrap());
        let mut requirement = Requirement::some_of(need, members);
        requirement.origin =
            source.map_or(Origin::Declared, |from| Origin::Assumed(from.to_owned()));
        if soft {
            requirement.soft()
        } else {
            requirement
        }
    })
}

fn requires() -> impl Strategy<Value = Option<Vec<Requirement>>> {
    prop::option::of(prop::collection::vec(requirement(), 0..4))
}

proptest! {
    #[test]
    fn an_import_touches_nothing_that_is_not_its_own_and_a_second_one_changes_nothing(
        before in prop::collection::vec(requires(), 4),
        import in prop::collection::vec(requires(), 3),
    ) {
        let of = |(name, requires): (char, Option<Vec<Requirement>>)| component(&name.to_string(), requires);
        let before: Vec<Component> = ('a'..).zip(before).map(of).collect();
        let mut import: Vec<Component> = ('b'..).zip(import).map(of).collect();
        for requirement in import.iter_mut().flat_map(|one| one.requires.iter_mut().flatten()) {
            requirement.origin = Origin::Assumed(SOURCE.to_owned());
        }
        let own = |requirement: &&Requirement| requirement.origin == Origin::Assumed(SOURCE.to_owned());
        let (after, _) = imported(before.clone(), &import);
        for (old, new) in before.iter().zip(&after) {
            let others = |component: &Component| -> Vec<Requirement> {
                let all = component.requires.iter().flatten();
                all.filter(|requirement| !own(requirement)).cloned().collect()
            };
            prop_assert_eq!(others(old), others(new));
            let declares_nothing = old.requires == Some(vec![]);
            prop_assert!(!declares_nothing || new.requires == Some(vec![]));
            let Some(wanted) = import.iter().find(|one| one.name == new.name) else {
                // It stays as it is until somebody states that it goes.
                prop_assert_eq!(old, new);
                continue;
            };
            let wanted = wanted.requires.clone().unwrap_or_default();
            // Where it is up itself, so many fewer of the others are needed.
            let of_others = |one: &Requirement| {
                let mut one = one.clone();
                let all = one.members.len();
                one.members.retain(|member| *member != new.name);
                one.need = one.need.saturating_sub(u32::try_from(all - one.members.len()).unwrap());
                one
            };
            let wanted: Vec<Requirement> = wanted.iter().map(of_others).collect();
            for requirement in new.requires.iter().flatten().filter(own) {
                prop_assert!(wanted.contains(requirement));
                prop_assert!(!requirement.members.contains(&new.name));
            }
        }
        let (again, summary) = imported(after.clone(), &import);
        prop_assert_eq!(&again, &after);
        prop_assert!(summary.added.is_empty() && summary.changed.is_empty());
    }
}
