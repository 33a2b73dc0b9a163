//! What a query can call: jaq's library, without what reaches outside, and the natives that count.

use std::cell::Cell;

use jaq_core::data::HasLut;
use jaq_core::load::parse::{Def, Term};
use jaq_core::load::{Arena, File, Loader};
use jaq_core::native::{Fun, bome, run, unary, v};
use jaq_core::{Compiler, DataT, Error, Lut, ValR, load};
use jaq_json::Val;
use jaq_std::ValT as _;

use super::{bounds, meter, text};

/// What natives find in the run of a query.
pub(super) struct Bounded;

impl DataT for Bounded {
    type V<'a> = Val;
    type Data<'a> = Run<'a>;
}

/// One run of a query.
#[derive(Clone)]
pub(super) struct Run<'a> {
    pub(super) lut: &'a Lut<Bounded>,
    pub(super) fuel: &'a Cell<u64>,
    pub(super) now_us: i64,
}

impl<'a> HasLut<'a, Bounded> for Run<'a> {
    fn lut(&self) -> &'a Lut<Bounded> {
        self.lut
    }
}

/// jaq's natives that reach outside, or that nothing calls.
const LEFT_OUT: &[&str] =
    &["env", "now", "halt", "localtime", "strflocaltime", "todateiso8601", "fromdateiso8601"];

/// jaq's definitions by what is left out. Others that the prelude replaces come before it, and theirs may call them.
const DEFINITIONS_LEFT_OUT: &[&str] = &["halt", "halt_error", "todate", "fromdate"];

/// jaq's natives that the prelude wraps, and what it calls them.
const RENAMED: &[(&str, &str)] = &[("strftime", "strftime_"), ("gmtime", "gmtime_"), ("mktime", "mktime_")];

/// The name of the query among the definitions.
const PROGRAM: &str = "program_";

/// Joins a query with the library.
pub(super) fn compile(program: Term<&str>) -> Result<jaq_core::Filter<Bounded>, String> {
    let program = Def { name: PROGRAM, args: Vec::new(), body: program };
    let arena = Arena::default();
    // A list, because an iterator of static texts does not become one of shorter-lived texts.
    let definitions: Vec<Def<&str>> = library().collect::<Vec<Def<&'static str>>>();
    let mut definitions: Vec<Def<&str>> =
        definitions.into_iter().map(|def| meter::LIBRARY.definition(def)).collect();
    definitions.push(meter::QUERY.definition(program));
    let main = File { code: PROGRAM, path: () };
    let modules = Loader::new(definitions).load(&arena, main).unwrap_or_else(|_| unreachable!("one word"));
    Compiler::default().with_funs(functions()).compile(modules).map_err(|errors| text::compiling(&errors))
}

fn library() -> impl Iterator<Item = Def<&'static str>> {
    let prelude =
        load::parse(include_str!("prelude.jq"), |parser| parser.defs()).expect("the prelude is tested");
    let theirs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    theirs.filter(|def| !DEFINITIONS_LEFT_OUT.contains(&def.name)).chain(prelude)
}

fn functions() -> impl Iterator<Item = Fun<Bounded>> {
    let theirs = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    theirs.filter(|(name, _, _)| !LEFT_OUT.contains(name)).map(renamed).chain(ours())
}

fn renamed((name, arguments, native): Fun<Bounded>) -> Fun<Bounded> {
    let new = RENAMED.iter().find(|(old, _)| *old == name).map(|(_, new)| *new);
    (new.unwrap_or(name), arguments, native)
}

fn ours() -> [Fun<Bounded>; 5] {
    [
        run((meter::STEP, v(0), |cv| bome(count(cv.0.data(), bounds::STEP, cv.1)))),
        run((meter::CALL, v(0), |cv| bome(count(cv.0.data(), bounds::CALL, cv.1)))),
        run((meter::TURN, v(0), |cv| bome(count(cv.0.data(), bounds::TURN, cv.1)))),
        run((meter::TIMES, v(1), |cv| unary(cv, times))),
        run(("now", v(0), |cv| bome(Ok(Val::from(cv.0.data().now_us as f64 / 1e6))))),
    ]
}

/// Uses fuel, more of it for a larger value, and gives the value on.
fn count(run: &Run<'_>, cost: u64, value: Val) -> ValR<Val> {
    let weight = weigh(&value, 0, 0).ok_or_else(|| Error::str("The query's values grow too large."))?;
    match run.fuel.get().checked_sub(cost + weight / 16) {
        Some(left) => {
            run.fuel.set(left);
            Ok(value)
        }
        None => {
            run.fuel.set(0);
            Err(Error::str("The query takes too many steps."))
        }
    }
}

/// How many values, or stretches of text, lie in a value; `None` where they are too many or too deep.
fn weigh(value: &Val, so_far: u64, depth: usize) -> Option<u64> {
    if so_far > bounds::WEIGHT_MAX || depth > bounds::DEPTH_MAX {
        return None;
    }
    match value {
        Val::Arr(values) => values.iter().try_fold(so_far + 1, |sum, value| weigh(value, sum, depth + 1)),
        Val::Obj(members) => members
            .iter()
            .try_fold(so_far + 1, |sum, (key, value)| weigh(value, weigh(key, sum, depth + 1)?, depth + 1)),
        Val::TStr(bytes) | Val::BStr(bytes) => {
            let weight = so_far + 1 + bytes.len() as u64 / 64;
            (weight <= bounds::WEIGHT_MAX).then_some(weight)
        }
        Val::Null | Val::Bool(_) | Val::Num(_) => Some(so_far + 1),
    }
}

/// `*`, where a text that is repeated stays within bounds.
fn times(left: Val, right: Val) -> ValR<Val> {
    let text_and_count = match (&left, &right) {
        (Val::TStr(text) | Val::BStr(text), count) | (count, Val::TStr(text) | Val::BStr(text)) => {
            count.as_f64().map(|count| (text.len(), count))
        }
        _ => None,
    };
    if text_and_count.is_some_and(|(length, count)| length as f64 * count > bounds::WEIGHT_MAX as f64) {
        return Err(Error::str("The query's values grow too large."));
    }
    left * right
}
