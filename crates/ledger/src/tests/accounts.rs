//! Creating accounts: each result, and which goes before which.

use super::script::run;

#[test]
fn each_result_goes_before_the_next() {
    run("
        account A1 no_overdraft code=7 data=9   -> ok
        account A0 no_overdraft no_surplus code=0   -> id_must_not_be_zero
        account max no_overdraft no_surplus code=0  -> id_must_not_be_int_max
        # The same id with everything different, then one difference less each time.
        account A1 no_surplus code=0 data=8 currency=EUR   -> exists_with_different_flags
        account A1 no_overdraft no_surplus code=7 data=9   -> exists_with_different_flags
        account A1 no_overdraft code=0 data=8 currency=EUR -> exists_with_different_user_data
        account A1 no_overdraft code=0 data=9 currency=EUR -> exists_with_different_currency
        account A1 no_overdraft code=0 data=9              -> exists_with_different_code
        account A1 no_overdraft code=7 data=9              -> exists
        account A2 no_overdraft no_surplus code=0  -> flags_are_mutually_exclusive
        account A2 code=0                          -> code_must_not_be_zero
        account max-1 history closed data=max      -> ok
        account max-1 history closed data=max      -> exists
        open max-1 no
    ");
}

#[test]
fn a_chain_is_created_whole_or_not_at_all() {
    run("
        batch
        account A1 linked   -> linked_event_failed
        account A2 linked   -> linked_event_failed
        account A0 linked   -> id_must_not_be_zero
        account A0          -> linked_event_failed
        account A1          -> ok
        account A3 linked   -> ok
        account A4          -> ok
        account A4          -> exists
        end
        batch
        account A2          -> ok
        account A5 linked   -> linked_event_failed
        account A6 linked   -> linked_event_chain_open
        end
        account A7 linked   -> linked_event_chain_open
        account A5          -> ok
        account A6          -> ok
        account A1 linked   -> linked_event_chain_open
        batch
        account A1 linked   -> exists_with_different_flags
        account A9          -> linked_event_failed
        end
        account A9          -> ok
    ");
}

#[test]
fn an_open_chain_that_had_failed_says_so_at_its_end() {
    run("
        batch
        account A1 linked          -> linked_event_failed
        account A2 linked code=0   -> code_must_not_be_zero
        account A3 linked          -> linked_event_failed
        account A4 linked          -> linked_event_chain_open
        end
    ");
}
