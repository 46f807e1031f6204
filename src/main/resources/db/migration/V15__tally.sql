-- How many items a run has, and how many of them have which outcome: of a million, nobody waits for the count.

alter table run add column items bigint default 0 not null;
update run set items = (select count(*) from item where item.run_id = run.id);

create table item_tally (
    run_id  varchar(40) not null references run (id),
    outcome varchar(64) not null,
    items   bigint      not null,
    primary key (run_id, outcome)
);
insert into item_tally (run_id, outcome, items)
    select run_id, outcome, count(*) from item where outcome is not null group by run_id, outcome;

-- House-keeping has begun to forget the run: it was looked through then, and is not looked through for each batch.
alter table run add column forgetting boolean default false not null;
