use std::collections::BTreeMap;

use super::*;

fn forest(parameters: [i64; 4], columns: usize, seed: u64) -> Forest {
    Forest::new(Parameters::new(parameters, columns).unwrap(), seed)
}

/// A whole number from a range, both ends included, as a column holds it.
fn whole(rng: &mut Rng, low: u64, high: u64) -> f64 {
    rng.in_range(low, high) as f64
}

#[test]
fn scores_are_zero_while_the_forest_learns() {
    for ([sample, shingle], zeros) in
        [([256, 1], 256), ([10, 1], 10), ([20, 5], 20), ([10, 10], 10), ([10, 30], 30)]
    {
        let mut forest = forest([5, sample, 1_000, shingle], 1, 1);
        let mut rng = Rng::from_seed(2);
        let scores: Vec<f64> = (0..300).map(|_| forest.observe(&[whole(&mut rng, 0, 1_000)])).collect();
        let first = scores.iter().position(|&score| score != 0.0);
        assert_eq!(first, Some(zeros), "subSampleSize {sample}, shingleSize {shingle}");
        assert!(scores[zeros..].iter().all(|&score| 0.0 < score));
    }
}

#[test]
fn what_is_told_while_the_forest_learns_is_nothing() {
    let mut forest = forest([5, 10, 1_000, 1], 2, 1);
    let json = forest.explain(&[1.0, 2.0]).to_json(&["Systolic", "Diastolic"], true);
    assert_eq!(
        json,
        r#"{"Systolic":{"DIRECTION":"LOW","STRENGTH":"0.0000","ATTRIBUTION_SCORE":"0.0000"},"Diastolic":{"DIRECTION":"LOW","STRENGTH":"0.0000","ATTRIBUTION_SCORE":"0.0000"}}"#
    );
}

/// The heart rates of the Developer Guide's example: 60 to 100, and now and then 150 to 200.
fn heart_rate(rng: &mut Rng) -> (f64, bool) {
    if rng.chance_per_million(10_000) { (whole(rng, 150, 200), true) } else { (whole(rng, 60, 100), false) }
}

#[test]
fn the_highest_heart_rates_score_highest() {
    for seed in 0..5 {
        let mut forest = forest(Parameters::DEFAULTS, 1, seed);
        let mut rng = Rng::from_seed(seed);
        let mut scores: Vec<(f64, bool)> = Vec::new();
        for _ in 0..3_000 {
            let (rate, is_high) = heart_rate(&mut rng);
            scores.push((forest.observe(&[rate]), is_high));
        }
        let scores = scores.split_off(256);
        let of =
            |high: bool| scores.iter().filter(move |(_, is_high)| *is_high == high).map(|(score, _)| *score);
        let (lowest_high, highest_normal) =
            (of(true).fold(f64::MAX, f64::min), of(false).fold(0.0, f64::max));
        assert!(highest_normal < lowest_high, "{seed}: {highest_normal} {lowest_high}");
        let mean_normal = of(false).sum::<f64>() / of(false).count() as f64;
        assert!((0.5..1.2).contains(&mean_normal), "{seed}: {mean_normal}");
    }
}

#[test]
fn attributions_sum_to_the_score() {
    for (columns, shingle) in [(1, 1), (2, 1), (3, 4), (30, 1)] {
        let mut explained = forest([20, 30, 200, shingle], columns, 1);
        let mut observed = explained.clone();
        let mut rng = Rng::from_seed(3);
        for row in 0..300 {
            let record: Vec<f64> = (0..columns).map(|_| whole(&mut rng, 0, 9) - 5.0).collect();
            let Explanation { score, columns } = explained.explain(&record);
            assert_eq!(score, observed.observe(&record), "both functions give one score");
            let sum: f64 = columns.iter().map(|column| column.attribution).sum();
            assert!((sum - score).abs() < 1e-9, "{row}: {sum} {score}");
            assert!(columns.iter().all(|it| 0.0 <= it.attribution && 0.0 <= it.strength), "{columns:?}");
        }
    }
}

