-- A wish that waits to be taken up goes on waiting when the item that took it up ends without having acted on it.

alter table send_key add column waiting boolean default false not null;
update send_key set waiting = true where state = 'HELD';
