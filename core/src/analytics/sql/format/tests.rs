use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use expect_test::{Expect, expect};

use super::format;
use crate::analytics::sql::lexer;
use crate::analytics::sql::token::{Kind, Token};

#[track_caller]
fn check(text: &str, expected: Expect) {
    let formatted = format(text);
    expected.assert_eq(&formatted);
    assert_eq!(format(&formatted), formatted, "a second time changes nothing");
}

/// Everything of a text but blanks, and with keywords in one case.
pub(in crate::analytics::sql) fn essence(text: &str) -> Vec<(Kind, String)> {
    let spelling = |token: Token| match token.kind {
        Kind::Keyword => token.span.of(text).to_ascii_uppercase(),
        _ => token.span.of(text).trim_end().to_string(),
    };
    lexer::tokens(text).into_iter().map(|token| (token.kind, spelling(token))).collect()
}

#[test]
fn clauses_begin_lines_and_short_ones_stay_whole() {
    check(
        "create or replace pump \"P\" as insert into \"OUT\" select stream sym, px from \"SRC_001\" where px>1.5 and sym<>'A'",
        expect![[r#"
            CREATE OR REPLACE PUMP "P" AS
            INSERT INTO "OUT"
            SELECT STREAM sym, px
            FROM "SRC_001"
            WHERE px > 1.5 AND sym <> 'A'
        "#]],
    );
}

#[test]
fn long_lists_have_a_line_an_item() {
    check(
        "create stream s (ticker_symbol varchar(4), sector varchar(16), change double, price double, volume bigint not null) description 'd';",
        expect![[r#"
            CREATE STREAM s (
                ticker_symbol VARCHAR(4),
                sector VARCHAR(16),
                change DOUBLE,
                price DOUBLE,
                volume BIGINT NOT NULL
            ) DESCRIPTION 'd';
        "#]],
    );
    check(
        "select stream ticker_symbol, sum(price) over w as total_of_all_prices, count(*) over w as number_of_rows from s window w as (partition by ticker_symbol range interval '1' minute preceding)",
        expect![[r#"
            SELECT STREAM
                ticker_symbol,
                SUM(price) OVER w AS total_of_all_prices,
                COUNT(*) OVER w AS number_of_rows
            FROM s
            WINDOW w AS (PARTITION BY ticker_symbol RANGE INTERVAL '1' MINUTE PRECEDING)
        "#]],
    );
}

#[test]
fn long_conditions_break_at_and_but_not_within_between() {
    check(
        "select stream a from s where aaaaaaaaaaaaaaaaaaaaaaaaaa between 1 and 2 and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb = 3 or ccccccccccccccccccccccccccc = 4",
        expect![[r#"
            SELECT STREAM a
            FROM s
            WHERE aaaaaaaaaaaaaaaaaaaaaaaaaa BETWEEN 1 AND 2
                AND bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb = 3
                OR ccccccccccccccccccccccccccc = 4
        "#]],
    );
}

#[test]
fn subqueries_are_indented_if_they_are_long() {
    check(
        "select stream a from (select stream a from s) as t where a > 1",
        expect![[r#"
        SELECT STREAM a
        FROM (SELECT STREAM a FROM s) AS t
        WHERE a > 1
    "#]],
    );
    check(
        "insert into x select stream sym, a from (select stream sym, avg(px) over w as a from \"SRC_001\" window w as (partition by sym range interval '10' second preceding)) as t where a > 100",
        expect![[r#"
            INSERT INTO x
            SELECT STREAM sym, a
            FROM (
                SELECT STREAM sym, AVG(px) OVER w AS a
                FROM "SRC_001"
                WINDOW w AS (PARTITION BY sym RANGE INTERVAL '10' SECOND PRECEDING)
            ) AS t
            WHERE a > 100
        "#]],
    );
}

#[test]
fn joins_begin_lines() {
    check(
        "select stream o.id, t.qty from orders over (range interval '1' minute preceding) as o left outer join trades over (range interval '1' minute preceding) as t on o.id = t.id",
        expect![[r#"
            SELECT STREAM o.id, t.qty
            FROM orders OVER (RANGE INTERVAL '1' MINUTE PRECEDING) AS o
            LEFT OUTER JOIN trades OVER (RANGE INTERVAL '1' MINUTE PRECEDING) AS t ON o.id = t.id
        "#]],
    );
}

#[test]
fn comments_stay_with_what_they_stand_at() {
    check(
        "-- first\n\n\n-- second\ncreate stream a (\n  -- the key\n  k integer, -- trailing\n v integer /* last */);-- behind\n-- of b\ncreate stream b (k integer);\n\n-- end",
        expect![[r#"
            -- first

            -- second
            CREATE STREAM a (
                -- the key
                k INTEGER, -- trailing
                v INTEGER /* last */
            ); -- behind
            -- of b
            CREATE STREAM b (k INTEGER);

            -- end
        "#]],
    );
    check(
        "select stream a --b\n, c from s",
        expect![[r#"
        SELECT STREAM
            a --b
            ,
            c
        FROM s
    "#]],
    );
}

#[test]
fn signs_and_dots_have_no_blanks_where_they_would_mean_something_else() {
    check(
        "select a - - 1, -b, (-c), a*-1, f( x ) , t . c, s.*, count( * ), 5 / / 2 from s",
        expect![[r#"
        SELECT a - -1, -b, (-c), a * -1, f(x), t.c, s.*, COUNT(*), 5 / / 2
        FROM s
    "#]],
    );
}

#[test]
fn a_text_with_errors_is_laid_out_too() {
    check(
        "select ) from ( where 'a\nfrom x;;; )",
        expect![[r#"
        SELECT)
        FROM (WHERE 'a
            FROM x;;;

        )
    "#]],
    );
    check("", expect![[""]]);
    check(" \n ", expect![[""]]);
}

#[test]
fn a_text_of_parentheses_alone_does_not_grow_by_their_square() {
    let text = "(select".repeat(10_000);
    assert!(format(&text).len() < 20 * text.len());
}
