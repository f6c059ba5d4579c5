//! Reads `Ntry`: one booking, which may be a batch of several transactions.

use sapa_kernel::{Money, Timestamp};

use crate::file_error::{FileError, Problem};
use crate::values::{self, Account, Agent};
use crate::xml::Xml;
use crate::{BankAccount, Entry, SignedAmount, text};

/// What banks write where they have no reference.
const NO_REFERENCE: &[&str] = &["NONREF", text::NOT_PROVIDED];

/// One `Ntry`, as far as it can be understood without the rest of the statement.
pub(super) struct Booking {
    /// Its number in the statement, from 1.
    number: usize,
    pub(super) amount: Money,
    pub(super) credit: bool,
    pub(super) booked: bool,
    reversal: bool,
    at: Option<Timestamp>,
    reference: Option<String>,
    weaker_reference: Option<String>,
    information: Option<String>,
    details: Vec<Details>,
}

/// One `TxDtls`.
#[derive(Default)]
struct Details {
    reference: Option<String>,
    end_to_end_id: Option<String>,
    amount: Option<Money>,
    /// `TxAmt`, which was the only amount of a transaction up to version 02. It may be before charges.
    older_amount: Option<Money>,
    credit: Option<bool>,
    remittance: Vec<String>,
    information: Option<String>,
    return_reason: Option<String>,
    debtor: Party,
    creditor: Party,
}

#[derive(Default)]
struct Party {
    name: Option<String>,
    account: Option<Account>,
    agent: Option<Agent>,
}

/// Reads the current element as booking `number`. `room` is how many entries the file may still have.
pub(super) fn read(
    xml: &mut Xml<'_>,
    number: usize,
    room: &mut usize,
) -> Result<Booking, FileError> {
    let (mut amount, mut credit, mut booked, mut reversal) = (None, None, None, None);
    let (mut booking_date, mut value_date) = (None, None);
    let (mut reference, mut weaker_reference, mut information) = (None, None, None);
    let mut details = Vec::new();
    take(xml, room)?;
    while let Some(name) = xml.child()? {
        match name.as_str() {
            // Many banks count the entries of a statement in it: it names an entry in this statement alone.
            "NtryRef" => weaker_reference = reference_of(xml)?.map(|text| format!("#={text}")),
            "AcctSvcrRef" => reference = reference_of(xml)?,
            "Amt" => {
                let found = values::money(xml)?;
                xml.once(&mut amount, found, "Amt")?;
            }
            "CdtDbtInd" => {
                let found = values::direction(xml)?;
                xml.once(&mut credit, found, "CdtDbtInd")?;
            }
            "RvslInd" => {
                let found = values::truth(xml)?;
                xml.once(&mut reversal, found, "RvslInd")?;
            }
            "Sts" => {
                let found = status(xml)?;
                xml.once(&mut booked, found, "Sts")?;
            }
            "BookgDt" => booking_date = Some(values::date(xml)?),
            "ValDt" => value_date = Some(values::date(xml)?),
            "AddtlNtryInf" => information = values::optional(xml)?,
            "NtryDtls" => details_of(xml, &mut details, room)?,
            _ => xml.skip()?,
        }
    }
    let missing = |name| xml.error_in("Ntry", Problem::Missing(name));
    Ok(Booking {
        number,
        amount: amount.ok_or_else(|| missing("Amt"))?,
        credit: credit.ok_or_else(|| missing("CdtDbtInd"))?,
        booked: booked.ok_or_else(|| missing("Sts"))?,
        reversal: reversal.unwrap_or(false),
        at: booking_date.or(value_date),
        reference,
        weaker_reference,
        information,
        details,
    })
}

/// Uses room for one entry.
fn take(xml: &Xml<'_>, room: &mut usize) -> Result<(), FileError> {
    match room.checked_sub(1) {
        Some(rest) => *room = rest,
        None => return Err(xml.error(Problem::TooManyEntries)),
    }
    Ok(())
}

fn status(xml: &mut Xml<'_>) -> Result<bool, FileError> {
    let codes = [
        ("BOOK", true),
        ("PDNG", false),
        ("INFO", false),
        ("FUTR", false),
    ];
    xml.choice(&["Cd", "Prtry"], |_, text| {
        values::meaning(text, "status of an entry", &codes)
    })
}

