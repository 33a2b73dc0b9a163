use alloc::vec;
use std::collections::BTreeMap;
use std::string::{String, ToString};

use super::*;
use crate::rng::Rng;

/// A tree and the points that it should hold.
struct Trial {
    tree: Tree,
    points: PointStore,
    rng: Rng,
    path: Path,
}

impl Trial {
    fn new(dimensions: usize, seed: u64) -> Self {
        let (tree, points) = (Tree::new(dimensions), PointStore::new(dimensions));
        Self { tree, points, rng: Rng::from_seed(seed), path: Path::new() }
    }

    fn insert(&mut self, point: &[f64]) -> u32 {
        let id = self.points.insert(point);
        let kept = self.tree.insert(id, &self.points, &mut self.rng);
        self.points.hold(kept);
        self.points.release(id);
        kept
    }

    fn delete(&mut self, id: u32) {
        self.tree.delete(id, &self.points, &mut self.path);
        self.points.release(id);
    }

    /// Checks all that must hold below a node, and gives the points there with how often each is held.
    fn audit(&self, node: Node) -> Vec<(Vec<f64>, u32)> {
        let branch = match node {
            Node::Leaf(id) => {
                let leaf = self.tree.leaves[id];
                return vec![(self.points.get(leaf.point).to_vec(), leaf.mass)];
            }
            Node::Branch(branch) => branch,
        };
        let Branch { cut, left, right } = self.tree.branches[branch];
        let (left, right) = (self.audit(left), self.audit(right));
        assert!(left.iter().all(|(point, _)| cut.is_left(point)), "{cut:?} {left:?}");
        assert!(right.iter().all(|(point, _)| !cut.is_left(point)), "{cut:?} {right:?}");
        let all = [left, right].concat();
        for (dimension, side) in self.tree.bounds(branch).iter().enumerate() {
            let covered = all.iter().map(|(point, _)| Side::of(point[dimension])).reduce(Side::join);
            assert_eq!(Some(*side), covered, "a box fits its points");
        }
        all
    }

    fn contents(&self) -> Vec<(Vec<f64>, u32)> {
        let mut contents = self.tree.root.map_or_else(Vec::new, |root| self.audit(root));
        contents.sort_by(|a, b| a.partial_cmp(b).unwrap());
        contents
    }

    /// The points as nested pairs, for points of one dimension.
    fn shape(&self, node: Node) -> String {
        match node {
            Node::Leaf(id) => self.points.get(self.tree.leaves[id].point)[0].to_string(),
            Node::Branch(branch) => {
                let Branch { left, right, .. } = self.tree.branches[branch];
                std::format!("({} {})", self.shape(left), self.shape(right))
            }
        }
    }
}

#[test]
fn a_tree_holds_what_was_inserted_and_not_deleted() {
    for seed in 0..200 {
        let dimensions = 1 + seed as usize % 4;
        let mut trial = Trial::new(dimensions, seed);
        let mut draw = Rng::from_seed(seed);
        let mut expected: Vec<(Vec<f64>, u32)> = Vec::new();
        for _ in 0..150 {
            if draw.chance_per_million(600_000) || expected.is_empty() {
                let number = |_| draw.in_range(0, 7) as f64 - 3.0;
                let point: Vec<f64> = (0..dimensions).map(number).collect();
                let id = trial.insert(&point);
                expected.push((point, id));
            } else {
                let at = draw.in_range(0, expected.len() as u64 - 1) as usize;
                trial.delete(expected.swap_remove(at).1);
            }
            let mut counts: BTreeMap<String, (Vec<f64>, u32)> = BTreeMap::new();
            for (point, _) in &expected {
                counts.entry(std::format!("{point:?}")).or_insert((point.clone(), 0)).1 += 1;
            }
            let mut counts: Vec<_> = counts.into_values().collect();
            counts.sort_by(|a, b| a.partial_cmp(b).unwrap());
            assert_eq!(trial.contents(), counts);
        }
    }
}

