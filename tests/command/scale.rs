//! Scales, and registers that are rated by another one.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::registers::{files, shop, web_shop};
use crate::run::{Run, risk};

/// What every level of the default scale becomes.
const MAPPING: [&str; 6] = [
    "likelihood.Low=Unlikely",
    "likelihood.medium=possible",
    "likelihood.H=4",
    "impact.Low=Minor",
    "impact.Medium=Major",
    "impact.High=Severe",
];

fn use_scale(folder: &TempDir, name: &str, more: &[&str]) -> Run {
    risk(folder.path(), &[&["scale", "use", name], more].concat())
}

#[test]
fn a_scale_is_shown_as_its_matrix_with_the_other_words_for_its_levels() {
    risk(&web_shop(), &["scale", "show"])
        .exits(0)
        .says_nothing()
        .writes("Likelihood ↓ Impact →      Low (L)  Medium (M, Med, Moderate)  High (H)\n")
        .writes("High (H)                   Medium   High                       Critical\n");
    let elsewhere = tempfile::tempdir().unwrap();
    for name in ["low-medium-high", "nist-800-30", "five-by-five"] {
        let args = ["scale", "show", name, "--format", "json"];
        let run = risk(elsewhere.path(), &args).exits(0).says_nothing();
        let shown: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(shown["name"], name);
    }
    risk(elsewhere.path(), &["scale", "show", "six-by-six"])
        .exits(2)
        .says("five-by-five");
    risk(elsewhere.path(), &["scale", "show"])
        .exits(2)
        .says("no register");
}

#[test]
fn the_matrix_of_the_json_is_the_lowest_first() {
    let args = ["scale", "show", "--format", "json"];
    let run = risk(&web_shop(), &args).exits(0);
    let shown: Value = serde_json::from_str(&run.stdout).unwrap();
    let matrix = json!([
        ["Note", "Low", "Medium"],
        ["Low", "Medium", "High"],
        ["Medium", "High", "Critical"],
    ]);
    assert_eq!(shown["matrix"], matrix);
    assert_eq!(shown["likelihood"][0]["label"], "Low");
    assert_eq!(
        shown["impact"][1]["aliases"],
        json!(["M", "Med", "Moderate"])
    );
}

#[test]
fn levels_that_the_new_scale_does_not_know_are_refused_until_they_are_mapped() {
    let shop = shop();
    let before = files(shop.path());
    use_scale(&shop, "five-by-five", &[])
        .exits(2)
        .says("in five-by-five, `Low`, `Medium`, `High` are not levels of likelihood")
        .says("and `Low`, `Medium`, `High` are not levels of impact")
        .says("hint: pass what each becomes, as likelihood.Low=");
    use_scale(&shop, "five-by-five", &MAPPING[1..])
        .exits(2)
        .says("in five-by-five, `Low` is not a level of likelihood\n");
    assert_eq!(files(shop.path()), before);
}

#[test]
fn a_dry_run_tells_which_levels_have_to_be_mapped_and_writes_nothing() {
    let shop = shop();
    let before = files(shop.path());
    use_scale(&shop, "five-by-five", &["--dry-run"])
        .exits(0)
        .writes("register  scale   low-medium-high  five-by-five")
        .says("warning: 8 risks have the likelihood `Low`, which five-by-five does not know")
        .says("warning: 10 risks have the impact `High`, which five-by-five does not know")
        .says("hint: pass what each becomes");
    let args = ["--dry-run", "--format", "json"];
    let run = use_scale(&shop, "five-by-five", &args).exits(0);
    let told: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(told["unmapped"].as_array().unwrap().len(), 6);
    assert_eq!(told["unmapped"][0]["axis"], "likelihood");
    assert_eq!(told["unmapped"][0]["level"], "Low");
    assert_eq!(told["unmapped"][0]["risks"].as_array().unwrap().len(), 8);
    assert_eq!(files(shop.path()), before);
}

#[test]
fn a_dry_run_that_would_be_refused_does_not_say_that_files_would_be_updated() {
    let shop = shop();
    let run = use_scale(&shop, "five-by-five", &["--dry-run"]);
    assert!(!run.stderr.contains("file updated"), "{run:?}");
}

#[test]
fn with_a_mapping_every_risk_is_rated_anew_for_good() {
    let shop = shop();
    use_scale(&shop, "five-by-five", &MAPPING)
        .exits(0)
        .writes("R07       likelihood  High             Likely")
        .writes("R07       rating      Critical         High")
        .says("23 files updated");
    risk(shop.path(), &["show", "R07"])
        .exits(0)
        .writes("R07  Checkout API  High")
        .writes("likelihood      Likely")
        .writes("impact          Severe");
    let text = fs::read_to_string(shop.path().join("register.toml")).unwrap();
    assert!(text.contains("scale = \"five-by-five\""), "{text}");
    risk(shop.path(), &["check"])
        .exits(1)
        .writes("expected Rare, Unlikely");
    risk(shop.path(), &["set", "R07", "likelihood=High"])
        .exits(2)
        .says("expected Rare, Unlikely");
}

