use super::{assert_different, assert_one_card, assert_unknown, recognise};

#[test]
fn a_jira_issue_is_its_key_at_its_host() {
    assert_one_card(
        "Jira",
        "OPS-12",
        &[
            "https://acme.atlassian.net/browse/OPS-12",
            "https://acme.atlassian.net/browse/ops-12",
            "https://acme.atlassian.net/browse/OPS-12?focusedCommentId=10001",
            "https://acme.atlassian.net/jira/software/projects/OPS/boards/1?selectedIssue=OPS-12",
            "https://acme.atlassian.net/jira/software/c/projects/OPS/boards/1/backlog?selectedIssue=OPS-12",
            "https://acme.atlassian.net/jira/software/c/projects/OPS/issues/OPS-12",
            "https://acme.atlassian.net/jira/servicedesk/projects/OPS/queues/custom/1/OPS-12",
            "https://acme.atlassian.net/servicedesk/customer/portal/3/OPS-12",
        ],
    );
    assert_one_card(
        "Jira",
        "KAFKA_2-1",
        &[
            "https://issues.example.org/jira/browse/KAFKA_2-1",
            "https://issues.example.org/jira/secure/RapidBoard.jspa?rapidView=1&selectedIssue=KAFKA_2-1",
            "https://issues.example.org/jira/projects/KAFKA_2/issues/KAFKA_2-1?filter=allopenissues",
        ],
    );
    assert_one_card(
        "Jira",
        "OPS-12",
        &[
            "https://jira:8080/browse/OPS-12",
            "https://jira:8080/secure/RapidBoard.jspa?selectedIssue=OPS-12",
        ],
    );
}

#[test]
fn jira_issues_are_told_apart_and_other_pages_are_none() {
    assert_different(&[
        "https://acme.atlassian.net/browse/OPS-12",
        "https://acme.atlassian.net/browse/OPS-13",
        "https://acme.atlassian.net/browse/DEV-12",
        "https://globex.atlassian.net/browse/OPS-12",
        "https://jira.acme.com/browse/OPS-12",
        "https://jira.acme.com:8443/browse/OPS-12",
        "https://jira.acme.com/one/browse/OPS-12",
        "https://jira.acme.com/two/browse/OPS-12",
    ]);
    assert_unknown(&[
        "https://acme.atlassian.net/browse/OPS",
        "https://acme.atlassian.net/browse/12",
        "https://acme.atlassian.net/browse/OPS-12a",
        "https://acme.atlassian.net/browse/OPS-",
        "https://acme.atlassian.net/wiki/spaces/OPS/pages/12",
        "https://jira.acme.com/projects/OPS/issues/DEV-12",
        "https://jira.acme.com/secure/RapidBoard.jspa?selectedIssue=OPS-1&selectedIssue=OPS-2",
        "https://git.acme.com/projects/P/repos/r/browse/README-1",
        "https://git.acme.com/users/jo/repos/r/browse/README-1",
    ]);
}

#[test]
fn a_youtrack_issue_is_its_key_at_its_host() {
    assert_one_card(
        "YouTrack",
        "OPS-12",
        &[
            "https://acme.youtrack.cloud/issue/OPS-12",
            "https://acme.youtrack.cloud/issue/ops-12/Rotate-the-keys",
            "https://acme.youtrack.cloud/agiles/121-3/current?issue=OPS-12",
        ],
    );
    assert_one_card(
        "YouTrack",
        "OPS-12",
        &["https://acme.myjetbrains.com/youtrack/issue/OPS-12/Rotate-the-keys"],
    );
    assert_one_card(
        "YouTrack",
        "IDEA-1",
        &["https://youtrack.jetbrains.com/issue/IDEA-1"],
    );
    assert_one_card("YouTrack", "OPS-1", &["https://youtrack:8080/issue/OPS-1"]);
    assert_different(&[
        "https://acme.youtrack.cloud/issue/OPS-12",
        "https://acme.youtrack.cloud/issue/OPS-13",
        "https://globex.youtrack.cloud/issue/OPS-12",
        "https://acme.myjetbrains.com/youtrack/issue/OPS-12",
    ]);
    assert_unknown(&[
        "https://acme.youtrack.cloud/articles/OPS-A-12",
        "https://acme.youtrack.cloud/issues/OPS",
        "https://acme.myjetbrains.com/issue/OPS-12",
        "https://track.acme.com/issue/OPS-12",
    ]);
}

