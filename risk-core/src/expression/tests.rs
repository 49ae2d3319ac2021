//! What expressions say of risks, and why a text is none.

use proptest::prelude::*;

use super::*;
use crate::record::Key;
use crate::register::{
    Component, ExtraValue, Observation, Rehearsal, RehearsalKind, Risk, Scale, Stated,
};

fn today() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// A risk that states much, one that states nothing, and one that states what makes no sense.
fn register() -> Register {
    let mut full = Risk::new("R01");
    full.component = "db".to_owned();
    full.description = "The disk fills up".to_owned();
    (full.likelihood, full.impact) = (Some("high".into()), Some("Medium".into()));
    full.status = Some(Stated::parse("in-progress"));
    full.review_by = Some(Stated::parse("2026-06-15"));
    full.observations = vec![
        Observation::implemented("Alarm on 80 %"),
        Observation::suggested("x"),
    ];
    full.mitigations = vec!["Grow the disk".into(), "Page twice".into()];
    full.rehearsals = vec![Rehearsal::new(
        Date::new(2026, 5, 1).unwrap(),
        RehearsalKind::Incident,
    )];
    full.category = "capacity".to_owned();
    full.acceptance.rating = Some("Low".to_owned());
    let texts = [("Team", "Storage"), ("Service line", "Payments EU")];
    for (header, text) in texts {
        full.extra
            .insert(Key::first(header), ExtraValue::Text(text.to_owned()));
    }
    full.extra
        .insert(Key::first("Cost"), ExtraValue::Integer(1_200));
    let found = "2026-03-31T16:30:00".parse().unwrap();
    full.extra
        .insert(Key::first("Found on"), ExtraValue::DateTime(found));
    full.extra
        .insert(Key::first("Sum"), ExtraValue::Error("#REF!".to_owned()));

    let mut odd = Risk::new("R03");
    (odd.likelihood, odd.impact) = (Some("dunno".into()), Some("High".into()));
    odd.status = Some(Stated::parse("stuck"));
    odd.review_by = Some(Stated::parse("soon"));
    odd.owner = "Payments".to_owned();

    let mut database = Component::new("DB");
    (database.owner, database.tier, database.kind) =
        ("Storage".to_owned(), "1".to_owned(), "database".to_owned());
    let risks = vec![full, Risk::new("R02"), odd];
    Register::new("", Scale::default(), vec![database], risks).unwrap()
}

/// What an expression says of the three: `T`, `F` or `?` each.
#[track_caller]
fn says(text: &str) -> String {
    let register = register();
    let expression =
        Expression::new(text, &register).unwrap_or_else(|error| panic!("{text}: {error}"));
    let letter = |risk| match expression.evaluate(risk, today()) {
        Truth::True => 'T',
        Truth::False => 'F',
        Truth::Unknown => '?',
    };
    register.risks().map(letter).collect()
}

#[test]
fn a_bare_field_holds_where_it_states_something() {
    for (text, expected) in [
        ("reference", "TTT"),
        ("description", "TFF"),
        ("rating", "TFT"),
        ("likelihood", "TFT"),
        ("status", "TFT"),
        ("mitigations", "TFF"),
        ("category", "TFF"),
        // Its own, or that of the component.
        ("owner", "TFT"),
        ("component.tier", "TFF"),
        ("observed", "TFF"),
        ("confirmed", "TFF"),
        ("extra.Team", "TFF"),
        ("owner is missing", "FTF"),
        ("owner is not missing", "TFT"),
        ("not owner", "FTF"),
    ] {
        assert_eq!(says(text), expected, "{text}");
    }
}

#[test]
fn levels_compare_by_the_order_of_their_scale_and_what_is_missing_is_unknown() {
    for (text, expected) in [
        ("rating >= High", "T??"),
        ("rating >= critical", "F??"),
        ("rating < Critical", "T??"),
        ("likelihood = HIGH", "T??"),
        ("likelihood != High", "F??"),
        ("impact > Low", "T?T"),
        ("acceptance.rating <= Low", "T??"),
        ("rating in (High, Critical)", "T??"),
        ("not rating >= High", "F??"),
    ] {
        assert_eq!(says(text), expected, "{text}");
    }
}

