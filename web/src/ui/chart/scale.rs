//! From values to places, and which values to write beside an axis.

/// Ticks of an axis, at most.
const TICKS_MAX: f64 = 5.0;
/// So much of the greatest value is free above it: a line along the edge would not be seen as one.
const HEADROOM: f64 = 0.05;

/// A stretch of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    /// Ticks are no nearer.
    step_min: f64,
}

impl Scale {
    /// Exactly this stretch, or a little of it where it is none.
    pub(super) fn of(from: f64, to: f64) -> Self {
        Self { from, to: if from < to { to } else { from + 1.0 }, step_min: 0.0 }
    }

    /// From nothing to above the greatest value; to one where there is none.
    pub(super) fn up_to(most: f64) -> Self {
        if !most.is_finite() || most <= 0.0 {
            return Self { from: 0.0, to: 1.0, step_min: 1.0 };
        }
        let step = round_step(most / (TICKS_MAX - 1.0));
        let to = ((most / step).ceil() * step).max(most * (1.0 + HEADROOM));
        Self { from: 0.0, to, step_min: 0.0 }
    }

    /// Where a value lies, from 0 to 1.
    pub(super) fn share(self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }

    /// The value at a place.
    pub(super) fn at(self, share: f64) -> f64 {
        self.from + share * (self.to - self.from)
    }

    /// Whether a value lies in it.
    pub(super) fn holds(self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }

    /// Round values in it, from the least up.
    pub(super) fn ticks(self) -> Vec<f64> {
        self.ticks_by(&[])
    }

    /// The same, that lie one of these steps apart where one is large enough.
    pub(super) fn ticks_by(self, steps: &[f64]) -> Vec<f64> {
        let least = ((self.to - self.from) / (TICKS_MAX - 1.0)).max(self.step_min);
        let step = steps.iter().copied().find(|&step| least <= step).unwrap_or_else(|| round_step(least));
        let first = (self.from / step).ceil();
        (0..=TICKS_MAX as u32)
            .map(|tick| (first + f64::from(tick)) * step)
            .filter(|&at| self.holds(at))
            .collect()
    }
}

/// The least of 1, 2, 2.5 and 5 times a power of ten that is no smaller.
fn round_step(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    let round = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|round| step <= round * power * 1.000_001);
    round.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(Scale::up_to(93.0).ticks(), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(Scale::up_to(60_000.0).ticks(), [0.0, 20_000.0, 40_000.0, 60_000.0]);
        assert_eq!(Scale::of(130.0, 250.0).ticks(), [150.0, 200.0, 250.0]);
        assert_eq!(Scale::up_to(0.0).ticks(), [0.0, 1.0]);
    }

    #[test]
    fn no_value_lies_on_the_upper_edge() {
        let scale = Scale::up_to(2_000.0);
        assert!(scale.share(2_000.0) < 0.96, "{scale:?}");
        assert_eq!(scale.ticks().last(), Some(&2_000.0));
    }

    #[test]
    fn times_are_round_as_times() {
        assert_eq!(Scale::of(0.0, 601.0).ticks_by(&[60.0, 300.0]), [0.0, 300.0, 600.0]);
        assert_eq!(Scale::of(0.0, 80_000.0).ticks_by(&[60.0, 300.0]).len(), 5);
    }

    #[test]
    fn a_place_and_its_value_belong_together() {
        let scale = Scale::of(10.0, 30.0);
        assert_eq!((scale.share(15.0), scale.at(0.25), scale.share(99.0)), (0.25, 15.0, 1.0));
    }
}
