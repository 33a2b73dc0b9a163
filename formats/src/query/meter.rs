//! Puts fuel into a query: a step at each place from which work can multiply.
//!
//! Work without end needs a function that calls itself; work that multiplies needs something that gives several
//! outputs (`,`, `.[]`, `..`); values that grow need a construction or `+` and `*`. Each of them passes a native that
//! counts, see [`super::natives`].

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Def, Pattern, Term};
use jaq_core::ops::Math;
use jaq_core::path::{Opt, Part, Path};

/// Natives that count and give their input.
pub(super) const STEP: &str = "!step";
pub(super) const TURN: &str = "!turn";
pub(super) const CALL: &str = "!call";
/// `*` with a bound.
pub(super) const TIMES: &str = "!times";
/// No query can name it.
const UNUSED: &str = "$ unused";
const OPERAND: &str = "$ operand";

type T<'s> = Term<&'s str>;

/// What a definition's calls of itself and its turns use.
#[derive(Clone, Copy)]
pub(super) struct Meter {
    call: &'static str,
    turn: &'static str,
}

/// For the query: each call of itself and each turn may lie on the stack.
pub(super) const QUERY: Meter = Meter { call: CALL, turn: TURN };

/// For the library: what calls itself there does so in the last place, where nothing is left on the stack, and
/// `flatten` goes no deeper than its value.
pub(super) const LIBRARY: Meter = Meter { call: STEP, turn: STEP };

impl Meter {
    /// A definition whose calls are counted.
    pub(super) fn definition(self, def: Def<&str>) -> Def<&str> {
        let cost = if mentions(&def.body, def.name) { self.call } else { STEP };
        let body = before(cost, self.term(def.body));
        Def { name: def.name, args: def.args, body }
    }

    /// A term that counts, with all its parts.
    fn term(self, term: T<'_>) -> T<'_> {
        match term {
            Term::Arr(Some(inner)) => after(Term::Arr(Some(self.boxed(*inner)))),
            Term::Obj(members) => {
                after(Term::Obj(members.into_iter().map(|member| self.member(member)).collect()))
            }
            Term::Recurse => after(Term::Recurse),
            Term::Path(head, Path(parts)) => self.path(*head, parts),
            Term::BinOp(left, op, right) => self.binary(*left, op, *right),
            Term::Neg(inner) => Term::Neg(self.boxed(*inner)),
            Term::Str(format, parts) => {
                after(Term::Str(format, parts.into_iter().map(|part| self.text_part(part)).collect()))
            }
            Term::Label(name, inner) => Term::Label(name, self.boxed(*inner)),
            Term::Fold(name, source, pattern, parts) => {
                let parts = parts.into_iter().map(|part| before(self.turn, self.term(part))).collect();
                Term::Fold(name, self.boxed(*source), self.pattern(pattern), parts)
            }
            Term::TryCatch(inner, catch) => {
                Term::TryCatch(self.boxed(*inner), catch.map(|catch| self.boxed(*catch)))
            }
            Term::IfThenElse(cases, otherwise) => {
                let cases =
                    cases.into_iter().map(|(test, then)| (self.term(test), self.term(then))).collect();
                Term::IfThenElse(cases, otherwise.map(|otherwise| self.boxed(*otherwise)))
            }
            Term::Def(defs, rest) => {
                Term::Def(defs.into_iter().map(|def| self.definition(def)).collect(), self.boxed(*rest))
            }
            Term::Call(name, args) => Term::Call(name, args.into_iter().map(|arg| self.term(arg)).collect()),
            Term::Id | Term::Num(_) | Term::Arr(None) | Term::Break(_) | Term::Var(_) => term,
        }
    }

    fn boxed(self, inner: T<'_>) -> Box<T<'_>> {
        Box::new(self.term(inner))
    }

    /// A key without a value stands for `{key: .key}`; it must stay the plain word that it is.
    fn member<'s>(self, (key, value): (T<'s>, Option<T<'s>>)) -> (T<'s>, Option<T<'s>>) {
        match value {
            Some(value) => (self.key(key), Some(self.term(value))),
            None => (key, None),
        }
    }

    /// Plain texts as keys need no counting.
    fn key(self, key: T<'_>) -> T<'_> {
        match key {
            Term::Str(None, parts) if parts.iter().all(|part| matches!(part, StrPart::Str(_))) => {
                Term::Str(None, parts)
            }
            other => self.term(other),
        }
    }

    fn binary<'s>(self, left: T<'s>, op: BinaryOp<&'s str>, right: T<'s>) -> T<'s> {
        let (left, right) = (self.term(left), self.term(right));
        match op {
            BinaryOp::Pipe(pattern) => {
                join(left, BinaryOp::Pipe(pattern.map(|pattern| self.pattern(pattern))), before(STEP, right))
            }
            BinaryOp::Comma => join(left, BinaryOp::Comma, before(STEP, right)),
            BinaryOp::Math(Math::Add) => plus(left, right),
            BinaryOp::Math(Math::Mul) => times(left, right),
            BinaryOp::UpdateMath(Math::Add) => update(left, right, plus),
            BinaryOp::UpdateMath(Math::Mul) => update(left, right, times),
            other => join(left, other, right),
        }
    }

