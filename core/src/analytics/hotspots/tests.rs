use std::string::ToString;
use std::vec;

use super::*;
use crate::rng::Rng;

#[track_caller]
fn check_parameters(parameters: (i64, f64, i64), columns: usize, expected: &str) {
    let (window_size, scan_radius, minimum) = parameters;
    let answer = Parameters::new(window_size, scan_radius, minimum, columns);
    assert_eq!(answer.map_or_else(|refusal| refusal.to_string(), |_| "fine".into()), expected);
}

#[test]
fn each_parameter_has_its_range() {
    check_parameters((100, 0.013, 20), 2, "fine");
    check_parameters((1_000, f64::MIN_POSITIVE, 1_000), 30, "fine");
    check_parameters((99, 1.0, 2), 1, "windowSize must be from 100 to 1000, not 99");
    check_parameters((1_001, 1.0, 2), 1, "windowSize must be from 100 to 1000, not 1001");
    for radius in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
        check_parameters((100, radius, 2), 1, "scanRadius must be greater than zero");
    }
    let minimum = "minimumNumberOfPointsInAHotspot must be";
    check_parameters((100, 1.0, 1), 1, &std::format!("{minimum} from 2 to 1000, not 1"));
    check_parameters((1_000, 1.0, 1_001), 1, &std::format!("{minimum} from 2 to 1000, not 1001"));
    check_parameters(
        (100, 1.0, 101),
        1,
        &std::format!("{minimum} at most windowSize, which is 100, not 101"),
    );
    check_parameters((100, 1.0, 2), 0, "the number of numeric columns must be from 1 to 30, not 0");
    check_parameters((100, 1.0, 2), 31, "the number of numeric columns must be from 1 to 30, not 31");
}

/// DBSCAN as it was published, all distances anew, over points from the oldest to the newest: the boxes of the clusters.
fn naive(points: &[Vec<f64>], radius: f64, minimum: usize) -> Vec<(usize, Vec<f64>, Vec<f64>)> {
    let distance = |a: usize, b: usize| {
        let squares = points[a].iter().zip(&points[b]).map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>().sqrt()
    };
    let around =
        |a: usize| -> Vec<usize> { (0..points.len()).filter(|&b| distance(a, b) <= radius).collect() };
    let mut labels: Vec<Option<usize>> = vec![None; points.len()];
    let mut clusters = 0;
    for point in 0..points.len() {
        if labels[point].is_some() || around(point).len() < minimum {
            continue;
        }
        let mut seeds = vec![point];
        while let Some(seed) = seeds.pop() {
            if labels[seed].is_none() {
                labels[seed] = Some(clusters);
                if minimum <= around(seed).len() {
                    seeds.extend(around(seed));
                }
            }
        }
        clusters += 1;
    }
    let members = |cluster| (0..points.len()).filter(move |&point| labels[point] == Some(cluster));
    let members: Vec<Vec<usize>> = (0..clusters).map(|cluster| members.clone()(cluster).collect()).collect();
    let fold = |members: &[usize], join: fn(f64, f64) -> f64| -> Vec<f64> {
        let column = |column: usize| members.iter().map(move |&point| points[point][column]).reduce(join);
        (0..points[0].len()).filter_map(column).collect()
    };
    members.iter().map(|members| (members.len(), fold(members, f64::min), fold(members, f64::max))).collect()
}

/// A point near one of a few places, or anywhere.
fn draw_point(rng: &mut Rng, columns: usize, centres: u64) -> Vec<f64> {
    let centre = rng.in_range(0, centres);
    let mut number = |width: f64| (rng.in_range(0, 1_000_000) as f64 / 1e6 - 0.5) * width;
    let at = |column: usize| (centre * 7 + column as u64 * 3) as f64 % 10.0;
    if centre == 0 {
        (0..columns).map(|_| number(20.0)).collect()
    } else {
        (0..columns).map(|column| at(column) + number(1.5)).collect()
    }
}

#[test]
fn hotspots_are_the_clusters_of_a_naive_search() {
    let mut found = 0;
    for seed in 0..60 {
        let mut rng = Rng::from_seed(seed);
        let columns = 1 + seed as usize % 3;
        let window_size = rng.in_range(100, 140) as usize;
        let (radius, minimum) = (rng.in_range(5, 60) as f64 / 50.0, rng.in_range(2, 12));
        let parameters = Parameters::new(window_size as i64, radius, minimum as i64, columns).unwrap();
        let mut hotspots = Hotspots::new(parameters);
        let mut points: Vec<Vec<f64>> = Vec::new();
        let centres = rng.in_range(1, 4);
        for row in 0..400 {
            let point = draw_point(&mut rng, columns, centres);
            hotspots.observe(&point);
            points.push(point);
            if points.len() < window_size {
                assert_eq!(hotspots.hotspots(), [], "the window is not full");
                continue;
            }
            if row % 13 != 0 {
                continue;
            }
            let expected = naive(&points[points.len() - window_size..], radius, minimum as usize);
            found += expected.len();
            let told = hotspots.hotspots();
            assert_eq!(told.len(), expected.len());
            for (hotspot, (count, min_values, max_values)) in told.iter().zip(&expected) {
                assert_eq!((&hotspot.min_values, &hotspot.max_values), (min_values, max_values));
                let sides = min_values.iter().zip(max_values).map(|(min, max)| max - min);
                let size: f64 = sides.map(|side| if side == 0.0 { radius } else { side }).product();
                assert_eq!(hotspot.density, *count as f64 / size);
            }
        }
    }
    assert!(1_000 < found, "there was much to find: {found}");
}