#[test]
fn a_column_is_told_to_be_high_or_low_and_how_much_it_adds() {
    // A1 to A4 of the SQL reference: outliers below, above, right and left of a cluster.
    let outliers = [
        ([0.0, -90.0], 1, Direction::Low),
        ([0.0, 90.0], 1, Direction::High),
        ([90.0, 0.0], 0, Direction::High),
        ([-90.0, 0.0], 0, Direction::Low),
    ];
    let mut forest = forest(Parameters::DEFAULTS, 2, 1);
    let mut rng = Rng::from_seed(4);
    let mut record = || [(); 2].map(|()| whole(&mut rng, 0, 2_000) / 100.0 - 10.0);
    let mut usual = Vec::new();
    for _ in 0..1_000 {
        usual.push(forest.explain(&record()));
    }
    for (outlier, column, direction) in outliers {
        let Explanation { score, columns } = forest.explain(&outlier);
        let (told, other) = (columns[column], columns[1 - column]);
        assert!(3.0 < score, "{outlier:?}: {score}");
        assert!(5.0 * other.attribution < told.attribution, "{outlier:?}: {columns:?}");
        assert_eq!(told.direction, direction, "{outlier:?}");
        assert!(1.0 < told.strength, "{outlier:?}: {columns:?}");
    }
    let strengths = usual[500..].iter().map(|it| it.columns[0].strength);
    let mean = strengths.clone().sum::<f64>() / strengths.count() as f64;
    assert!(mean < 0.5, "of usual records no direction is sure: {mean}");
}

#[test]
fn a_direction_of_which_all_trees_are_equally_sure_has_the_greatest_strength() {
    let mut forest = forest([20, 10, 1_000, 1], 1, 1);
    (0..20).for_each(|_| _ = forest.observe(&[50.0]));
    let usual = forest.explain(&[50.0]).columns[0];
    assert_eq!((usual.direction, usual.strength), (Direction::Low, 0.0));
    let high = forest.explain(&[90.0]).columns[0];
    assert_eq!((high.direction, high.strength), (Direction::High, STRENGTH_MAX));
}

#[test]
fn an_explanation_is_json_with_four_decimals_and_names_as_they_are() {
    let column = |direction, strength, attribution| ColumnExplanation { direction, strength, attribution };
    let columns = vec![column(Direction::High, 0.85674, 1.74466), column(Direction::Low, 7.0982, 2.0)];
    let explanation = Explanation { score: 3.8, columns };
    assert_eq!(
        explanation.to_json(&["Systolic", "a \"b\""], true),
        r#"{"Systolic":{"DIRECTION":"HIGH","STRENGTH":"0.8567","ATTRIBUTION_SCORE":"1.7447"},"a \"b\"":{"DIRECTION":"LOW","STRENGTH":"7.0982","ATTRIBUTION_SCORE":"2.0000"}}"#
    );
    assert_eq!(
        explanation.to_json(&["X", "Y"], false),
        r#"{"X":{"ATTRIBUTION_SCORE":"1.7447"},"Y":{"ATTRIBUTION_SCORE":"2.0000"}}"#
    );
}

/// The scores of heart rates by a forest of this seed.
fn scores(seed: u64) -> Vec<f64> {
    let mut forest = forest([10, 50, 500, 2], 1, seed);
    let mut rng = Rng::from_seed(5);
    (0..500).map(|_| forest.observe(&[heart_rate(&mut rng).0])).collect()
}

#[test]
fn scores_are_a_matter_of_the_seed() {
    assert_eq!(scores(1), scores(1));
    assert_ne!(scores(1), scores(2));
    // To the last bit, on every machine.
    assert_eq!(scores(1)[499], 0.882_052_191_325_809_3);
}

#[test]
fn going_on_from_a_snapshot_changes_nothing() {
    let mut forest = forest([5, 10, 30, 3], 2, 1);
    let mut restored = forest.clone();
    let mut rng = Rng::from_seed(6);
    for _ in 0..300 {
        let record = [whole(&mut rng, 0, 20), whole(&mut rng, 0, 5)];
        restored = postcard::from_bytes(&postcard::to_allocvec(&restored).unwrap()).unwrap();
        assert_eq!(restored.explain(&record), forest.explain(&record));
    }
    assert_eq!(postcard::to_allocvec(&restored), postcard::to_allocvec(&forest));
}

