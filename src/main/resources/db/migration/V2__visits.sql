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
