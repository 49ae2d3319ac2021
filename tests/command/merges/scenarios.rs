//! What two sides make of a register, and what is to come of it.

/// Edits of a side, each the arguments of a command.
pub type Edits = &'static [&'static [&'static str]];

/// What a merge is to come to.
pub enum Outcome {
    /// What the edits make of the base, with what is reported.
    Clean(Edits, &'static str),
    /// A conflict of a record and a field; of the whole record where that is empty.
    Conflict(&'static str, &'static str),
}

use Outcome::{Clean, Conflict};

pub struct Scenario {
    pub name: &'static str,
    pub ours: Edits,
    pub theirs: Edits,
    pub outcome: Outcome,
    /// Why a workbook cannot have it: an edit of a side is refused there.
    pub refused: Option<&'static str>,
}

const RAISED: &[&str] = &["set", "R02", "likelihood=High", "impact=High"];
#[rustfmt::skip]
const OTHER_SCALE: &[&str] = &[
    "scale", "use", "five-by-five", "likelihood.Low=Unlikely", "likelihood.Medium=Possible", "likelihood.High=Likely",
    "impact.Low=Minor", "impact.Medium=Moderate", "impact.High=Major",
];

macro_rules! refused {
    () => {
        None
    };
    ($reason:literal) => {
        Some($reason)
    };
}

macro_rules! scenarios {
    ($($name:literal: $ours:expr, $theirs:expr => $outcome:expr $(, no workbook: $refused:literal)?;)*) => {
        &[$(Scenario {
            name: $name,
            ours: $ours,
            theirs: $theirs,
            outcome: $outcome,
            refused: refused!($($refused)?),
        }),*]
    };
}

#[rustfmt::skip]
pub const SCENARIOS: &[Scenario] = scenarios! {
    "1 two fields of one risk": &[&["set", "R02", "likelihood=High"]], &[&["set", "R02", "owner=Web"]]
        => Clean(&[&["set", "R02", "likelihood=High", "owner=Web"]], "");
    "2 likelihood and impact": &[&["set", "R02", "likelihood=High"]], &[&["set", "R02", "impact=High"]]
        => Clean(&[RAISED], "R02: it is rated Critical, which neither side chose");
    "3 the same value": &[&["set", "R02", "likelihood=High"]], &[&["set", "R02", "likelihood=High"]]
        => Clean(&[&["set", "R02", "likelihood=High"]], "");
    "4 another value": &[&["set", "R02", "likelihood=High"]], &[&["set", "R02", "likelihood=Low"]]
        => Conflict("R02", "likelihood");
    "5 neighbours": &[&["set", "R02", "owner=Web"]], &[&["set", "R03", "owner=Ops"]]
        => Clean(&[&["set", "R02", "owner=Web"], &["set", "R03", "owner=Ops"]], "");
    "6 delete and edit": &[&["remove", "R02"]], &[&["set", "R02", "owner=Web"]] => Conflict("R02", "");
    "7 edit and delete": &[&["set", "R02", "owner=Web"]], &[&["remove", "R02"]] => Conflict("R02", "");
    "8 delete twice": &[&["remove", "R02"]], &[&["remove", "R02"]] => Clean(&[&["remove", "R02"]], "");
    "9 delete and edit the neighbour": &[&["remove", "R02"]], &[&["set", "R03", "owner=Ops"]]
        => Clean(&[&["remove", "R02"], &["set", "R03", "owner=Ops"]], "");
    "9b theirs deletes": &[&["set", "R03", "owner=Ops"]], &[&["remove", "R02"]]
        => Clean(&[&["remove", "R02"], &["set", "R03", "owner=Ops"]], "R02: theirs removed it");
    "10 add two": &[&["add", "--reference", "R07", "description=Disk full"]], &[&["add", "--reference", "R08", "description=Out of memory"]]
        => Clean(&[&["add", "--reference", "R07", "description=Disk full"], &["add", "--reference", "R08", "description=Out of memory"]], "");
    "11 one reference for two": &[&["add", "--reference", "R07", "description=Disk full"]], &[&["add", "--reference", "R07", "description=Out of memory"]]
        => Conflict("R07", "");
    "12 the same one twice": &[&["add", "--reference", "R07", "description=Disk full"]], &[&["add", "--reference", "R07", "description=Disk full"]]
        => Clean(&[&["add", "--reference", "R07", "description=Disk full"]], "");
    "13 rename and edit": &[&["rename", "R03", "R30"]], &[&["set", "R03", "owner=Ops"]]
        => Clean(&[&["rename", "R03", "R30"], &["set", "R30", "owner=Ops"]], "");
    "13b edit and rename": &[&["set", "R03", "owner=Ops"]], &[&["rename", "R03", "R30"]]
        => Clean(&[&["rename", "R03", "R30"], &["set", "R30", "owner=Ops"]], "");
    "14 two names": &[&["rename", "R03", "R30"]], &[&["rename", "R03", "R31"]] => Conflict("R30", "reference");
    "15 a name that is taken": &[&["rename", "R03", "R07"]], &[&["add", "--reference", "R07", "description=Disk full"]]
        => Conflict("R07", "");
    "15b the other way": &[&["add", "--reference", "R07", "description=Disk full"]], &[&["rename", "R03", "R07"]]
        => Conflict("R03", "reference");
    "16 append each": &[&["set", "R01", "mitigations+=Shed load"]], &[&["set", "R01", "mitigations+=Add a replica"]]
        => Clean(&[&["set", "R01", "mitigations+=Shed load", "mitigations+=Add a replica"]], "");
    "17 append the same": &[&["set", "R01", "mitigations+=Shed load"]], &[&["set", "R01", "mitigations+=Shed load"]]
        => Clean(&[&["set", "R01", "mitigations+=Shed load"]], "");
    "18 append and reword": &[&["set", "R01", "mitigations+=Shed load"]], &[&["set", "R01", "mitigations[1]=Limit the connections of each client"]]
        => Clean(&[&["set", "R01", "mitigations+=Shed load", "mitigations[1]=Limit the connections of each client"]], "");
    "19 remove and reword": &[&["set", "R01", "mitigations[1]="]], &[&["set", "R01", "mitigations[1]=Limit the connections of each client"]]
        => Conflict("R01", "mitigations[1]");
    "19b reword and remove": &[&["set", "R01", "mitigations[2]=Queue all that can wait"]], &[&["set", "R01", "mitigations[2]="]]
        => Conflict("R01", "mitigations[2]");
    "20 reword two": &[&["set", "R01", "mitigations[1]=Limit the connections of each client"]], &[&["set", "R01", "mitigations[2]=Queue all that can wait"]]
        => Clean(&[&["set", "R01", "mitigations[1]=Limit the connections of each client", "mitigations[2]=Queue all that can wait"]], "");
    "21 move and reword another": &[&["set", "R01", "mitigations[1]=", "mitigations+=Limit the connections of a client"]], &[&["set", "R01", "mitigations[2]=Queue all that can wait"]]
        => Clean(&[&["set", "R01", "mitigations[2]=Queue all that can wait", "mitigations[1]=", "mitigations+=Limit the connections of a client"]], "");
    "21b reword another and move": &[&["set", "R01", "mitigations[2]=Queue all that can wait"]], &[&["set", "R01", "mitigations[1]=", "mitigations+=Limit the connections of a client"]]
        => Clean(&[&["set", "R01", "mitigations[2]=Queue all that can wait", "mitigations[1]=", "mitigations+=Limit the connections of a client"]], "");
    "22 move and reword the same": &[&["set", "R01", "mitigations[1]=", "mitigations+=Limit the connections of a client"]], &[&["set", "R01", "mitigations[1]=Limit the connections of each client"]]
        => Clean(&[&["set", "R01", "mitigations[1]=", "mitigations+=Limit the connections of each client"]], "");
    "23 two cards": &[&["set", "R01", "tracker_links+=https://trello.com/c/aaaaaaaa"]], &[&["set", "R01", "tracker_links+=https://trello.com/c/bbbbbbbb"]]
        => Clean(&[&["set", "R01", "tracker_links+=https://trello.com/c/aaaaaaaa", "tracker_links+=https://trello.com/c/bbbbbbbb"]], "");
    "24 a card less and one more": &[&["set", "R01", "tracker_links[1]="]], &[&["set", "R01", "tracker_links+=https://trello.com/c/bbbbbbbb"]]
        => Clean(&[&["set", "R01", "tracker_links[1]=", "tracker_links+=https://trello.com/c/bbbbbbbb"]], "");
    "25 status and words": &[&["set", "R01", "observations[2].status=implemented"]], &[&["set", "R01", "observations[2].text=Dashboard of all slow queries"]]
        => Clean(&[&["set", "R01", "observations[2].status=implemented", "observations[2].text=Dashboard of all slow queries"]],
            "R01 observations[2]: one side changed the text and the other one the status");
    "26 status and another": &[&["set", "R01", "observations[2].status=implemented"]], &[&["set", "R01", "observations+=Log of refused connections"]]
        => Clean(&[&["set", "R01", "observations[2].status=implemented", "observations+=Log of refused connections"]], "");
    "27 the same status": &[&["set", "R01", "observations[2].status=implemented"]], &[&["set", "R01", "observations[2].status=implemented"]]
        => Clean(&[&["set", "R01", "observations[2].status=implemented"]], "");
    "28 a renamed component and a new risk of it": &[&["component", "rename", "Postgres", "Main database"]], &[&["add", "--reference", "R07", "component=Postgres", "description=Disk full"]]
        => Clean(&[&["component", "rename", "Postgres", "Main database"], &["add", "--reference", "R07", "component=Main database", "description=Disk full"]], "");
    "28b the other way": &[&["add", "--reference", "R07", "component=Postgres", "description=Disk full"]], &[&["component", "rename", "Postgres", "Main database"]]
        => Clean(&[&["component", "rename", "Postgres", "Main database"], &["add", "--reference", "R07", "component=Main database", "description=Disk full"]], "");
    "29 a renamed component and its risk": &[&["component", "rename", "Postgres", "Main database"]], &[&["set", "R01", "likelihood=High"]]
        => Clean(&[&["component", "rename", "Postgres", "Main database"], &["set", "R01", "likelihood=High"]], "");
    "30 a component that is gone and a new risk of it": &[&["remove", "R03"], &["component", "remove", "CDN"]], &[&["add", "--reference", "R07", "component=CDN", "description=Disk full"]]
        => Conflict("R07", "component");
    "30b the other way": &[&["add", "--reference", "R07", "component=CDN", "description=Disk full"]], &[&["remove", "R03"], &["component", "remove", "CDN"]]
        => Conflict("R07", "component");
    "31 another scale and a level": &[OTHER_SCALE], &[&["set", "R02", "likelihood=High"]]
        => Clean(&[&["set", "R02", "likelihood=High"], OTHER_SCALE], ""), no workbook: "a workbook keeps the scale that it was made with";
    "31b another scale and a risk": &[&["add", "--reference", "R07", "description=Disk full", "likelihood=Low", "impact=High"]], &[OTHER_SCALE]
        => Clean(&[&["add", "--reference", "R07", "description=Disk full", "likelihood=Low", "impact=High"], OTHER_SCALE], ""), no workbook: "a workbook keeps the scale that it was made with";
    "33 a column and an edit": &[&["set", "R01", "extra.Team=A"]], &[&["set", "R02", "owner=Web"]]
        => Clean(&[&["set", "R01", "extra.Team=A"], &["set", "R02", "owner=Web"]], "");
    "34 two columns": &[&["set", "R01", "extra.Team=A"]], &[&["set", "R01", "extra.Cost=5"]]
        => Clean(&[&["set", "R01", "extra.Team=A", "extra.Cost=5"]], "");
    "35 one column": &[&["set", "R01", "extra.Team=A"]], &[&["set", "R01", "extra.Team=B"]] => Conflict("R01", "extra.Team");
    "36 first and third line": &[&["set", "R01", "notes=Seen in June.\nThe pool has 100 connections.\nAsk Ann."]], &[&["set", "R01", "notes=Seen in May.\nThe pool has 100 connections.\nAsk Bob."]]
        => Clean(&[&["set", "R01", "notes=Seen in June.\nThe pool has 100 connections.\nAsk Bob."]], "");
    "37 a line more each": &[&["set", "R01", "notes=Seen in May.\nThe pool has 100 connections.\nAsk Ann.\nOr Bob."]], &[&["set", "R01", "notes=Seen in May.\nThe pool has 100 connections.\nAsk Ann.\nAnd Cy."]]
        => Conflict("R01", "notes");
    "38 accept and raise": &[&["set", "R02", "status=accepted", "acceptance.by=Ann"]], &[RAISED] => Conflict("R02", "status");
    "38b raise and accept": &[RAISED], &[&["set", "R02", "status=accepted", "acceptance.by=Ann"]] => Conflict("R02", "status");
    "39 close and raise": &[&["set", "R02", "status=closed"]], &[RAISED] => Conflict("R02", "status");
    "40 two requirements": &[&["component", "set", "Checkout API", "requires+=Queue"]], &[&["component", "set", "Checkout API", "requires+=CDN"]]
        => Clean(&[&["component", "set", "Checkout API", "requires+=Queue", "requires+=CDN"]], "");
    "41 clear and set": &[&["set", "R02", "impact="]], &[&["set", "R02", "impact=High"]] => Conflict("R02", "impact");
    "42 many fields": &[&["set", "R02", "owner=Web", "likelihood=High", "status=open", "extra.Team=A", "review_by=2027-03-31"]], &[&["set", "R02", "owner=Web", "mitigations+=Shed load"]]
        => Clean(&[&["set", "R02", "owner=Web", "likelihood=High", "status=open", "extra.Team=A", "review_by=2027-03-31", "mitigations+=Shed load"]], "");
    "43 both extend an acceptance": &[&["set", "R04", "acceptance.until=2027-03-31"]], &[&["set", "R04", "acceptance.until=2028-03-31"]]
        => Conflict("R04", "acceptance.until");
    "44 two rehearsals": &[&["rehearse", "R01", "--kind", "tabletop", "--outcome", "passed", "--date", "2026-03-01"]], &[&["rehearse", "R01", "--kind", "incident", "--outcome", "failed", "--date", "2026-04-01"]]
        => Clean(&[
            &["rehearse", "R01", "--kind", "tabletop", "--outcome", "passed", "--date", "2026-03-01"],
            &["rehearse", "R01", "--kind", "incident", "--outcome", "failed", "--date", "2026-04-01"],
        ], ""), no workbook: "the workbook has no sheet Rehearsals";
    "45 the kind of a group": &[&["component", "set", "Queue", "requires[1]=1 of (Redis, Postgres)"]], &[&["component", "set", "Queue", "requires[1]=soft: 2 of (Redis, Postgres)"]]
        => Conflict("component Queue", "requires[1]");
};
