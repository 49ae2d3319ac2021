use super::{assert_different, assert_one_card, assert_unknown};

#[test]
fn a_github_issue_and_its_pull_request_are_one_card() {
    assert_one_card(
        "GitHub",
        "acme/ops-tools#12",
        &[
            "https://github.com/acme/ops-tools/issues/12",
            "https://github.com/acme/ops-tools/pull/12",
            "https://github.com/acme/ops-tools/pull/12/files",
            "https://github.com/acme/ops-tools/issues/12?notification_referrer_id=NT_1",
            "https://github.com/orgs/acme/projects/5/views/1?pane=issue&itemId=3&issue=acme%7Cops-tools%7C12",
            "https://github.com/orgs/acme/projects/5?pane=issue&issue=acme|ops-tools|12",
        ],
    );
    assert_one_card("GitHub", "a/b#3", &["https://github.com/a/b/discussions/3"]);
    assert_one_card("GitHub", "a/b#3", &["https://github.acme.com/a/b/pull/3"]);
    assert_one_card("GitHub", "a/b#3", &["https://acme.ghe.com/a/b/issues/3"]);
}

#[test]
fn the_case_of_a_github_owner_does_not_matter() {
    let found = super::recognise("https://github.com/Acme/Ops-Tools/issues/12");
    let other = super::recognise("https://github.com/acme/ops-tools/issues/12");
    assert_eq!(found.canonical(), other.canonical());
    assert_eq!(found.key.as_deref(), Some("Acme/Ops-Tools#12"));
}

#[test]
fn github_cards_are_told_apart_and_other_pages_are_none() {
    assert_different(&[
        "https://github.com/a/b/issues/12",
        "https://github.com/a/b/issues/13",
        "https://github.com/a/c/issues/12",
        "https://github.com/b/b/issues/12",
        "https://github.com/a/b/discussions/12",
        "https://github.acme.com/a/b/issues/12",
    ]);
    assert_unknown(&[
        "https://github.com/a/b/issues",
        "https://github.com/a/b/issues/new",
        "https://github.com/a/b/issues/12abc",
        "https://github.com/a/b/commit/12",
        "https://github.com/a/issues/12",
        "https://github.com/orgs/acme/projects/5",
        "https://github.com/orgs/acme/projects/5?issue=a%7Cb%7Cc%7C12",
        "https://github.com/orgs/acme/projects/5?issue=a%2Fx%7Cb%7C12",
        "https://mygithub.com/a/b/issues/12",
        "https://git.acme.com/a/b/issues/12",
    ]);
}

#[test]
fn a_gitlab_issue_is_recognised_at_any_host() {
    assert_one_card(
        "GitLab",
        "acme/platform/ops#12",
        &[
            "https://gitlab.com/acme/platform/ops/-/issues/12",
            "https://gitlab.com/acme/platform/ops/-/work_items/12",
            "https://gitlab.com/acme/platform/ops/-/issues/incident/12",
            "https://gitlab.com/acme/platform/ops/-/issues/12/designs",
            "https://gitlab.com/acme/platform/ops/issues/12",
        ],
    );
    assert_one_card(
        "GitLab",
        "g/p!7",
        &[
            "https://code.acme.com/g/p/-/merge_requests/7",
            "https://code.acme.com/g/p/-/merge_requests/7/diffs?view=inline",
        ],
    );
    assert_one_card("GitLab", "g/p#7", &["https://gitlab:8443/g/p/issues/7"]);
}

#[test]
fn gitlab_cards_are_told_apart_and_other_pages_are_none() {
    assert_different(&[
        "https://gitlab.com/g/p/-/issues/12",
        "https://gitlab.com/g/p/-/merge_requests/12",
        "https://gitlab.com/g/q/-/issues/12",
        "https://gitlab.com/g/p/r/-/issues/12",
        "https://gitlab.acme.com/g/p/-/issues/12",
        "https://gitlab.acme.com:8443/g/p/-/issues/12",
    ]);
    assert_unknown(&[
        "https://gitlab.com/g/p/-/issues",
        "https://gitlab.com/g/p/-/issues/new",
        "https://gitlab.com/g/p/-/blob/main/issues/12",
        "https://gitlab.com/p/-/issues/12",
        "https://gitlab.com/p/issues/12",
        "https://code.acme.com/g/p/issues/12",
    ]);
}

#[test]
fn an_azure_work_item_belongs_to_its_organisation() {
    assert_one_card(
        "Azure DevOps",
        "4711",
        &[
            "https://dev.azure.com/acme/Payments/_workitems/edit/4711",
            "https://dev.azure.com/Acme/My%20Payments/_workitems/edit/4711",
            "https://dev.azure.com/Acme/My Payments/_workItems/edit/4711",
            "https://dev.azure.com/acme/_workitems/edit/4711",
            "https://dev.azure.com/acme/Payments/_workitems?id=4711&_a=edit",
            "https://dev.azure.com/acme/Payments/_workitems/recentlyupdated/?workitem=4711",
            "https://dev.azure.com/acme/Payments/_boards/board/t/Core%20Team/Stories/?workitem=4711",
            "https://dev.azure.com/acme/Payments/_sprints/taskboard/Team/Sprint%201?workitem=4711",
            "https://acme.visualstudio.com/Payments/_workitems/edit/4711",
            "https://acme.visualstudio.com/DefaultCollection/Payments/_workitems/edit/4711",
            "https://acme.visualstudio.com/Payments/_backlogs/backlog/Team/Epics/?workitem=4711",
        ],
    );
    assert_different(&[
        "https://dev.azure.com/acme/Payments/_workitems/edit/4711",
        "https://dev.azure.com/acme/Payments/_workitems/edit/4712",
        "https://dev.azure.com/globex/Payments/_workitems/edit/4711",
        "https://globex2.visualstudio.com/Payments/_workitems/edit/4711",
        "https://dev.azure.com/acme/Payments/_git/repo/pullrequest/4711",
    ]);
    assert_unknown(&[
        "https://dev.azure.com/acme/Payments/_git/repo/pullrequest/4711",
        "https://dev.azure.com/acme/Payments/_workitems/create/Bug",
        "https://dev.azure.com/acme/Payments/_boards/board?workitem=1&workitem=2",
        "https://dev.azure.com/acme/Payments?workitem=4711",
        "https://a.b.visualstudio.com/Payments/_workitems/edit/4711",
        "https://azure.com/acme/Payments/_workitems/edit/4711",
    ]);
}