#[test]
fn a_bugzilla_bug_is_its_number_at_its_host() {
    assert_one_card(
        "Bugzilla",
        "1234567",
        &[
            "https://bugzilla.mozilla.org/show_bug.cgi?id=1234567",
            "https://bugzilla.mozilla.org/1234567",
            "https://bugzilla.mozilla.org/show_bug.cgi?list_id=1&id=1234567",
        ],
    );
    assert_one_card(
        "Bugzilla",
        "12",
        &["https://bugs.acme.com/bugzilla/show_bug.cgi?id=12"],
    );
    assert_different(&[
        "https://bugzilla.mozilla.org/show_bug.cgi?id=1",
        "https://bugzilla.mozilla.org/show_bug.cgi?id=2",
        "https://bugzilla.redhat.com/show_bug.cgi?id=1",
        "https://bugs.acme.com/one/show_bug.cgi?id=1",
        "https://bugs.acme.com/two/show_bug.cgi?id=1",
        "https://bugs.acme.com/show_bug.cgi?id=1&id=2",
    ]);
    assert_unknown(&[
        "https://bugs.acme.com/show_bug.cgi",
        "https://bugs.acme.com/show_bug.cgi?id=alias",
        "https://bugs.acme.com/show_bug.cgi?id=1&id=2",
        "https://bugs.acme.com/12",
        "https://bugzilla.mozilla.org/buglist.cgi?id=12",
    ]);
}

#[test]
fn a_redmine_issue_is_its_number_at_its_host() {
    assert_one_card(
        "Redmine",
        "#12",
        &[
            "https://redmine.acme.com/issues/12",
            "https://redmine.acme.com/issues/12/edit",
        ],
    );
    assert_one_card("Redmine", "#12", &["https://www.redmine.org/issues/12"]);
    assert_one_card(
        "Redmine",
        "#12",
        &["https://my-redmine.acme.com/tools/issues/12"],
    );
    assert_one_card(
        "Redmine",
        "#12",
        &["https://acme.com/redmine/issues/12?tab=history"],
    );
    assert_different(&[
        "https://redmine.acme.com/issues/12",
        "https://redmine.acme.com/issues/13",
        "https://redmine.globex.com/issues/12",
        "https://acme.com/redmine/issues/12",
        "https://acme.com/tools/redmine/issues/12",
    ]);
    assert_unknown(&[
        "https://redmine.acme.com/projects/ops/issues",
        "https://redmine.acme.com/issues",
        "https://acme.com/issues/12",
    ]);
    let github = recognise("https://github.com/redmine/redmine/issues/12");
    assert_eq!(github.tracker.as_deref(), Some("GitHub"));
}

const SYS_ID: &str = "9d385017c611228701d22104cc95c371";

#[test]
fn a_servicenow_record_is_its_id_in_every_frame() {
    assert_one_card(
        "ServiceNow",
        SYS_ID,
        &[
            "https://acme.service-now.com/incident.do?sys_id=9d385017c611228701d22104cc95c371",
            "https://acme.service-now.com/task.do?sys_id=9D385017C611228701D22104CC95C371",
            "https://acme.service-now.com/incident.do?sysparm_query=sys_id%3D9d385017c611228701d22104cc95c371",
            "https://acme.service-now.com/nav_to.do?uri=%2Fincident.do%3Fsys_id%3D9d385017c611228701d22104cc95c371%26sysparm_stack%3Dhome",
            "https://acme.service-now.com/nav_to.do?uri=%252Fincident.do%253Fsys_id%253D9d385017c611228701d22104cc95c371",
            "https://acme.service-now.com/nav_to.do?uri=incident.do?sys_id=9d385017c611228701d22104cc95c371",
            "https://acme.service-now.com/now/nav/ui/classic/params/target/incident.do%3Fsys_id%3D9d385017c611228701d22104cc95c371%26sysparm_view%3D",
            "https://acme.service-now.com/now/nav/ui/classic/params/target/incident.do%253Fsys_id%253D9d385017c611228701d22104cc95c371",
            "https://acme.service-now.com/now/nav/ui/classic/params/target/incident.do?sys_id=9d385017c611228701d22104cc95c371",
            "https://acme.service-now.com/now/sow/record/incident/9d385017c611228701d22104cc95c371",
            "https://acme.service-now.com/sp?id=ticket&table=incident&sys_id=9d385017c611228701d22104cc95c371",
        ],
    );
}

