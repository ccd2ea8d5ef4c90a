import type { FactBook } from '#agents/work/facts';
import type { SourceMaterial } from '#agents/work/material';
import { quote, stated } from '#agents/work/say';
import type { CompetitiveContent, MatrixCell } from './competitive-content.ts';
import { ageInDays } from './days.ts';
import { type ClaimKind, CLAIM_KINDS, placeOf, readSource, type SourceClaim } from './source-claims.ts';
import { kinshipOf, themesOf } from './themes.ts';

/** By this name a source speaks of no competitor but of all. */
const MARKET = 'market';
/** So many claims stand in one cell. */
const MOST_IN_CELL = 3;
const MOST_ALSO_READ = 12;

/** Criteria where nobody gave any: one for each kind of claim. */
const CRITERION_OF: Readonly<Record<ClaimKind, string>> = {
  price: 'Price',
  guarantee: 'Guarantee',
  comparison: 'Against others',
  figure: 'Figures',
};

interface NamedCriterion {
  readonly name: string;
  readonly why?: string | undefined;
}

/** A claim with where and when it was read. */
interface PlacedClaim extends SourceClaim {
  readonly source: SourceMaterial;
}

export const isSameName = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** Competitors that sources speak of, once each, in the order of the sources. */
export function alternativesIn(sources: readonly SourceMaterial[], own: string): string[] {
  const names = new Map<string, string>();
  for (const { about } of sources)
    if (!isSameName(about, MARKET) && !isSameName(about, own) && !names.has(about.toLowerCase()))
      names.set(about.toLowerCase(), about);
  return [...names.values()];
}

/** Claims of sources about one of these names. */
export function claimsAbout(sources: readonly SourceMaterial[], names: readonly string[]): PlacedClaim[] {
  return sources
    .filter(({ about }) => names.some((name) => isSameName(name, about)))
    .flatMap((source) => readSource(source).claims.map((claim) => ({ ...claim, source })));
}

/** The kinds of claims that there are, as criteria. */
export function criteriaOfClaims(claims: readonly SourceClaim[]): string[] {
  return CLAIM_KINDS.filter((kind) => claims.some((claim) => claim.kind === kind)).map(
    (kind) => CRITERION_OF[kind],
  );
}

/**
 * What sources claim, cell by cell: each claim under the criterion with which it has most in common, without a score. What
 * fits none, and what is said of the market, is read beside the matrix.
 */
export function claimsInMatrix(
  given: {
    sources: readonly SourceMaterial[];
    names: readonly string[];
    criteria: readonly NamedCriterion[];
  },
  by: { facts: FactBook; language: string; today: string; staleAfterDays: number },
): { cells: MatrixCell[]; alsoRead: CompetitiveContent['alsoRead'] } {
  const { sources, names, criteria } = given;
  const cells: MatrixCell[] = [];
  const rest: PlacedClaim[] = [];
  for (const claim of claimsAbout(sources, names).filter(({ id }) => by.facts.has(id))) {
    const criterion = criterionFor(claim, criteria, by.language);
    const alternative = names.find((name) => isSameName(name, claim.about)) ?? claim.about;
    const beside = cells.filter((one) => one.criterion === criterion && one.alternative === alternative);
    if (criterion === undefined) rest.push(claim);
    else if (beside.length < MOST_IN_CELL) cells.push(cellOf(claim, { alternative, criterion, ...by }));
  }
  const market = claimsAbout(sources, [MARKET]).filter(({ id }) => by.facts.has(id));
  const alsoRead = [...market, ...rest].slice(0, MOST_ALSO_READ).map((claim) => ({
    ...stated(claimWords(claim), claim.id),
    about: claim.about,
    source: placeOf(claim.source),
  }));
  return { cells, alsoRead };
}

function cellOf(
  claim: PlacedClaim,
  at: { alternative: string; criterion: string; today: string; staleAfterDays: number },
): MatrixCell {
  const { place, readOn } = claim.source;
  const ageDays = ageInDays(readOn, at.today);
  return {
    ...stated(claimWords(claim), claim.id),
    alternative: at.alternative,
    criterion: at.criterion,
    score: null,
    source: place,
    date: readOn,
    ageDays,
    isStale: ageDays > at.staleAfterDays,
    isClaim: true,
  };
}

/** As what it is: words of somebody else. */
function claimWords({ about, text }: SourceClaim): string {
  return `${isSameName(about, MARKET) ? 'On the market it is said' : `${about} claims`}: ${quote(text)}`;
}

function criterionFor(
  claim: SourceClaim,
  criteria: readonly NamedCriterion[],
  language: string,
): string | undefined {
  const [best] = criteria
    .map(({ name, why = '' }) => ({ name, kin: kinWith(claim, { name, why }, language) }))
    .filter(({ kin }) => kin > 0)
    .toSorted((a, b) => b.kin - a.kin);
  return best?.name;
}

/** Criteria may be in the brief's language or in English, and so may pages. */
function kinWith(claim: SourceClaim, { name, why }: { name: string; why: string }, language: string): number {
  const languages = [...new Set([language, 'en'])];
  const isOfKind =
    CRITERION_OF[claim.kind] === name ||
    (claim.kind === 'price' && languages.some((one) => themesOf(name, one).includes('Price')));
  return (
    Math.max(...languages.map((one) => kinshipOf(`${name} ${why}`, claim.text, one))) + (isOfKind ? 2 : 0)
  );
}
