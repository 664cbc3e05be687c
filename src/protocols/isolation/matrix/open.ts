/** The database in the shape in which whoever runs schedules and searches wants it: `Database` of `checkers/isolation/program.ts`. */
import { finalTables, type Options, prepare } from '../db/database.ts';
import { execute } from '../db/execute.ts';

export function open(options: Options) {
  return {
    prepare: (setup: readonly string[]) => prepare(options, setup),
    execute,
    tables: finalTables,
  };
}
