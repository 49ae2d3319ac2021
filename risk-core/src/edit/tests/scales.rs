//! Another scale for a register.

use super::*;
use crate::record::{Key, RiskField};

fn scale(name: &str) -> Scale {
    Scale::built_in(name).unwrap()
}

fn rated(reference: &str, likelihood: &str, impact: &str) -> Risk {
    let mut risk = Risk::new(reference);
    risk.likelihood = Some(likelihood.to_owned());
    risk.impact = Some(impact.to_owned());
    risk
}

fn mappings(texts: &[&str]) -> Vec<LevelMapping> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// What is left unmapped, as `likelihood Low: R01 R02`.
fn in_short(unmapped: &[Unmapped]) -> Vec<String> {
    let risks = |risks: &[Key]| {
        risks
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let short = |u: &Unmapped| format!("{} {}: {}", u.field, u.level, risks(&u.risks));
    unmapped.iter().map(short).collect()
}

#[test]
fn levels_become_those_that_they_are_mapped_to() {
    let risks = vec![rated("R01", "med", "High"), rated("R02", "Low", "Medium")];
    let mut editor = Editor::new(register(vec![], risks));
    let mapping = mappings(&[
        "likelihood.Low=rare",
        "likelihood.Medium=3",
        " impact . H = Catastrophic",
        "impact.Medium=Major",
    ]);
    let unmapped = editor.use_scale(scale("five-by-five"), &mapping).unwrap();
    assert_eq!(unmapped, []);
    let expected = [
        "the register scale: low-medium-high -> five-by-five",
        "R01 likelihood: med -> Possible",
        "R01 impact: High -> Catastrophic",
        "R02 likelihood: Low -> Rare",
        "R02 impact: Medium -> Major",
    ];
    assert_eq!(changes(editor), expected);
}

#[test]
fn what_the_new_scale_knows_stays_as_it_is_stated() {
    let risks = vec![rated("R01", "medium", "H"), rated("R02", "Moderate", "LOW")];
    let mut editor = Editor::new(register(vec![], risks));
    assert_eq!(editor.use_scale(scale("nist-800-30"), &[]).unwrap(), []);
    assert_eq!(
        changes(editor),
        ["the register scale: low-medium-high -> nist-800-30"]
    );
}

#[test]
fn a_word_that_only_the_old_scale_has_becomes_its_label() {
    let old = scale("five-by-five");
    let levels = || crate::register::Levels::new(["Rare", "Likely"]).unwrap();
    let new = Scale::new(
        "own",
        levels(),
        old.impact().clone(),
        levels(),
        [["Rare"; 5], ["Likely"; 5]],
    );
    let risks = vec![rated("R01", "1", "1"), rated("R02", "likely", "5")];
    let before = Register::new("", old, vec![], risks).unwrap();
    let mut editor = Editor::new(before);
    assert_eq!(editor.use_scale(new.unwrap(), &[]).unwrap(), []);
    assert_eq!(changes(editor)[1..], ["R01 likelihood: 1 -> Rare"]);
}

#[test]
fn what_is_left_is_unmapped_and_stays() {
    let risks = vec![
        rated("R01", "High", "Medium"),
        rated("R02", "Low", "med"),
        rated("R03", "h", "nonsense"),
        Risk::new("R04"),
        rated("R01", "H", "Low"),
    ];
    let mut editor = Editor::new(register(vec![], risks));
    let unmapped = editor.use_scale(scale("five-by-five"), &mappings(&["impact.Low=Minor"]));
    let expected = [
        "likelihood Low: R02",
        "likelihood High: R01 R03 R01~2",
        "impact Medium: R01 R02",
    ];
    assert_eq!(in_short(&unmapped.unwrap()), expected);
    let edited = changes(editor);
    assert_eq!(edited[1..], ["R01~2 impact: Low -> Minor"]);
}

#[test]
fn what_was_no_level_stays_even_where_it_is_one_now() {
    let risks = vec![rated("R01", "Rare", "terrible")];
    let mut editor = Editor::new(register(vec![], risks));
    assert_eq!(editor.use_scale(scale("five-by-five"), &[]).unwrap(), []);
    assert_eq!(first_risk(editor).likelihood.as_deref(), Some("Rare"));
}

#[test]
fn a_mapping_is_of_levels_that_there_are() {
    let mut editor = Editor::new(register(vec![], vec![rated("R01", "Low", "Low")]));
    let mut refused = |text: &str| {
        let error = editor
            .use_scale(scale("five-by-five"), &mappings(&[text]))
            .unwrap_err();
        told(&error)
    };
    let (message, hint) = refused("likelihood.Medum=Possible");
    assert_eq!(
        message,
        "invalid likelihood `Medum`; expected Low, Medium or High"
    );
    assert_eq!(hint, "did you mean `Medium`? the scale is low-medium-high");
    let (message, hint) = refused("impact.Medium=Majr");
    assert_eq!(
        message,
        "invalid impact `Majr`; expected Minor, Moderate, Major, Severe or Catastrophic"
    );
    assert!(
        hint.starts_with("did you mean `Major`? the scale is five-by-five"),
        "{hint}"
    );
    assert_eq!(changes(editor), [""; 0]);
}

#[test]
fn a_level_is_mapped_to_one() {
    let mut editor = risks(&[]);
    let twice = mappings(&["likelihood.Medium=Possible", "likelihood.M=Likely"]);
    let error = editor.use_scale(scale("five-by-five"), &twice).unwrap_err();
    assert_told(
        &error,
        "`Medium` is mapped to `Possible` and to `Likely`",
        "",
    );
    let same = mappings(&["likelihood.Medium=Possible", "likelihood.M=3"]);
    assert!(editor.use_scale(scale("five-by-five"), &same).is_ok());
}

#[test]
fn a_mapping_is_of_likelihood_or_impact() {
    let refused = |text: &str| told(&text.parse::<LevelMapping>().unwrap_err());
    let hint = "write `likelihood.OLD=NEW` or `impact.OLD=NEW`".to_owned();
    let message = "a mapping is of likelihood or impact, not of `status`".to_owned();
    assert_eq!(
        refused("status.open=closed"),
        (message.clone(), hint.clone())
    );
    for text in [
        "",
        "likelihood",
        "likelihood.Low",
        "likelihood.=x",
        "likelihood.Low= ",
        "Low=x",
    ] {
        let message = format!("`{text}` does not state which level becomes which");
        assert_eq!(refused(text), (message, hint.clone()));
    }
    let built = LevelMapping::new(RiskField::Status, "open", "closed");
    let error = risks(&[])
        .use_scale(Scale::default(), &[built])
        .unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn levels_that_are_set_afterwards_are_those_of_the_new_scale() {
    let mut editor = risks(&["R01"]);
    editor.use_scale(scale("five-by-five"), &[]).unwrap();
    assert!(
        editor
            .set_risk("R01", &assignments(&["likelihood=Medium"]))
            .is_err()
    );
    editor
        .set_risk("R01", &assignments(&["likelihood=possible"]))
        .unwrap();
    assert_eq!(first_risk(editor).likelihood.as_deref(), Some("Possible"));
}

#[test]
fn another_scale_of_the_same_name_is_told_by_what_is_other() {
    let levels = |words: [&str; 2]| crate::register::Levels::new(words).unwrap();
    let own = |words| {
        let axes = (levels(words), levels(words), levels(words));
        Scale::new(
            "own",
            axes.0,
            axes.1,
            axes.2,
            [[words[0]; 2], [words[1]; 2]],
        )
        .unwrap()
    };
    let before = Register::new("", own(["Low", "High"]), vec![], vec![]).unwrap();
    let mut editor = Editor::new(before);
    editor.use_scale(own(["Seldom", "Often"]), &[]).unwrap();
    let parts = [
        "the register scale.likelihood: Low < High -> Seldom < Often",
        "the register scale.impact: Low < High -> Seldom < Often",
        "the register scale.rating: Low < High -> Seldom < Often",
        "the register scale.matrix: Low, Low; High, High -> Seldom, Seldom; Often, Often",
    ];
    assert_eq!(changes(editor), parts);
}

#[test]
fn a_level_of_several_lines_is_told_on_one() {
    let levels = || crate::register::Levels::new(["Not\nlow"]).unwrap();
    let scale = Scale::new("a\nb", levels(), levels(), levels(), [["Not low"]]).unwrap();
    let before = Register::new("", scale, vec![], vec![Risk::new("R01")]).unwrap();
    let error = Editor::new(before)
        .set_risk("R01", &assignments(&["impact=x"]))
        .unwrap_err();
    assert_told(
        &error,
        "invalid impact `x`; expected Not low",
        "the scale is a b",
    );
}
