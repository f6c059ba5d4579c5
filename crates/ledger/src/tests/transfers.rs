//! Transfers that move or hold: each result, and which goes before which.

use super::script::run;

/// Accounts that most scripts begin with; 3 holds euros.
fn with_accounts(script: &str) {
    let accounts = "
        account A1 -> ok
        account A2 -> ok
        account A3 currency=EUR -> ok
        account A4 closed -> ok
        account A5 closed -> ok
    ";
    run(&format!("{}{script}", accounts.replace('\n', " \n")));
}

#[test]
fn the_form_goes_before_everything_else() {
    with_accounts(
        "
        transfer T0   A0 A0 1 of=T7 timeout=5 code=0 closing_debit   -> id_must_not_be_zero
        transfer max  A0 A0 1 of=T7 timeout=5 code=0 closing_debit   -> id_must_not_be_int_max
        transfer T1   A0 A0 1 of=T7 timeout=5 code=0 closing_debit   -> debit_account_id_must_not_be_zero
        transfer T1   max max 1 of=T7 timeout=5 code=0 closing_debit -> debit_account_id_must_not_be_int_max
        transfer T1   A8 A0 1 of=T7 timeout=5 code=0 closing_debit   -> credit_account_id_must_not_be_zero
        transfer T1   A8 max 1 of=T7 timeout=5 code=0 closing_debit  -> credit_account_id_must_not_be_int_max
        transfer T1   A8 A8 1 of=T7 timeout=5 code=0 closing_debit   -> accounts_must_be_different
        transfer T1   A8 A9 1 of=T7 timeout=5 code=0 closing_debit   -> pending_id_must_be_zero
        transfer T1   A8 A9 1 of=max timeout=5 code=0                -> pending_id_must_be_zero
        transfer T1   A8 A9 1 of=T7 pending timeout=5 code=0         -> pending_id_must_be_zero
        transfer T1   A8 A9 1 timeout=5 code=0 closing_debit -> timeout_reserved_for_pending_transfer
        transfer T1   A8 A9 1 code=0 closing_debit           -> closing_transfer_must_be_pending
        transfer T1   A8 A9 1 code=0 closing_credit          -> closing_transfer_must_be_pending
        transfer T1   A8 A9 1 code=0                         -> code_must_not_be_zero
        transfer T1   A8 A9 1 of=T0                          -> debit_account_not_found
        balance A1 0+0 0+0
    ",
    );
}

#[test]
fn the_accounts_go_before_the_amounts() {
    with_accounts(
        "
        transfer T1 A8 A9 max -> debit_account_not_found
        transfer T1 A4 A9 max -> credit_account_not_found
        transfer T1 A4 A3 max -> accounts_must_have_the_same_currency
        transfer T1 A4 A5 max currency=EUR -> transfer_must_have_the_same_currency_as_accounts
        transfer T1 A4 A5 max -> debit_account_already_closed
        transfer T1 A1 A5 max -> credit_account_already_closed
        transfer T1 A1 A2 max -> ok
        balance A1 max+0 0+0
        balance A2 0+0 max+0
    ",
    );
}

#[test]
fn an_amount_may_be_nothing() {
    with_accounts(
        "
        transfer T1 A1 A2 0           -> ok
        transfer T1 A1 A2 0           -> exists
        transfer T2 A1 A2 0 pending   -> ok
        post     T3 T2 0              -> ok
        balance A1 0+0 0+0
    ",
    );
}

