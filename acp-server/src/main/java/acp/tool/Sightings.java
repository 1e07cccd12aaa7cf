package acp.tool;

import acp.event.Digest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the model last saw of each file of a session, so that it does not replace a text that it
 * does not know. Bounded, and lost with the process: of what is not known nothing is held against
 * it. Thread-safe.
 */
public final class Sightings {
  private static final int MOST = 10_000;

  private final Map<Path, String> digests =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, String> eldest) {
          return size() > MOST;
        }
      };

  /** The model was shown this text, or wrote it. */
  public void saw(Path path, String text) {
    String digest = Digest.of(text);
    synchronized (digests) {
      digests.put(path, digest);
    }
  }

  /**
   * True if the file has another text than the model knows.
   *
   * @param now its text; null if there is no file, which nobody can overwrite
   */
  public boolean isOutdated(Path path, @Nullable String now) {
    if (now == null) {
      return false;
    }
    String digest = Digest.of(now);
    synchronized (digests) {
      String known = digests.get(path);
      return known != null && !known.equals(digest);
    }
  }
}
