-- What has ended long ago is looked for by its end.

create index run_by_end on run (finished_at);
create index outbox_by_end on outbox (state, finished_at);
