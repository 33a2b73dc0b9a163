use expect_test::{Expect, expect};
use std::fmt::Write;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use crate::analytics::input::{Decoder, ROW_BYTES_MAX, RecordFormat, Refused, Rows, Schema, SchemaColumn};
use crate::analytics::sql_type::SqlType;

/// `path type` of each column.
fn schema(row_path: &str, columns: &[(&str, SqlType)]) -> Schema {
    let column = |(path, sql_type): &(&str, SqlType)| SchemaColumn {
        name: path.rsplit('.').next().unwrap_or_default().to_string(),
        mapping: Some(path.to_string()),
        sql_type: *sql_type,
    };
    let format = RecordFormat::Json { row_path: row_path.to_string() };
    Schema { format, columns: columns.iter().map(column).collect() }
}

#[track_caller]
fn check(row_path: &str, columns: &[(&str, SqlType)], records: &[&str], expected: Expect) {
    let schema = schema(row_path, columns);
    let decoder = Decoder::new(&schema).unwrap();
    let mut rows = Rows::new(&schema.columns);
    let mut refused = Vec::new();
    records.iter().for_each(|record| _ = decoder.decode(record.as_bytes(), &mut rows, &mut refused));
    let mut text = String::new();
    let count = rows.len();
    let taken = rows.take();
    for row in 0..count {
        for (column, (_, sql_type)) in taken.iter().zip(columns) {
            write!(text, "{:?} ", column.value(row, *sql_type)).unwrap();
        }
        text.push('\n');
    }
    for Refused { name, message, data } in refused {
        writeln!(text, "{name}: {message}: {}", String::from_utf8_lossy(&data)).unwrap();
    }
    expected.assert_eq(&text);
}

const TEXT: SqlType = SqlType::VarChar(5);

