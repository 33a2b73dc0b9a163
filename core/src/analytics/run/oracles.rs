//! Windows and joins over random rows, held against what a few loops over all rows say.

use alloc::vec::Vec;
use std::collections::BTreeMap;
use std::format;

use super::{Execution, Given};
use crate::analytics::plan::{InputStream, NamedColumn, Plan, plan};
use crate::analytics::row::Column;
use crate::analytics::sql::parse;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;
use crate::rng::Rng;

const CASES: u64 = 10_000;

/// A row: its rowtime, a key that may be NULL, and a number that may be NULL.
type Row = (i64, Option<i64>, Option<i64>);

fn planned(code: &str) -> Plan {
    let parsed = parse(code);
    assert!(parsed.is_valid(), "{:?}", parsed.problems);
    let column = |name: &str| NamedColumn { name: name.into(), sql_type: SqlType::BigInt };
    let input = |name: &str| InputStream {
        name: name.into(),
        columns: [column("K"), column("V")].into(),
        metadata: Vec::new(),
    };
    plan(code, &parsed.statements, &[input("A"), input("B")], &[], 0).unwrap()
}

/// Random rows with few keys, and times that often stand still.
fn rows(rng: &mut Rng) -> Vec<Row> {
    let count = rng.in_range(0, 30);
    let step = [1, 7, 40][rng.in_range(0, 2) as usize];
    let mut now = rng.in_range(0, 100) as i64;
    let some =
        |rng: &mut Rng, max: u64| (!rng.chance_per_million(80_000)).then(|| rng.in_range(0, max) as i64);
    (0..count)
        .map(|_| {
            now += rng.in_range(0, step) as i64;
            (now, some(rng, 3), some(rng, 100))
        })
        .collect()
}

fn columns(rows: &[Row]) -> (Vec<i64>, Vec<Column>) {
    let keys: Vec<_> = rows.iter().map(|(_, key, _)| *key).collect();
    let values: Vec<_> = rows.iter().map(|(_, _, value)| *value).collect();
    let columns = [Column::from_options(&keys), Column::from_options(&values)];
    (rows.iter().map(|(time, ..)| *time).collect(), columns.into())
}

/// What leaves in the stream OUT: each row as its rowtime and its values.
fn left(plan: &Plan, given: &[Given]) -> Vec<(i64, Vec<Option<i64>>)> {
    let place = plan.streams.iter().position(|stream| stream.name == "OUT").unwrap();
    let mut left = Vec::new();
    for given in given {
        for (_, rows) in given.rows.iter().filter(|(stream, _)| *stream == place) {
            for row in 0..rows.len() {
                let value = |column: &alloc::sync::Arc<Column>| match column.value(row, SqlType::BigInt) {
                    Value::Integer(value) => Some(value),
                    _ => None,
                };
                left.push((rows.order[row].rowtime, rows.columns.iter().map(value).collect()));
            }
        }
    }
    left
}

/// Runs rows of one input in pieces of random sizes, then lets the clock go on.
fn run(plan: &Plan, rows: &[Row], rng: &mut Rng) -> Vec<(i64, Vec<Option<i64>>)> {
    let mut execution = Execution::new(plan.clone(), Vec::new(), 0);
    let mut given = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(rng.in_range(1, rest.len() as u64) as usize);
        let (times, columns) = columns(now);
        given.push(execution.push(0, &times, columns));
        if rng.chance_per_million(300_000) {
            let checkpoint = execution.checkpoint();
            execution = Execution::restore(plan.clone(), Vec::new(), &checkpoint).unwrap();
        }
        rest = later;
    }
    given.push(execution.advance(1_000_000));
    left(plan, &given)
}

const OUT: &str = "CREATE STREAM \"OUT\" (k BIGINT, n BIGINT, s BIGINT, low BIGINT, high BIGINT);";

