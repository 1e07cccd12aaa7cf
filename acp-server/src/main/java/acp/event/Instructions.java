package acp.event;

import static java.util.Objects.requireNonNull;

/**
 * A file of instructions that the model was given.
 *
 * @param path absolute
 * @param bytes how much of it, in UTF-8
 * @param digest SHA-256 of what was given, in hex
 * @param whole false if it was cut
 */
public record Instructions(String path, long bytes, String digest, boolean whole) {

  public Instructions {
    requireNonNull(path, "path");
    requireNonNull(digest, "digest");
  }
}
