//! Just enough XML to read what S3 answers: elements by their names, and their texts.

/// What stands within each element of this name, in order. An element of the same name may not lie within it.
pub(super) fn elements<'x>(xml: &'x str, name: &str) -> impl Iterator<Item = &'x str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut rest = xml;
    std::iter::from_fn(move || {
        let (_, from) = rest.split_once(&open)?;
        let (within, after) = from.split_once(&close)?;
        rest = after;
        Some(within)
    })
}

/// The text of the first element of this name.
pub(super) fn text(xml: &str, name: &str) -> Option<String> {
    elements(xml, name).next().map(unescape)
}

fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let (name, after) = after.split_once(';').unwrap_or((after, ""));
        plain.extend(letter(name));
        rest = after;
    }
    plain + rest
}

fn letter(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_and_their_texts_are_read() {
        let xml =
            "<List><Object><Key>a&amp;b &#x41;&#66;</Key></Object><Object><Key>&lt;</Key></Object></List>";
        let keys: Vec<_> = elements(xml, "Object").filter_map(|object| text(object, "Key")).collect();
        assert_eq!(keys, ["a&b AB", "<"]);
        assert_eq!(text(xml, "Size"), None);
    }
}
