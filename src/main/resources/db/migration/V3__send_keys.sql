-- Which wishes to contact a person were carried out, per vendor organisation (target = its host). Kept longer than the
-- items that carried them out, and free of personal data: digests, the vendors' ids, and places in plans.

create table send_key (
    target          varchar(255) not null,
    key_hash        varchar(64)  not null,
    contact_hash    varchar(64)  not null,
    state           varchar(16)  not null,
    -- The item that brought it into this state.
    run_id          varchar(40)  not null,
    seq             integer      not null,
    contact_id      varchar(255),
    conversation_id varchar(255),
    record_hash     varchar(64),
    asked_at        timestamp with time zone not null,
    created_at      timestamp with time zone not null,
    updated_at      timestamp with time zone not null,
    primary key (target, key_hash)
);
create index send_key_by_state on send_key (target, state, asked_at);
create index send_key_by_age on send_key (updated_at);
create index send_key_by_contact on send_key (target, contact_hash);