#[test]
fn statuses_days_lists_and_texts_compare_as_what_they_are() {
    for (text, expected) in [
        // Who states no status has decided nothing; what is no status is unknown.
        ("status = open", "FT?"),
        ("status != closed", "TT?"),
        ("status in (in-progress, open)", "TT?"),
        ("review_by = 2026-06-15", "T??"),
        ("review_by <= today", "F??"),
        ("review_by <= today + 14d", "T??"),
        ("review_by < today+14d", "F??"),
        ("review_by > today - 1d", "T??"),
        ("mitigations >= 2", "TFF"),
        ("mitigations = 0", "FTT"),
        ("rehearsals > 0", "TFF"),
        ("observations contains 'ALARM on'", "TFF"),
        ("description contains disk", "T??"),
        ("component = DB", "T??"),
        ("owner = storage", "T?F"),
        ("component.tier = 1", "T??"),
        ("component.kind != database", "F??"),
        ("extra.Team = storage", "T??"),
        ("extra.\"Service line\" = 'payments eu'", "T??"),
        ("extra.cost > 999.5", "T??"),
        ("extra.cost = 1200", "T??"),
        ("extra.\"Found on\" < 2026-04-01", "T??"),
        // 31 March is 62 days before 1 June.
        ("extra.\"Found on\" < today", "T??"),
        ("extra.\"Found on\" = today", "F??"),
        ("extra.\"Found on\" = today - 62d", "T??"),
        ("extra.\"Found on\" != TODAY-62d", "F??"),
        ("extra.\"Found on\" >= today - 61d", "F??"),
        ("extra.\"Found on\" in (today, today - 62d)", "T??"),
        // A text is no day, and what is in quotes is a text.
        ("extra.Team = today", "F??"),
        ("extra.Team != today", "T??"),
        ("extra.Team < today", "???"),
        ("extra.Cost > today", "???"),
        ("extra.\"Found on\" = 'today'", "F??"),
        // It has no order.
        ("extra.Team > a", "???"),
        // A formula that failed says something, and nobody knows what.
        ("extra.Sum", "TFF"),
    ] {
        let says = if text == "extra.Sum" {
            let register = register();
            let expression = Expression::of_policy(text, &register).unwrap();
            let risks = register.risks();
            let letter = |risk| {
                if expression.evaluate(risk, today()) == Truth::True {
                    'T'
                } else {
                    'F'
                }
            };
            risks.map(letter).collect()
        } else {
            says(text)
        };
        assert_eq!(says, expected, "{text}");
    }
}

/// Three risks that have a value each under headers of their own.
fn says_of(header: &str, values: [ExtraValue; 3], text: &str) -> String {
    let risk = |(reference, value): (&str, ExtraValue)| {
        let mut risk = Risk::new(reference);
        risk.extra.insert(Key::first(header), value);
        risk
    };
    let risks = ["R1", "R2", "R3"].into_iter().zip(values).map(risk);
    let register = Register::new("", Scale::default(), Vec::new(), risks.collect()).unwrap();
    let expression = Expression::new(text, &register).unwrap();
    let letter = |risk| match expression.evaluate(risk, today()) {
        Truth::True => 'T',
        Truth::False => 'F',
        Truth::Unknown => '?',
    };
    register.risks().map(letter).collect()
}

fn texts(values: [&str; 3]) -> [ExtraValue; 3] {
    values.map(|text| ExtraValue::Text(text.to_owned()))
}

#[test]
fn numbers_of_own_columns_are_compared_by_all_their_digits_and_texts_are_themselves_alone() {
    let accounts = [12_345_678_901_234_567, 12_345_678_901_234_568, 5];
    let numbers = || accounts.map(ExtraValue::Integer);
    for (text, expected) in [
        ("extra.N = 12345678901234567", "TFF"),
        ("extra.N != 12345678901234567", "FTT"),
        ("extra.N > 12345678901234567", "FTF"),
        ("extra.N in (12345678901234567, 5.0)", "TFT"),
    ] {
        assert_eq!(says_of("N", numbers(), text), expected, "{text}");
        if !text.contains("5.0") {
            let written = accounts.map(|number| number.to_string());
            let written = written.map(ExtraValue::Text);
            assert_eq!(says_of("N", written, text), expected, "{text}");
        }
    }
    for (text, expected) in [
        ("extra.Version = 1.1", "FTF"),
        ("extra.Version = '1.10'", "TFF"),
        ("extra.Version != 1.1", "TFT"),
        ("extra.Version < 2", "TTF"),
    ] {
        let versions = texts(["1.10", "1.1", "2.0"]);
        assert_eq!(says_of("Version", versions, text), expected, "{text}");
    }
}

