package acp.tool.terminal;

import acp.tool.Bench;
import acp.tool.Terminals;
import acp.tool.Workspace;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** A process that runs one command and passes on what it prints, to be killed in the middle. */
final class RunsOneCommand {
  private RunsOneCommand() {}

  public static void main(String[] args) {
    Path here = Path.of("").toAbsolutePath();
    LocalTerminals terminals = new LocalTerminals(System.getenv(), Outputs.temporary());
    Bench bench = new Bench(new Workspace(here, List.of()), Bench.noFiles(), terminals);
    bench.room = Mono.fromRunnable(() -> print(bench.printed.get(bench.printed.size() - 1)));
    Bench.now(terminals.run(new Terminals.Command(args[0], here, Duration.ofMinutes(1)), bench));
  }

  private static void print(String text) {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
