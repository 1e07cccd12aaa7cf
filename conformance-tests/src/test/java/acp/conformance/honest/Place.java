package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a session works.
 *
 * @param cwd what relative names start from
 * @param more its further directories
 */
record Place(Path cwd, List<Path> more) {

  /** As the parameters say. */
  static Place of(JsonNode params, String cwd) {
    List<Path> more = new ArrayList<>();
    params.path("additionalDirectories").forEach(one -> more.add(Path.of(one.asText())));
    return new Place(Path.of(cwd), more);
  }

  Path resolve(String name, Fault fault) {
    Path base = fault == Fault.WORKS_WHERE_IT_WAS_STARTED ? Path.of("").toAbsolutePath() : cwd;
    Path path = base.resolve(name).normalize();
    if (fault == Fault.SEARCHES_ALL_DIRECTORIES && !Files.exists(path)) {
      return more.stream().map(one -> one.resolve(name)).findFirst().orElse(path);
    }
    return path;
  }

  /** Whether the path, with all links followed, is in one of the directories. */
  boolean holds(Path path, Fault fault) {
    List<Path> roots = new ArrayList<>(fault == Fault.IGNORES_DIRECTORIES ? List.of() : more);
    roots.add(cwd);
    return fault == Fault.READS_ANYTHING
        || fault == Fault.WORKS_WHERE_IT_WAS_STARTED
        || roots.stream()
            .anyMatch(
                root ->
                    path.startsWith(root)
                        && (fault == Fault.FOLLOWS_LINKS || real(path).startsWith(real(root))));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path; // What is not there yet leads nowhere else.
    }
  }
}