/// Count, sum, least and greatest of values.
fn told(key: Option<i64>, values: &[Option<i64>]) -> Vec<Option<i64>> {
    let known: Vec<i64> = values.iter().flatten().copied().collect();
    let sum = (!known.is_empty()).then(|| known.iter().sum());
    [key, Some(values.len() as i64), sum, known.iter().min().copied(), known.iter().max().copied()].into()
}

#[test]
fn tumbling_windows_are_what_all_rows_of_a_period_say() {
    let code = format!(
        "{OUT} CREATE PUMP p AS INSERT INTO \"OUT\" SELECT STREAM k, COUNT(*), SUM(v), MIN(v), MAX(v)
         FROM a GROUP BY k, STEP(a.ROWTIME BY INTERVAL '0.050' SECOND(1, 3));"
    );
    let plan = planned(&code);
    for seed in 0..CASES {
        let mut rng = Rng::from_seed(seed);
        let rows = rows(&mut rng);
        let mut periods = BTreeMap::<i64, Vec<(Option<i64>, Vec<Option<i64>>)>>::new();
        for (time, key, value) in &rows {
            let groups = periods.entry(time.div_euclid(50) * 50 + 50).or_default();
            match groups.iter_mut().find(|(other, _)| other == key) {
                Some((_, values)) => values.push(*value),
                None => groups.push((*key, [*value].into())),
            }
        }
        let expected: Vec<_> = periods
            .iter()
            .flat_map(|(end, groups)| groups.iter().map(|(key, values)| (*end, told(*key, values))))
            .collect();
        assert_eq!(run(&plan, &rows, &mut rng), expected, "seed {seed}: {rows:?}");
    }
}

#[test]
fn sliding_windows_are_what_the_rows_before_say() {
    for (frame, is_in) in frames() {
        let code = format!(
            "{OUT} CREATE PUMP p AS INSERT INTO \"OUT\" SELECT STREAM k, COUNT(*) OVER w, SUM(v) OVER w, MIN(v) OVER w, MAX(v) OVER w
             FROM a WINDOW w AS (PARTITION BY k {frame});"
        );
        let plan = planned(&code);
        for seed in 0..CASES / 2 {
            let mut rng = Rng::from_seed(seed);
            let rows = rows(&mut rng);
            let mut expected = Vec::new();
            for (place, (time, key, _)) in rows.iter().enumerate() {
                let alike: Vec<_> = rows[..=place].iter().filter(|(_, other, _)| other == key).collect();
                let window =
                    alike.iter().rev().enumerate().filter(|(back, (other, ..))| is_in(*back, time - other));
                let values: Vec<_> = window.map(|(_, (.., value))| *value).collect();
                expected.push((*time, told(*key, &values)));
            }
            assert_eq!(run(&plan, &rows, &mut rng), expected, "seed {seed}: {rows:?}");
        }
    }
}

/// Whether a row so far back, and so long ago, is in a window.
type IsIn = fn(usize, i64) -> bool;

