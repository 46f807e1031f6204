-- Where this store was copied to, with the stop of everything that this ordered; null: it was not.
alter table halt add column copied_to varchar;
