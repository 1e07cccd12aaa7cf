package acp.transfer.own;

import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the events.
 *
 * @param masked how many secrets were masked; 0 if it was not asked for
 */
record Trailer(long count, String sha256, long masked) {

  /** Its fields as JSON, without braces. */
  String fields(boolean redacted) {
    return "\"count\":"
        + count
        + (redacted ? ",\"masked\":" + masked : "")
        + ",\"sha256\":\""
        + sha256
        + "\"";
  }

  static Trailer of(
      @Nullable JsonNode count, @Nullable JsonNode sha256, @Nullable JsonNode masked) {
    if (count == null || !count.canConvertToLong() || sha256 == null || !sha256.isTextual()) {
      throw new TransferException("has no count or no checksum");
    }
    return new Trailer(count.longValue(), sha256.textValue(), masked == null ? 0 : masked.asLong());
  }

  /**
   * Makes sure that nothing is missing and nothing was changed.
   *
   * @throws TransferException if so
   */
  void check(long found, String checksum) {
    if (found != count) {
      throw new TransferException(
          "has " + found + " events, but was written with " + count + ": some were lost or added");
    }
    if (!checksum.equals(sha256)) {
      throw new TransferException(
          "the checksum does not fit: something was changed or damaged since it was written");
    }
  }
}
