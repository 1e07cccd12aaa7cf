package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.mcp.Configuration;
import acp.mcp.Configured;
import acp.session.ToolServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers of the settings file. */
@Timeout(10)
class McpSettingsTest {
  @TempDir Path folder;

  private Configuration read(String toml) {
    Path file = folder.resolve("config.toml");
    try {
      Files.writeString(file, toml);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return McpSettings.read(
        new Values(
            Map.of(), Map.of("MY_TOKEN", "t$1\\x", "HOME", "/home/me"), ConfigFile.read(file)));
  }

  @Test
  void aProgramIsReadWhole() {
    Configuration read =
        read(
            """
            [mcp.servers.files]
            command = "${HOME}/bin/files"
            args = ["--root", "${HOME}", "$${HOME}"]
            env = { TOKEN = "Bearer ${MY_TOKEN}!", LEVEL = 3 }
            cwd = "/srv"
            timeout = 30
            trusted = true
            """);

    var server =
        new ToolServer.Stdio(
            "files",
            "/home/me/bin/files",
            List.of("--root", "/home/me", "${HOME}"),
            Map.of("TOKEN", "Bearer t$1\\x!", "LEVEL", "3"));
    assertEquals(List.of(), read.faults());
    assertEquals(
        List.of(
            new Configured(
                server,
                "/srv",
                Duration.ofSeconds(30),
                true,
                Map.of("HOME", "/home/me", "MY_TOKEN", "t$1\\x"))),
        read.servers());
    assertFalse(read.toString().contains("t$1"), read.toString());
  }

  @Test
  void whatIsCalledIsReadWhole() {
    Configuration read =
        read(
            """
            [mcp.servers.web]
            url = "https://example.com/mcp"
            headers = { Authorization = "Bearer ${MY_TOKEN}" }
            [mcp.servers.old]
            type = "sse"
            url = "http://127.0.0.1:1/sse"
            """);

    assertEquals(
        List.of(
            new Configured(
                new ToolServer.Http(
                    "web", "https://example.com/mcp", Map.of("Authorization", "Bearer t$1\\x")),
                null,
                null,
                false,
                Map.of("MY_TOKEN", "t$1\\x")),
            new Configured(
                new ToolServer.Sse("old", "http://127.0.0.1:1/sse", Map.of()), null, null, false)),
        read.servers());
  }

  @Test
  void whatIsSwitchedOffIsNotRead() {
    Configuration read = read("[mcp.servers.off]\nenabled = false\ncommand = \"${NOWHERE}\"\n");

    assertEquals(Configuration.NONE, read);
  }

  @Test
  void withoutServersThereAreNone() {
    assertEquals(Configuration.NONE, read("model = \"scripted/default\"\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "args = ['x'] | .command is missing, and url too: one of them must be there",
        "command = '' | .command must name a program",
        "command = ['x'] | .command must be text",
        "command = 'x'\\nurl = 'http://h' | .url cannot stand beside command",
        "command = 'x'\\ntype = 'http' | .type must be stdio where there is command",
        "command = 'x'\\nargs = 's3cret' | .args must be a list of texts",
        "command = 'x'\\nenv = 's3cret' | .env must be a table of texts",
        "command = 'x'\\nenv = { 'A=B' = 's3cret' } | .env.A=B is no environment variable",
        "command = 'x'\\nenv = { A = '${GONE}s3cret' } | .env.A refers to ${GONE}, which the",
        "command = 'x'\\ncwd = 'here' | .cwd must be an absolute path",
        "command = 'x'\\ntimeout = 0 | .timeout must be a number of seconds above 0",
        "command = 'x'\\ntimeout = 's3cret' | .timeout must be a whole number",
        "command = 'x'\\ntrusted = 'yes' | .trusted must be true or false",
        "comand = 'x' | .comand is not known; known are command, args",
        "url = 's3cret' | .url must be an http or https address",
        "url = 'http://h'\\ntype = 'ftp' | .type must be http or sse where there is url",
        "url = 'http://h'\\nheaders = { 'A B' = 's3cret' } | .headers.A B is no HTTP header",
        "url = 'http://h'\\nheaders = { A = \"s3cret\\\\nB\" } | .headers.A is no HTTP header",
      })
  void aBrokenEntryIsSaidByItsKeyAndTheOthersAreUsed(String entry, String why) {
    Configuration read =
        read(
            "[mcp.servers.bad]\n"
                + entry.replace("\\n", "\n").replace("\\\n", "\\n")
                + "\n[mcp.servers.good]\ncommand = 'x'\n");

    assertEquals(List.of("good"), read.servers().stream().map(McpSettingsTest::name).toList());
    assertEquals("bad", read.faults().getFirst().server());
    String sentence = read.faults().getFirst().sentence();
    assertTrue(sentence.contains("config.toml: mcp.servers.bad" + why), sentence);
    assertFalse(sentence.contains("s3cret"), sentence);
  }

  private static String name(Configured each) {
    return each.server().name();
  }

  @Test
  void whatIsNoTableAtAllIsSaid() {
    Configuration read = read("[mcp]\nservers = 1\n");

    assertTrue(
        read.faults().getFirst().sentence().contains("mcp.servers must be a table"), "" + read);
  }
}
