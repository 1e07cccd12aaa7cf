package acp.surface;

import acp.rpc.Handlers;
import acp.rpc.Json;
import acp.rpc.Peer;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One protocol version's face. Cheap to make: what it needs is loaded when it is first used. */
public interface Surface {

  /**
   * The result of {@code initialize}, as JSON on one line, ready to be written.
   *
   * @param initialize its params; lent for this call only
   */
  byte[] greeting(Json initialize);

  /** What reads and writes this version's types; the same one each time. */
  ObjectMapper mapper();

  /**
   * What this version's clients may call.
   *
   * @param initialize the params of the {@code initialize} that chose this version
   */
  Handlers handlers(Peer peer, Json initialize);
}
