package acp.model.anthropic;

import acp.model.ModelEvent;

/**
 * What an exchange took. The beginning of an answer says what was sent, its end what was answered;
 * some servers only then say all of it, so that the last word counts.
 */
final class Taken {
  private boolean said;
  private long fresh;
  private long output;
  private long read;
  private long written;

  /**
   * Takes what is said of it.
   *
   * @param path of the usage among the fields
   */
  void add(Fields fields, String path) {
    fresh = last(fields, path + "input_tokens", fresh);
    output = last(fields, path + "output_tokens", output);
    read = last(fields, path + "cache_read_input_tokens", read);
    written = last(fields, path + "cache_creation_input_tokens", written);
  }

  private long last(Fields fields, String path, long before) {
    said |= fields.number(path).isPresent();
    return fields.number(path).orElse(before);
  }

  /** True if the server has said anything of it. */
  boolean isKnown() {
    return said;
  }

  /** The dialect does not count what is cached among what is sent; we do. */
  ModelEvent.Usage usage() {
    return new ModelEvent.Usage(fresh + read + written, output, read, written);
  }
}
