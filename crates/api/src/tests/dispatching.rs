//! Each call takes the same path: what it promises, as stories.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sapa_kernel::limits;

use super::fixture::{OPERATOR_TOKEN, World, is_refused, outcome};
use crate::RateLimits;

#[tokio::test]
async fn access_is_decided_by_the_second_arguments_type() {
    let world = World::new().await;
    let cases = [
        (None, "notes.add", "accounts.not_signed_in"),
        (Some("stranger"), "notes.add", "accounts.not_signed_in"),
        (Some("ana"), "notes.add", r#"{"count":1}"#),
        (Some(OPERATOR_TOKEN), "notes.add", "accounts.not_signed_in"),
        (None, "notes.all", "accounts.not_signed_in"),
        (Some("ana"), "notes.all", "accounts.not_operator"),
        (Some("omar"), "notes.all", r#"{"count":1}"#),
        (Some(OPERATOR_TOKEN), "notes.all", r#"{"count":1}"#),
        (
            Some("sapa_operator_guess"),
            "notes.all",
            "accounts.not_signed_in",
        ),
        (Some("ana"), "notes.nothing", "request.unknown_operation"),
    ];
    for (token, operation, expected) in cases {
        let answer = world.outcome(token, operation, r#"{"name":"a"}"#).await;
        assert_eq!(answer, expected, "{token:?} {operation}");
    }
}

#[tokio::test]
async fn a_malformed_input_names_the_field() {
    let world = World::new().await;
    let cases = [
        ("{", ""),
        ("[]", ""),
        ("", ""),
        (r#"{"name":7}"#, "name"),
        (r#"{"name":"a","by":-1}"#, "by"),
        (r#"{"name":"a"} trailing"#, ""),
    ];
    for (input, path) in cases {
        let failure = world.call(Some("ana"), "notes.add", input, None).await;
        let fault = failure.unwrap_err().fault;
        assert_eq!(fault.code, "request.malformed", "{input}");
        assert_eq!(fault.details.unwrap()["path"], path, "{input}");
    }
}

#[tokio::test]
async fn an_input_is_accepted_up_to_the_limit_and_refused_beyond() {
    let world = World::new().await;
    let filled = |size: usize| {
        let around = r#"{"name":"a","x":""}"#.len();
        format!(r#"{{"name":"a","x":"{}"}}"#, "y".repeat(size - around))
    };
    let at_the_limit = filled(limits::MAX_INPUT_BYTES);
    let answer = world.outcome(Some("ana"), "notes.add", &at_the_limit).await;
    assert_eq!(answer, r#"{"count":1}"#);
    let beyond = filled(limits::MAX_INPUT_BYTES + 1);
    let answer = world.outcome(Some("ana"), "notes.add", &beyond).await;
    assert_eq!(answer, "request.too_large");
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_once() {
    let world = World::new().await;
    let call = |token: &'static str, name: &'static str, key: &'static str| {
        let world = &world;
        async move {
            let input = format!(r#"{{"name":"{name}"}}"#);
            outcome(
                world
                    .call(Some(token), "notes.add", &input, Some(key))
                    .await,
            )
        }
    };
    assert_eq!(call("ana", "a", "k").await, r#"{"count":1}"#);
    assert_eq!(call("ana", "a", "k").await, r#"{"count":1}"#);
    assert_eq!(call("ana", "b", "k").await, "cell.idempotency_conflict");
    assert_eq!(call("ana", "a", "other").await, r#"{"count":2}"#);
    // A key belongs to its actor.
    assert_eq!(call("omar", "a", "k").await, r#"{"count":3}"#);
    assert_eq!(call("ana", "a", "").await, "request.malformed");
    let long = "k".repeat(limits::MAX_IDEMPOTENCY_KEY + 1);
    let refused = world.call(Some("ana"), "notes.add", r#"{"name":"a"}"#, Some(&long));
    assert_eq!(outcome(refused.await), "request.malformed");
}

#[tokio::test]
async fn kept_results_are_swept_after_seven_days() {
    let world = World::new().await;
    let add = || world.call(Some("ana"), "notes.add", r#"{"name":"a"}"#, Some("k"));
    let sweep = || async {
        let cell = world.dispatcher.cell();
        let swept = cell.write(sapa_store::Lane::Job, crate::sweep_idempotency);
        swept.await.unwrap().value
    };
    assert_eq!(outcome(add().await), r#"{"count":1}"#);
    world
        .clock
        .advance(Duration::from_secs(7 * 24 * 60 * 60 - 1));
    assert_eq!(sweep().await, 0);
    assert_eq!(outcome(add().await), r#"{"count":1}"#);
    world.clock.advance(Duration::from_secs(2));
    assert_eq!(sweep().await, 1);
    assert_eq!(outcome(add().await), r#"{"count":2}"#);
}

#[tokio::test]
async fn an_ended_session_can_do_nothing_more() {
    let world = World::new().await;
    let held = world.peer(Some("ana"));
    // The dispatcher has not heard yet: a write checks again inside its transaction.
    world.end_session("ana", false).await;
    let write = world
        .call_as(&held, "notes.add", r#"{"name":"a"}"#, None)
        .await;
    assert_eq!(outcome(write), "accounts.not_signed_in");
    assert!(!is_refused(&world.peer(Some("ana")).who));

    world.add_session("ana", false).await;
    world.end_session("ana", true).await;
    assert!(is_refused(&world.peer(Some("ana")).who));
}

#[tokio::test]
async fn a_panic_is_answered_and_the_cell_goes_on() {
    let world = World::new().await;
    let read = world.outcome(None, "notes.panics", r#"{"name":"a"}"#).await;
    assert_eq!(read, "cell.internal");
    let write = world.outcome(Some("ana"), "notes.panics_in_writing", r#"{"name":"a"}"#);
    assert_eq!(write.await, "cell.internal");
    let after = world
        .outcome(Some("ana"), "notes.add", r#"{"name":"a"}"#)
        .await;
    assert_eq!(after, r#"{"count":1}"#);
}

#[tokio::test]
async fn replies_and_refusals_say_at_which_seq_they_are_true() {
    let world = World::new().await;
    let first = world.call(Some("ana"), "notes.add", r#"{"name":"a"}"#, None);
    let first = first.await.unwrap().seq;
    let second = world.call(Some("ana"), "notes.add", r#"{"name":"a"}"#, None);
    assert!(second.await.unwrap().seq > first);
    let read = world.call(Some("ana"), "notes.get", r#"{"name":"a"}"#, None);
    assert!(read.await.unwrap().seq > first);
    let refused = world.call(Some("ana"), "notes.get", r#"{"name":"no"}"#, None);
    assert!(refused.await.unwrap_err().seq > first);
}

#[tokio::test]
async fn accounts_and_addresses_have_allowances_of_their_own() {
    let rates = RateLimits {
        account_per_second: 0.001,
        account_burst: 2.0,
        address_per_second: 0.001,
        address_burst: 1.0,
        expensive_per_second: 0.001,
        expensive_burst: 1.0,
    };
    let world = World::with_rates(rates).await;
    let steps = [
        (Some("ana"), "notes.add", r#"{"count":1}"#),
        (Some("ana"), "notes.add", r#"{"count":2}"#),
        (Some("ana"), "notes.add", "request.rate_limited"),
        (Some("omar"), "notes.add", r#"{"count":3}"#),
        (None, "notes.sign_in", r#"{"token":"token-of-a"}"#),
        (None, "notes.sign_in", "request.rate_limited"),
        (None, "notes.panics", "cell.internal"),
        (None, "notes.panics", "request.rate_limited"),
        (Some(OPERATOR_TOKEN), "notes.all", r#"{"count":1}"#),
        (Some(OPERATOR_TOKEN), "notes.all", r#"{"count":1}"#),
    ];
    for (index, (token, operation, expected)) in steps.into_iter().enumerate() {
        let answer = world.outcome(token, operation, r#"{"name":"a"}"#).await;
        assert_eq!(answer, expected, "step {index}");
    }
    let failure = world.call(Some("ana"), "notes.add", r#"{"name":"a"}"#, None);
    let details = failure.await.unwrap_err().fault.details.unwrap();
    assert!(details["retry_after_seconds"].as_u64().unwrap() > 0);
}

#[tokio::test(start_paused = true)]
async fn calls_that_supersede_each_other_are_merged() {
    let world = World::new().await;
    let raise = |by: u64| {
        let world = &world;
        async move {
            let input = format!(r#"{{"name":"a","by":{by}}}"#);
            world.outcome(Some("ana"), "notes.raise", &input).await
        }
    };
    let stored = || world.outcome(Some("ana"), "notes.get", r#"{"name":"a"}"#);
    assert_eq!(raise(1).await, r#"{"count":1}"#);
    assert_eq!(raise(5).await, r#"{"count":0}"#);
    assert_eq!(raise(3).await, r#"{"count":0}"#);
    assert_eq!(stored().await, r#"{"count":1}"#);
    // Draining closes the window at once: what was accepted is not lost.
    world.dispatcher.drain().await;
    let snapshot = world.dispatcher.cell().snapshot();
    assert!(snapshot.seq() > 0);
    assert_eq!(stored().await, "cell.shutting_down");
    let metrics = world.dispatcher.metrics().encode();
    assert!(metrics.contains(r#"sapa_operations_total{operation="notes.raise",outcome="done"} 3"#));
}

#[tokio::test]
async fn live_pushes_name_their_topic_and_where_they_come_from() {
    let world = World::new().await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hear = Arc::clone(&heard);
    world
        .dispatcher
        .deliver_live(move |push| hear.lock().unwrap().push(push));
    assert_eq!(world.outcome(Some("ana"), "notes.wave", "").await, "{}");
    let heard = heard.lock().unwrap();
    let [push] = heard.as_slice() else {
        panic!("one push");
    };
    assert_eq!(push.event, br#"{"count":7}"#);
    assert!(push.from.is_some());
}

#[tokio::test]
async fn work_inside_the_process_takes_the_same_path() {
    let world = World::new().await;
    let who = world.peer(Some("ana")).who.clone();
    let input = serde_json::json!({ "name": "a" });
    let answer = world.dispatcher.call_inside(who, "notes.add", &input).await;
    assert_eq!(answer.unwrap()["count"], 1);
    let nobody = crate::Who::Nobody;
    let refused = world
        .dispatcher
        .call_inside(nobody, "notes.add", &input)
        .await;
    assert_eq!(refused.unwrap_err().code, "accounts.not_signed_in");
}
