use super::*;

/// Every rating of a scale, one line per likelihood from the lowest.
fn table(scale: &Scale) -> Vec<Vec<&str>> {
    let impacts = || scale.impact().iter().map(|(level, _)| level);
    let row = |likelihood| {
        impacts()
            .map(|impact| scale.rating().label(scale.rate(likelihood, impact)))
            .collect()
    };
    scale
        .likelihood()
        .iter()
        .map(|(level, _)| row(level))
        .collect()
}

#[test]
fn low_medium_high_is_rated_as_the_owasp_matrix_has_it() {
    assert_eq!(
        table(&Scale::default()),
        [
            ["Note", "Low", "Medium"],
            ["Low", "Medium", "High"],
            ["Medium", "High", "Critical"],
        ]
    );
}

#[test]
fn nist_800_30_is_rated_as_its_table_i_2_has_it() {
    let (vl, l, m, h, vh) = ("Very Low", "Low", "Moderate", "High", "Very High");
    assert_eq!(
        table(&Scale::built_in("nist-800-30").unwrap()),
        [
            [vl, vl, vl, l, l],
            [vl, l, l, l, m],
            [vl, l, m, m, h],
            [vl, l, m, h, vh],
            [vl, l, m, h, vh],
        ]
    );
}

#[test]
fn five_by_five_is_rated_by_the_product() {
    let (l, m, h, c) = ("Low", "Medium", "High", "Critical");
    assert_eq!(
        table(&Scale::built_in("five-by-five").unwrap()),
        [
            [l, l, l, l, m],
            [l, l, m, m, h],
            [l, m, m, h, h],
            [l, m, h, h, c],
            [m, h, h, c, c],
        ]
    );
}

#[test]
fn a_level_is_found_by_label_or_alias_whatever_its_case_and_hyphens() {
    let scale = Scale::built_in("nist-800-30").unwrap();
    let very_high = scale.impact().find("Very High");
    assert!(very_high.is_some());
    assert_eq!(scale.impact().find("  very-HIGH "), very_high);
    assert_eq!(scale.impact().find("vh"), very_high);
    assert_eq!(scale.impact().find("Hgih"), None);
    assert_eq!(scale.impact().nearest("Hgih"), Some("High"));
}

#[test]
fn the_upper_part_of_an_axis_is_its_upper_half() {
    let high = |scale: &str| -> Vec<String> {
        let scale = Scale::built_in(scale).unwrap();
        let rating = scale.rating();
        let high = rating.iter().filter(|(level, _)| rating.is_high(*level));
        high.map(|(_, definition)| definition.label.clone())
            .collect()
    };
    assert_eq!(high("low-medium-high"), ["High", "Critical"]);
    assert_eq!(high("nist-800-30"), ["High", "Very High"]);
    assert_eq!(high("five-by-five"), ["High", "Critical"]);
}

#[test]
fn a_scale_that_does_not_fit_together_is_refused_with_the_reason() {
    let levels = |labels: &[&str]| Levels::new(labels.iter().copied());
    assert_eq!(levels(&[]), Err(ScaleError::LevelCount { count: 0 }));
    assert_eq!(
        levels(&["Low", "low"]),
        Err(ScaleError::RepeatedWord { word: "low".into() })
    );
    assert!(matches!(
        levels(&["Low", " "]),
        Err(ScaleError::BlankWord { .. })
    ));
    let axis = || levels(&["a", "b"]).unwrap();
    assert_eq!(
        Scale::new("s", axis(), axis(), axis(), [["a", "b"]]),
        Err(ScaleError::MatrixShape {
            rows: 2,
            columns: 2
        })
    );
    let unknown = Scale::new("s", axis(), axis(), axis(), [["a", "b"], ["a", "c"]]);
    assert!(matches!(unknown, Err(ScaleError::UnknownRating { entry, .. }) if entry == "c"));
}

#[test]
fn a_built_in_scale_is_a_name_in_a_file_and_any_other_one_a_table() {
    let built_in = serde_json::to_value(Scale::default()).unwrap();
    assert_eq!(built_in, "low-medium-high");
    let own = Scale::new(
        "low-medium-high",
        Levels::new(["Low", "High"]).unwrap(),
        Levels::new(["Low"]).unwrap(),
        Levels::new(["Fine", "Bad"]).unwrap(),
        [["Fine"], ["Bad"]],
    )
    .unwrap();
    let table = serde_json::to_value(&own).unwrap();
    assert_eq!(table["matrix"], serde_json::json!([["Fine"], ["Bad"]]));
    assert_eq!(serde_json::from_value::<Scale>(table).unwrap(), own);
}
