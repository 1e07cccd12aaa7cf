import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of a freshly built image: runs its launcher through what an editor does on an
 * ordinary day, so that the classes it needs are in the cache. Runs after every build of the jar,
 * because the JVM does not notice that a cache belongs to an older one. Fails the build if the day
 * does not go well or leaves no cache.
 */
class Train {
  private final Path home;
  private Writer in;
  private BufferedReader out;

  Train(Path home) {
    this.home = home;
  }

  public static void main(String[] args) throws Exception {
    new Train(Path.of(args[0])).run();
  }

  private void run() throws Exception {
    Path cache = home.resolve("lib/acp-server.aot");
    Files.deleteIfExists(cache);
    Path work = Files.createTempDirectory("acp-server-train");
    try {
      train(cache, work);
    } finally {
      try (Stream<Path> files = Files.walk(work)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
      }
    }
    if (!Files.isRegularFile(cache)) {
      throw new IllegalStateException("the training run left no cache");
    }
    System.out.println("AOT cache: " + Files.size(cache) / (1 << 20) + " MiB");
  }

  private void train(Path cache, Path work) throws Exception {
    var builder = new ProcessBuilder(home.resolve("bin/acp-server").toString());
    var env = builder.environment();
    env.keySet().removeIf(name -> !name.equals("PATH"));
    env.put("HOME", work.toString());
    // One to choose from that is no stand-in, so that what is known of models is in the cache, too.
    env.put("ACP_SERVER_MODELS", "openai/gpt-4.1");
    // What C1 alone has seen holds no profiles that would set C2 to work at once in every later
    // start.
    env.put("ACP_SERVER_JAVA_OPTIONS", "-XX:AOTCacheOutput=" + cache + " -XX:TieredStopAtLevel=1");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process server = builder.start();
    in = server.outputWriter(StandardCharsets.UTF_8);
    out =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    day(work);
    in.close();
    while (out.readLine() != null) {
      // what it still says while it ends
    }
    if (!server.waitFor(120, TimeUnit.SECONDS) || server.exitValue() != 0) {
      server.destroyForcibly();
      throw new IllegalStateException("the training run did not end well");
    }
  }

  private void day(Path work) throws IOException {
    Path project = Files.createDirectory(work.resolve("project"));
    Files.writeString(project.resolve("notes.txt"), "one\ntwo\n");
    String cwd = project.toString();
    ask(
        1,
        "initialize",
        "{\"protocolVersion\":1,\"clientCapabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
    String created = ask(2, "session/new", "{\"cwd\":\"" + cwd + "\",\"mcpServers\":[]}");
    String session = created.replaceAll(".*\"sessionId\":\"([^\"]+)\".*", "$1");
    int id = 3;
    for (String prompt :
        new String[] {
          "hello",
          "plan",
          "think",
          "read notes.txt",
          "edit notes.txt",
          "run true",
          "run sleep 0",
          "search two",
          "stream n=200 size=20",
          "/status",
          "/mode ask",
          "/compact"
        }) {
      ask(id++, "session/prompt", prompt(session, prompt));
    }
    ask(
        id++,
        "session/set_mode",
        "{\"sessionId\":\"" + session + "\",\"modeId\":\"accept_edits\"}");
    ask(id++, "session/list", "{\"cwd\":\"" + cwd + "\"}");
    ask(id++, "session/list", "{\"_meta\":{}}");
    ask(
        id++,
        "session/load",
        "{\"sessionId\":\"" + session + "\",\"cwd\":\"" + cwd + "\",\"mcpServers\":[]}");
    ask(id++, "session/resume", "{\"sessionId\":\"" + session + "\",\"cwd\":\"" + cwd + "\"}");
    // With metadata, which is not read the short way.
    ask(
        id++,
        "session/load",
        "{\"sessionId\":\""
            + session
            + "\",\"cwd\":\""
            + cwd
            + "\",\"mcpServers\":[],\"_meta\":{\"acp-server\":{\"replayTurns\":1}}}");
    ask(
        id++,
        "session/prompt",
        prompt(session, "hello").replaceFirst("\\}$", ",\"_meta\":{\"a\":1}}"));
    ask(id++, "_acp-server/sessions/search", "{\"query\":\"notes\"}");
    ask(id++, "no/such", "{}");
    in.write("not json\n");
    tell(id, "session/prompt", prompt(session, "slow"));
    in.write(
        "{\"jsonrpc\":\"2.0\",\"method\":\"session/cancel\",\"params\":{\"sessionId\":\""
            + session
            + "\"}}\n");
    await(id);
    ask(++id, "session/close", "{\"sessionId\":\"" + session + "\"}");
  }

  private static String prompt(String session, String text) {
    return "{\"sessionId\":\""
        + session
        + "\",\"prompt\":[{\"type\":\"text\",\"text\":\""
        + text
        + "\"}]}";
  }

  private String ask(int id, String method, String params) throws IOException {
    tell(id, method, params);
    return await(id);
  }

  private void tell(int id, String method, String params) throws IOException {
    in.write(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}\n");
    in.flush();
  }

  /** Reads up to the answer to {@code id}, allowing whatever is asked for on the way. */
  private String await(int id) throws IOException {
    in.flush();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains("\"method\":\"session/request_permission\"")) {
        String asked = line.replaceAll(".*?\"id\":([^,}]+).*", "$1");
        in.write(
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + asked
                + ",\"result\":{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"allow_once\"}}}\n");
        in.flush();
      } else if (line.startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",")) {
        return line;
      }
    }
    throw new IllegalStateException("the server ended before it answered request " + id);
  }
}
