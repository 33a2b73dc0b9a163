//! What every call of the service passes before its operation: call rates.

use alloc::sync::Arc;

use super::Firehose;
use crate::api::{Call, CallRate, CallRates, Gate};
use crate::error::Error;
use crate::fault::Answer;
use crate::time::Instant;

impl Gate for Firehose {
    const TELLS_VALUES: bool = false;

    fn admit(&mut self, call: Call<'_>, now: Instant) -> Answer<()> {
        let CallRate::PerAccount(per_second) = call.rate else { return Ok(()).into() };
        let of = Arc::from("");
        if !self.settings.enforce_limits || self.rates.take(call.operation, &of, per_second, now) {
            return Ok(()).into();
        }
        Err(Error::delivery_stream_call_rate_exceeded(self.account)).into()
    }
}

impl Firehose {
    /// What is used of the call rates.
    pub(crate) fn take_rates(&mut self) -> CallRates {
        core::mem::take(&mut self.rates)
    }

    /// Goes on with what was used of the call rates before.
    pub(crate) fn set_rates(&mut self, rates: CallRates) {
        self.rates = rates;
    }
}
