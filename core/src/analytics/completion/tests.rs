use std::string::String;
use std::vec::Vec;

use super::*;
use crate::analytics::sql_type::SqlType;

/// The proposals at the place of `|`, with what is replaced.
fn at(marked: &str) -> (String, Vec<String>) {
    let place = marked.find('|').unwrap();
    let text = marked.replace('|', "");
    let column = |name: &str| NamedColumn { name: name.into(), sql_type: SqlType::Double };
    let source = Relation { name: "SRC_001".into(), columns: [column("PRICE"), column("sector")].into() };
    let Completion { from, items } = complete(&text, place, &[source]);
    (text[from..place].into(), items.into_iter().map(|item| item.text).collect())
}

#[track_caller]
fn check(marked: &str, replaced: &str, expected: &[&str]) {
    let (found, items) = at(marked);
    assert_eq!(
        (found.as_str(), items),
        (replaced, expected.iter().map(|it| String::from(*it)).collect()),
        "{marked}"
    );
}

#[test]
fn columns_are_those_of_what_is_selected_from() {
    let made = "CREATE STREAM made (pricey DOUBLE); ";
    check(
        &(made.to_string() + r#"CREATE PUMP p AS INSERT INTO made SELECT STREAM pri| FROM "SRC_001""#),
        "pri",
        &["PRICE"],
    );
    check(
        &(made.to_string() + "CREATE PUMP p AS INSERT INTO made SELECT STREAM pri| FROM made"),
        "pri",
        &["PRICEY"],
    );
    check(
        &(made.to_string() + "CREATE PUMP p AS INSERT INTO made SELECT STREAM pri|"),
        "pri",
        &["PRICE", "PRICEY"],
    );
}

#[test]
fn behind_a_dot_stand_the_columns_of_what_is_before_it() {
    check(r#"SELECT STREAM s.| FROM "SRC_001" AS s"#, "", &["PRICE", "\"sector\"", "ROWTIME"]);
    check(
        r#"SELECT STREAM s.r| FROM "SRC_001" OVER (RANGE INTERVAL '1' MINUTE PRECEDING) s"#,
        "r",
        &["ROWTIME"],
    );
    check(r#"SELECT STREAM "SRC_001".p| FROM "SRC_001""#, "p", &["PRICE"]);
    check(r#"SELECT STREAM x.| FROM "SRC_001" AS s"#, "", &[]);
}

#[test]
fn behind_from_and_into_stand_streams() {
    check("SELECT STREAM a FROM |", "", &["SRC_001"]);
    check(r#"SELECT STREAM a FROM "SR|"#, "\"SR", &["SRC_001"]);
    check("CREATE STREAM \"Out\" (a INTEGER); CREATE PUMP p AS INSERT INTO |", "", &["SRC_001", "\"Out\""]);
}

#[test]
fn functions_and_words_are_proposed_by_their_beginning() {
    check("SELECT STREAM regex_|", "regex_", &["REGEX_LOG_PARSE", "REGEX_REPLACE"]);
    check("SELECT STREAM COUNT_D|", "COUNT_D", &["COUNT_DISTINCT_ITEMS_TUMBLING"]);
    check("CREA|", "CREA", &["CREATE"]);
}

#[test]
fn nothing_is_proposed_in_texts_comments_and_numbers() {
    for marked in ["SELECT 'pri|'", "-- pri|", "/* pri|", "SELECT 12|", "SELECT 'a', 'pri|"] {
        assert_eq!(at(marked).1, Vec::<String>::new(), "{marked}");
    }
}

#[test]
fn no_place_of_no_text_is_too_odd() {
    let text = "SELECT STREAM s.\"\u{e4}| FROM \"\u{e4}\u{1f600}\" AS s, ((; .. OVER ( x JOIN JOIN";
    for place in 0..=text.len() + 2 {
        complete(text, place, &[]);
    }
}
