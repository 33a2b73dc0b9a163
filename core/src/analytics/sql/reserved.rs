//! The words of the language.

/// Words that must be quoted where they are names, in order. Source: SQL reference, "Reserved Words and Keywords".
#[rustfmt::skip]
pub const RESERVED: &[&str] = &[
    "ABS", "ALL", "ALLOCATE", "ALLOW", "ALTER", "ANALYZE", "AND", "ANY", "APPROXIMATE_ARRIVAL_TIME", "ARE", "ARRAY", "AS",
    "ASENSITIVE", "ASYMMETRIC", "AT", "ATOMIC", "AUTHORIZATION", "AVG", "BEGIN", "BETWEEN", "BIGINT", "BINARY", "BIT",
    "BLOB", "BOOLEAN", "BOTH", "BY", "CALL", "CALLED", "CARDINALITY", "CASCADED", "CASE", "CAST", "CEIL", "CEILING", "CHAR",
    "CHARACTER", "CHARACTER_LENGTH", "CHAR_LENGTH", "CHECK", "CHECKPOINT", "CLOB", "CLOSE", "CLUSTERED", "COALESCE",
    "COLLATE", "COLLECT", "COLUMN", "COMMIT", "CONDITION", "CONNECT", "CONSTRAINT", "CONVERT", "CORR", "CORRESPONDING",
    "COUNT", "COVAR_POP", "COVAR_SAMP", "CREATE", "CROSS", "CUBE", "CUME_DIST", "CURRENT", "CURRENT_CATALOG",
    "CURRENT_DATE", "CURRENT_DEFAULT_TRANSFORM_GROUP", "CURRENT_PATH", "CURRENT_ROLE", "CURRENT_SCHEMA", "CURRENT_TIME",
    "CURRENT_TIMESTAMP", "CURRENT_TRANSFORM_GROUP_FOR_TYPE", "CURRENT_USER", "CURSOR", "CYCLE", "DATE", "DAY", "DEALLOCATE",
    "DEC", "DECIMAL", "DECLARE", "DEFAULT", "DELETE", "DENSE_RANK", "DEREF", "DESCRIBE", "DETERMINISTIC", "DISALLOW",
    "DISCONNECT", "DISTINCT", "DOUBLE", "DROP", "DYNAMIC", "EACH", "ELEMENT", "ELSE", "END", "END-EXEC", "ESCAPE", "EVERY",
    "EXCEPT", "EXEC", "EXECUTE", "EXISTS", "EXP", "EXPLAIN", "EXP_AVG", "EXTERNAL", "EXTRACT", "FALSE", "FETCH", "FILTER",
    "FIRST_VALUE", "FLOAT", "FLOOR", "FOR", "FOREIGN", "FREE", "FROM", "FULL", "FUNCTION", "FUSION", "GET", "GLOBAL",
    "GRANT", "GROUP", "GROUPING", "HAVING", "HOLD", "HOUR", "IDENTITY", "IGNORE", "IMPORT", "IN", "INDICATOR", "INITCAP",
    "INNER", "INOUT", "INSENSITIVE", "INSERT", "INT", "INTEGER", "INTERSECT", "INTERSECTION", "INTERVAL", "INTO", "IS",
    "JOIN", "LANGUAGE", "LARGE", "LAST_VALUE", "LATERAL", "LEADING", "LEFT", "LIKE", "LIMIT", "LN", "LOCAL", "LOCALTIME",
    "LOCALTIMESTAMP", "LOWER", "MATCH", "MAX", "MEMBER", "MERGE", "METHOD", "MIN", "MINUTE", "MOD", "MODIFIES", "MODULE",
    "MONTH", "MULTISET", "NATIONAL", "NATURAL", "NCHAR", "NCLOB", "NEW", "NO", "NODE", "NONE", "NORMALIZE", "NOT",
    "NTH_VALUE", "NULL", "NULLIF", "NUMERIC", "OCTET_LENGTH", "OF", "OLD", "ON", "ONLY", "OPEN", "OR", "ORDER", "OUT",
    "OUTER", "OVER", "OVERLAPS", "OVERLAY", "PARAMETER", "PARTITION", "PARTITION_ID", "PARTITION_KEY", "PERCENTILE_CONT",
    "PERCENTILE_DISC", "PERCENT_RANK", "POSITION", "POWER", "PRECISION", "PREPARE", "PRIMARY", "PROCEDURE", "RANGE", "RANK",
    "READS", "REAL", "RECURSIVE", "REF", "REFERENCES", "REFERENCING", "REGR_AVGX", "REGR_AVGY", "REGR_COUNT",
    "REGR_INTERCEPT", "REGR_R2", "REGR_SLOPE", "REGR_SXX", "REGR_SXY", "RELEASE", "RESPECT", "RESULT", "RETURN", "RETURNS",
    "REVOKE", "RIGHT", "ROLLBACK", "ROLLUP", "ROW", "ROWS", "ROWTIME", "ROW_NUMBER", "SAVEPOINT", "SCOPE", "SCROLL",
    "SEARCH", "SECOND", "SELECT", "SENSITIVE", "SEQUENCE_NUMBER", "SESSION_USER", "SET", "SHARD_ID", "SIMILAR", "SMALLINT",
    "SOME", "SORT", "SPECIFIC", "SQL", "SQLEXCEPTION", "SQLSTATE", "SQLWARNING", "SQRT", "START", "STATIC", "STDDEV",
    "STDDEV_POP", "STDDEV_SAMP", "STOP", "STREAM", "SUBMULTISET", "SUBSTRING", "SUM", "SYMMETRIC", "SYSTEM", "SYSTEM_USER",
    "TABLE", "TABLESAMPLE", "THEN", "TIME", "TIMESTAMP", "TIMEZONE_HOUR", "TIMEZONE_MINUTE", "TINYINT", "TO", "TRAILING",
    "TRANSLATE", "TRANSLATION", "TREAT", "TRIGGER", "TRIM", "TRUE", "TRUNCATE", "UESCAPE", "UNION", "UNIQUE", "UNKNOWN",
    "UNNEST", "UPDATE", "UPPER", "USER", "USING", "VALUE", "VALUES", "VARBINARY", "VARCHAR", "VARYING", "VAR_POP",
    "VAR_SAMP", "WHEN", "WHENEVER", "WHERE", "WIDTH_BUCKET", "WINDOW", "WITH", "WITHIN", "WITHOUT", "YEAR",
];

