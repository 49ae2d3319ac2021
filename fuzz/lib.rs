//! What the fuzz targets run.

pub mod rearranged;
pub mod targets;
#[path = "../tests/library/xlsx.rs"]
pub mod xlsx;
