//! Rows out of levels: the way back from what the writer does.

use super::Failure;
use super::column::Read;
use super::schema::{Field, Shape};
use crate::store::{List, Map, Store, Struct, Values};

/// Where in the levels a field lies: its parent has a value where `definition` is reached, and goes on as the same one
/// where `repetition` is passed.
#[derive(Clone, Copy)]
struct Place {
    definition: u32,
    repetition: u32,
}

/// Puts rows together.
pub(super) fn rows(fields: &[Field], leaves: Vec<Read>, count: usize) -> Result<Struct, Failure> {
    let mut leaves: Vec<Leaf> = leaves.into_iter().map(Leaf::new).collect();
    structure(fields, &mut leaves, Place { definition: 0, repetition: 0 }, count)
}

/// A leaf whose values are taken when their turn comes.
struct Leaf {
    definition: Vec<u32>,
    repetition: Vec<u32>,
    values: Option<Values>,
}

impl Leaf {
    fn new(read: Read) -> Self {
        Self { definition: read.definition, repetition: read.repetition, values: Some(read.values) }
    }

    /// The definition at each slot of a place.
    fn slots(&self, at: Place) -> impl Iterator<Item = u32> {
        let levels = self.definition.iter().zip(&self.repetition);
        levels
            .filter(move |(d, r)| **r <= at.repetition && **d >= at.definition)
            .map(|(definition, _)| *definition)
    }
}

fn structure(fields: &[Field], leaves: &mut [Leaf], at: Place, count: usize) -> Result<Struct, Failure> {
    let fields = fields.iter().map(|field| store(field, leaves, at));
    let fields = fields.collect::<Result<Vec<_>, _>>()?;
    if fields.iter().any(|field| field.len() != count) {
        return Err(Failure::Broken("rows"));
    }
    Ok(Struct { count, fields })
}

fn store(field: &Field, leaves: &mut [Leaf], at: Place) -> Result<Store, Failure> {
    let own = Place { definition: at.definition + u32::from(field.is_optional), ..at };
    let present: Vec<bool> =
        leaves[first_leaf(&field.shape)].slots(at).map(|level| level >= own.definition).collect();
    let count = present.iter().filter(|present| **present).count();
    let values = match &field.shape {
        Shape::Leaf(index, _) => leaves[*index].values.take().ok_or(Failure::Broken("rows"))?,
        Shape::Struct(fields) => Values::Struct(structure(fields, leaves, own, count)?),
        Shape::List(element) => {
            let (ends, within) = ends(&leaves[first_leaf(&element.shape)], own);
            let element = store(element, leaves, within)?;
            check(&[&element], &ends, count)?;
            Values::List(Box::new(List { ends, element }))
        }
        Shape::Map(key, value) => {
            let (ends, within) = ends(&leaves[first_leaf(&key.shape)], own);
            let (key, value) = (store(key, leaves, within)?, store(value, leaves, within)?);
            check(&[&key, &value], &ends, count)?;
            Values::Map(Box::new(Map { ends, key, value }))
        }
    };
    Ok(Store { present, values })
}

/// Where each list ends, and the place of their elements.
fn ends(leaf: &Leaf, own: Place) -> (Vec<usize>, Place) {
    let within = Place { definition: own.definition + 1, repetition: own.repetition + 1 };
    let mut ends = Vec::new();
    let mut count = 0;
    for (definition, repetition) in leaf.definition.iter().zip(&leaf.repetition) {
        if *definition < own.definition || *repetition > within.repetition {
            continue;
        }
        count += usize::from(*definition >= within.definition);
        match ends.last_mut() {
            Some(last) if *repetition > own.repetition => *last = count,
            _ => ends.push(count),
        }
    }
    (ends, within)
}

/// Columns that were written together have as many values; broken ones need not.
fn check(parts: &[&Store], ends: &[usize], count: usize) -> Result<(), Failure> {
    let total = ends.last().copied().unwrap_or(0);
    let fits = ends.len() == count && parts.iter().all(|part| part.len() == total);
    if fits { Ok(()) } else { Err(Failure::Broken("lists")) }
}

/// The leaf by whose levels a field's own are known.
fn first_leaf(shape: &Shape) -> usize {
    match shape {
        Shape::Leaf(index, _) => *index,
        Shape::Struct(fields) => fields.first().map_or(0, |field| first_leaf(&field.shape)),
        Shape::List(element) => first_leaf(&element.shape),
        Shape::Map(key, _) => first_leaf(&key.shape),
    }
}
