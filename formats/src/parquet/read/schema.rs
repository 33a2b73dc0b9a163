//! The tree of columns, from its flattened elements.

use super::Failure;
use super::thrift::{Message, Value};
use crate::table::{Column, DataType};

/// How deeply columns may lie in each other.
const DEPTH_MAX: usize = 40;

/// What a file's rows are.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) fields: Vec<Field>,
    /// The columns that have values, in their order.
    pub(super) leaves: Vec<Leaf>,
}

/// A field, and how its values are put together.
#[derive(Debug)]
pub(super) struct Field {
    name: String,
    pub(super) is_optional: bool,
    pub(super) shape: Shape,
}

/// What a field is made of.
#[derive(Debug)]
pub(super) enum Shape {
    /// The values of a leaf.
    Leaf(usize, DataType),
    Struct(Vec<Field>),
    List(Box<Field>),
    Map(Box<Field>, Box<Field>),
}

/// A column that has values.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) physical: i64,
    /// Of values that are all of one length.
    pub(super) type_length: usize,
    pub(super) meaning: Meaning,
    pub(super) definition_max: u32,
    pub(super) repetition_max: u32,
}

/// What values mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// The type says it.
    Plain(DataType),
    /// A moment; so many units make a second.
    Moment(i64),
}

impl Meaning {
    fn data_type(&self) -> DataType {
        match self {
            Self::Plain(data_type) => data_type.clone(),
            Self::Moment(_) => DataType::Timestamp,
        }
    }
}

const OPTIONAL: i64 = 1;
const REPEATED: i64 = 2;

/// Converted types.
const UTF8: i64 = 0;
const MAP: i64 = 1;
const MAP_KEY_VALUE: i64 = 2;
const LIST: i64 = 3;

impl Schema {
    pub(super) fn read(elements: &[Value<'_>]) -> Result<Self, Failure> {
        let mut walk = Walk { elements, next: 0, leaves: Vec::new() };
        let root = walk.take(0).ok_or(Failure::Broken("schema"))?;
        let fields =
            root.children.into_iter().map(|child| walk.field(child, 0, 0)).collect::<Option<Vec<_>>>();
        Ok(Self { fields: fields.ok_or(Failure::NotSupported("its schema"))?, leaves: walk.leaves })
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        self.fields.iter().map(Field::column).collect()
    }
}

impl Field {
    fn column(&self) -> Column {
        Column { name: self.name.clone(), data_type: self.data_type() }
    }

    fn data_type(&self) -> DataType {
        match &self.shape {
            Shape::Leaf(_, data_type) => data_type.clone(),
            Shape::Struct(fields) => DataType::Struct(fields.iter().map(Self::column).collect()),
            Shape::List(element) => DataType::Array(Box::new(element.data_type())),
            Shape::Map(key, value) => DataType::Map(Box::new(key.data_type()), Box::new(value.data_type())),
        }
    }
}

/// An element with those within it.
struct Node<'a> {
    element: &'a Message<'a>,
    children: Vec<Node<'a>>,
}

struct Walk<'a> {
    elements: &'a [Value<'a>],
    next: usize,
    leaves: Vec<Leaf>,
}

