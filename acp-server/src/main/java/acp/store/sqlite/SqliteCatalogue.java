package acp.store.sqlite;

import acp.event.SessionId;
import acp.session.Catalogue;
import acp.session.CatalogueEntry;
import acp.session.Change;
import acp.session.Filter;
import acp.session.Gone;
import acp.session.Origin;
import acp.session.SessionSummary;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The catalogue in the journal's file. */
final class SqliteCatalogue implements Catalogue {
  private final Writer writer;
  private final Readers readers;

  SqliteCatalogue(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Mono<CatalogueEntry> get(SessionId session) {
    return readers.ask(connection -> CatalogueReads.get(connection.sql(), session));
  }

  @Override
  public Mono<List<CatalogueEntry>> query(
      Filter filter, @Nullable SessionSummary after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    return readers.ask(connection -> CatalogueReads.query(connection.sql(), filter, after, limit));
  }

  @Override
  public Mono<List<SessionId>> named(String name, boolean trashed, int limit) {
    return readers.ask(connection -> CatalogueReads.named(connection.sql(), name, trashed, limit));
  }

  @Override
  public Mono<CatalogueEntry> update(SessionId session, Change change) {
    return write(new CatalogueWrites.Update(session, change))
        .then(Mono.defer(() -> get(session)))
        .switchIfEmpty(Mono.error(Gone::new));
  }

  @Override
  public Mono<Void> originate(SessionId session, Origin origin) {
    return write(new CatalogueWrites.Originate(session, origin));
  }

  @Override
  public Mono<Void> restore(SessionId session) {
    return write(new CatalogueWrites.Restore(session));
  }

  @Override
  public Mono<Void> purge(SessionId session) {
    return Mono.defer(
        () -> {
          AtomicBoolean more = new AtomicBoolean();
          return write(new CatalogueWrites.Purge(session, more)).repeat(more::get).then();
        });
  }

  private Mono<Void> write(CatalogueWrites.Deed deed) {
    return Mono.create(done -> writer.write(new Write.Cataloguing(deed, done)));
  }
}
