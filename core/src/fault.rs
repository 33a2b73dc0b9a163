//! Faults on demand: calls and records that are refused, answers that come late or never, by share and seed.

pub mod destination;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, LoadError};
use crate::rng::Rng;
use crate::time::{Duration, Instant};
use crate::traffic::Share;

/// A fault as scenarios and control routes ask for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultPlan {
    /// Names of the operations that it strikes; without any, all.
    #[serde(default)]
    pub operations: Vec<String>,
    /// The stream that a call must be about; any unless given.
    #[serde(default)]
    pub stream: Option<String>,
    /// Share of the calls or records that it strikes; all unless given.
    #[serde(default = "all")]
    pub share: Share,
    /// How long it lasts; until faults are cleared unless given.
    #[serde(default)]
    pub for_ms: Option<u64>,
    /// What it does.
    pub effect: Effect,
}

/// What a fault does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// Calls are refused and do nothing.
    Refuse(Refusal),
    /// Records of a batch are refused one by one; the others are put.
    RefuseRecords(Refusal),
    /// Calls are done, and answered so much later.
    Delay {
        /// How much.
        ms: u64,
    },
    /// Calls are done, and nobody hears the answer.
    LoseAnswer,
}

/// An error that a fault refuses with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Its type.
    pub error: Code,
    /// Its text; without one, one that says that a fault was asked for.
    #[serde(default)]
    pub message: Option<String>,
}

fn all() -> Share {
    Share { millionths: 1_000_000 }
}

impl FaultPlan {
    /// Refuses a plan for an operation that is not there.
    ///
    /// # Errors
    /// Its name.
    pub fn check(&self, is_operation: fn(&str) -> bool) -> Result<(), LoadError> {
        let unknown = self.operations.iter().find(|operation| !is_operation(operation));
        unknown.map_or(Ok(()), |unknown| {
            Err(LoadError::new(format!("A fault: there is no operation {unknown:?}.")))
        })
    }

    fn strikes(&self, operation: &str, stream: Option<&str>) -> bool {
        let operation_fits =
            self.operations.is_empty() || self.operations.iter().any(|name| name == operation);
        operation_fits && (self.stream.is_none() || self.stream.as_deref() == stream)
    }
}

impl Refusal {
    fn to_error(&self) -> Error {
        let message = self.message.clone();
        Error::new(self.error, message.unwrap_or_else(|| "This fault was asked for.".into()))
    }
}

/// The faults of one service.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Faults(Vec<Fault>);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Fault {
    plan: FaultPlan,
    until: Option<Instant>,
    rng: Rng,
}

/// What becomes of an answer on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    /// Whether nobody hears it: the connection is to be broken.
    pub is_lost: bool,
    /// How long it is to be kept back.
    pub delay: Duration,
}

/// What came of a call, and what becomes of that on its way to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T, E = Error> {
    /// What the service says.
    pub outcome: Result<T, E>,
    /// How the caller comes to hear it.
    pub fate: Fate,
}

impl<T, E> Answer<T, E> {
    /// What the caller hears, once it does; nothing where the answer is lost.
    pub fn heard(self) -> Option<Result<T, E>> {
        (!self.fate.is_lost).then_some(self.outcome)
    }
}

impl<T, E> From<Result<T, E>> for Answer<T, E> {
    /// An answer that goes straight to the caller.
    fn from(outcome: Result<T, E>) -> Self {
        Self { outcome, fate: Fate::default() }
    }
}

impl Fate {
    /// As one number, for a host that must keep it in another language.
    pub fn to_bits(self) -> u64 {
        self.delay.total_micros() << 1 | u64::from(self.is_lost)
    }

    /// What [`Self::to_bits`] gave.
    pub fn from_bits(bits: u64) -> Self {
        Self { is_lost: bits & 1 == 1, delay: Duration::from_micros(bits >> 1) }
    }
}

impl Faults {
    /// Whether there are none, as nearly always.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that go on, and when each ends.
    pub fn active(&self, now: Instant) -> impl Iterator<Item = (&FaultPlan, Option<Instant>)> {
        let active = self.0.iter().filter(move |fault| fault.until.is_none_or(|until| now < until));
        active.map(|fault| (&fault.plan, fault.until))
    }

    /// Begins a fault; the generator draws whom it strikes.
    pub fn begin(&mut self, plan: FaultPlan, now: Instant, rng: Rng) {
        let until = plan.for_ms.map(|ms| now + Duration::from_millis(ms));
        self.0.push(Fault { plan, until, rng });
    }

    /// Ends all of them.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether a call may be done, and what becomes of its answer: each fault strikes its share whatever the others do,
    /// the first that refuses decides, delays add up.
    pub fn strike_call(&mut self, operation: &str, stream: Option<&str>, now: Instant) -> Answer<()> {
        let mut strike = Answer::from(Ok(()));
        let Answer { outcome, fate } = &mut strike;
        for Fault { plan, rng, .. } in self.striking(operation, stream, now) {
            let mut is_struck = || rng.chance_per_million(plan.share.millionths);
            match &plan.effect {
                Effect::Refuse(refusal) if is_struck() && outcome.is_ok() => {
                    *outcome = Err(refusal.to_error())
                }
                Effect::Delay { ms } if is_struck() => fate.delay = fate.delay + Duration::from_millis(*ms),
                Effect::LoseAnswer if is_struck() => fate.is_lost = true,
                _ => {}
            }
        }
        strike
    }

