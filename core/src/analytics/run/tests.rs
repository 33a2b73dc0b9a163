//! Applications as texts: what they give, in one piece, row by row, and restarted at every row.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use expect_test::{Expect, expect};
use std::fmt::Write;
use std::format;

use super::{Execution, Given};
use crate::analytics::plan::{InputStream, NamedColumn, Plan, plan};
use crate::analytics::row::Column;
use crate::analytics::sql::parse;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

const SRC: &str = "SYM VARCHAR(8), SECTOR VARCHAR(16), CHG DOUBLE, PX DOUBLE";

/// `name type` with commas between.
fn columns(text: &str) -> Vec<NamedColumn> {
    let stream = format!("CREATE STREAM s ({text});");
    let parsed = parse(&stream);
    let crate::analytics::sql::ast::Statement::CreateStream(create) = &parsed.statements[0] else { panic!() };
    let column = |it: &crate::analytics::sql::ast::ColumnDefinition| NamedColumn {
        name: it.name.text.clone(),
        sql_type: it.sql_type,
    };
    create.columns.iter().map(column).collect()
}

fn planned(columns: &[NamedColumn], code: &str) -> Result<Plan, String> {
    let parsed = parse(code);
    assert!(parsed.is_valid(), "{}", parsed.problems.iter().map(|it| format!("{it}\n")).collect::<String>());
    let input = InputStream { name: "SRC_001".into(), columns: columns.into(), metadata: Vec::new() };
    plan(code, &parsed.statements, &[input], &[], 7)
        .map_err(|problems| problems.iter().map(|it| format!("{it}\n")).collect())
}

fn value<'a>(word: &'a str, sql_type: SqlType) -> Value<'a> {
    match sql_type {
        _ if word == "-" => Value::Null,
        SqlType::Double | SqlType::Real => Value::Double(word.parse().unwrap()),
        SqlType::Timestamp => Value::Timestamp(time(word)),
        SqlType::Boolean => Value::Boolean(word.parse().unwrap()),
        sql_type if sql_type.is_integer() => Value::Integer(word.parse().unwrap()),
        _ => Value::Text(word.into()),
    }
}

/// `10:00:05.250` as milliseconds.
fn time(word: &str) -> i64 {
    let (whole, millis) = word.split_once('.').unwrap_or((word, "0"));
    let secs = whole.split(':').fold(0, |all, part| all * 60 + part.parse::<i64>().unwrap());
    secs * 1_000 + millis.parse::<i64>().unwrap()
}

fn clock(millis: i64) -> String {
    let (secs, millis) = (millis.div_euclid(1_000), millis.rem_euclid(1_000));
    let text = format!("{:02}:{:02}:{:02}", secs / 3_600, secs / 60 % 60, secs % 60);
    if millis == 0 { text } else { format!("{text}.{millis:03}") }
}

fn show(plan: &Plan, given: &Given, text: &mut String) {
    for (stream, rows) in &given.rows {
        let stream = &plan.streams[*stream];
        if stream.name.starts_with("SRC") {
            continue;
        }
        for row in 0..rows.len() {
            write!(text, "{} {} |", stream.name, clock(rows.order[row].rowtime)).unwrap();
            for (column, named) in rows.columns.iter().zip(&stream.columns) {
                match column.value(row, named.sql_type) {
                    Value::Null => text.push_str(" -"),
                    Value::Boolean(it) => write!(text, " {it}").unwrap(),
                    Value::Integer(it) => write!(text, " {it}").unwrap(),
                    Value::Double(it) => write!(text, " {it}").unwrap(),
                    Value::Decimal(Decimal { unscaled, scale }) => {
                        write!(text, " {unscaled}e-{scale}").unwrap()
                    }
                    Value::Text(it) => write!(text, " {it}").unwrap(),
                    Value::Timestamp(it) | Value::Time(it) => write!(text, " {}", clock(it)).unwrap(),
                    other => write!(text, " {other:?}").unwrap(),
                }
            }
            text.push('\n');
        }
    }
    for refused in &given.refused {
        let pump = refused.pump.map_or("?", |pump| &plan.pumps[pump].name);
        writeln!(text, "error {} {pump}: {}", clock(refused.order.rowtime), refused.why).unwrap();
    }
}

