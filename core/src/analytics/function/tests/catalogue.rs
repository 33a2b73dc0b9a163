//! What holds for each declaration.

use super::table::{TABLES, calls};
use crate::analytics::function::{FUNCTIONS, OPERATORS, find};

#[test]
fn functions_are_sorted_and_found_by_name() {
    for pair in FUNCTIONS.windows(2) {
        assert!(pair[0].name < pair[1].name, "{} and {}", pair[0].name, pair[1].name);
    }
    for function in FUNCTIONS {
        assert_eq!(find(function.name).map(|found| found.name), Some(function.name));
    }
    assert!(find("SQRT").is_none());
}

#[test]
fn declarations_say_how_and_what() {
    for function in FUNCTIONS.iter().chain(OPERATORS) {
        assert!(!function.forms.is_empty(), "{}", function.name);
        assert!(function.summary.ends_with('.'), "{}", function.name);
        let word = function.name.split(' ').next().unwrap();
        let is_word = FUNCTIONS.iter().any(|known| known.name == function.name) && word != "DATETIME";
        for form in function.forms {
            assert!(!is_word || form.starts_with(word), "{form} for {}", function.name);
        }
    }
}

#[test]
fn each_function_is_in_a_table_with_and_without_null() {
    for function in FUNCTIONS.iter().chain(OPERATORS) {
        let rows: std::vec::Vec<_> =
            TABLES.iter().flat_map(|table| calls(table)).filter(|call| call.name == function.name).collect();
        assert!(!rows.is_empty(), "{} is in no table", function.name);
        let has_null = rows.iter().any(|call| {
            let mut constants = call.arguments.iter().filter_map(|argument| argument.constant.as_ref());
            constants.any(|value| matches!(value, crate::analytics::value::Value::Null))
        });
        let is_clock = rows.iter().any(|call| call.arguments.is_empty());
        assert!(has_null || is_clock, "{} is in no table with NULL", function.name);
    }
}
