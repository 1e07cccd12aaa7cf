package acp.permission;

import acp.event.Event;
import acp.event.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The rules that answers of the user's have made, and the record of what was decided. Processes
 * share it: what one has added, the next question of another knows. Nothing is opened before the
 * first call is subscribed to. Failures are {@link acp.session.JournalException}s, fit for people.
 */
public interface RuleStore {

  /** The rules of a project, and those of the user that hold everywhere, oldest first. */
  Mono<List<Rule>> rules(Path project);

  /**
   * Adds a rule, unless the same one is there already. Done when on disk.
   *
   * @param project where it holds; for a rule of the user's, where it was made
   * @param rule its id is not used: the store gives it one
   */
  Mono<Void> add(Path project, Rule rule);

  /** Takes a rule of the project, or of the user, away; nothing happens if there is none. */
  Mono<Void> remove(Path project, String id);

  /** Takes all rules of a project away, but not those of the user. */
  Mono<Void> clear(Path project);

  /**
   * What was decided in a project or in a session, the latest first. The record is kept, up to a
   * number of decisions, also where the session is deleted.
   *
   * @param limit at most so many, at least 1
   */
  Mono<List<Decided>> decided(Path project, SessionId session, int limit);

  /** One line of the record. */
  record Decided(Instant at, SessionId session, Event.PermissionDecided decision) {}
}
