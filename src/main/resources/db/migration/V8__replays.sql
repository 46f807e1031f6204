-- A replay is a run that goes on with what another one left undone.

-- Since when its items are wanted, as far as their age matters; null: since it was asked for.
alter table run add column wanted_at timestamp with time zone;
-- What is done about writes of unknown fate that the vendor cannot tell of; null: nothing.
alter table run add column unknown_fate varchar(16);
create index run_by_origin on run (resumed_from);

-- The run that goes on with the item.
alter table item add column replayed_in varchar(40);
-- The run that sent what sent_ops tells; null: its own.
alter table item add column sent_by varchar(40);
-- What the plan refused is told from what the vendor refused.
update item set state = 'refused' where fate = 'REJECTED' and state = 'planned' and sent_at is null;
-- A claim goes with its item.
create index send_key_by_item on send_key (run_id, seq);
