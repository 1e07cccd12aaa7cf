package acp.command;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.event.TurnId;
import acp.session.Rewinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the user has said in a session, and what was taken back of it: a fold of the session's
 * events as a command finds them, whose own prompt is the last. For one thread at a time.
 */
final class Conversation {
  /** Characters of a prompt that are kept. */
  private static final int KEPT = 256;

  /** A part of an id that is enough to know it by. */
  private static final int PART = 8;

  private final List<Asked> prompts = new ArrayList<>();
  private final Set<TurnId> commands = new HashSet<>();
  private final List<Entry> told = new ArrayList<>();
  private Rewinds rewinds = Rewinds.NONE;

  private Conversation() {}

  /**
   * A prompt.
   *
   * @param text how its text begins
   */
  record Asked(long seq, TurnId turn, MessageId message, String text) {}

  /** The conversation of a session, as far as it is on disk. */
  static Mono<Conversation> of(Means.Past past, SessionId session) {
    return past.read(session, 0)
        .collect(Conversation::new, Conversation::add)
        .doOnNext(all -> all.rewinds = Rewinds.of(all.told));
  }

  private void add(Entry entry) {
    switch (entry.event()) {
      case Event.PromptAccepted e ->
          prompts.add(new Asked(entry.seq(), e.turn(), e.message(), beginning(e.content())));
      case Event.CommandRun e -> commands.add(e.turn());
      case Event.Rewound _, Event.RewindUndone _ -> told.add(entry);
      default -> {}
    }
  }

  private static String beginning(List<Content> content) {
    for (Content piece : content) {
      if (piece instanceof Content.Text text) {
        return text.text().substring(0, Math.min(KEPT, text.text().length()));
      }
    }
    return "";
  }

  Rewinds rewinds() {
    return rewinds;
  }

  /** The prompt that the command was called with. */
  Asked own() {
    return prompts.getLast();
  }

  /** What was asked of the model and stands, the first one first. */
  List<Asked> standing() {
    return prompts.stream()
        .filter(each -> !commands.contains(each.turn()) && !rewinds.hide(each.seq()))
        .toList();
  }

  /** What was asked of the model from {@code first} on, and stands. */
  List<Asked> from(Asked first) {
    return standing().stream().filter(each -> each.seq() >= first.seq()).toList();
  }

  /**
   * The prompt before the last so many turns of the model, or the one whose id, or whose turn's id,
   * is or begins so; null if there is none or several.
   */
  @Nullable Asked find(String target) {
    if (target.matches("[0-9]{1,6}")) {
      List<Asked> all = standing();
      int back = Integer.parseInt(target);
      return back < 1 || back > all.size() ? null : all.get(all.size() - back);
    }
    List<Asked> found =
        target.length() < PART
            ? List.of()
            : prompts.stream().filter(each -> is(each, target) && stands(each)).toList();
    return found.size() == 1 ? found.getFirst() : null;
  }

  private boolean stands(Asked each) {
    return !rewinds.hide(each.seq()) && !each.equals(own());
  }

  private static boolean is(Asked each, String target) {
    return each.message().value().startsWith(target) || each.turn().value().startsWith(target);
  }
}