#[test]
fn a_servicenow_record_is_its_number_without_an_id() {
    assert_one_card(
        "ServiceNow",
        "INC0012345",
        &[
            "https://acme.service-now.com/incident.do?number=INC0012345",
            "https://acme.service-now.com/incident.do?sys_id=INC0012345",
            "https://acme.service-now.com/incident.do?sysparm_query=number=INC0012345",
            "https://acme.service-now.com/incident_list.do?sysparm_query=number%3DINC0012345%5EEQ",
            "https://acme.service-now.com/nav_to.do?uri=incident.do%3Fsysparm_query%3Dnumber%3Dinc0012345",
            "https://acme.service-now.com/now/nav/ui/classic/params/target/incident.do%3Fsysparm_query%3Dnumber%253DINC0012345",
        ],
    );
    let both =
        format!("https://acme.service-now.com/incident.do?sys_id={SYS_ID}&number=INC0012345");
    let by_id = recognise(&format!(
        "https://acme.service-now.com/incident.do?sys_id={SYS_ID}"
    ));
    assert_eq!(recognise(&both).key.as_deref(), Some("INC0012345"));
    assert_eq!(recognise(&both).canonical(), by_id.canonical());
}

#[test]
fn servicenow_records_are_told_apart_and_other_pages_are_none() {
    assert_different(&[
        "https://acme.service-now.com/incident.do?number=INC0012345",
        "https://acme.service-now.com/incident.do?number=INC0012346",
        "https://acme.service-now.com/problem.do?number=INC0012345",
        "https://globex.service-now.com/incident.do?number=INC0012345",
        "https://acme.service-now.com/incident.do?sys_id=9d385017c611228701d22104cc95c371",
        "https://acme.service-now.com/incident.do?sys_id=9d385017c611228701d22104cc95c372",
        "https://globex.service-now.com/incident.do?sys_id=9d385017c611228701d22104cc95c371",
    ]);
    assert_unknown(&[
        "https://acme.service-now.com/incident.do?sys_id=-1",
        "https://acme.service-now.com/incident_list.do?sysparm_query=active=true",
        "https://acme.service-now.com/incident_list.do?sysparm_query=number=INC1%5EORnumber=INC2",
        "https://acme.service-now.com/sp?id=sc_cat_item&sys_id=9d385017c611228701d22104cc95c371",
        "https://acme.service-now.com/nav_to.do?uri=https%3A%2F%2Fglobex.service-now.com%2Fincident.do%3Fnumber%3DINC1",
        "https://acme.service-now.com/nav_to.do",
        "https://www.service-now.com/incident.do?number=INC0012345",
        "https://acme.example.com/incident.do?number=INC0012345",
    ]);
}

#[test]
fn a_shape_that_is_nearly_one_of_a_tracker_is_none() {
    assert_unknown(&[
        "https://dev.azure.com/acme/_boards/x/_workitems/edit/12",
        "https://dev.azure.com/acme/shop/_workitems?id=abc&workitem=12",
        "https://www.notion.so/01234567-89abcdef0123456789abcdef",
        "https://acme.service-now.com/incident.do?sys_id=01234567-89ab-cdef-0123-456789abcdef",
        "https://gitlab.com/a/b/issues/3/issues/new",
    ]);
    let board = super::recognise("https://issues.acme.com/a/b/c?selectedIssue=PAY-7");
    assert_eq!(board.tracker.as_deref(), Some("Jira"));
    assert_eq!(board.key.as_deref(), Some("PAY-7"));
}
