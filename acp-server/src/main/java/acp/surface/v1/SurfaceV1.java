package acp.surface.v1;

import acp.protocol.AcpException;
import acp.protocol.Fault;
import acp.rpc.Handlers;
import acp.rpc.Json;
import acp.rpc.MethodTable;
import acp.rpc.Peer;
import acp.session.Sessions;
import acp.surface.ClientInfo;
import acp.surface.Surface;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Version 1. */
public final class SurfaceV1 implements Surface {
  private static final String[] LOGIN = {"clientCapabilities", "auth", "terminal"};

  private final String version;
  private final boolean unstable;
  private final Supplier<Sessions> sessions;
  private @Nullable ObjectMapper mapper;

  /**
   * The face of this program.
   *
   * @param version of this program
   * @param unstable true to offer what the protocol has not settled yet
   * @param sessions asked for when the first method is called
   */
  public SurfaceV1(String version, boolean unstable, Supplier<Sessions> sessions) {
    this.version = version;
    this.unstable = unstable;
    this.sessions = sessions;
  }

  @Override
  public byte[] greeting(Json initialize) {
    return GreetingV1.answer(version, offersTerminalLogin(initialize), unstable);
  }

  /** Read by itself: to read all that a client offers takes a parser, and that takes its time. */
  private static boolean offersTerminalLogin(Json initialize) {
    try {
      Json place = initialize;
      for (String name : LOGIN) {
        place = place.isObject() ? place.member(name) : null;
        if (place == null) {
          return false;
        }
      }
      return place.toString().equals("true");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it has been parsed before
    }
  }

  @Override
  public synchronized ObjectMapper mapper() {
    if (mapper == null) {
      mapper = StartPath.mapper();
    }
    return mapper;
  }

  @Override
  public Handlers handlers(Peer peer, Json initialize) {
    var agent =
        new AgentV1(
            peer, sessions.get(), Offers.of(initialize), () -> ClientInfo.of(initialize), unstable);
    return unstable
        ? new MethodTable(UnstableMethods.class, agent, mapper(), SurfaceV1::fault)
        : new MethodTable(AgentMethods.class, agent, mapper(), SurfaceV1::fault);
  }

  private static AcpException fault(JsonProcessingException failure) {
    Fault fault = Fault.of(failure);
    return AcpException.invalidParams(fault.path(), fault.message());
  }
}
