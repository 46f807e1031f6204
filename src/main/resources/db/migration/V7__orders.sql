-- What operators order, for every process on the store and across restarts.

-- Workflows that begin no run and take no further item; scope '*': all of them, and nothing is sent.
create table halt (
    scope   varchar(100)             not null primary key,
    since   timestamp with time zone not null,
    by_user varchar(100)             not null,
    through varchar(16)              not null
);

-- Why a run that has begun is to be ended; null: it is not.
alter table run add column end_ordered varchar;
