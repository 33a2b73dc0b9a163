//! Levels of definition and repetition.
//!
//! # Source
//! Melnik et al., "Dremel: Interactive Analysis of Web-Scale Datasets", 2010, section 4.1.

/// What a column has for each value that it has, or lacks because something around it is null or empty.
#[derive(Clone, Debug)]
pub(super) struct Entries {
    /// How much of the path to the value is defined.
    pub(super) definition: Vec<i16>,
    /// Which list of the path goes on here; nothing where the path has no list.
    pub(super) repetition: Option<Vec<i16>>,
    /// The level of what is wholly defined. Only entries of this level go on further down.
    level: i16,
    /// How many lists the path has.
    lists: i16,
}

impl Entries {
    /// The rows themselves.
    pub(super) fn rows(count: usize) -> Self {
        Self { definition: vec![0; count], repetition: None, level: 0, lists: 0 }
    }

    /// Whether an entry of this definition has a value.
    pub(super) fn is_present(&self, definition: i16) -> bool {
        definition == self.level
    }

    /// One step into what may be null. Each entry that goes on takes a slot.
    pub(super) fn optional(&self, present: &[bool]) -> Self {
        let level = self.level + 1;
        let definition = if self.level == 0 {
            // The usual case, a column of its own: slots are rows.
            present.iter().map(|present| i16::from(*present)).collect()
        } else {
            let mut slots = present.iter();
            let mut step = |definition: &i16| {
                let goes_on = *definition == self.level && slots.next().copied().unwrap_or(false);
                if goes_on { level } else { *definition }
            };
            self.definition.iter().map(&mut step).collect()
        };
        Self { definition, repetition: self.repetition.clone(), level, lists: self.lists }
    }

    /// One step into lists. Each entry that goes on takes a list, and gives an entry for each of its elements.
    pub(super) fn repeated(&self, ends: &[usize]) -> Self {
        let (level, lists) = (self.level + 1, self.lists + 1);
        let mut definition = Vec::with_capacity(self.definition.len());
        let mut repetition = Vec::with_capacity(self.definition.len());
        let mut lists_left = ends.iter();
        let mut start = 0;
        for (index, at) in self.definition.iter().enumerate() {
            let first = self.repetition.as_ref().map_or(0, |repetition| repetition[index]);
            let end = if *at == self.level { lists_left.next().copied().unwrap_or(start) } else { start };
            repetition.push(first);
            if start == end {
                definition.push(*at);
                continue;
            }
            definition.push(level);
            for _ in start + 1..end {
                definition.push(level);
                repetition.push(lists);
            }
            start = end;
        }
        Self { definition, repetition: Some(repetition), level, lists }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_lists() {
        // Rows: null, [], [null], [[1, null], []]
        let rows = Entries::rows(4).optional(&[false, true, true, true]);
        let outer = rows.repeated(&[0, 1, 3]).optional(&[false, true, true]);
        let inner = outer.repeated(&[2, 2]).optional(&[true, false]);
        assert_eq!(inner.definition, [0, 1, 2, 5, 4, 3]);
        assert_eq!(inner.repetition, Some(vec![0, 0, 0, 0, 2, 1]));
    }
}