fn reference_of(xml: &mut Xml<'_>) -> Result<Option<String>, FileError> {
    let text = values::optional(xml)?;
    Ok(text.filter(|text| !NO_REFERENCE.contains(&text.as_str())))
}

fn details_of(
    xml: &mut Xml<'_>,
    details: &mut Vec<Details>,
    room: &mut usize,
) -> Result<(), FileError> {
    let (before, mut stated) = (details.len(), None);
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "Btch" => {
                while let Some(name) = xml.child()? {
                    match name.as_str() {
                        "NbOfTxs" => stated = Some(values::number(xml)?),
                        _ => xml.skip()?,
                    }
                }
            }
            "TxDtls" => {
                // The first one is the entry itself.
                if !details.is_empty() {
                    take(xml, room)?;
                }
                details.push(transaction(xml)?);
            }
            _ => xml.skip()?,
        }
    }
    let found = (details.len() - before) as u64;
    // A batch without details is one entry, however many transactions it says it has.
    match stated.filter(|stated| found > 0 && *stated != found) {
        Some(stated) => {
            let problem = Problem::WrongNumber {
                what: "NbOfTxs",
                stated,
                found,
            };
            Err(xml.error_in("NtryDtls", problem))
        }
        None => Ok(()),
    }
}

fn transaction(xml: &mut Xml<'_>) -> Result<Details, FileError> {
    let mut details = Details::default();
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "Refs" => {
                while let Some(name) = xml.child()? {
                    match name.as_str() {
                        "AcctSvcrRef" => details.reference = reference_of(xml)?,
                        "EndToEndId" => details.end_to_end_id = reference_of(xml)?,
                        _ => xml.skip()?,
                    }
                }
            }
            "Amt" => {
                let found = values::money(xml)?;
                xml.once(&mut details.amount, found, "Amt")?;
            }
            "CdtDbtInd" => {
                let found = values::direction(xml)?;
                xml.once(&mut details.credit, found, "CdtDbtInd")?;
            }
            "AmtDtls" => details.older_amount = transaction_amount(xml)?,
            "RltdPties" => {
                while let Some(name) = xml.child()? {
                    match name.as_str() {
                        "Dbtr" => details.debtor.name = values::party(xml)?,
                        "DbtrAcct" => details.debtor.account = Some(Account::read(xml)?),
                        "Cdtr" => details.creditor.name = values::party(xml)?,
                        "CdtrAcct" => details.creditor.account = Some(Account::read(xml)?),
                        _ => xml.skip()?,
                    }
                }
            }
            "RltdAgts" => {
                while let Some(name) = xml.child()? {
                    match name.as_str() {
                        "DbtrAgt" => details.debtor.agent = Some(Agent::read(xml)?),
                        "CdtrAgt" => details.creditor.agent = Some(Agent::read(xml)?),
                        _ => xml.skip()?,
                    }
                }
            }
            "RmtInf" => remittance(xml, &mut details.remittance)?,
            "RtrInf" => details.return_reason = return_reason(xml)?,
            "AddtlTxInf" => details.information = values::optional(xml)?,
            _ => xml.skip()?,
        }
    }
    Ok(details)
}

/// `TxAmt` of the current element.
fn transaction_amount(xml: &mut Xml<'_>) -> Result<Option<Money>, FileError> {
    let mut amount = None;
    while let Some(name) = xml.child()? {
        if name != "TxAmt" {
            xml.skip()?;
            continue;
        }
        while let Some(name) = xml.child()? {
            match name.as_str() {
                "Amt" => amount = Some(values::money(xml)?),
                _ => xml.skip()?,
            }
        }
    }
    Ok(amount)
}

