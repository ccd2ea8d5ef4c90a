import type { Alert, AlertContext } from '#modules/alerts/index';
import type { Campaign } from '#modules/campaigns/index';
import type { Message } from '#modules/messages/index';
import type { OpenApiDocument } from '#platform/http/api';
import { listErrorSpecs } from '#kernel/errors';
import { html, type Html, page } from './html.ts';

/** The page of all campaigns. */
export function renderCampaigns(campaigns: readonly Campaign[], briefsDir: string): string {
  const empty = html`<p>
    There is no campaign yet. Put a brief into <code>${briefsDir}</code>, or run
    <code>npx aicmo brief run FILE</code>.
  </p>`;
  const table = html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>Campaign</th>
          <th>Status</th>
          <th class="number">Variants</th>
          <th class="number">Effective</th>
          <th class="number">Score</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        ${campaigns.map(renderCampaignRow)}
      </tbody>
    </table>
  </div>`;
  return page({
    title: 'Campaigns',
    body: html`<h1>Campaigns</h1>
      ${campaigns.length === 0 ? empty : table}`,
  });
}

function renderCampaignRow(campaign: Campaign): Html {
  return html`<tr>
    <td><a href="/campaigns/${campaign.key}">${campaign.name}</a></td>
    <td class="status ${campaign.status}">${campaign.status}</td>
    <td class="number">${campaign.variantCount} / ${campaign.targetVariants}</td>
    <td class="number">${campaign.effectiveVariants?.toFixed(1) ?? '–'}</td>
    <td class="number">${campaign.diversityScore?.toFixed(2) ?? '–'}</td>
    <td>${campaign.statusCause ?? ''}</td>
  </tr>`;
}

/** The page of all alerts. */
export function renderAlertList(alerts: readonly Alert[]): string {
  const rows = alerts.map(
    (alert) =>
      html`<tr>
        <td class="status ${alert.severity}">${alert.severity}</td>
        <td><a href="/alerts/${alert.id}">${alert.type}</a></td>
        <td>${alert.state}</td>
        <td class="number">${alert.count}</td>
        <td>${alert.message}</td>
      </tr>`,
  );
  const table = html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>Severity</th>
          <th>Type</th>
          <th>State</th>
          <th class="number">Seen</th>
          <th>Message</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
  return page({
    title: 'Alerts',
    body: html`<h1>Alerts</h1>
      ${alerts.length === 0 ? html`<p>There is no alert. They are raised by briefs that cannot be taken, campaigns that lack something, and trouble of the machine.</p>` : table}`,
  });
}

/** The page of one alert: its context with the source of each figure, and the drafted messages. */
export function renderAlert(context: AlertContext, messages: readonly Message[]): string {
  const { alert } = context;
  const body = html`<h1>${alert.type}</h1>
    <p><span class="status ${alert.severity}">${alert.severity}</span> · ${alert.state} · ${alert.id}</p>
    <p>${alert.message}</p>
    <h2>Figures and where they come from</h2>
    ${renderFigureTable(context)}
    <h2>What to do</h2>
    <ul>
      ${context.recommendedActions.map((found) => html`<li>${found.action} <span class="quiet">${found.why}</span></li>`)}
    </ul>
    <h2>Drafted messages</h2>
    ${messages.length === 0 ? html`<p>None is drafted: they are for HIGH and CRITICAL alerts, or by <code>npx aicmo alert draft ${alert.id}</code>.</p>` : messages.map(renderMessage)}`;
  return page({ title: alert.type, body });
}

function renderFigureTable(context: AlertContext): Html {
  const blocks = { ...context.systemStatus, ...context.performance, ...context.businessImpact };
  const rows = Object.entries(blocks).flatMap(([name, found]) =>
    typeof found === 'object' && 'source' in found
      ? [
          html`<tr>
            <td>${nameOf(name)}</td>
            <td class="number">${found.value ?? 'no data'} ${found.value === null ? '' : found.unit}</td>
            <td>${found.source}</td>
          </tr>`,
        ]
      : [],
  );
  return html`<div class="wide">
      <table>
        <thead>
          <tr>
            <th>Figure</th>
            <th class="number">Value</th>
            <th>Computed from</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <p>
      Client impact ${context.businessImpact.clientImpact}: ${context.businessImpact.clientImpactReason}
      Priority ${context.businessImpact.mitigationPriority}. ${context.history.estimate}
    </p>`;
}

function renderMessage(message: Message): Html {
  const { body } = message;
  return html`<article class="variant">
    <h3>For ${message.audience}: ${message.subject}</h3>
    <p class="quiet">${message.state}, written by ${message.writer}</p>
    <p>${body.situation}</p>
    <p>${body.impact}</p>
    <ul>
      ${body.actions.map((action) => html`<li>${action}</li>`)}
    </ul>
    <p>ETA: ${body.eta} ${body.escalation} Next update: ${body.nextUpdate}</p>
  </article>`;
}

function nameOf(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

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
    <p class="quiet">Needs ${operation['x-needs'] ?? '–'}, effect ${operation['x-effect'] ?? '–'}.</p>
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
    <p>Go to <a href="/">the campaigns</a> or the <a href="/reference">API reference</a>.</p>`;
  return page({ title, body });
}
