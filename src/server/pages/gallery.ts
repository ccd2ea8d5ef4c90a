import type { Campaign } from '#modules/campaigns/index';
import { type Cell, lackingOf, type Variant } from '#modules/creative/index';
import { directionOf } from '#kernel/local-text';
import { isAtRest } from '#modules/campaigns/index';
import type { Alert } from '#modules/alerts/index';
import { html, type Html, page } from './html.ts';

/** Below this diversity score the page says what would help. */
const WORTH_A_WORD = 0.7;

/** Everything a campaign page shows. */
export interface GalleryInput {
  readonly campaign: Campaign;
  readonly cells: readonly Cell[];
  readonly variants: readonly Variant[];
  readonly alerts: readonly Alert[];
  /** Address of the next page of variants. */
  readonly next: string | undefined;
}

/** The plain page of a campaign: figures, coverage, every variant with its pictures and checks. */
export function renderGallery(input: GalleryInput): string {
  const { campaign } = input;
  const body = html` <h1>${campaign.name}</h1>
    <p class="quiet">
      <code>${campaign.key}</code> · revision ${campaign.revision} ·
      <span class="status ${campaign.status}">${campaign.status}</span
      >${campaign.statusCause === null ? '' : ` · ${campaign.statusCause}`}
    </p>
    <p class="quiet">
      Texts marked offline were composed by the embedded writer from the brief, without a model.
    </p>
    ${renderFigures(campaign)} ${input.alerts.length === 0 ? undefined : renderAlerts(input.alerts)}
    <h2>Variants</h2>
    <p class="quiet"><a href="#coverage">Coverage and diversity, cell by cell</a></p>
    ${input.variants.length === 0 ? html`<p>No variant is finished yet.</p>` : html`<div class="variants">${input.variants.map(renderVariant)}</div>`}
    ${input.next === undefined ? undefined : html`<p><a href="${input.next}">More variants</a></p>`}
    <h2 id="coverage">Coverage and diversity</h2>
    ${renderCells(input.cells)}`;
  const running = isAtRest(campaign.status) ? {} : { refreshSeconds: 3 };
  return page({ title: campaign.name, body, ...running });
}

function renderFigures(campaign: Campaign): Html {
  const score = campaign.diversityScore === null ? 'not yet' : campaign.diversityScore.toFixed(2);
  const effective = campaign.effectiveVariants === null ? 'not yet' : campaign.effectiveVariants.toFixed(1);
  return html`<dl class="figures">
    <div>
      <dt>Variants</dt>
      <dd>${campaign.variantCount} <small>of ${campaign.targetVariants} wanted</small></dd>
    </div>
    <div>
      <dt>Completion</dt>
      <dd>
        ${Math.round(campaign.completionRate * 100)} %
        <small>${campaign.cellsDone} of ${campaign.cellCount} cells</small>
      </dd>
    </div>
    <div>
      <dt>Effective variants</dt>
      <dd>${effective} <small>copies count as one</small></dd>
    </div>
    <div>
      <dt>Diversity score</dt>
      <dd>${score} <small>0 alike, 1 all different</small></dd>
    </div>
    <div>
      <dt>Near-unique</dt>
      <dd>${campaign.nearUniqueCount} <small>near-duplicates count once</small></dd>
    </div>
    <div>
      <dt>Pictures</dt>
      <dd>${campaign.imageCount}</dd>
    </div>
  </dl>`;
}

function renderAlerts(alerts: readonly Alert[]): Html {
  return html`<h2>Alerts</h2>
    <ul class="plain">
      ${alerts.map(
        (alert) =>
          html`<li>
            <span class="status ${alert.severity}">${alert.severity}</span> ${alert.message}
            <a href="/alerts/${alert.id}">Details</a>
          </li>`,
      )}
    </ul>`;
}

