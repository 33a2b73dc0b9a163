//! Functions and words that can be proposed.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::{Item, ItemKind};
use crate::analytics::function::FUNCTIONS;

/// Functions of many rows, and how each is called.
pub(super) const OF_ROWS: &[(&str, &str)] = &[
    ("AVG", "AVG(number)"),
    ("ANY", "ANY(boolean)"),
    ("COUNT", "COUNT(*), COUNT(value)"),
    (
        "COUNT_DISTINCT_ITEMS_TUMBLING",
        "TABLE(COUNT_DISTINCT_ITEMS_TUMBLING(CURSOR(query), 'column', seconds))",
    ),
    ("EVERY", "EVERY(boolean)"),
    ("EXP_AVG", "EXP_AVG(number, INTERVAL half-life) OVER window"),
    ("FIRST_VALUE", "FIRST_VALUE(value)"),
    ("GROUP_RANK", "TABLE(GROUP_RANK(CURSOR(query), 'column', 'groupRank', 'asc', 'asc', idle, max))"),
    ("HOTSPOTS", "TABLE(HOTSPOTS(CURSOR(query), rows, radius, minimum))"),
    ("LAG", "LAG(value, rows, default) OVER window"),
    ("LAST_VALUE", "LAST_VALUE(value)"),
    ("MAX", "MAX(value)"),
    ("MIN", "MIN(value)"),
    ("NTH_VALUE", "NTH_VALUE(value, n) OVER window"),
    ("RANDOM_CUT_FOREST", "TABLE(RANDOM_CUT_FOREST(CURSOR(query), trees, sample, decay, shingle))"),
    (
        "RANDOM_CUT_FOREST_WITH_EXPLANATION",
        "TABLE(RANDOM_CUT_FOREST_WITH_EXPLANATION(CURSOR(query), trees, sample, decay, shingle, direction))",
    ),
    ("STDDEV_POP", "STDDEV_POP(number)"),
    ("STDDEV_SAMP", "STDDEV_SAMP(number)"),
    ("SUM", "SUM(number)"),
    ("TOP_K_ITEMS_TUMBLING", "TABLE(TOP_K_ITEMS_TUMBLING(CURSOR(query), 'column', k, seconds))"),
    ("VAR_POP", "VAR_POP(number)"),
    ("VAR_SAMP", "VAR_SAMP(number)"),
];

/// Words of the language that its grammar has a place for.
const KEYWORDS: &[&str] = &[
    "ALL",
    "AND",
    "AS",
    "ASC",
    "BETWEEN",
    "BIGINT",
    "BOOLEAN",
    "BY",
    "CASE",
    "CREATE",
    "CROSS",
    "CURRENT ROW",
    "CURSOR",
    "DATE",
    "DAY",
    "DECIMAL",
    "DESC",
    "DISTINCT",
    "DOUBLE",
    "ELSE",
    "END",
    "ESCAPE",
    "FROM",
    "FULL",
    "FUNCTION",
    "GROUP BY",
    "HAVING",
    "HOUR",
    "IN",
    "INNER",
    "INSERT INTO",
    "INTEGER",
    "INTERVAL",
    "IS",
    "JOIN",
    "LEFT",
    "LIKE",
    "MINUTE",
    "MONOTONIC",
    "NOT",
    "NULL",
    "ON",
    "OR",
    "OR REPLACE",
    "ORDER BY",
    "OVER",
    "PARTITION BY",
    "PRECEDING",
    "PUMP",
    "RANGE",
    "REAL",
    "RETURN",
    "RETURNS",
    "RIGHT",
    "ROWS",
    "ROWTIME",
    "SECOND",
    "SELECT STREAM",
    "SIMILAR TO",
    "SMALLINT",
    "STAGGER",
    "STREAM",
    "TABLE",
    "THEN",
    "TIME",
    "TIMESTAMP",
    "TINYINT",
    "UNION ALL",
    "UNBOUNDED",
    "USING",
    "VALUES",
    "VARBINARY",
    "VARCHAR",
    "VIEW",
    "WHEN",
    "WHERE",
    "WINDOW",
    "WINDOWED BY STAGGER",
    "WITHIN",
];

/// All functions that can be written by their names, in the order of these.
pub(super) fn functions() -> Vec<Item> {
    let of_row = FUNCTIONS.iter().filter(|function| !function.name.contains(' '));
    let of_row = of_row.map(|function| (function.name, function.forms.first().copied().unwrap_or_default()));
    let mut all: Vec<(&str, &str)> = of_row.chain(OF_ROWS.iter().copied()).collect();
    all.sort_unstable();
    let item = |(name, form): (&str, &str)| Item {
        text: name.to_string(),
        kind: ItemKind::Function,
        detail: form.to_string(),
    };
    all.into_iter().map(item).collect()
}

/// The words.
pub(super) fn keywords() -> impl Iterator<Item = Item> {
    let item = |word: &&str| Item { text: word.to_string(), kind: ItemKind::Keyword, detail: "".to_string() };
    KEYWORDS.iter().map(item)
}
