package acp.surface.extension;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Place;
import acp.session.Session;
import acp.session.Sessions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Serves what is asked of a session's past. What changes it is a command of the session, as if the
 * user had typed it: it waits behind a running turn, is refused while another process works in the
 * session, and is on disk with its answer.
 */
public final class SessionHistory implements HistoryMethods {
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 1000;
  private static final int LONGEST_PATH = 32_768;

  private final Sessions sessions;

  public SessionHistory(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<MessagePage> messages(MessageQuery query) {
    int limit = query.limit() == null ? PAGE : query.limit();
    if (limit < 1 || limit > MAX_PAGE) {
      throw AcpException.invalidParams("limit", "limit must be from 1 to " + MAX_PAGE);
    }
    SessionId id = new SessionId(query.sessionId());
    long after = after(query.cursor());
    return sessions
        .rewinds(id)
        .flatMap(
            rewinds -> {
              Messages messages = new Messages(limit, rewinds);
              return sessions
                  .read(id, after)
                  .takeWhile(messages::take)
                  .then(Mono.fromSupplier(messages::page));
            });
  }

  private static long after(@Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    if (!cursor.matches("[0-9]{1,18}")) {
      throw AcpException.invalidParams("cursor", "The cursor is not one of ours");
    }
    return Long.parseLong(cursor);
  }

  @Override
  public Mono<Done> rewind(Rewinding request) {
    Integer turns = request.turns();
    String message = request.messageId();
    if ((turns == null) == (message == null)) {
      throw AcpException.invalidParams("turns", "Either turns or messageId must be there");
    }
    if (turns != null && (turns < 1 || turns > 999_999)) {
      throw AcpException.invalidParams("turns", "turns must be from 1 to 999999");
    }
    if (message != null && !message.matches("[\\x21-\\x7e]{8,128}")) {
      throw AcpException.invalidParams("messageId", "That is no id of a message");
    }
    return run(
        request.sessionId(),
        "/rewind "
            + (turns != null ? turns : message)
            + (is(request.files()) ? " files" : "")
            + (is(request.force()) ? " force" : ""));
  }

  @Override
  public Mono<Done> unrewind(Unrewinding request) {
    return run(request.sessionId(), "/rewind undo" + (is(request.force()) ? " force" : ""));
  }

  @Override
  public Mono<Done> trim(Trimming request) {
    if (request.turns() < 1 || request.turns() > 999_999) {
      throw AcpException.invalidParams("turns", "turns must be from 1 to 999999");
    }
    return run(request.sessionId(), "/trim " + request.turns());
  }

  @Override
  public Mono<Done> clear(Cutting request) {
    return run(request.sessionId(), "/clear");
  }

  @Override
  public Mono<Done> restoreContext(Cutting request) {
    return run(request.sessionId(), "/clear undo");
  }

  private static boolean is(@Nullable Boolean flag) {
    return flag != null && flag;
  }

  @Override
  public Mono<Forked> fork(Forking request) {
    String cwd = request.cwd();
    if (cwd != null && !isAbsolute(cwd)) {
      throw AcpException.invalidParams("cwd", "The path must be absolute, and one of this machine");
    }
    String at = request.messageId();
    SessionId from = new SessionId(request.sessionId());
    return sessions
        .open(from, null)
        .ready()
        .flatMap(
            state ->
                sessions.branch(
                    from,
                    new Place(cwd == null ? state.cwd() : cwd, state.roots()),
                    at == null ? null : new MessageId(at)))
        .map(branch -> new Forked(branch.value(), from.value()));
  }

  private static boolean isAbsolute(String cwd) {
    try {
      return cwd.length() <= LONGEST_PATH && Path.of(cwd).isAbsolute();
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  /** Has the session do a command, and says what came of it. */
  private Mono<Done> run(String session, String line) {
    SessionId id = new SessionId(session);
    Session open = sessions.open(id, null);
    List<Content> prompt = List.of(new Content.Text(line));
    return open.ready()
        .flatMap(
            before ->
                open.prompt(prompt, new Nobody(), Mono.never())
                    .doOnNext(SessionHistory::check)
                    .then(sessions.read(id, before.lastSeq()).collectList()))
        .flatMap(
            entries ->
                rewind(id, undone(entries))
                    .map(rewound -> done(session, turn(entries, prompt), rewound)));
  }

  /** The event of that seq, or none if it is 0. */
  private Mono<List<Entry>> rewind(SessionId id, long seq) {
    return seq == 0 ? Mono.just(List.of()) : sessions.read(id, seq - 1).take(1).collectList();
  }

  private static void check(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      throw new AcpException(ErrorCode.INTERNAL_ERROR, failed.message(), failed.data());
    }
  }

  private static long undone(List<Entry> entries) {
    return entries.stream()
        .map(Entry::event)
        .filter(Event.RewindUndone.class::isInstance)
        .mapToLong(event -> ((Event.RewindUndone) event).rewind())
        .reduce(0, (_, last) -> last);
  }

  /** The events of the last turn with that prompt. */
  private static List<Event> turn(List<Entry> entries, List<Content> prompt) {
    List<Event> turn = new ArrayList<>();
    boolean ours = false;
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.PromptAccepted begun) {
        ours = begun.content().equals(prompt);
        if (ours) {
          turn.clear();
        }
      }
      if (ours) {
        turn.add(entry.event());
      }
    }
    return turn;
  }

  private static Done done(String session, List<Event> turn, List<Entry> undone) {
    StringBuilder answer = new StringBuilder();
    List<String> files = new ArrayList<>();
    Event.Rewound rewound = null;
    boolean done = false;
    for (Event event : turn) {
      switch (event) {
        case Event.MessageChunk chunk -> answer.append(chunk.text());
        case Event.FilesRestored restored -> files.addAll(restored.paths());
        case Event.Rewound e -> rewound = e;
        case Event.ContextCleared _, Event.ContextTrimmed _, Event.ContextRestored _ -> done = true;
        default -> {}
      }
    }
    for (Entry entry : undone) {
      rewound = entry.event() instanceof Event.Rewound e ? e : rewound;
    }
    if (rewound == null && !done) {
      throw new AcpException(ErrorCode.INVALID_PARAMS, answer.toString());
    }
    return new Done(
        session,
        answer.toString(),
        rewound == null ? null : rewound.turns(),
        rewound == null ? null : rewound.message().value(),
        files.stream().distinct().toList());
  }
}
