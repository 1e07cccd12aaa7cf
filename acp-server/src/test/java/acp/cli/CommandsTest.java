package acp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line answers with what was asked, or with one line and a 2. */
@Timeout(20)
class CommandsTest {
  private static final Ring KEYS = new Ring();
  private static final Commands.Program PROGRAM =
      new Commands.Program(
          "1.2.3",
          Path.of("/data"),
          Path.of("/config/config.toml"),
          KEYS,
          new PlayedHost(),
          Path.of("/state/log"),
          Shelf::new,
          List.of(
              new Commands.Flag("--model", "<provider/model>", "The model."),
              new Commands.Flag("--ephemeral", "", "In memory only.")));

  /** Answers with one line, and keeps what it is given. */
  private static final class Ring implements Commands.Keys {
    private static final Commands.Owner LAB = new Commands.Owner("lab", "Lab", List.of("LAB_KEY"));
    private static final Commands.Owner MILL =
        new Commands.Owner("mill", "Mill", List.of("MILL_KEY"));

    private @Nullable String typed;
    private @Nullable String asked;
    private @Nullable String kept;
    private @Nullable String keptOf;

    @Override
    public @Nullable String ask(String question) {
      asked = question;
      return typed;
    }

    @Override
    public List<Commands.Owner> owners() {
      return List.of(LAB, MILL);
    }

    @Override
    public Commands.@Nullable Owner ownerOf(String key) {
      return key.startsWith("sk-") ? LAB : null;
    }

    @Override
    public void store(Commands.Owner owner, String key) {
      if (key.contains(" ")) {
        throw new IllegalArgumentException("a key has no blanks");
      }
      kept = key;
      keptOf = owner.id();
    }

    @Override
    public void remove(Commands.Owner owner) {
      if (owner.id().equals(keptOf)) {
        kept = null;
      }
    }

    @Override
    public Path place() {
      return Path.of("/config/credentials.toml");
    }
  }

  @Test
  void loginKeepsTheKeyAndDoesNotShowIt() {
    KEYS.typed = " sk-secret ";

    Ran ran = run("login");

    assertEquals(0, ran.exit, ran.err);
    assertEquals("sk-secret", KEYS.kept);
    assertEquals("lab", KEYS.keptOf);
    assertTrue(ran.out.contains("Lab in /config/credentials.toml"), ran.out);
    assertFalse((ran.out + ran.err).contains("sk-secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acp login", "acp --model openai/x login", "--ephemeral login"})
  void anEditorMayCallLoginBehindItsOwnArguments(String line) {
    KEYS.typed = "sk-1";

    Ran ran = run(line.split(" ", -1));

    assertEquals(0, ran.exit, ran.err);
    assertEquals("sk-1", KEYS.kept);
  }

  @Test
  void loginWithoutAGoodKeyChangesNothingAndFails() {
    KEYS.kept = "sk-old";
    for (String typed : new String[] {null, "", "two words"}) {
      KEYS.typed = typed;

      Ran ran = run("login");

      assertEquals(1, ran.exit);
      assertEquals("sk-old", KEYS.kept);
      assertEquals(1, ran.err.lines().count(), ran.err);
    }
  }

  @Test
  void aKeyIsWhoseTheUserSays() {
    KEYS.typed = "sk-secret";

    Ran ran = run("login", "mill");

    assertEquals(0, ran.exit, ran.err);
    assertEquals("mill", KEYS.keptOf);
    assertEquals("Mill API key (it is not shown): ", KEYS.asked);
  }

  @Test
  void aKeyOfNobodyOrForNobodyIsNotKept() {
    KEYS.kept = "sk-old";
    KEYS.typed = "0815";

    Ran untold = run("login");
    Ran unknown = run("login", "nobody");

    assertEquals(1, untold.exit);
    assertTrue(untold.err.contains("login lab|mill"), untold.err);
    assertFalse(untold.err.contains("0815"), untold.err);
    assertEquals(1, unknown.exit);
    assertTrue(unknown.err.contains("known are: lab, mill"), unknown.err);
    assertEquals("sk-old", KEYS.kept);
  }

  @Test
  void logoutTakesTheKeyAwayOneOrAll() {
    KEYS.kept = "sk-old";
    KEYS.keptOf = "lab";

    assertEquals(0, run("logout", "mill").exit);
    assertEquals("sk-old", KEYS.kept);
    assertEquals(0, run("logout", "lab").exit);
    assertNull(KEYS.kept);
    KEYS.kept = "sk-old";
    assertEquals(0, run("logout").exit);
    assertNull(KEYS.kept);
  }

  private record Ran(int exit, String out, String err) {}

  private static Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Commands.run(
            args,
            PROGRAM,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void helpNamesTheCommandsTheFlagsAndTheFolders() {
    Ran ran = run("--help");

    assertEquals(0, ran.exit);
    assertEquals("", ran.err);
    for (String part :
        List.of(
            "demo",
            "--model",
            "<provider/model>",
            "--ephemeral",
            "--version",
            "Sessions: /data",
            "Settings: /config/config.toml",
            "Keys:     /config/credentials.toml",
            "Log:      /state/log")) {
      assertTrue(ran.out.contains(part), () -> part + " is not in:\n" + ran.out);
    }
  }

  @Test
  void helpIsGivenBesideOtherFlagsToo() {
    Ran ran = run("acp", "--model", "x", "--help");

    assertEquals(0, ran.exit);
    assertTrue(ran.out.contains("Usage: acp-server"), ran.out);
  }

  @Test
  void theVersionIsOneLine() {
    Ran ran = run("--version");

    assertEquals(0, ran.exit);
    assertEquals("acp-server 1.2.3", ran.out.strip());
    assertEquals("", ran.err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frobnicate", "--no-such-flag", "one two three", "--model", "demo --no"})
  void whatIsNotUnderstoodIsOneLineAndATwo(String line) {
    Ran ran = run(line.split(" ", -1));

    assertEquals(2, ran.exit);
    assertEquals("", ran.out);
    assertEquals(1, ran.err.lines().count(), ran.err);
    assertTrue(ran.err.startsWith("acp-server: "), ran.err);
    assertTrue(ran.err.strip().endsWith("Try: acp-server --help"), ran.err);
  }

  @Test
  void anUnknownCommandIsNamed() {
    assertTrue(run("frobnicate").err.contains("frobnicate"));
  }
}
