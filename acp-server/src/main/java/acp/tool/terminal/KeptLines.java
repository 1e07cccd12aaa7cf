package acp.tool.terminal;

import acp.tool.Clip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines out of a kept output, as many as fit. Reads the file through without holding it. A carriage
 * return ends a line too, as programs draw their progress with it.
 *
 * @param lines the lines, long ones cut
 * @param first the number of the first one, from 1
 * @param count how many there are in the file, or, of a search, how many match
 */
record KeptLines(List<String> lines, long first, long count) {
  private static final int LONGEST = 2_000;

  KeptLines {
    lines = List.copyOf(lines);
  }

  /** At most {@code limit} lines from line {@code first}, counted from 1, in {@code room} bytes. */
  static KeptLines from(Path file, long first, int limit, int room) throws IOException {
    List<String> lines = new ArrayList<>();
    long count = 0;
    long left = room;
    try (Reading in = new Reading(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        count++;
        if (count >= first && lines.size() < limit && left > 0) {
          left -= Clip.bytes(line) + 1;
          if (left >= 0) {
            lines.add(line);
          }
        }
      }
    }
    return new KeptLines(lines, first, count);
  }

  /** The last {@code limit} lines, or as many of them as fit {@code room} bytes. */
  static KeptLines last(Path file, int limit, int room) throws IOException {
    Deque<String> lines = new ArrayDeque<>();
    long count = 0;
    long bytes = 0;
    try (Reading in = new Reading(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        count++;
        lines.add(line);
        bytes += Clip.bytes(line) + 1;
        while (lines.size() > limit || bytes > room) {
          bytes -= Clip.bytes(lines.remove()) + 1;
        }
      }
    }
    return new KeptLines(List.copyOf(lines), count - lines.size() + 1, count);
  }

  /** The first {@code limit} lines that hold {@code text}, each behind its number and a colon. */
  static KeptLines with(String text, Path file, int limit, int room) throws IOException {
    List<String> lines = new ArrayList<>();
    long number = 0;
    long count = 0;
    long left = room;
    try (Reading in = new Reading(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        number++;
        if (line.contains(text)) {
          count++;
          String found = number + ": " + line;
          left -= Clip.bytes(found) + 1;
          if (left >= 0 && lines.size() < limit) {
            lines.add(found);
          }
        }
      }
    }
    return new KeptLines(lines, 1, count);
  }

  /** A file line by line. What is no UTF-8 becomes U+FFFD. */
  private static final class Reading implements AutoCloseable {
    private final BufferedReader in;
    private int next;

    Reading(Path file) throws IOException {
      in =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
      next = in.read();
    }

    /** The next line, without its end; null if there is none. */
    @Nullable String next() throws IOException {
      if (next < 0) {
        return null;
      }
      StringBuilder line = new StringBuilder();
      long missing = 0;
      for (; next >= 0 && next != '\n' && next != '\r'; next = in.read()) {
        if (line.length() < LONGEST) {
          line.append((char) next);
        } else {
          missing++;
        }
      }
      boolean wasReturn = next == '\r';
      next = in.read();
      if (wasReturn && next == '\n') {
        next = in.read();
      }
      return missing == 0 ? line.toString() : line + " [… " + missing + " characters left out]";
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
