//! Operations, and how a request body becomes a call of one.

use core::mem;

use super::call::{Call, CallRate, Gate};
use super::decode::Decode;
use super::encode::Encode;
use super::faults::Faults;
use super::shape::{Kind, Rules, Shape};
use crate::error::{Code, Error};
use crate::fault::{Answer, Fate};
use crate::time::Instant;
use crate::wire::http::Wait;
use crate::wire::{Reader, SyntaxError, Writer};

/// One operation of a service.
pub trait Operation {
    /// AWS's name.
    const NAME: &'static str;
    /// How often it may be called.
    const RATE: CallRate = CallRate::Unlimited;
    /// The error types that it may give beside those of the frame (authentication, types, constraints).
    const ERRORS: &'static [Code];
    /// Whether it moves records or leads to them. Such calls are many, and a trail does not keep each.
    const IS_DATA: bool = false;
    /// Whether its answer goes on with events.
    const GOES_ON: bool = false;
    /// The service that it works on.
    type State: Gate;
    /// What it takes; borrowed from the request.
    type Input<'a>: Decode<'a>;
    /// What it gives; borrowed from the state, so that stored bytes are written without a copy between.
    type Output<'s>: Encode;

    /// For operations whose calls may wait for something to come: how to tell until when one does. None of them does
    /// where there is something to answer at once.
    const WAIT: Option<WaitFor<Self>> = None;

    /// Does it. Whatever it refuses, it has changed nothing; a throughput limit that refuses is told as a fact.
    fn run<'s>(
        state: &'s mut Self::State,
        input: Self::Input<'_>,
        now: Instant,
    ) -> Result<Self::Output<'s>, Error>;
}

/// Until when a call waits; `None` where it can be answered now.
pub type WaitFor<O> = fn(&<O as Operation>::State, &<O as Operation>::Input<'_>, Instant) -> Option<Instant>;

/// Why a request body led to no answer of the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The body is not well-formed.
    Syntax,
    /// The operation, or the frame around it, refuses.
    Refused(Error),
    /// There is nothing to answer with yet, and the caller is ready to ask again. Nothing was done.
    NotYet(Wait),
}

impl Failure {
    /// What refused; nothing where the body could not be read.
    pub fn refusal(&self) -> Option<&Error> {
        match self {
            Self::Syntax | Self::NotYet(_) => None,
            Self::Refused(error) => Some(error),
        }
    }
}

