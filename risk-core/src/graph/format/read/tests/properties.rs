//! What holds of every text.

use proptest::prelude::*;

use super::{GraphFormat, assert_sound, read, read_components};
use crate::tests::cases;

/// What the formats are made of.
const TOKENS: [&str; 78] = [
    "component",
    "requires",
    "effect",
    "group",
    "need",
    ",",
    "\"",
    "hard",
    "soft",
    "1",
    "2",
    "-1",
    "\n",
    "\r\n",
    " ",
    "  ",
    "    ",
    "a",
    "b",
    "é",
    "\u{feff}",
    "services",
    ":",
    ": ",
    "depends_on",
    "- ",
    "condition",
    "required",
    "false",
    "links",
    "network_mode",
    "service:",
    "container:x",
    "volumes_from",
    "<<",
    "*a",
    "&a ",
    "---\n",
    "...\n",
    "? ",
    "| \n",
    "!x ",
    "apiVersion",
    "kind",
    "Component",
    "API",
    "metadata",
    "name",
    "spec",
    "dependsOn",
    "consumesApis",
    "providesApis",
    "dependencyOf",
    "api:a/b",
    "{",
    "}",
    "[",
    "]",
    "\"bomFormat\"",
    "\"CycloneDX\"",
    "components",
    "dependencies",
    "ref",
    "bom-ref",
    "digraph",
    "graph",
    "strict",
    "subgraph ",
    "->",
    "--",
    ";",
    "=",
    "+",
    "<",
    ">",
    "/*",
    "*/",
    "label",
];

/// A beginning that gets a format's reader past its first look.
const BEGINNINGS: [&str; 9] = [
    "",
    "component,requires,effect,group,need\n",
    "services:\n  a:\n    depends_on:\n",
    "services: {a: {depends_on: [",
    "apiVersion: v1\nkind: Component\nmetadata: {name: a}\nspec:\n",
    "{\"bomFormat\":\"CycloneDX\",\"components\":[",
    "{\"nodes\":[{\"id\":1}],\"edges\":[",
    "digraph { a -> ",
    "digraph { subgraph s { a } ",
];

fn text() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        8 => prop::sample::select(TOKENS.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let tokens = prop::collection::vec(token, 0..60);
    let beginning = prop::sample::select(BEGINNINGS.to_vec());
    (beginning, tokens).prop_map(|(beginning, tokens)| beginning.to_owned() + &tokens.concat())
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn no_text_makes_a_reader_panic_or_give_what_is_unsound(text in text()) {
        for format in GraphFormat::ALL {
            if let Ok(read) = read(format, &text) {
                assert_sound(&read);
            }
        }
        let _ = read_components(text.as_bytes(), "graph", None);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in GraphFormat::ALL {
            let _ = read_components(&bytes, "graph", Some(format));
        }
        let _ = read_components(&bytes, "graph", None);
    }

    #[test]
    fn a_table_gives_back_the_edges_that_were_written(
        edges in prop::collection::btree_set(("[a-z\",\n]{1,3}x", "[a-z\"]{1,3}x"), 0..20),
    ) {
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let mut table = "component,requires\n".to_owned();
        for (owner, member) in &edges {
            table += &format!("{},{}\n", quoted(owner), quoted(member));
        }
        let mut found = std::collections::BTreeSet::new();
        for component in super::good(GraphFormat::Csv, &table).components {
            for requirement in component.requires.into_iter().flatten() {
                found.insert((component.name.clone(), requirement.members[0].clone()));
            }
        }
        let trimmed = |name: &str| name.trim().to_owned();
        let expected = edges.iter().map(|(a, b)| (trimmed(a), trimmed(b))).collect();
        prop_assert_eq!(found, expected);
    }
}
