//! What deleted accounts left: each of it came from a wallet that is closed, and nobody was given more than that account left.

use std::collections::BTreeMap;

use sapa_kernel::AccountId;
use sapa_ledger::LedgerId;
use sapa_store::{Read, StoreError, prefixes};
use sapa_wallet::audit::visit_unclaimed;
use sapa_wallet::{PaymentKind, UNCLAIMED};

use crate::Audit;
use crate::payments::{Meanings, Movement, each};

pub(crate) fn check(
    read: &dyn Read,
    meanings: &mut Meanings,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let table = prefixes::WALLET_UNCLAIMED;
    // What each left, and what was given of it.
    let mut sums: BTreeMap<AccountId, (u128, u128)> = BTreeMap::new();
    each(
        |visit| visit_unclaimed(read, visit),
        |row| {
            let (left, given) = sums.entry(row.account).or_default();
            let sum = if row.to.is_some() { given } else { left };
            *sum = sum.saturating_add(row.money.amount.minor());
            let (from, to) = match row.to {
                Some(to) => (UNCLAIMED, LedgerId::from(to)),
                None => (LedgerId::from(row.account), UNCLAIMED),
            };
            let movement = Movement {
                payment: row.payment,
                number: 0,
                from,
                to,
                money: row.money,
                kind: PaymentKind::Unclaimed,
                held: false,
            };
            if row.to.is_none() {
                audit.same("unclaimed", table, row.account, &true, &row.closed);
            }
            movement.check(read, (table, &row.payment.to_string()), meanings, audit)
        },
    )?;
    for (account, (left, given)) in sums {
        if given > left {
            let expected = format!("at most {left}");
            audit.offend("unclaimed", table, account, expected, given);
        }
    }
    Ok(())
}
