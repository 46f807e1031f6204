-- What is older than it need be is looked for by age.

create index observation_by_age on observation (retrieved_at);