#[test]
fn times_count_where_both_have_one_and_what_has_more_behind_a_day_is_a_text() {
    let times = || texts(["2026-05-01T09:00", "2026-05-01 17:30", "2026-05-01"]);
    for (text, expected) in [
        ("extra.At = 2026-05-01", "TTT"),
        ("extra.At < '2026-05-01T12:00'", "TFF"),
        ("extra.At = '2026-05-01T09:00:00'", "TFT"),
    ] {
        assert_eq!(says_of("At", times(), text), expected, "{text}");
    }
    let tags = || texts(["2026-05-01-rc1", "2026-05-01-rc2", "2026-05-01"]);
    for (text, expected) in [
        ("extra.Tag = 2026-05-01-rc1", "TFF"),
        ("extra.Tag = 2026-05-01", "FFT"),
        ("extra.Tag < 2026-05-02", "??T"),
    ] {
        assert_eq!(says_of("Tag", tags(), text), expected, "{text}");
    }
}

#[test]
fn headers_that_differ_in_case_alone_are_told_apart_and_neither_is_guessed() {
    let mut risk = Risk::new("R1");
    for (header, text) in [("Date", "a"), ("date", "b"), ("Found on", "c")] {
        let value = ExtraValue::Text(text.to_owned());
        risk.extra.insert(Key::first(header), value);
    }
    let register = Register::new("", Scale::default(), Vec::new(), vec![risk]).unwrap();
    let risk = register.risk_at(0).unwrap();
    for text in [
        "extra.Date = a",
        "extra.date = b",
        "extra.\"found ON\" = c",
        "EXTRA.date = b",
    ] {
        let expression = Expression::new(text, &register).unwrap();
        assert_eq!(expression.evaluate(risk, today()), Truth::True, "{text}");
    }
    let message = "`extra.DATE` may be any of several headers; expected `extra.Date` or `extra.date`, at column 1";
    for error in [
        Expression::new("extra.DATE = a", &register).unwrap_err(),
        Expression::of_policy("extra.DATE = a", &register).unwrap_err(),
    ] {
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn and_binds_more_than_or_and_not_more_than_both() {
    for (text, expected) in [
        ("owner or description and rating >= Critical", "TFT"),
        ("(owner or description) and rating >= Critical", "FF?"),
        ("not owner or owner", "TTT"),
        ("not (owner or owner)", "FTF"),
        ("NOT owner AND status = open", "FTF"),
        // What is false is so whatever is not known.
        ("rating >= High and mitigations", "TFF"),
        ("rating >= High or reference", "TTT"),
    ] {
        assert_eq!(says(text), expected, "{text}");
    }
}

#[test]
fn what_is_not_known_is_named() {
    let register = register();
    let text = "rating >= High and owner = x and review_by < today and mitigations = 0";
    let expression = Expression::new(text, &register).unwrap();
    let unknown = |at: usize| expression.unknown_fields(register.risk_at(at).unwrap(), today());
    assert_eq!(unknown(0), [""; 0]);
    assert_eq!(unknown(1), ["rating", "owner", "review_by"]);
    assert_eq!(unknown(2), ["rating", "review_by"]);
}

/// Texts that are no expressions, and what is said of them.
const WRONG: &[(&str, &str)] = &[
    ("", "expected a field, found the end, at column 1"),
    ("   ", "expected a field, found the end, at column 4"),
    (
        "ratng >= High",
        "nothing is called `ratng`, at column 1; did you mean `rating`?",
    ),
    (
        "owner and acceptance",
        "nothing is called `acceptance`, at column 11; did you mean `acceptance.by`?",
    ),
    (
        "rating >= Hihg",
        "`Hihg` is no level; expected Note, Low, Medium, High or Critical, at column 11; did you mean `High`?",
    ),
    (
        "rating >= 3",
        "`3` is no level; expected Note, Low, Medium, High or Critical, at column 11",
    ),
    (
        "likelihood = Critical",
        "`Critical` is no level; expected Low, Medium or High, at column 14",
    ),
    ("rating >=", "expected a value, found the end, at column 10"),
    (
        "rating >= and owner",
        "expected a value, found `and`, at column 11",
    ),
    (
        "rating => High",
        "`=>` compares nothing; expected =, !=, <, <=, > or >=, at column 8; did you mean `>=`?",
    ),
    (
        "rating == High",
        "`==` compares nothing; expected =, !=, <, <=, > or >=, at column 8; did you mean `=`?",
    ),
    (
        "rating <> High",
        "`<>` compares nothing; expected =, !=, <, <=, > or >=, at column 8; did you mean `!=`?",
    ),
    (
        "!owner",
        "`!` is no word here, at column 1; did you mean `not`?",
    ),
    (
        "owner && rating",
        "expected `and`, `or` or the end, found `&&`, at column 7; did you mean `and`?",
    ),
    (
        "owner || rating",
        "expected `and`, `or` or the end, found `||`, at column 7; did you mean `or`?",
    ),
    (
        "owner rating",
        "expected `and`, `or` or the end, found `rating`, at column 7; did you mean `\"owner rating\"`?",
    ),
    (
        "description = The disk",
        "expected `and`, `or` or the end, found `disk`, at column 19; did you mean `\"The disk\"`?",
    ),
    ("(owner", "the `(` is not closed, at column 1"),
    ("owner)", "there is no `(` for this `)`, at column 6"),
    ("(owner and)", "expected a field, found `)`, at column 11"),
    ("owner = \"Web", "the quote is not closed, at column 9"),
    (
        "owner = ''",
        "a blank value; write `is missing` for what states nothing, at column 9",
    ),
    (
        "owner = missing",
        "`missing` is no value, at column 9; did you mean `is missing`?",
    ),
    (
        "owner is",
        "expected `missing` or `not missing`, found the end, at column 9",
    ),
    (
        "owner is not Web",
        "expected `missing` or `not missing`, found `Web`, at column 14",
    ),
    (
        "owner > Web",
        "`owner` has no order; expected = or !=, at column 1",
    ),
    (
        "status >= open",
        "`status` has no order; expected = or !=, at column 1",
    ),
    (
        "status = done",
        "`done` is not a status: open, in-progress, accepted or closed, at column 10",
    ),
    (
        "status = clsoed",
        "`clsoed` is not a status: open, in-progress, accepted or closed, at column 10; did you mean `closed`?",
    ),
    (
        "status in open",
        "expected a list such as `(a, b)`, found `open`, at column 11",
    ),
    ("status in ()", "expected a value, found `)`, at column 12"),
    (
        "status in (open closed)",
        "expected `,` or `)`, found `closed`, at column 17",
    ),
    (
        "status in (open,",
        "expected a value, found the end, at column 17",
    ),
    (
        "review_by < soon",
        "`soon` is no day; expected one such as 2027-03-31, `today` or `today + 30d`, at column 13",
    ),
    (
        "review_by < today + 6m",
        "`today + 6m` is no day; expected one such as 2027-03-31, `today` or `today + 30d`, at column 13",
    ),
    (
        "review_by < today + soon",
        "`today + soon` is no day; expected one such as 2027-03-31, `today` or `today + 30d`, at column 13",
    ),
    (
        "mitigations >= two",
        "`two` is no number; a list is compared by how many entries it has, at column 16",
    ),
    (
        "mitigations >= -1",
        "`-1` is no number; a list is compared by how many entries it has, at column 16",
    ),
    (
        "rating contains High",
        "`rating` is neither a text nor a list, and contains nothing, at column 1; did you mean `rating =`?",
    ),
    (
        "observed = yes",
        "`observed` holds or does not; it has no value, at column 1; did you mean `observed`?",
    ),
    (
        "observed = no",
        "`observed` holds or does not; it has no value, at column 1; did you mean `not observed`?",
    ),
    (
        "observed is missing",
        "`observed` holds or does not; it has no value, at column 1; did you mean `not observed`?",
    ),
    (
        "component in (Nothing)",
        "no component is called `Nothing`, at column 15",
    ),
    (
        "extra.Teem = x",
        "no risk has a value of `extra.Teem`, at column 1; did you mean `extra.Team`?",
    ),
    (
        "extra.Team < today - soon",
        "`today - soon` is no day; expected one such as 2027-03-31, `today` or `today + 30d`, at column 14; did you mean `'today - soon'`?",
    ),
    ("and", "expected a field, found `and`, at column 1"),
    (
        "owner = x y z",
        "expected `and`, `or` or the end, found `y`, at column 11; did you mean `\"x y\"`?",
    ),
    ("ä = b", "nothing is called `ä`, at column 1"),
    ("owner or ü", "nothing is called `ü`, at column 10"),
];

#[test]
fn a_header_that_has_blanks_alone_is_known_and_states_nothing() {
    let mut risk = Risk::new("R01");
    risk.extra
        .insert(Key::first("Empty"), ExtraValue::Text(String::new()));
    let register = Register::new("", Scale::default(), vec![], vec![risk]).unwrap();
    let said = |text: &str| {
        let risk = register.risks().next().unwrap();
        Expression::new(text, &register)
            .unwrap()
            .evaluate(risk, today())
    };
    assert_eq!(said("extra.Empty is missing"), Truth::True);
    assert_eq!(said("extra.Empty"), Truth::False);
    let error = Expression::new("extra.Empy is missing", &register).unwrap_err();
    assert_eq!(error.suggestion.as_deref(), Some("extra.Empty"));
}

#[test]
fn each_wrong_expression_says_where_and_what_would_be_right() {
    let register = register();
    for (text, expected) in WRONG {
        let error = Expression::new(text, &register).unwrap_err();
        assert_eq!(error.to_string(), *expected, "{text}");
    }
}

#[test]
fn what_is_deep_is_refused_and_what_is_long_is_not() {
    let register = register();
    let new = |text: &str| Expression::new(text, &register);
    let deep =
        |open: &str, close: &str| format!("{}owner{}", open.repeat(100_000), close.repeat(100_000));
    for text in [deep("(", ")"), deep("not ", "")] {
        let error = new(&text).unwrap_err().to_string();
        assert!(
            error.starts_with("more than 100 within one another"),
            "{error}"
        );
    }
    assert!(new(&vec!["owner"; 100_000].join(" and ")).is_ok());
    assert!(new(&format!("{}owner{}", "(".repeat(90), ")".repeat(90))).is_ok());
}

/// A part of an expression that says any of the three, and its words.
fn part() -> impl Strategy<Value = String> {
    let words = [
        "owner",
        "rating >= High",
        "status = open",
        "mitigations >= 1",
        "observed",
    ];
    let leaf = proptest::sample::select(words.to_vec()).prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4)
                .prop_map(|all| format!("({})", all.join(" and "))),
            proptest::collection::vec(inner.clone(), 2..4)
                .prop_map(|all| format!("({})", all.join(" or "))),
            inner.prop_map(|one| format!("not {one}")),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_is_more_than_refused(text in ".{0,60}") {
        let register = register();
        if let Err(error) = Expression::new(&text, &register) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            prop_assert!(!error.to_string().contains('\n') || text.contains('\n'));
        }
    }

    #[test]
    fn the_logic_has_the_laws_of_three_values(a in part(), b in part()) {
        for (one, other) in [
            (format!("not not ({a})"), a.clone()),
            (format!("not (({a}) and ({b}))"), format!("not ({a}) or not ({b})")),
            (format!("not (({a}) or ({b}))"), format!("not ({a}) and not ({b})")),
            (format!("({a}) and ({b})"), format!("({b}) and ({a})")),
            (format!("({a}) or ({a}) and ({b})"), a.clone()),
        ] {
            prop_assert_eq!(says(&one), says(&other), "{} / {}", one, other);
        }
    }
}