/// What an application gives of rows, one a line; a line with a time alone is the clock.
#[track_caller]
fn check(declared: &str, code: &str, script: &str, expected: Expect) {
    let columns = columns(declared);
    let plan = planned(&columns, code).unwrap_or_else(|problems| panic!("{problems}"));
    let lines: Vec<&str> = script.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let run = |size: usize, restarts: bool| {
        let mut execution = Execution::new(plan.clone(), Vec::new(), 0);
        let mut text = String::new();
        let is_clock = |line: &str| line.split_whitespace().count() == 1;
        let mut rest = &lines[..];
        while let Some(first) = rest.first() {
            let rows = rest.iter().take(size).take_while(|line| !is_clock(line)).count();
            let given = if is_clock(first) {
                rest = &rest[1..];
                execution.advance(time(first))
            } else {
                let (now, later) = rest.split_at(rows);
                rest = later;
                let mut values: Vec<Column> = columns.iter().map(|it| Column::empty(it.sql_type)).collect();
                let mut rowtimes = vec![];
                for line in now {
                    let mut words = line.split_whitespace();
                    rowtimes.push(time(words.next().unwrap()));
                    for (column, named) in values.iter_mut().zip(&columns) {
                        column.push(&value(words.next().unwrap(), named.sql_type));
                    }
                }
                execution.push(0, &rowtimes, values)
            };
            show(&plan, &given, &mut text);
            if restarts {
                execution = Execution::restore(plan.clone(), Vec::new(), &execution.checkpoint()).unwrap();
            }
        }
        let mut sorted: Vec<&str> = text.lines().collect();
        // Streams are independent of each other; within one, order is kept.
        sorted.sort_by_key(|line| line.split(' ').next());
        sorted.iter().map(|line| format!("{line}\n")).collect::<String>()
    };
    let whole = run(1_000, false);
    for (size, restarts) in [(1, false), (1, true), (2, true)] {
        assert_eq!(run(size, restarts), whole, "{size} at a time, restarted: {restarts}");
    }
    expected.assert_eq(&whole);
}

/// What is wrong with an application.
#[track_caller]
fn refused(code: &str, expected: Expect) {
    expected.assert_eq(&planned(&columns(SRC), code).map(|_| ()).expect_err("it is wrong"));
}

#[test]
fn a_filter_lets_rows_through_at_once() {
    let code = r#"
        CREATE OR REPLACE STREAM "OUT" (sym VARCHAR(8), px DOUBLE);
        CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT"
            SELECT STREAM sym, px FROM "SRC_001" WHERE sector SIMILAR TO '%TECH%';"#;
    let script = "
        10:00:00 A TECH 1 100
        10:00:01 B RETAIL 1 50
        10:00:02 C BIOTECH 2 70";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        OUT 10:00:00 | A 100
        OUT 10:00:02 | C 70
    "#]],
    );
}

#[test]
fn steps_follow_each_other_and_a_division_by_zero_is_an_error() {
    let code = r#"
        CREATE OR REPLACE STREAM pct (sym VARCHAR(8), p DOUBLE);
        CREATE OR REPLACE PUMP p1 AS INSERT INTO pct SELECT STREAM sym, chg / (px - chg) * 100 FROM "SRC_001";
        CREATE OR REPLACE STREAM "OUT" (sym VARCHAR(8), p DOUBLE);
        CREATE OR REPLACE PUMP p2 AS INSERT INTO "OUT" SELECT STREAM sym, p FROM pct WHERE ABS(p) > 2;"#;
    let script = "
        10:00:00 A X 1 101
        10:00:01 B X 5 105
        10:00:02 C X 7 7";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        OUT 10:00:01 | B 5
        PCT 10:00:00 | A 1
        PCT 10:00:01 | B 5
        error 10:00:02 P1: division by zero
    "#]],
    );
}

#[test]
fn a_tumbling_window_tells_at_its_end() {
    let code = r#"
        CREATE OR REPLACE STREAM "OUT" (sym VARCHAR(8), low DOUBLE, high DOUBLE);
        CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT"
            SELECT STREAM sym, MIN(px), MAX(px) FROM "SRC_001" GROUP BY sym, STEP("SRC_001".ROWTIME BY INTERVAL '60' SECOND);"#;
    let script = "
        10:00:10 A X 0 5
        10:00:20 B X 0 7
        10:00:50 A X 0 3
        10:01:00 A X 0 9
        10:02:00";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        OUT 10:01:00 | A 3 5
        OUT 10:01:00 | B 7 7
        OUT 10:02:00 | A 9 9
    "#]],
    );
}

