package acp.tool.file;

import acp.protocol.AcpException;
import acp.tool.Input;
import acp.tool.ToolContext;
import acp.tool.Workspace;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, and where.
 *
 * @param text as the model wrote it
 * @param base a folder or a file
 * @param glob which files, by their path below {@code base}; null for all
 * @param context how many lines around each match are wanted
 */
record SearchQuery(
    String text,
    boolean isRegex,
    boolean ignoresCase,
    Pattern pattern,
    Path base,
    @Nullable String glob,
    int context) {
  private static final int LONGEST = 1_000;
  private static final int LONGEST_GLOB = 256;
  private static final int MOST_CONTEXT = 10;

  /** Throws an {@link AcpException} (invalid params) fit for the model. */
  static SearchQuery of(JsonNode json, ToolContext context) {
    Input input = new Input(json);
    Workspace workspace = context.workspace();
    String path = input.optionalText("path");
    Path base = path == null || path.isEmpty() ? workspace.cwd() : workspace.resolve(path);
    if (!Files.exists(base)) {
      throw input.wrong("path", "No such file or folder: " + workspace.show(base));
    }
    if (!Files.isDirectory(base) && !Files.isRegularFile(base)) {
      throw input.wrong("path", workspace.show(base) + ": is a device or the like, not a file");
    }
    String text = input.text("query");
    if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\n') >= 0) {
      throw input.wrong("query", "`query` must be one line of 1 to 1000 characters.");
    }
    boolean isRegex = input.flag("regex");
    boolean ignoresCase = input.flag("ignore_case");
    return new SearchQuery(
        text,
        isRegex,
        ignoresCase,
        pattern(input, text, isRegex, ignoresCase),
        base,
        glob(input),
        input.number("context", 0, 0, MOST_CONTEXT));
  }

  /** True if a line may match that does not hold the text as it is written. */
  boolean isLoose() {
    return isRegex || ignoresCase;
  }

  private static Pattern pattern(Input input, String text, boolean isRegex, boolean ignoresCase) {
    int literal = isRegex ? 0 : Pattern.LITERAL;
    int anyCase = ignoresCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    try {
      return Pattern.compile(text, literal | anyCase);
    } catch (PatternSyntaxException malformed) {
      throw input.wrong(
          "query", "`query` is not a regular expression: " + malformed.getDescription() + ".");
    }
  }

  /** The pattern of paths that the model passed; null if it passed none. */
  static @Nullable String glob(Input input) {
    String glob = input.optionalText("glob");
    if (glob == null || glob.isEmpty()) {
      return null;
    }
    if (glob.length() > LONGEST_GLOB) {
      throw input.wrong("glob", "`glob` is longer than " + LONGEST_GLOB + " characters.");
    }
    try {
      Glob.of(glob, true);
      return glob;
    } catch (PatternSyntaxException malformed) {
      throw input.wrong("glob", "`glob` cannot be read as a pattern of paths.");
    }
  }
}
