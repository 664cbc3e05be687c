/**
 * CRC-32 with the IEEE 802.3 polynomial 0x04C11DB7, most significant bit first, preset and final complement: the variant
 * catalogued as CRC-32/BZIP2. Bits are taken in the order base64 writes them, so one changed character is a burst of at most six
 * bits and two exchanged characters are the same burst twice: a CRC whose polynomial is primitive misses neither, at any
 * length a link can have. The least-significant-first variant of zip and PNG gives no such promise for distant swaps.
 */
const POLYNOMIAL = 0x04c11db7;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let register = byte << 24;
  for (let bit = 0; bit < 8; bit++) {
    register = register < 0 ? (register << 1) ^ POLYNOMIAL : register << 1;
  }
  return register >>> 0;
});

/** Unsigned 32 bits. */
export function crc32(bytes: Uint8Array): number {
  let register = 0xffffffff;
  for (const byte of bytes) {
    register = (register << 8) ^ (TABLE[(register >>> 24) ^ byte] as number);
  }
  return ~register >>> 0;
}
