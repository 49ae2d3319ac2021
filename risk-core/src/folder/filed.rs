//! What is particular to each sort of record that has files of its own.

use serde::Serialize;

use super::decode::Decoder;
use super::node::Node;
use crate::register::{Component, Record, Risk};

/// A record that has a file of its own in a folder, and its place in a list in JSON.
pub(super) trait FiledRecord: Serialize + PartialEq + Sized {
    /// The folder of such records, in that of the register, and the key of their list.
    const FOLDER: &'static str;
    /// The key that states the record's name where the file's name cannot.
    const NAME: &'static str;
    /// The comment at the top of the file.
    const COMMENT: &'static str;

    /// The record that stands in a text.
    fn decode(decoder: &mut Decoder<'_>, node: &Node) -> Self;

    /// What the record is called.
    fn name(&self) -> &str;

    /// Names the record.
    fn set_name(&mut self, name: &str);

    /// The record at a position of its sort.
    fn at(position: usize) -> Record;
}

impl FiledRecord for Component {
    const FOLDER: &'static str = "components";
    const NAME: &'static str = "name";
    const COMMENT: &'static str = "#:schema ../.schema/component.json";

    fn decode(decoder: &mut Decoder<'_>, node: &Node) -> Self {
        decoder.component(node)
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn set_name(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    fn at(position: usize) -> Record {
        Record::Component(position)
    }
}

impl FiledRecord for Risk {
    const FOLDER: &'static str = "risks";
    const NAME: &'static str = "reference";
    const COMMENT: &'static str = "#:schema ../.schema/risk.json";

    fn decode(decoder: &mut Decoder<'_>, node: &Node) -> Self {
        decoder.risk(node)
    }

    fn name(&self) -> &str {
        &self.reference
    }

    fn set_name(&mut self, name: &str) {
        name.clone_into(&mut self.reference);
    }

    fn at(position: usize) -> Record {
        Record::Risk(position)
    }
}
