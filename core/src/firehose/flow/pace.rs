//! How fast records come, so that what will close a buffer can be foreseen.

use serde::{Deserialize, Serialize};

use crate::time::{Duration, Instant};

/// How long is measured at a time: long enough for what comes by the second, short enough to follow a change.
const WINDOW: Duration = Duration::from_secs(10);

/// How fast bytes came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// So many.
    pub bytes: u64,
    /// In so long.
    pub length: Duration,
}

/// Measures what comes into the buffers of a lane, whichever of them it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    since: Instant,
    bytes: u64,
    /// The window before.
    last: Option<Pace>,
}

/// The meters of a delivery stream, each from the first record of its lane on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meters {
    /// Of records on their way to the destination.
    pub data: Option<Meter>,
    /// Of those on their way to a function.
    pub function: Option<Meter>,
    /// Of those for the bucket that keeps records as they came.
    pub backup: Option<Meter>,
}

impl Meter {
    /// Notes bytes that came now.
    pub(super) fn count(meter: &mut Option<Self>, bytes: usize, now: Instant) {
        let meter = meter.get_or_insert(Self { since: now, bytes: 0, last: None });
        if WINDOW <= now.since(meter.since) {
            *meter = Self { since: now, bytes: 0, last: Some(meter.window(now)) };
        }
        meter.bytes += bytes as u64;
    }

    /// How fast they come, by this window and the one before.
    pub fn pace(&self, now: Instant) -> Pace {
        let window = self.window(now);
        self.last.map_or(window, |last| Pace {
            bytes: last.bytes + window.bytes,
            length: last.length + window.length,
        })
    }

    fn window(&self, now: Instant) -> Pace {
        Pace { bytes: self.bytes, length: now.since(self.since) }
    }
}

impl Pace {
    /// When so many bytes more have come; `None` where nothing can be said.
    pub fn reaches(self, bytes: u64, now: Instant) -> Option<Instant> {
        let micros =
            u128::from(bytes) * u128::from(self.length.total_micros()) / u128::from(self.bytes.max(1));
        let micros = u64::try_from(micros).ok().filter(|_| self.length != Duration::ZERO)?;
        Some(now + Duration::from_micros(micros))
    }

    /// An equal share of it.
    #[must_use]
    pub fn shared_by(self, number: usize) -> Self {
        Self { bytes: self.bytes / number.max(1) as u64, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Instant {
        Instant::EPOCH + Duration::from_secs(seconds)
    }

    /// Bytes a second, after so many bytes in each second of a stretch.
    fn measured(stretches: &[(usize, u64)]) -> u64 {
        let (mut meter, mut now) = (None, 0);
        for (bytes, seconds) in stretches {
            for _ in 0..*seconds {
                if 0 < *bytes {
                    Meter::count(&mut meter, *bytes, at(now));
                }
                now += 1;
            }
        }
        let pace = meter.expect("something came").pace(at(now));
        pace.bytes / pace.length.total_secs()
    }

    #[test]
    fn what_comes_evenly_is_measured_as_that_from_the_first_second_on() {
        for seconds in [1, 5, 10, 15, 20, 100] {
            assert_eq!(measured(&[(700, seconds)]), 700, "after {seconds} s");
        }
    }

    #[test]
    fn a_change_is_followed_within_two_windows() {
        assert_eq!(measured(&[(100, 100), (900, 20)]), 900);
        assert_eq!(measured(&[(900, 100), (0, 1), (100, 20)]), 100);
        assert_eq!(measured(&[(900, 10), (0, 290)]), 30, "what was long ago counts as long ago");
    }

    #[test]
    fn nothing_is_foreseen_by_what_took_no_time() {
        let moment = Pace { bytes: 100, length: Duration::ZERO };
        assert_eq!(moment.reaches(100, at(5)), None);
        let pace = Pace { bytes: 100, length: Duration::from_secs(2) };
        assert_eq!(pace.reaches(300, at(5)), Some(at(11)));
        assert_eq!(pace.shared_by(2).reaches(300, at(5)), Some(at(17)));
        assert_eq!(Pace { bytes: 0, ..pace }.reaches(u64::MAX, at(5)), None);
    }
}
