/** Chats that are stored a slice at a time, and a backlog of the search index that may have several stretches. */
export const arrivals = `
-- Their messages are there, their session is not yet. What is here at a start was left by a crash.
create table arrivals (
  session_id text primary key
) strict, without rowid;

alter table search_backlog rename to former_backlog;
create table search_backlog (
  id            integer primary key,
  next_seq      integer not null,
  last_seq      integer not null,
  -- 1: the messages are in the index already and lack only the filters.
  is_searchable integer not null
) strict;
insert into search_backlog select id, next_seq, last_seq, is_searchable from former_backlog
  where next_seq <= last_seq;
drop table former_backlog;
`;