const EVENTS: &str = "SYM VARCHAR(8), EV TIMESTAMP";
const EVENT_SCRIPT: &str = "
    11:00:20 AMZN 11:00:10
    11:00:30 AMZN 11:00:20
    11:01:05 AMZN 11:00:55
    11:01:15 AMZN 11:01:05
    11:05:00";

#[test]
fn a_late_event_is_a_row_more_of_a_later_period() {
    let code = r#"
        CREATE OR REPLACE STREAM "OUT" (at_minute TIMESTAMP, sym VARCHAR(8), n BIGINT);
        CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT"
            SELECT STREAM STEP(s.ev BY INTERVAL '1' MINUTE), sym, COUNT(*) FROM "SRC_001" AS s
            GROUP BY sym, STEP(s.ROWTIME BY INTERVAL '1' MINUTE), STEP(s.ev BY INTERVAL '1' MINUTE);"#;
    check(
        EVENTS,
        code,
        EVENT_SCRIPT,
        expect![[r#"
        OUT 11:01:00 | 11:00:00 AMZN 2
        OUT 11:02:00 | 11:00:00 AMZN 1
        OUT 11:02:00 | 11:01:00 AMZN 1
    "#]],
    );
}

#[test]
fn a_stagger_window_tells_of_an_event_minute_once() {
    let code = r#"
        CREATE OR REPLACE STREAM "OUT" (at_minute TIMESTAMP, sym VARCHAR(8), n BIGINT);
        CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT"
            SELECT STREAM FLOOR(ev TO MINUTE), sym, COUNT(*) FROM "SRC_001"
            WINDOWED BY STAGGER (PARTITION BY FLOOR(ev TO MINUTE), sym RANGE INTERVAL '1' MINUTE);"#;
    check(
        EVENTS,
        code,
        EVENT_SCRIPT,
        expect![[r#"
        OUT 11:01:20 | 11:00:00 AMZN 3
        OUT 11:02:15 | 11:01:00 AMZN 1
    "#]],
    );
}

#[test]
fn a_sliding_average_is_looked_at_in_each_row() {
    let code = r#"
        CREATE OR REPLACE STREAM "OUT" (sym VARCHAR(8), a DOUBLE);
        CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT"
            SELECT STREAM sym, a FROM (SELECT STREAM sym, AVG(px) OVER w AS a FROM "SRC_001"
                WINDOW w AS (PARTITION BY sym RANGE INTERVAL '10' SECOND PRECEDING)) AS t WHERE a > 100;"#;
    let script = "
        10:00:00 A X 0 90
        10:00:05 A X 0 112
        10:00:10 A X 0 110
        10:00:11 B X 0 101
        10:00:16 A X 0 80";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        OUT 10:00:05 | A 101
        OUT 10:00:10 | A 104
        OUT 10:00:11 | B 101
    "#]],
    );
}

#[test]
fn alerts_are_throttled_by_a_count_of_one() {
    let code = r#"
        CREATE OR REPLACE STREAM alerts (sym VARCHAR(8), chg DOUBLE);
        CREATE OR REPLACE PUMP p1 AS INSERT INTO alerts
            SELECT STREAM sym, chg FROM "SRC_001" WHERE ABS(chg / (px - chg)) * 100 > 1;
        CREATE OR REPLACE STREAM "OUT" (sym VARCHAR(8), chg DOUBLE);
        CREATE OR REPLACE PUMP p2 AS INSERT INTO "OUT"
            SELECT STREAM sym, chg FROM (SELECT STREAM sym, chg, COUNT(*) OVER w AS n FROM alerts
                WINDOW w AS (PARTITION BY sym RANGE INTERVAL '1' MINUTE PRECEDING)) AS t WHERE n = 1;"#;
    let script = "
        10:00:00 A X 5 100
        10:00:30 A X 6 100
        10:01:31 A X 7 100
        10:01:32 B X 0.5 100
        10:01:33 B X 9 100";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        ALERTS 10:00:00 | A 5
        ALERTS 10:00:30 | A 6
        ALERTS 10:01:31 | A 7
        ALERTS 10:01:33 | B 9
        OUT 10:00:00 | A 5
        OUT 10:01:31 | A 7
        OUT 10:01:33 | B 9
    "#]],
    );
}

#[test]
fn differing_rows_are_counted_by_way_of_a_rowtime_with_another_name() {
    let code = r#"
        CREATE OR REPLACE STREAM "OUT" (n BIGINT);
        CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT"
            SELECT STREAM COUNT(d.sym) FROM (SELECT STREAM DISTINCT ROWTIME AS wt, sym, STEP("SRC_001".ROWTIME BY INTERVAL '5' SECOND) AS w
                FROM "SRC_001") AS d GROUP BY STEP(d.wt BY INTERVAL '5' SECOND);"#;
    let script = "
        10:00:00 A X 0 1
        10:00:01 A X 0 1
        10:00:02 B X 0 1
        10:00:06 A X 0 1
        10:00:10";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        OUT 10:00:05 | 2
        OUT 10:00:10 | 1
    "#]],
    );
}

#[test]
fn groups_of_a_period_are_sorted() {
    let code = r#"
        CREATE OR REPLACE STREAM "OUT" (sym VARCHAR(8), n BIGINT);
        CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT"
            SELECT STREAM sym, COUNT(*) FROM "SRC_001" AS t GROUP BY sym, FLOOR(t.ROWTIME TO MINUTE)
            ORDER BY FLOOR(t.ROWTIME TO MINUTE), COUNT(*) DESC;"#;
    let script = "
        10:00:00 A X 0 1
        10:00:01 B X 0 1
        10:00:02 B X 0 1
        10:01:06 C X 0 1
        10:02:10";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        OUT 10:01:00 | B 2
        OUT 10:01:00 | A 1
        OUT 10:02:00 | C 1
    "#]],
    );
}

