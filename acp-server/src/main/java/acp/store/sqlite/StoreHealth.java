package acp.store.sqlite;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a store is, for people who look after it.
 *
 * @param file where it is
 * @param bytes how large it is
 * @param logBytes how much of it stands in the log beside it
 * @param schema the number of its schema
 * @param sessions how many sessions it lists
 * @param deleted how many it keeps besides
 * @param checked when the file was last checked after a restart of the machine, and with what
 *     result; null if it never had to be
 * @param problems what is wrong with the file now; empty if nothing is
 * @param damages events that could not be read, the latest first, at most a hundred
 * @param backups the copies beside it, the oldest first
 */
public record StoreHealth(
    Path file,
    long bytes,
    long logBytes,
    int schema,
    long sessions,
    long deleted,
    @Nullable String checked,
    List<String> problems,
    List<String> damages,
    List<Path> backups) {
  public StoreHealth {
    problems = List.copyOf(problems);
    damages = List.copyOf(damages);
    backups = List.copyOf(backups);
  }
}