    /// Only a path that goes through all members gives several outputs; `.a.b` needs no counting.
    fn path<'s>(self, head: T<'s>, parts: Vec<(Part<T<'s>>, Opt)>) -> T<'s> {
        let is_plain = parts.iter().all(|(part, _)| matches!(part, Part::Index(_)));
        let parts = parts.into_iter().map(|(part, opt)| (self.path_part(part), opt)).collect();
        let path = Term::Path(self.boxed(head), Path(parts));
        if is_plain { path } else { after(path) }
    }

    fn path_part<'s>(self, part: Part<T<'s>>) -> Part<T<'s>> {
        match part {
            Part::Index(index) => Part::Index(self.key(index)),
            Part::Range(from, to) => {
                Part::Range(from.map(|from| self.term(from)), to.map(|to| self.term(to)))
            }
        }
    }

    fn text_part<'s>(self, part: StrPart<&'s str, T<'s>>) -> StrPart<&'s str, T<'s>> {
        match part {
            StrPart::Term(inner) => StrPart::Term(self.term(inner)),
            other => other,
        }
    }

    fn pattern(self, pattern: Pattern<&str>) -> Pattern<&str> {
        match pattern {
            Pattern::Var(name) => Pattern::Var(name),
            Pattern::Arr(parts) => Pattern::Arr(parts.into_iter().map(|part| self.pattern(part)).collect()),
            Pattern::Obj(parts) => {
                let parts = parts.into_iter().map(|(key, part)| (self.key(key), self.pattern(part)));
                Pattern::Obj(parts.collect())
            }
        }
    }
}

fn plus<'s>(left: T<'s>, right: T<'s>) -> T<'s> {
    after(join(left, BinaryOp::Math(Math::Add), right))
}

/// `l * r` as `r as $r | l | times($r)`: what would be too long is refused before it is made.
fn times<'s>(left: T<'s>, right: T<'s>) -> T<'s> {
    let product = join(left, BinaryOp::Pipe(None), Term::Call(TIMES, vec![Term::Var(OPERAND)]));
    join(right, BinaryOp::Pipe(Some(Pattern::Var(OPERAND))), product)
}

/// `l += r` as jq defines it: `r as $r | l |= . + $r`.
fn update<'s>(left: T<'s>, right: T<'s>, change: fn(T<'s>, T<'s>) -> T<'s>) -> T<'s> {
    let update = join(left, BinaryOp::Update, change(Term::Id, Term::Var(OPERAND)));
    join(right, BinaryOp::Pipe(Some(Pattern::Var(OPERAND))), update)
}

/// Counts, then goes on. By a variable, because that way it is still a path, and still a call in the last place.
fn before<'s>(cost: &'static str, inner: T<'s>) -> T<'s> {
    join(Term::Call(cost, Vec::new()), BinaryOp::Pipe(Some(Pattern::Var(UNUSED))), inner)
}

/// Counts each output, and weighs it.
fn after(inner: T<'_>) -> T<'_> {
    join(inner, BinaryOp::Pipe(None), before(STEP, Term::Id))
}

fn join<'s>(left: T<'s>, op: BinaryOp<&'s str>, right: T<'s>) -> T<'s> {
    Term::BinOp(Box::new(left), op, Box::new(right))
}

/// Whether a body calls a function of this name: only so can it go on for ever.
fn mentions(body: &T<'_>, name: &str) -> bool {
    let within = |inner: &T<'_>| mentions(inner, name);
    match body {
        Term::Call(called, args) => *called == name || args.iter().any(within),
        Term::Arr(inner) => inner.iter().any(|inner| within(inner)),
        Term::Obj(members) => {
            members.iter().any(|(key, value)| within(key) || value.as_ref().is_some_and(within))
        }
        Term::Path(head, Path(parts)) => {
            within(head) || parts.iter().any(|(part, _)| mentions_in_part(part, name))
        }
        Term::BinOp(left, op, right) => within(left) || within(right) || mentions_in_operator(op, name),
        Term::Neg(inner) | Term::Label(_, inner) => within(inner),
        Term::Str(format, parts) => {
            format.is_some_and(|format| format == name)
                || parts.iter().any(|part| matches!(part, StrPart::Term(inner) if within(inner)))
        }
        Term::Fold(_, source, pattern, parts) => {
            within(source) || parts.iter().any(within) || mentions_in_pattern(pattern, name)
        }
        Term::TryCatch(inner, catch) => within(inner) || catch.iter().any(|catch| within(catch)),
        Term::IfThenElse(cases, otherwise) => {
            cases.iter().any(|(test, then)| within(test) || within(then))
                || otherwise.iter().any(|inner| within(inner))
        }
        Term::Def(defs, rest) => defs.iter().any(|def| within(&def.body)) || within(rest),
        Term::Id | Term::Recurse | Term::Num(_) | Term::Break(_) | Term::Var(_) => false,
    }
}

fn mentions_in_part(part: &Part<T<'_>>, name: &str) -> bool {
    match part {
        Part::Index(index) => mentions(index, name),
        Part::Range(from, to) => [from, to].into_iter().flatten().any(|inner| mentions(inner, name)),
    }
}

fn mentions_in_operator(op: &BinaryOp<&str>, name: &str) -> bool {
    matches!(op, BinaryOp::Pipe(Some(pattern)) if mentions_in_pattern(pattern, name))
}

fn mentions_in_pattern(pattern: &Pattern<&str>, name: &str) -> bool {
    match pattern {
        Pattern::Var(_) => false,
        Pattern::Arr(parts) => parts.iter().any(|part| mentions_in_pattern(part, name)),
        Pattern::Obj(parts) => {
            parts.iter().any(|(key, part)| mentions(key, name) || mentions_in_pattern(part, name))
        }
    }
}
