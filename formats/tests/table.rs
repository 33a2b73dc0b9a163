//! Types of columns as text, and columns from samples.

use kinetoscope_formats::table::{Column, DataType, infer};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let shown = text.parse::<DataType>().map_or_else(|error| error, |parsed| parsed.to_string());
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn each_type_is_read_and_printed() {
    for text in [
        "boolean",
        "tinyint",
        "smallint",
        "int",
        "bigint",
        "float",
        "double",
        "decimal(38,10)",
        "string",
        "char(255)",
        "varchar(65535)",
        "date",
        "timestamp",
        "binary",
        "array<string>",
        "map<int,array<date>>",
        "struct<a:int,b c:struct<d:decimal(10,0)>,e:array<map<string,binary>>>",
    ] {
        check(text, text);
    }
    check(" STRUCT < a : Integer , B:DECIMAL > ", "struct<a:int,B:decimal(10,0)>");
    check("decimal(5)", "decimal(5,0)");
}

#[test]
fn what_is_no_type_is_refused() {
    check("set<string>", "There is no type `set`.");
    check("decimal(39,0)", "decimal(39,0) is not within 38 digits.");
    check("decimal(2,3)", "decimal(2,3) is not within 38 digits.");
    check("char(256)", "A length is from 1 to 255, not 256.");
    check("varchar", "`(` is missing before ``.");
    check("map<array<int>,int>", "A map's keys cannot be array<int>.");
    check("struct<a:int", "`>` is missing before ``.");
    check("struct<>", "A field has no name.");
    check("int int", "`int` stands behind the type.");
    check(&"array<".repeat(100_000), "Types lie more than 30 deep in each other.");
}

#[test]
fn samples_give_columns() {
    let samples: [&[u8]; 4] = [
        br#"{"Id":1,"at":null,"price":1,"tags":[],"who":{"Name":"a"}}{"id":3000000000}"#,
        br#"{"id":2,"price":2.5,"tags":[1,null],"who":{"age":3},"on":true,"mixed":1,"none":{}}"#,
        br#"{"mixed":"a"}"#,
        b"no json",
    ];
    let shown: Vec<String> =
        infer(&samples).iter().map(|Column { name, data_type }| format!("{name} {data_type}")).collect();
    let expected = [
        "id bigint",
        "at string",
        "price double",
        "tags array<int>",
        "who struct<name:string,age:int>",
        "mixed string",
        "none string",
        "on boolean",
    ];
    let mut shown_sorted = shown.clone();
    shown_sorted.sort();
    let mut expected_sorted = expected.to_vec();
    expected_sorted.sort();
    assert_eq!(shown_sorted, expected_sorted);
}

proptest! {
    #[test]
    fn any_text_is_a_type_or_not(text in "(array|map|struct|int|decimal|char|[<>(),:a1 ]){0,12}", bytes: Vec<u8>) {
        if let Ok(parsed) = text.parse::<DataType>() {
            prop_assert_eq!(parsed.to_string().parse::<DataType>().unwrap(), parsed);
        }
        infer(&[&bytes]);
    }
}
