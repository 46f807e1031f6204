-- OAuth clients that a vendor gave a token, by the host of its API, which stands for the organisation everywhere else
-- (target): the organisations of a region share it. A client that is not among a host's is refused until somebody says
-- that it is the same organisation's. Which clients runs were carried out through before this table, nobody knows: the first
-- one that gets a token is noted.
create table vendor_client (
    vendor varchar(20)  not null,
    target varchar(255) not null,
    -- The first 16 hex digits of the SHA-256 of the client's id.
    client varchar(16)  not null,
    since  timestamp with time zone not null,
    primary key (vendor, target, client)
);

-- Two clients that come at the same time are judged one after the other.
insert into control (name, updated_at) values ('vendor-client', current_timestamp);
