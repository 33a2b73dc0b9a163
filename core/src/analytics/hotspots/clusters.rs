//! DBSCAN over records whose neighbours are known.

use alloc::vec::Vec;

use super::neighbours::{Neighbours, Places};

/// Finds the clusters of records, each as its places: all that can be reached from a record over neighbours, where only records with
/// at least `minimum` of them lead on. A record at the edge of two clusters belongs to the first; O(places² / 64).
pub(super) fn find(
    neighbours: &Neighbours,
    minimum: u32,
    places: impl Iterator<Item = usize>,
) -> Vec<Vec<usize>> {
    let leads_on = |place: usize| minimum <= neighbours.count(place);
    let mut taken = Places::none_of(neighbours);
    let mut clusters = Vec::new();
    for first in places {
        if taken.holds(first) || !leads_on(first) {
            continue;
        }
        taken.insert(first);
        let mut cluster = Vec::from([first]);
        let mut reached = 0;
        while let Some(&place) = cluster.get(reached) {
            reached += 1;
            if leads_on(place) {
                cluster.extend(taken.take_new(neighbours.of(place)));
            }
        }
        clusters.push(cluster);
    }
    clusters
}
