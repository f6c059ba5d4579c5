//! Writes a statement as `camt.053.001.08`.

use sapa_kernel::{Amount, Money};

use crate::file_error::{FileError, MAX_ENTRIES, Place, Problem};
use crate::out::Out;
use crate::{Entry, SignedAmount, Statement};

/// One statement as one message. What is not booked is written as pending.
///
/// # Errors
/// What [`Statement`] promises and this one does not keep.
pub fn write(statement: &Statement) -> Result<String, FileError> {
    let refuse = |problem, index: Option<usize>| FileError {
        problem,
        place: Place {
            path: "Document/BkToCstmrStmt/Stmt".into(),
            entry: index.map(|index| index + 1),
            byte: 0,
        },
    };
    if statement.entries.len() > MAX_ENTRIES {
        return Err(refuse(Problem::TooManyEntries, None));
    }
    statement
        .check()
        .map_err(|(problem, index)| refuse(problem, index))?;

    let mut out = Out::document("camt.053.001.08");
    out.open("BkToCstmrStmt");
    out.open("GrpHdr");
    out.leaf("MsgId", &statement.message_id);
    out.leaf("CreDtTm", &statement.created_at.to_string());
    out.close();
    out.open("Stmt");
    header(&mut out, statement);
    balance(&mut out, "OPBD", statement, statement.opening);
    balance(&mut out, "CLBD", statement, statement.closing);
    out.open("TxsSummry");
    let totals = totals(&statement.entries);
    let names = ["TtlNtries", "TtlCdtNtries", "TtlDbtNtries"];
    for (name, (number, sum)) in names.into_iter().zip(totals) {
        out.open(name);
        out.leaf("NbOfNtries", &number.to_string());
        out.leaf("Sum", &statement.currency.decimal(sum));
        out.close();
    }
    out.close();
    for one in &statement.entries {
        entry(&mut out, one);
    }
    Ok(out.finish())
}

/// Number and sum of all entries, of the credits, of the debits.
fn totals(entries: &[Entry]) -> [(usize, Amount); 3] {
    let mut totals = [(0, Amount::ZERO); 3];
    for entry in entries {
        for at in [0, if entry.credit { 1 } else { 2 }] {
            let (number, sum) = &mut totals[at];
            *number += 1;
            *sum = sum.saturating_add(entry.amount.amount);
        }
    }
    totals
}

fn header(out: &mut Out, statement: &Statement) {
    out.leaf("Id", &statement.id);
    if let Some(sequence) = statement.sequence {
        out.leaf("ElctrncSeqNb", &sequence.to_string());
    }
    out.leaf("CreDtTm", &statement.created_at.to_string());
    if statement.from.is_some() || statement.to.is_some() {
        out.open("FrToDt");
        for (name, time) in [("FrDtTm", statement.from), ("ToDtTm", statement.to)] {
            if let Some(time) = time {
                out.leaf(name, &time.to_string());
            }
        }
        out.close();
    }
    out.open("Acct");
    out.account_id(&statement.account);
    out.leaf("Ccy", statement.currency.code());
    if let Some(bank) = statement.account.bank() {
        out.agent("Svcr", bank);
    }
    out.close();
}

fn balance(out: &mut Out, code: &str, statement: &Statement, balance: SignedAmount) {
    out.open("Bal");
    out.nested(&["Tp", "CdOrPrtry", "Cd"], code);
    let money = Money {
        amount: balance.amount(),
        currency: statement.currency,
    };
    out.money("Amt", money);
    out.direction(!balance.is_debit());
    out.nested(&["Dt", "DtTm"], &statement.created_at.to_string());
    out.close();
}

fn entry(out: &mut Out, entry: &Entry) {
    out.open("Ntry");
    out.money("Amt", entry.amount);
    out.direction(entry.credit);
    if entry.reversal {
        out.leaf("RvslInd", "true");
    }
    out.nested(&["Sts", "Cd"], if entry.booked { "BOOK" } else { "PDNG" });
    out.nested(&["BookgDt", "DtTm"], &entry.booked_at.to_string());
    out.leaf("AcctSvcrRef", &entry.reference);
    out.nested(&["BkTxCd", "Prtry", "Cd"], "NTRF");
    out.open("NtryDtls");
    out.open("TxDtls");
    if let Some(id) = &entry.end_to_end_id {
        out.nested(&["Refs", "EndToEndId"], id);
    }
    out.money("Amt", entry.amount);
    out.direction(entry.credit);
    counterparty(out, entry);
    if !entry.remittance.is_empty() {
        out.open("RmtInf");
        for line in &entry.remittance {
            out.leaf("Ustrd", line);
        }
        out.close();
    }
    if let Some(reason) = &entry.return_reason {
        // A code has four characters; what is longer is the bank's own.
        let kind = if reason.len() > 4 { "Prtry" } else { "Cd" };
        out.nested(&["RtrInf", "Rsn", kind], reason);
    }
    for _ in 0..3 {
        out.close();
    }
}

fn counterparty(out: &mut Out, entry: &Entry) {
    // The parties are those of the payment, also where it is taken back.
    let payer = entry.credit != entry.reversal;
    let (party, account, agent) = match payer {
        true => ("Dbtr", "DbtrAcct", "DbtrAgt"),
        false => ("Cdtr", "CdtrAcct", "CdtrAgt"),
    };
    if entry.counterparty_name.is_some() || entry.counterparty_account.is_some() {
        out.open("RltdPties");
        if let Some(name) = &entry.counterparty_name {
            out.nested(&[party, "Pty", "Nm"], name);
        }
        if let Some(number) = &entry.counterparty_account {
            out.open(account);
            out.account_id(number);
            out.close();
        }
        out.close();
    }
    let bank = entry
        .counterparty_account
        .as_ref()
        .and_then(|account| account.bank());
    if let Some(bank) = bank {
        out.open("RltdAgts");
        out.agent(agent, bank);
        out.close();
    }
}
