package acp.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A file that a report is written to; what kind of report it is, its extension says.
 *
 * @param path where; its folder is made if there is none
 */
record ReportFile(Path path) {
  private static final Map<String, Function<Run, String>> KINDS =
      Map.of(
          "json",
          run -> JsonReport.of(run) + "\n",
          "html",
          HtmlReport::of,
          "md",
          MarkdownReport::of,
          "xml",
          JUnitReport::of);

  /**
   * Checks the extension, before anything is played.
   *
   * @throws UsageException if it is none of a report
   */
  ReportFile {
    if (!KINDS.containsKey(extension(path))) {
      throw new UsageException(
          "there is no report of the kind of " + path + ": .json, .html, .md, .xml");
    }
  }

  private static String extension(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * Makes sure that it can be written.
   *
   * @throws IOException if it cannot
   */
  void prepare() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.isDirectory(path)) {
      throw new UsageException(path + " is a folder");
    }
  }

  /**
   * Writes the report, in place of what may have been there.
   *
   * @throws IOException if it cannot be written
   */
  void write(Run run) throws IOException {
    Function<Run, String> kind = KINDS.get(extension(path));
    if (kind != null) {
      // Not writeString: half a surrogate pair, which an agent may have sent, would be refused.
      Files.write(path, kind.apply(run).getBytes(StandardCharsets.UTF_8));
    }
  }
}
