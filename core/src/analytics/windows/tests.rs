use expect_test::{Expect, expect};
use std::format;
use std::string::String;
use std::vec::Vec;

use crate::analytics::rehearsal::{ColumnSetup, FormatSetup, Look, Rehearsal, SchemaSetup, Setup, Sources};

/// A rehearsal over rows of a key, a price and a time, as lines.
fn rehearsal(query: &str, records: &str) -> Rehearsal {
    let column = |name: &str, sql_type: &str| ColumnSetup {
        name: name.into(),
        mapping: None,
        sql_type: sql_type.into(),
    };
    let schema = SchemaSetup {
        format: FormatSetup::Csv { row_delimiter: "\n".into(), column_delimiter: ",".into() },
        columns: [column("K", "VARCHAR(4)"), column("PX", "INTEGER"), column("EV", "TIMESTAMP")].into(),
    };
    let setup = Setup {
        code: format!("CREATE STREAM o (k VARCHAR(4), n BIGINT); CREATE PUMP p AS INSERT INTO o {query};"),
        prefix: "S".into(),
        parallelism: 1,
        schema,
        rowtime: None,
        references: Vec::new(),
        source: Sources::Written { records: records.into(), every_ms: 1_000 },
        seed: 0,
    };
    Rehearsal::new(&setup).unwrap()
}

/// Windows with their rows by the seconds at which these came; `!` stands behind those that are late.
fn show(look: &Look) -> String {
    let second = |at: i64| format!("{}", (at - look.began) as f64 / 1_000.0);
    let mut text = String::new();
    for lane in &look.lanes {
        text += &format!("{} into {}\n", lane.kind, lane.into);
        for window in &lane.windows {
            let marks = window
                .marks
                .iter()
                .map(|mark| format!(" {}{}", second(mark.rowtime), if mark.is_late { "!" } else { "" }));
            let state = if window.is_open { "open".into() } else { format!("told {}", window.told) };
            let until = window.until.map_or("?".into(), second);
            text += &format!("  {}-{until} {} {state}:", second(window.from), window.key);
            text += &(marks.collect::<String>() + "\n");
        }
    }
    text
}

#[track_caller]
fn check(query: &str, expected: Expect) {
    let records = "
@5 a,10,2026-01-01 00:00:05
@9 b,20,2026-01-01 00:00:09
@12 a,30,2026-01-01 00:00:08
@19.999 a,40,
@20 a,50,2026-01-01 00:00:20
";
    let mut rehearsal = rehearsal(query, records);
    rehearsal.advance(25_000);
    expected.assert_eq(&show(&rehearsal.look(10, Some("EV"))));
}

#[test]
fn tumbling_windows_have_the_rows_of_their_periods() {
    check(
        "SELECT STREAM k, COUNT(*) FROM S_001 AS s GROUP BY k, STEP(s.ROWTIME BY INTERVAL '10' SECOND)",
        expect![[r#"
            Tumbling into O
              0-10  told 2: 5 9
              10-20  told 1: 12! 19.999
              20-30  open: 20
        "#]],
    );
}

#[test]
fn stagger_windows_begin_with_their_first_row() {
    check(
        "SELECT STREAM k, COUNT(*) FROM S_001 WINDOWED BY STAGGER (PARTITION BY k RANGE INTERVAL '10' SECOND)",
        expect![[r#"
            Stagger into O
              5-15 a told 1: 5 12
              9-19 b told 1: 9
              19.999-29.999 a open: 19.999 20
        "#]],
    );
}

#[test]
fn sliding_windows_end_with_each_row() {
    let query =
        "SELECT STREAM k, COUNT(*) OVER (PARTITION BY k RANGE INTERVAL '7' SECOND PRECEDING) FROM S_001";
    check(
        query,
        expect![[r#"
            Sliding into O
              13-20  open: 5 9 12 19.999 20
        "#]],
    );
    let mut rehearsal = rehearsal(query, "@5 a,1,\n@9 b,1,\n@12 a,1,2026-01-01 00:00:01");
    rehearsal.advance(13_000);
    let told = rehearsal.explain(0, 1, 2, Some("EV")).unwrap();
    expect![[r#"
        Each row has a window of its own, which ends with it at 00:00:12.000 and goes 7 seconds back to 00:00:05.000, both ends included: 2 rows of a. It is answered at once. It is late: EV says 00:00:01.000, which lies before this window. Windows go by ROWTIME, so it counts here all the same."#]]
    .assert_eq(&told.why);
    assert_eq!(told.fields[0], ("K".into(), Some("a".into())));
    assert_eq!((told.from - 1_767_225_600_000, told.until), (5_000, Some(1_767_225_612_000)));
}

#[test]
fn functions_that_count_and_orders_have_windows_too() {
    check(
        "SELECT STREAM * FROM TABLE(TOP_K_ITEMS_TUMBLING(CURSOR(SELECT STREAM k FROM S_001), 'K', 2, 10))",
        expect![[r#"
            Counting into O
              0-10  told 2: 5 9
              10-20  told 1: 12! 19.999
              20-30  open: 20
        "#]],
    );
    check(
        "SELECT STREAM k, px FROM S_001 AS s ORDER BY FLOOR(s.ROWTIME TO MINUTE), px DESC",
        expect![[r#"
            Sorting into O
              0-60  open: 5 9 12 19.999 20
        "#]],
    );
    check(
        "SELECT STREAM k, COUNT(*) FROM S_001 GROUP BY k, MONOTONIC(px / 25)",
        expect![[r#"
            By value into O
              5-12 0 told 2: 5 9
              12-20 1 told 1: 12! 19.999
              20-? 2 open: 20
        "#]],
    );
}

#[test]
fn a_sentence_says_why_a_row_is_in_its_window() {
    let stagger = "SELECT STREAM k, COUNT(*) FROM S_001 WINDOWED BY STAGGER (PARTITION BY k RANGE INTERVAL '10' SECOND)";
    let mut staggered = rehearsal(stagger, "@5 a,1,2026-01-01 00:00:01\n@9 a,1,");
    staggered.advance(10_000);
    let why = |mark| staggered.explain(0, 1, mark, Some("EV")).unwrap().why;
    assert_eq!(
        why(0),
        "It came at 00:00:05.000 when no window of a was open, and opened this one for 10 seconds, up to 00:00:15.000."
    );
    assert_eq!(
        why(1),
        "The window of a was opened by its first row at 00:00:05.000 for 10 seconds. This row came at 00:00:09.000, before it ends at 00:00:15.000."
    );
    assert_eq!((staggered.explain(0, 1, 2, None), staggered.explain(1, 1, 0, None)), (None, None));
    let tumbling =
        "SELECT STREAM k, COUNT(*) FROM S_001 AS s GROUP BY k, STEP(s.ROWTIME BY INTERVAL '10' SECOND)";
    let mut tumbled = rehearsal(tumbling, "@12 a,1,2026-01-01 00:00:09.5");
    tumbled.advance(30_000);
    assert_eq!(
        tumbled.explain(0, 1, 0, Some("EV")).unwrap().why,
        "Its ROWTIME, 00:00:12.000, lies in the period from 00:00:10.000 up to 00:00:20.000. All groups of the period are told of when it is over. It is late: EV says 00:00:09.500, which lies before this window. Windows go by ROWTIME, so it counts here all the same, in a group of its own where the time is one of the keys."
    );
}
