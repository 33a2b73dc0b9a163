//! Stretches: what one entry of the index is about. A stride of rows is a stretch of slots in each column below them.

use std::ops::Range;

/// A stretch of a column.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) slots: Range<usize>,
    /// The values of its slots.
    pub(super) values: Range<usize>,
}

/// The stretches of rows, `stride` in each.
pub(super) fn of_rows(count: usize, stride: usize) -> Vec<Range<usize>> {
    (0..count).step_by(stride.max(1)).map(|start| start..count.min(start + stride)).collect()
}

/// What stretches of slots hold.
pub(super) fn of_slots(present: &[bool], slots: &[Range<usize>]) -> Vec<Stretch> {
    let mut start = 0;
    let of = |slots: &Range<usize>| {
        let end = start + present[slots.clone()].iter().filter(|slot| **slot).count();
        let stretch = Stretch { slots: slots.clone(), values: start..end };
        start = end;
        stretch
    };
    slots.iter().map(of).collect()
}

/// The slots of elements that belong to stretches of lists.
pub(super) fn of_elements(ends: &[usize], stretches: &[Stretch]) -> Vec<Range<usize>> {
    let start_of = |list: usize| if list == 0 { 0 } else { ends[list - 1] };
    stretches.iter().map(|stretch| start_of(stretch.values.start)..start_of(stretch.values.end)).collect()
}