/// Words that mean something in some places and may be names in all others, in order.
const CONTEXTUAL: &[&str] = &[
    "ASC",
    "CONTAINS",
    "CURRENT_ROW_TIMESTAMP",
    "DATA",
    "DESC",
    "DESCRIPTION",
    "EXPEDITED",
    "FIRST",
    "FOLLOWING",
    "INPUT",
    "LAST",
    "NULLS",
    "OFFSET",
    "OPTIONS",
    "PLACING",
    "PRECEDING",
    "PUMP",
    "REPLACE",
    "STAGGER",
    "STARTED",
    "STEP",
    "STOPPED",
    "UNBOUNDED",
    "VIEW",
    "WINDOWED",
];

/// Reserved words that are columns of every stream, or of those that an application reads from outside. They need no quotes
/// where a column is meant.
const COLUMNS: &[&str] =
    &["APPROXIMATE_ARRIVAL_TIME", "PARTITION_ID", "PARTITION_KEY", "ROWTIME", "SEQUENCE_NUMBER", "SHARD_ID"];

/// Reserved words that are called like any function, in order. Whether there is such a function is not decided here.
#[rustfmt::skip]
const FUNCTIONS: &[&str] = &[
    "ABS", "ANY", "AVG", "CARDINALITY", "CEIL", "CEILING", "CHARACTER_LENGTH", "CHAR_LENGTH", "COALESCE", "COLLECT", "CONVERT",
    "CORR", "COUNT", "COVAR_POP", "COVAR_SAMP", "CUME_DIST", "DAY", "DENSE_RANK", "ELEMENT", "EVERY", "EXP", "EXP_AVG",
    "FIRST_VALUE", "FLOOR", "FUSION", "HOUR", "INITCAP", "INTERSECTION", "LAST_VALUE", "LN", "LOWER", "MAX", "MIN", "MINUTE",
    "MOD", "MONTH", "NORMALIZE", "NTH_VALUE", "NULLIF", "OCTET_LENGTH", "PERCENTILE_CONT", "PERCENTILE_DISC", "PERCENT_RANK",
    "POWER", "RANK", "REGR_AVGX", "REGR_AVGY", "REGR_COUNT", "REGR_INTERCEPT", "REGR_R2", "REGR_SLOPE", "REGR_SXX", "REGR_SXY",
    "ROW_NUMBER", "SECOND", "SOME", "SQRT", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "SUBSTRING", "SUM", "TRANSLATE", "TRUNCATE",
    "UPPER", "VAR_POP", "VAR_SAMP", "WIDTH_BUCKET", "YEAR",
];

/// Functions that are called by their name alone, in order.
const NILADIC: &[&str] = &[
    "CURRENT_DATE",
    "CURRENT_ROW_TIMESTAMP",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "LOCALTIME",
    "LOCALTIMESTAMP",
];

/// Whether a word, in upper case, must be quoted where it is a name.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.binary_search(&word).is_ok()
}

/// Whether a word, in upper case, means something anywhere.
pub(super) fn is_keyword(word: &str) -> bool {
    is_reserved(word) || CONTEXTUAL.binary_search(&word).is_ok()
}

/// Whether a reserved word is a column that a service gives.
pub(super) fn is_column(word: &str) -> bool {
    COLUMNS.binary_search(&word).is_ok()
}

/// Whether a reserved word is called like any function.
pub(super) fn is_function(word: &str) -> bool {
    FUNCTIONS.binary_search(&word).is_ok()
}

/// Whether a word that means something is called like any function, and needs no quotes for it.
pub(super) fn is_called(word: &str) -> bool {
    is_function(word) || word == "STEP"
}

/// Whether a function is called by its name alone.
pub(super) fn is_niladic(word: &str) -> bool {
    NILADIC.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_and_without_doubles() {
        for list in [RESERVED, CONTEXTUAL, COLUMNS, FUNCTIONS, NILADIC] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} stands before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn columns_and_functions_are_reserved_and_contextual_words_are_not() {
        assert!(COLUMNS.iter().chain(FUNCTIONS).all(|word| is_reserved(word)));
        assert!(!CONTEXTUAL.iter().any(|word| is_reserved(word)));
    }

    #[test]
    fn what_a_function_without_parentheses_is_called_is_a_keyword() {
        assert!(NILADIC.iter().all(|word| is_keyword(word)));
    }
}
