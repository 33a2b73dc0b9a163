//! The engine as its users see it, in one program: a file is a subject, and linking is slow.

mod branches;
mod direction;
mod documents;
mod elsewhere;
mod endurance;
mod fan_out;
mod faults;
mod frames;
mod lessons;
mod life;
mod metrics;
mod model;
mod notes;
mod player;
mod presets;
mod properties;
mod queues;
mod rates;
mod readers;
mod readme;
mod retention;
mod support;
mod tenants;
mod trail;
mod transcripts;
mod types;
