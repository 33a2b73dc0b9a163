//! Applications to begin with, each with what it reads. They stand in `applications.txt`, in sections.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use super::setup::{ReferenceSetup, SchemaSetup, Setup, Sources};
use crate::analytics::input::discovery;

/// A section begins with this and a name; its parts begin with [`PART`].
const SECTION: &str = "=== ";
const PART: &str = "--- ";
/// What the console of the service called an input.
const INPUT: &str = "SOURCE_SQL_STREAM";
const TEXT: &str = include_str!("applications.txt");

/// An application to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Application {
    /// By which it is found.
    pub id: String,
    /// What it is.
    pub title: String,
    /// With which others it stands.
    pub group: String,
    /// What is to be seen.
    pub about: String,
    /// How many input streams share the records.
    pub parallelism: u32,
    /// Where its records come from.
    pub source: Sources,
    /// Columns that are of another type than discovery finds.
    pub types: Vec<(String, String)>,
    /// The column by which rows are judged to be late.
    pub time: Option<String>,
    /// Its tables.
    pub references: Vec<ReferenceSetup>,
    /// Its code.
    pub code: String,
}

/// All applications, in the order in which they are offered.
pub fn applications() -> Vec<Application> {
    TEXT.split("\n=== ").map(|section| read(section.trim_start_matches(SECTION))).collect()
}

fn read(section: &str) -> Application {
    let (head, parts) = section.split_once("\n--- ").unwrap_or((section, ""));
    let mut lines = head.lines();
    let id = lines.next().unwrap_or_default().trim().to_string();
    let mut application = Application {
        id,
        title: String::new(),
        group: String::new(),
        about: String::new(),
        parallelism: 1,
        source: Sources::Written { records: String::new(), every_ms: 1_000 },
        types: Vec::new(),
        time: None,
        references: Vec::new(),
        code: String::new(),
    };
    lines.filter_map(|line| line.split_once(' ')).for_each(|(name, value)| application.says(name, value));
    let parts = parts.split("\n--- ").map(|part| part.trim_start_matches(PART));
    parts.filter_map(|part| part.split_once('\n')).for_each(|(name, text)| application.has(name, text));
    application
}

impl Application {
    /// A rehearsal of it, by the schema that discovery finds in its records, with the types that it says itself.
    pub fn setup(&self, seed: u64) -> Setup {
        let mut setup = Setup {
            code: self.code.clone(),
            prefix: INPUT.to_string(),
            parallelism: self.parallelism,
            schema: SchemaSetup::none(),
            rowtime: None,
            references: self.references.clone(),
            source: self.source.clone(),
            seed,
        };
        if let Some(schema) = discovery::discover(&super::sample(&setup, super::SAMPLE_MAX)) {
            setup.schema = SchemaSetup::of(&schema);
        }
        for (name, sql_type) in &self.types {
            let column = setup.schema.columns.iter_mut().find(|column| column.name == *name);
            column.into_iter().for_each(|column| column.sql_type = sql_type.clone());
        }
        setup
    }

    /// Takes a line of its head.
    fn says(&mut self, name: &str, value: &str) {
        let mut numbers = value.split(' ').filter_map(|number| number.parse().ok());
        let mut number = || numbers.next().unwrap_or_default();
        match name {
            "title" => self.title = value.to_string(),
            "group" => self.group = value.to_string(),
            "about" => self.about = value.to_string(),
            "time" => self.time = Some(value.to_string()),
            "type" => self.types.extend(value.split_once(' ').map(|(a, b)| (a.to_string(), b.to_string()))),
            "parallelism" => self.parallelism = number(),
            "ticker" => {
                let (per_second, late_percent, late_seconds) = (number(), number(), number());
                let event_time = value.contains("event");
                self.source = Sources::Ticker { per_second, event_time, late_percent, late_seconds };
            }
            "every" => {
                if let Sources::Written { every_ms, .. } = &mut self.source {
                    *every_ms = number();
                }
            }
            _ => {}
        }
    }

    /// Takes a part.
    fn has(&mut self, name: &str, text: &str) {
        let text = text.trim_end().to_string();
        match (name.split_once(' '), &mut self.source) {
            (Some(("reference", name)), _) => {
                self.references.push(ReferenceSetup { name: name.to_string(), records: text });
            }
            (None, Sources::Written { records, .. }) if name == "records" => *records = text,
            _ => self.code = text,
        }
    }
}
