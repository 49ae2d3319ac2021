use super::samples::{OddIsBold, marked_up, markup, pieces};
use crate::register::Observation;
use crate::workbook::layout::put_observations;

/// Observations by a sign each: `+` implemented, `-` suggested, `?` unknown.
fn put(old: &str, wanted: &[&str]) -> String {
    let wanted: Vec<Observation> = wanted.iter().map(|wanted| observation(wanted)).collect();
    let pieces = put_observations(&marked_up(old), &wanted, &mut OddIsBold);
    markup(&pieces.expect("what is wanted is representable"))
}

fn observation(stated: &str) -> Observation {
    let (sign, text) = stated.split_at(1);
    match sign {
        "+" => Observation::implemented(text),
        "-" => Observation::suggested(text),
        _ => Observation::unknown(text),
    }
}

#[test]
fn an_unchanged_cell_comes_back_as_it_is() {
    let old = pieces(&[("- ", 0), ("Al", 1), ("arm", 1), ("", 4), (" Graph", 2)]);
    let wanted = [observation("+Alarm"), observation("-Graph")];
    let put = put_observations(&old, &wanted, &mut OddIsBold);
    assert_eq!(put, Some(old));
}

#[test]
fn a_cell_without_observations_gets_the_layout_of_a_new_one() {
    assert_eq!(put("", &["-Graph"]), "Graph");
    assert_eq!(put("", &["+Alarm", "?Log"]), "**• Alarm\n**• (?) Log");
    let put = put_observations(&pieces(&[(" ", 5)]), &[observation("-a")], &mut OddIsBold);
    assert_eq!(put, Some(pieces(&[("a", 4)])));
}

#[test]
fn without_observations_the_cell_is_blank() {
    assert_eq!(put("- **Alarm**", &[]), "");
}

#[test]
fn a_status_is_the_boldness_of_the_text() {
    assert_eq!(put("- Alarm", &["+Alarm"]), "- **Alarm**");
    assert_eq!(
        put("**- Alarm**\nLog", &["-Alarm", "-Log"]),
        "**- **Alarm\nLog"
    );
    let old = pieces(&[("a ", 2), ("b", 4)]);
    let put = put_observations(&old, &[observation("+a b")], &mut OddIsBold);
    assert_eq!(put, Some(pieces(&[("a ", 3), ("b", 5)])));
}

#[test]
fn the_mark_of_what_is_unknown_comes_and_goes() {
    assert_eq!(put("- Alarm", &["?Alarm"]), "- (?) Alarm");
    assert_eq!(put("- **Alarm**", &["?Alarm"]), "- (?) Alarm");
    assert_eq!(put("- (?)  Alarm", &["-Alarm"]), "- Alarm");
    assert_eq!(put("- (?)  Alarm", &["+Alarm"]), "- **Alarm**");
    assert_eq!(put("- (?)  Alarm", &["?Alarms"]), "- (?)  Alarms");
}

#[test]
fn two_that_come_to_share_a_status_get_a_line_each() {
    assert_eq!(
        put(
            "**Alarm pages us.** Consider a hub.",
            &["+Alarm pages us.", "+Consider a hub."]
        ),
        "**Alarm pages us.\nConsider a hub.**"
    );
    assert_eq!(
        put("* **Alarm** Graph\n", &["-Alarm", "-Graph"]),
        "* Alarm\n* Graph\n"
    );
    assert_eq!(
        put("1. **a** b **c**\n2. d", &["+a", "+b", "+c", "-d"]),
        "1. **a\n**2. **b\n**3. **c**\n4. d"
    );
}

#[test]
fn neighbours_on_a_line_stay_there_while_they_differ() {
    assert_eq!(put("- **a** b", &["+a", "?b"]), "- **a** (?) b");
    assert_eq!(put("- **a** b", &["-a", "+b"]), "- a **b**");
    assert_eq!(put("- **a** b", &["+a", "-c"]), "- **a** c");
    assert_eq!(put("- **a** b **c**", &["+a", "+c"]), "- **a\n**- **c**");
    assert_eq!(put("- **a** b", &["-b"]), "- b");
    assert_eq!(put("\n**a** b", &["+a", "-x", "-b"]), "\n**a\n**x\nb");
}

#[test]
fn a_text_that_says_nothing_shares_no_line() {
    assert_eq!(put("**a** b", &["+a", "-???"]), "**a\n**???");
}

#[test]
fn a_changed_text_keeps_what_it_has_of_its_formats() {
    let old = pieces(&[("* Alarm ", 3), ("pages", 5), (" us", 3)]);
    let put = put_observations(&old, &[observation("+Alarm pages them")], &mut OddIsBold);
    let expected = [("* Alarm ", 3), ("pages", 5), (" them", 3)];
    assert_eq!(put, Some(pieces(&expected)));
}

#[test]
fn new_text_behind_a_sign_of_the_other_boldness_has_that_of_the_status() {
    assert_eq!(
        put("**Alarm**; **page**", &["+Alarm; ring"]),
        "**Alarm**; **ring**"
    );
    assert_eq!(put("(**Alarm**)", &["+("]), "**(**");
}

#[test]
fn a_sign_that_would_join_a_neighbour_gets_the_boldness_of_its_status() {
    assert_eq!(
        put("**Alarm**; **page** Graph", &["+Alarm;", "-Graph"]),
        "**Alarm;** Graph"
    );
}

#[test]
fn a_new_observation_has_the_format_of_the_nearest_as_bold() {
    let old = pieces(&[("- a", 2), ("\n- b", 5), ("\n- c", 7)]);
    let put = |wanted: &[&str]| {
        let wanted: Vec<Observation> = wanted.iter().map(|wanted| observation(wanted)).collect();
        put_observations(&old, &wanted, &mut OddIsBold).unwrap()
    };
    let mut expected = old.clone();
    expected.push(pieces(&[("\n- ", 7)]).remove(0));
    expected[2].text.push_str("\n- ");
    expected[3] = pieces(&[("d", 2)]).remove(0);
    assert_eq!(put(&["-a", "+b", "+c", "-d"]), expected);
    let expected = [("- x", 2), ("\n- a", 2), ("\n- b", 5), ("\n- c", 7)];
    assert_eq!(put(&["-x", "-a", "+b", "+c"]).len(), expected.len() - 1);
    let old = pieces(&[("a", 2)]);
    let put = put_observations(&old, &["-a", "+b"].map(observation), &mut OddIsBold);
    assert_eq!(put, Some(pieces(&[("a\n", 2), ("b", 3)])));
}

#[test]
fn new_observations_have_a_line_with_the_mark_of_their_neighbour() {
    assert_eq!(put("* **a** b", &["+a", "-b", "?c"]), "* **a** b\n* (?) c");
    assert_eq!(put("  1. a", &["+x", "-a"]), "  1. **x\n**  2. a");
    assert_eq!(put("a\n\n- b", &["-x", "-a", "-b"]), "x\n\na\n\n- b");
}

#[test]
fn every_line_is_marked_where_a_text_would_read_as_marked() {
    assert_eq!(put("**a** - b", &["-- b"]), "• - b");
    assert_eq!(put("**a**\nb", &["+a", "-1. b"]), "**• a**\n• 1. b");
}

#[test]
fn what_no_cell_can_hold_is_not_put() {
    for wanted in ["-(?) a", "+a\nb", "- a"] {
        assert_eq!(
            put_observations(&marked_up("a"), &[observation(wanted)], &mut OddIsBold),
            None
        );
    }
}
