package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.SessionSummary;
import acp.store.sqlite.SqliteJournal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code doctor}, typed, upon whatever it may find. */
@Timeout(60)
class DoctorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG = ".config/acp-server/config.toml";
  private static final String CREDENTIALS = ".config/acp-server/credentials.toml";

  @TempDir Path folder;
  private Typed user;

  @BeforeEach
  void makeUser() {
    user = new Typed(folder).with("PATH", System.getenv("PATH"));
  }

  private void keepSession(String text) {
    try (var journal = new SqliteJournal(user.data())) {
      var session =
          new SessionSummary(
              new SessionId("s"), "/work", "A title", Instant.EPOCH, Instant.EPOCH, 1);
      journal
          .create(
              session,
              List.of(new Entry(1, Instant.EPOCH, new Event.ToolOutput(new CallId("c"), text))))
          .block();
    }
  }

  private Map<String, String> bad(Typed.Ran ran) throws IOException {
    Map<String, String> bad = new LinkedHashMap<>();
    for (JsonNode each : JSON.readTree(ran.out()).path("findings")) {
      String verdict = each.path("verdict").asText();
      if (verdict.equals("warning") || verdict.equals("problem")) {
        bad.merge(each.path("check").asText(), each.path("says").asText(), (a, b) -> a + "\n" + b);
      }
    }
    return bad;
  }

  @Test
  void whereAllIsWellItSaysSoAndEndsWithZero() throws Exception {
    keepSession("x");

    Typed.Ran ran = user.run("doctor");

    assertEquals(0, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("All is well."), ran.out());
    assertTrue(ran.out().contains("kept: 1."), ran.out());
    assertFalse(ran.out().contains("\u001b"), ran.out());
    assertEquals(Map.of(), bad(user.run("doctor", "--json", "--full")));
  }

  @Test
  void itNeedsNoStore() throws Exception {
    Typed.Ran ran = user.run("doctor", "--json");

    assertEquals(0, ran.exit(), ran.out());
    assertFalse(Files.exists(user.data()));
  }

  @Test
  void aStoreThatCannotBeOpenedIsAProblemAndARepairBeginsAnew() throws Exception {
    Files.createDirectories(
        user.data(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(user.data().resolve("sessions.db"), "no database ".repeat(1_000));

    Typed.Ran looked = user.run("doctor", "--json");
    assertEquals(1, looked.exit());
    assertTrue(bad(looked).containsKey("store.open"), looked.out());
    Typed.Ran repaired = user.run("doctor", "--repair", "--json");

    assertEquals(0, repaired.exit(), repaired.out());
    assertTrue(
        JSON.readTree(repaired.out()).path("repairs").toString().contains("sessions-damaged-"),
        repaired.out());
  }

  @Test
  void whatIsMistypedIsNotUnderstood() {
    assertEquals(2, user.run("doctor", "--repare").exit());
  }

  @Test
  void allThatIsSetWrongIsToldAndNotOnlyTheFirst() throws Exception {
    user.write(
        CONFIG,
        """
        mode = "yolo"
        modle = "x"
        unstable = "yes"
        max_turn_requests = -3

        [limits]
        max_tool_calls = "many"
        max_retires = 3

        [[permissions.rules]]
        tool = "run_command"
        effect = "perhaps"

        [[permissions.rules]]
        tool = "run_command"
        effect = "never"

        [models]
        idle_timeout = "soon"

        [models.providers.lab]
        dialect = "klingon"
        base_url = "http://localhost:1"

        [mcp.servers.one]
        comand = "x"

        [mcp.servers.two]
        command = "there-is-no-such-program"
        """);
    user.with("ACP_SERVER_MAX_TURN_COST", "a lot").with("ACP_SERVER_MODEI", "x");

    Typed.Ran ran = user.run("doctor", "--json");

    assertEquals(1, ran.exit());
    Map<String, String> bad = bad(ran);
    String values = bad.getOrDefault("settings.values", "");
    for (String said :
        List.of(
            "yolo",
            "max_turn_requests",
            "max_tool_calls",
            "permissions.rules[1].effect",
            "permissions.rules[2].effect",
            "idle_timeout",
            "klingon",
            "ACP_SERVER_MAX_TURN_COST",
            "unstable")) {
      assertTrue(values.contains(said), said + " is not in\n" + values);
    }
    String keys = bad.getOrDefault("settings.keys", "");
    for (String said : List.of("modle", "limits.max_retires", "ACP_SERVER_MODEI")) {
      assertTrue(keys.contains(said), said + " is not in\n" + keys);
    }
    assertTrue(bad.getOrDefault("settings.mcp", "").contains("comand"), ran.out());
    assertTrue(bad.containsKey("mcp.two"), ran.out());
  }

  @Test
  void settingsThatAreNoTomlAreToldWithTheirLine() throws Exception {
    user.write(CONFIG, "model = \"scripted/default\"\nthis is not toml\n");

    Typed.Ran ran = user.run("doctor", "--json");

    assertEquals(1, ran.exit());
    assertTrue(bad(ran).getOrDefault("settings", "").contains("line 2"), ran.out());
  }

  @Test
  void everySettingThatTheProgramReadsIsKnown() throws IOException {
    Pattern key = Pattern.compile("\"(ACP_SERVER_[A-Z_]+)?\",\\s*\"([a-z_.]+)\"");
    TreeSet<String> unknown = new TreeSet<>();
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/acp/server"))) {
      for (Path each : sources.filter(file -> !file.endsWith("SettingsCheck.java")).toList()) {
        Matcher found = key.matcher(Files.readString(each));
        while (found.find()) {
          if (found.group(1) != null && !SettingsCheck.VARIABLES.contains(found.group(1))) {
            unknown.add(found.group(1));
          }
          boolean isSetting = found.group(1) != null || found.group(2).contains(".");
          if (isSetting
              && !found.group(2).endsWith(".")
              && !SettingsCheck.KEYS.contains(found.group(2))) {
            unknown.add(found.group(2));
          }
        }
      }
    }

    assertEquals(new TreeSet<>(), unknown);
  }

  @Test
  void keysThatOthersMayReadAreAProblemAndARepairClosesThem() throws Exception {
    Path file = user.write(CREDENTIALS, "OPENAI_API_KEY = \"sk-abcdefghijklmnop\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertTrue(bad(user.run("doctor", "--json")).containsKey("keys.file"));
    Typed.Ran repaired = user.run("doctor", "--repair", "--json");

    assertEquals(0, repaired.exit(), repaired.out());
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
  }

  @Test
  void aModelWithoutItsKeyIsAProblem() throws Exception {
    user.with("ACP_SERVER_MODEL", "anthropic/claude-x");

    assertTrue(
        bad(user.run("doctor", "--json")).getOrDefault("keys", "").contains("ANTHROPIC_API_KEY"));
  }

  @Test
  void aHomeThatCannotBeWrittenIsToldAndNothingBreaks() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
    Typed there = new Typed(blocked.resolve("x"));

    Typed.Ran ran = there.run("doctor", "--json");

    assertEquals(1, ran.exit(), ran.out());
    assertTrue(bad(ran).getOrDefault("folders", "").contains("cannot be written"), ran.out());
  }

  @Test
  void onlineAsksTheModel() throws Exception {
    assertFalse(user.run("doctor", "--json").out().contains("model.online"));
    assertTrue(user.run("doctor", "--json", "--online").out().contains("model.online"));
    user.with("ACP_SERVER_MODEL", "openai/gpt-x")
        .with("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
        .with("OPENAI_API_KEY", "sk-abcdefghijklmnop");
    assertTrue(bad(user.run("doctor", "--json", "--online")).containsKey("model.online"));
  }

  @Test
  void whereTheShellIsIsNoSecret() {
    Typed.Ran ran =
        user.with("PWD", folder.toString())
            .with("OLDPWD", String.valueOf(folder.getParent()))
            .run("doctor");

    assertTrue(ran.out().contains(user.data().toString()), ran.out());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theBundleHoldsNoSecretAndNothingThatWasSaid(boolean isWell) throws Exception {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("environment", "env-Wq81nvGd20");
    secrets.put("named token", "tok-Ab12nothing");
    secrets.put("proxy", "proxypass77");
    secrets.put("credentials", "cred-93hHskeyvalue");
    secrets.put("mcp env", "mcpenv-plainvalue");
    secrets.put("mcp header", "mcphead-55vvalue");
    secrets.put("mcp bearer", "bearer0815value");
    secrets.put("mcp argument", "argsecret-0x55");
    secrets.put("mcp address", "urlkey-33aa");
    secrets.put("provider header", "provhead-99aa");
    secrets.put("base url", "userinfo-11zz");
    secrets.put("log", "ghp_abcdefghijklmnopqrstuvwxyz0123456789");
    secrets.put("conversation", "what was said between us");
    keepSession(secrets.get("conversation"));
    user.with("ANTHROPIC_API_KEY", secrets.get("environment"))
        .with("MY_DEPLOY_TOKEN", secrets.get("named token"))
        .with("https_proxy", "http://me:" + secrets.get("proxy") + "@proxy:8080");
    Path credentials =
        user.write(CREDENTIALS, "OPENAI_API_KEY = \"" + secrets.get("credentials") + "\"\n");
    Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
    user.write(
        CONFIG,
        """
        %s
        [models.providers.lab]
        dialect = "openai"
        base_url = "http://someone:%s@localhost:1/v1"
        headers = { X-Team = "%s" }

        [mcp.servers.one]
        command = "sh"
        args = ["--with=%s", "%s"]
        env = { PLAIN = "%s" }

        [mcp.servers.two]
        url = "https://example.org/mcp?k=%s"
        headers = { Authorization = "Bearer %s", X-Other = "%s" }
        """
            .formatted(
                isWell ? "" : "mode = \"" + secrets.get("named token") + "\"",
                secrets.get("base url"),
                secrets.get("provider header"),
                secrets.get("mcp argument"),
                secrets.get("mcp argument"),
                secrets.get("mcp env"),
                secrets.get("mcp address"),
                secrets.get("mcp bearer"),
                secrets.get("mcp header")));
    user.write(
        "state/acp-server/acp-server.0.log",
        "2026 INFO all is well\n2026 WARN refused: "
            + secrets.get("log")
            + " and "
            + secrets.get("credentials")
            + "\n");
    Path bundle = folder.resolve("report.zip");

    Typed.Ran ran = user.run("doctor", "--bundle", bundle.toString());

    assertEquals(isWell ? 0 : 1, ran.exit(), ran.out() + ran.err());
    StringBuilder whole = new StringBuilder(ran.out()).append(ran.err());
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry each : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(each)) {
          whole.append(each.getName()).append('\n');
          whole.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
        }
      }
    }
    String text = whole.toString();
    secrets.forEach((kind, secret) -> assertFalse(text.contains(secret), kind + " is in\n" + text));
    for (String wanted :
        List.of("findings.txt", "all is well", "rows in event: 1", "CREATE TABLE", "\"command\"")) {
      assertTrue(text.contains(wanted), wanted + " is not in\n" + text);
    }
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(bundle));
    assertEquals(1, user.run("doctor", "--bundle", bundle.toString()).exit());
  }
}
