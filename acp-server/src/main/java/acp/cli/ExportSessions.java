package acp.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes sessions as files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes sessions as files: jsonl and json hold everything and can be imported again;",
      "md and html are for reading."
    })
final class ExportSessions implements Callable<Integer> {
  @ParentCommand private Sessions sessions;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<session>", arity = "0..*", description = "Ids, or how the ids begin.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Every session there is; --out is a folder then.")
  private boolean all;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "jsonl, json, md or html; what --out ends with, else jsonl.")
  private @Nullable String format;

  @Option(
      names = "--out",
      paramLabel = "<file or folder>",
      description = "A file; for several sessions a folder; - for standard output.")
  private @Nullable String out;

  @Option(
      names = "--redact",
      description = "Mask what looks like a key, a token or a password, and say how many.")
  private boolean redact;

  @Option(names = "--force", description = "Write over files that are there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    CommandLine line = spec.commandLine();
    Path file = out == null || out.equals("-") ? null : Path.of(out);
    check(file);
    PrintWriter err = line.getErr();
    int[] failed = {0};
    try (Kept kept = sessions.open()) {
      kept.export(
          new Kept.Export(ids, all, format(kept, file), file, redact, force),
          new Standard(sessions.commands().out()),
          told -> {
            err.println(told.line());
            failed[0] += told.failed() ? 1 : 0;
          });
    }
    return failed[0] == 0 ? 0 : 1;
  }

  private void check(@Nullable Path file) {
    if (all == !ids.isEmpty()) {
      throw wrong("Name the sessions to export, or say --all");
    }
    boolean several = all || ids.size() > 1;
    if (several && (file == null || (Files.exists(file) && !Files.isDirectory(file)))) {
      throw wrong("Several sessions need a folder: --out <folder>");
    }
  }

  private String format(Kept kept, @Nullable Path file) {
    List<String> known = kept.exportFormats();
    String wanted = format;
    if (wanted == null) {
      String name = file == null ? "" : String.valueOf(file.getFileName());
      wanted = known.stream().filter(each -> name.endsWith("." + each)).findFirst().orElse("jsonl");
    }
    if (!known.contains(wanted)) {
      throw wrong("There is no format " + wanted + "; known are: " + String.join(", ", known));
    }
    return wanted;
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), what);
  }

  /** Standard output, which says by itself nothing of a reader that has gone. */
  private static final class Standard extends OutputStream {
    private final PrintStream out;

    Standard(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      if (out.checkError()) {
        throw new IOException("nobody reads standard output any more");
      }
    }
  }
}
