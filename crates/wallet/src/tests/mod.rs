//! Stories about money, told through [`world::World`], which counts it after each of them.

mod abandoned;
mod bank;
mod bank_again;
mod differences;
mod draw;
mod limits;
mod merchants;
mod notifications;
mod opening;
mod operators;
mod order_lists;
mod packet_views;
mod packets;
mod pay_codes;
mod pins;
mod refunds;
mod requests;
mod statements;
mod transfers;
mod unclaimed;
mod withdrawal_lists;
mod withdrawals;
mod world;
mod writes;
