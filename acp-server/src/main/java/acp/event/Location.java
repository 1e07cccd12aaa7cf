package acp.event;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A file that a tool call is about.
 *
 * @param path absolute, a file, never a folder
 * @param line from 1; null when no line stands out
 */
public record Location(String path, @Nullable Integer line) {

  public Location {
    requireNonNull(path, "path");
  }
}
