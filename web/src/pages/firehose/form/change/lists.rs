//! Lists, which the service takes as a whole: steps of processing by their types, and tables, of which the form has the first.

use serde_json::{Value, json};

use super::whole_with;

/// Steps of processing. What was not changed of them stays as the service told of it.
pub(super) fn processing(before: &Value, now: &Value, told: &Value) -> Value {
    // Steps that were off are in no field, so those that are turned on begin anew.
    let told = if told["Enabled"] == true { &told["Processors"] } else { &Value::Null };
    let steps = items(&now["Processors"]).map(|step| {
        let same = |steps| items(steps).find(|other| other["Type"] == step["Type"]);
        match (same(&before["Processors"]), same(told)) {
            (Some(before), Some(told)) => step_with(before, step, told),
            _ => step.clone(),
        }
    });
    json!({ "Enabled": now["Enabled"], "Processors": steps.collect::<Vec<_>>() })
}

fn step_with(before: &Value, now: &Value, told: &Value) -> Value {
    let (before, now) = (&before["Parameters"], &now["Parameters"]);
    let mut parameters: Vec<_> = items(&told["Parameters"]).cloned().collect();
    let is_emptied = |it: &Value| !value_of(before, it).is_null() && value_of(now, it).is_null();
    parameters.retain(|it| !is_emptied(it));
    for parameter in items(now).filter(|it| value_of(before, it) != value_of(now, it)) {
        let name = &parameter["ParameterName"];
        match parameters.iter_mut().find(|it| it["ParameterName"] == *name) {
            Some(known) => *known = parameter.clone(),
            None => parameters.push(parameter.clone()),
        }
    }
    json!({ "Type": told["Type"], "Parameters": parameters })
}

/// What a list of parameters says of the one with this name; null where it says nothing.
fn value_of<'v>(parameters: &'v Value, named: &Value) -> &'v Value {
    let found = items(parameters).find(|it| it["ParameterName"] == named["ParameterName"]);
    found.map_or(&Value::Null, |found| &found["ParameterValue"])
}

/// Tables: the first as the form has it, and the others.
pub(super) fn tables(before: &Value, now: &Value, told: &Value) -> Value {
    let first = items(now).map(|first| whole_with(&before[0], first, &told[0]));
    first.chain(items(told).skip(1).cloned()).collect()
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}
