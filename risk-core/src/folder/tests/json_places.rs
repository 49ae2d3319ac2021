//! The parts of a JSON text are numbered as they are read, and the numbers tell where they stand.

use proptest::prelude::*;
use serde_json::Value as Json;

use super::json::parse;
use super::node::{Node, Value};
use super::positions::File;
use super::tokens::Tokens;
use crate::tests::cases;

fn file(text: &str) -> File {
    File::json("r.json".to_owned(), text.to_owned())
}

/// Each part of a tree, with its place.
fn places(file: &File, node: &Node) -> Vec<String> {
    let mut found = vec![format!("{} {}", file.position(node.start), node.to_json())];
    if let Value::List(nodes) = &node.value {
        found.extend(nodes.iter().flat_map(|node| places(file, node)));
    }
    for entry in node.entries() {
        assert_eq!(entry.start, entry.node.start);
        found.extend(places(file, &entry.node));
    }
    found
}

fn refusal(text: &str) -> String {
    let problem = parse(&file(text), &mut |_, _| false).unwrap_err();
    format!("{}: {}", problem.location, problem.message)
}

#[test]
fn every_part_is_found_behind_escapes_other_alphabets_and_nested_lists() {
    let text = concat!(
        "{ \"a\\\\\" : \"\\\"]}\\u00e9\\\\\",\"é日\":[ [],[\t-1.5e3\r\n ,true] , {}],\n",
        "  \"\":{\"[{\": null ,\n\"b\":\"日,:\" } , \"c\":false}"
    );
    let file = file(text);
    let node = parse(&file, &mut |_, _| false).unwrap();
    let expected = [
        r#"r.json:1:1 {"a\\":"\"]}é\\","é日":[[],[-1500.0,true],{}],"":{"[{":null,"b":"日,:"},"c":false}"#,
        r#"r.json:1:11 "\"]}é\\""#,
        "r.json:1:31 [[],[-1500.0,true],{}]",
        "r.json:1:33 []",
        "r.json:1:36 [-1500.0,true]",
        "r.json:1:38 -1500.0",
        "r.json:2:3 true",
        "r.json:2:11 {}",
        r#"r.json:3:6 {"[{":null,"b":"日,:"}"#,
        "r.json:3:13 null",
        r#"r.json:4:5 "日,:""#,
        "r.json:4:19 false",
    ];
    assert_eq!(places(&file, &node), expected);
}

#[test]
fn what_is_taken_while_it_is_read_is_counted_too() {
    let text = "{\"risks\":[{\"a\":1}, 5],\n\"trackers\":[{}],\"x\":{\"risks\":[6]}}";
    let file = file(text);
    let mut taken = Vec::new();
    let node = parse(&file, &mut |key, node| {
        let is_taken = key == "risks";
        if is_taken {
            taken.extend(places(&file, node));
        }
        is_taken
    });
    let rest = places(&file, &node.unwrap());
    assert_eq!(
        taken,
        ["r.json:1:11 {\"a\":1}", "r.json:1:16 1", "r.json:1:20 5"]
    );
    assert_eq!(
        rest[1..4],
        ["r.json:1:10 []", "r.json:2:12 [{}]", "r.json:2:13 {}"]
    );
    assert_eq!(rest.last().unwrap(), "r.json:2:31 6");
}

#[test]
fn a_text_of_more_than_one_mark_is_found_in_everywhere() {
    let numbers: Vec<String> = (0..1_000).map(|n| format!("{n:>5}")).collect();
    let text = format!("[{}]", numbers.join(","));
    let tokens = Tokens::new(&text);
    for n in 0..1_000 {
        let start = tokens.start(&text, n + 1);
        assert_eq!(
            text[start..].split([',', ']']).next(),
            Some(n.to_string().as_str())
        );
    }
}

#[test]
fn what_nests_too_deep_is_refused_at_the_bracket() {
    let nested = |depth: usize| format!("\n{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&file(&nested(80)), &mut |_, _| false).is_ok());
    let expected = "r.json:2:81: lists and objects are nested more than 80 deep";
    assert_eq!(refusal(&nested(81)), expected);
    assert_eq!(refusal(&nested(100_000)), expected);
    let wide = format!("[{}]", vec!["[{}]"; 1_000].join(","));
    assert!(parse(&file(&wide), &mut |_, _| false).is_ok());
}

#[test]
fn a_key_that_stands_twice_is_refused_in_a_table_of_any_size() {
    for others in [0, 10, 15, 16, 1_000] {
        let others: Vec<String> = (0..others).map(|n| format!("\"k{n}\":{{}},")).collect();
        let others = others.concat();
        let text = format!("[{{\"a\":1,{others}\n\"b\":2,\"\\u0061\":\"x\", \"a\": 3}}]");
        assert_eq!(refusal(&text), "r.json:2:16: the key `a` stands twice");
    }
}

#[test]
fn numbers_that_would_lose_digits_are_what_is_written() {
    let text = "[9223372036854775807,9223372036854775808,18446744073709551616,\
                -9223372036854775808,-9223372036854775809,0.1000000000000000055,2.5e-324]";
    let node = parse(&file(text), &mut |_, _| false).map(|node| node.to_json());
    let expected = "[9223372036854775807,\"9223372036854775808\",\"18446744073709551616\",\
                    -9223372036854775808,\"-9223372036854775809\",\"0.1000000000000000055\",\"2.5e-324\"]";
    assert_eq!(node.unwrap().to_string(), expected);
}

/// Any JSON, nested not too deep.
fn json() -> impl Strategy<Value = Json> {
    let text = "[a-c\\\\\"\\[\\]{},: é日\n]{0,6}";
    let plain = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        (-1e9..1e9_f64).prop_map(Json::from),
        text.prop_map(Json::from),
    ];
    plain.prop_recursive(4, 400, 12, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..12).prop_map(Json::from),
            prop::collection::vec((text, inner), 0..12)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

/// Checks that the parts of a tree stand where their tokens say.
fn check(text: &str, tokens: &Tokens, node: &Node) {
    let rest = &text[tokens.start(text, node.start)..];
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Json>();
    assert_eq!(values.next().unwrap().unwrap(), node.to_json());
    assert!(!rest.starts_with(char::is_whitespace));
    if let Value::List(nodes) = &node.value {
        for node in nodes {
            check(text, tokens, node);
        }
    }
    for entry in node.entries() {
        check(text, tokens, &entry.node);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn every_part_of_any_text_is_found(json in json(), pretty: bool) {
        let text = if pretty { format!("{json:#}") } else { json.to_string() };
        let file = file(&text);
        let node = parse(&file, &mut |_, _| false).unwrap();
        prop_assert_eq!(&node.to_json(), &json);
        check(&text, &Tokens::new(&text), &node);
    }
}
