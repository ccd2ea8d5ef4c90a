/** A multipart form with one file, as a browser sends it. */
export function formWithFile(
  bytes: Uint8Array,
  { name = 'file', fileName = 'file.bin' }: { name?: string; fileName?: string } = {},
): { payload: Buffer; headers: { 'content-type': string } } {
  const head = `--XX\r\ncontent-disposition: form-data; name="${name}"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--XX--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=XX' },
  };
}
