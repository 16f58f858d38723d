/** The server of the list of models by its fingerprint: the address itself is sealed, also here. */
export const modelSource = `
drop table model_source;

-- Which server the list in models is from, and when it was read. One row.
create table model_source (
  id           integer primary key check (id = 1),
  fingerprint  text not null,
  version      text,
  refreshed_at integer not null
) strict;
`;
