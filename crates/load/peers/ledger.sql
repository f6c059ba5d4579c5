-- Double entry in PostgreSQL as a careful engineer would write it for one currency.
--
-- What helps PostgreSQL is taken: numbers of 64 bits instead of 128, ids that grow, room on the pages of accounts so that
-- their updates stay on the page (HOT), one call for one transfer, no foreign keys (the updates find out whether the
-- accounts exist).

create table accounts (
    id bigint primary key,
    debits bigint not null default 0,
    credits bigint not null default 0,
    may_owe boolean not null default false,
    check (may_owe or debits <= credits)
) with (fillfactor = 50);

create table transfers (
    id bigint primary key,
    debit_account bigint not null,
    credit_account bigint not null,
    amount bigint not null check (amount > 0),
    created timestamptz not null default now(),
    check (debit_account <> credit_account)
);

-- Makes a transfer; false if the money is not there. The same id again is an error of the primary key. Accounts are
-- taken in the order of their ids, so that two transfers never wait for each other in a circle.
create function transfer(p_id bigint, p_debit bigint, p_credit bigint, p_amount bigint)
returns boolean language plpgsql as $$
begin
    if p_debit < p_credit then
        update accounts set debits = debits + p_amount
            where id = p_debit and (may_owe or debits + p_amount <= credits);
        if not found then
            return false;
        end if;
        update accounts set credits = credits + p_amount where id = p_credit;
        if not found then
            raise exception 'no account %', p_credit;
        end if;
    else
        update accounts set credits = credits + p_amount where id = p_credit;
        if not found then
            raise exception 'no account %', p_credit;
        end if;
        update accounts set debits = debits + p_amount
            where id = p_debit and (may_owe or debits + p_amount <= credits);
        if not found then
            update accounts set credits = credits - p_amount where id = p_credit;
            return false;
        end if;
    end if;
    insert into transfers (id, debit_account, credit_account, amount)
        values (p_id, p_debit, p_credit, p_amount);
    return true;
end
$$;
