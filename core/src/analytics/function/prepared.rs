//! A call that is ready for rows.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use super::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// When a row is computed; unit: milliseconds since 1970-01-01 00:00:00 UTC.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The clock as the row is computed.
    pub now: i64,
    /// The clock as the application began to run.
    pub began: i64,
}

/// A call whose types fit and whose constants are read.
#[derive(Clone, Debug)]
pub enum Prepared {
    /// It gives one value.
    Scalar(Scalar),
    /// It gives several, each with a name: what parses a line of a log does.
    Record(Record),
}

type ScalarRule = dyn for<'a> Fn(&mut [Value<'a>], &Moment) -> Result<Value<'a>, Fault> + Send + Sync;
type RecordRule =
    dyn for<'a> Fn(&mut [Value<'a>], &Moment) -> Result<Option<Vec<Value<'a>>>, Fault> + Send + Sync;

/// A call that gives one value a row.
#[derive(Clone)]
pub struct Scalar {
    sql_type: SqlType,
    /// The arguments that make the result NULL when one of them is NULL.
    strict: Range<usize>,
    rule: Arc<ScalarRule>,
}

impl Scalar {
    /// A call whose result is NULL where any argument is.
    pub fn strict<R>(sql_type: SqlType, rule: R) -> Prepared
    where
        R: for<'a> Fn(&mut [Value<'a>], &Moment) -> Result<Value<'a>, Fault> + Send + Sync + 'static,
    {
        Self::strict_in(0..usize::MAX, sql_type, rule)
    }

    /// A call whose result is NULL where one of some arguments is; the others say a type only, or are looked at by the rule.
    pub fn strict_in<R>(strict: Range<usize>, sql_type: SqlType, rule: R) -> Prepared
    where
        R: for<'a> Fn(&mut [Value<'a>], &Moment) -> Result<Value<'a>, Fault> + Send + Sync + 'static,
    {
        Prepared::Scalar(Self { sql_type, strict, rule: Arc::new(rule) })
    }

    /// A call that looks at NULL itself.
    pub fn seeing_null<R>(sql_type: SqlType, rule: R) -> Prepared
    where
        R: for<'a> Fn(&mut [Value<'a>], &Moment) -> Result<Value<'a>, Fault> + Send + Sync + 'static,
    {
        Self::strict_in(0..0, sql_type, rule)
    }

    /// The type of the result.
    pub fn sql_type(&self) -> SqlType {
        self.sql_type
    }

    /// The result for one row. The arguments are of the types that the call was prepared for, or NULL, and as many;
    /// they may be taken away, so that a text need not be copied.
    pub fn apply<'a>(&self, arguments: &mut [Value<'a>], moment: &Moment) -> Result<Value<'a>, Fault> {
        let strict = arguments.iter().take(self.strict.end).skip(self.strict.start);
        if strict.into_iter().any(|argument| matches!(argument, Value::Null)) {
            return Ok(Value::Null);
        }
        (self.rule)(arguments, moment)
    }
}

/// One value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// As it is stored: upper case where it was not quoted.
    pub name: String,
    /// What it holds.
    pub sql_type: SqlType,
}

/// A call that gives a record a row.
#[derive(Clone)]
pub struct Record {
    fields: Arc<[Field]>,
    rule: Arc<RecordRule>,
}

impl Record {
    /// A call whose fields are all NULL where the line, its first argument, is NULL, and where the rule finds nothing in it.
    pub fn of_line<R>(fields: Vec<Field>, rule: R) -> Prepared
    where
        R: for<'a> Fn(&mut [Value<'a>], &Moment) -> Result<Option<Vec<Value<'a>>>, Fault>
            + Send
            + Sync
            + 'static,
    {
        Prepared::Record(Self { fields: fields.into(), rule: Arc::new(rule) })
    }

    /// The fields, in their order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The values for one row, as many as there are fields. Arguments are as in [`Scalar::apply`].
    pub fn apply<'a>(&self, arguments: &mut [Value<'a>], moment: &Moment) -> Result<Vec<Value<'a>>, Fault> {
        let found = match arguments.first() {
            Some(Value::Null) => None,
            _ => (self.rule)(arguments, moment)?,
        };
        let mut values = found.unwrap_or_default();
        values.resize(self.fields.len(), Value::Null);
        Ok(values)
    }
}

impl fmt::Debug for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scalar({})", self.sql_type)
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Record").field(&self.fields).finish()
    }
}
