package acp.store.sqlite;

import acp.session.Insights;
import acp.session.JournalException;
import acp.session.Search;
import acp.store.search.Terms;
import java.sql.SQLException;
import reactor.core.publisher.Mono;

/** Searching and figures in the journal's file, by its readers. */
final class SqliteSearch implements Search, Insights {
  private final Database database;
  private final Readers readers;
  private final Indexer indexer;

  SqliteSearch(Database database, Readers readers, Indexer indexer) {
    this.database = database;
    this.readers = readers;
    this.indexer = indexer;
  }

  @Override
  public Mono<Found> find(Search.Query query) {
    return Mono.defer(
        () -> {
          Terms terms = Terms.read(query.text());
          return ready().then(readers.ask(connection -> found(connection, query, terms)));
        });
  }

  private Found found(ReadConnection connection, Search.Query query, Terms terms)
      throws SQLException {
    try {
      return connection.search().find(query, terms);
    } catch (SQLException e) {
      if (database.isReadOnly() || !Indexer.isDamage(e)) {
        throw e;
      }
      indexer.damaged();
      throw new JournalException(
          "The search index was damaged and is now made anew; search again in a moment", e);
    }
  }

  @Override
  public Mono<Report> report(Insights.Query query) {
    return Mono.defer(
        () -> ready().then(readers.ask(connection -> connection.insights().report(query))));
  }

  /** What is new is brought in before, unless nothing is, or nothing may be written. */
  private Mono<Void> ready() {
    return database.isReadOnly()
        ? Mono.empty()
        : readers
            .ask(connection -> connection.search().isWaiting())
            .flatMap(waiting -> waiting ? indexer.ready() : Mono.empty());
  }

  @Override
  public Mono<Void> rebuild() {
    return database.isReadOnly() ? Mono.error(database.readOnly()) : indexer.rebuild();
  }
}
