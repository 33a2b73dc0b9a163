//! EXP_AVG: a mean in which older values count less.

/// The mean of values at moments, where a value weighs half as much for each whole `half_life` of its age.
///
/// Values come from the youngest to the oldest, none younger than `now`; O(values). `None` of none. Unit: milliseconds.
///
/// # Source
/// SQL reference, EXP_AVG: sub-windows as long as the half-life, each of half the weight of the next. Assumed: that weights fall in
/// such steps and not evenly.
pub fn exp_avg(values: impl Iterator<Item = (i64, f64)>, now: i64, half_life: i64) -> Option<f64> {
    let half_lives = |at: i64| now.saturating_sub(at).max(0) / half_life.max(1);
    let (mut weighted, mut weights) = (0.0, 0.0);
    // Only the weights' ratios count, so the youngest value weighs 1, however old it is.
    let (mut weight, mut age) = (1.0, None);
    for (at, value) in values {
        let older = half_lives(at);
        for _ in age.unwrap_or(older)..older {
            weight *= 0.5;
            if weight == 0.0 {
                // All that is older weighs nothing either.
                return Some(weighted / weights);
            }
        }
        age = Some(older);
        weighted += weight * value;
        weights += weight;
    }
    (weights != 0.0).then(|| weighted / weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;
    use std::vec::Vec;

    #[track_caller]
    fn check(values: &[(i64, f64)], expected: Option<f64>) {
        assert_eq!(exp_avg(values.iter().copied(), 10_000, 1_000), expected);
    }

    #[test]
    fn weights_halve_with_each_whole_half_life() {
        check(&[], None);
        check(&[(10_000, 5.0)], Some(5.0));
        check(&[(10_000, 4.0), (9_001, 2.0)], Some(3.0));
        check(&[(10_000, 4.0), (9_000, 1.0)], Some(3.0));
        check(&[(10_000, 4.0), (8_001, 1.0)], Some(3.0));
        check(&[(10_000, 8.0), (9_000, 4.0), (8_000, 2.0)], Some((8.0 + 2.0 + 0.5) / 1.75));
    }

    #[test]
    fn the_youngest_value_counts_alone_where_all_others_are_too_old_to_weigh_anything() {
        check(&[(10_000, 3.0), (i64::MIN, 9.0), (i64::MIN, 9.0)], Some(3.0));
        check(&[(i64::MIN, 9.0)], Some(9.0));
    }

    #[test]
    fn steps_are_those_of_the_formula() {
        for seed in 0..2_000 {
            let mut rng = Rng::from_seed(seed);
            let half_life = rng.in_range(1, 500) as i64;
            let mut at = 5_000_i64;
            let mut values = Vec::new();
            for _ in 0..rng.in_range(1, 50) {
                values.push((at, rng.in_range(0, 1_000) as f64));
                at -= rng.in_range(0, 300) as i64;
            }
            let weight = |at: i64| libm::exp2(-(((5_000 - at) / half_life) as f64));
            let weights: f64 = values.iter().map(|(at, _)| weight(*at)).sum();
            let expected = values.iter().map(|(at, value)| weight(*at) * value).sum::<f64>() / weights;
            let seen = exp_avg(values.into_iter(), 5_000, half_life).unwrap();
            assert!((seen - expected).abs() < 1e-9, "{seen} {expected}");
        }
    }
}
