//! `kinetoscope sql`: applications over files, as somebody types them.

mod support;

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use support::run;

const APPLICATION: &str = r#"-- trades a minute
CREATE OR REPLACE STREAM "BY_MINUTE" (ticker VARCHAR(8), trades BIGINT, low DOUBLE, high DOUBLE);
CREATE OR REPLACE PUMP "P1" AS INSERT INTO "BY_MINUTE"
  SELECT STREAM "ticker", COUNT(*), MIN("price"), MAX("price") FROM "SOURCE_SQL_STREAM_001" AS s
  GROUP BY "ticker", STEP(s.ROWTIME BY INTERVAL '60' SECOND);
CREATE OR REPLACE STREAM "MOVES" (ticker VARCHAR(8), change DOUBLE);
CREATE OR REPLACE PUMP "P2" AS INSERT INTO "MOVES"
  SELECT STREAM ticker, (high - low) / low * 100 FROM "BY_MINUTE" WHERE (high - low) / low > 0.2;
"#;
const RECORDS: &str = r#"{"ticker":"AMZN","price":10.5,"ts":"2026-01-01 10:00:05"}
{"ticker":"AMZN","price":14.5,"ts":"2026-01-01 10:00:15"}
{"ticker":"GOOG","price":7,"ts":"2026-01-01 10:00:25"}
oops
{"ticker":"GOOG","price":0,"ts":"2026-01-01 10:01:25"}
"#;

/// What a command with these files says: `APP` and `ROWS` stand for their paths.
#[track_caller]
fn check(code: &str, records: impl AsRef<[u8]>, arguments: &[&str], expected_code: i32, expected: Expect) {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("app.sql"), code).unwrap();
    fs::write(path("rows"), records).unwrap();
    let filled =
        arguments.iter().map(|it| it.replace("APP", &path("app.sql")).replace("ROWS", &path("rows")));
    let filled: Vec<String> = ["sql".to_owned()].into_iter().chain(filled).collect();
    let (code, output, error) = run(&filled.iter().map(String::as_str).collect::<Vec<_>>());
    let error = error.replace(directory.path().to_str().unwrap(), "DIR");
    assert_eq!(code, expected_code, "{error}");
    expected.assert_eq(&(output + &error));
    assert!(Path::new(&path("rows")).exists());
}

const WITH_TIME: [&str; 5] = ["APP", "--input", "ROWS", "--rowtime", "ts"];

