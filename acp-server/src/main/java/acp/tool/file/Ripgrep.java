package acp.tool.file;

import acp.tool.Blocking;
import acp.tool.ChildEnvironment;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A search by {@code rg}, which is faster than our own and passes over the same files. */
final class Ripgrep {
  /** What it exits with when nothing matches. */
  private static final int NOTHING = 1;

  private static final Pattern LINE =
      Pattern.compile("([^\\x00]+)\\x00(\\d{1,9})([:-])(.*)", Pattern.DOTALL);

  private final Map<String, String> environment;
  private final Duration timeLimit;

  Ripgrep(Map<String, String> ours, Duration timeLimit) {
    this.environment = Map.copyOf(ChildEnvironment.of(ours));
    this.timeLimit = timeLimit;
  }

  /** The program; null if it is not on the path. */
  @Nullable Path program() {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      try {
        Path program = Path.of(folder).resolve("rg");
        if (program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program)) {
          return program;
        }
      } catch (InvalidPathException noFolder) {
        // Then it is not there.
      }
    }
    return null;
  }

  /** Searches; fails with an {@link IOException} if it cannot, and then another way is needed. */
  Mono<Hits> search(Path program, SearchQuery query, Hits hits) {
    return Mono.using(
        () -> start(program, query),
        process -> Blocking.call(() -> read(process, hits)),
        Process::destroyForcibly);
  }

  private Process start(Path program, SearchQuery query) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--no-config",
                "--no-messages",
                "--color=never",
                "--no-heading",
                "--with-filename",
                "--line-number",
                "--null",
                "--sort=path",
                "--hidden",
                "--glob=!.git",
                "--max-filesize=2M",
                "--max-columns=1000",
                "--max-columns-preview",
                "--no-require-git"));
    if (!query.isRegex()) {
      command.add("--fixed-strings");
    }
    if (query.ignoresCase()) {
      command.add("--ignore-case");
    }
    if (query.context() > 0) {
      command.add("--context=" + query.context());
    }
    if (query.glob() != null) {
      command.add("--glob=" + query.glob());
    }
    command.addAll(List.of("--regexp=" + query.text(), "--", query.base().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Hits read(Process process, Hits hits) throws IOException, InterruptedException {
    Disposable alarm =
        Schedulers.parallel()
            .schedule(
                () -> {
                  hits.runOutOfTime();
                  process.destroyForcibly();
                },
                timeLimit.toMillis(),
                TimeUnit.MILLISECONDS);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("--")) {
          hits.gap();
        } else if (!add(line, hits)) {
          return hits;
        }
      }
    } finally {
      alarm.dispose();
    }
    if (process.waitFor() > NOTHING && !hits.isOutOfTime() && hits.isEmpty()) {
      throw new IOException("rg failed");
    }
    return hits;
  }

  /**
   * A line reads {@code path NUL number : text}, with a dash for the colon if it is near a match.
   */
  private static boolean add(String line, Hits hits) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      return true;
    }
    Path file = Path.of(found.group(1));
    int number = Integer.parseInt(found.group(2));
    if (found.group(3).equals("-")) {
      hits.around(file, number, found.group(4));
      return true;
    }
    return hits.add(file, number, found.group(4));
  }
}
