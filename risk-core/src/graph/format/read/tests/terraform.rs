//! What `terraform graph` writes, before and after its version 1.7.

use super::{good, lines};
use crate::graph::format::GraphFormat::Dot;

#[test]
fn the_marks_of_terraform_are_taken_off() {
    let text = r#"digraph {
	compound = "true"
	newrank = "true"
	subgraph "root" {
		"[root] aws_instance.web (expand)" [label = "aws_instance.web", shape = "box"]
		"[root] aws_vpc.main (expand)" [label = "aws_vpc.main", shape = "box"]
		"[root] provider[\"registry.terraform.io/hashicorp/aws\"]" [label = "provider[\"registry.terraform.io/hashicorp/aws\"]", shape = "diamond"]
		"[root] var.region" [label = "var.region", shape = "note"]
		"[root] aws_instance.web (expand)" -> "[root] aws_vpc.main (expand)"
		"[root] aws_vpc.main (expand)" -> "[root] provider[\"registry.terraform.io/hashicorp/aws\"]"
		"[root] aws_vpc.main (expand)" -> "[root] local.cidr (expand)"
		"[root] provider[\"registry.terraform.io/hashicorp/aws\"] (close)" -> "[root] aws_instance.web (expand)"
		"[root] provider[\"registry.terraform.io/hashicorp/aws\"]" -> "[root] var.region"
		"[root] root" -> "[root] provider[\"registry.terraform.io/hashicorp/aws\"] (close)"
	}
}
"#;
    let read = good(Dot, text);
    let provider = "provider[\"registry.terraform.io/hashicorp/aws\"]";
    let expected = [
        "aws_instance.web: aws_vpc.main".to_owned(),
        format!("aws_vpc.main: {provider}, local.cidr"),
        format!("{provider}: var.region"),
        "var.region: ?".to_owned(),
        "local.cidr: ?".to_owned(),
    ];
    assert_eq!(lines(&read), expected);
    let note = "left out: 2 nodes that Terraform adds for its own ends, with 2 edges";
    assert_eq!(read.notes, [note]);
}

#[test]
fn the_newer_form_is_read_as_it_stands() {
    let text = r#"digraph G {
  rankdir = "RL";
  node [shape = rect, fontname = "sans-serif"];
  "aws_instance.web" [label="aws_instance.web"];
  "aws_vpc.main" [label="aws_vpc.main"];
  subgraph "cluster_module.db" {
    label = "module.db"
    "module.db.aws_db_instance.main" [label="aws_db_instance.main"];
  }
  "aws_instance.web" -> "aws_vpc.main";
  "aws_instance.web" -> "module.db.aws_db_instance.main";
}
"#;
    let expected = [
        "aws_instance.web: aws_vpc.main, module.db.aws_db_instance.main",
        "aws_vpc.main: ?",
        "module.db.aws_db_instance.main: ?",
    ];
    assert_eq!(lines(&good(Dot, text)), expected);
}

#[test]
fn two_nodes_of_one_address_are_one_thing() {
    let read = good(
        Dot,
        "digraph { \"[root] a\" -> \"[root] a (expand)\" -> b }",
    );
    let expected = ["a: a, b", "b: ?"];
    assert_eq!(lines(&read), expected);
}

#[test]
fn what_versions_before_1_0_add_for_their_own_ends_is_left_out() {
    let text = r#"digraph {
	subgraph "root" {
		"[root] aws_instance.web" [label = "aws_instance.web", shape = "box"]
		"[root] aws_instance.web" -> "[root] module.vpc.aws_vpc.this"
		"[root] meta.count-boundary (count boundary fixup)" -> "[root] aws_instance.web"
		"[root] meta.count-boundary (EachMode fixup)" -> "[root] aws_instance.web"
		"[root] root" -> "[root] meta.count-boundary (count boundary fixup)"
	}
}
"#;
    let expected = [
        "aws_instance.web: module.vpc.aws_vpc.this",
        "module.vpc.aws_vpc.this: ?",
    ];
    assert_eq!(lines(&good(Dot, text)), expected);
}

#[test]
fn the_order_of_a_destruction_is_not_one_of_needs() {
    let destroyed = r#"digraph {
		"[root] aws_vpc.main (destroy)" -> "[root] aws_instance.web (destroy)"
		"[root] provider.aws (close)" -> "[root] aws_vpc.main (destroy)"
	}"#;
    assert!(super::wrong(Dot, destroyed).contains("the plan of a destruction"));
    let replaced = r#"digraph {
		"[root] aws_instance.web" -> "[root] aws_vpc.main"
		"[root] aws_instance.web" -> "[root] aws_instance.web (destroy)"
		"[root] aws_vpc.main (destroy deposed 1f2)" -> "[root] aws_instance.web (destroy)"
	}"#;
    let expected = ["aws_instance.web: aws_vpc.main", "aws_vpc.main: ?"];
    assert_eq!(lines(&good(Dot, replaced)), expected);
}
