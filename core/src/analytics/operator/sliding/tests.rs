use expect_test::{Expect, expect};
use std::vec::Vec;

use super::super::aggregate::Spread;
use super::super::testing::{BIGINT, DOUBLE, TEXT, events, run};
use super::*;

#[track_caller]
fn check(frame: Frame, functions: &[Analytic], script: &str, expected: Expect) {
    let types = [TEXT, BIGINT];
    let sliding = Sliding { partition: [(0, TEXT)].into(), frame, functions: functions.into() };
    let out: Vec<_> = types.into_iter().chain(sliding.added_types()).collect();
    let given = run(&types, &events(&types, script), &out, |state, chunk, context| {
        sliding.take(state, chunk, context)
    });
    expected.assert_eq(&given);
}

fn of(kind: Kind) -> Analytic {
    Analytic { kind, argument: Some(1), argument_type: BIGINT }
}

fn aggregate(aggregate: Aggregate) -> Analytic {
    of(Kind::Aggregate(aggregate))
}

const COUNT: Analytic =
    Analytic { kind: Kind::Aggregate(Aggregate::CountRows), argument: None, argument_type: BIGINT };

#[test]
fn both_ends_of_a_range_are_in_the_window_and_rows_of_one_time_see_those_before_them() {
    let script = "
        0 a 1
        0 a 2
        5 b 9
        10 a 4
        11 a 8
        30 a 16";
    check(
        Frame::Range(10),
        &[COUNT, aggregate(Aggregate::Sum), aggregate(Aggregate::Min), aggregate(Aggregate::Max)],
        script,
        expect![[r#"
            0: a 1 1 1 1 1
            0: a 2 2 3 1 2
            5: b 9 1 9 9 9
            10: a 4 3 7 1 4
            11: a 8 2 12 4 8
            30: a 16 1 16 16 16
        "#]],
    );
}

#[test]
fn rows_are_those_beside_the_last() {
    let script = "
        1 a 1
        2 a 2
        3 a -
        4 a 4
        5 a 8";
    check(
        Frame::Rows(2),
        &[
            COUNT,
            aggregate(Aggregate::Count),
            aggregate(Aggregate::Average),
            aggregate(Aggregate::First(Nulls::Respect)),
            aggregate(Aggregate::First(Nulls::Ignore)),
            aggregate(Aggregate::Last(Nulls::Ignore)),
        ],
        script,
        expect![[r#"
            1: a 1 1 1 1 1 1 1
            2: a 2 2 2 1 1 1 2
            3: a - 3 2 1 1 1 2
            4: a 4 3 2 3 2 2 4
            5: a 8 3 2 6 - 4 8
        "#]],
    );
}

#[test]
fn places_are_counted_from_either_end_with_nulls_or_without() {
    let nth = |n, is_from_last, nulls| of(Kind::Nth { n, is_from_last, nulls });
    let lag = |n, nulls| of(Kind::Lag { n, default: Value::Integer(-1), nulls });
    let script = "
        1 a 1
        2 a -
        3 a 3
        4 a 4";
    check(
        Frame::Unbounded,
        &[
            nth(2, false, Nulls::Respect),
            nth(2, false, Nulls::Ignore),
            nth(2, true, Nulls::Ignore),
            lag(0, Nulls::Respect),
            lag(2, Nulls::Respect),
            lag(2, Nulls::Ignore),
        ],
        script,
        expect![[r#"
            1: a 1 - - - 1 -1 -1
            2: a - - - - - -1 -1
            3: a 3 - 3 1 3 1 -1
            4: a 4 - 3 3 4 - 1
        "#]],
    );
}

#[test]
fn a_window_of_doubles_forgets_what_has_left() {
    let types = [DOUBLE];
    let of =
        |aggregate| Analytic { kind: Kind::Aggregate(aggregate), argument: Some(0), argument_type: DOUBLE };
    let spread = Spread { is_sample: true, is_root: true };
    let functions = [of(Aggregate::Sum), of(Aggregate::Average), of(Aggregate::Spread(spread))].into();
    let sliding = Sliding { partition: Vec::new(), frame: Frame::Rows(1), functions };
    let script = "
        1 1e150
        2 0.25
        3 0.75
        4 -
        5 2";
    let given = run(&types, &events(&types, script), &[DOUBLE; 4], |state, chunk, context| {
        sliding.take(state, chunk, context)
    });
    assert_eq!(given.lines().nth(2), Some("3: 0.75 1 0.5 0.3535533905932738"));
    assert_eq!(given.lines().nth(3), Some("4: - 0.75 0.75 -"));
    assert_eq!(given.lines().nth(4), Some("5: 2 2 2 -"));
}

#[test]
fn a_partition_that_is_forgotten_begins_anew() {
    let script = "
        0 a 1
        1 b 1
        50 b 2
        51 a 3
        52 b 4";
    check(
        Frame::Range(10),
        &[COUNT],
        script,
        expect![[r#"
            0: a 1 1
            1: b 1 1
            50: b 2 1
            51: a 3 1
            52: b 4 2
        "#]],
    );
}
