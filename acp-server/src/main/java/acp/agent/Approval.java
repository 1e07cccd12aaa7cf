package acp.agent;

import acp.event.Basis;
import acp.event.Event;
import acp.event.Location;
import acp.event.PermissionOption;
import acp.permission.Action;
import acp.permission.Decision;
import acp.permission.Permissions;
import acp.permission.Rule;
import acp.permission.Ruling;
import acp.permission.Site;
import acp.protocol.AcpException;
import acp.session.JournalException;
import acp.session.Turn;
import acp.tool.Intent;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out whether the deeds of one turn may be done: by policy, or by asking the user, one
 * question at a time. What an answer allows counts for the questions that wait behind it. Every
 * decision is told, with what it rests upon.
 */
final class Approval {
  private static final Logger log = LoggerFactory.getLogger(Approval.class);
  private static final String DENIED =
      "A rule of the user's does not allow this. Do not try it in another way.";
  private static final String PLANNING =
      "The session is in plan mode, in which nothing is changed. Say what you would do instead.";
  private static final String REFUSED =
      "The user did not allow this. Do not try it again in another way; ask what to do instead.";
  private static final String UNDECIDED =
      "It could not be found out whether this is allowed, so it was not done. ";

  private final Turn turn;
  private final Permissions permissions;
  private final Site site;
  private final Turnstile turnstile = new Turnstile();

  Approval(Turn turn, Permissions permissions, Site site) {
    this.turn = turn;
    this.permissions = permissions;
    this.site = site;
  }

  /** The deed that a tool intends. */
  static Action action(String tool, Intent intent) {
    List<Path> paths = new ArrayList<>();
    for (Location location : intent.locations()) {
      try {
        paths.add(Path.of(location.path()));
      } catch (InvalidPathException noPathHere) {
        log.debug("A location of {} is no path on this machine", tool);
      }
    }
    Intent.Command command = intent.command();
    return new Action(
        tool,
        intent.risk(),
        intent.subject(),
        paths,
        command == null ? null : new Action.Command(command.line(), command.folder()));
  }

  /**
   * Why the deed may not be done, in words for the model; empty when it may. What was asked and
   * answered is on disk by then; what was decided is, before anything else that is told.
   *
   * @param started how the call was announced
   */
  Mono<String> verdict(Action action, Event.ToolCallStarted started) {
    return judge(action)
        .flatMap(
            ruling ->
                ruling.decision() == Decision.ASK
                    ? turnstile.pass(() -> verdictOrAnswer(action, started))
                    : decided(action, started, ruling))
        .onErrorResume(JournalException.class, failure -> undecided(action, started, failure));
  }

  /** Judged again, because the question before may have been answered with "always". */
  private Mono<String> verdictOrAnswer(Action action, Event.ToolCallStarted started) {
    return judge(action)
        .flatMap(
            ruling ->
                ruling.decision() == Decision.ASK
                    ? ask(action, started, ruling)
                    : decided(action, started, ruling));
  }

  private Mono<Ruling> judge(Action action) {
    return Mono.defer(() -> permissions.judge(action, site, turn.state()));
  }

  private Mono<String> decided(Action action, Event.ToolCallStarted started, Ruling ruling) {
    boolean allowed = ruling.decision() == Decision.ALLOW;
    String why = allowed ? "" : ruling.basis() == Basis.MODE ? PLANNING : DENIED;
    return turn.post(decision(action, started, allowed, ruling.basis(), ruling.rule()))
        .thenReturn(why);
  }

  private Mono<String> undecided(
      Action action, Event.ToolCallStarted started, JournalException failure) {
    return turn.post(decision(action, started, false, Basis.NOBODY, null))
        .thenReturn(UNDECIDED + failure.getMessage());
  }

  private static Event decision(
      Action action,
      Event.ToolCallStarted started,
      boolean allowed,
      Basis basis,
      @Nullable String rule) {
    return new Event.PermissionDecided(
        started.call(), action.tool(), action.description(), allowed, basis, rule);
  }

  private Mono<String> ask(Action action, Event.ToolCallStarted started, Ruling ruling) {
    List<PermissionOption> options = ruling.options();
    return turn.tell(new Event.PermissionAsked(started.call(), options))
        .then(Mono.defer(() -> answer(started, options)))
        .flatMap(
            option -> {
              Ruling.Answer answer = ruling.answer(option);
              boolean known = options.stream().anyMatch(each -> each.id().equals(option));
              return turn.post(
                      new Event.PermissionAnswered(
                          started.call(), option.isEmpty() ? null : option, answer.grant()))
                  .then(
                      turn.tell(
                          decision(
                              action,
                              started,
                              answer.allowed(),
                              known ? Basis.USER : Basis.NOBODY,
                              ruling.rule())))
                  .then(Mono.defer(() -> keep(answer.rules())))
                  .thenReturn(answer.allowed() ? "" : REFUSED);
            });
  }

  /** What the user allowed for ever; that it could not be kept does not take back this time. */
  private Mono<Void> keep(List<Rule> rules) {
    return Flux.fromIterable(rules)
        .concatMap(rule -> permissions.store().add(site.project(), rule))
        .then()
        .onErrorResume(
            JournalException.class,
            failure ->
                turn.tell(
                    new Event.NoticeRaised(
                        Event.Severity.WARNING,
                        "What you allowed could not be kept, so it will be asked again",
                        failure.getMessage())));
  }

  private Mono<String> answer(Event.ToolCallStarted started, List<PermissionOption> options) {
    return turn.client()
        .requestPermission(turn.session(), started, options)
        .onErrorResume(
            AcpException.class,
            failure -> {
              log.warn("The client could not ask for permission: {}", failure.code());
              return Mono.empty();
            })
        .defaultIfEmpty("");
  }
}
