package acp.session;

import acp.event.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What there is to say of sessions besides what happened in them: found by many things, changed
 * without a turn. The other side of a {@link Journal}, with its promises: what is done is on disk,
 * all processes see it, everything is done when subscribed to, and failures are {@link
 * JournalException}s.
 */
public interface Catalogue {

  /** The entry of a session, also of one that is archived or in the trash; empty if unknown. */
  Mono<CatalogueEntry> get(SessionId session);

  /**
   * A page of those that fit, most recently updated first, ties broken by id.
   *
   * @param after the last of the page before; null for the first page
   * @param limit at most so many, at least 1
   */
  Mono<List<CatalogueEntry>> query(Filter filter, @Nullable SessionSummary after, int limit);

  /**
   * Those that a person may mean: whose id or alias it is, or else begins so. In no order; of any
   * type.
   *
   * @param trashed whether to look in the trash, or among the others
   * @param limit at most so many, at least 1
   */
  Mono<List<SessionId>> named(String name, boolean trashed, int limit);

  /**
   * Changes traits of a session that is not in the trash, all or nothing.
   *
   * @return the entry as it is then
   * @throws Gone (as an error signal) if it is unknown or deleted
   * @throws Stale (as an error signal) if it is at another version than the change is meant for
   * @throws IllegalArgumentException (as an error signal) with a sentence for people if there would
   *     be too much
   */
  Mono<CatalogueEntry> update(SessionId session, Change change);

  /**
   * Keeps where a session comes from, as far as it is not known yet. Nothing happens if there is no
   * such session. It is no change of the version.
   */
  Mono<Void> originate(SessionId session, Origin origin);

  /**
   * Takes a session out of the trash; nothing happens if it is not there.
   *
   * @throws Gone (as an error signal) if it is unknown
   */
  Mono<Void> restore(SessionId session);

  /**
   * Takes a session away for good, with all that only it holds; its id stays taken. One that is not
   * in the trash goes there first. In steps, with others' writes between them: one that was
   * interrupted is gone for good as soon as the store is next looked after. Nothing happens if it
   * is unknown.
   *
   * @throws Busy (as an error signal) if another process that lives is at work in it
   */
  Mono<Void> purge(SessionId session);
}
