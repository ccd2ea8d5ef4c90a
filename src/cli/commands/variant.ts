import type { Command } from 'commander';
import { getVariant, listVariants, type Variant } from '#modules/creative/index';
import { cut, table } from '#cli/output';
import { limitOption } from '#cli/limit-option';
import { withHouse } from '#cli/session';

/** `aicmo variant list|show` */
export function addVariantCommands(program: Command): void {
  const variant = program.command('variant').description('variants of a campaign');
  variant
    .command('list')
    .argument('<campaign>', 'id or key of the campaign')
    .option('--locale <locale>', 'only this locale')
    .option('--channel <channel>', 'only this channel')
    .addOption(limitOption(200))
    .option('--after <next>', '`next` of the page before')
    .description('list the variants of a campaign')
    .addHelpText('after', '\nExample:\n  $ aicmo variant list holiday-tech-collection --locale de-DE')
    .action(
      (
        campaignId: string,
        options: { locale?: string; channel?: string; limit: number; after?: string },
        command: Command,
      ) =>
        withHouse(command, async ({ ctx, out }) => {
          const page = await listVariants(ctx, { ...options, campaignId, limit: options.limit });
          out.result(page, ({ items }) =>
            items.length === 0 ? 'There is no variant yet.' : listTable(items),
          );
          return undefined;
        }),
    );
  variant
    .command('show')
    .argument('<variant>', 'id of the variant')
    .description('one variant with its texts, pictures and checks')
    .addHelpText('after', '\nExample:\n  $ aicmo variant show var_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getVariant(ctx, { id }), describe);
        return undefined;
      }),
    );
}

function listTable(items: readonly Variant[]): string {
  return table(
    ['variant', 'id', 'angle', 'layout', 'headline'],
    items.map((item) => [item.key, item.id, item.angle, item.layout, cut(item.copy.headline, 60)]),
  );
}

function describe(variant: Variant): string {
  const { copy } = variant;
  const checks = [...variant.checks, ...variant.renditions.flatMap((found) => found.checks)];
  const notes = checks
    .filter((check) => check.verdict !== 'pass')
    .map((check) => `  ${check.verdict} ${check.rule}: ${check.message}`);
  const files = variant.renditions.map(
    (found) => `  ${found.ratio}  ${found.verdict}  ${found.path ?? '(replaced by a newer revision)'}`,
  );
  return [
    `${variant.key} (${variant.angle}, ${variant.layout}, ${variant.palette} ${variant.theme}, written ${variant.writer})`,
    '',
    copy.headline,
    ...(copy.support === undefined ? [] : [copy.support]),
    '',
    copy.body,
    copy.hashtags.join(' '),
    '',
    `Action    ${copy.cta}`,
    `Alt text  ${copy.altText}`,
    `Facts     ${copy.facts.join(', ')}`,
    '',
    'Pictures',
    ...files,
    notes.length === 0
      ? `All ${checks.length} checks passed.`
      : `${notes.length} of ${checks.length} checks with a note:\n${notes.join('\n')}`,
  ].join('\n');
}
