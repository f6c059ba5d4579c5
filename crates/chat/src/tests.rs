//! Stories about people who talk, told through [`world::World`].

mod access;
mod cards;
mod groups;
mod marks;
mod messages;
mod sending;
mod services;
mod simulation;
mod syncing;
mod tails;
mod world;
mod writes;
