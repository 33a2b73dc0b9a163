//! HOTSPOTS: where the last records lie close together.
//!
//! A hotspot is a cluster of the last `windowSize` records as DBSCAN finds it (Ester and others 1996), told by the box around it. Which
//! records are near each other is kept from row to row: a new record is compared with each other once, and no two are compared
//! again.

mod clusters;
mod neighbours;
#[cfg(test)]
mod tests;
mod window;

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize, Serializer};

use super::parameter::{NUMERIC_COLUMNS, Parameter, Refusal};
use neighbours::Neighbours;
use window::Window;

/// Records that hotspots are looked for among.
pub const WINDOW_SIZE: Parameter = Parameter::new("windowSize", 100, 1_000);
/// How near records of a hotspot are to their neighbours.
pub const SCAN_RADIUS: &str = "scanRadius";
/// Records around one that make it part of a hotspot, itself among them. It is at most the window's size, too.
pub const MINIMUM_NUMBER_OF_POINTS: Parameter = Parameter::new("minimumNumberOfPointsInAHotspot", 2, 1_000);

/// What hotspots are looked for with. Source: SQL reference, HOTSPOTS.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    window_size: u32,
    scan_radius: f64,
    minimum_number_of_points: u32,
    columns: u32,
}

/// The last records of a stream, and which of them are near each other.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Kept")]
pub struct Hotspots {
    kept: Kept,
    neighbours: Neighbours,
}

/// What a snapshot holds. All else follows from it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    parameters: Parameters,
    window: Window,
}

/// A region in which records lie close together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hotspot {
    /// How many records there are, divided by the size of the box around them. Assumed: the size is the product of its sides, where a
    /// side of no length counts as the scan radius.
    pub density: f64,
    /// The least value of each column.
    pub min_values: Vec<f64>,
    /// The greatest value of each column.
    pub max_values: Vec<f64>,
}

impl Parameters {
    /// The parameters, in the call's order, for a cursor with so many numeric columns.
    ///
    /// # Errors
    /// One that may not be so, in the call's order; then too few or too many columns.
    pub fn new(
        window_size: i64,
        scan_radius: f64,
        minimum_number_of_points: i64,
        columns: usize,
    ) -> Result<Self, Refusal> {
        let window_size = WINDOW_SIZE.check(window_size)?;
        if scan_radius.is_nan() || scan_radius <= 0.0 {
            return Err(Refusal::NotPositive(SCAN_RADIUS));
        }
        let minimum_number_of_points = MINIMUM_NUMBER_OF_POINTS.check(minimum_number_of_points)?;
        MINIMUM_NUMBER_OF_POINTS.check_at_most(minimum_number_of_points, WINDOW_SIZE, window_size)?;
        let columns = NUMERIC_COLUMNS.check(i64::try_from(columns).unwrap_or(i64::MAX))?;
        Ok(Self { window_size, scan_radius, minimum_number_of_points, columns })
    }
}

impl Hotspots {
    /// An empty window.
    pub fn new(parameters: Parameters) -> Self {
        Kept { parameters, window: Window::new(parameters.window_size, parameters.columns) }.into()
    }

    /// Takes in a record, and lets go of the oldest once the window is full; O(`windowSize` × columns). A record that is no number in
    /// some column, or has another number of columns, is left out.
    pub fn observe(&mut self, record: &[f64]) {
        let is_whole = record.len() == self.kept.parameters.columns as usize;
        if !is_whole || record.iter().any(|number| number.is_nan()) {
            return;
        }
        let place = self.kept.window.push(record);
        self.neighbours.forget(place);
        self.meet(place, 0..self.kept.window.len());
    }

    /// The hotspots of the window, that of the oldest record first; O(`windowSize`² / 64). None before the window is full: Assumed.
    pub fn hotspots(&self) -> Vec<Hotspot> {
        if !self.kept.window.is_full() {
            return Vec::new();
        }
        let Parameters { minimum_number_of_points, scan_radius, .. } = self.kept.parameters;
        let clusters =
            clusters::find(&self.neighbours, minimum_number_of_points, self.kept.window.oldest_first());
        clusters.iter().map(|places| self.around(places, scan_radius)).collect()
    }

    /// The text of HOTSPOTS_RESULT. Source: Developer Guide, "Detecting Hotspots on a Stream".
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Told {
            hotspots: Vec<Hotspot>,
        }
        serde_json::to_string(&Told { hotspots: self.hotspots() }).expect("numbers always serialise")
    }

    /// Compares the record at a place with those at others.
    fn meet(&mut self, place: usize, others: core::ops::Range<usize>) {
        let Kept { parameters, window } = &self.kept;
        let point = window.get(place);
        for other in others {
            if is_near(point, window.get(other), parameters.scan_radius) {
                self.neighbours.join(place, other);
            }
        }
    }

    /// The box around the records at some places.
    fn around(&self, places: &[usize], scan_radius: f64) -> Hotspot {
        let mut points = places.iter().map(|&place| self.kept.window.get(place));
        let mut min_values = points.next().unwrap_or_default().to_vec();
        let mut max_values = min_values.clone();
        for point in points {
            for ((min, max), &value) in min_values.iter_mut().zip(&mut max_values).zip(point) {
                *min = min.min(value);
                *max = max.max(value);
            }
        }
        let sides = min_values.iter().zip(&max_values).map(|(min, max)| max - min);
        let size: f64 = sides.map(|side| if side == 0.0 { scan_radius } else { side }).product();
        let density = (places.len() as f64 / size).min(f64::MAX);
        Hotspot { density, min_values, max_values }
    }
}

/// Whether two records are at most the radius apart. Dividing first keeps squares from overflowing where it matters.
fn is_near(a: &[f64], b: &[f64], radius: f64) -> bool {
    let squares = a.iter().zip(b).map(|(a, b)| {
        let apart = (a - b) / radius;
        apart * apart
    });
    squares.sum::<f64>() <= 1.0
}

impl From<Kept> for Hotspots {
    fn from(kept: Kept) -> Self {
        let neighbours = Neighbours::new(kept.parameters.window_size as usize);
        let mut hotspots = Self { kept, neighbours };
        for place in 0..hotspots.kept.window.len() {
            hotspots.meet(place, 0..place + 1);
        }
        hotspots
    }
}

impl Serialize for Hotspots {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.kept.serialize(serializer)
    }
}
