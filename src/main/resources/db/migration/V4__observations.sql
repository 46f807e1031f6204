-- What campaigns' figures were, per vendor organisation (target = its host) and window; outliers are told by comparison.
create table observation (
    target         varchar(255) not null,
    campaign_id    varchar(255) not null,
    window_start   timestamp with time zone not null,
    window_end     timestamp with time zone not null,
    -- Figures of a day and of a month cannot be compared: windows are, when they are as long.
    window_seconds bigint       not null,
    -- The numbers by metric, as JSON.
    observed       text         not null,
    retrieved_at   timestamp with time zone not null,
    primary key (target, campaign_id, window_start, window_end)
);
create index observation_by_length on observation (target, campaign_id, window_seconds, window_end);
