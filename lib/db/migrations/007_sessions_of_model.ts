/** The newest sessions of a model without sorting them all: asked for before a model is deleted. */
export const sessionsOfModel = `
drop index sessions_by_model;
create index sessions_by_model on sessions (model, updated_at desc) where model is not null;
`;
