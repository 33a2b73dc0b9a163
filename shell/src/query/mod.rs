//! JMESPath, as the AWS CLI evaluates `--query`.
//!
//! The grammar is the crate's; evaluating is ours, because the crate's objects sort their members and the AWS CLI prints them
//! as they come.

mod evaluate;
mod functions;

use jmespath::Variable;
use jmespath::ast::Ast;

use crate::value::Value;

/// A JMESPath expression.
#[derive(Clone, Debug)]
pub struct Query(Ast);

impl Query {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong, in the form of the library that the AWS CLI uses, as far as it can be told.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("Invalid JMESPath expression: cannot be empty.".into());
        }
        jmespath::parse(text).map(Self).map_err(|error| {
            let length = text.chars().count();
            let at = error.offset.min(length);
            let mark = |at: usize| format!("\"{text}\"\n{}^", " ".repeat(at + 1));
            if at + 1 >= length && !text.ends_with([']', '}', ')', '.']) {
                return format!("Invalid jmespath expression: Incomplete expression:\n{}", mark(length));
            }
            format!("Invalid jmespath expression: Parse error at column {at}, for expression:\n{}", mark(at))
        })
    }

    /// What the expression finds.
    ///
    /// # Errors
    /// What cannot be evaluated, in the words of the library that the AWS CLI uses.
    pub fn search(&self, value: &Value) -> Result<Value, String> {
        evaluate::evaluate(&self.0, value)
    }
}

/// A literal of the crate as a value.
fn literal(variable: &Variable) -> Value {
    match variable {
        Variable::Null | Variable::Expref(_) => Value::Null,
        Variable::Bool(value) => Value::Bool(*value),
        Variable::String(text) => Value::text(text),
        Variable::Number(number) => {
            number.as_i64().map_or_else(|| Value::Float(number.as_f64().unwrap_or_default()), Value::Integer)
        }
        Variable::Array(items) => Value::List(items.iter().map(|item| literal(item)).collect()),
        Variable::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), literal(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::parse;
    use expect_test::{Expect, expect};

    /// One line an expression: what it finds in the same value.
    #[track_caller]
    fn check(expressions: &str, expected: Expect) {
        let value = parse(r#"{"a":[1,2],"s":"x","o":{"b":1,"a":2},"n":5,"l":[{"k":2},{"k":1}]}"#).unwrap();
        let line = |text: &str| match Query::parse(text).and_then(|query| query.search(&value)) {
            Ok(found) => format!("{text} => {}\n", found.to_json_line()),
            Err(reason) => format!("{text} !! {reason}\n"),
        };
        expected.assert_eq(&expressions.lines().map(|text| line(text.trim())).collect::<String>());
    }

    #[test]
    fn members_stay_in_order() {
        check(
            "o\nkeys(o)\nvalues(o)\no.*\n{z: n, a: s}\nmerge(o, {a: n})\nto_string(o)",
            expect![[r#"
            o => {"b": 1, "a": 2}
            keys(o) => ["b", "a"]
            values(o) => [1, 2]
            o.* => [1, 2]
            {z: n, a: s} => {"z": 5, "a": "x"}
            merge(o, {a: n}) => {"b": 1, "a": 5}
            to_string(o) => "{\"b\":1,\"a\":2}"
        "#]],
        );
    }

    #[test]
    fn lists_are_projected_filtered_and_cut() {
        check(
            "l[].k\nl[*].{K: k}\nl[?k==`1`].k | [0]\na[::-1]\na[0:1]\na[-1]\na[5]\nn[0]\n[a, l[].k][]\na[?@>`1`]",
            expect![[r#"
            l[].k => [2, 1]
            l[*].{K: k} => [{"K": 2}, {"K": 1}]
            l[?k==`1`].k | [0] => 1
            a[::-1] => [2, 1]
            a[0:1] => [1]
            a[-1] => 2
            a[5] => null
            n[0] => null
            [a, l[].k][] => [1, 2, 2, 1]
            a[?@>`1`] => [2]
        "#]],
        );
    }

    #[test]
    fn functions_do_as_they_do_in_the_aws_cli() {
        check(
            "length(l)\nsort_by(l, &k)\nmax_by(l, &k)\nmap(&k, l)\njoin('-', ['a', 'b'])\nsum(a)\navg(a)\navg(`[]`)\nmax(a)\n\
             to_number('1.5')\nto_number('x')\nreverse(a)\nnot_null(z, n)\ncontains(s, 'x')\nstarts_with(s, 'y')\ntype(o)\n\
             abs(`-1`)\nceil(`1.5`)\nto_array(n)\nsort(a)\n!a\na && s\nz || n",
            expect![[r#"
                length(l) => 2
                sort_by(l, &k) => [{"k": 1}, {"k": 2}]
                max_by(l, &k) => {"k": 2}
                map(&k, l) => [2, 1]
                join('-', ['a', 'b']) => "a-b"
                sum(a) => 3
                avg(a) => 1.5
                avg(`[]`) => null
                max(a) => 2
                to_number('1.5') => 1.5
                to_number('x') => null
                reverse(a) => [2, 1]
                not_null(z, n) => 5
                contains(s, 'x') => true
                starts_with(s, 'y') => false
                type(o) => "object"
                abs(`-1`) => 1
                ceil(`1.5`) => 2
                to_array(n) => [5]
                sort(a) => [1, 2]
                !a => false
                a && s => "x"
                z || n => 5
            "#]],
        );
    }

    #[test]
    fn faults_are_told() {
        check(
            "foo(a)\nlength(n)\nlength(a, a)\nsort_by(l, &z)\njoin(',', a)\na[\na]",
            expect![[r#"
            foo(a) !! Unknown function: foo()
            length(n) !! In function length(), invalid type for value: 5, expected one of: ['string', 'array', 'object'], received: "number"
            length(a, a) !! Expected 1 argument for function length(), received 2
            sort_by(l, &z) !! In function sort_by(), invalid type for value: {'k': 2}, expected one of: ['string', 'number'], received: "null"
            join(',', a) !! In function join(), invalid type for value: 1, expected one of: ['array-string'], received: "int"
            a[ !! Invalid jmespath expression: Incomplete expression:
            "a["
               ^
            a] !! Invalid jmespath expression: Parse error at column 1, for expression:
            "a]"
              ^
        "#]],
        );
    }
}
