//! Reads `pain.001`, as a bank does that executes it.

use sapa_kernel::{Money, Timestamp};

use crate::file_error::{FileError, Problem};
use crate::order::{self, MAX_ORDERS, OrderError};
use crate::values::{self, Account, Agent};
use crate::xml::Xml;
use crate::{Initiator, Instruction, PaymentOrder};

/// A message of orders of one debtor, of any version whose structure is that of 03 to 12.
///
/// # Errors
/// Why it is refused, and where; nothing of it is returned then.
pub fn read(bytes: &[u8]) -> Result<Instruction, FileError> {
    let mut xml = Xml::open(bytes, "pain.001.001.")?;
    let mut message = None;
    while let Some(name) = xml.child()? {
        if name != "CstmrCdtTrfInitn" {
            return Err(xml.error(Problem::UnknownDocument(name)));
        }
        let found = initiation(&mut xml)?;
        xml.once(&mut message, found, "CstmrCdtTrfInitn")?;
    }
    let missing = xml.error(Problem::Missing("CstmrCdtTrfInitn"));
    xml.finish()?;
    message.ok_or(missing)
}

/// What a message says of itself, to be checked against what is in it.
#[derive(Default)]
struct Stated {
    number: Option<u64>,
    sum: Option<String>,
}

struct Payment {
    stated: Stated,
    day: Option<Timestamp>,
    name: Option<String>,
    account: Option<Account>,
    agent: Option<Agent>,
    orders: Vec<PaymentOrder>,
}

fn initiation(xml: &mut Xml<'_>) -> Result<Instruction, FileError> {
    let mut stated = Stated::default();
    let (mut message_id, mut created_at, mut payment) = (None, None, None);
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "GrpHdr" => {
                while let Some(name) = xml.child()? {
                    match name.as_str() {
                        "MsgId" => {
                            let id = values::required(xml, "MsgId")?;
                            xml.once(&mut message_id, id, "MsgId")?;
                        }
                        "CreDtTm" => created_at = Some(values::time(xml)?),
                        "NbOfTxs" => stated.number = Some(values::number(xml)?),
                        "CtrlSum" => stated.sum = values::optional(xml)?,
                        _ => xml.skip()?,
                    }
                }
            }
            "PmtInf" => {
                let found = payment_of(xml)?;
                xml.once(&mut payment, found, "PmtInf")?;
            }
            _ => xml.skip()?,
        }
    }
    let here = "CstmrCdtTrfInitn";
    let missing = |name| xml.error_in(here, Problem::Missing(name));
    let payment = payment.ok_or_else(|| missing("PmtInf"))?;
    let account = payment.account.ok_or_else(|| missing("DbtrAcct"))?;
    let refuse = |problem| xml.error_in(here, problem);
    let instruction = Instruction {
        message_id: message_id.ok_or_else(|| missing("MsgId"))?,
        created_at: created_at.ok_or_else(|| missing("CreDtTm"))?,
        execution_date: payment.day.ok_or_else(|| missing("ReqdExctnDt"))?,
        initiator: Initiator {
            name: payment.name.ok_or_else(|| missing("Dbtr/Nm"))?,
            account: account.own(payment.agent.as_ref()).map_err(refuse)?,
        },
        orders: payment.orders,
    };
    check(&instruction, &[stated, payment.stated]).map_err(refuse)?;
    Ok(instruction)
}

fn check(instruction: &Instruction, stated: &[Stated]) -> Result<(), Problem> {
    let Instruction {
        orders, initiator, ..
    } = instruction;
    let times = [instruction.created_at, instruction.execution_date];
    let (sum, currency) = order::check(orders, initiator, &instruction.message_id, times)
        .map_err(Problem::BadOrders)?;
    if stated.first().is_some_and(|header| header.number.is_none()) {
        return Err(Problem::Missing("NbOfTxs"));
    }
    for stated in stated {
        let found = orders.len() as u64;
        if let Some(number) = stated.number.filter(|number| *number != found) {
            return Err(Problem::WrongNumber {
                what: "NbOfTxs",
                stated: number,
                found,
            });
        }
        if let Some(text) = &stated.sum
            && values::decimal(text, currency)? != sum
        {
            return Err(Problem::WrongTotal {
                what: "CtrlSum",
                stated: text.clone(),
                found: currency.decimal(sum),
            });
        }
    }
    Ok(())
}

fn payment_of(xml: &mut Xml<'_>) -> Result<Payment, FileError> {
    let mut payment = Payment {
        stated: Stated::default(),
        day: None,
        name: None,
        account: None,
        agent: None,
        orders: Vec::new(),
    };
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "NbOfTxs" => payment.stated.number = Some(values::number(xml)?),
            "CtrlSum" => payment.stated.sum = values::optional(xml)?,
            "PmtMtd" => values::code(xml, "method of payment", &[("TRF", ())])?,
            "ReqdExctnDt" => payment.day = Some(values::date(xml)?),
            "Dbtr" => payment.name = values::party(xml)?,
            "DbtrAcct" => payment.account = Some(Account::read(xml)?),
            "DbtrAgt" => payment.agent = Some(Agent::read(xml)?),
            "CdtTrfTxInf" => {
                if payment.orders.len() == MAX_ORDERS {
                    return Err(xml.error(Problem::BadOrders(OrderError::TooMany)));
                }
                xml.entry = Some(payment.orders.len() + 1);
                let order = order(xml)?;
                payment.orders.push(order);
                xml.entry = None;
            }
            _ => xml.skip()?,
        }
    }
    Ok(payment)
}

fn order(xml: &mut Xml<'_>) -> Result<PaymentOrder, FileError> {
    let (mut id, mut amount, mut creditor) = (None, None, None);
    let (mut account, mut agent, mut remittance) = (None, None, None);
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "PmtId" => {
                while let Some(name) = xml.child()? {
                    match name.as_str() {
                        "EndToEndId" => id = Some(values::required(xml, "EndToEndId")?),
                        _ => xml.skip()?,
                    }
                }
            }
            "Amt" => {
                let found = instructed(xml)?;
                xml.once(&mut amount, found, "Amt")?;
            }
            "CdtrAgt" => agent = Some(Agent::read(xml)?),
            "Cdtr" => creditor = values::party(xml)?,
            "CdtrAcct" => account = Some(Account::read(xml)?),
            "RmtInf" => {
                while let Some(name) = xml.child()? {
                    match name.as_str() {
                        "Ustrd" => {
                            let text = xml.text()?;
                            xml.once(&mut remittance, text, "Ustrd")?;
                        }
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    let here = "CdtTrfTxInf";
    let missing = |name| xml.error_in(here, Problem::Missing(name));
    let account = account.ok_or_else(|| missing("CdtrAcct"))?;
    Ok(PaymentOrder {
        end_to_end_id: id.ok_or_else(|| missing("EndToEndId"))?,
        amount: amount.ok_or_else(|| missing("InstdAmt"))?,
        creditor_name: creditor.ok_or_else(|| missing("Cdtr/Nm"))?,
        creditor_account: account
            .own(agent.as_ref())
            .map_err(|problem| xml.error_in(here, problem))?,
        remittance: remittance.unwrap_or_default(),
    })
}

fn instructed(xml: &mut Xml<'_>) -> Result<Money, FileError> {
    let mut amount = None;
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "InstdAmt" => {
                let found = values::money(xml)?;
                xml.once(&mut amount, found, "InstdAmt")?;
            }
            _ => xml.skip()?,
        }
    }
    amount.ok_or_else(|| xml.error_in("Amt", Problem::Missing("InstdAmt")))
}
