/**
 * Gives the memory of bytes back now instead of at some later garbage collection; they are empty afterwards. For
 * buffers of megabytes, by their last reader: no native work may still be reading them. A view of a part stays as it is.
 */
export function releaseBytes(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) buffer.transfer(0);
}
