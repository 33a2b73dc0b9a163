//! A plan as a picture of text.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::node::{NodeId, Operator};
use super::{InApplicationStream, Plan};
use crate::analytics::operator::aggregate::Measure;
use crate::analytics::operator::anomaly::Learner;
use crate::analytics::operator::sliding::{Frame, Kind};
use crate::analytics::operator::tally::Told;
use crate::analytics::operator::tumbling::Trigger;

impl Plan {
    /// What each stream is made of, down to the streams that it reads: a line for each operator, the last first.
    pub fn explain(&self) -> String {
        let mut text = String::new();
        for stream in &self.streams[self.inputs..] {
            let columns: Vec<_> =
                stream.columns.iter().map(|column| format!("{} {}", column.name, column.sql_type)).collect();
            text += &format!("{} ({})\n", stream.name, columns.join(", "));
            self.below(&self.nodes[stream.node].inputs, "", &mut text);
        }
        text
    }

    /// What an operator does, in a line.
    pub fn told_of(&self, node: NodeId) -> String {
        self.told(node)
    }

    fn below(&self, nodes: &[NodeId], indent: &str, text: &mut String) {
        for (place, node) in nodes.iter().enumerate() {
            let is_last = place + 1 == nodes.len();
            let (branch, deeper) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            *text += &format!("{indent}{branch}{}\n", self.told(*node));
            if self.stream_of(*node).is_none() {
                self.below(&self.nodes[*node].inputs, &(indent.to_string() + deeper), text);
            }
        }
    }

    fn stream_of(&self, node: NodeId) -> Option<&InApplicationStream> {
        self.streams.iter().find(|stream| stream.node == node)
    }

    fn told(&self, node: NodeId) -> String {
        match self.stream_of(node) {
            Some(stream) => format!("stream {}", stream.name),
            None => self.operator(&self.nodes[node].operator),
        }
    }

    fn operator(&self, operator: &Operator) -> String {
        match operator {
            Operator::Source(_) => "source".into(),
            Operator::Merge(_) => "union all, in the order of ROWTIME".into(),
            Operator::Project(it) => {
                let filter =
                    if it.condition.is_some() { ", of rows for which a condition holds" } else { "" };
                format!("select {}{filter}", counted(it.columns.len(), "column"))
            }
            Operator::Tumbling(it) => {
                let ends = match it.trigger {
                    Trigger::Rowtime(_) => "by a period of ROWTIME",
                    Trigger::Value(..) => "until a value changes",
                };
                format!("group {ends}{}: {}", keys(it.grouping.keys.len()), measures(&it.grouping.measures))
            }
            Operator::Stagger(it) => {
                let grouping = &it.grouping;
                let length = seconds(it.length_ms);
                format!(
                    "stagger windows of {length}{}: {}",
                    keys(grouping.keys.len()),
                    measures(&grouping.measures)
                )
            }
            Operator::Sliding(it) => {
                let frame = match it.frame {
                    Frame::Range(length) => format!("the {} before", seconds(length)),
                    Frame::Rows(count) => format!("the {} before", counted(count as usize, "row")),
                    Frame::Unbounded => "all rows before".into(),
                };
                let names: Vec<_> = it.functions.iter().map(|function| kind(&function.kind)).collect();
                format!("window of {frame}{}: {}", keys(it.partition.len()), names.join(", "))
            }
            Operator::Distinct(it) => format!("distinct in {}", counted(it.columns.len(), "column")),
            Operator::Sort(it) => format!("order each period by {}", counted(it.keys.len(), "column")),
            Operator::Retime(it) => match it.slack_ms {
                Some(slack) => format!("ROWTIME from a column, within {}", seconds(slack)),
                None => "ROWTIME from a column".into(),
            },
            Operator::Join(it) => {
                let keeps = it.sides.iter().map(|side| side.is_preserved).collect::<Vec<_>>();
                let kind = match keeps[..] {
                    [true, true] => "full join",
                    [true, false] => "left join",
                    [false, true] => "right join",
                    _ => "join",
                };
                format!("{kind} of windows on {}", counted(it.sides[0].keys.len(), "equal column"))
            }
            Operator::Lookup(it) => {
                let kind = if it.is_preserved { "left join" } else { "join" };
                let keys = counted(it.keys.len(), "equal column");
                format!("{kind} with the table {} on {keys}", self.tables[it.table].name)
            }
            Operator::Anomaly(it) => {
                let name = match it.learner {
                    Learner::Forest { .. } => "RANDOM_CUT_FOREST",
                    Learner::Explained { .. } => "RANDOM_CUT_FOREST_WITH_EXPLANATION",
                    Learner::Hotspots(_) => "HOTSPOTS",
                };
                format!("{name} of {}", counted(it.columns.len(), "column"))
            }
            Operator::Tally(it) => match it.told {
                Told::Top(k) => format!("the {k} most frequent values of {}", seconds(it.length_ms)),
                Told::Distinct => format!("how many different values {} have", seconds(it.length_ms)),
            },
            Operator::Rank(_) => "GROUP_RANK of rows of one ROWTIME".into(),
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn keys(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", by {}", counted(count, "key")) }
}

fn seconds(millis: i64) -> String {
    match millis % 1_000 {
        0 => counted((millis / 1_000) as usize, "second"),
        _ => counted(millis as usize, "millisecond"),
    }
}

fn measures(measures: &[Measure]) -> String {
    let names: Vec<_> = measures.iter().map(|measure| measure.aggregate.name()).collect();
    if names.is_empty() { "no aggregate".into() } else { names.join(", ") }
}

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Aggregate(aggregate) => aggregate.name(),
        Kind::Nth { .. } => "NTH_VALUE",
        Kind::Lag { .. } => "LAG",
        Kind::ExpAvg(_) => "EXP_AVG",
    }
}
