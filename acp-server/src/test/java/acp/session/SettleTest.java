package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.Ids;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.store.memory.MemoryJournal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** The agent is told where a session settles, and when it is let go. */
@Timeout(10)
class SettleTest {
  private static final Place HERE =
      new Place("/here", List.of(), List.of(new ToolServer.Stdio("s", "c", List.of(), Map.of())));
  private static final Place THERE = new Place("/there", List.of());

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Sessions sessions =
      new Sessions(
          new MemoryJournal(),
          new Told(),
          new Ids(Clock.systemUTC()),
          Clock.systemUTC(),
          _ -> List.of());

  private final class Told implements Agent {

    @Override
    public History history() {
      return _ -> {};
    }

    @Override
    public Mono<Outcome> run(Turn turn, History history) {
      return Mono.empty();
    }

    @Override
    public List<SlashCommand> commands() {
      return List.of();
    }

    @Override
    public void requireLogin() {}

    @Override
    public void logIn() {}

    @Override
    public void logOut() {}

    @Override
    public void prepare() {}

    @Override
    public void settle(SessionId session, Place place) {
      told.add("settle " + place.cwd() + " " + place.servers());
    }

    @Override
    public void leave(SessionId session) {
      told.add("leave");
    }
  }

  @Test
  void eachOpeningSettlesAndTheEndLeavesOnce() {
    Session session = Rig.await(sessions.create(HERE));

    sessions.open(session.id(), THERE);
    sessions.open(session.id(), null);
    sessions.close(session.id()).block(Rig.LIMIT);
    sessions.close(session.id()).block(Rig.LIMIT);

    assertEquals(
        List.of("settle /here [Stdio[name=s, env=[]]]", "settle /there []", "leave"), told);
  }

  @Test
  void aSessionThatDoesNotExistIsLeftAgain() {
    Session unknown = sessions.open(new SessionId("no"), HERE);

    assertThrows(AcpException.class, () -> unknown.ready().block(Rig.LIMIT));

    assertEquals("leave", told.getLast());
  }
}