#[test]
fn a_snapshot_changes_nothing() {
    let mut rng = Rng::from_seed(8);
    let mut hotspots = Hotspots::new(Parameters::new(100, 0.4, 5, 2).unwrap());
    for _ in 0..300 {
        hotspots.observe(&draw_point(&mut rng, 2, 3));
        let bytes = postcard::to_allocvec(&hotspots).unwrap();
        assert!(bytes.len() < 100 * 2 * 8 + 100);
        let restored: Hotspots = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(restored.to_json(), hotspots.to_json());
        hotspots = restored;
    }
}

/// Twenty records at one spot of a line that others lie far apart on.
fn line_with_spot() -> Hotspots {
    let mut hotspots = Hotspots::new(Parameters::new(100, 0.5, 10, 1).unwrap());
    for number in 0..80 {
        hotspots.observe(&[f64::from(number)]);
    }
    for number in 0..20 {
        hotspots.observe(&[200.0 + f64::from(number) / 16.0]);
    }
    hotspots
}

#[test]
fn a_hotspot_is_told_by_the_box_around_its_records() {
    let hotspots = line_with_spot();
    assert_eq!(
        hotspots.to_json(),
        r#"{"hotspots":[{"density":16.842105263157894,"minValues":[200.0],"maxValues":[201.1875]}]}"#
    );
    assert_eq!(Hotspots::new(hotspots.kept.parameters).to_json(), r#"{"hotspots":[]}"#);
}

#[test]
fn records_are_near_at_the_radius_and_no_further() {
    for (radius, count) in [(1.0, 1), (f64::from_bits(1_f64.to_bits() - 1), 0)] {
        let mut hotspots = Hotspots::new(Parameters::new(100, radius, 3, 1).unwrap());
        (0..100).for_each(|number| hotspots.observe(&[f64::from(number)]));
        assert_eq!(hotspots.hotspots().len(), count, "{radius}");
    }
}

#[test]
fn equal_records_are_a_spot_as_large_as_the_radius() {
    let mut hotspots = Hotspots::new(Parameters::new(100, 0.5, 10, 2).unwrap());
    (0..100).for_each(|_| hotspots.observe(&[3.0, -4.0]));
    let spot = Hotspot { density: 400.0, min_values: vec![3.0, -4.0], max_values: vec![3.0, -4.0] };
    assert_eq!(hotspots.hotspots(), [spot]);
}

#[test]
fn both_zeros_are_one() {
    let mut hotspots = Hotspots::new(Parameters::new(100, 0.5, 10, 1).unwrap());
    (0..100).for_each(|row| hotspots.observe(&[if row % 3 == 0 { 0.0 } else { -0.0 }]));
    assert_eq!(hotspots.to_json(), r#"{"hotspots":[{"density":200.0,"minValues":[0.0],"maxValues":[0.0]}]}"#);
}

#[test]
fn records_that_are_no_numbers_are_left_out() {
    let mut hotspots = line_with_spot();
    let before = hotspots.to_json();
    for record in [&[f64::NAN][..], &[], &[1.0, 2.0]] {
        hotspots.observe(record);
        assert_eq!(hotspots.to_json(), before);
    }
}

#[test]
fn numbers_of_any_size_give_json() {
    let extremes = [0.0, -0.0, 5e-324, -1e-200, 1.0, 1e200, f64::MAX, f64::INFINITY, f64::NEG_INFINITY];
    for radius in [5e-324, 1e-200, 1.0, 1e200, f64::MAX, f64::INFINITY] {
        let mut rng = Rng::from_seed(1);
        let mut hotspots = Hotspots::new(Parameters::new(100, radius, 3, 3).unwrap());
        for _ in 0..300 {
            hotspots.observe(&[(); 3].map(|()| extremes[rng.in_range(0, 8) as usize]));
            let told: serde_json::Value = serde_json::from_str(&hotspots.to_json()).unwrap();
            for hotspot in told["hotspots"].as_array().unwrap() {
                assert!(hotspot["density"].is_number(), "{hotspot}");
            }
        }
    }
}
