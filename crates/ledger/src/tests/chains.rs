//! Chains happen whole or not at all, and what fails leaves no trace.

use super::script::run;

#[test]
fn a_chain_that_fails_leaves_no_trace() {
    run("
        account A1 no_overdraft history -> ok
        account A2 -> ok
        account A3 history -> ok
        transfer T1 A2 A1 100 -> ok
        transfer T2 A1 A2 10 pending timeout=60 -> ok
        batch
        transfer T3 A1 A3 30 linked                    -> linked_event_failed
        post     T4 T2 max linked                      -> linked_event_failed
        transfer T5 A1 A3 5 pending timeout=60 linked  -> linked_event_failed
        transfer T6 A3 A1 30 linked                    -> linked_event_failed
        transfer T7 A1 A2 101 linked                   -> exceeds_credits
        transfer T0 A0 A0 1                            -> linked_event_failed
        transfer T3 A1 A3 90                           -> ok
        end
        balance A1 90+10 100+0
        balance A3 0+0 90+0
        state T2 pending
        state T5 none
        history A1 T1:0+0/100+0 T2:0+10/100+0 T3:90+10/100+0
        history A3 T3:0+0/90+0
        advance 61s
        jobs 1
        balance A1 90+0 100+0
    ");
}

#[test]
fn each_link_sees_what_those_before_it_did() {
    run("
        account A1 no_overdraft -> ok
        account A2 no_overdraft -> ok
        account A3 -> ok
        batch
        transfer T1 A3 A1 10 linked          -> ok
        transfer T2 A1 A2 10 linked pending  -> ok
        post     T3 T2 4 linked              -> ok
        transfer T4 A2 A3 4 linked           -> ok
        transfer T5 A1 A3 6                  -> ok
        end
        balance A1 10+0 10+0
        balance A2 4+0 4+0
        balance A3 10+0 10+0
    ");
}

#[test]
fn chains_of_one_batch_succeed_and_fail_apart() {
    run("
        account A1 -> ok
        account A2 -> ok
        batch
        transfer T1 A1 A2 1                -> ok
        transfer T2 A1 A2 2 linked         -> linked_event_failed
        transfer T3 A1 A1 2                -> accounts_must_be_different
        transfer T2 A1 A2 4 linked         -> ok
        transfer T3 A1 A2 8                -> ok
        transfer T4 A1 A2 16 linked        -> linked_event_failed
        transfer T1 A1 A2 1                -> exists
        transfer T5 A1 A2 32               -> ok
        end
        balance A1 45+0 0+0
    ");
}

#[test]
fn a_repeated_chain_answers_what_differs_first() {
    run("
        account A1 -> ok
        account A2 -> ok
        batch
        transfer T1 A1 A2 1 linked   -> ok
        transfer T2 A1 A2 2          -> ok
        end
        batch
        transfer T1 A1 A2 1 linked   -> exists
        transfer T2 A1 A2 2          -> linked_event_failed
        end
        balance A1 3+0 0+0
    ");
}

#[test]
fn a_chain_does_not_reach_beyond_its_batch() {
    run("
        account A1 -> ok
        account A2 -> ok
        transfer T1 A1 A2 1 linked          -> linked_event_chain_open
        batch
        transfer T1 A1 A2 1 linked          -> linked_event_failed
        transfer T2 A1 A2 1 linked          -> linked_event_chain_open
        end
        batch
        transfer T3 A1 A2 1                 -> ok
        transfer T1 A1 A2 1 linked          -> linked_event_failed
        transfer T2 A1 A1 1 linked          -> accounts_must_be_different
        transfer T4 A1 A2 1 linked          -> linked_event_failed
        transfer T0 A1 A2 1 linked          -> linked_event_chain_open
        end
        balance A1 1+0 0+0
    ");
}

#[test]
fn an_id_that_failed_may_succeed_later() {
    // TigerBeetle would say id_already_failed; see what is absent in lib.rs.
    run("
        account A1 no_overdraft -> ok
        account A2 -> ok
        transfer T1 A1 A2 1 -> exceeds_credits
        transfer T2 A2 A1 1 -> ok
        transfer T1 A1 A2 1 -> ok
    ");
}
