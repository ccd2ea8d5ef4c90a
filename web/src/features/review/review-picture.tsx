import { Button, Modal, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { ReviewItem } from '#modules/approvals/contract';
import { fetchPicture } from './fetch-picture.ts';

/** One picture: a small one first, the whole one as soon as it is there, and its pixels one to one when it is opened. */
export function ReviewPicture(props: {
  token: string;
  contentHash: string;
  picture: ReviewItem['pictures'][number];
  locale: string | null;
}): ReactNode {
  const { token, contentHash, picture, locale } = props;
  const { ratio, width, height, altText } = picture;
  const [isOpen, setOpen] = useState(false);
  const optionsOf = (small: boolean) => ({
    queryKey: ['review-picture', token, contentHash, ratio, small],
    queryFn: () => fetchPicture({ token, ratio, small }),
    staleTime: Infinity,
  });
  const small = useQuery(optionsOf(true));
  const whole = useQuery({ ...optionsOf(false), enabled: small.data !== undefined });
  const address = useAddressOf(whole.data ?? small.data);
  const image = (className: string): ReactNode => (
    <img
      src={address}
      alt={altText}
      lang={locale ?? undefined}
      width={width}
      height={height}
      className={className}
    />
  );
  return (
    <figure className="review-figure">
      {small.error !== null && address === undefined ? (
        <div role="alert">
          <Text mb="xs">The picture in {ratio} could not be loaded.</Text>
          <Button variant="default" onClick={() => void small.refetch()}>
            Load it again
          </Button>
        </div>
      ) : address === undefined ? (
        <div
          className="review-place"
          role="status"
          aria-label={`The picture in ${ratio} is loading`}
          ref={(node) => node?.style.setProperty('aspect-ratio', `${width} / ${height}`)}
        />
      ) : (
        <button type="button" className="review-open" onClick={() => setOpen(true)}>
          <VisuallyHidden>{`Open the picture in ${ratio}: `}</VisuallyHidden>
          {image('review-image')}
        </button>
      )}
      <figcaption>
        <Text size="xs" c="dimmed">
          {ratio}, {width} × {height} pixels. Press it to see it in full size.
        </Text>
      </figcaption>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        fullScreen
        title={`${ratio}, ${width} × ${height} pixels`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className="review-zoom" tabIndex={0} role="region" aria-label="The picture in full size">
          {image('')}
        </div>
      </Modal>
    </figure>
  );
}

/** The address of something loaded, as long as it is shown. */
function useAddressOf(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (blob === undefined) return undefined;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