impl From<SyntaxError> for Failure {
    fn from(_: SyntaxError) -> Self {
        Self::Syntax
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

/// An operation as data, whatever its types: what a service's `OPERATIONS` slice holds.
pub struct Declaration<S> {
    /// AWS's name.
    pub name: &'static str,
    /// How often it may be called.
    pub rate: CallRate,
    /// Error types that it may give.
    #[cfg(feature = "books")]
    pub errors: &'static [Code],
    /// Whether it moves records or leads to them.
    pub is_data: bool,
    /// Whether its answer goes on with events.
    pub goes_on: bool,
    /// Its input.
    pub input: &'static Shape,
    /// Its output; without members where the body is empty.
    #[cfg(feature = "books")]
    pub output: &'static Shape,
    /// Whether its calls may wait for something to come.
    pub may_wait: bool,
    run: RunEncoded<S>,
}

type RunEncoded<S> = for<'a> fn(&mut S, Reader<'a>, Terms, &mut Writer) -> Answer<(), Failure>;

/// What a call comes with beside its body.
#[derive(Debug)]
pub struct Terms {
    /// Whether the caller is who it says.
    pub authorization: Result<(), Error>,
    /// The clock.
    pub now: Instant,
    /// Whether the caller would rather ask again than hear that there is nothing yet.
    pub may_wait: bool,
    /// Of a call that has waited: with what it was let through.
    pub admitted: Option<Fate>,
}

impl<S> Declaration<S> {
    /// The declaration of an operation.
    pub const fn of<O: Operation<State = S>>() -> Self {
        Self {
            name: O::NAME,
            rate: O::RATE,
            #[cfg(feature = "books")]
            errors: O::ERRORS,
            is_data: O::IS_DATA,
            goes_on: O::GOES_ON,
            input: shape_of(<O::Input<'static> as Decode<'static>>::KIND),
            #[cfg(feature = "books")]
            output: shape_of(<O::Output<'static> as Encode>::KIND),
            may_wait: O::WAIT.is_some(),
            run: run_encoded::<O>,
        }
    }

    /// Reads the body, runs the operation and writes its answer.
    ///
    /// It refuses, in this order: the body's syntax, `terms.authorization`, types, constraints, the gate's, that there is
    /// nothing yet, the operation's own.
    pub fn run(
        &self,
        state: &mut S,
        body: Reader<'_>,
        terms: Terms,
        writer: &mut Writer,
    ) -> Answer<(), Failure> {
        (self.run)(state, body, terms, writer)
    }
}

const fn shape_of(kind: Kind) -> &'static Shape {
    match kind {
        Kind::Structure(shape) => shape,
        _ => panic!("inputs and outputs are structures"),
    }
}

fn run_encoded<O: Operation>(
    state: &mut O::State,
    body: Reader<'_>,
    terms: Terms,
    writer: &mut Writer,
) -> Answer<(), Failure> {
    let mut fate = Fate::default();
    let outcome = try_encoded::<O>(state, body, terms, writer, &mut fate);
    Answer { outcome, fate }
}

fn try_encoded<'a, O: Operation>(
    state: &mut O::State,
    mut body: Reader<'a>,
    Terms { authorization, now, may_wait, admitted }: Terms,
    writer: &mut Writer,
    fate: &mut Fate,
) -> Result<(), Failure> {
    let mut faults = Faults::of::<O>();
    let token = body.next_token()?;
    let input = O::Input::decode(token, &mut body, &mut faults)?;
    body.end()?;
    authorization?;
    faults.type_error()?;
    input.check(&Rules::NONE, &mut faults);
    checked::<O>(faults)?;
    match admitted {
        Some(admitted) => *fate = admitted,
        None => {
            let answer = state.admit(call_of::<O>(&input), now);
            *fate = answer.fate;
            answer.outcome?;
        }
    }
    if let Some(until) = O::WAIT.filter(|_| may_wait).and_then(|wait| wait(state, &input, now)) {
        return Err(Failure::NotYet(Wait { until, fate: mem::take(fate) }));
    }
    let output = run_admitted::<O>(state, input, *fate, now)?;
    if !output.is_empty_output() {
        output.encode(writer);
    }
    Ok(())
}

/// What is wrong with an input, as its service calls it.
fn checked<O: Operation>(faults: Faults) -> Result<(), Error> {
    let result = faults.into_result();
    if matches!(O::State::VIOLATION, Code::Validation) {
        return result;
    }
    let named = |error: Error| match error.code {
        Code::Validation => Error { code: O::State::VIOLATION, ..error },
        _ => error,
    };
    result.map_err(named)
}

/// Checks the constraints of a typed input and runs the operation: the way of callers who have no bytes.
pub fn run_typed<'s, O: Operation>(
    state: &'s mut O::State,
    input: O::Input<'_>,
    now: Instant,
) -> Answer<O::Output<'s>> {
    let mut faults = Faults::of::<O>();
    input.check(&Rules::NONE, &mut faults);
    if let Err(error) = checked::<O>(faults) {
        return Err(error).into();
    }
    let Answer { outcome, fate } = state.admit(call_of::<O>(&input), now);
    Answer { outcome: outcome.and_then(|()| run_admitted::<O>(state, input, fate, now)), fate }
}

fn call_of<'c, O: Operation>(input: &'c O::Input<'_>) -> Call<'c> {
    Call { operation: O::NAME, rate: O::RATE, subject: input.subject() }
}

/// Runs an operation that the gate has let through.
fn run_admitted<'s, O: Operation>(
    state: &'s mut O::State,
    input: O::Input<'_>,
    fate: Fate,
    now: Instant,
) -> Result<O::Output<'s>, Error> {
    state.begin(call_of::<O>(&input), fate);
    O::run(state, input, now)
}
