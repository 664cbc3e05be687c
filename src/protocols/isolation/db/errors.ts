/** What a statement fails with: an SQLSTATE and one sentence, as PostgreSQL words it. */
export class SqlError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function syntaxError(near: string | null): SqlError {
  return new SqlError(
    '42601',
    near === null ? 'syntax error at end of input' : `syntax error at or near "${near}"`,
  );
}

/** For SQL that is right elsewhere and that this database does not have. */
export function unsupported(construct: string): SqlError {
  return new SqlError('0A000', `${construct} is not supported here`);
}
