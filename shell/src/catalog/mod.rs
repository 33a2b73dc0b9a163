//! The services and operations that the AWS CLI knows, as data.
//!
//! `services.json` is written by `tests/catalog.rs` from the engine's declarations and the facts of AWS's service model in
//! `tests/model/`. A service that the engine gets is in it once that test has run with `UPDATE_EXPECT=1`.

mod name;

use crate::value::{self, Value};
pub(crate) use name::kebab;

const SERVICES: &str = include_str!("services.json");

/// Every service.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// By name.
    pub services: Vec<Service>,
}

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// As the AWS CLI spells it.
    pub name: String,
    /// As `X-Amz-Target` spells it.
    pub target: String,
    /// By name.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// AWS's name.
    pub name: String,
    /// As the AWS CLI spells it.
    pub command: String,
    /// What it does, in one sentence; empty where the engine does not run it.
    pub about: String,
    /// What it takes, in the order of the service model.
    pub input: Vec<Member>,
    /// What it gives, in the order of the service model.
    pub output: Vec<Member>,
    /// How its answers come in pages, if they do.
    pub pages: Option<Pages>,
}

/// A member of a structure.
#[derive(Clone, Debug)]
pub struct Member {
    /// AWS's name.
    pub name: String,
    /// Whether it must be given.
    pub required: bool,
    /// What it says, in one sentence; empty inside of structures.
    pub about: String,
    /// What it holds.
    pub shape: Shape,
}

/// What a value is.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its type.
    pub kind: Kind,
    /// The least number, or length.
    pub min: Option<i64>,
    /// The greatest number, or length.
    pub max: Option<i64>,
    /// The texts that it may be; empty where any may.
    pub values: Vec<String>,
}

/// A type.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// A number that need not be whole.
    Double,
    /// True or false.
    Boolean,
    /// Bytes.
    Blob,
    /// A point in time.
    Timestamp,
    /// A list of these.
    List(Box<Shape>),
    /// A map from text to these.
    Map(Box<Shape>),
    /// A structure.
    Structure(Vec<Member>),
}

/// How answers come in pages; each key is a path of names.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The input member that says where to go on.
    pub input: String,
    /// Where the answer says that.
    pub output: String,
    /// Where the answer says whether there is more; it does by `output` otherwise.
    pub more: Option<String>,
    /// What is collected of all pages; the first is counted.
    pub results: Vec<String>,
    /// What is taken of the first page alone.
    pub first_only: Vec<String>,
    /// The input member that limits a page.
    pub limit: Option<String>,
}

impl Catalog {
    /// The services of the engine.
    pub fn new() -> Self {
        let value = value::parse(SERVICES).expect("a test wrote the file");
        Self { services: list(&value, Service::read) }
    }

    /// The service of this name.
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.name == name)
    }
}

impl Default for Catalog {
    fn default() -> Self {
        Self::new()
    }
}

impl Service {
    /// The operation that the AWS CLI spells so.
    pub fn operation(&self, command: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.command == command)
    }

    fn read(value: &Value) -> Self {
        Self {
            name: text(value, "name"),
            target: text(value, "target"),
            operations: value.get("operations").map_or_else(Vec::new, |all| list(all, Operation::read)),
        }
    }
}

impl Operation {
    /// The input member of this name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.input.iter().find(|member| member.name == name)
    }

    fn read(value: &Value) -> Self {
        let name = text(value, "name");
        Self {
            command: kebab(&name),
            name,
            about: text(value, "about"),
            input: members(value.get("input")),
            output: members(value.get("output")),
            pages: value.get("pages").map(Pages::read),
        }
    }
}

impl Member {
    /// The flag that gives it.
    pub fn flag(&self) -> String {
        format!("--{}", kebab(&self.name))
    }
}

impl Shape {
    fn read(value: &Value) -> Self {
        let inner = |name: &str| Box::new(value.get(name).map_or_else(Self::text, Self::read));
        let kind = match value.get("type").and_then(Value::as_text).unwrap_or_default() {
            "integer" => Kind::Integer,
            "long" => Kind::Long,
            "double" => Kind::Double,
            "boolean" => Kind::Boolean,
            "blob" => Kind::Blob,
            "timestamp" => Kind::Timestamp,
            "list" => Kind::List(inner("member")),
            "map" => Kind::Map(inner("value")),
            "structure" => Kind::Structure(members(value.get("members"))),
            _ => Kind::Text,
        };
        let number = |name: &str| value.get(name).and_then(Value::as_integer);
        Self { kind, min: number("min"), max: number("max"), values: texts(value.get("enum")) }
    }

    fn text() -> Self {
        Self { kind: Kind::Text, min: None, max: None, values: Vec::new() }
    }

    /// Whether it is a list, a map or a structure.
    pub fn is_complex(&self) -> bool {
        matches!(self.kind, Kind::List(_) | Kind::Map(_) | Kind::Structure(_))
    }
}

impl Pages {
    fn read(value: &Value) -> Self {
        let optional = |name: &str| value.get(name).and_then(Value::as_text).map(String::from);
        Self {
            input: text(value, "input_token"),
            output: text(value, "output_token"),
            more: optional("more_results"),
            results: texts(value.get("result_key")),
            first_only: texts(value.get("non_aggregate_keys")),
            limit: optional("limit_key"),
        }
    }
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_list().unwrap_or_default().iter().map(read).collect()
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_text).unwrap_or_default().into()
}

/// A list of texts, or one alone.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Text(text)) => vec![text.clone()],
        Some(value) => list(value, |item| item.as_text().unwrap_or_default().into()),
        None => Vec::new(),
    }
}

fn members(value: Option<&Value>) -> Vec<Member> {
    let members = value.and_then(Value::as_object).map_or(&[][..], |members| members);
    let read = |(name, value): &(String, Value)| Member {
        name: name.clone(),
        required: value.get("required").is_some(),
        about: text(value, "about"),
        shape: Shape::read(value),
    };
    members.iter().map(read).collect()
}
