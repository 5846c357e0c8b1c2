/** Schemas beside the one of the read model, which stay when that is built again. */
export const controlSchemaOf = (schema: string): string => `${schema}_control`;
export const outboxSchemaOf = (schema: string): string => `${schema}_outbox`;
