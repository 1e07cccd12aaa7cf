package acp.store.sqlite;

import acp.event.SessionId;
import acp.permission.Rule;
import acp.permission.RuleStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The rules in the journal's file, by its writer and its readers. */
final class SqliteRules implements RuleStore {
  private final Writer writer;
  private final Readers readers;

  SqliteRules(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Mono<List<Rule>> rules(Path project) {
    return readers.ask(connection -> connection.rules(project.toString()));
  }

  @Override
  public Mono<Void> add(Path project, Rule rule) {
    return Mono.create(
        done -> writer.write(new Write.RuleAddition(project.toString(), rule, done)));
  }

  @Override
  public Mono<Void> remove(Path project, String id) {
    Long number = number(id);
    return number == null
        ? Mono.empty()
        : Mono.create(
            done -> writer.write(new Write.RuleRemoval(project.toString(), number, done)));
  }

  @Override
  public Mono<Void> clear(Path project) {
    return Mono.create(done -> writer.write(new Write.RuleRemoval(project.toString(), null, done)));
  }

  @Override
  public Mono<List<Decided>> decided(Path project, SessionId session, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    return readers.ask(connection -> connection.decided(project.toString(), session, limit));
  }

  private static @Nullable Long number(String id) {
    try {
      return Long.valueOf(id);
    } catch (NumberFormatException noId) {
      return null;
    }
  }
}
