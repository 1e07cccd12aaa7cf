package acp.instruction;

import acp.instruction.TextFiles.Unfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds skills: folders with a {@code SKILL.md} in {@code skills} of the user's folder, and in
 * {@code .agents/skills} and {@code .claude/skills} from the project's root down to where the
 * session works. Of two with one name the nearer counts. Thread-safe.
 */
public final class Skills {
  static final String FILE = "SKILL.md";
  static final int MAX_SKILLS = 100;

  private static final int MAX_DESCRIPTION = 500;

  private final Path userFolder;
  private final TextFiles files = new TextFiles();

  /**
   * @param userFolder where the user's own lie, in {@code skills}; it need not exist
   */
  public Skills(Path userFolder) {
    this.userFolder = userFolder;
  }

  /** Those that there are where a session works, by name. Touches the disk; never fails. */
  public List<Skill> find(Path cwd) {
    Map<String, Skill> found = new LinkedHashMap<>();
    gather(userFolder.resolve("skills"), userFolder, found);
    Repository project = Repository.of(cwd);
    for (Path folder : project.downTo(cwd)) {
      gather(folder.resolve(".agents/skills"), project.root(), found);
      gather(folder.resolve(".claude/skills"), project.root(), found);
    }
    return found.values().stream()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .limit(MAX_SKILLS)
        .toList();
  }

  /**
   * What a skill says, without its front matter.
   *
   * @throws IOException with a message for people if it cannot be read any more
   */
  public String text(Skill skill) throws IOException {
    try {
      return FrontMatter.of(files.read(skill.file())).body();
    } catch (Unfit unfit) {
      throw new IOException(skill.file() + " " + unfit.getMessage(), unfit);
    }
  }

  private void gather(Path folder, Path boundary, Map<String, Skill> found) {
    List<Path> folders;
    try (Stream<Path> all = Files.list(folder)) {
      folders = all.sorted().limit(MAX_SKILLS).toList();
    } catch (IOException none) {
      return;
    }
    for (Path each : folders) {
      Skill skill = skill(each, boundary);
      if (skill != null) {
        found.put(skill.name(), skill);
      }
    }
  }

  /** Null for a folder without a skill, and for one that nobody can read. */
  private @Nullable Skill skill(Path folder, Path boundary) {
    try {
      Path file = folder.resolve(FILE).toRealPath();
      return file.startsWith(boundary.toRealPath())
          ? read(file, folder.getFileName().toString())
          : null;
    } catch (IOException | Unfit none) {
      return null;
    }
  }

  private Skill read(Path file, String folder) throws Unfit {
    FrontMatter front = FrontMatter.of(files.read(file));
    String name = name(front.values().getOrDefault("name", folder));
    if (name.isEmpty()) {
      throw new Unfit("has no name");
    }
    String about = front.values().getOrDefault("description", "").replaceAll("\\p{Cntrl}+", " ");
    int length = about.codePointCount(0, about.length());
    return new Skill(
        name,
        length <= MAX_DESCRIPTION
            ? about
            : about.substring(0, about.offsetByCodePoints(0, MAX_DESCRIPTION)) + "…",
        file);
  }

  /** As it can stand behind a slash; empty if nothing of it can. */
  private static String name(String given) {
    String name =
        given.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceFirst("^[^a-z]+", "");
    return name.substring(0, Math.min(name.length(), 64));
  }
}
