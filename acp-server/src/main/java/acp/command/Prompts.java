package acp.command;

import acp.event.Content;
import acp.event.SessionId;
import acp.session.Place;
import acp.session.SlashCommand;
import acp.session.Turn;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Prompts that stand for more than their name: a turn that begins with one is a turn with the
 * model, which is given what it stands for. Thread-safe.
 */
public interface Prompts {

  /** No prompts. */
  Prompts NONE =
      new Prompts() {
        @Override
        public List<SlashCommand> of(SessionId session) {
          return List.of();
        }

        @Override
        public Mono<List<Content>> expand(Turn turn, String name, String rest) {
          return Mono.empty();
        }

        @Override
        public void onChange(Consumer<SessionId> changed) {}
      };

  /** Those of a session, as far as they are known by now. Cheap. */
  List<SlashCommand> of(SessionId session);

  /**
   * What a prompt stands for.
   *
   * @param rest what the user wrote behind its name, trimmed
   * @return empty if there is none of that name; fails with an {@link acp.protocol.AcpException} in
   *     words for the user
   */
  Mono<List<Content>> expand(Turn turn, String name, String rest);

  /** Says whom to tell when those of a session are others than before; on any thread. */
  void onChange(Consumer<SessionId> changed);

  /** A session works at {@code place} from now on. Returns at once. */
  default void settle(SessionId session, Place place) {}

  /** A session is let go. Returns at once. */
  default void leave(SessionId session) {}
}
