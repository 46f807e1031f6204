-- Items that are visited several times, writes told apart by operation, and the rows that a run was asked for with.

alter table item add column state varchar(64) default 'planned' not null;
alter table item add column due_at timestamp with time zone;
-- Operation ids, by comma: writes that left, or were about to, since the state was reached.
alter table item add column sent_ops varchar(512);
-- What was sent before this migration cannot be told apart; segments were the only writes then.
update item set sent_ops = 'create-segment' where fate = 'SENT';

-- The rows of the input as JSON, kept until the plan is stored; they hold personal data.
create table run_input (
    run_id  varchar(40) not null references run (id),
    seq     integer     not null,
    content text        not null,
    primary key (run_id, seq)
);
-- SHA-256 of the rows: a run that was interrupted is gone on with only for the same input.
alter table run add column input_hash varchar(64);
-- Whom the run talks to: vendor, dialect, host. Its plan is carried out there and nowhere else.
alter table run add column target varchar(512);

-- A group has a name under each style of keys, so that the style can be changed: what is unique is the name.
create table segment_identity (
    target           varchar(255) not null,
    canonical_hash   varchar(64)  not null,
    canonical        text         not null, -- as a JSON string: values may hold any character
    guide_key        varchar(64)  not null,
    group_key        varchar(64)  not null,
    segment_name     varchar(255) not null,
    query            text,
    refresh_interval varchar(32),
    segment_id       varchar(255),
    state            varchar(16)  not null,
    updated_at       timestamp with time zone not null,
    primary key (target, segment_name)
);
insert into segment_identity (target, canonical_hash, canonical, guide_key, group_key, segment_name, query,
                              refresh_interval, segment_id, state, updated_at)
    select target, canonical_hash, canonical, guide_key, group_key, segment_name, query,
           refresh_interval, segment_id, state, updated_at from segment_group;
drop table segment_group;
