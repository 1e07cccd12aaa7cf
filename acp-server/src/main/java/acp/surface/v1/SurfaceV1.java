package acp.surface.v1;

import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.Fault;
import acp.protocol.ProtocolMapper;
import acp.rpc.Handlers;
import acp.rpc.Json;
import acp.rpc.MethodTable;
import acp.rpc.Peer;
import acp.session.SessionState;
import acp.session.Sessions;
import acp.surface.Surface;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
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
      mapper = ProtocolMapper.create();
    }
    return mapper;
  }

  @Override
  public Handlers handlers(Peer peer, Json initialize) {
    var agent = new AgentV1(peer, sessions.get(), Offers.of(initialize));
    return new MethodTable(AgentMethods.class, agent, mapper(), SurfaceV1::fault);
  }

  @Override
  public void prepare() {
    try {
      mapper()
          .writeValueAsBytes(AgentV1.newSession(new SessionId(""), List.of(), SessionState.EMPTY));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static AcpException fault(JsonProcessingException failure) {
    Fault fault = Fault.of(failure);
    return AcpException.invalidParams(fault.path(), fault.message());
  }
}
