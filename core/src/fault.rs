//! Faults on demand: calls and records that are refused, answers that come late or never, by share and seed.

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
    /// Its type, as the service names it.
    pub error: String,
    /// Its text; without one, one that says that a fault was asked for.
    #[serde(default)]
    pub message: Option<String>,
}

fn all() -> Share {
    Share { millionths: 1_000_000 }
}

impl FaultPlan {
    /// Refuses a plan that names what is not there.
    ///
    /// # Errors
    /// Which name it is.
    pub fn check(&self, is_operation: fn(&str) -> bool) -> Result<(), LoadError> {
        if let Some(unknown) = self.operations.iter().find(|operation| !is_operation(operation)) {
            return Err(LoadError::new(format!("A fault: there is no operation {unknown:?}.")));
        }
        match &self.effect {
            Effect::Refuse(refusal) | Effect::RefuseRecords(refusal) => refusal.code().map(drop),
            Effect::Delay { .. } | Effect::LoseAnswer => Ok(()),
        }
    }

    fn strikes(&self, operation: &str, stream: Option<&str>) -> bool {
        let operation_fits =
            self.operations.is_empty() || self.operations.iter().any(|name| name == operation);
        operation_fits && (self.stream.is_none() || self.stream.as_deref() == stream)
    }
}

impl Refusal {
    fn code(&self) -> Result<Code, LoadError> {
        let found = Code::ALL.iter().find(|code| code.name() == self.error);
        found.copied().ok_or_else(|| LoadError::new(format!("A fault: there is no error {:?}.", self.error)))
    }

    fn to_error(&self) -> Error {
        let code = self.code().unwrap_or(Code::InternalFailure);
        let message = self.message.clone();
        Error::new(code, message.unwrap_or_else(|| "This fault was asked for.".into()))
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

/// What becomes of the answer to a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Passage {
    /// The caller hears it.
    #[default]
    Heard,
    /// It is lost on the way, though the call was done.
    Lost,
}

/// What the faults do to a call that they let through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strike {
    /// Whether its answer is heard.
    pub passage: Passage,
    /// How much later it is answered.
    pub delay: Duration,
}

impl Strike {
    /// As one number, for a host that must keep it in another language.
    pub fn to_bits(self) -> u64 {
        self.delay.total_micros() << 1 | u64::from(self.passage == Passage::Lost)
    }

    /// What [`Self::to_bits`] gave.
    pub fn from_bits(bits: u64) -> Self {
        let passage = if bits & 1 == 1 { Passage::Lost } else { Passage::Heard };
        Self { passage, delay: Duration::from_micros(bits >> 1) }
    }
}

impl Faults {
    /// Whether there are none, as nearly always.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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

    /// What becomes of a call: the first fault that refuses it decides, delays add up.
    ///
    /// # Errors
    /// What the fault refuses with.
    pub fn strike_call(
        &mut self,
        operation: &str,
        stream: Option<&str>,
        now: Instant,
    ) -> Result<Strike, Error> {
        let mut strike = Strike::default();
        for fault in self.striking(operation, stream, now) {
            if matches!(fault.plan.effect, Effect::RefuseRecords(_)) || !fault.draw() {
                continue;
            }
            match &fault.plan.effect {
                Effect::Refuse(refusal) => return Err(refusal.to_error()),
                Effect::Delay { ms } => strike.delay = strike.delay + Duration::from_millis(*ms),
                Effect::LoseAnswer => strike.passage = Passage::Lost,
                Effect::RefuseRecords(_) => {}
            }
        }
        Ok(strike)
    }

    /// What becomes of one record of a batch.
    ///
    /// # Errors
    /// What the fault refuses with.
    pub fn strike_record(
        &mut self,
        operation: &str,
        stream: Option<&str>,
        now: Instant,
    ) -> Result<(), Error> {
        for fault in self.striking(operation, stream, now) {
            if matches!(fault.plan.effect, Effect::RefuseRecords(_))
                && fault.draw()
                && let Effect::RefuseRecords(refusal) = &fault.plan.effect
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

impl Fault {
    fn draw(&mut self) -> bool {
        self.rng.chance_per_million(self.plan.share.millionths)
    }
}

#[cfg(test)]
mod tests {
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
            (0..1_000).filter(|_| faults.strike_call(operation, stream, now).is_err()).count()
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
    fn delays_add_up_and_an_answer_may_be_lost_besides() {
        let mut faults = faults(r#"{"effect":{"delay":{"ms":20}}}"#);
        faults.begin(plan(r#"{"effect":{"delay":{"ms":5}}}"#), Instant::EPOCH, Rng::from_seed(1));
        faults.begin(plan(r#"{"effect":"lose_answer"}"#), Instant::EPOCH, Rng::from_seed(1));
        let strike = faults.strike_call("ListStreams", None, Instant::EPOCH);
        let delay = Duration::from_millis(25);
        let expected = Strike { passage: Passage::Lost, delay };
        assert_eq!(strike, Ok(expected));
        assert_eq!(Strike::from_bits(expected.to_bits()), expected, "a host may keep it as a number");
        faults.clear();
        assert_eq!(faults.strike_call("ListStreams", None, Instant::EPOCH), Ok(Strike::default()));
    }

    #[test]
    fn a_plan_of_what_is_not_there_says_so() {
        let refused = |json| plan(json).check(|name| name == "PutRecord").unwrap_err().0;
        assert_eq!(
            refused(r#"{"operations":["PutRecrd"],"effect":"lose_answer"}"#),
            "A fault: there is no operation \"PutRecrd\"."
        );
        assert_eq!(
            refused(r#"{"effect":{"refuse":{"error":"Oops"}}}"#),
            "A fault: there is no error \"Oops\"."
        );
    }
}