#[test]
fn rows_leave_each_stream_with_their_time_and_errors_are_rows_too() {
    check(
        APPLICATION,
        RECORDS,
        &WITH_TIME,
        0,
        expect![[r#"
            {"stream":"BY_MINUTE","rowtime":"2026-01-01 10:01:00.000","row":{"TICKER":"AMZN","TRADES":2,"LOW":10.5,"HIGH":14.5}}
            {"stream":"BY_MINUTE","rowtime":"2026-01-01 10:01:00.000","row":{"TICKER":"GOOG","TRADES":1,"LOW":7.0,"HIGH":7.0}}
            {"stream":"MOVES","rowtime":"2026-01-01 10:01:00.000","row":{"TICKER":"AMZN","CHANGE":38.095238095238095}}
            {"stream":"error_stream","rowtime":"2026-01-01 10:01:25.000","row":{"ERROR_TIME":"2026-01-01 10:01:25.000","ERROR_LEVEL":"ERROR","ERROR_NAME":"SCHEMA_MISMATCH","MESSAGE":"The record is not JSON","DATA_ROWTIME":null,"DATA_ROW":"6f6f70730a","PUMP_NAME":null}}
            {"stream":"BY_MINUTE","rowtime":"2026-01-01 10:02:00.000","row":{"TICKER":"GOOG","TRADES":1,"LOW":0.0,"HIGH":0.0}}
            {"stream":"error_stream","rowtime":"2026-01-01 10:01:25.000","row":{"ERROR_TIME":"2026-01-01 10:01:25.000","ERROR_LEVEL":"ERROR","ERROR_NAME":"EVALUATION_ERROR","MESSAGE":"division by zero","DATA_ROWTIME":"2026-01-01 10:02:00.000","DATA_ROW":null,"PUMP_NAME":"P2"}}
        "#]],
    );
}

#[test]
fn one_stream_is_printed_alone_as_lines_of_fields_or_tables() {
    let alone = |more: &[&'static str]| [&WITH_TIME[..], more].concat();
    check(
        APPLICATION,
        RECORDS,
        &alone(&["--stream", "moves", "--output", "csv"]),
        0,
        expect![[r#"
            TICKER,CHANGE
            AMZN,38.095238095238095
        "#]],
    );
    check(
        APPLICATION,
        RECORDS,
        &alone(&["--stream", "BY_MINUTE", "--output", "table"]),
        0,
        expect![[r#"
            BY_MINUTE
             ROWTIME                  TICKER  TRADES  LOW   HIGH
             2026-01-01 10:01:00.000  AMZN    2       10.5  14.5
             2026-01-01 10:01:00.000  GOOG    1       7.0   7.0
             2026-01-01 10:02:00.000  GOOG    1       0.0   0.0

        "#]],
    );
    check(
        APPLICATION,
        RECORDS,
        &alone(&["--stream", "nix"]),
        1,
        expect![[r#"
            error: there is no stream nix; there are BY_MINUTE, MOVES, error_stream
        "#]],
    );
}

#[test]
fn windows_stay_open_where_more_is_expected() {
    let arguments = [&WITH_TIME[..], &["--keep-open", "--stream", "BY_MINUTE"]].concat();
    check(
        APPLICATION,
        RECORDS,
        &arguments,
        0,
        expect![[r#"
            {"TICKER":"AMZN","TRADES":2,"LOW":10.5,"HIGH":14.5}
            {"TICKER":"GOOG","TRADES":1,"LOW":7.0,"HIGH":7.0}
        "#]],
    );
}

#[test]
fn what_an_application_does_is_drawn() {
    check(
        APPLICATION,
        RECORDS,
        &["APP", "--input", "ROWS", "--explain"],
        0,
        expect![[r#"
            BY_MINUTE (TICKER VARCHAR(8), TRADES BIGINT, LOW DOUBLE, HIGH DOUBLE)
            └─ select 4 columns
               └─ select 4 columns
                  └─ group by a period of ROWTIME, by 1 key: COUNT(*), MIN, MAX
                     └─ select 4 columns
                        └─ stream SOURCE_SQL_STREAM_001
            MOVES (TICKER VARCHAR(8), CHANGE DOUBLE)
            └─ select 2 columns
               └─ select 2 columns, of rows for which a condition holds
                  └─ stream BY_MINUTE
        "#]],
    );
}

#[test]
fn code_that_is_wrong_is_shown_with_the_place() {
    check(
        "SELECT * FORM x;\nCREATE STREAM s (a INTEGER) extra;",
        "",
        &["APP", "--check"],
        1,
        expect![[r#"
            error at line 1, column 10: expected FROM, found FORM
              SELECT * FORM x;
                       ^^^^
            hint: did you mean FROM?
            error at line 2, column 29: expected OPTIONS, DESCRIPTION or ';', found extra
              CREATE STREAM s (a INTEGER) extra;
                                          ^^^^^
            error: the application cannot run
        "#]],
    );
    check(
        &APPLICATION.replace("\"price\"", "prize"),
        RECORDS,
        &["APP", "--input", "ROWS", "--check"],
        1,
        expect![[r#"
            error at line 4, column 41: Column 'PRIZE' not found in any table
                SELECT STREAM "ticker", COUNT(*), MIN(prize), MAX(prize) FROM "SOURCE_SQL_STREAM_001" AS s
                                                      ^^^^^
            DIR/rows is read as JSON with the columns "ticker" VARCHAR(4), "price" DOUBLE, "ts" VARCHAR(32)
            error: the application cannot run
        "#]],
    );
    check(APPLICATION, "", &["APP", "--check"], 0, expect![""]);
}

#[test]
fn what_cannot_be_read_is_said_in_a_sentence() {
    check(
        APPLICATION,
        "",
        &["APP", "--input", "ROWS"],
        1,
        expect![[r#"
            error: no schema can be found in DIR/rows, because it has no records: say it with --schema
        "#]],
    );
    check(
        APPLICATION,
        RECORDS,
        &["APP", "--input", "ROWS", "--rowtime", "nix"],
        1,
        expect![[r#"
            error: there is no column nix to take ROWTIME from; there are ticker, price, ts
        "#]],
    );
    check(
        APPLICATION,
        RECORDS,
        &["APP", "--input", "ROWS", "--schema", "ROWS"],
        1,
        expect![[r#"
            error: DIR/rows is no SourceSchema: missing field `RecordFormat` at line 1 column 57
        "#]],
    );
    check(
        APPLICATION,
        RECORDS,
        &["APP", "--input", "ROWS", "--reference", "ROWS"],
        1,
        expect![[r#"
            error: a table needs a name: --reference NAME=DIR/rows
        "#]],
    );
}

const ARITHMETIC: &str = r#"
CREATE STREAM "OUT" (ticker VARCHAR(8), share DOUBLE, tiny TINYINT);
CREATE PUMP p AS INSERT INTO "OUT"
  SELECT STREAM "ticker", 100 / "price", CAST("price" AS TINYINT) FROM "SOURCE_SQL_STREAM_001";
"#;

/// The bytes of a file that nobody wrote.
fn noise() -> Vec<u8> {
    let mut state = 1_u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..100_000).map(|_| byte()).collect()
}

#[test]
fn values_that_no_arithmetic_takes_are_errors_and_the_rows_beside_them_go_on() {
    let records = r#"{"ticker":"A","price":0,"ts":1}
{"ticker":"B","price":200,"ts":2}
{"ticker":"C","price":99999999999999999999999,"ts":3}
{"ticker":"D","price":"five","ts":4}
{"ticker":"E","price":5,"ts":5}
"#;
    let schema = r#"{"RecordFormat":{"RecordFormatType":"JSON"},"RecordColumns":[
{"Name":"ticker","Mapping":"$.ticker","SqlType":"VARCHAR(8)"},{"Name":"price","Mapping":"$.price","SqlType":"DOUBLE"},
{"Name":"ts","Mapping":"$.ts","SqlType":"BIGINT"}]}"#;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("schema.json");
    fs::write(&path, schema).unwrap();
    let told = ["--stream", "error_stream", "--output", "table", "--schema", path.to_str().unwrap()];
    check(
        ARITHMETIC,
        records,
        &[&WITH_TIME[..], &told].concat(),
        0,
        expect![[r#"
        error_stream
         ROWTIME                  ERROR_TIME               ERROR_LEVEL  ERROR_NAME        MESSAGE                                                  DATA_ROWTIME             DATA_ROW                                                                                                      PUMP_NAME
         1970-01-01 00:00:00.005  1970-01-01 00:00:00.005  ERROR        COERCION_ERROR    The value of column price is not a value of type DOUBLE                           7b227469636b6572223a2244222c227072696365223a2266697665222c227473223a347d
         1970-01-01 00:00:00.005  1970-01-01 00:00:00.005  ERROR        EVALUATION_ERROR  division by zero                                         1970-01-01 00:00:00.001  7b227469636b6572223a2241222c227072696365223a302c227473223a317d0a                                              P
         1970-01-01 00:00:00.005  1970-01-01 00:00:00.005  ERROR        EVALUATION_ERROR  numeric value out of range                               1970-01-01 00:00:00.002  7b227469636b6572223a2242222c227072696365223a3230302c227473223a327d0a                                          P
         1970-01-01 00:00:00.005  1970-01-01 00:00:00.005  ERROR        EVALUATION_ERROR  numeric value out of range                               1970-01-01 00:00:00.003  7b227469636b6572223a2243222c227072696365223a39393939393939393939393939393939393939393939392c227473223a337d0a  P

    "#]],
    );
    let alone = ["--stream", "OUT", "--schema", path.to_str().unwrap()];
    check(
        ARITHMETIC,
        records,
        &[&WITH_TIME[..], &alone].concat(),
        0,
        expect![[r#"
        {"TICKER":"E","SHARE":20.0,"TINY":5}
    "#]],
    );
}

#[test]
fn a_clock_that_jumps_back_holds_and_one_that_jumps_ahead_is_followed() {
    let records = r#"{"ticker":"A","price":1,"ts":"2026-01-01 10:00:00"}
{"ticker":"B","price":2,"ts":"1970-01-01 00:00:00"}
{"ticker":"C","price":3,"ts":"9999-12-31 23:59:59"}
{"ticker":"D","price":4,"ts":"2026-01-01 10:00:01"}
{"ticker":"E","price":5,"ts":"no time"}
"#;
    check(
        ARITHMETIC,
        records,
        &WITH_TIME,
        0,
        expect![[r#"
        {"stream":"OUT","rowtime":"2026-01-01 10:00:00.000","row":{"TICKER":"A","SHARE":100.0,"TINY":1}}
        {"stream":"OUT","rowtime":"2026-01-01 10:00:00.000","row":{"TICKER":"B","SHARE":50.0,"TINY":2}}
        {"stream":"OUT","rowtime":"9999-12-31 23:59:59.000","row":{"TICKER":"C","SHARE":33.0,"TINY":3}}
        {"stream":"OUT","rowtime":"9999-12-31 23:59:59.000","row":{"TICKER":"D","SHARE":25.0,"TINY":4}}
        {"stream":"error_stream","rowtime":"9999-12-31 23:59:59.000","row":{"ERROR_TIME":"9999-12-31 23:59:59.000","ERROR_LEVEL":"ERROR","ERROR_NAME":"COERCION_ERROR","MESSAGE":"The value of column ts is not a value of type TIMESTAMP","DATA_ROWTIME":null,"DATA_ROW":"7b227469636b6572223a2245222c227072696365223a352c227473223a226e6f2074696d65227d","PUMP_NAME":null}}
    "#]],
    );
    let counted = APPLICATION.replace("MIN(\"price\"), MAX(\"price\")", "0, 0");
    check(
        &counted,
        records,
        &[&WITH_TIME[..], &["--stream", "BY_MINUTE"]].concat(),
        0,
        expect![[r#"
        {"TICKER":"A","TRADES":1,"LOW":0.0,"HIGH":0.0}
        {"TICKER":"B","TRADES":1,"LOW":0.0,"HIGH":0.0}
        {"TICKER":"C","TRADES":1,"LOW":0.0,"HIGH":0.0}
        {"TICKER":"D","TRADES":1,"LOW":0.0,"HIGH":0.0}
    "#]],
    );
}

#[test]
fn a_row_that_is_too_large_is_an_error_and_the_next_goes_on() {
    let huge = format!("{{\"ticker\":\"A\",\"price\":1,\"ts\":1,\"pad\":\"{}\"}}\n", "x".repeat(3_000_000));
    let records = huge + "{\"ticker\":\"B\",\"price\":2,\"ts\":2}\n";
    let alone = ["APP", "--input", "ROWS", "--stream", "OUT"];
    check(
        ARITHMETIC,
        &records,
        &alone,
        0,
        expect![[r#"
            {"TICKER":"B","SHARE":50.0,"TINY":2}
        "#]],
    );
    // Cut off within its first row, the file is one line that is no JSON.
    check(
        ARITHMETIC,
        &records[..3_000_000],
        &alone,
        1,
        expect![[r#"
            error at line 4, column 17: Column 'ticker' not found in any table
                SELECT STREAM "ticker", 100 / "price", CAST("price" AS TINYINT) FROM "SOURCE_SQL_STREAM_001";
                              ^^^^^^^^
            DIR/rows is read as lines with the columns "COL_0" VARCHAR(16), "COL_1" VARCHAR(8), "COL_2" VARCHAR(4), "COL_3" VARCHAR(65535)
            error: the application cannot run
        "#]],
    );
}

#[test]
fn files_that_hold_no_records_are_named() {
    check(
        ARITHMETIC,
        noise(),
        &["APP", "--input", "ROWS"],
        1,
        expect![[r#"
        error: no schema can be found in DIR/rows, because most of its records are no text
    "#]],
    );
    check(
        ARITHMETIC,
        vec![0; 1_000],
        &["APP", "--input", "ROWS"],
        1,
        expect![[r#"
        error: no schema can be found in DIR/rows, because most of its records are no text
    "#]],
    );
    check(
        ARITHMETIC,
        "\n \n",
        &["APP", "--input", "ROWS"],
        1,
        expect![[r#"
        error: no schema can be found in DIR/rows, because it has no records: say it with --schema
    "#]],
    );
    check(
        ARITHMETIC,
        "",
        &["APP", "--input", "."],
        1,
        expect![[r#"
        error: cannot read .: Is a directory (os error 21)
    "#]],
    );
    check(
        ARITHMETIC,
        "",
        &["APP", "--input", "nowhere.json"],
        1,
        expect![[r#"
        error: cannot read nowhere.json: No such file or directory (os error 2)
    "#]],
    );
    check(
        ARITHMETIC,
        RECORDS,
        &["APP", "--input", "ROWS", "--reference", "T=."],
        1,
        expect![[r#"
        error: cannot read .: Is a directory (os error 21)
    "#]],
    );
}

#[test]
fn code_that_is_none_is_told_of_and_not_followed() {
    check(
        &format!("CREATE VIEW v AS SELECT {}1;", "(".repeat(100_000)),
        "",
        &["APP", "--check"],
        1,
        expect![[r#"
            error at line 1, column 126: this is nested too deeply, or too many operators follow one another
              ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
                                                                          ^
            hint: compute a part of it in a stream before this one
            error: the application cannot run
        "#]],
    );
    check(
        &format!("-- {}", "x".repeat(102_400)),
        "",
        &["APP", "--check"],
        1,
        expect![[r#"
        error at line 1, column 1: the code has 102403 characters, and 102400 are allowed at most
          -- xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
          ^
        error: the application cannot run
    "#]],
    );
    check(
        "",
        "",
        &[".", "--check"],
        1,
        expect![[r#"
        error: cannot read .: Is a directory (os error 21)
    "#]],
    );
    check(
        "",
        "",
        &["nowhere.sql", "--check"],
        1,
        expect![[r#"
        error: cannot read nowhere.sql: No such file or directory (os error 2)
    "#]],
    );
}
