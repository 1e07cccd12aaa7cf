package acp.agent;

import acp.event.Event;
import acp.event.Grant;
import acp.event.PermissionOption;
import acp.permission.Action;
import acp.permission.Permissions;
import acp.protocol.AcpException;
import acp.session.Turn;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Finds out whether the deeds of one turn may be done: by policy, or by asking the user. */
final class Approval {
  private static final Logger log = LoggerFactory.getLogger(Approval.class);
  private static final String DENIED = "This is not allowed here. Do not try it in another way.";
  private static final String REFUSED =
      "The user did not allow this. Do not try it again in another way; ask what to do instead.";

  private final Turn turn;
  private final Permissions permissions;

  Approval(Turn turn, Permissions permissions) {
    this.turn = turn;
    this.permissions = permissions;
  }

  /**
   * Why the deed may not be done, in words for the model; empty when it may. What was asked and
   * answered is on disk by then.
   *
   * @param started how the call was announced
   */
  Mono<String> verdict(Action action, Event.ToolCallStarted started) {
    return Mono.defer(
        () ->
            switch (permissions.decide(action, turn.state())) {
              case ALLOW -> Mono.just("");
              case DENY -> Mono.just(DENIED);
              case ASK -> ask(action, started);
            });
  }

  private Mono<String> ask(Action action, Event.ToolCallStarted started) {
    List<PermissionOption> options = permissions.options(action);
    return turn.tell(new Event.PermissionAsked(started.call(), options))
        .then(Mono.defer(() -> answer(started, options)))
        .flatMap(
            option -> {
              Grant grant = permissions.grant(action, option);
              var answered =
                  new Event.PermissionAnswered(
                      started.call(), option.isEmpty() ? null : option, grant);
              return turn.tell(answered)
                  .thenReturn(permissions.allows(action, option) ? "" : REFUSED);
            });
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