#[test]
fn several_documents_of_a_record_are_several_rows_and_what_is_missing_is_null() {
    check(
        "$",
        &[("$.a", SqlType::Integer), ("$.b.c", TEXT)],
        &[r#"{"a":1,"b":{"x":[1,{"c":9}],"c":"one"}} {"b":{"c":null},"a":2.0}"#, "\n{}\n"],
        expect![[r#"
            Integer(1) Text("one") 
            Integer(2) Null 
            Null Null 
        "#]],
    );
}

#[test]
fn a_row_has_so_many_bytes_at_most_and_what_no_column_takes_counts_for_nothing() {
    let record =
        |taken: usize| format!(r#"{{"a":"{}","b":"{}"}}"#, "x".repeat(taken), "y".repeat(ROW_BYTES_MAX));
    let schema = schema("$", &[("$.a", TEXT)]);
    let decoder = Decoder::new(&schema).unwrap();
    let (mut rows, mut refused) = (Rows::new(&schema.columns), Vec::new());
    decoder.decode(record(ROW_BYTES_MAX - 2).as_bytes(), &mut rows, &mut refused);
    assert_eq!((rows.len(), refused.len()), (1, 0), "with its quotes the value is as long as a row may be");
    decoder.decode(record(ROW_BYTES_MAX - 1).as_bytes(), &mut rows, &mut refused);
    assert_eq!((rows.len(), refused.len()), (1, 1));
    assert_eq!(refused[0].message, "The row has 524289 bytes, and 524288 are allowed at most");
}

#[test]
fn values_are_made_those_of_their_columns_as_the_guide_says() {
    let columns = [
        ("$.n", SqlType::TinyInt),
        ("$.d", SqlType::Decimal { precision: 5, scale: 2 }),
        ("$.t", TEXT),
        ("$.b", SqlType::Boolean),
        ("$.at", SqlType::Timestamp),
        ("$.x", SqlType::VarBinary(4)),
    ];
    check(
        "$",
        &columns,
        &[
            r#"{"n":"7","d":1.5,"t":"longer than five","b":"TRUE","at":"1992-02-14 18:35:44.0","x":"X'0aff'"}"#,
            r#"{"n":true,"d":"-2","t":{"k":[1]},"b":0,"at":"2018-05-09T12:50:41.337510Z","x":false}"#,
            r#"{"n":300}"#,
            r#"{"n":1.5}"#,
            r#"{"at":"soon"}"#,
            r#"{"at":12}"#,
            r#"{"x":"0aff"}"#,
            r#"{"t":"\u00e9\"\n"}"#,
        ],
        expect![[r#"
            Integer(7) Decimal(Decimal { unscaled: 150, scale: 2 }) Text("longe") Boolean(true) Timestamp(698092544000) Binary([10, 255]) 
            Integer(1) Decimal(Decimal { unscaled: -200, scale: 2 }) Text("{\"k\":") Boolean(false) Timestamp(1525870241337) Binary([0]) 
            Null Null Text("é\"\n") Null Null Null 
            COERCION_ERROR: The value of column n is not a value of type TINYINT: {"n":300}
            COERCION_ERROR: The value of column n is not a value of type TINYINT: {"n":1.5}
            COERCION_ERROR: The value of column at is not a value of type TIMESTAMP: {"at":"soon"}
            COERCION_ERROR: The value of column at is not a value of type TIMESTAMP: {"at":12}
            COERCION_ERROR: The value of column x is not a value of type VARBINARY(4): {"x":"0aff"}
        "#]],
    );
}

#[test]
fn an_array_is_one_text_or_a_row_for_each_element() {
    let columns = [
        ("$.id", SqlType::Integer),
        ("$.list[0:]", SqlType::VarChar(40)),
        ("$.list[0:].v", SqlType::Integer),
    ];
    check(
        "$",
        &columns,
        &[r#"{"id":1,"list":[{"v":1},{"v":2},3]}"#, r#"{"id":2,"list":[]}"#, r#"{"id":3}"#],
        expect![[r#"
            Integer(1) Text("[{\"v\":1},{\"v\":2},3]") Integer(1) 
            Integer(1) Text("[{\"v\":1},{\"v\":2},3]") Integer(2) 
            Integer(1) Text("[{\"v\":1},{\"v\":2},3]") Null 
            Integer(2) Text("[]") Null 
            Integer(3) Null Null 
        "#]],
    );
}

#[test]
fn rows_are_found_below_a_path() {
    check(
        "$.data.rows[0:]",
        &[("$.a", SqlType::Integer)],
        &[r#"{"data":{"rows":[{"a":1},{"a":2},7]}}"#, r#"{"data":{"rows":{"a":3}}}"#, r#"{"other":1}"#],
        expect![[r#"
            Integer(1) 
            Integer(2) 
            Integer(3) 
            SCHEMA_MISMATCH: The row is no JSON object: 7
        "#]],
    );
}

#[test]
fn what_is_no_json_is_told_of_and_what_was_before_it_is_taken() {
    check(
        "$",
        &[("$.a", SqlType::Integer)],
        &[r#"{"a":1} {"a":"#, "nonsense", "[1]", r#"{"a":1]"#, r#"{"a":01x}"#, r#"{"a" 1}"#],
        expect![[r#"
            Integer(1) 
            SCHEMA_MISMATCH: The record is not JSON: {"a":
            SCHEMA_MISMATCH: The record is not JSON: nonsense
            SCHEMA_MISMATCH: The row is no JSON object: 1
            SCHEMA_MISMATCH: The record is not JSON: {"a":1]
            SCHEMA_MISMATCH: The record is not JSON: {"a":01x}
            SCHEMA_MISMATCH: The record is not JSON: {"a" 1}
        "#]],
    );
    let deep = format!("{}1{}", "[".repeat(600), "]".repeat(600));
    let schema = schema("$", &[("$.a", SqlType::Integer)]);
    let mut refused = Vec::new();
    let record = format!(r#"{{"b":{deep}}}"#);
    let taken = Decoder::new(&schema).unwrap().decode(
        record.as_bytes(),
        &mut Rows::new(&schema.columns),
        &mut refused,
    );
    assert_eq!((taken, refused.len()), (0, 1));
}

#[test]
fn paths_that_cannot_be_followed_are_refused() {
    let refused = |path: &str| {
        let found = Decoder::new(&schema("$", &[("$.x[0:].y", SqlType::Integer), (path, SqlType::Integer)]));
        found.map(|_| ()).unwrap_err().0
    };
    assert_eq!(refused("a"), "a is no path such as $.a.b, $.a[0:] or $.a[0:].b");
    assert_eq!(refused("$.a[0:].b"), "$.a[0:].b would make rows of a second array; only one can be");
    assert_eq!(
        refused("$.x[0:].y[0:].z"),
        "$.x[0:].y[0:].z would make rows of a second array; only one can be"
    );
    assert_eq!(refused("$"), "A column's path must name a member of the row");
}