impl<'a> Walk<'a> {
    fn take(&mut self, depth: usize) -> Option<Node<'a>> {
        let element = self.elements.get(self.next).filter(|_| depth <= DEPTH_MAX)?.message()?;
        self.next += 1;
        let count = element.length(5).unwrap_or(0);
        let children = (0..count).map(|_| self.take(depth + 1)).collect::<Option<Vec<_>>>()?;
        Some(Node { element, children })
    }

    /// A field within so many levels. Leaves are numbered as they are met.
    fn field(&mut self, node: Node<'a>, definition: u32, repetition: u32) -> Option<Field> {
        if node.element.whole(3) == Some(REPEATED) {
            // A list without a group around it: never null itself, and its elements are not either.
            let name = node.element.text(4)?.to_owned();
            let element = self.content(node, false, definition + 1, repetition + 1)?;
            return Some(Field { name, is_optional: false, shape: Shape::List(Box::new(element)) });
        }
        let is_optional = node.element.whole(3) == Some(OPTIONAL);
        self.content(node, is_optional, definition + u32::from(is_optional), repetition)
    }

    fn content(
        &mut self,
        node: Node<'a>,
        is_optional: bool,
        definition: u32,
        repetition: u32,
    ) -> Option<Field> {
        let name = node.element.text(4)?.to_owned();
        let is_leaf = node.element.whole(1).is_some() && node.element.whole(5).is_none_or(|count| count == 0);
        let shape = if is_leaf {
            self.leaf(node.element, definition, repetition)?
        } else {
            self.group(node, definition, repetition)?
        };
        Some(Field { name, is_optional, shape })
    }

    fn group(&mut self, mut node: Node<'a>, definition: u32, repetition: u32) -> Option<Shape> {
        let is_repeated = |node: &Node<'_>| node.element.whole(3) == Some(REPEATED);
        let wraps_list = node.children.len() == 1 && is_repeated(&node.children[0]);
        match converted(node.element) {
            Some(LIST) if wraps_list => {
                let mut repeated = node.children.pop()?;
                let name = repeated.element.text(4)?;
                let is_element = repeated.children.len() != 1 || name == "array" || name.ends_with("_tuple");
                let element = if is_element {
                    self.content(repeated, false, definition + 1, repetition + 1)?
                } else {
                    self.field(repeated.children.pop()?, definition + 1, repetition + 1)?
                };
                Some(Shape::List(Box::new(element)))
            }
            Some(MAP | MAP_KEY_VALUE) if wraps_list && node.children[0].children.len() == 2 => {
                let mut entry = node.children.pop()?.children.into_iter();
                let key = self.field(entry.next()?, definition + 1, repetition + 1)?;
                let value = self.field(entry.next()?, definition + 1, repetition + 1)?;
                Some(Shape::Map(Box::new(key), Box::new(value)))
            }
            _ if node.children.is_empty() => None,
            _ => {
                let fields = node.children.into_iter().map(|child| self.field(child, definition, repetition));
                fields.collect::<Option<Vec<_>>>().map(Shape::Struct)
            }
        }
    }

    fn leaf(&mut self, element: &Message<'_>, definition_max: u32, repetition_max: u32) -> Option<Shape> {
        let physical = element.whole(1)?;
        let type_length = usize::try_from(element.whole(2).unwrap_or(0)).ok()?;
        let meaning = meaning(element, physical)?;
        let data_type = meaning.data_type();
        self.leaves.push(Leaf { physical, type_length, meaning, definition_max, repetition_max });
        Some(Shape::Leaf(self.leaves.len() - 1, data_type))
    }
}

/// The converted type, or that of the logical type where only that is said.
fn converted(element: &Message<'_>) -> Option<i64> {
    element.whole(6).or_else(|| {
        let logical = element.message(10)?;
        [(1, UTF8), (2, MAP), (3, LIST)]
            .into_iter()
            .find(|(field, _)| logical.message(*field).is_some())
            .map(|(_, kind)| kind)
    })
}

/// What the values of a column mean; what the catalog has no type for is shown as what it is stored as.
fn meaning(element: &Message<'_>, physical: i64) -> Option<Meaning> {
    let unit =
        element.message(10).and_then(|logical| logical.message(8)).and_then(|moment| moment.message(2));
    if let Some(unit) = unit {
        let per_second = [(1, 1_000), (2, 1_000_000), (3, 1_000_000_000)];
        let found = per_second.into_iter().find(|(field, _)| unit.message(*field).is_some());
        return found.map(|(_, per_second)| Meaning::Moment(per_second));
    }
    let small = |field| u8::try_from(element.whole(field).unwrap_or(0)).ok().filter(|number| *number <= 38);
    let plain = match (converted(element), physical) {
        (Some(9), 2) => return Some(Meaning::Moment(1_000)),
        (Some(10), 2) => return Some(Meaning::Moment(1_000_000)),
        (Some(UTF8 | 4 | 19), 6 | 7) => DataType::String,
        (Some(5), 1 | 2 | 6 | 7) => DataType::Decimal { precision: small(8)?, scale: small(7)? },
        (Some(6), 1) => DataType::Date,
        (Some(15), 1) => DataType::TinyInt,
        (Some(16), 1) => DataType::SmallInt,
        (_, 0) => DataType::Boolean,
        (_, 1) => DataType::Int,
        (_, 2) => DataType::BigInt,
        (_, 3) => DataType::Timestamp,
        (_, 4) => DataType::Float,
        (_, 5) => DataType::Double,
        (_, 6 | 7) => DataType::Binary,
        _ => return None,
    };
    Some(Meaning::Plain(plain))
}
