//! Money that waits: posted, posted in part, voided, expired, each once.

use super::script::run;

#[test]
fn what_is_held_is_posted_or_released() {
    run("
        account A1 no_overdraft -> ok
        account A2 -> ok
        transfer T1 A2 A1 100 -> ok
        transfer T2 A1 A2 15 pending -> ok
        transfer T3 A1 A2 20 pending code=4 data=6 -> ok
        transfer T4 A1 A2 25 pending -> ok
        transfer T5 A1 A2 30 pending -> ok
        balance A1 0+90 100+0
        post T6 T2 max -> ok
        amount T6 15
        balance A1 15+75 100+0
        post T7 T3 12 -> ok                        # the rest comes back
        amount T7 12
        balance A1 27+55 100+0
        post T8 T4 0 -> ok                         # nothing is posted, all comes back
        balance A1 27+30 100+0
        void T9 T5 0 -> ok
        amount T9 30
        balance A1 27+0 100+0
        balance A2 100+0 27+0
        state T2 posted
        state T4 posted
        state T5 voided
        state T1 none
        state T9 none
        post T10 T2 max -> pending_transfer_already_posted
        void T10 T2 0   -> pending_transfer_already_posted
        post T10 T5 max -> pending_transfer_already_voided
        void T10 T5 0   -> pending_transfer_already_voided
    ");
}

#[test]
fn each_result_of_posting_goes_before_the_next() {
    let parts = "
        account A1 -> ok
        account A2 -> ok
        transfer T1 A1 A2 10 pending timeout=60 code=7 -> ok
        transfer T2 A1 A2 10 code=7 -> ok
        post T0  T0 max pending timeout=9  -> id_must_not_be_zero
        post max T0 max pending timeout=9  -> id_must_not_be_int_max
        post T1  T0 max pending timeout=9  -> exists_with_different_flags
        post T5 T0 11 void timeout=9             -> flags_are_mutually_exclusive
        post T5 T0 11 pending timeout=9          -> flags_are_mutually_exclusive
        post T5 T0 11 balancing_debit timeout=9  -> flags_are_mutually_exclusive
        post T5 T0 11 balancing_credit timeout=9 -> flags_are_mutually_exclusive
        post T5 T0 11 closing_debit timeout=9    -> flags_are_mutually_exclusive
        void T5 T0 11 closing_credit timeout=9   -> flags_are_mutually_exclusive
        void T5 T0 11 pending timeout=9          -> flags_are_mutually_exclusive
        post T5 T0 11 timeout=9    -> pending_id_must_not_be_zero
        post T5 max 11 timeout=9   -> pending_id_must_not_be_int_max
        post T5 T5 11 timeout=9    -> pending_id_must_be_different
        post T5 T9 11 timeout=9    -> timeout_reserved_for_pending_transfer
        post T5 T9 11 debit=A2     -> pending_transfer_not_found
        post T5 T2 11 debit=A2     -> pending_transfer_not_pending
        post T5 T1 11 debit=A2 credit=A1 currency=EUR code=8 -> pending_transfer_has_different_debit_account_id
        post T5 T1 11 debit=A1 credit=A1 currency=EUR code=8 -> pending_transfer_has_different_credit_account_id
        post T5 T1 11 credit=A2 currency=EUR code=8 -> pending_transfer_has_different_currency
        post T5 T1 11 code=8 -> pending_transfer_has_different_code
        post T5 T1 11        -> exceeds_pending_transfer_amount
        post T5 T1 max-1     -> exceeds_pending_transfer_amount
        void T5 T1 11        -> exceeds_pending_transfer_amount
        void T5 T1 max       -> exceeds_pending_transfer_amount
        void T5 T1 9         -> pending_transfer_has_different_amount
    ";
    let ends = [
        ("post T4 T1 3 -> ok", "pending_transfer_already_posted"),
        ("void T4 T1 0 -> ok", "pending_transfer_already_voided"),
        ("advance 61s", "pending_transfer_expired"),
        ("advance 61s\njobs 1", "pending_transfer_expired"),
    ];
    for (end, result) in ends {
        run(&format!(
            "{parts}
            {end}
            void T5 T1 9 -> pending_transfer_has_different_amount
            post T5 T1 10 -> {result}
            void T5 T1 10 -> {result}"
        ));
    }
}

#[test]
fn all_that_is_left_open_is_taken_from_the_pending_one() {
    run("
        account A1 -> ok
        account A2 -> ok
        transfer T1 A1 A2 10 pending code=7 data=9 -> ok
        transfer T2 A1 A2 10 pending code=7 data=9 -> ok
        transfer T3 A1 A2 10 pending code=7 data=9 -> ok
        post T4 T1 max -> ok
        post T5 T2 6 debit=A1 credit=A2 code=7 data=8 -> ok
        void T6 T3 10 data=max -> ok
        # The same again, and what says the same in other words.
        post T4 T1 max -> exists
        post T4 T1 10 -> exists
        post T4 T1 max debit=A1 credit=A2 code=7 data=9 -> exists
        post T5 T2 6 data=8 -> exists
        void T6 T3 0 data=max -> exists
        void T6 T3 10 data=max code=7 -> exists
        # And what does not.
        post T4 T1 10 linked -> linked_event_chain_open
        void T4 T1 10 -> exists_with_different_flags
        post T4 T2 max -> exists_with_different_pending_id
        post T4 T1 max timeout=1 debit=A2 -> exists_with_different_timeout
        post T4 T1 9 debit=A2 credit=A1 -> exists_with_different_debit_account_id
        post T4 T1 9 credit=A1 -> exists_with_different_credit_account_id
        post T4 T1 9 data=1 -> exists_with_different_amount
        post T4 T1 11 -> exists_with_different_amount
        post T4 T1 max data=1 currency=EUR -> exists_with_different_user_data
        post T4 T1 max currency=EUR code=1 -> exists_with_different_currency
        post T4 T1 max code=1 -> exists_with_different_code
        post T5 T2 max data=8 -> exists_with_different_amount
        post T5 T2 0 data=8 -> exists_with_different_amount
        post T5 T2 6 -> exists_with_different_user_data
        void T6 T3 9 data=max -> exists_with_different_amount
        balance A1 16+0 0+0
    ");
}

#[test]
fn time_runs_out_on_access_and_money_comes_back_by_the_job() {
    run("
        account A1 no_overdraft -> ok
        account A2 -> ok
        transfer T1 A2 A1 100 -> ok
        transfer T2 A1 A2 40 pending timeout=60 -> ok
        transfer T3 A1 A2 50 pending timeout=90 -> ok
        transfer T4 A1 A2 10 pending -> ok
        jobs 0
        expire T2 no
        advance 59s
        jobs 0
        state T2 pending
        advance 2s
        state T2 expired
        post T5 T2 max -> pending_transfer_expired
        void T5 T2 0   -> pending_transfer_expired
        balance A1 0+100 100+0
        transfer T6 A1 A2 1 -> exceeds_credits     # late as the job is, the money is still held
        jobs 1
        balance A1 0+60 100+0
        state T2 expired
        expire T2 no
        jobs 0
        advance 30s
        expire T3 yes
        expire T3 no
        jobs 0                                     # expiring by hand cancelled it
        balance A1 0+10 100+0
        balance A2 100+0 0+10
        advance 4294967295s
        jobs 0
        state T4 pending                           # no deadline
        expire T4 no
        expire T1 no
        expire T99 no
        post T7 T4 max -> ok
    ");
}

#[test]
fn whatever_is_posted_or_voided_has_no_job_any_more() {
    run("
        account A1 -> ok
        account A2 -> ok
        transfer T1 A1 A2 1 pending timeout=60 -> ok
        transfer T2 A1 A2 1 pending timeout=60 -> ok
        post T3 T1 max -> ok
        void T4 T2 0 -> ok
        batch
        transfer T5 A1 A2 7 pending timeout=60 -> ok
        post T6 T5 3 -> ok
        post T7 T5 3 -> pending_transfer_already_posted
        end
        advance 61s
        jobs 0
        state T5 posted
        balance A1 4+0 0+0
    ");
}
