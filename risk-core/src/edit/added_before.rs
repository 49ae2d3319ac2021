//! Which of the risks that are to be added for conflicts stand in the register already.

use std::collections::{HashMap, VecDeque};

use super::Editor;
use super::resolve::read;
use crate::record::RecordKind;
use crate::register::Risk;
use crate::versions::{Conflict, Take};

impl Editor {
    /// For each conflict of a sync of which both risks are wanted, where the register has that of theirs already: nobody may
    /// have written that it was taken, and another workbook may have it too.
    pub(super) fn added_before(&self, chosen: &[(&Conflict, Take)]) -> Vec<Option<usize>> {
        let stated = |risk: &Risk| {
            let unnamed = Risk {
                reference: String::new(),
                ..risk.clone()
            };
            serde_json::to_string(&unnamed).unwrap_or_default()
        };
        let is_meant = |(conflict, take): &(&Conflict, Take)| {
            let is_of_two = conflict.field.is_none() && !conflict.ours.is_null();
            let is_of_sync = conflict.workbook.is_some() && *take == Take::Both;
            is_of_sync && is_of_two && conflict.record.kind() == RecordKind::Risk
        };
        if !chosen.iter().any(is_meant) {
            return vec![None; chosen.len()];
        }
        // Each is that of one conflict, whatever else reads the same.
        let mut there: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (place, risk) in self.risks.iter() {
            there.entry(stated(risk)).or_default().push_back(place);
        }
        let added = chosen.iter().map(|one| {
            let theirs = read::<Risk>(&one.0.theirs).ok().filter(|_| is_meant(one))?;
            there.get_mut(&stated(&theirs))?.pop_front()
        });
        added.collect()
    }
}
