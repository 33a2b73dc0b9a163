//! Rows for measurements: events of a shop, of ten columns with two that hold others.

/// The columns, with their types as Hive writes them.
pub(crate) const COLUMNS: &[(&str, &str)] = &[
    ("event_id", "string"),
    ("customer_id", "bigint"),
    ("ts", "timestamp"),
    ("price", "double"),
    ("qty", "int"),
    ("ok", "boolean"),
    ("country", "string"),
    ("device", "struct<type:string,os:string,ver:int>"),
    ("tags", "array<string>"),
    ("note", "string"),
];

/// So many rows of JSON, a line each.
pub(crate) fn rows(count: u64) -> Vec<u8> {
    let mut text = String::new();
    for index in 0..count {
        let draw = index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (day, hour, minute) = (draw % 28 + 1, draw >> 8 & 15, draw >> 16 & 31);
        let tags = ["", "\"a\"", "\"a\",\"bb\"", "\"ccc\",\"a\",\"bb\""][(draw >> 20 & 3) as usize];
        let country = ["de", "us", "jp", "fr"][(draw >> 24 & 3) as usize];
        text.push_str(&format!(
            "{{\"event_id\": \"{draw:016x}\", \"customer_id\": {}, \"ts\": \"2026-03-{day:02} {hour:02}:{minute:02}:00\", \
             \"price\": {}, \"qty\": {}, \"ok\": {}, \"country\": \"{country}\", \"device\": {{\"type\": \"mobile\", \
             \"os\": \"{}\", \"ver\": {}}}, \"tags\": [{tags}], \"note\": \"{}\"}}\n",
            draw >> 34,
            (draw >> 11) as f64 / 1e14,
            draw % 10,
            draw % 2 == 0,
            "x".repeat((draw >> 30 & 7) as usize),
            draw >> 40 & 63,
            "lorem ipsum dolor sit amet ".repeat((draw >> 50 & 3) as usize),
        ));
    }
    text.into_bytes()
}