#[test]
fn orders_meet_trades_of_the_last_minute() {
    let code = r#"
        CREATE STREAM orders (sym VARCHAR(8), px DOUBLE);
        CREATE PUMP p1 AS INSERT INTO orders SELECT STREAM sym, px FROM "SRC_001" WHERE sector = 'O';
        CREATE STREAM trades (sym VARCHAR(8), px DOUBLE);
        CREATE PUMP p2 AS INSERT INTO trades SELECT STREAM sym, px FROM "SRC_001" WHERE sector = 'T';
        CREATE STREAM "OUT" (sym VARCHAR(8), o DOUBLE, t DOUBLE, apart BIGINT);
        CREATE PUMP p3 AS INSERT INTO "OUT"
            SELECT STREAM o.sym, o.px, t.px, TSDIFF(t.ROWTIME, o.ROWTIME)
            FROM orders OVER (RANGE INTERVAL '1' MINUTE PRECEDING) AS o
            LEFT JOIN trades OVER (RANGE INTERVAL '1' MINUTE PRECEDING) AS t ON o.sym = t.sym AND t.px >= o.px;"#;
    let script = "
        10:00:00 A O 0 5
        10:00:10 A T 0 4
        10:00:20 A T 0 6
        10:00:30 B O 0 9
        10:00:40 B T 0 9
        10:01:10 C O 0 1
        10:05:00";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        ORDERS 10:00:00 | A 5
        ORDERS 10:00:30 | B 9
        ORDERS 10:01:10 | C 1
        OUT 10:00:20 | A 5 6 20000
        OUT 10:00:40 | B 9 9 10000
        OUT 10:02:10 | C 1 - -
        TRADES 10:00:10 | A 4
        TRADES 10:00:20 | A 6
        TRADES 10:00:40 | B 9
    "#]],
    );
}

