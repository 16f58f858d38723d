/** Who is logged in: the password's verifier (one row), and each login by the hash of its secret. */
export const logins = `
create table access_password (
  only_row integer primary key check (only_row = 1),
  salt     text not null,
  hash     text not null
) strict;

create table logins (
  secret_hash text primary key,
  created_at  integer not null,
  expires_at  integer not null
) strict, without rowid;
`;
