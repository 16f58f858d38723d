/** What there is of the full-text index (its tables are made as messages come), and what is still to go into it. */
export const search = `
create table search_parts (
  part integer primary key
) strict;

-- Messages that were there before the index. One row; done when next_seq has passed last_seq.
create table search_backlog (
  id       integer primary key check (id = 1),
  next_seq integer not null,
  last_seq integer not null
) strict;
insert into search_backlog select 1, 1, coalesce(max(seq), 0) from messages;
`;
