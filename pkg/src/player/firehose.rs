//! What the website's page of Data Firehose asks for beside the picture. Answers are JSON texts.

use kinetoscope::api::dispatch::Target;
use kinetoscope::firehose::TARGET;
use kinetoscope::firehose::example::Prefixes;
use kinetoscope::world::errands::functions::{Blueprint, FunctionCode};
use kinetoscope::world::scenario::Scenario;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use super::Player;
use super::receivers::receivers;
use crate::{formats, js_error};

/// What is written of prefixes in a form.
#[derive(Deserialize)]
struct Written {
    prefix: String,
    errors: Option<String>,
    time_zone: Option<String>,
    is_partitioned: bool,
}

#[wasm_bindgen]
impl Player {
    /// Gives the formats, which can be reached by now, to the world and to all copies of it.
    #[wasm_bindgen(js_name = giveFormats)]
    pub fn give_formats(&mut self) {
        self.player.equip(formats::give_to);
    }

    /// The buckets.
    ///
    /// # Errors
    /// None that is known: views always convert.
    pub fn buckets(&mut self) -> Result<String, JsError> {
        text(&self.player.world().bucket_views())
    }

    /// A folder of a bucket; `null` where there is no such bucket.
    ///
    /// # Errors
    /// None that is known: views always convert.
    pub fn folder(&mut self, bucket: &str, prefix: &str) -> Result<String, JsError> {
        text(&self.player.world().folder_view(bucket, prefix))
    }

    /// The bytes of an object.
    pub fn object(&mut self, bucket: &str, key: &str) -> Option<Vec<u8>> {
        let bucket = self.player.world().s3().bucket(bucket).ok()?;
        bucket.object(key).ok().map(|object| object.body.to_vec())
    }

    /// The last deliveries of a delivery stream, the newest first, no more than so many.
    ///
    /// # Errors
    /// None that is known: deliveries always convert.
    #[wasm_bindgen(js_name = deliveryLog)]
    pub fn delivery_log(&mut self, delivery_stream: &str, max: usize) -> Result<String, JsError> {
        text(&self.player.world().placed_deliveries(delivery_stream, max))
    }

    /// Servers and tables that were delivered to, with the newest of what they hold.
    ///
    /// # Errors
    /// None that is known: they always convert.
    pub fn receivers(&mut self) -> Result<String, JsError> {
        text(&receivers(self.player.world()))
    }

    /// The functions that there are, and the blueprints for more.
    ///
    /// # Errors
    /// None that is known: names always convert.
    pub fn functions(&mut self) -> Result<String, JsError> {
        let functions: Vec<Value> = self.player.world().deliveries().functions.iter().map(function).collect();
        let blueprints = Blueprint::ALL.map(|(_, name, about)| json!({ "name": name, "about": about }));
        text(&json!({ "functions": functions, "blueprints": blueprints }))
    }

    /// The event that a function would be called with for these records, a JSON list of texts.
    ///
    /// # Errors
    /// What is wrong with the list.
    #[wasm_bindgen(js_name = functionEvent)]
    pub fn function_event(&mut self, records: &str) -> Result<String, JsError> {
        let records: Vec<String> = serde_json::from_str(records).map_err(js_error)?;
        let records: Vec<&[u8]> = records.iter().map(String::as_bytes).collect();
        Ok(String::from_utf8_lossy(&self.player.world().function_event(&records)).into_owned())
    }

    /// What a blueprint answers to an event: `{ "answer" }` or `{ "error" }`.
    ///
    /// # Errors
    /// Where there is no such blueprint.
    #[wasm_bindgen(js_name = tryBlueprint)]
    pub fn try_blueprint(&mut self, blueprint: &str, event: &str) -> Result<String, JsError> {
        let blueprint: Blueprint = serde_json::from_value(blueprint.into()).map_err(js_error)?;
        let answer = self.player.world().try_blueprint(blueprint, event.as_bytes());
        text(&match answer {
            Ok(answer) => json!({ "answer": String::from_utf8_lossy(&answer) }),
            Err(refused) => json!({ "error": format!("{}: {}", refused.code, refused.message) }),
        })
    }

    /// Where objects would go now by prefixes, a JSON object: `{ "data", "errors" }`, or `{ "error" }` in the service's words.
    ///
    /// # Errors
    /// What is wrong with the object.
    #[wasm_bindgen(js_name = prefixPlaces)]
    pub fn prefix_places(&self, written: &str) -> Result<String, JsError> {
        let written: Written = serde_json::from_str(written).map_err(js_error)?;
        let prefixes = Prefixes {
            data: &written.prefix,
            errors: written.errors.as_deref(),
            time_zone: written.time_zone.as_deref(),
            is_partitioned: written.is_partitioned,
        };
        text(&match prefixes.places(self.player.now()) {
            Ok(places) => json!({ "data": places.data, "errors": places.errors }),
            Err(error) => json!({ "error": error.to_string() }),
        })
    }

    /// What DescribeDeliveryStream tells of a delivery stream that this input of CreateDeliveryStream makes, in a world that has
    /// nothing else: what the service takes where nothing is said.
    ///
    /// # Errors
    /// What is wrong with the input.
    #[wasm_bindgen(js_name = describedAlone)]
    pub fn described_alone(&self, creation: &str) -> Result<String, JsError> {
        let creation: Value = serde_json::from_str(creation).map_err(js_error)?;
        let name = json!({ "DeliveryStreamName": creation["DeliveryStreamName"] });
        let table = json!({ "database": "example", "name": "example", "columns": [{ "name": "example", "type": "string" }] });
        let alone = json!({
            "version": 1,
            "id": "example",
            "deliveries": { "buckets": ["example"], "tables": [table], "delivery_streams": [creation] },
        });
        let mut world = Scenario::from_json(&alone.to_string())
            .map_err(js_error)?
            .equipped_world(None, formats::give_to)
            .map_err(js_error)?;
        let target = Target { service: TARGET, operation: "DescribeDeliveryStream" };
        world.call_json(target, &name.to_string()).map_err(js_error)
    }

    /// What was asked for and still goes on: faults, for one.
    ///
    /// # Errors
    /// None that is known: it always converts.
    pub fn asked(&mut self) -> Result<String, JsError> {
        text(&self.player.world().asked())
    }
}

/// A function with its code: `{ "name", "blueprint" }`, or with the text of its `javascript`.
fn function((name, code): (&str, &FunctionCode)) -> Value {
    let mut told = json!(code);
    told["name"] = name.into();
    told
}

fn text(value: &impl Serialize) -> Result<String, JsError> {
    serde_json::to_string(value).map_err(js_error)
}