function renderCells(cells: readonly Cell[]): Html {
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>Product</th>
          <th>Locale</th>
          <th>Channel</th>
          <th>Ratios</th>
          <th class="number">Variants</th>
          <th class="number">Effective</th>
          <th class="number">Score</th>
          <th>What is lacking</th>
        </tr>
      </thead>
      <tbody>
        ${cells.map(renderCell)}
      </tbody>
    </table>
  </div>`;
}

function renderCell(cell: Cell): Html {
  const gaps = [...new Set(cell.gaps.map((gap) => gap.message))].slice(0, 4);
  // Worth a word only where the variants really are alike.
  const lacking = (cell.score ?? 1) < WORTH_A_WORD ? lackingOf(cell) : undefined;
  const notes = [
    ...(cell.error === null ? [] : [cell.error]),
    ...gaps,
    ...(lacking === undefined ? [] : [lacking]),
  ];
  return html`<tr>
    <td>${cell.productKey}</td>
    <td>${cell.locale}</td>
    <td>${cell.channel}</td>
    <td>${cell.ratios.join(', ')}</td>
    <td class="number">${cell.accepted} / ${cell.target}</td>
    <td class="number">${cell.effective?.toFixed(2) ?? '–'}</td>
    <td class="number">${cell.score?.toFixed(2) ?? '–'}</td>
    <td>
      ${cell.state === 'planned' ? 'not made yet' : notes.map((note) => html`<div>${note}</div>`)}${renderVariety(cell)}
    </td>
  </tr>`;
}

/** What limits the variety most is of interest when one asks for it; it is no defect of a cell that has enough. */
function renderVariety(cell: Cell): Html | undefined {
  const pairs = cell.diversity?.['closest'];
  if (!Array.isArray(pairs) || pairs.length === 0) return undefined;
  const rows = (pairs as { a: string; b: string; similarity?: number }[]).slice(0, 3);
  return html`<details>
    <summary>Variety</summary>
    <div>${lackingOf(cell)}</div>
    ${rows.map(
      (pair) =>
        html`<div>
          variants ${Number(pair.a)} and ${Number(pair.b)}: similarity ${pair.similarity?.toFixed(2) ?? '–'}
        </div>`,
    )}
  </details>`;
}

function renderVariant(variant: Variant): Html {
  const { copy } = variant;
  const { locale } = copy;
  const direction = directionOf(locale);
  return html`<article class="variant" id="${variant.id}">
    <div class="shots" tabindex="0" role="group" aria-label="Pictures of ${variant.key}">
      ${variant.renditions.map((found) => renderShot(variant, found))}
    </div>
    <h3 lang="${locale}" dir="${direction}">${copy.headline}</h3>
    <p class="copy" lang="${locale}" dir="${direction}">${copy.body}</p>
    <p class="tags" lang="${locale}" dir="${direction}">${copy.hashtags.join(' ')}</p>
    <p class="tags">
      ${variant.key} · ${variant.angle} · ${variant.layout} · ${variant.palette} ${variant.theme} · written
      ${variant.writer}
    </p>
    ${renderChecks(variant)}
  </article>`;
}

function renderShot(variant: Variant, found: Variant['renditions'][number]): Html {
  const address = `/variants/${variant.id}/${found.ratio.replace(':', 'x')}.jpg`;
  const width = Math.round((220 * found.width) / found.height);
  return html`<a href="${address}" title="${found.ratio}, ${found.width} x ${found.height}, ${found.verdict}"
    ><img src="${address}" width="${width}" height="220" loading="lazy" alt="${variant.copy.altText}"
  /></a>`;
}

function renderChecks(variant: Variant): Html {
  const pictures = variant.renditions.flatMap((found) =>
    found.checks.map((check) => ({ ...check, at: found.ratio })),
  );
  const all = [...variant.checks.map((check) => ({ ...check, at: 'text' })), ...pictures];
  const open = all.filter((check) => check.verdict !== 'pass');
  const repairs = variant.renditions.flatMap((found) =>
    found.repairs.map((repair) => `${found.ratio}: ${repair.rule}, ${repair.step}`),
  );
  return html`<details>
    <summary>
      ${all.length} checks,
      ${open.length === 0 ? 'all passed' : `${open.length} with a note`}${repairs.length === 0 ? '' : `, ${repairs.length} ${repairs.length === 1 ? 'repair' : 'repairs'}`}
    </summary>
    <ul class="plain">
      ${open.map((check) => html`<li><code>${check.rule}</code> ${check.at}${check.place === undefined ? '' : `, ${check.place}`}: ${check.message}</li>`)}${repairs.map((repair) => html`<li>Repaired ${repair}</li>`)}
    </ul>
  </details>`;
}
