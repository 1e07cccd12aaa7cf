package acp.rpc;

/**
 * Judges whether bytes are text. The JSON parser does not: it takes UTF-16 for what it is, and
 * overlong forms and encoded surrogates for characters.
 */
final class Utf8 {

  private Utf8() {}

  /** Whether the bytes are well-formed UTF-8 (Unicode 3.9, table 3-7) without a NUL. */
  static boolean isValid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int i = offset;
    while (i < end) {
      int lead = bytes[i++];
      if (lead > 0) {
        continue;
      }
      int tail = tailOf(lead & 0xFF);
      if (tail == 0 || end - i < tail || !isSecond(lead & 0xFF, bytes[i] & 0xFF)) {
        return false;
      }
      for (int k = 1; k < tail; k++) {
        if ((bytes[i + k] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += tail;
    }
    return true;
  }

  /** How many bytes follow this first one; 0 if none can begin with it. */
  private static int tailOf(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  }

  private static boolean isSecond(int lead, int second) {
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
  }
}