    /// Whether one record of a batch may be put.
    ///
    /// # Errors
    /// What the fault refuses with.
    pub fn strike_record(
        &mut self,
        operation: &str,
        stream: Option<&str>,
        now: Instant,
    ) -> Result<(), Error> {
        for Fault { plan, rng, .. } in self.striking(operation, stream, now) {
            if let Effect::RefuseRecords(refusal) = &plan.effect
                && rng.chance_per_million(plan.share.millionths)
            {
                return Err(refusal.to_error());
            }
        }
        Ok(())
    }

    /// The faults that a call may meet. Those that are over are forgotten.
    fn striking(
        &mut self,
        operation: &str,
        stream: Option<&str>,
        now: Instant,
    ) -> impl Iterator<Item = &mut Fault> {
        self.0.retain(|fault| fault.until.is_none_or(|until| now < until));
        self.0.iter_mut().filter(move |fault| fault.plan.strikes(operation, stream))
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    fn plan(json: &str) -> FaultPlan {
        serde_json::from_str(json).expect("a plan")
    }

    fn faults(json: &str) -> Faults {
        let mut faults = Faults::default();
        faults.begin(plan(json), Instant::EPOCH, Rng::from_seed(1));
        faults
    }

    const REFUSE: &str = r#"{"operations":["PutRecord"],"stream":"a","share":0.25,"for_ms":1000,
        "effect":{"refuse":{"error":"InternalFailure","message":"no"}}}"#;

    #[test]
    fn it_strikes_its_share_of_its_operations_on_its_stream_for_its_time() {
        let struck = |operation, stream, millis| {
            let (mut faults, now) = (faults(REFUSE), Instant::from_millis(millis));
            (0..1_000).filter(|_| faults.strike_call(operation, stream, now).outcome.is_err()).count()
        };
        assert!((200..300).contains(&struck("PutRecord", Some("a"), 999)));
        assert_eq!(struck("PutRecord", Some("b"), 0), 0);
        assert_eq!(struck("PutRecord", None, 0), 0);
        assert_eq!(struck("GetRecords", Some("a"), 0), 0);
        assert_eq!(struck("PutRecord", Some("a"), 1_000), 0);
    }

    #[test]
    fn the_same_seed_strikes_the_same_calls() {
        let (mut one, mut other) = (faults(REFUSE), faults(REFUSE));
        let strike = |faults: &mut Faults| faults.strike_call("PutRecord", Some("a"), Instant::EPOCH);
        for _ in 0..100 {
            assert_eq!(strike(&mut one), strike(&mut other));
        }
    }

    #[test]
    fn a_refusal_changes_nothing_about_what_other_faults_strike() {
        const DELAY: &str = r#"{"share":0.5,"effect":{"delay":{"ms":5}}}"#;
        let delays = |mut faults: Faults| -> Vec<_> {
            faults.begin(plan(DELAY), Instant::EPOCH, Rng::from_seed(2));
            let strike = |_| faults.strike_call("PutRecord", Some("a"), Instant::EPOCH).fate.delay;
            (0..100).map(strike).collect()
        };
        assert_eq!(delays(faults(REFUSE)), delays(Faults::default()));
    }

    #[test]
    fn delays_add_up_and_an_answer_may_be_lost_besides() {
        let mut faults = faults(r#"{"effect":{"delay":{"ms":20}}}"#);
        faults.begin(plan(r#"{"effect":{"delay":{"ms":5}}}"#), Instant::EPOCH, Rng::from_seed(1));
        faults.begin(plan(r#"{"effect":"lose_answer"}"#), Instant::EPOCH, Rng::from_seed(1));
        let strike = faults.strike_call("ListStreams", None, Instant::EPOCH);
        let fate = Fate { is_lost: true, delay: Duration::from_millis(25) };
        assert_eq!(strike, Answer { outcome: Ok(()), fate });
        assert_eq!(Fate::from_bits(fate.to_bits()), fate, "a host may keep it as a number");
        faults.clear();
        assert_eq!(faults.strike_call("ListStreams", None, Instant::EPOCH), Ok(()).into());
    }

    #[test]
    fn a_plan_of_what_is_not_there_says_so() {
        let lost = plan(r#"{"operations":["PutRecrd"],"effect":"lose_answer"}"#);
        let refused = lost.check(|name| name == "PutRecord").unwrap_err();
        assert_eq!(refused.0, "A fault: there is no operation \"PutRecrd\".");
        let unread =
            serde_json::from_str::<FaultPlan>(r#"{"effect":{"refuse":{"error":"Oops"}}}"#).unwrap_err();
        assert!(unread.to_string().starts_with("there is no error \"Oops\""), "{unread}");
    }
}
