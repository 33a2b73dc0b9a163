//! Puts nodes into an order in which each stands behind those that hand rows to it.

use alloc::vec;
use alloc::vec::Vec;

use super::Plan;
use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::statement::PlannedPump;

/// The plan, with the pumps put into their streams.
pub(super) fn sorted(mut builder: Builder, pumps: Vec<PlannedPump>, inputs: usize) -> Planned<Plan> {
    for PlannedPump { pump, node, .. } in &pumps {
        if let Some(stream) = builder.catalog.stream(&pump.into) {
            let into = stream.node;
            builder.nodes[into].inputs.push(*node);
        }
    }
    let Some(order) = order(&builder) else {
        let span = pumps.last().map(|pump| pump.span).unwrap_or_default();
        return Err(Complaint::new(span, "Pumps lead back to the stream that they begin with"));
    };
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, node)| places[*node] = place);
    let mut nodes: Vec<_> = builder.nodes.into_iter().map(Some).collect();
    let mut sorted: Vec<_> = order.iter().filter_map(|node| nodes[*node].take()).collect();
    sorted.iter_mut().for_each(|node| node.inputs.iter_mut().for_each(|input| *input = places[*input]));
    let mut streams = builder.catalog.streams;
    streams.iter_mut().for_each(|stream| stream.node = places[stream.node]);
    let pumps = pumps.into_iter().map(|pump| pump.pump).collect();
    Ok(Plan { nodes: sorted, inputs, streams, tables: builder.catalog.tables, pumps })
}

/// Nodes behind their inputs, those that were made first first; none where they go round in a circle.
fn order(builder: &Builder) -> Option<Vec<usize>> {
    let count = builder.nodes.len();
    let mut order = Vec::with_capacity(count);
    let mut is_placed = vec![false; count];
    while order.len() < count {
        let is_ready = |node: &usize| {
            !is_placed[*node] && builder.nodes[*node].inputs.iter().all(|input| is_placed[*input])
        };
        let ready: Vec<usize> = (0..count).filter(is_ready).collect();
        if ready.is_empty() {
            return None;
        }
        ready.iter().for_each(|node| is_placed[*node] = true);
        order.extend(ready);
    }
    Some(order)
}
