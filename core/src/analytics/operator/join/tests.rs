//! The example of the SQL reference: orders and shipments of a minute.

use alloc::sync::Arc;
use expect_test::{Expect, expect};
use std::vec::Vec;

use super::super::testing::{BIGINT, show};
use super::*;
use crate::analytics::function::Moment;

const MINUTE: Option<Frame> = Some(Frame::Range(60));

/// Seconds after 10:00:00, and which order it is of. The cause is the place in the list of both.
const ORDERS: [(i64, i64); 5] = [(0, 101), (20, 102), (30, 103), (40, 104), (45, 100)];
const SHIPMENTS: [(i64, i64); 3] = [(0, 100), (45, 104), (50, 105)];

fn chunks(rows: &[(i64, i64)], side: u64, size: usize) -> Vec<Chunk> {
    let chunk = |(place, rows): (usize, &[(i64, i64)])| {
        let first = (place * size) as u64;
        let order = |(row, (time, _)): (usize, &(i64, i64))| Order {
            rowtime: *time,
            cause: 2 * (first + row as u64) + side,
        };
        let order: Vec<_> = rows.iter().enumerate().map(order).collect();
        let columns = [
            rows.iter().map(|(_, id)| *id).collect::<Vec<_>>(),
            rows.iter().map(|(time, _)| *time).collect(),
        ];
        let columns = columns.into_iter().map(|values| Arc::new(values.into())).collect();
        let bound = *order.last().unwrap();
        Chunk { rows: Batch { order, columns }, bound }
    };
    rows.chunks(size).enumerate().map(chunk).collect()
}

/// Each row: its rowtime, the order's id and time, the shipment's id and time.
#[track_caller]
fn check(windows: [Option<Frame>; 2], preserved: [bool; 2], expected: Expect) {
    let [left, right] = [0, 1].map(|side| Input {
        types: [BIGINT; 2].into(),
        window: windows[side],
        keys: [0].into(),
        is_preserved: preserved[side],
    });
    let join = Join { sides: [left, right], condition: None };
    let run = |size: usize, restarts: bool| {
        let mut context = Context::new(Moment { now: 0, began: 0 });
        let mut state = State::default();
        let mut out = Batch::empty(&join.types());
        let end = Chunk { rows: Batch::empty(&[BIGINT; 2]), bound: Order { rowtime: 300, cause: 99 } };
        let inputs = [chunks(&ORDERS, 1, size), chunks(&SHIPMENTS, 2, size)];
        for place in 0..5 {
            for (input, chunks) in inputs.iter().enumerate() {
                let Some(chunk) = chunks.get(place) else { continue };
                out.append(&join.take(&mut state, input, chunk.clone(), &mut context).rows);
                if restarts {
                    state = postcard::from_bytes(&postcard::to_allocvec(&state).unwrap()).unwrap();
                }
            }
        }
        (0..2).for_each(|input| out.append(&join.take(&mut state, input, end.clone(), &mut context).rows));
        assert!(out.order.is_sorted());
        show(&join.types(), &out)
    };
    let whole = run(9, false);
    assert_eq!(run(1, false), whole);
    assert_eq!(run(1, true), whole);
    assert_eq!(run(2, true), whole);
    expected.assert_eq(&whole);
}

#[test]
fn without_a_window_a_side_has_its_last_row_alone() {
    check(
        [MINUTE, None],
        [false; 2],
        expect![[r#"
            45: 104 40 104 45
        "#]],
    );
}

#[test]
fn with_windows_on_both_sides_the_later_row_finds_the_earlier() {
    check(
        [MINUTE, MINUTE],
        [false; 2],
        expect![[r#"
            45: 104 40 104 45
            45: 100 45 100 0
        "#]],
    );
}

#[test]
fn a_preserved_side_without_a_window_tells_at_once_what_it_does_not_find() {
    check(
        [MINUTE, None],
        [false, true],
        expect![[r#"
            0: - - 100 0
            45: 104 40 104 45
            50: - - 105 50
        "#]],
    );
}

#[test]
fn a_preserved_side_with_a_window_tells_at_its_end_what_nothing_matched() {
    check(
        [MINUTE, MINUTE],
        [false, true],
        expect![[r#"
            45: 104 40 104 45
            45: 100 45 100 0
            110: - - 105 50
        "#]],
    );
    check(
        [MINUTE, None],
        [true, false],
        expect![[r#"
            45: 104 40 104 45
            60: 101 0 - -
            80: 102 20 - -
            90: 103 30 - -
            105: 100 45 - -
        "#]],
    );
    check(
        [MINUTE, MINUTE],
        [true, false],
        expect![[r#"
            45: 104 40 104 45
            45: 100 45 100 0
            60: 101 0 - -
            80: 102 20 - -
            90: 103 30 - -
        "#]],
    );
}
