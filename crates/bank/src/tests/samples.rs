//! Files as banks write them, in our own words.

use sapa_kernel::{Amount, Currency, Money, Timestamp};

use crate::{BankAccount, BankCode, Initiator, PaymentOrder};

pub(crate) fn rupiah() -> Currency {
    "IDR".parse().unwrap()
}

/// So many whole rupiah.
pub(crate) fn idr(major: u128) -> Money {
    Money {
        amount: Amount::from_minor(major * 100),
        currency: rupiah(),
    }
}

pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_764_000_000_000 + millis)
}

pub(crate) fn own_account() -> BankAccount {
    BankAccount::local("1234567890", Some(BankCode::bic("BKKBIDJA").unwrap())).unwrap()
}

pub(crate) fn initiator() -> Initiator {
    Initiator {
        name: "Kampung Sapa".into(),
        account: own_account(),
    }
}

pub(crate) fn order(id: &str, major: u128) -> PaymentOrder {
    PaymentOrder {
        end_to_end_id: id.into(),
        amount: idr(major),
        creditor_name: "Budi & Sons <Ltd>".into(),
        creditor_account: BankAccount::local(
            "0987654321",
            Some(BankCode::clearing("014").unwrap()),
        )
        .unwrap(),
        remittance: "withdrawal".into(),
    }
}

/// A statement in the form of version 08: a top-up, a returned withdrawal, one that is only announced.
pub(crate) const STATEMENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2025-11-24T23:00:00+07:00</CreDtTm></GrpHdr>
    <Stmt>
      <Id>S-1</Id>
      <ElctrncSeqNb>7</ElctrncSeqNb>
      <CreDtTm>2025-11-24T23:00:00+07:00</CreDtTm>
      <FrToDt><FrDtTm>2025-11-24T00:00:00</FrDtTm><ToDtTm>2025-11-24T23:00:00</ToDtTm></FrToDt>
      <Acct>
        <Id><Othr><Id>123-456-7890</Id></Othr></Id>
        <Ccy>IDR</Ccy>
        <Svcr><FinInstnId><BICFI>BKKBIDJA</BICFI></FinInstnId></Svcr>
      </Acct>
      <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">1000000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-11-24</Dt></Dt></Bal>
      <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">1300000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-11-24</Dt></Dt></Bal>
      <Bal><Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-11-24</Dt></Dt></Bal>
      <TxsSummry>
        <TtlNtries><NbOfNtries>3</NbOfNtries><Sum>380000.00</Sum><TtlNetNtry><Amt>380000</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry></TtlNtries>
        <TtlCdtNtries><NbOfNtries>3</NbOfNtries><Sum>380000.00</Sum></TtlCdtNtries>
        <TtlDbtNtries><NbOfNtries>0</NbOfNtries><Sum>0</Sum></TtlDbtNtries>
      </TxsSummry>
      <Ntry>
        <NtryRef>1</NtryRef>
        <Amt Ccy="IDR">250000.00</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>2025-11-24</Dt></BookgDt>
        <AcctSvcrRef>BANK-0001</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls><TxDtls>
          <Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
          <Amt Ccy="IDR">250000.00</Amt>
          <CdtDbtInd>CRDT</CdtDbtInd>
          <RltdPties>
            <Dbtr><Pty><Nm>Siti Rahma</Nm></Pty></Dbtr>
            <DbtrAcct><Id><Othr><Id>****4321</Id></Othr></Id></DbtrAcct>
            <Cdtr><Pty><Nm>Kampung Sapa</Nm></Pty></Cdtr>
          </RltdPties>
          <RmtInf><Ustrd>topup</Ustrd><Ustrd>SP-7K2M</Ustrd><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>
        </TxDtls></NtryDtls>
      </Ntry>
      <Ntry>
        <Amt Ccy="IDR">50000.00</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <RvslInd>true</RvslInd>
        <Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><DtTm>2025-11-24T10:15:30.250+07:00</DtTm></BookgDt>
        <AcctSvcrRef>BANK-0002</AcctSvcrRef>
        <NtryDtls><TxDtls>
          <Refs><EndToEndId>W-17</EndToEndId></Refs>
          <RltdPties>
            <Dbtr><Pty><Nm>Kampung Sapa</Nm></Pty></Dbtr>
            <Cdtr><Pty><Nm>Budi</Nm></Pty></Cdtr>
            <CdtrAcct><Id><IBAN>DE89 3704 0044 0532 0130 00</IBAN></Id></CdtrAcct>
          </RltdPties>
          <RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>
        </TxDtls></NtryDtls>
      </Ntry>
      <Ntry>
        <NtryRef>3</NtryRef>
        <Amt Ccy="IDR">80000.00</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <Sts><Cd>PDNG</Cd></Sts>
      </Ntry>
    </Stmt>
  </BkToCstmrStmt>
</Document>
"#;

/// As version 02 has it: plain status, names without `Pty`, amounts of a batch in `AmtDtls`, only a date.
pub(crate) const OLDER: &str = r#"<ns2:Document xmlns:ns2="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><ns2:BkToCstmrStmt>
<ns2:GrpHdr><ns2:MsgId>M-2</ns2:MsgId><ns2:CreDtTm>2025-11-25T01:00:00</ns2:CreDtTm></ns2:GrpHdr>
<ns2:Stmt><ns2:Id>S-2</ns2:Id><ns2:LglSeqNb>12</ns2:LglSeqNb>
<ns2:Acct><ns2:Id><ns2:IBAN>DE89370400440532013000</ns2:IBAN></ns2:Id></ns2:Acct>
<ns2:Bal><ns2:Tp><ns2:CdOrPrtry><ns2:Cd>PRCD</ns2:Cd></ns2:CdOrPrtry></ns2:Tp><ns2:Amt Ccy="EUR">10.00</ns2:Amt><ns2:CdtDbtInd>DBIT</ns2:CdtDbtInd></ns2:Bal>
<ns2:Bal><ns2:Tp><ns2:CdOrPrtry><ns2:Cd>CLBD</ns2:Cd></ns2:CdOrPrtry></ns2:Tp><ns2:Amt Ccy="EUR">20.5</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd></ns2:Bal>
<ns2:Ntry><ns2:Amt Ccy="EUR">30.50</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd><ns2:Sts>BOOK</ns2:Sts>
<ns2:BookgDt><ns2:Dt>2025-11-24</ns2:Dt></ns2:BookgDt><ns2:AcctSvcrRef>B1</ns2:AcctSvcrRef>
<ns2:NtryDtls><ns2:Btch><ns2:NbOfTxs>2</ns2:NbOfTxs></ns2:Btch>
<ns2:TxDtls><ns2:Refs><ns2:AcctSvcrRef>B1-a</ns2:AcctSvcrRef></ns2:Refs><ns2:AmtDtls><ns2:TxAmt><ns2:Amt Ccy="EUR">10.00</ns2:Amt></ns2:TxAmt></ns2:AmtDtls>
<ns2:RltdPties><ns2:Dbtr><ns2:Nm>Anna</ns2:Nm></ns2:Dbtr></ns2:RltdPties></ns2:TxDtls>
<ns2:TxDtls><ns2:AmtDtls><ns2:TxAmt><ns2:Amt Ccy="EUR">20.50</ns2:Amt></ns2:TxAmt></ns2:AmtDtls><ns2:AddtlTxInf>SP-9</ns2:AddtlTxInf></ns2:TxDtls>
</ns2:NtryDtls></ns2:Ntry>
</ns2:Stmt></ns2:BkToCstmrStmt></ns2:Document>"#;
