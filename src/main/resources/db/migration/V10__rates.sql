-- Rates that the processes on this store share: calls per vendor, and what is limited besides. Nothing here outlives its day.

create table rate_budget (
    budget       varchar(300) not null primary key,
    -- Nobody calls before, because the vendor said so; by this database's time.
    paused_until timestamp with time zone,
    -- The process that it was said to.
    paused_by    varchar(50)
);

-- What each process holds: permits per second in a window of 250 ms, counted from 1970 by this database's time, and the next.
create table rate_part (
    budget    varchar(300)     not null,
    owner     varchar(50)      not null,
    window_no bigint           not null,
    rate_now  double precision not null,
    rate_next double precision not null,
    wanted    double precision not null,
    primary key (budget, owner)
);