#[test]
fn settings_that_name_a_level_of_the_old_scale_alone_are_reported() {
    let shop = shop();
    let path = shop.path().join("register.toml");
    let settings = "\n[thresholds]\nowner_from = \"Note\"\n\n[[policy]]\nname = \"noted\"\nwhen = \"rating >= Note\"\n\
                    require = \"owner\"\n";
    let text = fs::read_to_string(&path).unwrap() + settings;
    fs::write(&path, text).unwrap();
    let unknown = "invalid rating `Note`; expected Low, Medium, High or Critical";
    use_scale(&shop, "five-by-five", &MAPPING)
        .exits(0)
        .says("23 files updated")
        .says(&format!(
            "thresholds.owner_from: error[invalid-value]: {unknown}"
        ))
        .says("policy[1].when: error[invalid-policy]: policy `noted`, `when`: `Note` is no level");
    let value = "register.toml:10:14: error[invalid-value]: invalid rating `Note`";
    risk(shop.path(), &["check"]).exits(1).writes(value);
}

#[test]
fn levels_that_both_scales_know_stay_as_they_are() {
    let shop = shop();
    let args = ["--format", "json"];
    let run = use_scale(&shop, "nist-800-30", &args)
        .exits(0)
        .says("1 file updated");
    let told: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(told["changes"].as_array().unwrap().len(), 1);
    assert_eq!(told["changes"][0]["path"], "scale");
    assert_eq!(told["changes"][0]["key"], Value::Null);
    let ratings = told["ratings"].as_array().unwrap();
    let of = |key: &str| ratings.iter().find(|rating| rating["key"] == key);
    assert_eq!(of("R07").unwrap()["after"], "High");
    assert!(of("R15").is_none(), "unrated before and after");
}

#[test]
fn what_is_no_level_of_the_old_scale_is_left_as_it_is() {
    let shop = shop();
    let path = shop.path().join("risks/R01.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace("likelihood = \"Low\"", "likelihood = \"Lwo\""),
    )
    .unwrap();
    use_scale(&shop, "five-by-five", &MAPPING).exits(0);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("likelihood = \"Lwo\""), "{text}");
    assert!(text.contains("impact = \"Severe\""), "{text}");
}

#[test]
fn a_mapping_that_makes_no_sense_is_refused() {
    let shop = shop();
    let before = files(shop.path());
    for (mapping, error) in [
        (
            "Low=Rare",
            "`Low=Rare` does not state which level becomes which",
        ),
        ("likelihood.Low", "does not state which level becomes which"),
        ("rating.Low=Low", "likelihood or impact, not of `rating`"),
        (
            "likelihood.Lo=Rare",
            "invalid likelihood `Lo`; expected Low, Medium or High",
        ),
        ("likelihood.Low=Rar", "did you mean `Rare`?"),
    ] {
        use_scale(&shop, "five-by-five", &[mapping])
            .exits(2)
            .says(error);
    }
    use_scale(
        &shop,
        "five-by-five",
        &["impact.Low=Minor", "impact.L=Major"],
    )
    .exits(2)
    .says("`Low` is mapped to `Minor` and to `Major`");
    use_scale(&shop, "six-by-six", &[])
        .exits(2)
        .says("five-by-five");
    assert_eq!(files(shop.path()), before);
}

#[test]
fn a_scale_of_ones_own_is_shown_rated_by_and_replaced() {
    let shop = shop();
    let path = shop.path().join("register.toml");
    // As docs/cli/scale.md has it.
    let page = crate::registers::repository().join("docs/cli/scale.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, own) = page.split_once("```toml\n").unwrap();
    let (own, _) = own.split_once("```").unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("scale = \"low-medium-high\"\n", own)).unwrap();
    risk(shop.path(), &["scale", "show"])
        .exits(0)
        .writes("Often (O, 3)           Later  Now");
    risk(shop.path(), &["set", "R07", "likelihood=3", "impact=grave"])
        .exits(0)
        .writes("R07     likelihood  High     Often")
        .writes("R07     rating      unrated  Now");
    use_scale(
        &shop,
        "low-medium-high",
        &["likelihood.Often=High", "impact.Grave=High"],
    )
    .exits(0)
    .writes("register  scale       ours     low-medium-high");
    risk(shop.path(), &["show", "R07"])
        .exits(0)
        .writes("Critical");
}
