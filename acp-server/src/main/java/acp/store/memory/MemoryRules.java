package acp.store.memory;

import acp.event.SessionId;
import acp.permission.Rule;
import acp.permission.RuleStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The rules in the memory of this process; the record of decisions is what the journal holds. */
final class MemoryRules implements RuleStore {
  private final MemoryJournal journal;
  private final List<Kept> rules = new ArrayList<>();
  private long last;

  private record Kept(Path project, Rule rule) {
    boolean holdsIn(Path where) {
      return rule.scope() == Rule.Scope.USER || project.equals(where);
    }

    boolean isSame(Path where, Rule other) {
      return holdsIn(where) && named(rule, other.id(), other.since()).equals(other);
    }
  }

  MemoryRules(MemoryJournal journal) {
    this.journal = journal;
  }

  private static Rule named(Rule rule, String id, @Nullable Instant since) {
    return new Rule(
        id,
        rule.tool(),
        rule.match(),
        rule.path(),
        rule.exact(),
        rule.effect(),
        rule.scope(),
        since);
  }

  @Override
  public Mono<List<Rule>> rules(Path project) {
    return Mono.fromSupplier(() -> of(project));
  }

  private synchronized List<Rule> of(Path project) {
    return rules.stream().filter(kept -> kept.holdsIn(project)).map(Kept::rule).toList();
  }

  @Override
  public Mono<Void> add(Path project, Rule rule) {
    return Mono.fromRunnable(() -> doAdd(project, rule));
  }

  private synchronized void doAdd(Path project, Rule rule) {
    if (rules.stream().noneMatch(kept -> kept.isSame(project, rule))) {
      Instant since = rule.since() == null ? Instant.now() : rule.since();
      rules.add(new Kept(project, named(rule, Long.toString(++last), since)));
    }
  }

  @Override
  public Mono<Void> remove(Path project, String id) {
    return Mono.fromRunnable(() -> doRemove(project, id));
  }

  private synchronized void doRemove(Path project, String id) {
    rules.removeIf(kept -> kept.holdsIn(project) && kept.rule.id().equals(id));
  }

  @Override
  public Mono<Void> clear(Path project) {
    return Mono.fromRunnable(() -> doClear(project));
  }

  private synchronized void doClear(Path project) {
    rules.removeIf(kept -> kept.rule.scope() == Rule.Scope.PROJECT && kept.project.equals(project));
  }

  @Override
  public Mono<List<Decided>> decided(Path project, SessionId session, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    return Mono.fromSupplier(() -> journal.decided(project, session, limit));
  }
}