#[test]
fn balances_overflow_in_the_order_of_the_sums() {
    run("
        account A1 -> ok
        account A2 -> ok
        account A3 no_overdraft -> ok
        account A4 no_surplus -> ok
        account A5 -> ok
        transfer T1 A1 A5 max-9 pending -> ok          # A1 holds max-9 of debits
        transfer T2 A5 A2 max-9 pending -> ok          # A2 holds max-9 of credits
        transfer T9 A1 A2 10 pending   -> overflows_debits_pending
        transfer T9 A5 A2 10 pending   -> overflows_debits_pending
        transfer T9 A4 A2 10 pending   -> overflows_credits_pending
        transfer T9 A1 A4 10           -> overflows_debits
        transfer T9 A3 A2 10           -> overflows_credits      # before exceeds_credits
        transfer T9 A1 A4 9            -> exceeds_debits         # the sum just fits
        transfer T9 A3 A2 9            -> exceeds_credits
        post     T3 T1 max -> ok
        post     T4 T2 max -> ok
        balance  A1 max-9+0 0+0
        transfer T9 A1 A2 10           -> overflows_debits_posted
        transfer T9 A1 A2 10 pending   -> overflows_debits_posted
        transfer T9 A3 A2 10           -> overflows_credits_posted
        transfer T9 A3 A2 10 pending   -> overflows_credits_posted
        transfer T9 A1 A2 9            -> ok
        balance  A1 max+0 0+0
        balance  A2 0+0 max+0
        transfer T10 A1 A2 1 pending   -> overflows_debits_posted
        transfer T10 A1 A2 0           -> ok
    ");
}

#[test]
fn a_timeout_beyond_the_year_2262_is_refused() {
    // From 2026 to the end of 63 bits of nanoseconds; TigerBeetle's 32 bits of seconds reach it only from 2126 on.
    run("
        account A1 no_overdraft -> ok
        account A2 -> ok
        account A3 -> ok
        transfer T1 A1 A2 1 pending timeout=7456146437 -> overflows_timeout
        transfer T1 A1 A2 1 pending timeout=18446744073709551615 -> overflows_timeout
        transfer T1 A1 A2 1 pending timeout=7456146436 -> exceeds_credits
        transfer T1 A3 A2 1 pending timeout=7456146436 -> ok
        state T1 pending
        advance 4294967295s
        state T1 pending
        transfer T2 A3 A2 1 pending timeout=4294967295 -> overflows_timeout
    ");
}

#[test]
fn accounts_keep_within_their_limits() {
    run("
        account A1 no_surplus -> ok                  # the bank
        account A2 no_overdraft -> ok
        account A3 no_overdraft -> ok
        transfer T1 A2 A1 1 -> exceeds_credits       # before exceeds_debits
        transfer T1 A3 A2 1 -> exceeds_credits
        transfer T1 A1 A2 100 -> ok
        transfer T2 A2 A1 101 -> exceeds_credits
        transfer T2 A2 A3 60 pending -> ok
        transfer T3 A2 A3 41 -> exceeds_credits      # what is held counts
        transfer T3 A2 A3 41 pending -> exceeds_credits
        transfer T3 A3 A2 1 -> exceeds_credits       # what is held for it does not
        transfer T3 A2 A3 40 -> ok
        transfer T4 A3 A1 41 -> exceeds_credits
        transfer T4 A3 A1 40 pending -> ok
        account A4 -> ok
        transfer T5 A4 A1 61 -> exceeds_debits       # 100 in, 40 held
        transfer T5 A4 A1 60 -> ok
        transfer T6 A4 A1 1 pending -> exceeds_debits
        balance A1 100+0 60+40
        balance A2 40+60 100+0
        balance A3 0+40 40+60
    ");
}

#[test]
fn a_balancing_transfer_moves_what_it_can() {
    run("
        account A1 no_surplus -> ok
        account A2 no_overdraft -> ok
        account A3 -> ok
        transfer T1 A1 A2 100 -> ok
        transfer T2 A2 A3 30 pending -> ok
        transfer T3 A2 A3 50 balancing_debit -> ok
        amount   T3 50
        transfer T4 A2 A3 50 balancing_debit -> ok
        amount   T4 20
        balance  A2 70+30 100+0
        transfer T5 A2 A3 max balancing_debit -> ok      # nothing is left, and nothing moves
        amount   T5 0
        transfer T6 A3 A1 max balancing_credit pending -> ok
        amount   T6 100
        transfer T7 A3 A1 max balancing_credit -> ok
        amount   T7 0
        void     T8 T6 100 -> ok
        # Both at once: the smaller of what the two allow.
        transfer T9 A3 A1 max balancing_debit balancing_credit -> ok
        amount   T9 70
        # An account without the flag is balanced all the same.
        transfer T10 A3 A2 5 balancing_debit -> ok
        amount   T10 0
        # A repeated one may ask for more than came of it, not for less.
        transfer T4 A2 A3 20 balancing_debit -> exists
        transfer T4 A2 A3 max balancing_debit -> exists
        transfer T4 A2 A3 19 balancing_debit -> exists_with_different_amount
    ");
}

#[test]
fn the_same_id_again_tells_what_differs() {
    with_accounts(
        "
        transfer T1 A1 A2 10 pending timeout=60 code=7 data=9 -> ok
        # Everything different, then one difference less each time. The first line has a flag that no form allows.
        transfer T1 A2 A1 11 of=T5 timeout=61 code=0 data=8 currency=EUR post void -> exists_with_different_flags
        transfer T1 A0 A0 11 pending of=T5 timeout=61 code=0 data=8 currency=EUR -> exists_with_different_pending_id
        transfer T1 A0 A0 11 pending timeout=61 code=0 data=8 currency=EUR -> exists_with_different_timeout
        transfer T1 A0 A0 11 pending timeout=60 code=0 data=8 currency=EUR -> exists_with_different_debit_account_id
        transfer T1 A1 A0 11 pending timeout=60 code=0 data=8 currency=EUR -> exists_with_different_credit_account_id
        transfer T1 A1 A2 11 pending timeout=60 code=0 data=8 currency=EUR -> exists_with_different_amount
        transfer T1 A1 A2 10 pending timeout=60 code=0 data=0 currency=EUR -> exists_with_different_user_data
        transfer T1 A1 A2 10 pending timeout=60 code=0 data=9 currency=EUR -> exists_with_different_currency
        transfer T1 A1 A2 10 pending timeout=60 code=0 data=9 -> exists_with_different_code
        transfer T1 A1 A2 10 pending timeout=60 code=7 data=9 -> exists
        advance 60s
        jobs 1
        transfer T1 A1 A2 10 pending timeout=60 code=7 data=9 -> exists
        state T1 expired
    ",
    );
}

#[test]
fn a_closing_transfer_closes_until_it_ends() {
    run("
        account A1 -> ok
        account A2 -> ok
        account A3 -> ok
        transfer T1 A1 A2 10 pending -> ok
        transfer T2 A1 A2 0 pending closing_debit -> ok
        open A1 no
        open A2 yes
        transfer T3 A1 A2 1 -> debit_account_already_closed
        transfer T3 A2 A1 1 -> credit_account_already_closed
        post T3 T1 max -> debit_account_already_closed
        post T3 T2 max -> debit_account_already_closed
        void T4 T1 0 -> ok                                  # voiding is all that a closed account takes
        void T5 T2 0 -> ok
        open A1 yes
        transfer T6 A3 A2 5 pending closing_credit closing_debit timeout=60 -> ok
        open A2 no
        open A3 no
        advance 60s
        open A2 no
        jobs 1
        open A2 yes
        open A3 yes
        transfer T7 A1 A2 5 pending -> ok
        transfer T8 A3 A2 0 pending closing_credit -> ok
        post T9 T7 max -> credit_account_already_closed
        void T9 T7 0 -> ok
        balance A2 0+0 0+0
    ");
}
