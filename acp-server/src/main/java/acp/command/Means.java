package acp.command;

import static java.util.Objects.requireNonNull;

import acp.event.Entry;
import acp.event.Event;
import acp.event.Ids;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.session.Agent;
import acp.session.CatalogueEntry;
import acp.session.Choices;
import acp.session.ConfigOption;
import acp.session.Search;
import acp.session.Turn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What commands work with, of other rooms.
 *
 * @param program the name and release of this program, for people
 * @param choices what the user may choose in a session
 */
public record Means(
    String program,
    Choices choices,
    Picker picker,
    Catalogue sessions,
    Compactor compactor,
    Past past,
    Files files,
    Policy policy,
    Inspector inspector,
    Brancher brancher,
    Ids ids) {

  public Means {
    requireNonNull(program, "program");
    requireNonNull(choices, "choices");
    requireNonNull(picker, "picker");
    requireNonNull(sessions, "sessions");
    requireNonNull(compactor, "compactor");
    requireNonNull(past, "past");
    requireNonNull(files, "files");
    requireNonNull(policy, "policy");
    requireNonNull(inspector, "inspector");
    requireNonNull(brancher, "brancher");
    requireNonNull(ids, "ids");
  }

  /** Lets the user pick the value of an option, in whatever way the client can. */
  @FunctionalInterface
  public interface Picker {

    /**
     * The value picked, one of the option's choices; empty if the user did not pick any or cannot
     * be asked. Then the command lists them instead.
     *
     * @param current what it is set to
     */
    Mono<String> pick(Turn turn, ConfigOption option, String current);
  }

  /** The sessions on disk. */
  public interface Catalogue {

    /** What is known of a session; empty if it is unknown. */
    Mono<CatalogueEntry> get(SessionId session);

    /**
     * The latest, most recently updated first.
     *
     * @param cwd only sessions with exactly this cwd; null for all
     * @param limit at most so many, at least 1
     */
    Mono<List<CatalogueEntry>> latest(@Nullable String cwd, int limit);

    /** What was said and done in them, by words. */
    Mono<Search.Found> find(Search.Query query);
  }

  /** What was recorded of sessions. */
  @FunctionalInterface
  public interface Past {

    /** The events of a session with a seq greater than {@code after}, in order. */
    Flux<Entry> read(SessionId session, long after);
  }

  /**
   * The files of a session as its tools have them: through the editor where it offers that, and
   * within the session's folders. Paths are absolute. Failures are {@link java.io.IOException}s or
   * {@link acp.protocol.AcpException}s whose message is the rest of a sentence about the file.
   */
  public interface Files {

    /** The text of a file; empty if there is none. */
    Mono<String> read(Turn turn, String path);

    /** Writes a file whole. */
    Mono<Void> write(Turn turn, String path, String text);

    /** Deletes a file. */
    Mono<Void> delete(Turn turn, String path);
  }

  /** Branches sessions off. */
  @FunctionalInterface
  public interface Brancher {

    /**
     * A new session that begins as the turn's session was before a prompt, and works where the turn
     * does; on disk when this is done.
     */
    Mono<SessionId> branch(Turn turn, MessageId prompt);
  }

  /** Looks at what fills a model's context. */
  @FunctionalInterface
  public interface Inspector {

    /** What the model would be given if it were asked now. */
    Mono<Fill> inspect(Turn turn, Agent.History history);
  }

  /**
   * What fills a model's context.
   *
   * @param parts in the order in which the model is given them
   * @param pictures how many are among them
   * @param notes what was left out, and why, a sentence for each
   */
  public record Fill(List<Part> parts, int pictures, List<String> notes) {
    public Fill {
      parts = List.copyOf(parts);
      notes = List.copyOf(notes);
    }
  }

  /**
   * A part of what the model is given.
   *
   * @param what what it is; for a file its path
   * @param count how many there are of it; 0 where that means nothing
   * @param bytes in UTF-8
   */
  public record Part(String what, boolean isFile, int count, long bytes) {}

  /** Sums up what the model sees of a session. */
  @FunctionalInterface
  public interface Compactor {

    /**
     * Puts a summary in the place of the conversation, telling of it through the turn; a failure is
     * told of too.
     *
     * @param focus what to keep above all, in the user's words; empty for nothing in particular
     * @return how it ended; empty if there is too little to sum up
     */
    Mono<Event.CompactionEnded> compact(Turn turn, Agent.History history, String focus);
  }

  /** What is allowed where a turn works, and what was decided about it. */
  public interface Policy {

    /** The rules that hold, those of the session last. */
    Mono<List<Rule>> rules(Turn turn);

    /**
     * Takes a rule away; done when on disk.
     *
     * @param id of one that {@link #rules} gave, and that can be taken away
     */
    Mono<Void> revoke(Turn turn, String id);

    /** Takes away all rules that answers made for the project, and all that the session allows. */
    Mono<Void> clear(Turn turn);

    /** The latest decisions about deeds, of the project and of the session, the latest first. */
    Mono<List<Decision>> log(Turn turn, int limit);
  }

  /**
   * A rule, for people.
   *
   * @param id what {@code revoke} takes; empty if it cannot be taken away here
   * @param effect allow, ask or deny
   * @param what the deeds that it is about
   * @param scope where it holds
   * @param source who made it
   * @param since when it was made; null if that is not known
   */
  public record Rule(
      String id,
      String effect,
      String what,
      String scope,
      String source,
      @Nullable Instant since) {}

  /** A decision, with when it was made. */
  public record Decision(Instant at, Event.PermissionDecided decided) {}
}
