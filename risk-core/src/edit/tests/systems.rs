//! Systems that are stated in several files, imported in any order.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::graph::Graph;
use crate::graph::format::read_components;
use crate::tests::cases;

/// A part of a system: what it is called, and the places of those that it requires.
type Part = (u8, Vec<prop::sample::Index>);

/// The text of a file that states some parts of a system.
type Write = fn(&[Part], &[usize]) -> String;

/// The names of two parts may be the same, when their kinds or namespaces differ.
fn entity(parts: &[Part], at: usize) -> (String, &'static str, &'static str) {
    let kind = ["component", "resource", "api"][usize::from(parts[at].0) % 3];
    let namespace = ["default", "shop"][usize::from(parts[at].0) / 3 % 2];
    // One of each kind and namespace has the name.
    (format!("part-{}", at / 6), kind, namespace)
}

fn backstage(parts: &[Part], of_file: &[usize]) -> String {
    let reference = |at: usize| {
        let (name, kind, namespace) = entity(parts, at);
        format!("{kind}:{namespace}/{name}-{at}")
    };
    let document = |at: &usize| {
        let (name, kind, namespace) = entity(parts, *at);
        let needs: Vec<String> = needs(parts, *at).into_iter().map(reference).collect();
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{ name: {name}-{at}, namespace: {namespace} }}\n\
             spec: {{ type: t{at}, dependsOn: [{}] }}\n",
            needs
                .iter()
                .map(|one| format!("'{one}'"))
                .collect::<Vec<_>>()
                .join(", ")
        )
    };
    of_file
        .iter()
        .map(document)
        .collect::<Vec<_>>()
        .join("---\n")
}

fn cyclonedx(parts: &[Part], of_file: &[usize]) -> String {
    // Two versions of a library, and packages of one name for two managers.
    let purl = |at: usize| {
        let manager = ["npm", "pypi"][usize::from(parts[at].0) % 2];
        format!("pkg:{manager}/lib-{}@{}", at / 4, at % 4 / 2)
    };
    let mut known = BTreeSet::new();
    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    for at in of_file {
        let all = std::iter::once(*at).chain(needs(parts, *at));
        for at in all.filter(|at| known.insert(purl(*at))) {
            components.push(serde_json::json!({
                "bom-ref": format!("ref-{at}"), "purl": purl(at),
                "name": format!("lib-{}", at / 4), "version": format!("{}", at % 4 / 2),
            }));
        }
    }
    let references: BTreeMap<String, String> = components
        .iter()
        .map(|one| {
            (
                one["purl"].to_string(),
                one["bom-ref"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let reference = |at: usize| references[&serde_json::json!(purl(at)).to_string()].clone();
    for at in of_file {
        let needs: Vec<String> = needs(parts, *at).into_iter().map(reference).collect();
        dependencies.push(serde_json::json!({ "ref": reference(*at), "dependsOn": needs }));
    }
    serde_json::json!({ "bomFormat": "CycloneDX", "components": components, "dependencies": dependencies })
        .to_string()
}

fn needs(parts: &[Part], at: usize) -> BTreeSet<usize> {
    let needs = parts[at].1.iter().map(|index| index.index(parts.len()));
    needs.filter(|need| *need != at).collect()
}

/// What each component is, and what each requires and takes down by what those are.
#[derive(Debug, PartialEq)]
struct ByOrigin {
    requires: BTreeMap<String, BTreeSet<String>>,
    blast: BTreeMap<String, BTreeSet<String>>,
    names: BTreeMap<String, String>,
}

fn by_origin(editor: Editor) -> ByOrigin {
    let register = editor.finish().unwrap().after;
    let ids: BTreeMap<String, String> = register
        .components()
        .map(|component| (component.name.clone(), component.origins[0].id.clone()))
        .collect();
    let mut all = ByOrigin {
        requires: BTreeMap::new(),
        blast: BTreeMap::new(),
        names: ids
            .iter()
            .map(|(name, id)| (id.clone(), name.clone()))
            .collect(),
    };
    assert_eq!(all.names.len(), ids.len(), "each is what only it is");
    let graph = Graph::new(&register);
    for component in register.components() {
        let requires = component.requires.iter().flatten();
        let requires = requires
            .flat_map(|one| &one.members)
            .map(|name| ids[name].clone());
        all.requires
            .insert(ids[&component.name].clone(), requires.collect());
        let blast = graph.fail([graph.find(&component.name).unwrap()]).unwrap();
        let down = blast.down().iter().map(|one| graph.key(one).unwrap());
        let down = down.map(|key| ids[key.name()].clone()).collect();
        all.blast.insert(ids[&component.name].clone(), down);
    }
    all
}

fn imported(files: &[(String, String)], at_once: bool) -> ByOrigin {
    let read = |(source, text): &(String, String)| {
        let read = read_components(text.as_bytes(), source, None).unwrap();
        (source.clone(), read.components)
    };
    let read: Vec<_> = files.iter().map(read).collect();
    let sources: Vec<_> = read
        .iter()
        .map(|(source, all)| (source.as_str(), all.as_slice()))
        .collect();
    let mut editor = Editor::new(register(vec![], vec![]));
    if at_once {
        editor
            .import_components(&sources, Adoption::ByName)
            .unwrap();
    } else {
        for source in sources {
            editor
                .import_components(&[source], Adoption::ByName)
                .unwrap();
        }
    }
    by_origin(editor)
}

proptest! {
    #![proptest_config(cases(200))]
    #[test]
    fn the_files_that_a_system_is_split_over_and_their_order_change_no_answer(
        parts in prop::collection::vec((any::<u8>(), prop::collection::vec(any::<prop::sample::Index>(), 0..4)), 1..24),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 24),
        order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle(),
        write in prop::sample::select(vec![backstage as Write, cyclonedx as Write]),
    ) {
        let all: Vec<usize> = (0..parts.len()).collect();
        let whole = imported(&[("all".to_owned(), write(&parts, &all))], true);
        let files = order.iter().filter_map(|file| {
            let of_file = all.iter().copied().filter(|at| cuts[*at].index(5) == *file);
            let of_file: Vec<usize> = of_file.collect();
            (!of_file.is_empty()).then(|| (format!("file-{file}"), write(&parts, &of_file)))
        });
        let files: Vec<_> = files.collect();
        for at_once in [true, false] {
            let split = imported(&files, at_once);
            prop_assert_eq!(&split.requires, &whole.requires);
            prop_assert_eq!(&split.blast, &whole.blast);
            let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
            let short = |name: &str| name.split(" (").next().unwrap_or_default().to_owned();
            for name in whole.names.values() {
                *wanted.entry(short(name)).or_default() += 1;
            }
            for (id, name) in &whole.names {
                let other = &split.names[id];
                prop_assert_eq!(short(name), short(other));
                prop_assert!(wanted[&short(name)] > 1 || name == other, "{} {}", name, other);
            }
        }
    }
}
