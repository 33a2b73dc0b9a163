//! Words that are like others.

/// The words most like one, best first. Source: Python's `difflib.get_close_matches`.
pub(crate) fn closest<'w>(word: &str, words: &'w [String], least: f64, most: usize) -> Vec<&'w str> {
    let mut rated: Vec<_> = words.iter().map(|other| (likeness(other, word), other.as_str())).collect();
    rated.retain(|(likeness, _)| *likeness >= least);
    rated.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(one.1)));
    rated.into_iter().take(most).map(|(_, other)| other).collect()
}

/// Twice the letters in common by the letters of both.
fn likeness(one: &str, other: &str) -> f64 {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let all = one.len() + other.len();
    if all == 0 { 1.0 } else { 2.0 * common(&one, &other) as f64 / all as f64 }
}

/// Letters in the longest common stretch, and left and right of it in the same way.
fn common(one: &[char], other: &[char]) -> usize {
    let (mut length, mut at, mut there) = (0, 0, 0);
    for i in 0..one.len() {
        for j in 0..other.len() {
            let same = one[i..].iter().zip(&other[j..]).take_while(|(a, b)| a == b).count();
            if same > length {
                (length, at, there) = (same, i, j);
            }
        }
    }
    if length == 0 {
        return 0;
    }
    length + common(&one[..at], &other[..there]) + common(&one[at + length..], &other[there + length..])
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn suggests_what_was_meant() {
        let words: Vec<String> = ["put-record", "put-records", "list-streams"].map(String::from).into();
        assert_eq!(closest("put-recor", &words, 0.8, 3), ["put-record", "put-records"]);
        assert_eq!(closest("list-stream", &words, 0.8, 3), ["list-streams"]);
        assert!(closest("xyz", &words, 0.8, 3).is_empty());
    }
}