fn remittance(xml: &mut Xml<'_>, lines: &mut Vec<String>) -> Result<(), FileError> {
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "Ustrd" => lines.extend(values::optional(xml)?),
            "Strd" => {
                while let Some(name) = xml.child()? {
                    if name != "CdtrRefInf" {
                        xml.skip()?;
                        continue;
                    }
                    while let Some(name) = xml.child()? {
                        match name.as_str() {
                            "Ref" => lines.extend(values::optional(xml)?),
                            _ => xml.skip()?,
                        }
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

fn return_reason(xml: &mut Xml<'_>) -> Result<Option<String>, FileError> {
    let mut reason = None;
    while let Some(name) = xml.child()? {
        match name.as_str() {
            "Rsn" => {
                reason = xml.choice(&["Cd", "Prtry"], |_, text| {
                    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
                })?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(reason)
}

impl Booking {
    /// The booking as entries: one for each transaction of which there are details, else one.
    pub(super) fn entries(mut self, created_at: Timestamp) -> Result<Vec<Entry>, Problem> {
        let details = std::mem::take(&mut self.details);
        let at = self.at.unwrap_or(created_at);
        let of_bank = self.reference.take();
        let base = of_bank.clone().or(self.weaker_reference.take());
        if details.len() <= 1 {
            let details = details.into_iter().next().unwrap_or_default();
            self.agrees(&details)?;
            let own = details.reference.clone();
            let reference = of_bank
                .or(own)
                .or(base)
                .unwrap_or_else(|| format!("#{}", self.number));
            return Ok(vec![self.entry(details, self.amount, reference, at)?]);
        }
        self.batch(details, base, at)
    }

    /// Whether the only transaction of the booking has its amount. One in another currency was converted.
    fn agrees(&self, details: &Details) -> Result<(), Problem> {
        if details.credit.is_some_and(|credit| credit != self.credit) {
            return Err(self.wrong_total("a movement the other way".into()));
        }
        match details.amount {
            Some(amount) if amount.currency == self.amount.currency && amount != self.amount => {
                Err(self.wrong_total(amount.to_string()))
            }
            _ => Ok(()),
        }
    }

    fn wrong_total(&self, found: String) -> Problem {
        Problem::WrongTotal {
            what: "Ntry/Amt",
            stated: self.amount.to_string(),
            found,
        }
    }

    /// Several transactions, which must make the booking's amount.
    fn batch(
        &self,
        details: Vec<Details>,
        base: Option<String>,
        at: Timestamp,
    ) -> Result<Vec<Entry>, Problem> {
        let base = base.unwrap_or_else(|| format!("#{}", self.number));
        let currency = self.amount.currency;
        let mut sum = SignedAmount::ZERO;
        let mut entries = Vec::with_capacity(details.len());
        for (index, details) in details.into_iter().enumerate() {
            let amount = details.amount.or(details.older_amount);
            let amount = amount.ok_or(Problem::Missing("TxDtls/Amt"))?;
            if amount.currency != currency {
                return Err(Problem::MixedCurrency {
                    expected: currency.code(),
                    found: amount.currency.code(),
                });
            }
            let credit = details.credit.unwrap_or(self.credit);
            sum = sum.moved(amount.amount, credit).ok_or(Problem::TooLarge)?;
            let own = details.reference.clone().filter(|own| *own != base);
            let reference = own.unwrap_or_else(|| format!("{base}/{}", index + 1));
            entries.push(self.entry(details, amount, reference, at)?);
        }
        let whole = SignedAmount::ZERO.moved(self.amount.amount, self.credit);
        match whole == Some(sum) {
            true => Ok(entries),
            false => Err(self.wrong_total(sum.in_currency(currency))),
        }
    }

    fn entry(
        &self,
        details: Details,
        amount: Money,
        reference: String,
        booked_at: Timestamp,
    ) -> Result<Entry, Problem> {
        let credit = details.credit.unwrap_or(self.credit);
        // The parties are those of the payment, also where it is taken back.
        let party = match credit != self.reversal {
            true => details.debtor,
            false => details.creditor,
        };
        let account = party.account.unwrap_or_default();
        let counterparty_account: Option<BankAccount> = account.of_other(party.agent.as_ref())?;
        let mut remittance = details.remittance;
        if remittance.is_empty() {
            remittance.extend(details.information.or_else(|| self.information.clone()));
        }
        Ok(Entry {
            reference,
            credit,
            reversal: self.reversal,
            booked: self.booked,
            amount,
            booked_at,
            end_to_end_id: details.end_to_end_id,
            remittance,
            counterparty_name: party.name,
            counterparty_account,
            return_reason: details.return_reason,
        })
    }
}
