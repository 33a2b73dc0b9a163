//! Draws of fractions; the engine's source of chance gives whole numbers only.

use crate::rng::Rng;

/// A number from 0, which may come, to 1, which does not.
pub(super) fn fraction(rng: &mut Rng) -> f64 {
    const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
    (rng.draw() >> 11) as f64 * STEP
}

/// A number between 0 and 1, neither of which comes.
pub(super) fn inner_fraction(rng: &mut Rng) -> f64 {
    const STEP: f64 = 1.0 / (1_u64 << 52) as f64;
    ((rng.draw() >> 12) as f64 + 0.5) * STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_spread_evenly() {
        let mut rng = Rng::from_seed(1);
        for draw in [fraction, inner_fraction] {
            let mut tenths = [0; 10];
            for _ in 0..10_000 {
                tenths[(draw(&mut rng) * 10.0) as usize] += 1;
            }
            assert!(tenths.iter().all(|count| (850..1_150).contains(count)), "{tenths:?}");
        }
    }
}
