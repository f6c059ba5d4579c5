// Shows the OpenAPI document: operations by noun, their shapes, and a form that calls them.

const filter = document.getElementById('filter');
const count = document.getElementById('count');
const list = document.getElementById('operations');

function element(name, text, children = []) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

// Writes a schema the way TypeScript would: short enough to read at a glance.
function shape(schema, schemas, indent = '', seen = []) {
  if (schema === true || schema === undefined) return 'any';
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return seen.includes(name) ? name : shape(schemas[name], schemas, indent, [...seen, name]);
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map((choice) => shape(choice, schemas, indent, seen)).join(' | ');
  const type = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any'];
  return type.map((name) => {
    if (name === 'array') return `${shape(schema.items, schemas, indent, seen)}[]`;
    if (name !== 'object') return schema.format === 'date-time' ? 'time' : name;
    const fields = Object.entries(schema.properties ?? {});
    if (fields.length === 0) return '{}';
    const inner = `${indent}  `;
    const lines = fields.map(([field, value]) => {
      const optional = schema.required?.includes(field) ? '' : '?';
      const note = value.description ? `  // ${value.description.split('\n')[0]}` : '';
      return `${inner}${field}${optional}: ${shape(value, schemas, inner, seen)}${note}`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }).join(' | ');
}

function tryOut(name) {
  const input = element('textarea');
  input.value = '{}';
  input.setAttribute('aria-label', `Input of ${name}`);
  const button = element('button', 'Call');
  const answer = element('pre');
  answer.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const response = await fetch(`/api/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: input.value,
      });
      const text = await response.text();
      answer.textContent = `${response.status}\n${JSON.stringify(JSON.parse(text), null, 2)}`;
    } catch (error) {
      answer.textContent = String(error);
    } finally {
      button.disabled = false;
    }
  });
  return [element('h3', 'Try it, as the account of slot 0'), input, button, answer];
}

function fill(body, operation, schemas) {
  const input = operation.requestBody.content['application/json'].schema;
  const output = operation.responses[200].content['application/json'].schema;
  body.append(
    element('h3', 'Input'), element('pre', shape(input, schemas)),
    element('h3', 'Output'), element('pre', shape(output, schemas)),
  );
  if (operation['x-sapa-codes'].length > 0) {
    const codes = element('p');
    operation['x-sapa-codes'].forEach((code, index) => {
      const link = element('a', code);
      link.href = `/errors#${code}`;
      codes.append(index > 0 ? ', ' : '', link);
    });
    body.append(element('h3', 'May refuse with'), codes);
  }
  body.append(...tryOut(operation.operationId));
}

function card(operation, schemas) {
  const summary = element('summary', '', [
    element('code', operation.operationId),
    element('small', `${operation['x-sapa-kind']}, ${operation['x-sapa-access'].replace('_', ' ')}`),
    element('div', operation.summary),
  ]);
  const body = element('div');
  body.className = 'body';
  const made = element('details', '', [summary, body]);
  made.id = operation.operationId;
  made.addEventListener('toggle', () => {
    if (made.open && body.childElementCount === 0) fill(body, operation, schemas);
  });
  return made;
}

function show(operations, schemas) {
  const wanted = filter.value.trim().toLowerCase();
  const found = operations.filter(({ operationId, summary }) =>
    `${operationId} ${summary}`.toLowerCase().includes(wanted));
  list.replaceChildren();
  let noun;
  for (const operation of found) {
    if (operation.tags[0] !== noun) {
      [noun] = operation.tags;
      list.append(element('h2', noun));
    }
    list.append(card(operation, schemas));
  }
  count.textContent = `${found.length} of ${operations.length} operations`;
}

try {
  const document_ = await (await fetch('/api/openapi.json')).json();
  const operations = Object.values(document_.paths).map((path) => path.post);
  const { schemas } = document_.components;
  filter.addEventListener('input', () => show(operations, schemas));
  show(operations, schemas);
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named) {
    named.open = true;
    named.scrollIntoView();
  }
} catch (error) {
  count.textContent = `The list could not be loaded: ${error}`;
}
