import { join } from 'node:path';
import type { Variant } from '#modules/creative/index';
import type { Config } from '#platform/config/config';
import { DEFAULT_WORKSPACE } from '#platform/context';

/** What the name of a picture is made of. */
export type OutputPlace = Pick<Variant, 'productKey' | 'locale' | 'channel' | 'angle' | 'layout'> & {
  readonly ordinal: number;
  readonly ratio: string;
};

/** `<campaign>/<product>/<locale>/<ratio>/<channel>_<number>_<angle>_<layout>.jpg` (CRE-8). */
export function outputPath(campaignKey: string, place: OutputPlace): string {
  const name = [place.channel, twoDigits(place.ordinal), place.angle, place.layout].join('_');
  return [campaignKey, place.productKey, place.locale, place.ratio.replace(':', 'x'), `${name}.jpg`].join(
    '/',
  );
}

/** The number of a variant as it stands in its key and in the names of its pictures. */
export function twoDigits(ordinal: number): string {
  return String(ordinal).padStart(2, '0');
}

/** Where the files of a workspace are shown: those of the first one right in the folder, others in one of their own. */
export function outputDirOf(config: Pick<Config, 'outputDir'>, workspaceId: string): string {
  return workspaceId === DEFAULT_WORKSPACE ? config.outputDir : join(config.outputDir, workspaceId);
}
