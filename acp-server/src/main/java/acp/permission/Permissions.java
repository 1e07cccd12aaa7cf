package acp.permission;

import static java.util.Objects.requireNonNull;

import acp.event.Grant;
import acp.event.Risk;
import acp.session.ConfigOption;
import acp.session.SessionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Decides by the session's mode, by rules, and by what the user has allowed before. Thread-safe,
 * and holds nothing of a session: what it knows of one comes with the session's state, and the
 * rules are read anew for each deed, so that what another process has learned counts here too.
 *
 * <p>First counts what denies, then what asks, then what is known to be harmless, then what was
 * allowed, and last the mode. Nothing that stands in the workspace is read as a rule.
 */
public final class Permissions {
  private final Mode standard;
  private final List<Rule> settled;
  private final RuleStore store;
  private final Kept kept;

  /**
   * @param standard the mode of sessions that never chose one
   * @param settled the rules of the settings
   * @param store the rules that answers have made
   * @param kept folders whose files are neither changed nor read without asking, whatever the mode
   */
  public Permissions(Mode standard, List<Rule> settled, RuleStore store, List<Path> kept) {
    this.standard = requireNonNull(standard, "standard");
    this.settled = List.copyOf(settled);
    this.store = requireNonNull(store, "store");
    this.kept = new Kept(kept);
  }

  /**
   * The mode that a session is in. One that was stored by a newer version and is unknown here
   * counts as {@link Mode#ASK}.
   */
  public Mode mode(SessionState state) {
    Mode mode = Mode.of(state.setting(ConfigOption.MODE, standard.id()));
    return mode == null ? Mode.ASK : mode;
  }

  /** True if what is allowed is all edits, whichever tool makes them. */
  public static boolean isOfEdits(Grant grant) {
    return grant.equals(Judge.EDITS);
  }

  /** The rules of the settings. */
  public List<Rule> settled() {
    return settled;
  }

  /** The rules that answers have made. */
  public RuleStore store() {
    return store;
  }

  /**
   * What becomes of {@code action} in a session that stands so. Touches the disk, on a thread of
   * its own; fails with a {@link acp.session.JournalException} if the rules cannot be read.
   */
  public Mono<Ruling> judge(Action action, Site site, SessionState state) {
    return Mono.fromCallable(site::project)
        .flatMap(
            project ->
                rules(action, project)
                    .publishOn(Schedulers.boundedElastic())
                    .map(
                        rules ->
                            new Judge(action, site, project, mode(state), state.grants(), kept)
                                .ruling(rules)))
        .subscribeOn(Schedulers.boundedElastic());
  }

  /** Answers make rules about what may do harm, so for what only looks there are none to read. */
  private Mono<List<Rule>> rules(Action action, Path project) {
    return action.risk() == Risk.NONE
        ? Mono.just(settled)
        : store
            .rules(project)
            .map(
                learned -> {
                  List<Rule> all = new ArrayList<>(settled);
                  all.addAll(learned);
                  return all;
                });
  }
}
