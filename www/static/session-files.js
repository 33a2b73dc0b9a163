// Session files: `.kino`, JSON, perhaps packed by gzip.

/** Bytes that a session file may have, packed and unpacked. */
const BYTES_MAX = 50 * 1024 * 1024;

/** Hands a text to the browser as a file to be saved. */
export function save(name, text) {
  saveBlob(name, new Blob([text], { type: 'application/json' }));
}

/** Makes pixels of a drawing, an SVG text, and hands them to the browser as a file to be saved. */
export async function savePicture(name, svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const [width, height] = [image.width * 2, image.height * 2];
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').drawImage(image, 0, 0, width, height);
  saveBlob(name, await new Promise((resolve) => canvas.toBlob(resolve, 'image/png')));
}

function saveBlob(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Lets the reader choose a file. Promises its name, size and text; nothing where none was chosen. */
export function pick() {
  return new Promise((resolve, reject) => {
    const field = Object.assign(document.createElement('input'), { type: 'file', accept: '.kino,.json,.gz,application/json' });
    field.onchange = () => read(field.files[0]).then(resolve, reject);
    field.oncancel = () => resolve(undefined);
    field.click();
  });
}

/** Name, size and text of a file. */
export async function read(file) {
  if (file.size > BYTES_MAX) throw tooLarge(file);
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const packed = first === 0x1f && second === 0x8b;
  const stream = packed ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  return { name: file.name, size: file.size, text: await textOf(stream, file) };
}

async function textOf(stream, file) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts = [];
  let bytes = 0;
  try {
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
      if (bytes > BYTES_MAX) break; // what it would become is nobody's business
      parts.push(decoder.decode(value, { stream: true }));
    }
    if (bytes <= BYTES_MAX) return parts.join('') + decoder.decode();
  } catch {
    throw new Error(`${file.name} is damaged, or it is no session: its bytes are neither text nor a whole gzip file.`);
  }
  throw tooLarge(file);
}

const tooLarge = ({ name }) => new Error(`${name} is too large: a session file may have ${BYTES_MAX >> 20} MiB.`);
