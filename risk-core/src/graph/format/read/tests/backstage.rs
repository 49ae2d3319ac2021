//! Backstage.

use super::{good, lines, wrong};
use crate::graph::format::GraphFormat::Backstage;

const EXAMPLE: &str = "\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout
  description: >
    Takes orders
    and money.
spec:
  type: service
  lifecycle: production
  owner: group:default/shop
  system: webshop
  dependsOn: ['resource:orders-db', 'Component:Payments']
  consumesApis: [rates]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: orders-db }
spec: { type: database, owner: user:ann }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: payments }
spec: { type: service, owner: money/pay, providesApis: [charge], dependsOn: [] }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: rates }
spec: { type: openapi }
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: webshop }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: shop }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: pay }
";

/// Entities of a kind, a name and a spec.
fn entities(stated: &[(&str, &str, &str)]) -> String {
    let document = |(kind, name, spec): &(&str, &str, &str)| {
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec: {{ {spec} }}\n"
        )
    };
    stated
        .iter()
        .map(document)
        .collect::<Vec<_>>()
        .join("---\n")
}

#[test]
fn entities_that_can_fail_are_components_and_what_they_depend_on_is_required() {
    let read = good(Backstage, EXAMPLE);
    let expected = [
        "checkout: resource:orders-db, payments, api:rates",
        "resource:orders-db: ?",
        "payments: ",
        "api:rates: ?",
        "api:charge: payments",
    ];
    assert_eq!(lines(&read), expected);
    assert_eq!(
        read.notes,
        [
            "entities of other kinds are left out: 2 Group, 1 System",
            "1 entity states with `system`, `subcomponentOf` or `partOf` where it belongs, which requires nothing \
             and is left out",
        ]
    );
}

#[test]
fn kind_owner_and_description_are_taken() {
    let read = good(Backstage, EXAMPLE);
    let facts = |at: usize| {
        let component = &read.components[at];
        let facts = [&component.kind, &component.owner, &component.description];
        facts.map(String::as_str)
    };
    assert_eq!(facts(0), ["service", "shop", "Takes orders and money."]);
    assert_eq!(facts(1), ["database", "ann", ""]);
    assert_eq!(facts(2), ["service", "money/pay", ""]);
    assert_eq!(facts(3), ["openapi", "", ""]);
    assert_eq!(facts(4), ["", "", ""]);
    let plain = good(Backstage, &entities(&[("Resource", "db", "")]));
    assert_eq!(plain.components[0].kind, "resource");
}

#[test]
fn dependency_of_is_the_same_the_other_way_round() {
    let text = entities(&[("Resource", "db", "dependencyOf: [web, 'component:api']")]);
    assert_eq!(
        lines(&good(Backstage, &text)),
        ["resource:db: ?", "web: resource:db", "api: resource:db"]
    );
}

#[test]
fn a_provider_that_is_stated_again_is_one() {
    let text = entities(&[
        ("Component", "east", "providesApis: [rates]"),
        ("Component", "east", "providesApis: ['api:default/Rates']"),
    ]);
    let related = "relations: [{ type: apiProvidedBy, targetRef: 'component:default/east' }]\n";
    let text = format!(
        "{text}---\napiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {{ name: rates }}\n{related}"
    );
    let read = good(Backstage, &text);
    assert_eq!(lines(&read), ["east: ?", "api:rates: east"]);
    assert!(
        !read.notes.iter().any(|note| note.contains("providers")),
        "{:?}",
        read.notes
    );
}

#[test]
fn an_api_with_several_providers_requires_each_and_that_is_told() {
    let text = entities(&[
        ("Component", "east", "providesApis: [rates]"),
        ("Component", "west", "providesApis: [rates, rates]"),
    ]);
    let read = good(Backstage, &text);
    assert_eq!(
        lines(&read),
        ["east: ?", "api:rates: east, west", "west: ?"]
    );
    let expected = "1 API has several providers and was made to require all of them; where one is \
                    enough, state a group with a need of 1: `api:rates`";
    assert_eq!(read.notes, [expected]);
}

