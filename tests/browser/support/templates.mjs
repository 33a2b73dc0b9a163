// Readers of YAML and HCL, as far as templates of streams go, and strict: what they do not know is an error.

/** A template's YAML: maps by indentation, values that are JSON, comments. */
export function readYaml(text) {
  const lines = text.split('\n').filter((line) => line.trim() && !line.trim().startsWith('#'));
  let at = 0;
  const indent = (line) => line.length - line.trimStart().length;
  const map = (depth) => {
    const found = {};
    while (at < lines.length && indent(lines[at]) === depth) {
      const match = /^ *([\w:"-]+?):(?: (.*))?$/.exec(lines[at]);
      if (!match) throw new Error(`no member: ${lines[at]}`);
      const [, name, value] = match;
      if (name in found) throw new Error(`${name} twice`);
      at += 1;
      if (value) found[name] = JSON.parse(value);
      else if (at < lines.length && depth < indent(lines[at])) found[name] = map(indent(lines[at]));
      else throw new Error(`${name} has no value`);
    }
    if (at < lines.length && depth < indent(lines[at])) throw new Error(`too deep: ${lines[at]}`);
    return found;
  };
  const found = map(0);
  if (at < lines.length) throw new Error(`too shallow: ${lines[at]}`);
  return found;
}

/** Resources of HCL by kind and name: attributes that are JSON or references, blocks, comments. */
export function readHcl(text) {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
  let at = 0;
  const block = () => {
    const found = {};
    for (; at < lines.length; at++) {
      if (lines[at] === '}') return found;
      const inner = /^(\w+) \{$/.exec(lines[at]);
      if (inner) {
        at += 1;
        found[inner[1]] = block();
        continue;
      }
      const [, name, value] = /^(\w+) *= (.+)$/.exec(lines[at]) ?? [];
      if (!name) throw new Error(`no attribute: ${lines[at]}`);
      found[name] = /^[a-z_]+(\.\w+)+$/.test(value) ? { reference: value } : JSON.parse(value);
    }
    throw new Error('a block without end');
  };
  const resources = {};
  for (; at < lines.length; at++) {
    const [, kind, name] = /^resource "(\w+)" "(\w+)" \{$/.exec(lines[at]) ?? [];
    if (!kind) throw new Error(`no resource: ${lines[at]}`);
    at += 1;
    (resources[kind] ??= {})[name] = block();
  }
  return resources;
}
