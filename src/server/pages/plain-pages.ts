import type { OpenApiDocument } from '#platform/http/api';
import { listErrorSpecs } from '#kernel/errors';
import { html, type Html, page } from './html.ts';

/** The API reference, from the OpenAPI document itself. */
export function renderReference(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const body = html`<h1>API reference</h1>
    <p>
      The whole document: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>. Errors are problem+json
      (RFC 9457) with a stable <code>code</code>: <a href="/reference/errors">all codes</a>.
    </p>
    ${operations.map(renderOperation)}`;
  return page({ title: 'API reference', body });
}

function renderOperation(found: {
  path: string;
  method: string;
  operation: OpenApiDocument['paths'][string][string];
}): Html {
  const { path, method, operation } = found;
  const parameters = operation.parameters ?? [];
  return html`<h2><code>${method} /api/v1${path}</code></h2>
    <p>${operation.summary ?? ''}</p>
    <p class="quiet">
      Needs ${operation['x-needs'] ?? '–'}, effect ${operation['x-effect'] ?? '–'}.
      ${operation.description ?? ''}
    </p>
    ${
      parameters.length === 0
        ? undefined
        : html`<ul class="plain">
            ${parameters.map((parameter) => html`<li><code>${parameter.name}</code> in ${parameter.in}${parameter.required === true ? ', required' : ''}${parameter.description === undefined ? '' : `: ${parameter.description}`}</li>`)}
          </ul>`
    }
    ${
      operation.requestBody === undefined
        ? undefined
        : html`<details>
            <summary>Request body</summary>
            <pre>${JSON.stringify(operation.requestBody, null, 2)}</pre>
          </details>`
    }`;
}

/** The page of all error codes. */
export function renderErrors(): string {
  const rows = listErrorSpecs().map(
    ([code, spec]) =>
      html`<tr id="${code}">
        <td><code>${code}</code></td>
        <td class="number">${spec.status}</td>
        <td>${spec.retryable ? 'yes' : 'no'}</td>
        <td>${spec.message}</td>
      </tr>`,
  );
  return page({
    title: 'Error codes',
    body: html`<h1>Error codes</h1>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th>Code</th>
              <th class="number">Status</th>
              <th>Retry helps</th>
              <th>Message</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>`,
  });
}

/** The page of an error: what happened and what to do. */
export function renderProblemPage(problem: {
  status: number;
  code: string;
  detail: string;
  instance: string;
}): string {
  const title =
    problem.status === 404
      ? 'Not found'
      : problem.status >= 500
        ? 'Something went wrong'
        : 'This cannot be done';
  const body = html`<h1>${title}</h1>
    <p>${problem.detail}</p>
    <p class="quiet">${problem.code} · request ${problem.instance}</p>
    <p>
      Go to <a href="/">the dashboard</a>, where Ctrl K searches, or the
      <a href="/reference">API reference</a>.
    </p>`;
  return page({ title, body });
}

/** Shown in the window in which somebody proved at the identity provider who they are. */
export function renderProven(): string {
  return page({
    title: 'It is you',
    body: html`<h1>It is you</h1>
      <p>
        The identity provider has confirmed who you are. Close this window: the dashboard goes on where you
        were.
      </p>`,
  });
}

/** Shown where the dashboard would be, until it is built. */
export function renderUnbuilt(): string {
  return page({
    title: 'The dashboard is not built',
    body: html`<h1>The dashboard is not built</h1>
      <p>Run <code>npm run build</code> in the folder of AICMO, then start it again.</p>
      <p>
        Everything else works: the command line, and the API under <code>/api/v1</code>, which
        <a href="/reference">its reference</a> describes.
      </p>`,
  });
}