#[test]
fn an_entity_is_called_by_its_kind_and_namespace_whatever_else_there_is() {
    let text = entities(&[
        ("API", "pay", ""),
        ("Resource", "pay", ""),
        (
            "Component",
            "pay",
            "dependsOn: ['resource:pay', 'shop/pay'], consumesApis: [pay]",
        ),
        ("Resource", "log", ""),
        ("API", "log", ""),
    ]);
    let expected = [
        "api:pay: ?",
        "resource:pay: ?",
        "pay: resource:pay, shop/pay, api:pay",
        "shop/pay: ?",
        "resource:log: ?",
        "api:log: ?",
    ];
    assert_eq!(lines(&good(Backstage, &text)), expected);
}

#[test]
fn references_mean_the_same_whatever_their_case() {
    let text = entities(&[
        ("component", "Web", "dependsOn: ['RESOURCE:Default/DB']"),
        ("RESOURCE", "db", ""),
    ]);
    assert_eq!(
        lines(&good(Backstage, &text)),
        ["Web: resource:db", "resource:db: ?"]
    );
}

#[test]
fn an_entity_of_a_namespace_is_found_by_it() {
    let text = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web, namespace: shop }\n\
                spec: { dependsOn: ['component:shop/db', 'default/web'] }\n";
    assert_eq!(
        lines(&good(Backstage, text)),
        ["shop/web: shop/db, web", "shop/db: ?", "web: ?"]
    );
}

#[test]
fn a_reference_without_a_namespace_is_to_the_namespace_of_who_refers() {
    let text = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web, namespace: shop }\n\
                spec:\n  owner: pay\n  dependsOn: ['resource:db']\n  consumesApis: [rates]\n  \
                dependencyOf: [mail]\n  providesApis: [charge]\n";
    let read = good(Backstage, text);
    let expected = [
        "shop/web: resource:shop/db, api:shop/rates",
        "resource:shop/db: ?",
        "api:shop/rates: ?",
        "shop/mail: shop/web",
        "api:shop/charge: shop/web",
    ];
    assert_eq!(lines(&read), expected);
    assert_eq!(read.components[0].owner, "shop/pay");
}

#[test]
fn the_relations_of_what_the_catalogue_exports_are_read_and_repeat_nothing() {
    let entity = |kind: &str, name: &str, spec: &str, relations: &[(&str, &str)]| {
        let relation = |(word, target): &(&str, &str)| {
            format!(r#"{{ "type": "{word}", "targetRef": "{target}" }}"#)
        };
        let relations: Vec<String> = relations.iter().map(relation).collect();
        format!(
            r#"{{ "apiVersion": "backstage.io/v1alpha1", "kind": "{kind}", "metadata": {{ "name": "{name}" }},
            "spec": {{ {spec} }}, "relations": [{}] }}"#,
            relations.join(",")
        )
    };
    let web = entity(
        "Component",
        "web",
        r#""dependsOn": ["system:old"]"#,
        &[
            ("dependsOn", "resource:default/db"),
            ("dependsOn", "system:default/old"),
            ("consumesApi", "api:default/rates"),
            ("ownedBy", "group:default/shop"),
            ("partOf", "system:default/shop"),
            ("deployedTo", "resource:default/eu"),
        ],
    );
    let db = entity(
        "Resource",
        "db",
        r#""dependencyOf": ["component:mail"]"#,
        &[
            ("dependencyOf", "component:default/web"),
            ("dependencyOf", "component:default/mail"),
        ],
    );
    let rates = entity(
        "API",
        "rates",
        "",
        &[
            ("apiProvidedBy", "component:default/bank"),
            ("apiConsumedBy", "component:default/web"),
        ],
    );
    let read = good(Backstage, &format!("[{web},{db},{rates}]"));
    let expected = [
        "web: resource:db, api:rates",
        "resource:db: ?",
        "api:rates: bank",
        "mail: resource:db",
        "bank: ?",
    ];
    assert_eq!(lines(&read), expected);
    let expected = [
        "references to other kinds are left out: 1 system",
        "relations of other types are left out: 1 deployedTo",
        "1 entity states with `system`, `subcomponentOf` or `partOf` where it belongs, which requires nothing and \
         is left out",
    ];
    assert_eq!(read.notes, expected);
}

#[test]
fn the_target_of_a_relation_may_be_in_parts_and_must_be_there() {
    let entity = |relation: &str| {
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{ name: web }}\n\
             relations:\n  - {relation}\n"
        )
    };
    let parts = "{ type: dependsOn, target: { kind: resource, namespace: shop, name: db } }";
    let read = good(Backstage, &entity(parts));
    assert_eq!(
        lines(&read),
        ["web: resource:shop/db", "resource:shop/db: ?"]
    );
    let error = wrong(Backstage, &entity("{ type: dependsOn }"));
    let expected = "graph:5:5: expected a `targetRef` of this dependsOn, found none";
    assert_eq!(error, expected);
}

