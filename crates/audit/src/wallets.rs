//! Wallets, references, pay codes and the cell's count of them; and what each account of the ledger is held to.

use sapa_kernel::Id;
use sapa_ledger::LedgerId;
use sapa_store::{Read, StoreError, prefixes};
use sapa_wallet::audit::{
    cell_fact, owner_by_reference, visit_pay_codes, visit_references, visit_wallets,
    wallets_with_pay_code,
};
use sapa_wallet::{BANK, Purpose, SUSPENSE, UNCLAIMED};

use crate::Audit;
use crate::fold::Folded;
use crate::payments::each;

const WALLETS: sapa_store::Prefix = prefixes::WALLET_WALLETS;

pub(crate) fn check(read: &dyn Read, ledger: &Folded, audit: &mut Audit) -> Result<(), StoreError> {
    let (mut wallets, mut referable) = (0, 0);
    each(
        |visit| visit_wallets(read, visit),
        |wallet| {
            wallets += 1;
            referable += u64::from(!wallet.abandoned);
            let key = wallet.account;
            let owner = owner_by_reference(read, &wallet.reference)?;
            let expected = (!wallet.abandoned).then_some(wallet.account);
            audit.same("reference", WALLETS, key, &expected, &owner);
            let Some(book) = ledger.books.get(&LedgerId::from(wallet.account)) else {
                audit.offend("wallet", WALLETS, key, "an account in the ledger", "none");
                return Ok(());
            };
            let held_to = (wallet.currency, Purpose::Person as u16);
            audit.same(
                "wallet",
                WALLETS,
                key,
                &held_to,
                &(book.row.currency, book.row.code),
            );
            let spendable = book.row.spendable();
            if wallet.abandoned && !spendable.is_zero() {
                audit.offend("abandoned", WALLETS, key, "nothing to spend", spendable);
            }
            Ok(())
        },
    )?;
    audit.checked.wallets += wallets;
    let cell = cell_fact(read)?;
    let counted = cell.map_or(0, |cell| cell.wallets);
    audit.same(
        "wallet",
        prefixes::WALLET_CELL,
        "wallets",
        &wallets,
        &counted,
    );
    let mut references = 0;
    visit_references(read, |_, _| {
        references += 1;
        true
    })?;
    audit.same(
        "reference",
        prefixes::WALLET_REFERENCES,
        "all",
        &referable,
        &references,
    );
    check_pay_codes(read, audit)?;
    check_accounts(ledger, audit);
    Ok(())
}

fn check_pay_codes(read: &dyn Read, audit: &mut Audit) -> Result<(), StoreError> {
    let mut codes = 0;
    visit_pay_codes(read, |code, account, current| {
        codes += 1;
        // The code lets anybody pay: it is not written down once more.
        if current.as_ref() != Some(&code) {
            let table = prefixes::WALLET_PAY_CODES;
            audit.offend(
                "pay_code",
                table,
                account,
                "the wallet's own code",
                "another",
            );
        }
        true
    })?;
    let found = wallets_with_pay_code(read)?;
    audit.same(
        "pay_code",
        prefixes::WALLET_PAY_CODE_OF,
        "all",
        &codes,
        &found,
    );
    Ok(())
}

/// An account cannot say of itself that it may be overdrawn if what it is for says that it may not.
fn check_accounts(ledger: &Folded, audit: &mut Audit) {
    let mut books: Vec<_> = ledger.books.iter().collect();
    books.sort_unstable_by_key(|(id, _)| **id);
    for (id, book) in books {
        let key = shown(*id, book.row.code);
        let own = match *id {
            BANK => Some(Purpose::Bank),
            SUSPENSE => Some(Purpose::Suspense),
            UNCLAIMED => Some(Purpose::Unclaimed),
            _ => None,
        };
        let table = prefixes::LEDGER_ACCOUNTS;
        if let Some(purpose) = own {
            audit.same("purpose", table, &key, &(purpose as u16), &book.row.code);
        }
        let strict = [
            Purpose::Person,
            Purpose::Packet,
            Purpose::Unclaimed,
            Purpose::Merchant,
        ]
        .iter()
        .any(|purpose| *purpose as u16 == book.row.code);
        if strict && !book.row.flags.debits_must_not_exceed_credits {
            audit.offend(
                "purpose",
                table,
                &key,
                "debits_must_not_exceed_credits",
                "without",
            );
        }
    }
}

/// People's accounts as people know their ids.
fn shown(id: LedgerId, code: u16) -> String {
    if code == Purpose::Person as u16 {
        return sapa_kernel::AccountId::from_bytes(id.to_bytes()).to_string();
    }
    id.to_string()
}
