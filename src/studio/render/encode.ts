import sharp from 'sharp';
import type { Composition } from '#studio/model';

/** What a file says about itself. */
export interface FileLabel {
  /** Who wrote the words: an offline writer's output must be known as such wherever the file goes. */
  readonly writer: 'offline' | 'model';
  /** Present where a model painted the scene behind type and product. */
  readonly scene?: 'model';
  readonly campaign: string;
  readonly variant: string;
}

const PRODUCT = 'AICMO';
/** IPTC: composed of parts of which some a trained model made. */
const COMPOSITE = 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia';

/** A JPEG of a composition with its label in EXIF and XMP. `quality` is 1..100, 85 unless told. Equal input, equal bytes. */
export async function encodeJpeg(
  composition: Pick<Composition, 'pixels' | 'width' | 'height'>,
  options: { readonly label: FileLabel; readonly quality?: number },
): Promise<Uint8Array> {
  const { label } = options;
  const { width, height, pixels } = composition;
  const bytes = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: options.quality ?? 85 })
    .withExif({
      IFD0: {
        Software: `${PRODUCT}, ${label.writer} writer`,
        ImageDescription: exifText(
          `campaign ${label.campaign}, variant ${label.variant}, writer ${label.writer}${label.scene === undefined ? '' : ', scene model'}`,
        ),
      },
    })
    .withXmp(xmpOf(label))
    .toBuffer();
  return new Uint8Array(bytes);
}

/** libvips cuts a value at its first parenthesis. */
function exifText(text: string): string {
  return text.replaceAll('(', '[').replaceAll(')', ']');
}

function xmpOf(label: FileLabel): string {
  const attributes = [
    ['xmp:CreatorTool', PRODUCT],
    ['aicmo:writer', label.writer],
    ...(label.scene === undefined
      ? []
      : [
          ['aicmo:scene', label.scene],
          ['Iptc4xmpExt:DigitalSourceType', COMPOSITE],
        ]),
    ['aicmo:campaign', label.campaign],
    ['aicmo:variant', label.variant],
  ]
    .map(([name = '', value = '']) => `${name}="${escaped(value)}"`)
    .join(' ');
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:aicmo="urn:aicmo:creative:1"${label.scene === undefined ? '' : ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'} ${attributes}/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`;
}

function escaped(value: string): string {
  return value.replaceAll(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
