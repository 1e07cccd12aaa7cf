package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the client offers; whatever it does not name, it does not have.
 *
 * @param fs the file methods
 * @param terminal whether all {@code terminal/*} methods are served
 * @param session what it can show of a session; {@code null} when absent
 * @param auth the ways to log in
 * @param elicitation the ways to ask the user; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Initialization
 *     § client capabilities</a>
 */
public record ClientCapabilities(
    @Lenient @WhenAbsent("{}") FileSystemCapabilities fs,
    @Lenient @WhenAbsent("false") boolean terminal,
    @Lenient @Nullable ClientSessionCapabilities session,
    @Lenient @WhenAbsent("{}") AuthCapabilities auth,
    @Lenient @Nullable ElicitationCapabilities elicitation,
    @Meta @Nullable ObjectNode meta) {
  public ClientCapabilities {
    requireNonNull(fs, "fs");
    requireNonNull(auth, "auth");
  }

  /** Holds nothing but the defaults. */
  public static ClientCapabilities of() {
    return new ClientCapabilities(
        FileSystemCapabilities.of(), false, null, AuthCapabilities.of(), null, null);
  }

  /** The same with {@code fs}. */
  public ClientCapabilities withFs(FileSystemCapabilities fs) {
    return new ClientCapabilities(fs, terminal, session, auth, elicitation, meta);
  }

  /** The same with {@code terminal}. */
  public ClientCapabilities withTerminal(boolean terminal) {
    return new ClientCapabilities(fs, terminal, session, auth, elicitation, meta);
  }

  /** The same with {@code session}. */
  public ClientCapabilities withSession(ClientSessionCapabilities session) {
    return new ClientCapabilities(fs, terminal, session, auth, elicitation, meta);
  }

  /** The same with {@code auth}. */
  public ClientCapabilities withAuth(AuthCapabilities auth) {
    return new ClientCapabilities(fs, terminal, session, auth, elicitation, meta);
  }

  /** The same with {@code elicitation}. */
  public ClientCapabilities withElicitation(ElicitationCapabilities elicitation) {
    return new ClientCapabilities(fs, terminal, session, auth, elicitation, meta);
  }

  /** The same with {@code meta}. */
  public ClientCapabilities withMeta(ObjectNode meta) {
    return new ClientCapabilities(fs, terminal, session, auth, elicitation, meta);
  }
}
