use expect_test::{Expect, expect};
use std::format;
use std::string::String;
use std::vec::Vec;

use super::*;
use crate::analytics::input::discovery::discover;
use crate::analytics::input::{RecordFormat, SchemaColumn};
use crate::analytics::output::OutputFormat;

fn show(workbench: &Workbench, given: &[StreamRows]) -> String {
    let mut text = Vec::new();
    for StreamRows { stream, rows } in given {
        let columns = workbench.columns(stream).unwrap();
        for row in 0..rows.len() {
            text.extend_from_slice(format!("{stream} ").as_bytes());
            OutputFormat::Json.write(rows, row, &columns, &mut text);
        }
    }
    String::from_utf8(text).unwrap()
}

#[track_caller]
fn check(given: &str, expected: Expect) {
    expected.assert_eq(given);
}

#[test]
fn records_go_in_and_records_come_out_and_what_fits_nowhere_is_told_of() {
    let records: [&[u8]; 4] = [
        br#"{"ticker":"A","price":10}"#,
        br#"{"ticker":"B","price":0}"#,
        br#"{"ticker":"C","price":"much"}"#,
        b"oops",
    ];
    let schema = discover(&records[..2]).unwrap();
    let input = Input { name: "SRC_001".into(), schema, rowtime: None };
    let code = r#"
        CREATE STREAM "OUT" (ticker VARCHAR(4), share DOUBLE);
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM "ticker", 100.0e0 / "price" FROM "SRC_001";"#;
    let mut workbench = Workbench::new(code, &[input], &[], 1, 0).unwrap();
    let given = workbench.push(0, &records, 1_767_225_600_000);
    check(
        &show(&workbench, &given),
        expect![[r#"
        OUT {"TICKER":"A","SHARE":10.0}
        error_stream {"ERROR_TIME":"2026-01-01 00:00:00.000","ERROR_LEVEL":"ERROR","ERROR_NAME":"COERCION_ERROR","MESSAGE":"The value of column price is not a value of type TINYINT","DATA_ROWTIME":null,"DATA_ROW":"7b227469636b6572223a2243222c227072696365223a226d756368227d","PUMP_NAME":null}
        error_stream {"ERROR_TIME":"2026-01-01 00:00:00.000","ERROR_LEVEL":"ERROR","ERROR_NAME":"SCHEMA_MISMATCH","MESSAGE":"The record is not JSON","DATA_ROWTIME":null,"DATA_ROW":"6f6f7073","PUMP_NAME":null}
        error_stream {"ERROR_TIME":"2026-01-01 00:00:00.000","ERROR_LEVEL":"ERROR","ERROR_NAME":"EVALUATION_ERROR","MESSAGE":"division by zero","DATA_ROWTIME":"2026-01-01 00:00:00.000","DATA_ROW":"7b227469636b6572223a2242222c227072696365223a307d","PUMP_NAME":"P"}
    "#]],
    );
}

#[test]
fn the_rowtime_may_be_a_time_that_records_tell() {
    let columns = [("k", SqlType::VarChar(4)), ("at", SqlType::Timestamp)];
    let column = |(name, sql_type): (&str, SqlType)| SchemaColumn {
        name: name.into(),
        mapping: Some(format!("$.{name}")),
        sql_type,
    };
    let format = RecordFormat::Json { row_path: "$".into() };
    let schema = Schema { format, columns: columns.map(column).into() };
    let code = r#"
        CREATE STREAM "OUT" (k VARCHAR(4), n BIGINT, began TIMESTAMP);
        CREATE PUMP p AS INSERT INTO "OUT"
            SELECT STREAM "k", COUNT(*), STEP(s.ROWTIME BY INTERVAL '1' MINUTE) FROM "SRC_001" AS s
            GROUP BY "k", STEP(s.ROWTIME BY INTERVAL '1' MINUTE);"#;
    let input = |rowtime: &str| Input {
        name: "SRC_001".into(),
        schema: schema.clone(),
        rowtime: Some(rowtime.into()),
    };
    let mut workbench = Workbench::new(code, &[input("at")], &[], 1, 0).unwrap();
    let records: [&[u8]; 3] = [
        br#"{"k":"a","at":"2026-01-01 00:00:10"}"#,
        br#"{"k":"a","at":"2026-01-01T00:00:59.999Z"}"#,
        br#"{"k":"b","at":"2026-01-01 00:01:00"}"#,
    ];
    let mut given = workbench.push(0, &records, 0);
    given.extend(workbench.advance(1_767_225_720_000));
    check(
        &show(&workbench, &given),
        expect![[r#"
        OUT {"K":"a","N":2,"BEGAN":"2026-01-01 00:00:00.000"}
        OUT {"K":"b","N":1,"BEGAN":"2026-01-01 00:01:00.000"}
    "#]],
    );
    let wrong = Workbench::new(code, &[input("k")], &[], 1, 0).unwrap_err();
    let text = "The rowtime must be a column of type TIMESTAMP or BIGINT, and k is none";
    assert_eq!(wrong, Wrong::Schema("SRC_001".into(), WrongSchema(text.into())));
}

#[test]
fn a_table_is_looked_up_and_its_case_is_that_of_its_schema() {
    let companies: [&[u8]; 2] = [br#"{"Ticker":"A","Name":"Ant"}"#, br#"{"Ticker":"B","Name":"Bee"}"#];
    let schema = discover(&companies).unwrap();
    let records = companies.map(|record| record.to_vec()).into();
    let reference = Reference { name: "Company".into(), schema, records };
    let trades: [&[u8]; 2] = [br#"{"SYM":"B","PX":2}"#, br#"{"SYM":"X","PX":3}"#];
    let input = Input { name: "SRC_001".into(), schema: discover(&trades).unwrap(), rowtime: None };
    let code = r#"
        CREATE STREAM "OUT" (sym VARCHAR(4), name VARCHAR(8), px INTEGER);
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM s.sym, c."Name", s.px
            FROM "SRC_001" AS s LEFT JOIN "Company" AS c ON s.sym = c."Ticker";
        CREATE STREAM before (ticker VARCHAR(4), name VARCHAR(8), sym VARCHAR(4), px INTEGER);
        CREATE PUMP q AS INSERT INTO before SELECT STREAM *
            FROM "Company" AS c JOIN "SRC_001" AS s ON s.sym = c."Ticker";"#;
    let mut workbench = Workbench::new(code, &[input], &[reference], 1, 0).unwrap();
    let given = workbench.push(0, &trades, 5_000);
    check(
        &show(&workbench, &given),
        expect![[r#"
        OUT {"SYM":"B","NAME":"Bee","PX":2}
        OUT {"SYM":"X","NAME":null,"PX":3}
        BEFORE {"TICKER":"B","NAME":"Bee","SYM":"B","PX":2}
    "#]],
    );
}

#[test]
fn times_from_the_ends_of_a_number_end_windows_too() {
    let columns = [("k", SqlType::VarChar(4)), ("at", SqlType::BigInt)];
    let column = |(name, sql_type): (&str, SqlType)| SchemaColumn {
        name: name.into(),
        mapping: Some(format!("$.{name}")),
        sql_type,
    };
    let format = RecordFormat::Json { row_path: "$".into() };
    let schema = Schema { format, columns: columns.map(column).into() };
    let input = Input { name: "SRC_001".into(), schema, rowtime: Some("at".into()) };
    let code = r#"
        CREATE STREAM "OUT" (k VARCHAR(4), n BIGINT);
        CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM "k", COUNT(*) FROM "SRC_001" AS s
            GROUP BY "k", STEP(s.ROWTIME BY INTERVAL '1' MINUTE)
            ORDER BY STEP(s.ROWTIME BY INTERVAL '1' MINUTE), COUNT(*) DESC;"#;
    let mut workbench = Workbench::new(code, &[input], &[], 1, 0).unwrap();
    let records: [&[u8]; 4] = [
        br#"{"k":"a","at":-9223372036854775808}"#,
        br#"{"k":"b","at":0}"#,
        br#"{"k":"c","at":9223372036854775807}"#,
        br#"{"k":"c","at":1}"#,
    ];
    let mut given = workbench.push(0, &records, 0);
    given.extend(workbench.finish());
    check(
        &show(&workbench, &given),
        expect![[r#"
        OUT {"K":"a","N":1}
        OUT {"K":"b","N":1}
        OUT {"K":"c","N":2}
    "#]],
    );
}
