import { SegmentedControl, Stack, Text } from '@mantine/core';
import { type MouseEvent, type ReactNode, useState } from 'react';
import type { ApprovalComment } from '#modules/approvals/contract';
import type { Variant } from '#modules/creative/contract';
import { pictureAddress } from '../../api.ts';

/** A place on a picture, as shares of its width and height. */
export interface Spot {
  readonly ratio: string;
  readonly x: number;
  readonly y: number;
}

interface PictureProps {
  readonly variant: Variant;
  readonly comments: readonly ApprovalComment[];
  readonly spot: Spot | undefined;
  /** Absent for those who may not comment. */
  readonly onSpot: ((spot: Spot) => void) | undefined;
}

/** The pictures of a variant, one format at a time; a click marks the spot that a comment is about. */
export function SpotPicture({ variant, comments, spot, onSpot }: PictureProps): ReactNode {
  const ratios = variant.renditions.map((rendition) => rendition.ratio);
  const [chosen, setChosen] = useState(ratios[0] ?? '1:1');
  const shown = variant.renditions.find(({ ratio }) => ratio === chosen);
  if (shown === undefined) return <Text c="dimmed">It has no picture.</Text>;
  const place = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLButtonElement>): void => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    // Pressed by key there is no place: the middle stands for the picture.
    const isByKey = clientX === 0 && clientY === 0;
    const share = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
    const x = isByKey ? 0.5 : share((clientX - left) / width);
    const y = isByKey ? 0.5 : share((clientY - top) / height);
    onSpot?.({ ratio: chosen, x, y });
  };
  const spots = comments.flatMap((comment, index) =>
    comment.spot?.ratio === chosen && comment.resolvedAt === null
      ? [{ key: comment.id, number: index + 1, ...comment.spot }]
      : [],
  );
  const picture = (
    <img
      src={pictureAddress(variant.id, shown.ratio)}
      alt={variant.copy.altText}
      width={shown.width}
      height={shown.height}
      className="spot-image"
      fetchPriority="high"
    />
  );
  return (
    <Stack gap="xs">
      {ratios.length > 1 ? (
        <SegmentedControl
          size="xs"
          aria-label="Format"
          data={ratios.map((ratio) => ({ value: ratio, label: ratio }))}
          value={chosen}
          onChange={setChosen}
        />
      ) : undefined}
      <div className="spot-picture">
        {onSpot === undefined ? (
          picture
        ) : (
          <button
            type="button"
            className="spot-button"
            aria-label="Mark a spot to comment on"
            onClick={place}
          >
            {picture}
          </button>
        )}
        {spots.map(({ key, number, x, y }) => (
          <span key={key} className="spot" ref={(node) => placeAt(node, x, y)}>
            {number}
          </span>
        ))}
        {spot?.ratio === chosen ? (
          <span className="spot" data-new ref={(node) => placeAt(node, spot.x, spot.y)}>
            new
          </span>
        ) : undefined}
      </div>
      <Text size="xs" c="dimmed">
        {shown.width} × {shown.height} pixels
        {onSpot === undefined ? '' : '. Click on the picture to comment on a spot.'}
      </Text>
    </Stack>
  );
}

/** By script and not by an attribute, which the page's policy would block. */
function placeAt(node: HTMLElement | null, x: number, y: number): void {
  node?.style.setProperty('left', `${x * 100}%`);
  node?.style.setProperty('top', `${y * 100}%`);
}
