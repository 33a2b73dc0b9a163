//! Branches: courses of events that others have replaced.
//!
//! Acting in the past begins another course. The old one is kept, so that one can go back to it or see what is different.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::copies;
use super::marks::Marks;
use super::player::{Place, Player};
use super::{Density, Input, Session};
use crate::error::LoadError;
use crate::time::Instant;

/// Branches kept; the oldest goes first.
pub const BRANCHES_MAX: usize = 3;

/// A course of events that is not played.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    /// Counts up from 1, given when it is kept.
    pub(super) number: u32,
    /// Its input of this number, if it has one, is the first that differs.
    pub(super) input: usize,
    /// Until when it agrees with the course that replaced it.
    pub(super) parted_at: Instant,
    pub(super) inputs: Vec<Input>,
    pub(super) input_facts: Vec<u64>,
    /// Of what comes after it parted.
    pub(super) keyframes: Vec<Place>,
    pub(super) marks: Marks,
    pub(super) density: Density,
    pub(super) furthest: Instant,
    /// The input that began the other course, if one did: taking it back brings this one back.
    pub(super) replaced_by: Option<Input>,
}

/// A course of events that another has replaced, as a page lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchView {
    /// By which it is asked for.
    pub number: u32,
    /// `Branch 1`.
    pub name: String,
    /// Until when it agrees with the course that replaced it.
    pub parted_at: Instant,
    /// The latest moment reached on it.
    pub furthest: Instant,
    /// What was done on it, from the start.
    pub inputs: Vec<Input>,
    /// What was done instead, if something was.
    pub replaced_by: Option<Input>,
}

impl BranchView {
    /// The branch as a text, in the form that session files have.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a branch always serialises")
    }
}

/// The kept ones, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Branches {
    kept: VecDeque<Branch>,
    begun: u32,
    /// How often one was kept or taken.
    pub(super) changes: u32,
}

impl Branches {
    /// Keeps one under the next number.
    pub(super) fn keep(&mut self, branch: Branch) {
        self.keep_as(self.begun + 1, branch);
    }

    fn keep_as(&mut self, number: u32, branch: Branch) {
        self.begun = self.begun.max(number);
        self.changes += 1;
        self.kept.push_back(Branch { number, ..branch });
        if BRANCHES_MAX < self.kept.len() {
            self.kept.pop_front();
        }
    }

    pub(super) fn get(&self, number: u32) -> Option<&Branch> {
        self.kept.iter().find(|branch| branch.number == number)
    }

    pub(super) fn take(&mut self, number: u32) -> Option<Branch> {
        let at = self.kept.iter().position(|branch| branch.number == number)?;
        self.changes += 1;
        self.kept.remove(at)
    }

    /// Bytes that the copies of all of them hold.
    pub(super) fn copied_bytes(&self) -> u64 {
        self.kept.iter().map(|branch| copies::held_bytes(&branch.keyframes)).sum()
    }

    /// Forgets their copies: who goes over to one of them goes the way from where it parted.
    pub(super) fn forget_copies(&mut self) {
        self.kept.iter_mut().for_each(|branch| branch.keyframes.clear());
    }

    /// The copies of all of them.
    pub(super) fn keyframes_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        self.kept.iter_mut().flat_map(|branch| &mut branch.keyframes)
    }

    /// The branch that the last of these inputs has replaced.
    pub(super) fn replaced_by_last(&self, inputs: &[Input]) -> Option<&Branch> {
        self.kept.iter().rfind(|branch| branch.was_replaced_by_last(inputs))
    }

    pub(super) fn take_replaced_by_last(&mut self, inputs: &[Input]) -> Option<Branch> {
        let number = self.replaced_by_last(inputs)?.number;
        self.take(number)
    }
}

impl Branch {
    fn was_replaced_by_last(&self, inputs: &[Input]) -> bool {
        let Some((last, before)) = inputs.split_last() else { return false };
        self.replaced_by.as_ref() == Some(last)
            && self.input == before.len()
            && self.inputs.get(..self.input) == Some(before)
    }
}

impl Player {
    /// The courses of events that were replaced, the oldest first; [`BRANCHES_MAX`] are kept.
    pub fn branches(&self) -> Vec<BranchView> {
        let view = |branch: &Branch| BranchView {
            number: branch.number,
            name: format!("Branch {}", branch.number),
            parted_at: branch.parted_at,
            furthest: branch.furthest,
            inputs: branch.inputs.clone(),
            replaced_by: branch.replaced_by.clone(),
        };
        self.branches.kept.iter().map(view).collect()
    }

    /// A player at the start of a branch's course of events, to be run to its end and kept by [`Self::keep_branch`].
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn course_of(&self, branch: &BranchView) -> Result<Self, LoadError> {
        let inputs = branch.inputs.clone();
        let session = Session { inputs, at_us: 0, hash: None, ..self.session.clone() };
        let mut course = Self::equipped(session, |world| self.equip_alike(world))?;
        course.keep_no_copies();
        Ok(course)
    }

    /// Keeps a course of events as the newest branch: that of another player, for which this one goes on.
    pub fn keep_branch(&mut self, branch: BranchView, course: Self) {
        let BranchView { number, parted_at, furthest, inputs, replaced_by, .. } = branch;
        let kept = Branch {
            number,
            input: inputs.partition_point(|input| self.input_time(input) <= parted_at),
            parted_at,
            inputs,
            input_facts: course.input_facts,
            // They would share nothing with ours; who goes over to it goes the way from where it parted.
            keyframes: Vec::new(),
            marks: course.marks,
            density: course.density,
            furthest,
            replaced_by,
        };
        self.branches.keep_as(number, kept);
    }
}