#[test]
fn memory_has_a_bound() {
    let mut forest = forest([20, 30, 31, 2], 3, 1);
    let mut rng = Rng::from_seed(7);
    let mut sizes = BTreeMap::new();
    for row in 0..5_000 {
        forest.observe(&[(); 3].map(|()| whole(&mut rng, 0, 1_000_000)));
        assert!(forest.points.capacity() <= 20 * 30 + 1);
        sizes.insert(row, postcard::to_allocvec(&forest).unwrap().len());
    }
    let most = |rows: core::ops::Range<i32>| sizes.range(rows).map(|(_, size)| *size).max().unwrap();
    assert!(most(1_000..5_000) < most(0..1_000) * 11 / 10, "{} {}", most(0..1_000), most(1_000..5_000));
}

#[test]
fn a_short_decay_gets_used_to_a_new_level_sooner() {
    /// The mean score of the last of 400 records at a new level, after 2,000 at another.
    fn score_at_new_level(time_decay: i64) -> f64 {
        let mut forest = forest([50, 100, time_decay, 1], 1, 1);
        let mut rng = Rng::from_seed(8);
        (0..2_000).for_each(|_| _ = forest.observe(&[whole(&mut rng, 0, 100)]));
        let scores: Vec<f64> =
            (0..400).map(|_| forest.observe(&[1_000.0 + whole(&mut rng, 0, 100)])).collect();
        scores[300..].iter().sum::<f64>() / 100.0
    }
    let [short, long] = [300, 100_000].map(score_at_new_level);
    assert!(short + 0.3 < long, "{short} {long}");
}

#[test]
fn a_shingle_sees_usual_values_in_an_unusual_order() {
    /// How many times the mean a usual value scores that comes at the wrong time.
    fn surprise(shingle_size: i64) -> f64 {
        let mut forest = forest([50, 100, 100_000, shingle_size], 1, 1);
        let mut rng = Rng::from_seed(9);
        let mut beat = |at: usize| [0.0, 40.0, 100.0, 40.0][at % 4] + whole(&mut rng, 0, 8);
        let scores: Vec<f64> = (0..1_000).map(|at| forest.observe(&[beat(at)])).collect();
        let mean = scores[500..].iter().sum::<f64>() / 500.0;
        forest.observe(&[beat(0)]);
        forest.observe(&[beat(0)]) / mean
    }
    assert!(surprise(1) < 1.3, "{}", surprise(1));
    assert!(2.0 < surprise(4), "{}", surprise(4));
}

#[test]
fn records_that_are_no_numbers_score_zero_and_are_not_learnt() {
    let mut forest = forest([5, 10, 100, 2], 1, 1);
    let mut rng = Rng::from_seed(10);
    for _ in 0..50 {
        let before = postcard::to_allocvec(&forest);
        for record in [&[f64::NAN][..], &[], &[1.0, 2.0]] {
            assert_eq!(forest.observe(record), 0.0);
            assert_eq!(forest.explain(record), Explanation::of_nothing(1));
        }
        assert_eq!(postcard::to_allocvec(&forest), before);
        forest.observe(&[whole(&mut rng, 0, 9)]);
    }
}

#[test]
fn numbers_of_any_size_can_be_judged() {
    let extremes =
        [0.0, -0.0, 5e-324, f64::MIN_POSITIVE, 1.0, 1e300, f64::MAX, f64::INFINITY, f64::NEG_INFINITY];
    for seed in 0..30 {
        let mut rng = Rng::from_seed(seed);
        let mut forest = forest([3, 10, 11 + seed as i64, 1 + seed as i64 % 3], 2, seed);
        for _ in 0..300 {
            let mut number = || match rng.in_range(0, 2) {
                0 => f64::from_bits(rng.draw()),
                _ => extremes[rng.in_range(0, 8) as usize],
            };
            let Explanation { score, columns } = forest.explain(&[number(), number()]);
            assert!((0.0..20.0).contains(&score), "{score}");
            let numbers = columns.iter().flat_map(|it| [it.strength, it.attribution]);
            assert!(numbers.into_iter().all(|it| it.is_finite() && 0.0 <= it), "{columns:?}");
        }
    }
}
