package acp.store.sqlite;

import acp.event.Entry;
import acp.event.SessionId;
import acp.permission.Rule;
import acp.session.Journal.Append;
import acp.session.Journal.Branch;
import acp.session.SessionSummary;
import acp.session.Traits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Something the writer is asked to do, and who is told when it is done. */
sealed interface Write {

  MonoSink<Void> done();

  /** Nothing but to be ready. */
  record Preparation(MonoSink<Void> done) implements Write {}

  /** A new session. */
  record Creation(SessionSummary session, Traits traits, List<Entry> first, MonoSink<Void> done)
      implements Write {}

  /** A step in the making of a session that is not to be seen before it is whole. */
  record Drafting(Drafts.Step step, MonoSink<Void> done) implements Write {}

  /** A new session that begins as another. */
  record Fork(SessionId from, SessionId to, Instant at, Branch branch, MonoSink<Void> done)
      implements Write {}

  /** Something about what the catalogue holds of sessions. */
  record Cataloguing(CatalogueWrites.Deed deed, MonoSink<Void> done) implements Write {}

  /** A session taken out of the catalogue. */
  record Deletion(SessionId session, MonoSink<Void> done) implements Write {}

  /** More of a session. */
  record Addition(SessionId session, Append append, MonoSink<Void> done) implements Write {}

  /** A lease given back that no event gives back. */
  record Release(SessionId session, MonoSink<Void> done) implements Write {}

  /**
   * A row that cannot be read.
   *
   * @param event its key
   */
  record Damage(long event, String problem, MonoSink<Void> done) implements Write {}

  /** A rule, unless it is there. */
  record RuleAddition(String project, Rule rule, MonoSink<Void> done) implements Write {}

  /**
   * Rules that go.
   *
   * @param id which; null for all of the project
   */
  record RuleRemoval(String project, @Nullable Long id, MonoSink<Void> done) implements Write {}
}
