// Opens records into which the Kinesis Producer Library has put many. A function answers a record with one record, so those that
// were in it stand behind each other, a line each. Other records go on as they are.
const MAGIC = [0xf3, 0x89, 0x9a, 0xc2];
const DIGEST_BYTES = 16;

export const handler = async ({ records }) => ({
  records: records.map(({ recordId, data }) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    if (!MAGIC.every((byte, at) => bytes[at] === byte)) return { recordId, result: 'Ok', data };
    try {
      const text = userRecords(bytes.subarray(MAGIC.length, -DIGEST_BYTES)).join('');
      return { recordId, result: 'Ok', data: btoa(text) };
    } catch {
      return { recordId, result: 'ProcessingFailed', data };
    }
  }),
});

// In the message, field 3 is a record; in a record, field 3 is its data.
function userRecords(message) {
  return fields(message, 3).map((record) => {
    const data = fields(record, 3).map((bytes) => String.fromCharCode(...bytes)).join('');
    return data.endsWith('\n') ? data : `${data}\n`;
  });
}

// The fields of this number in a protobuf message, each as bytes.
function fields(message, wanted) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('The message ends too early.');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const found = [];
  while (at < message.length) {
    const key = number();
    const value = number();
    if (key % 8 === 0) continue;
    if (key % 8 !== 2 || message.length < at + value) throw new Error('This is no message of the library.');
    if (Math.floor(key / 8) === wanted) found.push(message.subarray(at, at + value));
    at += value;
  }
  return found;
}
