// JSONPath for the record viewer, made from the library `json-p3` and loaded when a path is first written.

import { compile } from 'json-p3';

/** A path that can be looked up in JSON. Throws for one that cannot be read. */
export function finder(path) {
  const query = compile(path);
  /** Whether it finds anything in a JSON text. */
  const finds = (text) => {
    try {
      return query.match(JSON.parse(text)) !== undefined;
    } catch {
      return false; // no JSON, or nothing that this path applies to
    }
  };
  return { finds };
}
