package acp.surface.v1;

import acp.protocol.AcpException;
import acp.protocol.Fault;
import acp.rpc.Handlers;
import acp.rpc.Json;
import acp.rpc.MethodTable;
import acp.rpc.Peer;
import acp.session.Sessions;
import acp.surface.Surface;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Version 1. */
public final class SurfaceV1 implements Surface {
  private final String version;
  private final Supplier<Sessions> sessions;
  private @Nullable ObjectMapper mapper;

  /**
   * The face of this program.
   *
   * @param version of this program
   * @param sessions asked for when the first method is called
   */
  public SurfaceV1(String version, Supplier<Sessions> sessions) {
    this.version = version;
    this.sessions = sessions;
  }

  @Override
  public byte[] greeting() {
    return GreetingV1.answer(version);
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
    var agent = new AgentV1(peer, sessions.get(), Offers.of(initialize));
    return new MethodTable(AgentMethods.class, agent, mapper(), SurfaceV1::fault);
  }

  private static AcpException fault(JsonProcessingException failure) {
    Fault fault = Fault.of(failure);
    return AcpException.invalidParams(fault.path(), fault.message());
  }
}
