package acp.instruction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts of files, kept while the files have the same time and size. Bounded: a file beyond {@link
 * #MAX_FILE} is not read, and only so many are kept. Thread-safe.
 */
final class TextFiles {
  /** In bytes: what is larger was not written to be read whole. */
  static final int MAX_FILE = 1024 * 1024;

  private static final int KEPT = 256;

  private final Map<Path, Read> kept = Collections.synchronizedMap(new Latest());

  private record Read(FileTime time, long size, String text) {}

  private static final class Latest extends LinkedHashMap<Path, Read> {
    private static final long serialVersionUID = 1;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Path, Read> eldest) {
      return size() > KEPT;
    }
  }

  /** Why a file is not used, in words that follow its name. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String why) {
      super(why);
    }
  }

  /**
   * The text of a file.
   *
   * @param file with no link in it
   * @throws Unfit if it is no text, or too large, or not a file, or cannot be read
   */
  String read(Path file) throws Unfit {
    try {
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
      if (!facts.isRegularFile()) {
        throw new Unfit("is not a file");
      }
      if (facts.size() > MAX_FILE) {
        throw new Unfit("is larger than " + (MAX_FILE >> 10) + " KiB");
      }
      Read known = kept.get(file);
      if (known != null
          && known.size == facts.size()
          && known.time.equals(facts.lastModifiedTime())) {
        return known.text;
      }
      String text = decode(file);
      kept.put(file, new Read(facts.lastModifiedTime(), facts.size(), text));
      return text;
    } catch (IOException unreadable) {
      throw new Unfit("cannot be read");
    }
  }

  private static String decode(Path file) throws IOException, Unfit {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_FILE);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
      }
    } catch (CharacterCodingException binary) {
      throw new Unfit("is not a text");
    }
    throw new Unfit("is not a text");
  }
}
