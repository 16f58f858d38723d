/** Messages get words for their model and day: all go into the index once more, and are found by text meanwhile. */
export const searchFilters = `
-- When the messages of a part were written, rounded outwards to days. Null until one is indexed anew.
alter table search_parts add column oldest integer;
alter table search_parts add column newest integer;

-- 1 while the backlog is in the index already and lacks only the filters.
alter table search_backlog add column is_searchable integer not null default 0;
update search_backlog set
  is_searchable = next_seq > last_seq,
  next_seq = 1,
  last_seq = (select coalesce(max(seq), 0) from messages);
`;
