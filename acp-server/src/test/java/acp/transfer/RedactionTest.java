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
import acp.session.Change;
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
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n%s\n-----END PGP PRIVATE KEY BLOCK-----",
        "{\"content\":\"x\\nghp_%s\"}",
        "\u001b[32mghp_%s\u001b[0m",
        "a%%3Dghp_%s",
        "\\nAuthorization: Negotiate %s",
        "Authorization: ApiKey %s",
        "Authorization: Bot %s",
        "Authorization: Whatever %s",
        "Cookie: sid=%s; b=c",
        "Set-Cookie: session=%s; Path=/",
        "curl -u user:%s https://example.org",
        "cli --token %s --verbose",
        "cli --api-key '%s'",
        "sshpass -p %s ssh host",
        "https://example.org/a?key=%s&b=1",
        "https://example.org/a?X-Amz-Signature=%s",
        "AccountKey=%s==;EndpointSuffix=x",
        "db_pass=%s",
        "{\"pass\": \"%s\"}",
        "postgres://u:p@%s@host/db",
        "password=ab(%s)",
        "password: \"x\\\"%s\"",
        "{\\\"password\\\": \\\"two %s words\\\"}",
        "{\\\\\\\"token\\\\\\\":\\\\\\\"%s\\\\\\\"}",
        "\"refresh_token\":\"%s%1$0500d\"",
        "SOME_THING=%s # a remark",
        "GOCSPX-%s",
        "123456789:AA%s",
        "//registry.example.org/:_auth=%s",
        "<password>%s</password>",
        "machine x login u password %s",
        "the secret key is %s",
        "%s\nabcd==\n-----END RSA PRIVATE KEY-----"
      })
  void aSecretIsMaskedAndCounted(String form) {
    Secrets secrets = new Secrets();

    String whole = form.replace("%1$0500d", "0".repeat(500)).replace("%%", "%");
    String masked = secrets.mask("before\n\n" + whole.replace("%s", NOISE) + "\nafter");

    assertFalse(masked.contains(NOISE), masked);
    assertFalse(masked.contains("Q7r8"), masked);
    assertTrue(masked.startsWith("before\n\n") && masked.contains("[redacted]"), masked);
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
        "PASS: test_the_parser and 2 pass: 1400 fail",
        "cookie: see the documentation",
        "docker run -u 1000:1000 image; chown -R user:group x",
        "the token is checked in TokenFilter, the password in Login",
        "const token = null, pass = true",
        "--max-tokens 4096 --password-stdin",
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n-----END CERTIFICATE-----",
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
        "_secret_",
        "--token ",
        "--token-",
        "cookie: a",
        "cookie: a=",
        "authorization:",
        "authorization: key ",
        "?key=",
        " -u a:",
        "<token>",
        "token is ",
        "secret key ",
        "AAAA\n",
        "pass=",
        "_pass",
        "\\nA_B=",
        "\"pass\":\"\\",
        "token=\"a\\\"",
        "token='",
        "\\",
        "[1m",
        "A_B=\"x ",
        "a:b@"
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
  void whatAToolWasGivenIsReadAsWhoeverReadsItWould() throws Exception {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("data", KEY).put("type", KEY).put("mime", "see " + KEY);
    input.putArray("env").addObject().put("name", "GITHUB_TOKEN").put("value", "hunter1");
    input.putArray("headers").addObject().put("name", "Authorization").put("value", "hunter2");
    input.putArray("args").add("--api-key").add("hunter3").add("-v").add("kept");
    input.putObject("credentials").put("user", "hunter4").putArray("all").add("hunter5");
    input.put("password", 12345678);
    input.putObject("names").put(KEY, "kept too");
    created(
        List.of(
            new Event.ToolCallStarted(
                new CallId("c"),
                new MessageId("m"),
                "t",
                "t",
                ToolKind.OTHER,
                List.of(),
                input,
                List.of(),
                null),
            new Event.PromptAccepted(
                new TurnId("t"),
                new MessageId("p"),
                List.of(new Content.Image("AKIA" + "ABCDEFGHIJKLMNOP", "image/png", null)))));

    String file = text(LINES, true);

    assertFalse(file.contains(NOISE) || file.contains("hunter") || file.contains("12345"), file);
    assertTrue(file.contains("\"-v\",\"kept\"") && file.contains("kept too"), file);
    assertTrue(file.contains("\"data\":\"AKIA"), "a picture is left as it is");
  }

  @Test
  void noTraitIsForgotten() throws Exception {
    created(List.of(new Event.SessionOpened("/home/ada", List.of(), null)));
    ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("data", KEY);
    metadata.putObject("auth").put("type", KEY);
    var change =
        Change.NONE
            .metadata(metadata)
            .tags(List.of("sk-" + NOISE, "kept"), List.of())
            .data("notes.v1", JsonNodeFactory.instance.objectNode().put("data", KEY));
    JournalFixture.done(from.catalogue().update(S, change).then());

    for (Target target : List.of(LINES, DOCUMENT)) {
      String file = text(target, true);

      assertFalse(file.contains(NOISE), file);
      assertTrue(file.contains("\"kept\"") && file.contains("notes.v1"), file);
    }
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
