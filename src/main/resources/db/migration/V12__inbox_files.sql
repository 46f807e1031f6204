-- Files of inboxes that a process is at work on, so that several processes may share a directory.

create table inbox_file (
    -- The workflow, and the file's name without its directory: nodes may have it mounted at different places.
    file_key   varchar(512)             not null primary key,
    owner      varchar(50)              not null,
    -- By the database's time; who is at work pushes it on, whoever finds it past may take the file.
    held_until timestamp with time zone not null
);