#[test]
fn a_reference_to_what_cannot_fail_is_left_out_with_a_note() {
    let text = entities(&[(
        "Component",
        "web",
        "dependsOn: ['system:shop', 'group:ann', db]",
    )]);
    let read = good(Backstage, &text);
    assert_eq!(lines(&read), ["web: db", "db: ?"]);
    assert_eq!(
        read.notes,
        ["references to other kinds are left out: 1 group, 1 system"]
    );
}

#[test]
fn an_entity_stated_twice_and_other_documents_are_told_of() {
    let twice = [
        ("Component", "web", "dependsOn: [a]"),
        ("Component", "WEB", "dependsOn: [b]"),
    ];
    let text = format!("{}---\nhello: world\n", entities(&twice));
    let read = good(Backstage, &text);
    assert_eq!(lines(&read)[0], "web: a, b");
    let expected = [
        "1 document is no entity of Backstage, and left out",
        "1 entity is stated again, of which the requirements were added and the rest left out",
    ];
    assert_eq!(read.notes, expected);
}

#[test]
fn a_reference_without_a_name_is_an_error_at_its_place() {
    let text = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web }\nspec:\n  dependsOn:\n    - 'api:'\n";
    let expected =
        "graph:6:7: expected a reference such as `component:name` in `dependsOn`, found `api:`";
    assert_eq!(wrong(Backstage, text), expected);
    let text = entities(&[("Component", "web", "dependsOn: db")]);
    let error = wrong(Backstage, &text);
    assert_eq!(
        error,
        "graph:4:20: expected a list of references, found `db`"
    );
}

#[test]
fn an_entity_without_a_name_is_an_error() {
    let error = wrong(
        Backstage,
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {}\n",
    );
    let expected = "graph:1:1: expected `metadata.name` of this Component, found nothing";
    assert_eq!(error, expected);
    assert!(wrong(Backstage, "a: b").contains("expected entities"));
}

#[test]
fn the_skeletons_of_templates_and_what_they_refer_to_are_left_out_and_reported() {
    let text = entities(&[
        ("Component", "'${{ values.name }}'", "dependsOn: [db]"),
        (
            "Component",
            "web",
            "dependsOn: ['resource:${{ values.db }}', api]",
        ),
    ]);
    let read = good(Backstage, &text);
    assert_eq!(lines(&read), ["web: api", "api: ?"]);
    let expected = [
        "1 entity is of a template with placeholders for the name, and left out",
        "1 reference is a placeholder of a template, and left out",
    ];
    assert_eq!(read.notes, expected);
}

#[test]
fn a_skeleton_that_is_no_yaml_is_left_out_and_what_stands_beside_it_is_read() {
    let skeleton = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: {{ cookiecutter.name }}\n\
                    {% if values.db %}\nspec:\n  dependsOn: [{{ cookiecutter.db }}]\n{% endif %}\n";
    let text = format!(
        "{skeleton}---\n{}",
        entities(&[("Component", "web", "dependsOn: [db]")])
    );
    let read = good(Backstage, &text);
    assert_eq!(lines(&read), ["web: db", "db: ?"]);
    let expected = ["1 entity is of a template with placeholders for the name, and left out"];
    assert_eq!(read.notes, expected);
}

#[test]
fn what_the_catalogue_exports_is_a_list_of_entities() {
    let entity = r#"{ "apiVersion": "backstage.io/v1alpha1", "kind": "Component",
        "metadata": { "name": "web", "uid": "7" }, "spec": { "dependsOn": ["resource:default/db"] },
        "relations": [{ "type": "dependsOn", "targetRef": "resource:default/db" }] }"#;
    for text in [
        format!("[{entity}]"),
        format!(r#"{{ "items": [{entity}], "totalItems": 1 }}"#),
    ] {
        let read = super::read_components(text.as_bytes(), "graph", None).unwrap();
        assert_eq!(read.format, Backstage);
        assert_eq!(lines(&read), ["web: resource:db", "resource:db: ?"]);
        let ids = read.components.iter().map(|one| one.origins[0].id.as_str());
        let expected = ["component:default/web", "resource:default/db"];
        assert_eq!(ids.collect::<Vec<_>>(), expected);
    }
}