#[test]
fn a_function_of_the_application_and_a_guard_of_a_division() {
    let code = r#"
        CREATE FUNCTION f2c (f DOUBLE) RETURNS DOUBLE CONTAINS SQL RETURN (f - 32) / 1.8;
        CREATE STREAM "OUT" (c DOUBLE, q DOUBLE);
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM f2c(px), CASE WHEN chg = 0 THEN -1.5 ELSE px / chg END FROM "SRC_001";"#;
    check(
        SRC,
        code,
        "10:00:00 A X 0 212\n10:00:01 A X 2 50",
        expect![[r#"
        OUT 10:00:00 | 100 -1.5
        OUT 10:00:01 | 10 25
    "#]],
    );
}

#[test]
fn union_all_and_several_pumps_meet_in_one_stream() {
    let code = r#"
        CREATE STREAM "OUT" (metric VARCHAR(4), v DOUBLE);
        CREATE PUMP p1 AS INSERT INTO "OUT" SELECT STREAM 'avg', AVG(px) FROM "SRC_001" AS s GROUP BY STEP(s.ROWTIME BY INTERVAL '10' SECOND);
        CREATE PUMP p2 AS INSERT INTO "OUT"
            SELECT STREAM 'big', px FROM "SRC_001" WHERE px > 10 UNION ALL SELECT STREAM 'neg', px FROM "SRC_001" WHERE px < 0;"#;
    let script = "
        10:00:00 A X 0 11
        10:00:01 A X 0 -3
        10:00:10 A X 0 20
        10:00:20";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        OUT 10:00:00 | big 11
        OUT 10:00:01 | neg -3
        OUT 10:00:10 | avg 4
        OUT 10:00:10 | big 20
        OUT 10:00:20 | avg 20
    "#]],
    );
}

#[test]
fn a_stream_that_is_not_there_is_said_to_be_so() {
    refused(
        r#"CREATE PUMP p AS INSERT INTO nowhere SELECT STREAM * FROM "SRC_001";"#,
        expect![[r#"
        error at line 1, column 30: Object 'NOWHERE' not found
          CREATE PUMP p AS INSERT INTO nowhere SELECT STREAM * FROM "SRC_001";
                                       ^^^^^^^
        hint: streams must be made before they are used
    "#]],
    );
}

#[test]
fn the_busiest_symbols_of_a_minute_and_how_many_there_are() {
    let code = r#"
        CREATE STREAM "TOP" (sym VARCHAR(8), n BIGINT);
        CREATE PUMP p1 AS INSERT INTO "TOP"
            SELECT STREAM * FROM TABLE(TOP_K_ITEMS_TUMBLING(CURSOR(SELECT STREAM * FROM "SRC_001"), 'SYM', 2, 60));
        CREATE STREAM "ALL" (n BIGINT);
        CREATE PUMP p2 AS INSERT INTO "ALL"
            SELECT STREAM NUMBER_OF_DISTINCT_ITEMS FROM TABLE(COUNT_DISTINCT_ITEMS_TUMBLING(CURSOR(SELECT STREAM * FROM "SRC_001"), 'SYM', 60));"#;
    let script = "
        10:00:00 A X 0 1
        10:00:01 C X 0 1
        10:00:02 B X 0 1
        10:00:03 B X 0 1
        10:00:04 - X 0 1
        10:01:00 C X 0 1
        10:02:00";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        ALL 10:01:00 | 3
        ALL 10:02:00 | 1
        TOP 10:01:00 | B 2
        TOP 10:01:00 | A 1
        TOP 10:02:00 | C 1
    "#]],
    );
}

#[test]
fn a_rank_is_that_among_rows_of_one_rowtime() {
    let code = r#"
        CREATE STREAM "OUT" (sym VARCHAR(8), n BIGINT, r INTEGER);
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM sym, n, "groupRank" FROM TABLE(GROUP_RANK(
            CURSOR(SELECT STREAM sym, COUNT(*) AS n FROM "SRC_001" AS s GROUP BY sym, STEP(s.ROWTIME BY INTERVAL '10' SECOND)),
            'N', 'groupRank', 'desc', 'asc', 0, 2));"#;
    let script = "
        10:00:00 A X 0 1
        10:00:01 C X 0 1
        10:00:02 B X 0 1
        10:00:03 B X 0 1
        10:00:10 C X 0 1
        10:00:30";
    check(
        SRC,
        code,
        script,
        expect![[r#"
        OUT 10:00:10 | B 2 1
        OUT 10:00:10 | A 1 2
        OUT 10:00:20 | C 1 1
    "#]],
    );
}

#[test]
fn a_forest_scores_rows_and_explains_them() {
    let code = r#"
        CREATE STREAM "OUT" (px DOUBLE, score DOUBLE, why VARCHAR(200));
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM px, ANOMALY_SCORE, ANOMALY_EXPLANATION FROM TABLE(
            RANDOM_CUT_FOREST_WITH_EXPLANATION(CURSOR(SELECT STREAM px FROM "SRC_001"), 20, 10, 100, 1, TRUE)) WHERE ANOMALY_SCORE > 2;"#;
    let mut script = String::new();
    for row in 0..40 {
        writeln!(script, "10:00:{row:02} A X 0 {}", if row == 33 { 500 } else { 10 + row % 3 }).unwrap();
    }
    check(
        SRC,
        code,
        &script,
        expect![[r#"
        OUT 10:00:33 | 500 3.4523703509628185 {"PX":{"DIRECTION":"HIGH","STRENGTH":"100.0000","ATTRIBUTION_SCORE":"3.4524"}}
    "#]],
    );
}
