package acp.permission;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of files: {@code *} and {@code ?} within a name, {@code **} across folders. A folder
 * stands for all that is in it. It starts from the project's root, or from the root of the file
 * system where it begins with a slash, or from the user's home where it begins with {@code ~/}.
 */
final class PathPattern {
  private final boolean absolute;
  private final List<PathMatcher> matchers;

  private PathPattern(boolean absolute, List<PathMatcher> matchers) {
    this.absolute = absolute;
    this.matchers = matchers;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PathPattern of(String text) {
    String named =
        text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
    String bare =
        named.length() > 1 && named.endsWith("/") ? named.substring(0, named.length() - 1) : named;
    String glob = bare.startsWith("./") ? bare.substring(2) : bare;
    List<String> globs = new ArrayList<>(List.of(glob, glob + "/**"));
    if (glob.startsWith("**/")) {
      globs.add(glob.substring(3));
      globs.add(glob.substring(3) + "/**");
    }
    try {
      return new PathPattern(
          glob.startsWith("/"),
          globs.stream()
              .map(each -> FileSystems.getDefault().getPathMatcher("glob:" + each))
              .toList());
    } catch (PatternSyntaxException unreadable) {
      throw new IllegalArgumentException("not a pattern of files", unreadable);
    }
  }

  /** True if the file fits under the name that it goes by, or under the one it has. */
  boolean mayFit(Path file, Path project) {
    return fits(file, project) || fits(real(file), project);
  }

  /** True if the file fits under every name. */
  boolean surelyFits(Path file, Path project) {
    return fits(file, project) && fits(real(file), project);
  }

  private boolean fits(Path file, Path project) {
    if (absolute) {
      return matches(file);
    }
    Path root = file.startsWith(project) ? project : real(project);
    return file.startsWith(root) && matches(root.relativize(file));
  }

  private boolean matches(Path file) {
    return matchers.stream().anyMatch(matcher -> matcher.matches(file));
  }

  /** With the links followed of as much of it as exists. */
  private static Path real(Path file) {
    Path existing = file;
    while (existing != null) {
      try {
        return existing.toRealPath().resolve(existing.relativize(file)).normalize();
      } catch (IOException notThere) {
        existing = existing.getParent();
      }
    }
    return file;
  }
}
