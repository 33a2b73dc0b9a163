//! A run: the generator's calls, each at its moment of virtual time, as inputs of the session.
//!
//! The run moves the clock itself, so that no call comes late: it lets time pass up to the next call, makes the call, and
//! sends refused records again after a while that doubles each time, as an SDK's user would.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gloo_timers::future::TimeoutFuture;
use kinetoscope::streams;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::bridge::{ask, ask_for};
use super::recipe::{Bench, Recipe};
use super::tally::{Tally, refused};
use crate::ui::text;

/// How long a refused record waits at first.
const WAIT_US: i64 = 100_000;
/// Real time between two looks at the clock where the run keeps its pace.
const TURN_MS: u32 = 100;

/// The run of this tab, if there was one. It goes on while the reader looks at other pages.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) tally: ArcRwSignal<Tally>,
    /// How it ended; nothing while it goes on.
    pub(super) end: ArcRwSignal<Option<String>>,
    stopped: Arc<AtomicBool>,
}

thread_local! {
    static RUN: Run = Run {
        tally: ArcRwSignal::default(),
        end: ArcRwSignal::new(Some(String::new())),
        stopped: Arc::default(),
    };
}

/// A call that is to be made.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Due {
    at_micros: i64,
    input: Value,
    /// How often its records were refused.
    #[serde(default)]
    refused: u32,
}

impl Run {
    /// The one of this tab.
    pub(super) fn of_tab() -> Self {
        RUN.with(Clone::clone)
    }

    /// Whether it goes on.
    pub(super) fn goes_on(&self) -> bool {
        self.end.with(Option::is_none)
    }

    /// Ends it after the call that is under way.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Begins anew.
    pub(super) fn start(&self, bench: Bench, stream: String) {
        if self.end.with_untracked(Option::is_none) {
            return;
        }
        self.stopped.store(false, Ordering::Relaxed);
        self.tally.set(Tally::default());
        self.end.set(None);
        let recipe = bench.recipe.get_untracked();
        let run = self.clone();
        spawn_local(async move {
            let ended = run.go(bench, &recipe, &stream).await;
            run.end.set(Some(ended.unwrap_or_else(|why| why)));
        });
    }

    /// Runs to the end, and says which that is.
    async fn go(&self, bench: Bench, recipe: &Recipe, stream: &str) -> Result<String, String> {
        bench.store.request("pause", json!({})).await?;
        let from = bench.now_us();
        let length = recipe.seconds.max(1).saturating_mul(1_000_000);
        let until = from.saturating_add_unsigned(length);
        let args = json!({ "plan": recipe.plan(stream), "fromMicros": from, "toMicros": until });
        ask("begin", &args).await.map_err(|fault| fault.in_words())?;
        let mut planned = next().await?;
        let mut again = Vec::<Due>::new();
        let mut now = from;
        while let Some(due) = first(&mut planned, &mut again) {
            if !self.reach(bench, &mut now, due.at_micros, recipe.hurried).await? {
                return Ok("Stopped.".into());
            }
            again.extend(self.send(bench, due, recipe.retries).await?);
            if planned.is_none() {
                planned = next().await?;
            }
        }
        self.reach(bench, &mut now, until, recipe.hurried).await?;
        Ok(format!("Done: {} of virtual time.", text::length(length)))
    }

    /// Lets time pass up to a moment; false where the run was stopped on the way.
    async fn reach(&self, bench: Bench, now: &mut i64, at: i64, hurried: bool) -> Result<bool, String> {
        loop {
            if self.stopped.load(Ordering::Relaxed) {
                return Ok(false);
            }
            if at <= *now {
                return Ok(true);
            }
            let speed = bench.store.transport.get_untracked().speed;
            let turn = (speed * f64::from(TURN_MS) * 1_000.0) as i64;
            let step = if hurried { at - *now } else { turn.clamp(1, at - *now) };
            if !hurried {
                TimeoutFuture::new(TURN_MS).await;
            }
            moved(bench, *now, *now)?;
            bench.store.request("advance", json!({ "us": step })).await?;
            *now = moved(bench, *now, *now + step)?;
        }
    }

    /// Makes a call. What it refuses is to be called again, if it may be.
    async fn send(&self, bench: Bench, due: Due, retries: u32) -> Result<Option<Due>, String> {
        let answer = bench.store.call(streams::TARGET, "PutRecords", &due.input).await;
        let answer =
            answer.map_err(|refusal| format!("{} {}", refusal.code, refusal.message).trim().to_owned())?;
        let second = bench.store.live().map_or(0, |live| live.picture.view.elapsed_us / 1_000_000);
        let records = refused(&due.input, &answer);
        let may = due.refused < retries;
        self.tally.update(|tally| {
            tally.count(second, &answer);
            tally.given_up += if may { 0 } else { records.len() as u64 };
        });
        if records.is_empty() || !may {
            return Ok(None);
        }
        let input = json!({ "StreamName": due.input["StreamName"], "Records": records });
        let at_micros = bench.now_us() + (WAIT_US << due.refused.min(16));
        Ok(Some(Due { at_micros, input, refused: due.refused + 1 }))
    }
}

/// The moment now, if nobody but the run has moved the clock.
fn moved(bench: Bench, from: i64, to: i64) -> Result<i64, String> {
    let now = bench.now_us();
    if (from..=to).contains(&now) {
        Ok(now)
    } else {
        Err("The clock was moved by hand, so the run has ended.".into())
    }
}

async fn next() -> Result<Option<Due>, String> {
    ask_for("next", &json!({})).await.map_err(|fault| fault.in_words())
}

/// What is due first; what goes out again comes before what is new.
fn first(planned: &mut Option<Due>, again: &mut Vec<Due>) -> Option<Due> {
    let soonest = (0..again.len()).min_by_key(|&at| again[at].at_micros);
    match (soonest, &planned) {
        (Some(at), Some(new)) if new.at_micros < again[at].at_micros => planned.take(),
        (Some(at), _) => Some(again.remove(at)),
        (None, _) => planned.take(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_goes_before_what_is_new_at_the_same_moment() {
        let due = |at_micros, refused| Due { at_micros, input: Value::Null, refused };
        let mut planned = Some(due(5, 0));
        let mut again = vec![due(7, 1), due(5, 2)];
        let order: Vec<_> = std::iter::from_fn(|| first(&mut planned, &mut again))
            .map(|due| (due.at_micros, due.refused))
            .collect();
        assert_eq!(order, [(5, 2), (5, 0), (7, 1)]);
    }
}
