package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.honest.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is shipped: both commands run from their own folder, with nothing but PATH, through a link.
 */
@Timeout(120)
class PackagedIT {
  private static final Path DIST =
      Path.of(System.getProperty("dist", "target/dist/acp-conformance"));

  private final Path folder;

  PackagedIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theConformanceCommandPlaysItsTranscriptsThroughALink() throws Exception {
    Path link =
        Files.createSymbolicLink(folder.resolve("judge"), DIST.resolve("bin/acp-conformance"));

    Output output = run(link, "-v", "--suite", "scripted", "--filter", "read-unicode");

    Files.delete(link);
    assertEquals("", output.err());
    assertEquals(0, output.exit());
    assertTrue(output.out().contains("PASS  v1/scripted/read-unicode"), output.out());
    // The schema of the protocol is there, and its validator runs on this runtime.
    assertTrue(output.out().contains("PASS  wire.schema"), output.out());
  }

  @Test
  void theMcpServerOfATranscriptRunsOnItsRuntime() throws Exception {
    Path transcripts = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(
        transcripts.resolve("mcp.acp"),
        """
        # The agent gets the server, and starts it.
        # spec: https://example.org/
        @mcp PROBE
        > {"id":1,"method":"_x","params":{"servers":["$PROBE"]}}
        @expect-mcp PROBE "^end$"
        @eof
        @exit 0
        """);
    String agent =
        """
        read -r line
        command=$(printf %s "$line" | sed 's/.*"command":"\\([^"]*\\)".*/\\1/')
        args=$(printf %s "$line" | sed 's/.*"args":\\[\\([^]]*\\)\\].*/\\1/; s/[",]/ /g')
        $command $args </dev/null >/dev/null
        """;

    Output output =
        run(
            List.of("sh", "-c", agent),
            DIST.resolve("bin/acp-conformance"),
            "--transcripts",
            transcripts.toString());

    assertEquals("", output.err());
    assertTrue(output.out().contains("PASS  mcp"), output.out());
    assertEquals(0, output.exit(), output.out());
  }

  @Test
  void theBenchCommandNamesItself() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("measure"), DIST.resolve("bin/acp-bench"));

    Output output = run(link, "--version");

    Files.delete(link);
    assertEquals("acp-bench 0.1.0", output.out().strip());
  }

  @Test
  void theProviderCommandServesItsScriptUntilItsInputEnds() throws Exception {
    Path script = Files.writeString(folder.resolve("one.script"), "answer\n  say \"Hi\"\n");
    Path record = folder.resolve("record");
    ProcessBuilder builder =
        new ProcessBuilder(
            DIST.resolve("bin/acp-provider").toString(),
            "--dialect",
            "openai",
            "--script",
            script.toString(),
            "--record",
            record.toString());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process provider = builder.redirectError(folder.resolve("err").toFile()).start();

    String url = provider.inputReader(StandardCharsets.UTF_8).readLine();
    String answer = ask(url + "/chat/completions");
    provider.getOutputStream().close();

    assertEquals(0, provider.waitFor());
    assertTrue(answer.contains("\"content\":\"H"), answer);
    assertTrue(Files.readString(record).contains("\"model\":\"m\""));
    assertEquals("", Files.readString(folder.resolve("err")));
  }

  private static String ask(String address) throws Exception {
    String body =
        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address))
              .header("Authorization", "Bearer key")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void theTranscriptsLieBesideTheCommandsToBeRead() throws Exception {
    Output shipped = run(DIST.resolve("bin/acp-conformance"), "--list-transcripts");

    Output read =
        run(
            DIST.resolve("bin/acp-conformance"),
            "--list-transcripts",
            "--transcripts",
            DIST.resolve("transcripts").toString());

    assertEquals(shipped.out(), read.out());
  }

  private record Output(int exit, String out, String err) {}

  private Output run(Path command, String... options) throws IOException, InterruptedException {
    return run(Honest.command(Fault.NONE), command, options);
  }

  private Output run(List<String> agent, Path command, String... options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.toString()));
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(agent);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile());
    builder.redirectError(err.toFile()).environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    int exit = builder.start().waitFor();
    return new Output(
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
