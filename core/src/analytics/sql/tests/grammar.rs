//! The rules of the grammar, each with what it takes and what it does not.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use expect_test::expect_file;

use super::sections::check_round_trip;
use crate::analytics::sql::{Parsed, Severity, parse};

/// The rules, as the grammar names them.
const RULES: &[&str] = &[
    // What an application is made of.
    "application",
    "statement",
    "create_stream",
    "col_def",
    "option",
    "create_pump",
    "insert",
    "create_view",
    "create_function",
    "param",
    // Queries.
    "query",
    "query_term",
    "query_prim",
    "row",
    "select",
    "item",
    "group_item",
    "windowed_by",
    "order_by",
    "sort",
    "table_ref",
    "join",
    "table_prim",
    "window_spec",
    "frame",
    "bound",
    // Expressions.
    "cond",
    "expr",
    "or",
    "and",
    "not",
    "is",
    "pred",
    "cmp",
    "add",
    "mul",
    "unary",
    "primary",
    "column",
    "cast",
    "case",
    "func",
    "arg",
    "interval",
    "qualifier",
    "unit",
    "type",
    // What they are spelt with.
    "comment",
    "name",
    "ident",
    "string",
    "number",
    "literal",
];

/// What the file says of a rule.
#[derive(Default)]
struct Rule<'t> {
    name: &'t str,
    taken: usize,
    refused: usize,
}

#[test]
fn every_rule_takes_its_examples_and_refuses_others() {
    let file = include_str!("grammar.txt");
    let mut rules: Vec<Rule<'_>> = Vec::new();
    let mut within = "@";
    let (mut written, mut wrong) = (String::new(), Vec::new());
    for line in file.lines().filter(|line| !line.starts_with("      ")) {
        written += &format!("{line}\n");
        let (kind, example) = match line.strip_prefix("  ").map(|line| line.split_at_checked(4)) {
            Some(split) => split.unwrap_or((line.trim(), "")),
            None if line.is_empty() || line.starts_with('#') => continue,
            None => {
                rules.push(Rule { name: line, ..Rule::default() });
                continue;
            }
        };
        let rule = rules.last_mut().expect("a rule begins with its name");
        let text = within.replace('@', &example.replace("\\n", "\n"));
        match kind.trim() {
            "in" => within = example,
            "yes" => {
                rule.taken += 1;
                wrong.extend(first_error(&text).map(|error| format!("{text} is refused: {error}")));
                check_round_trip(&text, &parse(&text));
            }
            "no" => {
                rule.refused += 1;
                match first_error(&text) {
                    Some(error) => written += &format!("      {error}\n"),
                    None => wrong.push(format!("{text} is read")),
                }
            }
            other => panic!("{other}"),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    expect_file!["grammar.txt"].assert_eq(&written);
    let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    assert_eq!(names, RULES);
    for Rule { name, taken, refused } in rules {
        assert!(0 < taken && 0 < refused, "{name} has {taken} examples, and {refused} of what it is not");
    }
}

fn first_error(text: &str) -> Option<String> {
    let Parsed { statements, problems } = parse(text);
    let error = problems.iter().find(|problem| problem.severity == Severity::Error);
    let nothing = || statements.is_empty().then(|| "there is no statement".into());
    error.map(|error| error.message.to_string()).or_else(nothing)
}
