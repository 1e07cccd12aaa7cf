package acp.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.event.TurnId;
import acp.store.EventCodec;
import acp.store.JournalFixture;
import acp.store.Samples;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a secret is in no redacted export, wherever it stood. */
class RedactionTest extends Carrying {
  /** Put together here, so that this file holds nothing that looks like one. */
  private static final String NOISE = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the key is sk-proj-%s, ok",
        "sk-ant-api03-%s",
        "ghp_%s",
        "github_pat_11%s",
        "glpat-%s",
        "xoxb-123-%s",
        "AIza%s",
        "npm_%s",
        "rk_live_%s",
        "eyJhbGciOiJIUzI1NiJ9.eyJ%s.sig_%s",
        "Authorization: Bearer %s",
        "authorization: Basic %s",
        "curl -H 'Authorization: token %s'",
        "{\"Authorization\": \"Bearer %s\"}",
        "bearer %s",
        "password=%s",
        "PASSWORD: '%s'",
        "db_password = \"%s with blanks\"",
        "\"client_secret\" : \"%s\"",
        "{\\\"apiKey\\\": \\\"%s\\\"}",
        "--api-key=%s",
        "aws_secret_access_key=%s",
        "X-Api-Key: %s",
        "https://user:%s@example.org/x?y",
        "postgres://%s@db.example.org:5432/x",
        "DATABASE_URL=%s",
        "export SOME_THING=%s",
        "12\tSERVICE_KEYS=%s",
        "+STRIPE=%s",
        "-----BEGIN RSA PRIVATE KEY-----\n%s\n%s\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n%s",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n%s\n-----END PGP PRIVATE KEY BLOCK-----"
      })
  void aSecretIsMaskedAndCounted(String form) {
    Secrets secrets = new Secrets();

    String masked = secrets.mask("before\n" + form.replace("%s", NOISE) + "\nafter");

    assertFalse(masked.contains(NOISE), masked);
    assertFalse(masked.contains("Q7r8"), masked);
    assertTrue(masked.startsWith("before\n") && masked.contains("[redacted]"), masked);
    assertTrue(form.contains("BEGIN OPENSSH") || masked.endsWith("\nafter"), masked);
    assertEquals(1, secrets.masked(), masked);
    assertEquals(masked, secrets.mask(masked));
    assertEquals(1, secrets.masked(), masked);
  }

  @Test
  void anAccessKeyIsMasked() {
    Secrets secrets = new Secrets();

    assertEquals("id [redacted].", secrets.mask("id AKIA" + "ABCDEFGHIJKLMNOP."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The basic understanding of a bearer of news.",
        "max_tokens: 4096, total tokens = 120000",
        "const password: string; let token = null; secret = undefined",
        "git clone ssh://git@example.org/x.git and https://example.org/a@b",
        "mail ada@example.org",
        "DEBUG=true\nPORT=8080\nA=b",
        "NODE_ENV=production npm run build",
        "sk-short, skate, ask-me-about-it",
        "see https://example.org:8080/path?x=1#y",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      })
  void whatIsNoneStaysAsItIs(String text) {
    Secrets secrets = new Secrets();

    assertEquals(text, secrets.mask(text));
    assertEquals(0, secrets.masked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "sk-",
        "password",
        "password=",
        "://",
        "a://",
        "eyJ",
        "-----BEGIN PRIVATE KEY-----",
        "Authorization: ",
        "bearer ",
        "A_",
        " ",
        "\n",
        "-",
        "\"token\": \"",
        "https://a:",
        "A=\n",
        "xoxb-",
        "123:",
        "_secret_"
      })
  void anyTextIsGoneOverInLittleTime(String piece) {
    String text = piece.repeat(400_000 / piece.length());

    assertTrue(new Secrets().mask(text).length() <= 6 * text.length());
  }

  private static final String KEY = "sk-" + NOISE;

  /** A secret in every place of an event where text can be. */
  private static List<Event> secretive() {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("command", "x " + KEY);
    input.putObject("env").put("MY_PASSWORD", "hunter2 it is").putArray("list").add(KEY);
    List<Shown> shown =
        List.of(
            Shown.Block.text(KEY),
            new Shown.Diff("/" + KEY, KEY, KEY),
            new Shown.Terminal("t", KEY));
    CallId call = new CallId("c");
    return List.of(
        new Event.SessionOpened("/home/" + KEY, List.of(KEY), null),
        new Event.PromptAccepted(
            new TurnId("t"),
            new MessageId("p"),
            List.of(
                new Content.Text(KEY),
                new Content.Link(KEY, KEY, KEY, KEY, null, null),
                new Content.Resource(KEY, null, KEY, null))),
        new Event.ToolCallStarted(
            call, new MessageId("m"), KEY, KEY, ToolKind.OTHER, List.of(), input, shown, input),
        new Event.ToolCallEnded(call, CallStatus.COMPLETED, shown, KEY),
        new Event.FileChanged(call, KEY, true, KEY, "0f1e"),
        new Event.TitleChanged(KEY),
        new Event.ConfigChanged(Map.of("x", KEY)),
        new Event.Unknown("strange", input));
  }

  @Test
  void noPlaceInAnEventIsForgotten() throws Exception {
    created(S, "about " + KEY, secretive());

    for (Target target : List.of(LINES, DOCUMENT)) {
      String file = text(target, true);

      assertFalse(file.contains(NOISE), file);
      assertFalse(file.contains("hunter2"), file);
      assertTrue(file.contains("\"redacted\":true"), file);
      assertTrue(file.contains("\"masked\":"), file);
    }
    Imported imported = one(file("redacted.jsonl", exported(from, S, LINES, true)));
    assertEquals(Imported.Status.IMPORTED, imported.status(), imported::toString);
    assertTrue(imported.losses().toString().contains("secrets that were masked"));
    assertEquals(
        secretive().stream().map(Event::getClass).toList(),
        events(S).stream().map(Event::getClass).toList());
  }

  @Test
  void whatHoldsNoSecretIsNotTouched() throws Exception {
    created(List.copyOf(Samples.all().values()));
    List<String> plain = text(LINES, false).lines().toList();
    List<String> redacted = text(LINES, true).lines().toList();

    assertEquals(plain.subList(1, plain.size() - 1), redacted.subList(1, redacted.size() - 1));
  }

  @Test
  void aSecretInTwoPiecesIsFound() throws Exception {
    MessageId message = new MessageId("m");
    CallId call = new CallId("c");
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < KEY.length(); i++) {
      events.add(new Event.MessageChunk(message, Event.Role.AGENT, KEY.substring(i, i + 1)));
    }
    events.add(new Event.ToolOutput(call, KEY.substring(0, 9)));
    events.add(new Event.ToolOutput(call, KEY.substring(9)));
    created(events);

    String file = text(LINES, true);

    assertTrue(file.contains("\"masked\":2"), file);
    assertEquals(4, file.lines().count(), file);
  }

  @Test
  void longTextsAreJoinedOnlySoFar() {
    MessageId message = new MessageId("m");
    String line = "x".repeat(1 << 20) + "\ny";
    List<Entry> entries = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      entries.add(
          new Entry(
              i, JournalFixture.T0, new Event.MessageChunk(message, Event.Role.THOUGHT, line)));
    }

    List<Entry> joined = new ArrayList<>();
    new Joined(entries.iterator()).forEachRemaining(joined::add);

    assertEquals(3, joined.size());
    StringBuilder all = new StringBuilder();
    long seq = 0;
    for (Entry entry : joined) {
      assertTrue(entry.seq() > seq);
      seq = entry.seq();
      if (entry.event() instanceof Event.MessageChunk chunk) {
        all.append(chunk.text());
        assertTrue(chunk.text().length() <= Joined.LONGEST + line.length());
      }
    }
    assertEquals(line.repeat(20), all.toString());
    assertTrue(new EventCodec().data(joined.getFirst().event()).contains("\\n\"}"));
  }
}
