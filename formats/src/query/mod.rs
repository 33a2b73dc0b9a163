//! Inline queries for the keys of partitions: jq, by [jaq].
//!
//! [jaq]: https://github.com/01mf02/jaq
//!
//! Firehose names its engine `JQ-1.6`. jaq is another program for the same language; where queries of partition keys
//! would notice, `prelude.jq` brings back what [1.6](https://jqlang.github.io/jq/manual/v1.6/) does. What is left:
//!
//! - Whole numbers keep all their digits; jq 1.6 rounds those beyond 2^53. Numbers that a query only passes on keep
//!   the form in which they are written: `1.50` stays `1.50`.
//! - There is no environment, no clock but the one that is given, no input but the record, no `halt`, no modules.
//! - A path through what is not there cannot be assigned to: `.a.b = 1` needs `.a`. `limit(0; f)` is empty;
//!   null and the SQL-like operators are not there.
//! - Work, size and depth are bounded, see `bounds.rs`: a function of the query may call itself sixty times, and
//!   `reduce` and `foreach` take two thousand turns.
//!
//! A query that fails at a record fails for this record only.

mod bounds;
mod meter;
mod natives;
mod text;

use std::cell::Cell;

use jaq_core::{Ctx, Vars, unwrap_valr};
use jaq_json::Val;

use crate::json;
use natives::{Bounded, Run};

/// A query that was understood.
pub struct Query {
    filter: jaq_core::Filter<Bounded>,
}

/// Why a record has no keys. Firehose says the same of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened, for who wants to mend it.
    pub cause: String,
}

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Query").finish_non_exhaustive()
    }
}

impl Query {
    /// Understands a query.
    ///
    /// # Errors
    /// Says what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, String> {
        bounds::check_text(text)?;
        let filter = natives::compile(text::parse(text)?)?;
        Ok(Self { filter })
    }

    /// The keys of a record's partition, in the order of the query's object. `now_us` is the time in microseconds
    /// since 1970, for queries that ask.
    ///
    /// # Errors
    /// Where the record is no JSON object, the query fails or is not done within its bounds, or a key is null, empty,
    /// an array or an object.
    pub fn run(&self, record: &[u8], now_us: i64) -> Result<Vec<(String, String)>, Failure> {
        self.keys(record, now_us).map_err(|cause| Failure { cause })
    }

    fn keys(&self, record: &[u8], now_us: i64) -> Result<Vec<(String, String)>, String> {
        let input = read(record)?;
        let fuel = Cell::new(bounds::FUEL);
        let run = Run { lut: &self.filter.lut, fuel: &fuel, now_us };
        let ctx = Ctx::<Bounded>::new(run, Vars::new([]));
        let mut outputs = self.filter.id.run((ctx, input)).map(unwrap_valr);
        let first = outputs.next().ok_or("The query gave nothing.")?;
        match first.map_err(|error| error.to_string())? {
            Val::Obj(object) => object.iter().map(|(key, value)| text::pair(key, value)).collect(),
            other => Err(format!("The query gave no object but {}.", text::shortened(&other))),
        }
    }
}

/// A record is one object: several must be taken apart before.
fn read(record: &[u8]) -> Result<Val, String> {
    let malformed = |at| format!("The record is no JSON, from byte {at} on.");
    let mut reader = json::Reader::new(record).map_err(|error| malformed(error.at))?;
    if reader.peek().map_err(|error| malformed(error.at))? != json::Kind::Object {
        return Err("The record is no JSON object.".to_owned());
    }
    let object = reader.skip().map_err(|error| malformed(error.at))?;
    if !reader.is_at_end() {
        return Err("The record holds more than one JSON value.".to_owned());
    }
    jaq_json::read::parse_single(object.as_bytes()).map_err(|error| error.to_string())
}
