package acp.scale;

import acp.event.Basis;
import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Location;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.event.TurnId;
import acp.session.SessionSummary;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * One session as a day's work makes it: prompts, answers, and calls of tools, recorded as the
 * product records them. The same seed and number tell the same. For one thread.
 */
final class Tale {
  private static final Instant END = Instant.parse("2026-10-31T18:00:00Z");
  private static final long YEAR_MILLIS = 365L * 24 * 60 * 60 * 1000;
  private static final int PROJECTS = 200;

  private final Words words;
  private final SplittableRandom random;
  private final int messages;
  private final String cwd;
  private final String title;
  private final Instant begun;
  private final SessionId id;
  private Instant now;
  private long seq;
  private int told;
  private long textBytes;
  private final List<Entry> page = new ArrayList<>();

  /**
   * @param messages how many prompts and answers it has
   */
  Tale(Words words, long seed, int number, int messages) {
    this.words = words;
    this.random = new SplittableRandom(seed * 1_000_003 + number);
    this.messages = messages;
    // Projects are as unlike as words: some see much work, most little.
    this.cwd = "/home/ada/projects/" + words.word(random.nextInt(1 + random.nextInt(PROJECTS)));
    this.title = words.prose(random, 3 + random.nextInt(5));
    this.begun = END.minusMillis(random.nextLong(YEAR_MILLIS));
    this.now = begun;
    this.id = new SessionId(uuid());
  }

  SessionId id() {
    return id;
  }

  /** What the catalogue says of it once all pages were told. */
  SessionSummary summary() {
    return new SessionSummary(id, cwd, title, begun, now, seq);
  }

  /** How many bytes of text it holds that somebody wrote, each once: no ids, no keys. */
  long textBytes() {
    return textBytes;
  }

  /** The next turns, as many as make up a page; empty when all is told. */
  List<Entry> next(int entries) {
    page.clear();
    if (seq == 0) {
      tell(new Event.SessionOpened(cwd, List.of(), null));
      tell(
          new Event.ConfigChanged(
              Map.of(
                  "mode", "ask", "model", "anthropic/claude-sonnet", "thought_level", "medium")));
    }
    while (told < messages && page.size() < entries) {
      turn();
    }
    return List.copyOf(page);
  }

  private void turn() {
    now = now.plusMillis(1_000 + random.nextInt(60_000));
    TurnId turn = new TurnId(uuid());
    String prompt = words.prose(random, Words.length(random, 22, 0.9));
    tell(
        new Event.PromptAccepted(
            turn, new MessageId(uuid()), List.of(new Content.Text(wrote(prompt)))));
    if (told == 0) {
      tell(new Event.TitleChanged(wrote(title)));
    }
    told++;
    int steps = 1 + random.nextInt(3);
    for (int step = 0; step < steps && told < messages; step++) {
      now = now.plusMillis(500 + random.nextInt(9_000));
      answer(step < steps - 1);
    }
    tell(new Event.TurnEnded(turn, Outcome.stopped(Outcome.Reason.END_TURN)));
  }

  private void answer(boolean calls) {
    MessageId message = new MessageId(uuid());
    String text = words.prose(random, Words.length(random, 55, 0.9));
    tell(new Event.MessageChunk(message, Event.Role.AGENT, wrote(text)));
    long sent = 2_000L + random.nextInt(100_000);
    tell(
        new Event.UsageReported(
            "anthropic/claude-sonnet", sent, text.length() / 4, sent * 3 / 4, 0, 200_000, sent));
    tell(new Event.MessageEnded(message, null));
    told++;
    if (calls) {
      call(message);
    }
  }

  private void call(MessageId message) {
    CallId call = new CallId(uuid());
    String path = words.path(random);
    String output = words.lines(random, Words.length(random, 110, 1.0));
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    boolean reads = random.nextInt(10) < 6;
    String title;
    if (reads) {
      input.put("path", path);
      title = "Read " + path;
    } else {
      title = words.word(random) + " --" + words.word(random) + " " + path;
      input.put("command", title);
    }
    String name = reads ? "read_file" : "run_command";
    wrote(input.toString());
    tell(
        new Event.ToolCallStarted(
            call,
            message,
            name,
            title,
            reads ? ToolKind.READ : ToolKind.EXECUTE,
            reads ? List.of(new Location(cwd + "/" + path, null)) : List.of(),
            input,
            List.of()));
    tell(
        new Event.PermissionDecided(
            call, name, reads ? cwd + "/" + path : title, true, Basis.HARMLESS, null));
    tell(new Event.ToolCallChanged(call, CallStatus.IN_PROGRESS, null));
    now = now.plusMillis(20 + random.nextInt(3_000));
    tell(
        new Event.ToolCallEnded(
            call,
            CallStatus.COMPLETED,
            List.of(Shown.Block.text("```\n" + output + "```")),
            wrote(output)));
  }

  private String wrote(String text) {
    textBytes += text.getBytes(StandardCharsets.UTF_8).length;
    return text;
  }

  private void tell(Event event) {
    page.add(new Entry(++seq, now, event));
  }

  /** Of the seventh kind, but the same each time. */
  private String uuid() {
    long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
    return new UUID(high, random.nextLong() >>> 2 | 1L << 63).toString();
  }
}