#[test]
fn places_of_what_is_gone_are_used_again() {
    let mut trial = Trial::new(1, 1);
    let mut held: Vec<u32> = (0..10).map(|x| trial.insert(&[f64::from(x)])).collect();
    for x in 10..1_000 {
        trial.delete(held.remove(0));
        held.push(trial.insert(&[f64::from(x)]));
    }
    let Trial { tree, points, .. } = &trial;
    assert_eq!([tree.leaves.capacity(), tree.branches.capacity(), tree.sides.len()], [10, 9, 9]);
    assert_eq!(points.capacity(), 10);
    held.into_iter().for_each(|id| trial.delete(id));
    assert_eq!(trial.contents(), []);
}

/// How often each shape comes of a tree over points that come, and of which some go, in this order.
fn shapes(inserted: &[f64], deleted: &[f64]) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for seed in 0..20_000 {
        let mut trial = Trial::new(1, seed);
        let ids: Vec<u32> = inserted.iter().map(|&x| trial.insert(&[x])).collect();
        for x in deleted {
            trial.delete(ids[inserted.iter().position(|it| it == x).unwrap()]);
        }
        *counts.entry(trial.shape(trial.tree.root.unwrap())).or_insert(0) += 1;
    }
    counts
}

#[test]
fn trees_are_distributed_alike_whatever_came_and_went() {
    // Of 0, 1, 3 and 10, the first cut lies between 3 and 10 in 7 of 10 trees, and so on down.
    let expected = [
        ("(((0 1) 3) 10)", 0.7 * 2.0 / 3.0),
        ("((0 (1 3)) 10)", 0.7 / 3.0),
        ("((0 1) (3 10))", 0.2),
        ("(0 ((1 3) 10))", 0.1 * 7.0 / 9.0),
        ("(0 (1 (3 10)))", 0.1 * 2.0 / 9.0),
    ];
    let histories: [(&[f64], &[f64]); 4] = [
        (&[0.0, 1.0, 3.0, 10.0], &[]),
        (&[10.0, 1.0, 0.0, 3.0], &[]),
        (&[5.0, 3.0, -8.0, 0.0, 10.0, 1.0], &[5.0, -8.0]),
        (&[0.0, 20.0, 10.0, 2.0, 3.0, 0.5, 1.0], &[20.0, 0.5, 2.0]),
    ];
    for (inserted, deleted) in histories {
        let counts = shapes(inserted, deleted);
        assert_eq!(counts.len(), expected.len(), "{counts:?}");
        for (shape, share) in expected {
            let seen = f64::from(counts[shape]) / 20_000.0;
            // Four standard deviations.
            let slack = 4.0 * (share * (1.0 - share) / 20_000.0_f64).sqrt();
            assert!(
                (seen - share).abs() < slack,
                "{shape} after {inserted:?} {deleted:?}: {seen} for {share}"
            );
        }
    }
}

#[test]
fn a_dimension_is_cut_in_proportion_to_its_side() {
    let mut cuts = [0; 2];
    for seed in 0..10_000 {
        let mut trial = Trial::new(2, seed);
        [[0.0, 0.0], [3.0, 0.5], [1.0, 1.0]].iter().for_each(|point| _ = trial.insert(point));
        let Some(Node::Branch(root)) = trial.tree.root else { panic!("three points need a branch") };
        cuts[trial.tree.branches[root].cut.dimension as usize] += 1;
    }
    assert!((7_300..7_700).contains(&cuts[0]), "{cuts:?}");
}

#[test]
fn numbers_of_any_size_can_be_cut() {
    let extremes = [
        0.0,
        f64::MIN_POSITIVE,
        5e-324,
        1.0,
        1.0 + f64::EPSILON,
        1e290,
        -1e290,
        1e290 * (1.0 - f64::EPSILON),
    ];
    for seed in 0..500 {
        let mut trial = Trial::new(2, seed);
        let mut ids = Vec::new();
        for &x in &extremes {
            for &y in &extremes {
                ids.push(trial.insert(&[x, y]));
            }
        }
        assert_eq!(trial.contents().len(), 64);
        ids.into_iter().for_each(|id| trial.delete(id));
        assert_eq!(trial.contents(), []);
    }
}