fn frames() -> [(&'static str, IsIn); 2] {
    [
        ("RANGE INTERVAL '0.050' SECOND(1, 3) PRECEDING", |_, ago| ago <= 50),
        ("ROWS 3 PRECEDING", |back, _| back <= 3),
    ]
}

#[test]
fn stagger_windows_are_what_came_within_their_length() {
    let code = format!(
        "{OUT} CREATE PUMP p AS INSERT INTO \"OUT\" SELECT STREAM k, COUNT(*), SUM(v), MIN(v), MAX(v)
         FROM a WINDOWED BY STAGGER (PARTITION BY k RANGE INTERVAL '0.050' SECOND(1, 3));"
    );
    let plan = planned(&code);
    for seed in 0..CASES {
        let mut rng = Rng::from_seed(seed);
        let rows = rows(&mut rng);
        let mut windows: Vec<(i64, Option<i64>, Vec<Option<i64>>)> = Vec::new();
        for (time, key, value) in &rows {
            let open = windows.iter_mut().find(|(opened, other, _)| other == key && *time < opened + 50);
            match open {
                Some((.., values)) => values.push(*value),
                None => windows.push((*time, *key, [*value].into())),
            }
        }
        let expected: Vec<_> =
            windows.iter().map(|(opened, key, values)| (opened + 50, told(*key, values))).collect();
        assert_eq!(run(&plan, &rows, &mut rng), expected, "seed {seed}: {rows:?}");
    }
}

/// Which sides of a join are preserved: the words, and the left and the right.
const KINDS: [(&str, bool, bool); 4] = [
    ("JOIN", false, false),
    ("LEFT JOIN", true, false),
    ("RIGHT JOIN", false, true),
    ("FULL JOIN", true, true),
];

#[test]
fn joins_of_windows_are_the_pairs_that_are_near_each_other() {
    for (words, keeps_left, keeps_right) in KINDS {
        let code = format!(
            "CREATE STREAM \"OUT\" (lk BIGINT, lv BIGINT, rk BIGINT, rv BIGINT);
             CREATE PUMP p AS INSERT INTO \"OUT\" SELECT STREAM l.k, l.v, r.k, r.v
             FROM a OVER (RANGE INTERVAL '0.050' SECOND(1, 3) PRECEDING) AS l
             {words} b OVER (RANGE INTERVAL '0.020' SECOND(1, 3) PRECEDING) AS r ON l.k = r.k;"
        );
        let plan = planned(&code);
        for seed in 0..CASES / 4 {
            let mut rng = Rng::from_seed(seed);
            let (a, b) = (rows(&mut rng), rows(&mut rng));
            let mut given = joined(&plan, &a, &b);
            let mut expected = pairs(&a, &b, [50, 20], [keeps_left, keeps_right]);
            assert!(given.is_sorted_by_key(|(time, _)| *time), "seed {seed}: {given:?}");
            given.sort();
            expected.sort();
            assert_eq!(given, expected, "{words}, seed {seed}: {a:?} {b:?}");
        }
    }
}

/// Runs two inputs: their rows in the order of their times, those of the first first.
fn joined(plan: &Plan, a: &[Row], b: &[Row]) -> Vec<(i64, Vec<Option<i64>>)> {
    let mut all: Vec<(usize, Row)> =
        a.iter().map(|row| (0, *row)).chain(b.iter().map(|row| (1, *row))).collect();
    all.sort_by_key(|(_, (time, ..))| *time);
    let mut execution = Execution::new(plan.clone(), Vec::new(), 0);
    let mut given = Vec::new();
    for (input, row) in all {
        let (times, columns) = columns(&[row]);
        given.push(execution.push(input, &times, columns));
    }
    given.push(execution.advance(1_000_000));
    left(plan, &given)
}

/// All pairs with equal keys of which the earlier is still in its window as the later comes, and what is alone.
fn pairs(a: &[Row], b: &[Row], windows: [i64; 2], preserved: [bool; 2]) -> Vec<(i64, Vec<Option<i64>>)> {
    let mut pairs = Vec::new();
    let mut is_matched = [alloc::vec![false; a.len()], alloc::vec![false; b.len()]];
    for (left, (left_time, left_key, left_value)) in a.iter().enumerate() {
        for (right, (right_time, right_key, right_value)) in b.iter().enumerate() {
            let is_near = match left_time <= right_time {
                true => right_time - left_time <= windows[0],
                false => left_time - right_time <= windows[1],
            };
            if is_near && left_key.is_some() && left_key == right_key {
                is_matched[0][left] = true;
                is_matched[1][right] = true;
                let values = [*left_key, *left_value, *right_key, *right_value].into();
                pairs.push((*left_time.max(right_time), values));
            }
        }
    }
    for (side, rows) in [a, b].into_iter().enumerate().filter(|(side, _)| preserved[*side]) {
        for (_, (time, key, value)) in rows.iter().enumerate().filter(|(row, _)| !is_matched[side][*row]) {
            let (own, nothing) = ([*key, *value], [None; 2]);
            let values = if side == 0 { [own, nothing] } else { [nothing, own] };
            pairs.push((time + windows[side], values.concat()));
        }
    }
    pairs
}
