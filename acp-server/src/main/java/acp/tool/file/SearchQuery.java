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
 */
record SearchQuery(
    String text, boolean isRegex, Pattern pattern, Path base, @Nullable String glob) {
  private static final int LONGEST = 1_000;

  /** Throws an {@link AcpException} (invalid params) fit for the model. */
  static SearchQuery of(JsonNode json, ToolContext context) {
    Input input = new Input(json);
    Workspace workspace = context.workspace();
    String path = input.optionalText("path");
    Path base = path == null || path.isEmpty() ? workspace.cwd() : workspace.resolve(path);
    if (!Files.exists(base)) {
      throw input.wrong("path", "No such file or folder: " + workspace.show(base));
    }
    String text = input.text("query");
    if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\n') >= 0) {
      throw input.wrong("query", "`query` must be one line of 1 to 1000 characters.");
    }
    boolean isRegex = input.flag("regex");
    return new SearchQuery(text, isRegex, pattern(input, text, isRegex), base, glob(input));
  }

  private static Pattern pattern(Input input, String text, boolean isRegex) {
    try {
      return Pattern.compile(text, isRegex ? 0 : Pattern.LITERAL);
    } catch (PatternSyntaxException malformed) {
      throw input.wrong(
          "query", "`query` is not a regular expression: " + malformed.getDescription() + ".");
    }
  }

  private static @Nullable String glob(Input input) {
    String glob = input.optionalText("glob");
    if (glob == null || glob.isEmpty()) {
      return null;
    }
    try {
      Glob.of(glob, true);
      return glob;
    } catch (PatternSyntaxException malformed) {
      throw input.wrong("glob", "`glob` cannot be read as a pattern of paths.");
    }
  }
}
