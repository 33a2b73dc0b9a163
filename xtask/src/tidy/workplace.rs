//! No file may point at a place outside the tree that only its writers have.

use super::Finding;

/// Beginnings of such places; put together from parts so that this file passes its own rule.
const PLACES: &[&str] = &[concat!("/wo", "rk/"), concat!("../sha", "red")];

/// Objects to each line that names such a place.
pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for place in PLACES.iter().filter(|place| line.contains(*place)) {
            let message = format!("`{place}` is no place a reader of this tree has");
            findings.push(Finding::new(path, number + 1, message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_the_writers_is_found() {
        let text = format!("see\n{}notes.md", PLACES[0]);
        let found: Vec<String> = check("README.md", &text).iter().map(Finding::to_string).collect();
        assert_eq!(found, [format!("README.md:2: `{}` is no place a reader of this tree has", PLACES[0])]);
    }

    #[test]
    fn other_places_are_fine() {
        assert!(check("README.md", "network/, /tmp/x, ../core").is_empty());
    }
}
