//! The language of Data Analytics where texts nest without end, and where trees grow without nesting.

use std::thread;

use kinetoscope::analytics::sql::{
    CODE_CHARACTERS_MAX, HEIGHT_MAX, NESTING_MAX, PROBLEMS_MAX, format as laid_out, parse, parse_expression,
};

/// Reads a text on a stack half as large as a browser's, and expects this of the first problem.
#[track_caller]
fn check_refused(text: &str, message: &str) {
    let text = String::from(text);
    let problems = on_small_stack(move || {
        laid_out(&text);
        let mut problems = parse(&format!("CREATE FUNCTION f () RETURNS INTEGER RETURN {text}")).problems;
        problems.extend(parse(&format!("CREATE VIEW v AS {text}")).problems);
        problems
    });
    assert!(problems.iter().any(|problem| problem.message.contains(message)), "{problems:?}");
}

fn on_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    thread::Builder::new().stack_size(1 << 19).spawn(run).unwrap().join().unwrap()
}

const TOO_DEEP: &str = "nested too deeply";

#[test]
fn a_hundred_thousand_parentheses_are_refused_and_not_followed() {
    for open in [
        "(",
        "f(",
        "-",
        "- ",
        "NOT ",
        "CASE ",
        "CASE WHEN ",
        "a.f(",
        "TRIM(",
        "CAST(",
        "ROW(",
        "a IN (",
        "FLOOR(",
    ] {
        let text = open.repeat(100_000 / open.len());
        check_refused(
            &text[..100_000 / open.len() * open.len()],
            if open == "-" { "expected" } else { TOO_DEEP },
        );
    }
}

#[test]
fn queries_in_queries_are_refused_and_not_followed() {
    for open in [
        "(SELECT a FROM ",
        "SELECT (",
        "SELECT a FROM (",
        "SELECT a FROM ((",
        "SELECT f(CURSOR(",
        "SELECT a FROM s WHERE EXISTS (",
        "SELECT a FROM s JOIN (",
        "SELECT SUM(a) OVER (PARTITION BY (",
    ] {
        check_refused(&open.repeat(100_000 / open.len()), TOO_DEEP);
    }
}

#[test]
fn chains_without_parentheses_are_refused_where_they_make_high_trees() {
    for link in ["a + ", "a * ", "a || "] {
        check_refused(&(link.repeat(90_000 / link.len()) + "a"), TOO_DEEP);
    }
    for (first, link) in [
        ("SELECT a FROM s", " UNION ALL SELECT a FROM s"),
        ("SELECT a FROM s", " INTERSECT SELECT a FROM s"),
        ("SELECT a FROM s", " JOIN t"),
        ("SELECT (a)", ".b"),
        ("SELECT a", " IS NULL"),
    ] {
        check_refused(&(String::from(first) + &link.repeat(90_000 / link.len())), TOO_DEEP);
    }
}

#[test]
fn long_lists_and_conditions_are_read() {
    let conditions = "a = 1 OR b = 2 AND ".repeat(4_000) + "c";
    let list = format!("f({}a)", "a, ".repeat(30_000));
    for text in [conditions, list] {
        let expression = parse_expression(&text).unwrap();
        assert_eq!(parse_expression(&expression.to_string()).as_ref(), Ok(&expression));
    }
}

#[test]
fn chains_are_read_up_to_the_greatest_height() {
    let sum = "A + ".repeat(HEIGHT_MAX) + "A";
    assert_eq!(parse_expression(&sum).map(|it| it.to_string()), Ok(sum.clone()));
    assert!(parse_expression(&(sum + " + A")).is_err());
}

#[test]
fn what_stands_beside_something_high_does_not_hide_its_height() {
    // One less than the highest, so that one operator more is possible and two are not.
    let high = "A + ".repeat(HEIGHT_MAX - 1) + "A";
    for around in ["- SUM", "COUNT", "F"] {
        let call = |rest: &str| parse_expression(&format!("{around}({high}){rest}")).is_ok();
        let is_one = !around.starts_with('-');
        assert_eq!((call(""), call(" OVER (ROWS 1 PRECEDING)")), (is_one, is_one), "{around}");
    }
    for one in
        ["IN (1)", "IN (SELECT A FROM S)", "= (1)", "= F(1)", "BETWEEN (1) AND (2)", "LIKE 'x'", "IS NULL"]
    {
        assert!(parse_expression(&format!("{high} {one}")).is_ok(), "{one}");
        assert!(parse_expression(&format!("NOT {high} {one}")).is_err(), "{one}");
    }
    let nested = |count: usize| "(".repeat(count) + "A" + &" + A + B)".repeat(count);
    assert!(parse_expression(&nested(HEIGHT_MAX / 2)).is_ok() && NESTING_MAX > HEIGHT_MAX / 2);
    assert!(parse_expression(&nested(HEIGHT_MAX / 2 + 1)).is_err());
}

#[test]
fn nesting_is_read_up_to_the_greatest_depth_and_can_be_read_again() {
    let nestings = [
        ("(", ")", NESTING_MAX),
        ("- ", "", NESTING_MAX),
        ("NOT ", "", NESTING_MAX),
        ("F(", ")", NESTING_MAX),
        ("B - (C * (", "))", NESTING_MAX / 2),
        ("FLOOR(((", " - B) DAY) TO SECOND)", NESTING_MAX / 3),
        ("(VALUES ", ")", NESTING_MAX),
        ("CASE WHEN ", " THEN 1 END", NESTING_MAX),
    ];
    for (open, close, deepest) in nestings {
        let nested = move |count: usize| open.repeat(count) + "A" + &close.repeat(count);
        on_small_stack(move || {
            let printed = parse_expression(&nested(deepest)).unwrap().to_string();
            assert_eq!(parse_expression(&printed).unwrap().to_string(), printed, "{open}");
        });
        assert!(parse_expression(&nested(deepest + 1)).is_err(), "{open}");
    }
}

#[test]
fn each_statement_is_measured_for_itself() {
    let sum = "a + ".repeat(HEIGHT_MAX) + "a";
    let statement = format!("CREATE VIEW v AS SELECT {sum} FROM s;\n");
    assert!(!parse(&statement).is_valid(), "the query is one more");
    let statement = statement.replacen("a + ", "", 1);
    assert!(parse(&statement.repeat(100)).is_valid());
}

#[test]
fn code_that_is_too_long_is_refused_as_a_whole() {
    let comment = |characters: usize| format!("--{}", "ä".repeat(characters - 2));
    assert_eq!(parse(&comment(CODE_CHARACTERS_MAX)).problems, []);
    let problems = parse(&comment(CODE_CHARACTERS_MAX + 1)).problems;
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "the code has 102401 characters, and 102400 are allowed at most");
}

#[test]
fn no_more_problems_are_told_than_anybody_reads() {
    let problems = parse(&"x;".repeat(50_000)).problems;
    assert_eq!(problems.len(), PROBLEMS_MAX);
    assert_eq!(parse(&"$".repeat(100_000)).problems.len(), PROBLEMS_MAX);
    assert_eq!(parse(&"$;".repeat(50_000)).problems.len(), PROBLEMS_MAX);
    assert!(!parse(&("//\n".repeat(1_000) + "x")).is_valid(), "warnings hide no error");
}
