package acp.surface.v1;

import acp.protocol.AcpException;
import acp.protocol.Fault;
import acp.protocol.ProtocolMapper;
import acp.protocol.v1.InitializeRequest;
import acp.rpc.Handlers;
import acp.rpc.Json;
import acp.rpc.MethodTable;
import acp.rpc.Peer;
import acp.session.Sessions;
import acp.surface.Surface;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    var agent = new AgentV1(peer, sessions.get(), greeting(initialize));
    return new MethodTable(AgentMethods.class, agent, mapper(), SurfaceV1::fault);
  }

  private GreetingV1.Greeting greeting(Json initialize) {
    try (JsonParser parser = initialize.parser()) {
      parser.setCodec(mapper());
      return GreetingV1.Greeting.of(mapper().readValue(parser, InitializeRequest.class));
    } catch (IOException unreadable) {
      // Whatever a client says of itself is forgiven field by field, and the version was checked
      // before.
      throw new UncheckedIOException(unreadable);
    }
  }

  private static AcpException fault(JsonProcessingException failure) {
    Fault fault = Fault.of(failure);
    return AcpException.invalidParams(fault.path(), fault.message());
  }
}
