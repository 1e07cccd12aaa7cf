package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.NullAllowed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * A response from the client, as a JSON-RPC message without its {@code jsonrpc} member.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/overview">Overview</a>
 */
@JsonDeserialize(using = ClientResponse.Reader.class)
public sealed interface ClientResponse {
  /** The id of the request that is answered. */
  RequestId id();

  /**
   * The request succeeded.
   *
   * @param id the id of the request that is answered
   * @param result what it gives; read according to the method
   */
  @JsonDeserialize
  record Result(@NullAllowed RequestId id, @NullAllowed JsonNode result) implements ClientResponse {
    public Result {
      requireNonNull(id, "id");
      requireNonNull(result, "result");
    }
  }

  /**
   * The request failed.
   *
   * @param id the id of the request that is answered; null when it could not be read
   * @param error why
   */
  @JsonDeserialize
  record Failure(@NullAllowed RequestId id, Error error) implements ClientResponse {
    public Failure {
      requireNonNull(id, "id");
      requireNonNull(error, "error");
    }
  }

  /** Tells the two apart by the field that only one of them has. */
  final class Reader extends Untagged<ClientResponse> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(ClientResponse.class);
    }

    @Override
    Class<? extends ClientResponse> choose(JsonNode json) {
      return json.has("error") ? Failure.class : Result.class;
    }
  }
}
